"""The controller's state: all that it decides from but for measurements, as frozen data and as documents."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from andamio.rollout.json_fields import Fields
from andamio.rollout.machine.freeze_windows import FreezeWindow
from andamio.rollout.routing_table import RULES


class State(StrEnum):
    """Where a rollout is."""

    GATES = "gates"
    SHADOW = "shadow"
    CANARY = "canary"
    PROMOTED = "promoted"
    """Answers everything; under watch until its labels mature."""
    WATCHED = "watched"
    """The watch is over."""
    ROLLED_BACK = "rolled_back"
    REFUSED = "refused"

    @property
    def ended(self) -> bool:
        """Whether the rollout is no longer under way. A promoted one may still be taken back by its watch."""
        return self not in (State.GATES, State.SHADOW, State.CANARY)


CLEAR = "clear"
"""No state, but in the record: the labels say that a promoted release keeps its promise, and it goes on being watched."""


def stage_name(state: State, step: int) -> str:
    """As transitions and `Settings.approvals` name it: "shadow", "canary[1]"."""
    return f"canary[{step}]" if state is State.CANARY else state.value


@dataclass(frozen=True, slots=True)
class Rollout:
    """One release on its way, or at its end."""

    rollout_id: str
    release_id: str
    state: State = State.GATES
    step: int = 0
    """Canary step, from 0."""
    spent_ms: int = 0
    """Time in this state and step in which it could have moved."""
    gates_passed: bool = False
    starter: str = ""
    """Who started it: someone else must approve."""
    held: bool = False
    waiting_ms: int = 0
    """Time in this state and step in which people kept it from moving: held, frozen, or waiting for an approval."""
    awaits: str | None = None
    """The stage that it could enter but for an approval."""
    approved: str | None = None
    """The stage that it may enter, by an approval."""

    @property
    def stage(self) -> str:
        """Name of state and step."""
        return stage_name(self.state, self.step)


@dataclass(frozen=True, slots=True)
class Watch:
    """A promoted release whose labels have not matured."""

    rollout_id: str
    release_id: str
    spent_ms: int = 0
    limit_ms: int = 0
    clear_after: int | None = None
    """The number of the last label behind the verdict that it keeps its promise; None: it is not clear yet."""


@dataclass(frozen=True, slots=True)
class Control:
    """All that the controller decides from, but for measurements."""

    stable: str | None = None
    earlier: tuple[str, ...] = ()
    """Stable releases before this one that stay warm, newest first."""
    rollout: Rollout | None = None
    """The rollout under way, or the last one."""
    frozen: bool = False
    killed: bool = False
    windows: tuple[FreezeWindow, ...] = ()
    watches: tuple[Watch, ...] = ()
    """Promoted releases under watch, oldest first; to its end, also once it is clear."""
    failover: str | None = None
    """Who answers because stable failed as a whole: an earlier release, or `RULES`."""
    pins: tuple[tuple[str, str], ...] = field(default=())
    """(subject, release) in the order of subjects."""

    @property
    def active(self) -> Rollout | None:
        """The rollout under way, if any."""
        return self.rollout if self.rollout is not None and not self.rollout.state.ended else None

    @property
    def answering(self) -> str | None:
        """Who answers when there is no candidate: stable, or who stands in for it."""
        return self.failover or self.stable

    def watch_of(self, rollout_id: str) -> Watch | None:
        """The watch of a promoted rollout, while it lasts."""
        return next((watch for watch in self.watches if watch.rollout_id == rollout_id), None)

    def next_in_line(self) -> str:
        """Who stands in when the one who answers fails: the release before it that is warm, then the rules."""
        if self.failover == RULES:
            return RULES
        line = (self.stable, *self.earlier)
        position = line.index(self.answering) if self.answering in line else len(line)
        return next((name for name in line[position + 1 :] if name is not None), RULES)

    def to_document(self) -> dict[str, Any]:
        """For the store."""
        return {
            "stable": self.stable,
            "earlier": list(self.earlier),
            "rollout": None if self.rollout is None else asdict(self.rollout),
            "frozen": self.frozen,
            "killed": self.killed,
            "windows": [window.to_document() for window in self.windows],
            "watches": [asdict(watch) for watch in self.watches],
            "failover": self.failover,
            "pins": dict(self.pins),
        }

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> "Control":
        """What `to_document` stored; fields that an earlier version did not store have their defaults."""
        rollout = document["rollout"]
        return cls(
            stable=document["stable"],
            earlier=tuple(document["earlier"]),
            rollout=None if rollout is None else Rollout(**{**rollout, "state": State(rollout["state"])}),
            frozen=document["frozen"],
            killed=document["killed"],
            windows=tuple(
                FreezeWindow.from_fields(Fields(window, "stored freeze window"))
                for window in document.get("windows", [])
            ),
            watches=tuple(Watch(**watch) for watch in document.get("watches", [])),
            failover=document.get("failover"),
            pins=tuple(sorted(document.get("pins", {}).items())),
        )


def state_in_record(arrivals: Sequence[str]) -> State:
    """Where the states and other words that a rollout's transitions moved to, oldest first, leave it."""
    known = [name for name in arrivals if name in [*State]]
    return State(known[-1]) if known else State.GATES


@dataclass(frozen=True, slots=True)
class Transition:
    """One change, for the record."""

    subject: str
    """A rollout id, or what else changed: stable, failover, freeze, kill, window NAME, pin SUBJECT, routing table."""
    before: str
    after: str
    reason: str
    actor: str = "controller"


Step = tuple[Control, tuple[Transition, ...]]
