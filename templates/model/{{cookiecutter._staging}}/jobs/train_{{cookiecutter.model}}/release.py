"""How a release of {{ cookiecutter.model }} is served, and the document that puts a package behind these settings."""

from pathlib import Path

from andamio.models.package import ModelPackage
from andamio.rollout.release import Release, write_release

SETTINGS = {
    "deadline_ms": 250,  # a score that takes longer is a timeout, and the fallback answers
    "max_concurrency": 16,  # scores in the making at once, in one replica
    "max_queue": 64,  # waiting beyond that; the next is refused
    "device": "cpu",
    "segments": ["tenant"],  # verdicts are also given by each
}


def write(folder: Path, package: ModelPackage) -> Release:
    """Write <release id>.json for a package within `folder`; its id is the model and the digest's start."""
    return write_release(
        folder,
        {
            "release_id": f"{package.manifest.model}-{package.digest[:12]}",
            "package": str(package.path.relative_to(folder)),
            "digest": package.digest,
            **SETTINGS,
        },
    )
