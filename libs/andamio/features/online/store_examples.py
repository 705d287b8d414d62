"""A small view and rows of it for tests of stores, and how a store of either kind is opened."""

from collections.abc import Callable
from pathlib import Path

from andamio.features import components
from andamio.features.definition import FeatureView
from andamio.features.online.local_redis import LocalRedis
from andamio.features.online.online_store import OnlineStore, TileRow, TileWrite
from andamio.features.online.stores import open_store
from andamio.features.view_document import parse_view

Open = Callable[..., OnlineStore]
"""Opens the store of a test for the given views; `create` as in `open_store`."""

MINUTE, HOUR = 60_000, 3_600_000
T0 = 1_000 * HOUR
VIEW = parse_view(
    {
        "name": "payments",
        "version": 1,
        "key_column": "customer",
        "source": {"contract": "paid@1", "lateness": "1h", "duplicate_horizon": "1h"},
        "hops": {"10m": "1m", "2h": "1h"},
        "ttl": "5h",
        "tail": "5m",
        "freshness": "1s",
        "owner": "payments",
        "features": [
            {"name": "count_10m", "function": "count", "window": "10m"},
            {"name": "count_2h", "function": "count", "window": "2h"},
            {"name": "variance_2h", "function": "variance", "column": "amount", "window": "2h"},
        ],
    }
)


def tile(start: int, count: int, hop: int = HOUR, key: str = "ada", amount: int = 1) -> TileRow:
    newest = start + hop - 1 if count else None
    return TileRow("shop", key, hop, start, "", [count, newest, count, count * amount, count * amount**2])


def event(time: int, event_id: str = "e1", key: str = "ada") -> TileRow:
    return TileRow("shop", key, 0, time, event_id, components.of_event(VIEW, {"amount": 1}, time, event_id))


def write(row: TileRow, position: int) -> TileWrite:
    return TileWrite(VIEW.id, position, row)


def count_2h(store: OnlineStore, t_ms: int, key: str = "ada") -> object:
    return store.read(VIEW, [("shop", key)], t_ms).entities[0].values["count_2h"]


def opener(kind: str, folder: Path, server: LocalRedis) -> Open:
    """Opens an empty store of a kind, however often it is asked."""
    server.flush()
    url = server.url if kind == "redis" else str(folder / "store.db")

    def opened(views: list[FeatureView], create: bool = False) -> OnlineStore:
        return open_store(url, views, create)

    return opened
