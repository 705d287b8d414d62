"""Freshness against a view's objective: how long the events that an answer missed had been in the log by then."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from andamio.features.definition import FeatureView
from andamio.features.freshness import LogTimes
from andamio.features.online.log_position import by_partition, nearest
from feature_health.served_values import ServedView


@dataclass(slots=True)
class Staleness:
    """The lags of one view's answers."""

    view: FeatureView
    log: LogTimes
    lags_ms: list[int] = field(default_factory=list)
    hours: dict[int, list[int]] = field(default_factory=dict)

    def add(self, served: ServedView) -> None:
        """Count an answer. Its clock is the time that it was asked about, so a replay of history is judged alike."""
        knowledge = served.knowledge
        known = reduce(nearest, (each.position for each in knowledge.folded)) if knowledge.folded else -1
        folded = dict(enumerate(by_partition(known)))
        lag = self.log.lag_ms(knowledge.applied_positions, served.as_of_ms, folded)
        self.lags_ms.append(lag)
        self.hours.setdefault(served.hour_ms, []).append(lag)

    def document(self) -> dict[str, Any]:
        """As in the report: lags in ms, and how many answers were later than the objective."""
        ordered = sorted(self.lags_ms)
        late = sum(lag > self.view.freshness_ms for lag in ordered)
        return {
            "view": self.view.id,
            "objective_ms": self.view.freshness_ms,
            "answers": len(ordered),
            "late": late,
            "p50_ms": quantile(ordered, 0.5),
            "p99_ms": quantile(ordered, 0.99),
            "max_ms": ordered[-1] if ordered else None,
            "hours": [
                {"hour_ms": start, "answers": len(lags), "p99_ms": quantile(sorted(lags), 0.99)}
                for start, lags in sorted(self.hours.items())
            ],
        }


def quantile(ordered: list[int], share: float) -> int | None:
    """The smallest value that at least `share` of the values do not exceed."""
    if not ordered:
        return None
    return ordered[min(len(ordered) - 1, max(0, -(-int(share * 1_000_000) * len(ordered) // 1_000_000) - 1))]


def late_share(document: Mapping[str, Any]) -> float:
    """The share of answers later than the objective."""
    return document["late"] / document["answers"] if document["answers"] else 0.0
