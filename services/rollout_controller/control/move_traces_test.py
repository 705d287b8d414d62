"""A rollout's moves are one trace, from the first sign of harm to the replicas that go by the new table."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from andamio.rollout.machine.state_machine import Abort, Check, Control, GateReport, SetStable, State
from andamio.rollout.routing_table import HEARTBEAT_LIMIT_MS, RoutingTable, read_table
from andamio.rollout.settings import Settings
from andamio.telemetry import tracing
from andamio.telemetry.setup import Telemetry, start
from rollout_controller.control.loop import Controller
from rollout_controller.control.move_traces import rollout_trace
from rollout_controller.simulation.fake_inference import FakeInference
from rollout_controller.store.rollout_store import open_store

START_MS = 1_700_000_000_000


class Site:
    """A controller whose clocks are in the test's hand, one replica, and the spans that were made."""

    def __init__(self, folder: Path, telemetry: Telemetry, spans: InMemorySpanExporter) -> None:
        self.folder, self.telemetry, self.spans = folder, telemetry, spans
        self.now_ms = START_MS
        self.replica = FakeInference(folder / "log")
        self.passes = True
        self.stores = [open_store(folder / "state.db")]
        self.controller = self.open()
        self.controller.tick(SetStable("ada", "first", "r1"))

    def open(self) -> Controller:
        return Controller(
            self.stores[-1],
            self.folder / "log",
            self.folder / "table.json",
            Settings(),
            lambda release_id: GateReport((Check("golden set", self.passes, ""),)),
            self.telemetry,
            lambda: self.now_ms,
            lambda: self.now_ms,
            clock_ns=lambda: self.now_ms * 1_000_000,
        )

    @property
    def table(self) -> RoutingTable:
        return read_table(self.folder / "table.json")

    def until(self, done: Callable[[Control], bool], requests: int = 8) -> None:
        for _ in range(300):
            self.replica.serve(self.table, requests)
            self.now_ms += 200
            self.controller.tick()
            if done(self.controller.control):
                return
        raise AssertionError(f"not reached: {self.controller.control}")

    def until_state(self, state: State) -> None:
        self.until(lambda control: control.rollout is not None and control.rollout.state is state)

    def restart(self) -> None:
        self.controller.close()
        self.stores[-1].close()
        self.stores.append(open_store(self.folder / "state.db"))
        self.controller = self.open()

    def of(self, rollout_id: str = "rollout-1") -> list[ReadableSpan]:
        """The spans of a rollout's trace."""
        rows = [row for row in self.controller.history() if row["subject"] == rollout_id]
        trace_id = int(rollout_trace(rollout_id, rows[0]["at_ms"]).trace_id, 16)
        return [span for span in self.spans.get_finished_spans() if span.context.trace_id == trace_id]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    telemetry = start("rollout_controller")
    spans = InMemorySpanExporter()
    provider = telemetry._tracer_provider
    assert isinstance(provider, TracerProvider)
    provider.add_span_processor(SimpleSpanProcessor(spans))
    site = Site(tmp_path, telemetry, spans)
    yield site
    site.stores[-1].close()
    telemetry.shutdown()


def moves(spans: list[ReadableSpan]) -> dict[str, ReadableSpan]:
    """Move spans by what they moved to."""
    return {
        str(span.attributes["andamio.rollout.to"]): span for span in spans if span.name == "move" and span.attributes
    }


def parts(spans: list[ReadableSpan], of: ReadableSpan) -> dict[str, ReadableSpan]:
    """The spans below one, by name."""
    return {span.name: span for span in spans if span.parent is not None and span.parent.span_id == of.context.span_id}


def lasts(span: ReadableSpan) -> int:
    """ns."""
    assert span.start_time is not None
    assert span.end_time is not None
    return span.end_time - span.start_time


def test_a_rollback_reads_as_detect_decide_apply(site: Site) -> None:
    site.controller.start("r2", "ada", "because")
    site.until_state(State.CANARY)
    site.replica.broken = {"r2": "error"}
    site.until_state(State.ROLLED_BACK)
    decided_ms = site.now_ms
    site.until(lambda control: site.controller.replicas()["1"].table_version == site.table.version)
    spans = site.of()
    move = moves(spans)["rolled_back"]
    below = parts(spans, move)
    detect, decide, apply = (below[name] for name in ("detect", "decide", "apply"))
    assert move.start_time == detect.start_time
    assert lasts(detect) > 0
    assert detect.end_time == decide.start_time
    assert decide.end_time == decided_ms * 1_000_000 == apply.start_time
    assert apply.end_time == move.end_time == site.now_ms * 1_000_000
    assert {"read", "judge"} == set(parts(spans, decide))
    assert "write_table" in parts(spans, apply)
    assert [(event.name, dict(event.attributes or {})) for event in apply.events] == [
        ("replica applied", {"andamio.replica": "1"})
    ]


def test_a_rollout_is_one_trace_with_its_stages_under_a_span_from_start_to_end(site: Site) -> None:
    site.controller.start("r2", "ada", "because")
    site.until_state(State.CANARY)
    site.replica.broken = {"r2": "error"}
    site.until_state(State.ROLLED_BACK)
    spans = site.of()
    [whole] = [span for span in spans if span.name == "rollout"]
    assert (whole.parent, whole.start_time) == (None, START_MS * 1_000_000)
    assert whole.attributes is not None
    assert whole.attributes["andamio.rollout.id"] == "rollout-1"
    stages = [span for span in spans if span.name == "stage"]
    assert [dict(span.attributes or {})["andamio.rollout.stage"] for span in stages][:2] == ["gates", "shadow"]
    for before, after in zip(stages, stages[1:]):
        assert before.end_time == after.start_time
    for span in [*stages, *moves(spans).values()]:
        assert span.parent is not None
        assert span.parent.span_id == whole.context.span_id


def test_a_controller_that_takes_over_goes_on_in_the_same_trace(site: Site) -> None:
    site.controller.start("r2", "ada", "because")
    site.until_state(State.SHADOW)
    site.restart()
    site.until_state(State.CANARY)
    site.controller.tick(Abort("ada", "enough", "rollout-1"))
    site.controller.close()
    assert {*moves(site.of())} == {"gates", "shadow", "canary[0]", "rolled_back"}
    assert [span.name for span in site.of()].count("rollout") == 1


def test_a_persons_command_and_its_move_name_each_other(site: Site) -> None:
    site.controller.start("r2", "ada", "because")
    site.until_state(State.SHADOW)
    request = tracing.begin(b"", site.telemetry.sampling)
    tracing.make_current(request)
    site.controller.tick(Abort("ada", "enough", "rollout-1"))
    tracing.make_current(None)
    site.until(lambda control: site.controller.replicas()["1"].table_version == site.table.version)
    move = moves(site.of())["rolled_back"]
    assert request.tail is not None
    assert request.tail.keep
    assert [format(link.context.trace_id, "032x") for link in move.links] == [request.trace_id]
    assert move.attributes is not None
    assert move.attributes["andamio.rollout.by"] == "person"
    assert "detect" not in parts(site.of(), move)


def test_a_replica_that_never_applies_the_table_fails_the_apply(site: Site) -> None:
    site.controller.start("r2", "ada", "because")
    site.until_state(State.SHADOW)
    stale = site.table
    site.controller.tick(Abort("ada", "enough", "rollout-1"))
    for _ in range(310):
        site.replica.beat(stale)
        site.now_ms += 200
        site.controller.tick()
    spans = site.of()
    apply = parts(spans, moves(spans)["rolled_back"])["apply"]
    assert not apply.status.is_ok
    assert apply.attributes is not None
    assert apply.attributes["error.type"] == "timeout"


def test_a_replica_that_died_is_waited_for_no_longer_than_it_could_serve_a_candidate(site: Site) -> None:
    dead = FakeInference(site.folder / "log", name="2")
    site.controller.start("r2", "ada", "because")
    site.until_state(State.SHADOW)
    dead.beat(site.table)
    site.until(lambda control: "2" in site.controller.replicas())
    site.controller.tick(Abort("ada", "enough", "rollout-1"))
    aborted_ms = site.now_ms
    site.until(lambda control: site.now_ms - aborted_ms > 2 * HEARTBEAT_LIMIT_MS)
    apply = parts(site.of(), moves(site.of())["rolled_back"])["apply"]
    assert apply.attributes is not None
    assert (apply.attributes["andamio.rollout.replicas"], apply.attributes["andamio.rollout.replicas.silent"]) == (1, 1)
    assert "error.type" not in apply.attributes
    assert HEARTBEAT_LIMIT_MS / 2 < lasts(apply) / 1_000_000 <= HEARTBEAT_LIMIT_MS + 200


def test_a_refused_release_has_failed_gates(site: Site) -> None:
    site.passes = False
    site.controller.start("r2", "ada", "because")
    site.until_state(State.REFUSED)
    [gates] = [span for span in site.of() if span.name == "stage"]
    assert gates.attributes is not None
    assert (gates.attributes["andamio.rollout.stage"], gates.attributes["error.type"]) == ("gates", "refused")


def test_a_failover_is_a_trace_of_its_own_from_the_first_half_of_its_failures(site: Site) -> None:
    site.replica.broken = {"r1": "error"}
    site.until(lambda control: control.failover is not None, requests=4)
    site.until(lambda control: site.controller.replicas()["1"].table_version == site.table.version)
    spans = list(site.spans.get_finished_spans())
    [failover] = [
        s for s in spans if s.name == "move" and dict(s.attributes or {})["andamio.rollout.subject"] == "failover"
    ]
    below = parts(spans, failover)
    assert failover.parent is None
    assert lasts(below["detect"]) > 0
    assert below["detect"].end_time == below["decide"].start_time
    assert "apply" in below
