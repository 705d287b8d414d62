"""For tests of backfills: a log that lands and streams bit by bit, and what the oracle says of all that a read has counted."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from andamio.features import components, oracle
from andamio.features.batch.backfill import Backfill
from andamio.features.batch.duckdb_engine import DuckDBEngine, connect
from andamio.features.batch.lakehouse import Lakehouse
from andamio.features.batch.sqlite_ledger import SqliteLedger, new_owner
from andamio.features.components import Value
from andamio.features.definition import FeatureView
from andamio.features.event import Delivery
from andamio.features.history_strategies import SCHEMA, VIEW
from andamio.features.online.folded_ranges import position_at
from andamio.features.online.log_position import in_partition, of_partitions
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
    partitions: int = 1
    """Of the log; see `split`."""
    lake: Lakehouse = field(init=False)
    store: SqliteStore = field(init=False)
    ledger: SqliteLedger = field(init=False)

    def __post_init__(self) -> None:
        self.lake = Lakehouse(self.root / "lake")
        self.lake.create(VIEW.contract, _schema(self.partitions))
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
            self.catch_up,
        )

    def clock_ms(self) -> int:
        self.now_ms += 1
        return self.now_ms

    def land(self, count: int) -> None:
        """The lakehouse has the first `count` deliveries."""
        new = self.deliveries[self.landed : count]
        if new:
            table = pa.Table.from_pylist([dict(d.values) for d in new], _schema(self.partitions))
            reached = of_partitions({d.partition: d.position for d in self.deliveries[:count]})
            last = self.lake.last_position(VIEW.contract)
            self.lake.append(VIEW.contract, table, last, reached, self.partitions)
            self.landed = count

    def catch_up(self) -> None:
        """The lakehouse has all that the stream has read."""
        read = {(d.partition, d.position) for d in self.read_by_stream}
        places = [place for place, d in enumerate(self.deliveries) if (d.partition, d.position) in read]
        self.land(max(places, default=-1) + 1)

    @property
    def read_by_stream(self) -> Sequence[Delivery]:
        """In the order in which it reads: of several partitions it is further in the last ones."""
        return sorted(self.deliveries, key=lambda d: (d.position - d.partition, d.partition))[: self.streamed]

    def stream(self, count: int) -> None:
        """The stream has read the first `count` deliveries, and the store has applied what it says."""
        while self.streamed < count:
            self.streamed += 1
            lines = list(stream_lines(VIEW, self.read_by_stream, self.stream_cutover_ms))
            self.store.apply(1, lines, str(self.streamed))


def duckdb_engine(view: FeatureView, deliveries: object, up_to_position: int) -> DuckDBEngine:
    return DuckDBEngine(_CONNECTION, view, deliveries, up_to_position)


def stream_lines(view: FeatureView, known: Sequence[Delivery], cutover_ms: int) -> Iterator[LogLine]:
    """What a stream that began with this cut-over says once it has read the last of these deliveries."""
    last = known[-1]
    tenant, key, time = last.tenant, last.values[view.key_column], last.event_time_ms
    reason = oracle.exclusions(view, known).get((last.partition, last.position))
    if reason is not None or time < cutover_ms:
        yield Repair(view.id, last.position, tenant, key, time, last.event_id, reason or "batch_owned", last.partition)
    else:
        counted = oracle.counted_events(view, known)
        tiles = oracle.tiles(view, counted)
        for hop in view.hop_chain:
            start = time // hop * hop
            partial = tiles.get((tenant, key, hop, start), components.empty(view))
            yield TileWrite(view.id, last.position, TileRow(tenant, key, hop, start, "", partial), last.partition)
        event = next((d for d in counted if d.identity == last.identity), None)
        partial = components.empty(view)
        if event is not None:
            partial = components.of_event(view, event.values, time, last.event_id)
        row = TileRow(tenant, key, 0, time, last.event_id, partial)
        yield TileWrite(view.id, last.position, row, last.partition)
    yield Progress(view.id, last.position, last.partition)


def explained(view: FeatureView, deliveries: Sequence[Delivery], read: ViewRead) -> list[Delivery]:
    """The deliveries that a read says it has counted, those that do not count included."""
    cutover_ms, applied = read.cutover_ms or 0, of_partitions(read.applied_positions)

    def counted(d: Delivery) -> bool:
        known = position_at(read.folded, d.event_time_ms) if d.event_time_ms < cutover_ms else applied
        return d.position <= in_partition(known, d.partition)

    return [d for d in deliveries if counted(d)]


def split(deliveries: Sequence[Delivery], partitions: int) -> list[Delivery]:
    """The same log in several partitions, each with positions of its own; an entity's deliveries stay together."""
    if partitions == 1:
        return list(deliveries)
    entities = sorted({(d.tenant, d.values[VIEW.key_column]) for d in deliveries})
    positions: Counter[int] = Counter()
    found = []
    for d in deliveries:
        partition = entities.index((d.tenant, d.values[VIEW.key_column])) % partitions
        found.append(Delivery.from_row({**d.values, "partition": partition, "position": positions[partition]}))
        positions[partition] += 1
    return found


def _schema(partitions: int) -> pa.Schema:
    return SCHEMA if partitions == 1 else SCHEMA.append(pa.field("partition", pa.int64()))


def expected(
    view: FeatureView, deliveries: Sequence[Delivery], read: ViewRead, tenant: str, key: str, t_ms: int
) -> tuple[Value, ...]:
    """The oracle's values over exactly those."""
    return oracle.features_at(view, explained(view, deliveries, read), tenant, key, t_ms)
