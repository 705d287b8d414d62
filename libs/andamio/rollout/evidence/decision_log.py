"""The decision log as the controller reads it: one JSON line a scored request, written by the inference replicas.

    Decision     a request: who answered it and how that went, and the same for the release in the background
    Heartbeat    a replica is alive, with or without traffic

Lines of other kinds, and fields that a verdict does not need, are passed over.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from andamio.rollout.errors import InvalidDocument

# What a release can do with a request. A release that was to answer and could not, because it had no room or was under
# quarantine, failed the request; in the background "dropped", "refused" and "skipped" are no outcome of the release.
_BAD = ("error", "timeout")
_UNANSWERED = ("refused", "quarantined")


@dataclass(frozen=True, slots=True)
class Execution:
    """One release's work on one request."""

    release: str
    bad: bool
    """It raised, ran past its deadline, or gave a score that is not a number."""
    latency_ms: float
    score: float | None
    """In [0, 1]; None where bad."""
    review: bool | None
    """Whether it would send the payment to review; None where bad."""
    refused: bool = False
    """It had no room: bad for the request, but a matter of load, which no other release would take away."""

    def to_document(self) -> dict[str, Any]:
        """For the store."""
        return {
            "release": self.release,
            "bad": self.bad,
            "latency_ms": self.latency_ms,
            "score": self.score,
            "review": self.review,
            "refused": self.refused,
        }


@dataclass(frozen=True, slots=True)
class Decision:
    """One scored request."""

    request_id: str
    table_version: int
    """The version of the routing table that chose the releases: this is what places it in a stage of a rollout."""
    primary: Execution
    shadow: Execution | None
    """None where there was none, or where it was dropped."""
    entity: str | None = None
    """A hash of tenant and customer, by which requests are clustered; None where the log does not say."""
    segments: Mapping[str, str] = field(default_factory=dict)
    """Segment name -> value, for verdicts by segment."""
    inputs: tuple[float, ...] = ()
    """Numbers of the request, in the order of their names: what the drift guard conditions on. No identifiers."""
    pinned: bool = False
    """A person chose the release, not chance: it says nothing of either release."""

    def to_document(self) -> dict[str, Any]:
        """For the store."""
        # By hand: a controller stores a thousand a second, and `asdict` copies every value deeply.
        return {
            "request_id": self.request_id,
            "table_version": self.table_version,
            "primary": self.primary.to_document(),
            "shadow": None if self.shadow is None else self.shadow.to_document(),
            "entity": self.entity,
            "segments": dict(self.segments),
            "inputs": self.inputs,
            "pinned": self.pinned,
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Decision":
        """What `to_document` stored; fields that an older version did not have take their defaults."""
        shadow = document["shadow"]
        return cls(
            document["request_id"],
            document["table_version"],
            Execution(**document["primary"]),
            None if shadow is None else Execution(**shadow),
            document.get("entity"),
            document.get("segments") or {},
            tuple(document.get("inputs") or ()),
            bool(document.get("pinned")),
        )


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """A sign of life of a replica."""

    table_version: int


def parse_line(line: str) -> Decision | Heartbeat | None:
    """What a line says, None for a line of another kind; raises `InvalidDocument` for one that breaks the format."""
    try:
        row = json.loads(line)
        if "request_id" in row:
            primary = _execution(row["primary"], (*_BAD, *_UNANSWERED))
            if primary is None:
                return None
            shadow = row.get("shadow")
            return Decision(
                request_id=str(row["request_id"]),
                table_version=int(row["table_version"]),
                primary=primary,
                shadow=None if shadow is None else _execution(shadow, _BAD),
                entity=None if row.get("entity") is None else str(row["entity"]),
                # A field that the request did not carry puts it in no segment.
                segments={n: str(value) for n, value in (row.get("segments") or {}).items() if value is not None},
                inputs=_inputs(row.get("request")),
                pinned=bool((row.get("assigned") or {}).get("pinned")),
            )
        return Heartbeat(int(row["table_version"])) if row.get("heartbeat") else None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        problem = f"misses {error}" if isinstance(error, KeyError) else f"does not parse ({error})"
        raise InvalidDocument("decision log", "", f"has a line that {problem}: {line[:120]!r}") from None


def _inputs(request: object) -> tuple[float, ...]:
    """The numbers of a request by name, its time excepted: time always moves."""
    if not isinstance(request, Mapping):
        return ()
    numbers = ((name, value) for name, value in sorted(request.items()) if not name.endswith("_ms"))
    # A missing number is a kind of its own, below all others.
    return tuple(
        -1.0 if value is None else float(value)
        for _, value in numbers
        if value is None or (isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value))
    )


def _execution(row: Mapping[str, Any], bad: tuple[str, ...]) -> Execution | None:
    outcome = row["outcome"]
    if outcome not in ("ok", *bad):
        return None
    score = float("nan") if outcome != "ok" or row.get("score") is None else float(row["score"])
    usable = 0 <= score <= 1  # false for what is not a number
    latency = row.get("latency_ms")
    return Execution(
        release=str(row["release"]),
        bad=not usable,
        # A latency that was not measured is not a fast one.
        latency_ms=math.inf if latency is None else float(latency),
        score=score if usable else None,
        review=row["decision"] == "review" if usable else None,
        refused=outcome == "refused",
    )
