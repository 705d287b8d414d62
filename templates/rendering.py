"""A template rendered as a user would, into a repository made for a test, and the rendered tests run there."""

import os
import subprocess
import sys
from pathlib import Path

from cookiecutter.main import cookiecutter


def render(template: Path, repository: Path, **answers: str) -> set[str]:
    """Render with these answers and the defaults; returns the files that are new. Raises `FailedHookException`."""
    before = {path for path in repository.rglob("*") if path.is_file()}
    settings = repository.parent / "cookiecutter.yaml"
    # Cookiecutter keeps answers for replay; a test keeps them to itself.
    settings.write_text(f"replay_dir: {repository.parent / 'replay'}\n")
    cookiecutter(
        str(template), no_input=True, output_dir=str(repository), extra_context=answers, config_file=str(settings)
    )
    after = {path for path in repository.rglob("*") if path.is_file()}
    return {path.relative_to(repository).as_posix() for path in after - before}


def run_tests(repository: Path, tests: Path) -> "subprocess.CompletedProcess[str]":
    """The rendered tests of a folder or file, importing the repository's code and what this process can."""
    roots = [str(repository / house) for house in ("libs", "jobs", "services")]
    paths = [*roots, *(os.path.abspath(path) for path in sys.path if path)]
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(repository / tests)],
        cwd=repository,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
