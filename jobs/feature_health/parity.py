"""Parity by feature: what was served beside what the oracle says of the positions that it saw, by hour."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from andamio.features.components import Value, same_value
from andamio.features.definition import FeatureView
from andamio.features.event import Delivery
from andamio.features.knowledge import Knowledge, values_known
from andamio.features.online.log_position import LogPosition, knows, of_partitions
from feature_health.served_values import ServedView

EXAMPLES_AT_MOST = 5


@dataclass(slots=True)
class Hour:
    """What was compared in one hour of serving."""

    compared: int = 0
    mismatches: int = 0


@dataclass(slots=True)
class FeatureParity:
    """One feature's served values against recomputed ones."""

    view: str
    feature: str
    null_mismatches: int = 0
    """One of the two is null."""
    differences: list[float] = field(default_factory=list)
    """Sizes of the unequal ones, both not null."""
    hours: dict[int, Hour] = field(default_factory=lambda: defaultdict(Hour))
    """By the start of the hour of serving, ms UTC."""
    examples: list[dict[str, Any]] = field(default_factory=list)

    @property
    def compared(self) -> int:
        return sum(hour.compared for hour in self.hours.values())

    @property
    def mismatches(self) -> int:
        return self.null_mismatches + len(self.differences)

    def add(self, served: ServedView, got: Value, expected: Value) -> None:
        """Compare one value, to the bit."""
        hour = self.hours[served.hour_ms]
        hour.compared += 1
        if same_value(got, expected):
            return
        hour.mismatches += 1
        if got is None or expected is None:
            self.null_mismatches += 1
        else:
            self.differences.append(abs(got - expected))
        if len(self.examples) < EXAMPLES_AT_MOST:
            where = {"tenant": served.tenant, "as_of_ms": served.as_of_ms, "served_at_ms": served.served_at_ms}
            self.examples.append({**where, "served": got, "recomputed": expected})

    def document(self) -> dict[str, Any]:
        """As in the report. Examples name no entity: the report is for more eyes than the log is."""
        sizes = sorted(self.differences)
        return {
            "view": self.view,
            "feature": self.feature,
            "compared": self.compared,
            "null_mismatches": self.null_mismatches,
            "unequal": len(sizes),
            "difference_median": sizes[len(sizes) // 2] if sizes else None,
            "difference_max": sizes[-1] if sizes else None,
            "hours": [
                {"hour_ms": start, "compared": h.compared, "mismatches": h.mismatches}
                for start, h in sorted(self.hours.items())
            ],
            "examples": self.examples,
        }


class ParityCheck:
    """Compares answers of one view as they come."""

    def __init__(self, view: FeatureView, deliveries: Iterable[Delivery], landed: LogPosition) -> None:
        """`landed` is the log position up to which `deliveries` hold all."""
        self.view = view
        self.features = {feature.name: FeatureParity(view.name, feature.name) for feature in view.features}
        self.ahead = 0
        """Answers that saw positions which have not landed yet: they are compared when they have."""
        self._landed = landed
        self._by_key: dict[tuple[str, str], list[Delivery]] = defaultdict(list)
        for delivery in deliveries:
            self._by_key[delivery.tenant, delivery.values[view.key_column]].append(delivery)

    def compare(self, served: ServedView) -> None:
        """Recompute one answer and compare each of its values."""
        if not served.has_values:
            return
        if _beyond(served.knowledge, self._landed):
            self.ahead += 1
            return
        mine: Sequence[Delivery] = self._by_key.get((served.tenant, served.key), ())
        expected = values_known(self.view, mine, served.knowledge, served.as_of_ms)
        for feature, value in zip(self.view.features, expected, strict=True):
            self.features[feature.name].add(served, served.values.get(feature.name), value)


def _beyond(knowledge: Knowledge, landed: LogPosition) -> bool:
    known = [of_partitions(knowledge.applied_positions), *(folded.position for folded in knowledge.folded)]
    return not all(knows(landed, position) for position in known)
