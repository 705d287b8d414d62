"""The fixtures of this service's tests."""

from pathlib import Path

import pytest

from inference.harness import Bench, Releases


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    built = Releases(tmp_path)
    built.add("stable")
    built.add("candidate", bias=1.0)
    return built


@pytest.fixture
def bench(releases: Releases, tmp_path: Path) -> Bench:
    return Bench(releases, tmp_path)
