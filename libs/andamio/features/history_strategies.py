"""Hypothesis strategies for tests of engines: a view with every function, and histories that try its edges.

Histories have ties, times on tile edges, late events, duplicates, corrections, tombstones, several keys and tenants,
nulls and a column to filter on. They are valid logs: `known_at_ms` never falls along it, and the versions of an
event id share event time, entity and tenant.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

# Not inferred, because the Flink resolve has Flink's own version of it, which no requirement names.
import pyarrow as pa  # pants: no-infer-dep
from hypothesis import strategies as st

from andamio.features.definition import FeatureView
from andamio.features.event import Delivery
from andamio.features.view_document import parse_view

SECOND = 1_000
MINUTE = 60 * SECOND
# All of it within a few of the coarsest tiles, so that windows are partly filled and edges are hit often.
EPOCH = 1_300_000_000_000 // (4 * MINUTE) * (4 * MINUTE)
SPAN = 16 * MINUTE

VIEW: FeatureView = parse_view(
    {
        "name": "card_payments",
        "version": 1,
        "key_column": "card",
        "source": {"contract": "payment@1", "lateness": "3m", "duplicate_horizon": "2m"},
        "filter": [{"column": "currency", "equals": "GBP"}],
        "hops": {"30s": "10s", "4m": "1m", "12m": "4m"},
        "ttl": "12m",
        "tail": "1m",
        "freshness": "1s",
        "owner": "tests",
        "features": [
            {"name": f"{function}_{window}", "function": function, "window": window}
            | ({} if function in ("count", "time_since_last") else {"column": "amount_minor"})
            for window in ("30s", "4m", "12m")
            for function in ("count", "sum", "min", "max", "mean", "variance", "last", "time_since_last")
        ]
        + [
            # Fewer than there are different ones, so that a tile overflows.
            {"name": f"distinct_{column}s_{window}", "function": "count_distinct", "column": column, "window": window}
            | {"at_most": at_most}
            for window in ("30s", "4m", "12m")
            for column, at_most in (("amount_minor", 100), ("merchant", 2))
        ],
    },
    frozenset({"amount_minor"}),
)

SCHEMA = pa.schema(
    [
        ("event_id", pa.string()),
        ("tenant", pa.string()),
        ("card", pa.string()),
        ("currency", pa.string()),
        ("amount_minor", pa.int64()),
        ("merchant", pa.string()),
        ("event_time_ms", pa.int64()),
        ("known_at_ms", pa.int64()),
        ("sequence", pa.int64()),
        ("deleted", pa.bool_()),
        ("position", pa.int64()),
    ]
)

_ON_AN_EDGE = st.builds(
    lambda step, count, off: EPOCH + step * count + off,
    st.sampled_from([10 * SECOND, MINUTE, 4 * MINUTE]),
    st.integers(0, 6),
    st.sampled_from([-1, 0, 0, 1]),
)
TIMES = st.one_of(_ON_AN_EDGE, st.integers(EPOCH, EPOCH + SPAN))
KEYS = st.tuples(st.sampled_from(["north", "south"]), st.sampled_from(["c1", "c2"]))
# Amounts whose sums and squares exceed what a double, and then 64 bits, hold exactly.
_AMOUNTS = st.one_of(st.none(), st.integers(1, 9), st.integers(-(2**53), 2**53), st.integers(2**60, 2**61))
# At a horizon, just inside and just outside it.
_DELAYS = st.sampled_from([0, 0, 1, 30 * SECOND, 2 * MINUTE, 2 * MINUTE + 1, 3 * MINUTE, 3 * MINUTE + 1])


@dataclass(frozen=True, slots=True)
class History:
    """A log of deliveries."""

    deliveries: tuple[Delivery, ...]

    def table(self) -> pa.Table:
        return pa.Table.from_pylist([dict(d.values) for d in self.deliveries], SCHEMA)


@st.composite
def histories(
    draw: st.DrawFn, max_events: int = 12, min_events: int = 0, keys: st.SearchStrategy[tuple[str, str]] = KEYS
) -> History:
    """A log of up to `max_events` events in all their versions."""
    rows: list[dict[str, Any]] = []
    events: Counter[str] = Counter()
    for _ in range(draw(st.integers(min_events, max_events))):
        (tenant, card), event_time_ms = draw(keys), draw(TIMES)
        known_at_ms = event_time_ms + draw(_DELAYS)
        # Ids whose order is not the order of arrival, some a prefix of another.
        # Tenants choose the same ids.
        event_id = draw(st.sampled_from(["e", "f", "e1"])) + "x" * events[tenant]
        events[tenant] += 1
        for _ in range(draw(st.sampled_from([1, 1, 1, 2, 3]))):
            rows.append(
                {
                    "event_id": event_id,
                    "tenant": tenant,
                    "card": card,
                    "currency": draw(st.sampled_from(["GBP", "GBP", "GBP", "EUR", None])),
                    "amount_minor": draw(_AMOUNTS),
                    "merchant": draw(st.sampled_from(["café", "kiosk", "kiosk", "mill", None])),
                    "event_time_ms": event_time_ms,
                    "known_at_ms": known_at_ms,
                    "sequence": draw(st.integers(0, 2)),
                    "deleted": draw(st.sampled_from([False, False, False, True])),
                }
            )
            known_at_ms += draw(_DELAYS)
    arrival = draw(st.permutations(range(len(rows))))
    ordered = sorted(zip(arrival, rows), key=lambda pair: (pair[1]["known_at_ms"], pair[0]))
    return History(tuple(Delivery.from_row({**row, "position": 3 * place}) for place, (_, row) in enumerate(ordered)))


# Often a whole window after a time that events have too, so that its start is hit.
_LATER = st.sampled_from([0, *(window_ms for window_ms, _ in VIEW.hops)])


def points(max_size: int = 6) -> st.SearchStrategy[list[tuple[str, str, int]]]:
    """Some (tenant, key, t_ms)."""
    point = st.builds(lambda key, t, later: (*key, t + later), KEYS, TIMES, _LATER)
    return st.lists(point, min_size=1, max_size=max_size)


def packed(several: Sequence[History], shifts_ms: Sequence[int] = (0,)) -> History:
    """One log of all these histories, for an engine that is slow to start: each keeps to tenants of its own.

    They take turns with the shifts in time. Positions are new, so that `known_at_ms` still never falls; within a history
    the order stays.
    """
    rows = []
    for number, history in enumerate(several):
        shift_ms = shifts_ms[number % len(shifts_ms)]
        for d in history.deliveries:
            times = {"event_time_ms": d.event_time_ms + shift_ms, "known_at_ms": d.known_at_ms + shift_ms}
            rows.append({**d.values, **times, "tenant": f"{number} {d.tenant}"})
    ordered = sorted(rows, key=lambda row: int(row["known_at_ms"]))
    return History(tuple(Delivery.from_row({**row, "position": 3 * place}) for place, row in enumerate(ordered)))


TENANT, KEY = "north", "c1"


def delivery(position: int, event_id: str = "a", amount_minor: int | None = 100, **changes: Any) -> Delivery:
    """One delivery of `KEY`, known as it happens a second before EPOCH + 12 minutes unless changed."""
    row = {
        "event_id": event_id,
        "tenant": TENANT,
        "card": KEY,
        "currency": "GBP",
        "amount_minor": amount_minor,
        "merchant": "mill",
        "event_time_ms": EPOCH + 12 * MINUTE - SECOND,
        "sequence": 0,
        "deleted": False,
        "position": position,
    } | changes
    return Delivery.from_row({"known_at_ms": row["event_time_ms"]} | row)
