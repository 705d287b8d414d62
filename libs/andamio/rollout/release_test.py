"""Releases are loaded as written, or refused with the field and the fix."""

import json
from pathlib import Path
from typing import Any

import pytest

from andamio.rollout.errors import InvalidDocument
from andamio.rollout.release import Batch, Fault, RegistryVersion, Release, load_release, write_release
from andamio.rollout.settings import Settings

GOOD: dict[str, Any] = {"release_id": "r1", "package": "packages/champion", "digest": "ab12"}


def write(folder: Path, document: object) -> None:
    (folder / "r1.json").write_text(json.dumps(document))


def test_a_release_is_loaded_with_defaults_and_its_package_beside_it(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    assert load_release(tmp_path, "r1") == Release("r1", tmp_path / "packages/champion", "ab12")


def test_serving_settings_are_loaded_as_written(tmp_path: Path) -> None:
    settings = {
        "device": "cuda",
        "threads": 4,
        "max_queue": 0,
        "batch": {"max_size": 32, "max_wait_ms": 5},
        "warm_releases": 3,
        "segments": ["tenant", "lines"],
        "rollout": {"canary_steps": [0.1]},
        "registry": {"model": "m.production", "version": 3},
    }
    write(tmp_path, {**GOOD, **settings})
    release = load_release(tmp_path, "r1")
    assert (release.device, release.threads, release.max_queue, release.warm_releases) == ("cuda", 4, 0, 3)
    assert release.batch == Batch(32, 5)
    assert release.segments == ("tenant", "lines")
    assert release.rollout == Settings(canary_steps=(0.1,))
    assert release.registry == RegistryVersion("m.production", 3)


def test_a_written_release_loads_and_is_never_changed(tmp_path: Path) -> None:
    written = write_release(tmp_path, GOOD)
    assert written == load_release(tmp_path, "r1") == write_release(tmp_path, GOOD)
    with pytest.raises(InvalidDocument, match="is there already with other settings"):
        write_release(tmp_path, {**GOOD, "threads": 2})
    with pytest.raises(InvalidDocument, match="must be a name of letters"):
        write_release(tmp_path, {**GOOD, "release_id": "../r1"})
    assert [path.name for path in tmp_path.iterdir()] == ["r1.json"]


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
        ({"device": "tpu"}, "'device' must be one of cpu, cuda"),
        ({"batch": {"max_size": 2048}}, "'max_size' must be between 1 and 1024"),
        ({"batch": {"size": 2}}, "'size' is not known"),
        ({"segments": ["tenant", "tenant"]}, "'segments' must be names, each once"),
        ({"segments": [f"s{n}" for n in range(9)]}, "'segments' must be at most 8"),
        ({"rollout": {"canary_step": [0.1]}}, "'rollout': field 'canary_step' is not known"),
        ({"registry": {"model": "m"}}, "'version' must be a whole number"),
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


def test_a_rollout_keeps_as_many_releases_warm_as_the_release_or_the_settings_ask(tmp_path: Path) -> None:
    write(tmp_path, {**GOOD, "warm_releases": 3})
    release = load_release(tmp_path, "r1")
    assert release.rollout_settings(Settings(warm_releases=2, watch_ms=7)) == Settings(warm_releases=3, watch_ms=7)
    assert release.rollout_settings(Settings(warm_releases=5)).warm_releases == 5
    write(tmp_path, {**GOOD, "rollout": {"canary_steps": [0.1]}})
    assert load_release(tmp_path, "r1").rollout_settings(Settings(watch_ms=7)) == Settings(canary_steps=(0.1,))
