"""How a release of {{ cookiecutter.model }} is served, and the document that puts a package behind these settings."""

import json
from pathlib import Path

from andamio.models.package import ModelPackage

DEADLINE_MS = 250
"""A score that takes longer is a timeout, and the fallback answers."""
MAX_CONCURRENCY = 16
"""Scores in the making at once, in one replica."""


def write_release(folder: Path, package: ModelPackage) -> str:
    """Write <release id>.json for a package within `folder`; returns the release id: the model and the digest's start."""
    release_id = f"{package.manifest.model}-{package.digest[:12]}"
    document = {
        "release_id": release_id,
        "package": str(package.path.relative_to(folder)),
        "digest": package.digest,
        "deadline_ms": DEADLINE_MS,
        "max_concurrency": MAX_CONCURRENCY,
    }
    (folder / f"{release_id}.json").write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    return release_id
