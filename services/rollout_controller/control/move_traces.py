"""The moves of a rollout as one trace, whichever controllers made them: its ids are a digest of what the record has of it.

    rollout                          from its start to its end; kept when it has ended
    ├── stage                        gates, shadow, canary[0], ...: from entering it to leaving it
    └── move                         one transition
        ├── detect                   of a rollback: since the guards that decided it have been showing harm (`suspicion`)
        ├── decide                   the pass of the control loop, up to its commit
        │   └── read, labels, judge
        └── apply                    until every replica that is heard of goes by the table, as their log lines say
            └── write_table

A person's command and its move are linked both ways: the request's span is kept, and the move names it. A failover, and what
else is no rollout's, is a trace of its own, or of the request that asked for it. Spans hold no free text and no actor.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from opentelemetry.trace import SpanKind
from opentelemetry.util.types import AttributeValue

from andamio.rollout.machine.state_machine import Inputs, State, Transition
from andamio.rollout.routing_table import HEARTBEAT_LIMIT_MS
from andamio.telemetry import tracing
from andamio.telemetry.conventions import ERROR_TYPE
from andamio.telemetry.setup import Telemetry
from andamio.telemetry.tracing import Event, Trace
from rollout_controller.control.operations import Operations
from rollout_controller.control.suspicion import FAILOVER, Suspicion
from rollout_controller.observations.replicas import FORGOTTEN_MS, Seen
from rollout_controller.store.rollout_store import RolloutStore

_DECIDING = ("read", "labels", "judge")
_ENDED = (State.ROLLED_BACK, State.REFUSED, State.WATCHED)


@dataclass
class _Move:
    """A move whose table has been written."""

    trace: Trace
    apply: Trace
    attributes: dict[str, AttributeValue]
    began_ns: int
    decided_ns: int
    version: int
    links: list[bytes]
    applied: set[str] = field(default_factory=set)
    silent: int = 0
    """Replicas that neither applied it nor were heard of lately."""
    events: list[Event] = field(default_factory=list)


class MoveTraces:
    """Makes the spans. Not to be shared by threads."""

    def __init__(self, telemetry: Telemetry, operations: Operations, store: RolloutStore) -> None:
        self._telemetry = telemetry
        self._operations = operations
        self._store = store
        self._suspicion = Suspicion()
        self._waiting: list[_Move] = []

    def look(self, inputs: Inputs) -> None:
        """What one pass saw."""
        self._suspicion.look(inputs.verdict, inputs.health, self._operations.began_ns)

    def moved(self, transitions: Sequence[Transition], inputs: Inputs, version: int | None) -> Trace | None:
        """What one pass did, all committed and written; `version` of the table if it is another. The first move's trace."""
        # What follows from another move (stable is another release) is no move of its own.
        moves = [each for each in transitions if each.subject == FAILOVER or self._store.rollout(each.subject)]
        traces = [self._move(each, inputs, version) for each in moves or transitions[:1]]
        return traces[0] if traces else None

    def seen(self, replicas: Mapping[str, Seen]) -> None:
        """Which table the replicas go by now: moves that all of them have applied are over.

        A replica that was not heard of for the time after which it serves stable by itself is gone, or does so.
        """
        now = self._operations.clock_ns()
        alive = {name for name, seen in replicas.items() if seen.ms_ago <= HEARTBEAT_LIMIT_MS}
        for move in self._waiting:
            fresh = {name for name, seen in replicas.items() if seen.table_version >= move.version} - move.applied
            move.applied |= fresh
            move.events += [Event("replica applied", now, {"andamio.replica": name}) for name in sorted(fresh)]
        waiting = []
        for move in self._waiting:
            move.silent = len(set(replicas) - alive - move.applied)
            # Where nobody is heard of any more nothing is known to be applied.
            if alive <= move.applied and (move.applied or not replicas):
                self._applied(move, now, None)
            elif now - move.decided_ns > FORGOTTEN_MS * 1_000_000:
                self._applied(move, now, "timeout")
            else:
                waiting.append(move)
        self._waiting = waiting

    def leave(self) -> None:
        """Not to lead any more: whether what was written was applied is said to be unknown."""
        for move in self._waiting:
            self._applied(move, self._operations.clock_ns(), "unknown")
        self._waiting = []
        self._suspicion = Suspicion()

    def _move(self, transition: Transition, inputs: Inputs, version: int | None) -> Trace:
        request = tracing.current() if inputs.command is not None else None
        recorded = self._store.rollout(transition.subject)
        root = None if recorded is None else rollout_trace(transition.subject, recorded["started_at_ms"])
        trace, began, ended = self._trace(root or request), self._operations.began_ns, self._operations.clock_ns()
        attributes: dict[str, AttributeValue] = {
            "andamio.rollout.subject": transition.subject.split(" ")[0],
            "andamio.rollout.from": transition.before.split(" ")[0],
            "andamio.rollout.to": transition.after.split(" ")[0],
            "andamio.rollout.by": "controller" if transition.actor == "controller" else "person",
        }
        since = self._since(transition, inputs)
        if since is not None:
            self._part(trace, "detect", since, began)
            self._operations.record("detect", since, began)
        of_pass = self._operations.of_pass
        decided = of_pass["decide"][1]
        decide = self._part(trace, "decide", began, decided)
        for operation in _DECIDING:
            if operation in of_pass:
                self._part(decide, operation, *of_pass[operation])
        links = []
        if request is not None:
            links = [request.traceparent.encode()]
            if request.tail is not None:
                request.tail.keep = True
        start = began if since is None else since
        if version is None:
            self._keep(trace, "move", start, ended, attributes, links=links)
        else:
            apply = tracing.child(trace)
            self._part(apply, "write_table", *of_pass["write_table"])
            self._waiting.append(_Move(trace, apply, attributes, start, decided, version, links))
        if root is not None and recorded is not None:
            self._stage(root, transition, ended)
            if transition.after in _ENDED:
                attributes = {**attributes, "andamio.rollout.id": transition.subject}
                self._keep(root, "rollout", recorded["started_at_ms"] * 1_000_000, ended, attributes)
        return trace

    def _since(self, transition: Transition, inputs: Inputs) -> int | None:
        if transition.actor != "controller":
            return None
        if transition.subject == FAILOVER:
            return self._suspicion.since_failing()
        if transition.after == State.ROLLED_BACK and transition.before != State.PROMOTED and inputs.verdict is not None:
            return self._suspicion.since(inputs.verdict)
        return None

    def _trace(self, parent: Trace | None) -> Trace:
        """A move as a part of `parent`, or a trace of its own."""
        trace = tracing.begin(b"", self._telemetry.sampling) if parent is None else tracing.child(parent)
        return trace._replace(sampled=True, tail=None)

    def _stage(self, root: Trace, transition: Transition, ended: int) -> None:
        """The stage that a transition leaves, from the record's word on when it was entered."""
        if transition.before == transition.after or not _is_stage(transition.before) or not _is_stage(transition.after):
            return
        entered = [row["at_ms"] for row in self._store.history(transition.subject) if row["to"] == transition.before]
        if entered:
            stage: dict[str, AttributeValue] = {"andamio.rollout.stage": transition.before}
            refused = "refused" if transition.after == State.REFUSED else None
            self._keep(tracing.child(root), "stage", entered[-1] * 1_000_000, ended, stage, refused)

    def _applied(self, move: _Move, now: int, error: str | None) -> None:
        attributes: dict[str, AttributeValue] = {
            "andamio.rollout.table_version": move.version,
            "andamio.rollout.replicas": len(move.applied),
            "andamio.rollout.replicas.silent": move.silent,
        }
        self._keep(move.apply, "apply", move.decided_ns, now, attributes, error, events=move.events)
        self._operations.record("apply", move.decided_ns, now, error)
        self._keep(move.trace, "move", move.began_ns, now, move.attributes, links=move.links)

    def _part(self, of: Trace, name: str, began: int, ended: int) -> Trace:
        trace = tracing.child(of)
        self._keep(trace, name, began, ended, {})
        return trace

    def _keep(
        self,
        trace: Trace,
        name: str,
        began: int,
        ended: int,
        attributes: Mapping[str, AttributeValue],
        error: str | None = None,
        events: Sequence[Event] = (),
        links: Sequence[bytes] = (),
    ) -> None:
        if error is not None:
            attributes = {**attributes, ERROR_TYPE: error}
        tracing.keep(
            *(self._telemetry, trace, name, began, max(began, ended), attributes, error is not None),
            *(SpanKind.INTERNAL, events, links),
        )


def rollout_trace(rollout_id: str, started_at_ms: int) -> Trace:
    """The span of a whole rollout."""
    digest = hashlib.sha256(f"{rollout_id} {started_at_ms}".encode()).hexdigest()
    return Trace(digest[:32], digest[32:48], None, True)


def _is_stage(name: str) -> bool:
    return name in (*State, "none") or name.startswith("canary[")
