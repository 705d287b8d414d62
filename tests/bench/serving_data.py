"""What the serving benchmark reads: a view of 20 features, and keys with a median of 30 and a p99 of 400 tiles.

Values come from the oracle over the events themselves, tiles from the oracle's own partials: what is served is then
compared with something that it did not compute.
"""

import random
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import exp, log
from pathlib import Path
from typing import Any

import yaml

import andamio.catalog.loading
from andamio.features import oracle
from andamio.features.components import Value, of_event
from andamio.features.definition import FeatureView
from andamio.features.event import Delivery
from andamio.features.online.online_read import RAW_HOP_MS, reaches
from andamio.features.online.online_store import OnlineStore, Progress, TileRow, TileWrite

SERVICE = "serving_bench@1"
TENANT = "shop"
TILES_MEDIAN = 30
TILES_P99 = 400
_SPREAD = log(TILES_P99 / TILES_MEDIAN) / 2.326  # of a log-normal: 2.326 standard deviations are the 99th percentile
_DAY = 86_400_000
_OLDEST_MS = 179 * _DAY
_EVENTS_AT_MOST = 20_000
# Late in its half day, hour and minute: as many fine tiles as a read can need.
AS_OF_MS = 1_700_000_000_000 // (_DAY // 2) * (_DAY // 2) + 41_399_000
CUTOVER_MS = AS_OF_MS // _DAY * _DAY - _DAY

_FEATURES: list[tuple[str, str, dict[str, Any]]] = [
    *(("count", window, {}) for window in ("10m", "1h", "24h", "30d", "180d")),
    *(("sum", window, {"column": "amount_minor"}) for window in ("10m", "24h", "180d")),
    *(("mean", window, {"column": "amount_minor"}) for window in ("1h", "30d")),
    *(("min", window, {"column": "amount_minor"}) for window in ("180d",)),
    *(("max", window, {"column": "amount_minor"}) for window in ("24h", "180d")),
    *(("variance", window, {"column": "amount_minor"}) for window in ("30d", "180d")),
    *(("last", window, {"column": "lines"}) for window in ("180d",)),
    *(("time_since_last", window, {}) for window in ("1h", "180d")),
    *(("count_distinct", window, {"column": "country", "at_most": 20}) for window in ("30d", "180d")),
]
_VIEW: dict[str, Any] = {
    "name": "serving_bench_payments",
    "version": 1,
    "owner": "bench",
    "description": "Every function and every window",
    "entity": "customer@1",
    "key_column": "customer",
    "source": {"contract": "payment_captured@1", "lateness": "7d", "duplicate_horizon": "7d"},
    "filter": [{"column": "currency", "equals": "GBP"}],
    "hops": {"10m": "10s", "1h": "1m", "24h": "30m", "30d": "12h", "180d": "12h"},
    "ttl": "180d",
    "tail": "10m",
    "freshness": "5s",
    "features": [
        {"name": f"f{number}_{function}_{window}", "function": function, "window": window} | more
        for number, (function, window, more) in enumerate(_FEATURES)
    ],
}


@dataclass(frozen=True, slots=True)
class Key:
    """One customer with its history."""

    name: str
    deliveries: tuple[Delivery, ...]
    tiles: int
    """Non-empty tiles that a read at AS_OF_MS uses, raw events not counted."""
    raw_events: int
    """Raw events that it uses besides."""
    values: tuple[Value, ...]
    """By the oracle."""


def write_catalog(folder: Path) -> None:
    """A catalog of the benchmark's view and service on the packaged contract and entity."""
    packaged = Path(andamio.catalog.loading.__file__).parent / "payments"
    for kind, name in (("contracts", "payment_captured.v1.yaml"), ("entities", "customer.v1.yaml")):
        (folder / "payments" / kind).mkdir(parents=True)
        shutil.copy(packaged / kind / name, folder / "payments" / kind / name)
    name, _, version = SERVICE.partition("@")
    service = {"name": name, "version": int(version), "owner": "bench", "description": "The view", "views": []}
    service["views"] = [f"{_VIEW['name']}@{_VIEW['version']}"]
    for kind, document in (("views", _VIEW), ("services", service)):
        (folder / "payments" / kind).mkdir()
        path = folder / "payments" / kind / f"{document['name']}.v{document['version']}.yaml"
        path.write_text(yaml.safe_dump(document, sort_keys=False))


def make_keys(view: FeatureView, count: int, seed: int) -> list[Key]:
    """Customers whose numbers of tiles are log-normal."""
    chance = random.Random(seed)
    return [_key(view, f"c{number:06d}", chance) for number in range(count)]


def _key(view: FeatureView, name: str, chance: random.Random) -> Key:
    wanted = max(round(exp(chance.gauss(log(TILES_MEDIAN), _SPREAD))), 1)
    used = [reach for reach in reaches(view, AS_OF_MS) if reach.hop_ms != RAW_HOP_MS]
    tiles: set[tuple[int, int]] = set()
    deliveries: list[Delivery] = []
    places = chance.choices(_COUNTRIES, k=chance.choice((1, 1, 1, 2, 5, 30)))
    while len(tiles) < wanted and len(deliveries) < _EVENTS_AT_MOST:
        # Half of what a customer does is spread evenly, half of it the denser the more recent.
        even = chance.random() < 0.5
        age_ms = chance.randrange(1_000, _OLDEST_MS) if even else int(exp(chance.uniform(log(1_000), log(_OLDEST_MS))))
        at_ms = AS_OF_MS - age_ms
        starts = {(reach.hop_ms, at_ms // reach.hop_ms * reach.hop_ms) for reach in used if _within(reach, at_ms)}
        tiles |= starts
        deliveries.append(_delivery(name, len(deliveries), at_ms, chance, places))
    raw_from = AS_OF_MS // view.finest_hop_ms * view.finest_hop_ms
    raw = sum(d.event_time_ms >= raw_from for d in deliveries)
    values = oracle.features_at(view, deliveries, TENANT, name, AS_OF_MS)
    return Key(name, tuple(deliveries), len(tiles), raw, values)


_COUNTRIES = [f"country {number}" for number in range(30)]


def _within(reach: object, at_ms: int) -> bool:
    from_ms, to_ms, hop_ms = (getattr(reach, name) for name in ("from_ms", "to_ms", "hop_ms"))
    return bool(from_ms <= at_ms // hop_ms * hop_ms < to_ms)


def _delivery(key: str, number: int, at_ms: int, chance: random.Random, places: list[str]) -> Delivery:
    values = {
        "customer": key,
        "currency": "GBP",
        "amount_minor": int(exp(chance.gauss(7, 1))) + 1,
        "lines": chance.randrange(1, 40),
        "country": chance.choice(places),
    }
    return Delivery(f"{key}-{number}", TENANT, at_ms, at_ms, 1, False, number, values)


def fill(store: OnlineStore, view: FeatureView, keys: Iterable[Key]) -> None:
    """Write all tiles and the raw tail: batch before the cut-over, the stream after it."""
    rows = [row for key in keys for row in _rows(view, key)]
    store.write_batch(view, CUTOVER_MS, (row for row in rows if row.tile_start_ms < CUTOVER_MS))
    stream = [TileWrite(view.id, 1, row) for row in rows if row.tile_start_ms >= CUTOVER_MS]
    for start in range(0, len(stream), 5_000):
        store.apply(1, stream[start : start + 5_000], str(start))
    store.apply(1, [Progress(view.id, 1)], "end")


def _rows(view: FeatureView, key: Key) -> Iterator[TileRow]:
    counted = oracle.counted_events(view, key.deliveries)
    for (tenant, name, hop, start), partial in oracle.tiles(view, counted).items():
        yield TileRow(tenant, name, hop, start, "", partial)
    for d in counted:
        if d.event_time_ms >= AS_OF_MS - 2 * view.tail_ms:
            partial = of_event(view, d.values, d.event_time_ms, d.event_id)
            yield TileRow(d.tenant, key.name, RAW_HOP_MS, d.event_time_ms, d.event_id, partial)
