"""A ledger of what batch has written of a view, interval by interval: states, what may follow what, and the role `Ledger`.

    planned ──► computed ──► loaded ──► done
       ▲            │           │         │
       └────────────┴───────────┴─────────┘  again, when its tiles must know more of the log
    failed ──► planned     any but done ──► failed, with its reason

    planned    its tiles are to be computed from deliveries up to `folded_position`
    computed   the tiles are in the lakehouse; `rows` and `digest` say which
    loaded     the online store has taken them, and the cut-over is not before its end
    done       what the store holds has been read back and is what was computed

A state is recorded after the step that it names, and every step replaces what it wrote before: whatever is killed is
done again from the last state recorded. One backfill a view at a time holds the lease; each holder has a higher fence
than the one before it, and a ledger takes nothing from an older one.

    LedgerError(AndamioError)
    ├── LeaseHeld        another backfill of the view is at work
    ├── LeaseLost        another backfill has taken over; this one must stop
    └── WrongTransition  a change of state that the picture above does not have
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

from andamio.errors import AndamioError, UserError
from andamio.features.online.log_position import LogPosition

State = Literal["planned", "computed", "loaded", "done", "failed"]
STATES: tuple[State, ...] = ("planned", "computed", "loaded", "done", "failed")

_MAY_FOLLOW: Mapping[State, frozenset[State]] = {
    "planned": frozenset({"planned", "computed", "failed"}),
    "computed": frozenset({"planned", "loaded", "failed"}),
    "loaded": frozenset({"planned", "done", "failed"}),
    "done": frozenset({"planned"}),
    "failed": frozenset({"planned"}),
}


class LedgerError(AndamioError):
    """Base of what goes wrong with a ledger."""


class LeaseHeld(LedgerError, UserError):
    """Another backfill of the view is at work."""


class LeaseLost(LedgerError):
    """Another backfill of the view has taken over."""


class WrongTransition(LedgerError):
    """An interval cannot go from its state to the one asked for."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Batch's tiles that start in [from_ms, to_ms), and how far they are."""

    from_ms: int
    to_ms: int
    state: State
    folded_position: LogPosition
    """Deliveries up to this log position are, or are to be, in the tiles."""
    rows: int | None = None
    """Tiles of all hops and raw events; known from computed on."""
    digest: str | None = None
    """Of those rows; known from computed on."""
    reason: str = ""
    """Why it failed, or why it is planned again."""
    changed_at_ms: int = 0

    @property
    def name(self) -> str:
        return f"[{self.from_ms}, {self.to_ms})"

    def to(self, state: State, now_ms: int, **changes: object) -> "Interval":
        """The interval in its next state. Raises `WrongTransition`."""
        if state not in _MAY_FOLLOW[self.state]:
            raise WrongTransition(
                f"interval {self.name} is {self.state} and cannot become {state}; it may become "
                f"{' or '.join(sorted(_MAY_FOLLOW[self.state]))}"
            )
        return replace(self, **{"state": state, "reason": "", "changed_at_ms": now_ms} | changes)  # type: ignore[arg-type]

    def planned_again(self, folded_position: LogPosition, reason: str, now_ms: int) -> "Interval":
        """The interval, to be computed with deliveries up to `folded_position`."""
        return self.to("planned", now_ms, folded_position=folded_position, rows=None, digest=None, reason=reason)


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to change a view's part of the ledger."""

    view: str
    owner: str
    fence: int


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a view's history: an interval's new state, or a move of the cut-over."""

    at_ms: int
    who: str
    what: str
    """A state, or "cutover"."""
    from_ms: int
    to_ms: int
    """Of a cut-over, from where to where; from_ms is -1 for the first."""
    inputs: Mapping[str, object] = field(default_factory=dict)
    """Log position known, row count, digest, reason: what is known of the change."""


class Ledger(Protocol):
    """Keeps intervals and their history, by view id. Every change is durable before the call returns."""

    def acquire(self, view: str, owner: str, now_ms: int) -> Lease:
        """Take the view's lease: it is free, has expired, or its owner's process is gone. Raises `LeaseHeld`."""

    def release(self, lease: Lease) -> None:
        """Give the lease back, if it is still held."""

    def intervals(self, view: str) -> list[Interval]:
        """The view's intervals, ascending, disjoint."""

    def record(self, lease: Lease, intervals: Sequence[Interval], now_ms: int) -> None:
        """Write intervals in their new state, all or none, and extend the lease.

        An interval replaces the one with the same bounds. Raises `LeaseLost`, and `WrongTransition` if the one that is
        there may not become it, or if it overlaps others.
        """

    def record_cutover(
        self, lease: Lease, before_ms: int | None, cutover_ms: int, position: LogPosition, now_ms: int
    ) -> None:
        """Write that the store's cut-over has moved. Raises `LeaseLost`."""

    def cutover(self, view: str) -> int | None:
        """The last cut-over recorded."""

    def history(self, view: str) -> list[Change]:
        """All that was recorded, the oldest first."""


def may_follow(before: State | None, after: State) -> bool:
    """Whether an interval may go from one state to another; a new one begins as planned."""
    return after == "planned" if before is None else after in _MAY_FOLLOW[before]


def cover(known: Sequence[Interval], from_ms: int, to_ms: int, step_ms: int) -> list[tuple[int, int]]:
    """Bounds of intervals that cover [from_ms, to_ms): known ones as they are, the rest in steps of `step_ms`.

    A known interval that sticks out is taken whole, so the cover may begin earlier and end later.
    """
    pieces: list[tuple[int, int]] = []
    at = from_ms
    while at < to_ms:
        holding = next(((k.from_ms, k.to_ms) for k in known if k.from_ms <= at < k.to_ms), None)
        if holding is None:
            ends = [k.from_ms for k in known if k.from_ms > at]
            holding = (at, min([at + step_ms, to_ms, *ends]))
        pieces.append(holding)
        at = holding[1]
    return pieces
