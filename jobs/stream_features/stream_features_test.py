"""The whole job on a real mini-cluster, against the oracle: one run over many histories, killed half-way.

Each history has a tenant of its own, so one log carries them all. The run starts with a backlog, is killed with
SIGKILL while it reads, finds more log when it starts again, and stops with SIGTERM.
"""

import fcntl
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from andamio.features import components, oracle
from andamio.features.definition import FeatureView
from andamio.features.event import Delivery
from stream_features.job_process import CUTOVER, SEED, VIEWS, Job, history

HISTORIES = 120
Line = dict[str, Any]


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Job:
    job = Job(tmp_path_factory.mktemp("stream features"))
    rows = sorted((row for n in range(HISTORIES) for row in history(n)), key=lambda row: int(row[1]["known_at_ms"]))
    quarter = len(rows) // 4
    backlog, live, during_kill, while_down = (
        rows[:quarter],
        rows[quarter : 2 * quarter],
        rows[2 * quarter : 3 * quarter],
        rows[3 * quarter :],
    )
    for start in range(0, len(backlog), 17):
        job.log.append(backlog[start : start + 17])
    process = job.start_until_ready()
    try:
        for start in range(0, len(live), 29):
            job.log.append(live[start : start + 29])
            time.sleep(0.1)
        job.drain(process)
        for start in range(0, len(during_kill), 13):
            job.log.append(during_kill[start : start + 13])
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        process.wait()
        job.log.append(while_down)
        process = job.start_until_ready()
        job.drain(process)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    finally:
        process.kill()
    return job


def deliveries(job: Job, view: FeatureView) -> list[Delivery]:
    return list(job.log.read(view.contract))


def streamed(view: FeatureView, log: Sequence[Delivery], position: int | None = None) -> list[Delivery]:
    """The counted events that belong to the stream."""
    counted = oracle.counted_events(view, log, up_to_position=position)
    return [delivery for delivery in counted if delivery.event_time_ms >= CUTOVER]


def expected_tiles(view: FeatureView, log: Sequence[Delivery], position: int | None = None) -> dict[Any, Any]:
    return dict(oracle.tiles(view, streamed(view, log, position)))


def fold(lines: Sequence[Line]) -> dict[Any, Any]:
    """What a writer holds that applies a line only if its position is greater."""
    held: dict[Any, Line] = {}
    for line in lines:
        if line["kind"] == "tile":
            tile = (line["tenant"], line["key"], line["hop_ms"], line["tile_start_ms"])
            if tile not in held or line["position"] > held[tile]["position"]:
                held[tile] = line
    return {tile: line["partial"] for tile, line in held.items() if line["partial"][0]}


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.id)
def test_the_tiles_are_the_oracle_s_to_the_last_digit(finished: Job, view: FeatureView) -> None:
    lines = [line for file in finished.lines(view) for line in file]
    assert fold(lines) == expected_tiles(view, deliveries(finished, view))


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.id)
def test_lines_may_be_applied_in_any_order_and_again(finished: Job, view: FeatureView) -> None:
    lines = [line for file in finished.lines(view) for line in file]
    expected = fold(lines)
    random.Random(SEED).shuffle(lines)
    assert fold(lines + lines) == expected


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.id)
def test_the_last_line_of_a_tile_is_its_settled_value(finished: Job, view: FeatureView) -> None:
    last = {}
    for file in finished.lines(view):
        for line in file:
            if line["kind"] == "tile":
                last[line["tenant"], line["key"], line["hop_ms"], line["tile_start_ms"]] = line["partial"]
    settled = {tile: partial for tile, partial in last.items() if partial[0]}
    assert settled == expected_tiles(view, deliveries(finished, view))
    assert all(partial == components.empty(view) for partial in last.values() if not partial[0])


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.id)
def test_every_file_leaves_the_tiles_of_exactly_the_events_that_its_progress_covers(
    finished: Job, view: FeatureView
) -> None:
    files = finished.lines(view)
    assert len(files) >= 4, "too few checkpoints to say anything"
    log = deliveries(finished, view)
    read: list[Line] = []
    for file in files:
        read += file
        position = max(line["position"] for line in read if line["kind"] == "progress")
        assert fold(read) == expected_tiles(view, log, position)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.id)
def test_progress_goes_from_the_first_event_to_the_last_across_the_kill(finished: Job, view: FeatureView) -> None:
    lines = [line for file in finished.lines(view) for line in file]
    read = [line["position"] for line in lines if line["kind"] == "progress"]
    assert read == sorted(set(read)), "a line was written twice, or progress fell"
    log = [delivery.position for delivery in deliveries(finished, view)]
    assert (read[0], read[-1]) == (log[0], log[-1])


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.id)
def test_no_event_is_written_twice_across_the_kill(finished: Job, view: FeatureView) -> None:
    lines = [line for file in finished.lines(view) for line in file]
    written = [line["position"] for line in lines if line["kind"] in ("event", "repair")]
    assert written == sorted(set(written))


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.id)
def test_the_raw_tail_holds_the_partial_of_each_counted_event(finished: Job, view: FeatureView) -> None:
    held: dict[tuple[str, str], Line] = {}
    for line in (line for file in finished.lines(view) for line in file if line["kind"] == "event"):
        identity = line["tenant"], line["event_id"]
        if line["position"] > held.get(identity, {"position": -1})["position"]:
            held[identity] = line
    counted = {delivery.identity: delivery for delivery in streamed(view, deliveries(finished, view))}
    assert {identity for identity, line in held.items() if line["partial"][0]} == set(counted)
    for identity, line in held.items():
        if identity in counted:
            winner = counted[identity]
            partial = components.of_event(view, winner.values, winner.event_time_ms, winner.event_id)
            assert (line["position"], line["tile_start_ms"]) == (winner.position, winner.event_time_ms)
            assert (line["tenant"], line["key"]) == (winner.tenant, winner.values[view.key_column])
        else:
            partial = components.empty(view)
        assert line["partial"] == partial


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.id)
def test_what_the_stream_may_not_count_goes_to_repair_with_its_reason(finished: Job, view: FeatureView) -> None:
    log = deliveries(finished, view)
    excluded = oracle.exclusions(view, log)
    expected = {
        d.position: "batch_owned" if d.event_time_ms < CUTOVER else excluded[d.partition, d.position]
        for d in log
        if (d.partition, d.position) in excluded or d.event_time_ms < CUTOVER
    }
    repairs = [line for file in finished.lines(view) for line in file if line["kind"] == "repair"]
    assert {line["position"]: line["reason"] for line in repairs} == expected
    assert len(repairs) == len(expected)
    assert set(Counter(expected.values())) == {"late", "duplicate_horizon", "batch_owned"}


def test_nothing_is_left_behind_after_sigterm(finished: Job) -> None:
    state = finished.root / "check points"
    assert not (state / "tmp").exists()
    with (state / "lock").open("ab") as lock:
        fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    assert (finished.root / "stderr").read_text() == ""
    assert (finished.root / "stdout").read_text() == "ready\n"


def test_other_arguments_over_the_same_checkpoints_are_refused_with_a_sentence(finished: Job) -> None:
    process = finished.start("--start-position", "1")
    assert process.wait(60) == 2
    message = (finished.root / "stderr").read_text()
    assert "is defined, or started, otherwise than in its state" in message
    assert message.count("\n") == 1


def test_a_jvm_that_is_killed_ends_the_job_with_one_sentence(tmp_path: Path) -> None:
    job = Job(tmp_path)
    process = job.start_until_ready()
    try:
        (jvm,) = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        os.kill(int(jvm), signal.SIGKILL)
        assert process.wait(60) == 1
    finally:
        process.kill()
    message = (tmp_path / "stderr").read_text()
    assert "the Flink JVM is gone; its log is " in message
    assert message.count("\n") == 1


def test_without_java_one_sentence_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "nowhere"))
    process = Job(tmp_path).start()
    assert process.wait(60) == 2
    assert "install a Java 17 runtime and set JAVA_HOME to it\n" in (tmp_path / "stderr").read_text()
