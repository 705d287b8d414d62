"""For tests of backfills: a log that lands and streams bit by bit, and what the oracle says of all that a read has counted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from andamio.features import components, oracle
from andamio.features.batch.backfill import Backfill
from andamio.features.batch.duckdb_engine import DuckDBEngine, connect
from andamio.features.batch.lakehouse import Lakehouse
from andamio.features.batch.sqlite_ledger import SqliteLedger, new_owner
from andamio.features.components import Value
from andamio.features.definition import FeatureView
from andamio.features.event import Delivery
from andamio.features.history_strategies import SCHEMA, VIEW, History
from andamio.features.online.folded_ranges import position_at
from andamio.features.online.online_store import LogLine, Progress, Repair, TileRow, TileWrite, ViewRead
from andamio.features.online.sqlite_store import SqliteStore

_CONNECTION = connect()


@dataclass(slots=True)
class World:
    """Everything that a view's batch and stream share, in one folder."""

    root: Path
    deliveries: Sequence[Delivery]
    stream_cutover_ms: int = 0
    """What the stream was started with."""
    streamed: int = 0
    """Deliveries that the stream has read."""
    landed: int = 0
    now_ms: int = 0
    lake: Lakehouse = field(init=False)
    store: SqliteStore = field(init=False)
    ledger: SqliteLedger = field(init=False)

    def __post_init__(self) -> None:
        self.lake = Lakehouse(self.root / "lake")
        self.lake.create(VIEW.contract, SCHEMA)
        self.store = SqliteStore(self.root / "online.db", [VIEW], create=True)
        self.ledger = SqliteLedger(self.root / "lake" / "ledger.db")

    def close(self) -> None:
        self.store.close()
        self.ledger.close()

    def backfill(self, store: SqliteStore | None = None) -> Backfill:
        """One that lands as far as the stream has come."""
        return Backfill(
            VIEW,
            self.lake,
            store or self.store,
            self.ledger,
            duckdb_engine,
            new_owner(),
            self.clock_ms,
            lambda: self.land(self.streamed),
        )

    def clock_ms(self) -> int:
        self.now_ms += 1
        return self.now_ms

    def land(self, count: int) -> None:
        """The lakehouse has the first `count` deliveries."""
        new = self.deliveries[self.landed : count]
        if new:
            last = self.deliveries[self.landed - 1].position if self.landed else -1
            self.lake.append(VIEW.contract, History(tuple(new)).table(), last)
            self.landed = count

    def stream(self, count: int) -> None:
        """The stream has read the first `count` deliveries, and the store has applied what it says."""
        for place in range(self.streamed, count):
            known = self.deliveries[: place + 1]
            self.store.apply(1, list(stream_lines(VIEW, known, self.stream_cutover_ms)), str(place))
        self.streamed = max(self.streamed, count)


def duckdb_engine(view: FeatureView, deliveries: object, up_to_position: int) -> DuckDBEngine:
    return DuckDBEngine(_CONNECTION, view, deliveries, up_to_position)


def stream_lines(view: FeatureView, known: Sequence[Delivery], cutover_ms: int) -> Iterator[LogLine]:
    """What a stream that began with this cut-over says once it has read the last of these deliveries."""
    last = known[-1]
    tenant, key, time = last.tenant, last.values[view.key_column], last.event_time_ms
    reason = oracle.exclusions(view, known).get((0, last.position))
    if reason is not None or time < cutover_ms:
        yield Repair(view.id, last.position, tenant, key, time, last.event_id, reason or "batch_owned")
    else:
        counted = oracle.counted_events(view, known)
        tiles = oracle.tiles(view, counted)
        for hop in view.hop_chain:
            start = time // hop * hop
            partial = tiles.get((tenant, key, hop, start), components.empty(view))
            yield TileWrite(view.id, last.position, TileRow(tenant, key, hop, start, "", partial))
        event = next((d for d in counted if d.identity == last.identity), None)
        partial = components.empty(view)
        if event is not None:
            partial = components.of_event(view, event.values, time, last.event_id)
        yield TileWrite(view.id, last.position, TileRow(tenant, key, 0, time, last.event_id, partial))
    yield Progress(view.id, last.position)


def explained(view: FeatureView, deliveries: Sequence[Delivery], read: ViewRead) -> list[Delivery]:
    """The deliveries that a read says it has counted, those that do not count included."""
    cutover_ms = read.cutover_ms or 0
    return [
        d
        for d in deliveries
        if d.position
        <= (position_at(read.folded, d.event_time_ms) if d.event_time_ms < cutover_ms else read.applied_position)
    ]


def expected(
    view: FeatureView, deliveries: Sequence[Delivery], read: ViewRead, tenant: str, key: str, t_ms: int
) -> tuple[Value, ...]:
    """The oracle's values over exactly those."""
    return oracle.features_at(view, explained(view, deliveries, read), tenant, key, t_ms)
