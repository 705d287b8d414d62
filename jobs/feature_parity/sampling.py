"""Where engines are asked: points that try every edge of a window that an online read can reach.

A point is (tenant, key, t) with t from the store's floor on: exact event times, which must not count themselves,
and the millisecond after; tile edges of every hop and their neighbours; the end; and times when windows have emptied.
"""

import random
from collections.abc import Sequence

from andamio.features.batch.duckdb_engine import Point
from andamio.features.event import Delivery
from feature_parity.knowledge import History

# No tenant has such a name, so the key is unknown to every store.
NOBODY = ("~nobody", "~nothing")


def online_points(history: History, floor_ms: int, size: int, seed: int) -> list[Point]:
    """About `size` points at or after the store's floor, those of events at exact times always among them."""
    view, chance = history.view, random.Random(seed)
    recent = [d for d in history.deliveries if d.event_time_ms >= floor_ms]
    end_ms = max((d.event_time_ms for d in recent), default=floor_ms) + 1
    edges = {edge for hop in view.hop_chain for at in (floor_ms, end_ms) for edge in [-(-at // hop) * hop]}
    emptied = {end_ms + window for window, _ in view.hops}
    times = sorted(
        t for t in {floor_ms, end_ms, *emptied, *(edge + off for edge in edges for off in (-1, 0, 1))} if t >= floor_ms
    )
    # A small number of times, so that keys are read in batches; random ones lie within the tail.
    times += [chance.randint(floor_ms, end_ms) for _ in range(10)]
    exact = {(*_key(history, d), d.event_time_ms + off) for d in recent for off in (0, 1)}
    keys = sorted(history.by_key)
    # Keys of both sides of the cut-over.
    streamed = sorted(
        {_key(history, d) for d in history.deliveries if d.event_time_ms >= (history.knowledge.cutover_ms or 0)}
    )
    points = {(*NOBODY, end_ms), *chance.sample(sorted(exact), min(len(exact), size // 2))}
    if keys:
        each = (size - len(points)) // 2
        for pool in (keys, streamed or keys):
            points |= {(*chance.choice(pool), chance.choice(times)) for _ in range(each)}
    return sorted(points)


def label_points(history: History, size: int, seed: int) -> list[Point]:
    """Points of the past as a training set has them: events at their own time, and a moment of knowledge later."""
    chance = random.Random(seed)
    chosen: Sequence[Delivery] = chance.sample(history.deliveries, min(len(history.deliveries), size))
    return [(*_key(history, d), chance.choice((d.event_time_ms, d.event_time_ms + 1, d.known_at_ms))) for d in chosen]


def _key(history: History, delivery: Delivery) -> tuple[str, str]:
    return delivery.tenant, delivery.values[history.view.key_column]
