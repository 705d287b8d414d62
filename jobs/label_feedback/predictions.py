"""What releases scored, from the decision log of the inference replicas: answers and shadow runs alike."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Prediction:
    """One release's score of one payment."""

    request_id: str
    release: str
    tenant: str
    customer: str
    """Its token."""
    event_time_ms: int
    """Of the payment, ms UTC."""
    amount_minor: int
    score: float
    """In [0, 1]."""
    review: bool
    """Whether the release would send the payment to review."""
    entity: str | None
    """The hash of tenant and customer that goes with the label in place of them."""


class DecisionLog:
    """The decision log in a folder. `broken` counts the lines that break its format, after a read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.broken = 0

    def predictions(self) -> Iterator[Prediction]:
        """Every usable score, file by file; lines that carry none, heartbeats and failures, are passed over."""
        for path in sorted(self._folder.glob("decisions-*.ndjson")):
            with path.open(encoding="utf-8") as lines:
                for line in lines:
                    try:
                        row = json.loads(line)
                        found = list(_scored(row)) if "request_id" in row else []
                    except (ValueError, KeyError, TypeError, AttributeError):
                        self.broken += 1
                        continue
                    yield from found


def _scored(row: Mapping[str, Any]) -> Iterator[Prediction]:
    for execution in (row["primary"], row.get("shadow")):
        if execution is None or execution["outcome"] != "ok" or execution.get("score") is None:
            continue
        score = float(execution["score"])
        if not 0 <= score <= 1:
            continue  # an error when it was given, and none of a label
        yield Prediction(
            request_id=str(row["request_id"]),
            release=str(execution["release"]),
            tenant=str(row["tenant"]),
            customer=str(row["customer"]),
            event_time_ms=int(row["request"]["event_time_ms"]),
            amount_minor=int(row["request"]["amount_minor"]),
            score=score,
            review=execution["decision"] == "review",
            entity=None if row.get("entity") is None else str(row["entity"]),
        )
