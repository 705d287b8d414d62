"""Counting what two engines agree on, to the bit, and keeping the first disagreements to look at."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from andamio.features.components import Value, same_value

EXAMPLES_AT_MOST = 10


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One thing that two engines answer differently."""

    view: str
    """Or the release, of a score."""
    tenant: str
    key: str
    t_ms: int
    """The time asked about, or the start of the tile."""
    name: str
    """Feature, "status", "newest_event_time_ms", or tile with its hop."""
    answers: Mapping[str, Any]
    """By engine."""


@dataclass(slots=True)
class Comparison:
    """Two engines, by name, over many values."""

    engine: str
    reference: str
    when: str
    """Such as "after the drain"."""
    compared: int = 0
    mismatches: int = 0
    examples: list[Mismatch] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.engine} = {self.reference}"

    def value(self, where: tuple[str, str, str, int], name: str, got: Any, expected: Any) -> None:
        """Compare one value at (view, tenant, key, t_ms)."""
        self.compared += 1
        if not same_value(got, expected):
            self.mismatches += 1
            if len(self.examples) < EXAMPLES_AT_MOST:
                self.examples.append(Mismatch(*where, name, {self.engine: got, self.reference: expected}))

    def values(
        self, where: tuple[str, str, str, int], names: Sequence[str], got: Sequence[Value], expected: Sequence[Value]
    ) -> None:
        """Compare all values at one place."""
        for name, one, other in zip(names, got, expected, strict=True):
            self.value(where, name, one, other)

    def document(self) -> dict[str, Any]:
        """As in the report: comparison, when, compared, mismatches, examples."""
        return {
            "comparison": self.name,
            "when": self.when,
            "compared": self.compared,
            "mismatches": self.mismatches,
            "examples": [asdict(example) for example in self.examples],
        }
