"""Releases are loaded as written, or refused with the field and the fix."""

import json
from pathlib import Path
from typing import Any

import pytest

from andamio.rollout.errors import InvalidDocument
from andamio.rollout.release import Fault, Release, load_release

GOOD: dict[str, Any] = {"release_id": "r1", "package": "packages/champion", "digest": "ab12"}


def write(folder: Path, document: object) -> None:
    (folder / "r1.json").write_text(json.dumps(document))


def test_a_release_is_loaded_with_defaults_and_its_package_beside_it(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    assert load_release(tmp_path, "r1") == Release("r1", tmp_path / "packages/champion", "ab12", 250, 16, None)


def test_a_fault_is_data(tmp_path: Path) -> None:
    write(tmp_path, {**GOOD, "fault": {"kind": "slow", "delay_ms": 150, "starts": "canary"}})
    assert load_release(tmp_path, "r1").fault == Fault("slow", 1.0, 150, "canary")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"digest": ""}, "'digest' must be a string"),
        ({"deadline_ms": 0}, "'deadline_ms' must be between 1"),
        ({"deadline_ms": True}, "'deadline_ms' must be a whole number"),
        ({"threshold": 0.5}, "'threshold' is not known"),
        ({"release_id": "r2"}, "must be the file's name"),
        ({"fault": {"kind": "smoke"}}, "'kind' must be one of error, slow"),
        ({"fault": {"kind": "slow"}}, "'delay_ms' must be between 1"),
        ({"fault": []}, "must be a JSON object"),
    ],
)
def test_a_broken_release_is_refused_with_its_field(tmp_path: Path, change: dict[str, Any], says: str) -> None:
    write(tmp_path, {**GOOD, **change})
    with pytest.raises(InvalidDocument, match=says):
        load_release(tmp_path, "r1")


@pytest.mark.parametrize("release_id", ["r9", "../r1", ".hidden"])
def test_a_release_that_is_not_there_is_refused(tmp_path: Path, release_id: str) -> None:
    write(tmp_path, GOOD)
    with pytest.raises(InvalidDocument):
        load_release(tmp_path, release_id)
