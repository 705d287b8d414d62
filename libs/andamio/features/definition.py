"""What a windowed feature view is: its source, filter, hops, windows and features. Documents: `view_document`.

Every engine computes, from this one definition, the same function of key, time and knowledge:

    f(key, t, k) = aggregate of the events of `key`, known by k, whose event time is in [ floor(t, hop) - window, t )

All times and durations are int64 milliseconds; event times are UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from andamio.errors import AndamioError

Function = Literal["count", "sum", "min", "max", "mean", "variance", "last", "time_since_last", "count_distinct"]
Operator = Literal["equals", "not_equals", "at_least", "at_most", "in"]

FUNCTIONS: tuple[Function, ...] = (
    "count",
    "sum",
    "min",
    "max",
    "mean",
    "variance",
    "last",
    "time_since_last",
    "count_distinct",
)
# These count events or look at their times; a column would say nothing.
COLUMNLESS: frozenset[str] = frozenset({"count", "time_since_last"})
OPERATORS: tuple[Operator, ...] = ("equals", "not_equals", "at_least", "at_most", "in")


class DefinitionError(AndamioError):
    """A feature view document breaks a rule; the message names view, field and fix."""


@dataclass(frozen=True, slots=True)
class Predicate:
    """One condition on an event's column; a null never satisfies it."""

    column: str
    operator: Operator
    value: int | str | tuple[int | str, ...]

    def holds(self, values: Mapping[str, Any]) -> bool:
        """True if the column is not null and satisfies the operator."""
        actual = values.get(self.column)
        if actual is None:
            return False
        match self.operator:
            case "equals":
                return bool(actual == self.value)
            case "not_equals":
                return bool(actual != self.value)
            case "at_least":
                return bool(actual >= self.value)
            case "at_most":
                return bool(actual <= self.value)
            case "in":
                assert isinstance(self.value, tuple)
                return actual in self.value


@dataclass(frozen=True, slots=True)
class Feature:
    """One aggregation over one window."""

    name: str
    function: Function
    column: str | None
    """The aggregated column: int64, or any for count_distinct. None for count and time_since_last."""
    window_ms: int
    at_most: int | None = None
    """count_distinct alone: exact up to this number, which then stands for itself and all above it, with the flag
    `saturated`."""


@dataclass(frozen=True, slots=True)
class FeatureView:
    """A versioned set of features of one entity over one source contract."""

    name: str
    version: int
    key_column: str
    """The event column that holds the entity's key, within `tenant`."""
    contract: str
    """Name of the source contract, whose events are the view's only input."""
    contract_version: int
    lateness_ms: int
    """L: an event first known more than this after its event time is not counted, but kept for repair."""
    duplicate_horizon_ms: int
    """D: a delivery later than this after the first one of its event id is not counted, but kept for repair."""
    predicates: tuple[Predicate, ...]
    """All must hold for an event to count."""
    hops: tuple[tuple[int, int], ...]
    """(window, hop) pairs, by window."""
    ttl_ms: int
    tail_ms: int
    """How far before the newest applied event an online read may ask."""
    freshness_ms: int
    owner: str
    description: str
    features: tuple[Feature, ...]
    source: str = ""
    """Of a view with several sources, which one this part reads; see `parse_parts`."""
    id: str = field(init=False, repr=False, compare=False)
    """Name and version, as in "customer_payments@1"; a part's source follows, as in "customer_risk@1.payments"."""

    def __post_init__(self) -> None:
        # Here, and not at every look: a read of features looks at it ten times.
        made = f"{self.name}@{self.version}" + (f".{self.source}" if self.source else "")
        object.__setattr__(self, "id", made)

    @property
    def table_name(self) -> str:
        """The id as engines and file systems can spell it, as in "customer_risk_v1_payments"."""
        return f"{self.name}_v{self.version}" + (f"_{self.source}" if self.source else "")

    @property
    def hop_chain(self) -> tuple[int, ...]:
        """The distinct hops in ascending order; each divides the next."""
        return tuple(sorted({hop for _, hop in self.hops}))

    @property
    def coarsest_hop_ms(self) -> int:
        return self.hop_chain[-1]

    @property
    def finest_hop_ms(self) -> int:
        return self.hop_chain[0]

    @property
    def longest_window_ms(self) -> int:
        return max(feature.window_ms for feature in self.features)

    def hop_of(self, window_ms: int) -> int:
        """The tile size of a window."""
        return dict(self.hops)[window_ms]

    def window_start(self, t_ms: int, window_ms: int) -> int:
        """Inclusive start of the sawtooth window at t: floor(t, hop) - window."""
        hop = self.hop_of(window_ms)
        return t_ms // hop * hop - window_ms

    def counts(self, values: Mapping[str, Any]) -> bool:
        """True if an event with these column values passes the view's filter."""
        return all(predicate.holds(values) for predicate in self.predicates)

    def feature_names(self) -> tuple[str, ...]:
        """Names qualified by the view, as models and services use them: "<view>__<feature>"."""
        return tuple(f"{self.name}__{feature.name}" for feature in self.features)
