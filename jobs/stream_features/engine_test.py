"""Flink against the oracle to the bit: hundreds of generated histories in one log, and one run over it.

The view has every function and window, and the histories try ties, tile edges, the horizons, corrections and removals;
see `history_strategies`. Some surround the hour at which clocks in London go forward, some the one at which they go back,
and Flink's JVM runs on London time, so that a local time anywhere in the engine would show. The cut-over cuts through
the former. The stream starts at the first position that matters to it: batch-owned events may have arrived before.
"""

import json
import os
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from andamio.features import components, oracle
from andamio.features.event import Delivery
from andamio.features.history_strategies import EPOCH, MINUTE, SPAN, VIEW, History, histories, packed
from andamio.features.logs.tile_log import read_tile_log
from andamio.features.online.online_store import LogLine, Progress, Repair, TileWrite
from andamio.features.stream.flink_source import FileSource
from andamio.features.stream.operator_settings import StreamSettings, operator_settings
from stream_features.flink import FlinkJob, FlinkSettings

HISTORIES = 600
SEED = 20_110_327
RUN_S = 240
HOUR = 60 * MINUTE
# 2011-03-27 and 2011-10-30, both at 01:00 UTC.
FORWARD_MS, BACK_MS = 1_301_187_600_000, 1_319_936_400_000
# Whole tiles, so that what was on an edge still is; the change is in the middle of a history.
SHIFTS_MS = [
    (change - SPAN // 2 - EPOCH) // (4 * MINUTE) * (4 * MINUTE) for change in (FORWARD_MS, FORWARD_MS, BACK_MS)
]
CUTOVER = EPOCH + SHIFTS_MS[0] + 4 * MINUTE


@dataclass(frozen=True, slots=True)
class Run:
    """A log, and the lines that Flink made of it."""

    log: tuple[Delivery, ...]
    start: int
    lines: list[LogLine]

    @property
    def counted(self) -> list[Delivery]:
        """The events that belong to the stream."""
        return [d for d in oracle.counted_events(VIEW, self.log) if d.event_time_ms >= CUTOVER]

    @property
    def rows(self) -> list[TileWrite]:
        """What a writer holds of each tile and event that applies a line only if its position is greater."""
        held: dict[tuple[str, str, int, int, str], TileWrite] = {}
        for line in self.lines:
            if isinstance(line, TileWrite):
                place = line.row.tenant, line.row.key, line.row.hop_ms, line.row.tile_start_ms, line.row.event_id
                if place not in held or line.position > held[place].position:
                    held[place] = line
        return list(held.values())


def generated() -> History:
    drawn: list[History] = []

    @seed(SEED)
    @settings(max_examples=HISTORIES, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(histories())
    def draw(history: History) -> None:
        drawn.append(history)

    draw()
    return packed(drawn, SHIFTS_MS)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    root = tmp_path_factory.mktemp("engine")
    log = generated().deliveries
    start = min(d.position for d in log if d.event_time_ms >= CUTOVER)
    (root / "log").mkdir()
    (root / "log" / "events.ndjson").write_text("".join(json.dumps(dict(d.values)) + "\n" for d in log))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "Europe/London")
        # What the job sets for its JVM in this process is put back after it.
        for name in ("JDK_JAVA_OPTIONS", "LOG4J_PROPERTIES", "MALLOC_ARENA_MAX", "_python_worker_execution_mode"):
            patch.setenv(name, os.environ.get(name, ""))
        stream(root, start, log[-1].position)
    return Run(log, start, list(read_tile_log(root / "tiles")))


def stream(root: Path, start: int, last: int) -> None:
    state = root / "state"
    state.mkdir()
    sink = root / "tiles" / VIEW.id
    sink.mkdir(parents=True)
    source = FileSource(f"file://{root}/log", start)
    # So few that most tiles are read back from Flink's state, and in so many bundles.
    small = StreamSettings(source, f"file://{sink}", CUTOVER, tiles_in_memory=200, bundle=50)
    view = operator_settings(VIEW, small)
    job = FlinkJob(FlinkSettings(state, root / "flink.log", heap_mb=768))
    try:
        job.submit([view], None)
        deadline = time.monotonic() + RUN_S
        while not any(isinstance(line, Progress) and line.position == last for line in read_tile_log(root / "tiles")):
            job.require_alive()
            assert time.monotonic() < deadline, f"the log was not read in {RUN_S} s"
            job.checkpoint()
            time.sleep(0.5)
    finally:
        job.stop()


def test_the_histories_try_what_they_should(run: Run) -> None:
    assert len(run.log) > 3000
    assert len(run.counted) > 500
    assert any(d.position < run.start for d in run.log), "no event arrived before the start"
    for change in (FORWARD_MS, BACK_MS):
        near = [d.event_time_ms >= change for d in run.counted if abs(d.event_time_ms - change) < HOUR]
        assert min(Counter(near).values()) > 50, "too few on one side of a change of clocks"
    tiles = oracle.tiles(VIEW, run.counted)
    saturated = [components.saturated(VIEW, partial) for partial in tiles.values()]
    assert any(saturated), "no distinct count overflows"
    assert any(len({d.tenant for d in run.log if d.event_id == event_id}) > 1 for event_id in ("e", "f"))


def test_every_tile_is_the_oracle_s(run: Run) -> None:
    mine = {
        (w.row.tenant, w.row.key, w.row.hop_ms, w.row.tile_start_ms): list(w.row.partial)
        for w in run.rows
        if w.row.hop_ms and w.row.partial[0]
    }
    assert mine == oracle.tiles(VIEW, run.counted)


def test_an_emptied_tile_is_the_partial_of_no_events(run: Run) -> None:
    emptied = [list(w.row.partial) for w in run.rows if not w.row.partial[0]]
    assert len(emptied) > 20
    assert all(partial == components.empty(VIEW) for partial in emptied)


def test_every_raw_event_is_the_oracle_s(run: Run) -> None:
    mine = {
        (w.row.tenant, w.row.event_id): (w.row.key, w.row.tile_start_ms, w.position, list(w.row.partial))
        for w in run.rows
        if not w.row.hop_ms and w.row.partial[0]
    }
    assert mine == {
        d.identity: (
            cast(str, d.values["card"]),
            d.event_time_ms,
            d.position,
            components.of_event(VIEW, d.values, d.event_time_ms, d.event_id),
        )
        for d in run.counted
    }


def test_whoever_owns_the_tile_judges_the_delivery(run: Run) -> None:
    """Of a batch-owned event the stream may have missed the first arrival, without which lateness means nothing."""
    excluded = oracle.exclusions(VIEW, run.log)
    expected: dict[int, str] = {}
    for d in run.log:
        reason = "batch_owned" if d.event_time_ms < CUTOVER else excluded.get((d.partition, d.position))
        if d.position >= run.start and reason is not None:
            expected[d.position] = reason
    repairs = [line for line in run.lines if isinstance(line, Repair)]
    assert {line.position: line.reason for line in repairs} == expected
    assert len(repairs) == len(expected)
    assert set(expected.values()) == {"late", "duplicate_horizon", "batch_owned"}


def test_progress_grows_from_the_first_delivery_to_the_last(run: Run) -> None:
    read = [line.position for line in run.lines if isinstance(line, Progress)]
    assert read == sorted(set(read))
    deliveries = [d.position for d in run.log if d.position >= run.start]
    assert (read[0], read[-1]) == (deliveries[0], deliveries[-1])
    assert set(read) <= set(deliveries)
