"""Long work is seen while it goes on: a span a stretch, of the launcher's trace, with what happened in it."""

import json
from pathlib import Path
from typing import Any

import pytest

from andamio.telemetry.long_run import EVENTS_AT_MOST, STRETCH_S, LongRun
from andamio.telemetry.setup import start
from andamio.telemetry.tracing import current

TRACE, SPAN = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
LAUNCHED = {"TRACEPARENT": f"00-{TRACE}-{SPAN}-00"}
SECOND = 1_000_000_000


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now_ns = 1_700_000_000 * SECOND

    def __call__(self) -> int:
        return self.now_ns


def spans(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "probe.traces.ndjson").read_text().splitlines()]


def test_each_stretch_is_a_span_of_the_launchers_trace_with_its_own_events(tmp_path: Path) -> None:
    telemetry, clock = start("probe", tmp_path), Clock()
    with LongRun(telemetry, "write", LAUNCHED, clock) as run:
        run.event("batch", lines=1)
        clock.now_ns += int(STRETCH_S * SECOND)
        run.event("batch", lines=2)
        clock.now_ns += int(STRETCH_S * SECOND)
        run.look()
        assert (now := current()) is not None
    telemetry.shutdown()
    found = spans(tmp_path)
    assert [(each["trace_id"], each["parent_span_id"]) for each in found] == [(TRACE, SPAN)] * 3
    assert [[event["attributes"]["lines"] for event in each.get("events", [])] for each in found] == [[1], [2], []]
    assert [each["attributes"]["andamio.stretch"] for each in found] == [1, 2, 3]
    assert now.span_id == found[2]["span_id"]


def test_events_without_number_are_counted_and_the_run_says_that_it_failed(tmp_path: Path) -> None:
    telemetry = start("probe", tmp_path)

    def work() -> None:
        with LongRun(telemetry, "write", {}, Clock()) as run:
            for number in range(EVENTS_AT_MOST + 7):
                run.event("batch", lines=number)
            raise ValueError("gone")

    with pytest.raises(ValueError, match="gone"):
        work()
    telemetry.shutdown()
    (span,) = spans(tmp_path)
    assert (len(span["events"]), span["attributes"]["andamio.events.dropped"]) == (EVENTS_AT_MOST, 7)
    assert span["status"] == "ERROR"


def test_without_a_launcher_all_stretches_are_one_trace(tmp_path: Path) -> None:
    telemetry, clock = start("probe", tmp_path), Clock()
    with LongRun(telemetry, "write", {}, clock) as run:
        clock.now_ns += int(STRETCH_S * SECOND)
        run.look()
    telemetry.shutdown()
    first, second = spans(tmp_path)
    assert (first["trace_id"], first["span_id"]) == (second["trace_id"], second["parent_span_id"])


def test_a_stretch_links_to_the_spans_that_it_has_to_do_with_and_the_next_one_does_not(tmp_path: Path) -> None:
    telemetry, clock = start("probe", tmp_path), Clock()
    with LongRun(telemetry, "write", {}, clock) as run:
        for _ in range(2):
            run.link(f"00-{TRACE}-{SPAN}-01")
        clock.now_ns += int(STRETCH_S * SECOND)
        run.look()
    telemetry.shutdown()
    linked = [[(link["trace_id"], link["span_id"]) for link in each.get("links", [])] for each in spans(tmp_path)]
    assert linked == [[(TRACE, SPAN)], []]
