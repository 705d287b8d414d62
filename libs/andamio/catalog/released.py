"""What was last released: the catalog as a git reference has it, read from the repository here, never from the network.

A release is a tag `release/<version>`; where there is none yet, the merge base with main stands in for it.
"""

import os
import subprocess
import tarfile
import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from andamio.catalog.definitions import Catalog
from andamio.catalog.loading import load_catalog
from andamio.errors import UserError

RELEASES = "release/*"
FOLDER = Path("libs/andamio/catalog")


def releases(repository: Path) -> tuple[str, ...]:
    """Release tags that HEAD descends from, the newest version first."""
    return tuple(_git(repository, "tag", "--merged", "HEAD", "--list", RELEASES, "--sort=-version:refname").split())


def default_reference(repository: Path) -> str:
    """The newest release; with none, the merge base with main."""
    tagged = releases(repository)
    if tagged:
        return tagged[0]
    for main in ("main", "origin/main"):
        try:
            return _git(repository, "merge-base", "HEAD", main).strip()
        except UserError:
            continue
    raise UserError("there is no release/* tag and no branch main to compare with; name a reference with --against")


def catalog_at(repository: Path, reference: str, folder: Path = FOLDER) -> Catalog | None:
    """The catalog in `folder` at `reference`; None if it held no contract yet. Raises `UserError` for no such reference."""
    try:
        _git(repository, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{reference}^{{commit}}")
    except UserError:
        raise UserError(f"there is no reference '{reference}' in {repository}; name a tag, branch or commit") from None
    listed = _git(repository, "ls-tree", "-r", "--name-only", reference, "--", folder.as_posix()).split("\n")
    documents = [name for name in listed if name.endswith(".yaml")]
    if not any("/contracts/" in name for name in documents):
        return None
    archive = _run(repository, ("archive", "--format=tar", reference, "--", *documents))
    with tempfile.TemporaryDirectory() as here, tarfile.open(fileobj=BytesIO(archive)) as files:
        files.extractall(here, filter="data")
        return load_catalog(Path(here) / folder)


def repository_of(folder: Path) -> Path:
    """The root of the git repository that `folder` is in."""
    return Path(_git(folder, "rev-parse", "--show-toplevel").strip())


def _git(repository: Path, *arguments: str) -> str:
    return _run(repository, arguments).decode()


def _run(repository: Path, arguments: Sequence[str]) -> bytes:
    # A partial clone would fetch what it lacks.
    offline = {**os.environ, "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    finished = subprocess.run(["git", *arguments], cwd=repository, env=offline, capture_output=True, check=False)
    if finished.returncode:
        reason = finished.stderr.decode(errors="replace").strip() or f"exit status {finished.returncode}"
        raise UserError(f"git {' '.join(arguments[:2])}: {reason}; choose a repository and a reference that are there")
    return finished.stdout
