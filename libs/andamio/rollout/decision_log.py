"""The decision log as the controller reads it: one JSON line a scored request, written by the inference replicas.

    Decision     a request: who answered it and how that went, and the same for the release in the background
    Heartbeat    a replica is alive, with or without traffic

Lines of other kinds, and fields that a verdict does not need, are passed over.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from andamio.rollout.errors import InvalidDocument

# What a release can do with a request. "dropped" (the background queue was full) is no outcome of the release.
_BAD = ("error", "timeout")


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


@dataclass(frozen=True, slots=True)
class Decision:
    """One scored request."""

    request_id: str
    table_version: int
    """The version of the routing table that chose the releases: this is what places it in a stage of a rollout."""
    primary: Execution
    shadow: Execution | None
    """None where there was none, or where it was dropped."""


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """A sign of life of a replica."""

    table_version: int


def parse_line(line: str) -> Decision | Heartbeat | None:
    """What a line says, None for a line of another kind; raises `InvalidDocument` for one that breaks the format."""
    try:
        row = json.loads(line)
        if "request_id" in row:
            primary = _execution(row["primary"])
            if primary is None:
                return None
            shadow = row.get("shadow")
            return Decision(
                request_id=str(row["request_id"]),
                table_version=int(row["table_version"]),
                primary=primary,
                shadow=None if shadow is None else _execution(shadow),
            )
        return Heartbeat(int(row["table_version"])) if row.get("heartbeat") else None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        problem = f"misses {error}" if isinstance(error, KeyError) else f"does not parse ({error})"
        raise InvalidDocument("decision log", "", f"has a line that {problem}: {line[:120]!r}") from None


def _execution(row: Mapping[str, Any]) -> Execution | None:
    outcome = row["outcome"]
    if outcome not in ("ok", *_BAD):
        return None
    score = float("nan") if outcome in _BAD or row.get("score") is None else float(row["score"])
    usable = 0 <= score <= 1  # false for what is not a number
    latency = row.get("latency_ms")
    return Execution(
        release=str(row["release"]),
        bad=not usable,
        # A latency that was not measured is not a fast one.
        latency_ms=math.inf if latency is None else float(latency),
        score=score if usable else None,
        review=row["decision"] == "review" if usable else None,
    )
