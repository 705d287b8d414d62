"""The meaning of a feature in plain Python: slow, short and obviously right. Every engine is tested against it.

Values are computed from the lists of counted events themselves, not by merging partials, so this shares no
arithmetic with the engines; exact rationals are rounded once, as `components.finalize` rounds them.

The four steps, for a view, deliveries and knowledge k:

    1. an event, known by tenant and event id, is late if it was first known more than L after its event time; late ids are not counted,
       nor is a delivery more than D after its id was first known;
    2. of the counted deliveries of an id known by k, the highest sequence wins; among equals the first to arrive;
    3. a winner that is a tombstone, or fails the view's filter, contributes nothing;
    4. it is in the window at t if floor(t, hop) - window <= event time < t.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Literal

from andamio.features import components
from andamio.features.components import Partial, Value
from andamio.features.definition import Feature, FeatureView
from andamio.features.event import Delivery

Exclusion = Literal["late", "duplicate_horizon"]
Place = tuple[int, int]
"""(partition, position)"""
TileKey = tuple[str, str, int, int]
"""(tenant, key, hop_ms, tile_start_ms)"""


def exclusions(view: FeatureView, deliveries: Iterable[Delivery]) -> dict[Place, Exclusion]:
    """Why a delivery is not counted but kept for repair, by partition and position (step 1)."""
    deliveries = list(deliveries)
    first_known: dict[tuple[str, str], int] = {}
    for d in deliveries:
        first_known[d.identity] = min(d.known_at_ms, first_known.get(d.identity, d.known_at_ms))
    excluded: dict[Place, Exclusion] = {}
    for d in deliveries:
        if first_known[d.identity] - d.event_time_ms > view.lateness_ms:
            excluded[d.partition, d.position] = "late"
        elif d.known_at_ms - first_known[d.identity] > view.duplicate_horizon_ms:
            excluded[d.partition, d.position] = "duplicate_horizon"
    return excluded


def counted_events(
    view: FeatureView,
    deliveries: Iterable[Delivery],
    known_by_ms: int | None = None,
    up_to_position: int | None = None,
) -> list[Delivery]:
    """The winner of each event that contributes (steps 1 to 3), by (event time, event id).

    `known_by_ms` is k, inclusive; `up_to_position` is knowledge as a log position, inclusive; None is everything.
    """
    known = [
        d
        for d in deliveries
        if (known_by_ms is None or d.known_at_ms <= known_by_ms)
        and (up_to_position is None or d.position <= up_to_position)
    ]
    excluded = exclusions(view, known)
    winners: dict[tuple[str, str], Delivery] = {}
    for d in sorted(known, key=lambda d: (d.sequence, -d.position)):
        if (d.partition, d.position) not in excluded:
            winners[d.identity] = d
    counted = [d for d in winners.values() if not d.deleted and view.counts(d.values)]
    return sorted(counted, key=lambda d: (d.event_time_ms, d.event_id))


def value(
    view: FeatureView,
    feature: Feature,
    deliveries: Iterable[Delivery],
    tenant: str,
    key: str,
    t_ms: int,
    known_by_ms: int | None = None,
    up_to_position: int | None = None,
) -> Value:
    """f(key, t, k) for one feature."""
    counted = counted_events(view, deliveries, known_by_ms, up_to_position)
    return aggregate(view, feature, of_key(view, counted, tenant, key), t_ms)


def features_at(
    view: FeatureView,
    deliveries: Iterable[Delivery],
    tenant: str,
    key: str,
    t_ms: int,
    known_by_ms: int | None = None,
    up_to_position: int | None = None,
) -> tuple[Value, ...]:
    """f(key, t, k) for every feature of the view, in its order."""
    counted = counted_events(view, deliveries, known_by_ms, up_to_position)
    mine = of_key(view, counted, tenant, key)
    return tuple(aggregate(view, feature, mine, t_ms) for feature in view.features)


def of_key(view: FeatureView, counted: Iterable[Delivery], tenant: str, key: str) -> list[Delivery]:
    """The counted events of one entity."""
    return [d for d in counted if d.tenant == tenant and d.values[view.key_column] == key]


def aggregate(view: FeatureView, feature: Feature, events: Iterable[Delivery], t_ms: int) -> Value:
    """One feature over one key's counted events (step 4 and the aggregate), which need no order."""
    start = view.window_start(t_ms, feature.window_ms)
    inside = sorted((d for d in events if start <= d.event_time_ms < t_ms), key=lambda d: (d.event_time_ms, d.event_id))
    if feature.function == "count":
        return len(inside)
    if feature.function == "time_since_last":
        return t_ms - inside[-1].event_time_ms if inside else None
    assert feature.column is not None
    if feature.function == "count_distinct":
        different = {d.values[feature.column] for d in inside if d.values.get(feature.column) is not None}
        return min(len(different), int(feature.at_most or 0))
    numbers = [int(d.values[feature.column]) for d in inside if d.values.get(feature.column) is not None]
    match feature.function:
        case "sum":
            return sum(numbers)
        case "min":
            return min(numbers, default=None)
        case "max":
            return max(numbers, default=None)
        case "last":
            return numbers[-1] if numbers else None
        case "mean":
            return float(Fraction(sum(numbers), len(numbers))) if numbers else None
        case "variance":
            if len(numbers) < 2:
                return None
            mean = Fraction(sum(numbers), len(numbers))
            return float(sum((number - mean) ** 2 for number in numbers) / (len(numbers) - 1))
    raise AssertionError(feature.function)


def tiles(view: FeatureView, counted: Iterable[Delivery], hops: Iterable[int] | None = None) -> dict[TileKey, Partial]:
    """The partial of each tile that has an event, for every hop of the view."""
    groups: dict[TileKey, list[Delivery]] = defaultdict(list)
    chain = view.hop_chain if hops is None else tuple(hops)
    for d in counted:
        for hop in chain:
            start = d.event_time_ms // hop * hop
            groups[d.tenant, d.values[view.key_column], hop, start].append(d)
    return {tile: list(_partial(view, events)) for tile, events in groups.items()}


def _partial(view: FeatureView, events: list[Delivery]) -> Iterator[components.Entry]:
    newest_first = sorted(events, key=lambda d: (d.event_time_ms, d.event_id), reverse=True)
    for component in components.components(view):
        if component.kind == "count":
            yield len(events)
            continue
        if component.kind == "max_time":
            yield newest_first[0].event_time_ms
            continue
        assert component.column is not None
        with_value = [d for d in newest_first if d.values.get(component.column) is not None]
        if component.kind == "distinct":
            hashes = sorted({components.distinct_hash(d.values[component.column]) for d in with_value})
            yield "".join(hashes[: int(component.at_most or 0) + 1]) or None
            continue
        numbers = [int(d.values[component.column]) for d in with_value]
        match component.kind:
            case "nonnull":
                yield len(numbers)
            case "sum":
                yield sum(numbers)
            case "sumsq":
                yield sum(number**2 for number in numbers)
            case "min":
                yield min(numbers, default=None)
            case "max":
                yield max(numbers, default=None)
            case "last":
                newest = next(iter(with_value), None)
                yield (
                    None
                    if newest is None
                    else components.SEPARATOR.join((f"{newest.event_time_ms:020d}", newest.event_id, str(numbers[0])))
                )
