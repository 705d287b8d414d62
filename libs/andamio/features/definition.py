"""What a windowed feature view is: its source, filter, hops, windows and features, parsed from a catalog document.

Every engine computes, from this one definition, the same function of key, time and knowledge:

    f(key, t, k) = aggregate of the events of `key`, known by k, whose event time is in [ floor(t, hop) - window, t )

All times and durations are int64 milliseconds; event times are UTC.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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

# A tile holds 16 bytes a distinct value: more than this is a sketch's business.
DISTINCT_AT_MOST = 1_000

_UNITS_MS = {"ms": 1, "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}


class DefinitionError(AndamioError):
    """A feature view document breaks a rule; the message names view, field and fix."""


def parse_duration(text: str) -> int:
    """Milliseconds of "10s", "30m", "12h", "90d" or "250ms"; raises `DefinitionError` for anything else."""
    match = re.fullmatch(r"(\d+)(ms|s|m|h|d)", text)
    if match is None:
        raise DefinitionError(f"'{text}' is not a duration; write a number and one of ms, s, m, h, d, such as '30m'")
    return int(match[1]) * _UNITS_MS[match[2]]


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


def parse_view(document: Mapping[str, Any], money_columns: frozenset[str] = frozenset()) -> FeatureView:
    """Build a view from its document and check every rule of a definition.

    `money_columns` are the source contract's minor-unit amounts: aggregating one demands a filter that
    pins `currency` to one value, because a sum over mixed currencies means nothing.
    Raises `DefinitionError` that names the view, the field and the fix.
    """
    name = str(document.get("name", "?"))

    def fail(what: str) -> DefinitionError:
        return DefinitionError(f"feature view '{name}': {what}")

    def need(mapping: Mapping[str, Any], key: str, where: str = "") -> Any:
        if key not in mapping:
            raise fail(f"'{where}{key}' is missing; add it")
        return mapping[key]

    source = need(document, "source")
    contract, _, contract_version = str(need(source, "contract", "source.")).partition("@")
    predicates = tuple(parse_predicate(entry, fail) for entry in document.get("filter", []))
    hops = tuple(sorted((parse_duration(w), parse_duration(h)) for w, h in need(document, "hops").items()))
    _check_hops(hops, fail)
    hop_by_window = dict(hops)

    features: list[Feature] = []
    for entry in need(document, "features"):
        feature_name = str(need(entry, "name", "features."))
        function = need(entry, "function", f"features.{feature_name}.")
        if function not in FUNCTIONS:
            raise fail(f"function '{function}' of '{feature_name}' is not one of {', '.join(FUNCTIONS)}")
        column = entry.get("column")
        if (column is None) != (function in COLUMNLESS):
            wanted = "takes no column; remove it" if function in COLUMNLESS else "needs a column; add one"
            raise fail(f"'{function}' of '{feature_name}' {wanted}")
        at_most = entry.get("at_most")
        if (at_most is not None) != (function == "count_distinct"):
            wanted = "takes no 'at_most'; remove it" if at_most is not None else "needs 'at_most'; add one, such as 100"
            raise fail(f"'{function}' of '{feature_name}' {wanted}")
        if at_most is not None and not (type(at_most) is int and 1 <= at_most <= DISTINCT_AT_MOST):
            raise fail(f"'at_most' of '{feature_name}' is {at_most}; choose 1 to {DISTINCT_AT_MOST}")
        window = parse_duration(str(need(entry, "window", f"features.{feature_name}.")))
        if window not in hop_by_window:
            raise fail(f"window {entry['window']} of '{feature_name}' has no hop; add it under 'hops'")
        if (
            column in money_columns
            and function != "count_distinct"
            and not any(p.column == "currency" and p.operator == "equals" for p in predicates)
        ):
            raise fail(
                f"'{feature_name}' aggregates money over mixed currencies; add a filter that pins one, "
                "such as {column: currency, equals: GBP}"
            )
        features.append(Feature(feature_name, function, column, window, at_most))
    names = [feature.name for feature in features]
    for duplicate in sorted({n for n in names if names.count(n) > 1}):
        raise fail(f"feature '{duplicate}' is defined twice; rename one")
    if not features:
        raise fail("'features' is empty; define at least one")

    return FeatureView(
        name=name,
        version=int(need(document, "version")),
        key_column=str(need(document, "key_column")),
        contract=contract,
        contract_version=int(contract_version or 1),
        lateness_ms=parse_duration(str(need(source, "lateness", "source."))),
        duplicate_horizon_ms=parse_duration(str(need(source, "duplicate_horizon", "source."))),
        predicates=predicates,
        hops=hops,
        ttl_ms=parse_duration(str(need(document, "ttl"))),
        tail_ms=parse_duration(str(document.get("tail", "10m"))),
        freshness_ms=parse_duration(str(need(document, "freshness"))),
        owner=str(need(document, "owner")),
        description=str(document.get("description", "")),
        features=tuple(features),
    )


def parse_parts(
    document: Mapping[str, Any], money_columns: Mapping[str, frozenset[str]] | None = None
) -> tuple[FeatureView, ...]:
    """A view's parts: one a source, each a `FeatureView` that every engine computes by itself.

    A view with `source` and `filter` has one part, itself. With `sources`, a mapping of name to contract, horizons and
    filter, each feature names its `source`, and the part of a source has that source's features; hops, ttl, tail and
    freshness are the view's. `money_columns` are by contract id. Raises `DefinitionError`.
    """
    money = money_columns or {}
    if "sources" not in document:
        return (parse_view(document, money.get(_contract_id(document.get("source")), frozenset())),)
    name = document.get("name", "?")
    for key in ("source", "filter"):
        if key in document:
            raise DefinitionError(f"feature view '{name}': '{key}' beside 'sources'; move it into a source")
    sources = document["sources"]
    if not isinstance(sources, Mapping) or not sources:
        raise DefinitionError(f"feature view '{name}': 'sources' is empty; name at least one, each with its contract")
    for entry in document.get("features", []):
        if entry.get("source") not in sources:
            raise DefinitionError(
                f"feature view '{name}': source '{entry.get('source')}' of '{entry.get('name')}' is not one of "
                f"{', '.join(sources)}; name one of them"
            )
    names = [entry.get("name") for entry in document.get("features", [])]
    for duplicate in sorted({str(n) for n in names if names.count(n) > 1}):
        raise DefinitionError(f"feature view '{name}': feature '{duplicate}' is defined twice; rename one")
    parts = []
    for source, settings in sources.items():
        if not re.fullmatch(r"[a-z][a-z0-9_]*", str(source)):
            raise DefinitionError(f"feature view '{name}': source '{source}' is not a name; use a-z, 0-9 and _")
        features = [
            {key: value for key, value in entry.items() if key != "source"}
            for entry in document["features"]
            if entry["source"] == source
        ]
        if not features:
            raise DefinitionError(f"feature view '{name}': no feature reads source '{source}'; remove it")
        windows = {parse_duration(str(entry["window"])) for entry in features if "window" in entry}
        part = {key: value for key, value in document.items() if key != "sources"} | {
            "source": {key: value for key, value in settings.items() if key != "filter"},
            "filter": settings.get("filter", []),
            "features": features,
            "hops": {w: h for w, h in document.get("hops", {}).items() if parse_duration(w) in windows},
        }
        parsed = parse_view(part, money.get(_contract_id(settings), frozenset()))
        parts.append(replace(parsed, source=str(source)))
    return tuple(parts)


def _contract_id(source: Any) -> str:
    return str(source.get("contract")) if isinstance(source, Mapping) else ""


def parse_predicate(entry: Mapping[str, Any], fail: Any) -> Predicate:
    operators = [key for key in entry if key != "column"]
    if "column" not in entry or len(operators) != 1 or operators[0] not in OPERATORS:
        raise fail(f"filter {dict(entry)} needs a column and exactly one of {', '.join(OPERATORS)}")
    operator: Operator = operators[0]
    value = entry[operator]
    return Predicate(str(entry["column"]), operator, tuple(value) if operator == "in" else value)


def _check_hops(hops: tuple[tuple[int, int], ...], fail: Any) -> None:
    if not hops:
        raise fail("'hops' is empty; give each window its tile size, such as {24h: 30m}")
    for window, hop in hops:
        if hop <= 0 or window <= 0 or window % hop:
            raise fail(
                f"a window of {window} ms is not a whole number of hops of {hop} ms; choose a hop that divides it"
            )
    chain = sorted({hop for _, hop in hops})
    for fine, coarse in zip(chain, chain[1:]):
        if coarse % fine:
            raise fail(f"hop {fine} ms does not divide hop {coarse} ms; hops must nest")
