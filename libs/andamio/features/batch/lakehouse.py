"""The embedded lakehouse: Delta tables on disk that batch engines read.

    <root>/<contract>                    deliveries as logged, a column a field of the contract; append only
    <root>/quarantine/<contract>         deliveries that break their contract, as JSON, with rule and reason; append only
    <root>/tiles/<view name>_v<version>  batch's tiles of a view, replaced whole or by interval; its Delta history tells
                                         the earlier ones

Each append of deliveries carries their last log position as a Delta application transaction, one a partition of the
log, so an append happens once, and a second writer that started from the same position fails instead of doubling rows.
A log in several partitions has their number as a transaction too; its rows say in a column which they came from.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from deltalake import CommitProperties, DeltaTable, Transaction, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError, TableNotFoundError

from andamio.errors import AndamioError
from andamio.features.definition import FeatureView
from andamio.features.online.log_position import LogPosition, by_partition, from_json, in_partition, of_partitions

_WRITER = "batch_features"
_PARTITIONS = "partitions"
_INTERVALS = "intervals"
_QUARANTINE = "quarantine"

QUARANTINE = pa.schema(
    [
        ("position", pa.int64()),
        ("known_at_ms", pa.int64()),
        # The first that the row breaks, as in "range amount_minor".
        ("rule", pa.string()),
        ("reason", pa.string()),
        ("row", pa.string()),
        ("partition", pa.int64()),
    ]
)
"""A delivery that did not land, `row` as JSON."""


class LakehouseError(AndamioError):
    """A table is missing, unreadable, or written by someone else at the same time."""


@dataclass(frozen=True, slots=True)
class BatchRun:
    """One writing of a view's tiles."""

    cutover_ms: int
    """The tiles are of events before this time."""
    folded_position: LogPosition
    """And of deliveries up to this log position; -1 for none."""
    written_at_ms: int


class Lakehouse:
    """The tables under `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def last_position(self, contract: str) -> LogPosition:
        """The log position up to which the contract's deliveries have landed; -1 for none."""
        table = self._table(self.root / contract)
        return -1 if table is None else _landed(table)

    def partitions(self, contract: str) -> int | None:
        """Of the log that the contract's deliveries have landed from; None before the first."""
        table = self._table(self.root / contract)
        return None if table is None or _landed(table) == -1 else _partitions(table)

    def create(self, contract: str, columns: pa.Schema) -> None:
        """Make the contract's table, empty, if it is not there."""
        self._created(self.root / contract, columns, contract)

    def append(
        self,
        contract: str,
        deliveries: pa.Table,
        after_position: LogPosition,
        up_to_position: LogPosition | None = None,
        partitions: int = 1,
    ) -> None:
        """Append deliveries, of each partition in order of position, all after `after_position`, the table's last so far.

        The table is then at `up_to_position`, where that is more than the last of them: what is between is quarantined.
        `partitions` is how many the log has; of more than one the rows have a column `partition`. Raises
        `LakehouseError` if another writer has appended since.
        """
        if up_to_position is None:
            up_to_position = int(deliveries["position"][-1].as_py())
        table = self._created(self.root / contract, deliveries.schema, contract)
        if _landed(table) != after_position:
            raise _raced(contract)
        # All of them each time: whatever two writers bring, they want to move the same one and one of them fails.
        # Versions begin at 1 here, so that a table without one is at position -1.
        last = [Transaction(_of_partition(n), in_partition(up_to_position, n) + 1) for n in range(partitions)]
        if partitions > 1:
            last.append(Transaction(_PARTITIONS, partitions))
        _append(table, deliveries, last, contract)

    def quarantine(self, contract: str, refused: pa.Table) -> None:
        """Keep deliveries that break their contract, rows of `QUARANTINE`, of each partition by position. Twice keeps once."""
        table = self._created(self.root / _QUARANTINE / contract, QUARANTINE, f"{contract}_quarantine")
        # A landing that was killed between here and the append begins again, with more rows behind.
        fresh, last = [], []
        for partition in pc.unique(refused["partition"]).to_pylist():
            kept = (table.transaction_version(_of_partition(partition)) or 0) - 1
            found = refused.filter((pc.field("partition") == partition) & (pc.field("position") > kept))
            if found.num_rows:
                fresh.append(found)
                last.append(Transaction(_of_partition(partition), int(found["position"][-1].as_py()) + 1))
        if fresh:
            _append(table, pa.concat_tables(fresh), last, contract)

    def quarantined(self, contract: str) -> pa.Table:
        """The contract's deliveries that did not land, as rows of `QUARANTINE`; empty if there are none."""
        folder = self.root / _QUARANTINE / contract
        if self._table(folder) is None:
            return QUARANTINE.empty_table()
        return self._read(folder, "land", None).sort_by([("partition", "ascending"), ("position", "ascending")])

    def deliveries(self, contract: str, columns: Sequence[str] | None = None) -> pa.Table:
        """The contract's deliveries, or some of their columns. Raises `LakehouseError` if none has landed."""
        return self._read(self.root / contract, "land", columns)

    def write_tiles(self, view: FeatureView, tiles: pa.Table, cutover_ms: int, folded_position: LogPosition) -> None:
        """Replace the view's tiles."""
        folder = self._tiles(view)
        folder.mkdir(parents=True, exist_ok=True)
        metadata = {"cutover_ms": str(cutover_ms), "folded_position": json.dumps(folded_position)}
        write_deltalake(
            str(folder),
            tiles,
            mode="overwrite",
            schema_mode="overwrite",
            commit_properties=CommitProperties(custom_metadata=metadata),
        )

    def write_interval(
        self, view: FeatureView, from_ms: int, to_ms: int, tiles: pa.Table, folded_position: LogPosition, fence: int
    ) -> None:
        """Replace the view's tiles that start in [from_ms, to_ms), atomically; the others stay.

        `fence` never falls from one writer to the next: raises `LakehouseError` if one with a higher has written.
        """
        folder = self._tiles(view)
        if self._table(folder) is None:
            folder.mkdir(parents=True, exist_ok=True)
            DeltaTable.create(str(folder), schema=tiles.schema, mode="ignore", name=view.table_name)
        table = DeltaTable(str(folder))
        if (table.transaction_version(_INTERVALS) or 0) > fence:
            raise LakehouseError(f"a newer backfill has written tiles of {view.id}; this one must stop")
        metadata = {"from_ms": str(from_ms), "to_ms": str(to_ms), "folded_position": json.dumps(folded_position)}
        try:
            write_deltalake(
                table,
                tiles,
                mode="overwrite",
                predicate=_starts_in(from_ms, to_ms),
                commit_properties=CommitProperties(
                    custom_metadata=metadata, app_transactions=[Transaction(_INTERVALS, fence)]
                ),
            )
        except CommitFailedError:
            raise LakehouseError(f"another backfill writes tiles of {view.id}; run one at a time") from None

    def tiles(self, view: FeatureView) -> pa.Table:
        """The view's tiles; see `duckdb_engine.tile_rows`. Raises `LakehouseError` if there are none."""
        return self._read(self._tiles(view), "tiles", None)

    def tiles_in(self, view: FeatureView, from_ms: int, to_ms: int) -> pa.Table:
        """The view's tiles that start in [from_ms, to_ms). Raises `LakehouseError` if there is no table."""
        starts = pc.field("tile_start_ms")
        return self._read(self._tiles(view), "tiles", None, (starts >= from_ms) & (starts < to_ms))

    def deliveries_in(self, contract: str, from_ms: int, to_ms: int, up_to_position: LogPosition) -> pa.Table:
        """The contract's deliveries up to a position, of events whose time is in [from_ms, to_ms).

        All versions of an event share its time, so what one interval holds, it holds whole.
        """
        times = pc.field("event_time_ms")
        known = self._between(contract, -1, up_to_position)
        return self._read(self.root / contract, "land", None, known & (times >= from_ms) & (times < to_ms))

    def event_times_between(
        self, contract: str, after_position: LogPosition, up_to_position: LogPosition, before_ms: int
    ) -> pa.Array:
        """Event times before `before_ms` of the deliveries at positions in (after_position, up_to_position]."""
        wanted = self._between(contract, after_position, up_to_position) & (pc.field("event_time_ms") < before_ms)
        found = self._read(self.root / contract, "land", ["event_time_ms"], wanted)
        return found["event_time_ms"].combine_chunks()

    def runs(self, view: FeatureView) -> list[BatchRun]:
        """All writings of the view's tiles, the oldest first."""
        table = self._table(self._tiles(view))
        commits = [] if table is None else table.history()
        runs = [
            BatchRun(
                int(commit["cutover_ms"]), from_json(json.loads(commit["folded_position"])), int(commit["timestamp"])
            )
            for commit in commits
            if "cutover_ms" in commit
        ]
        return sorted(runs, key=lambda run: run.written_at_ms)

    def _between(self, contract: str, after: LogPosition, up_to: LogPosition) -> pc.Expression:
        """The deliveries at positions in (after, up_to], of each partition."""
        position = pc.field("position")
        if (self.partitions(contract) or 1) == 1:
            return (position > in_partition(after, 0)) & (position <= in_partition(up_to, 0))
        wanted = pc.scalar(False)
        for partition, last in enumerate(by_partition(up_to)):
            first = in_partition(after, partition)
            wanted |= (pc.field("partition") == partition) & (position > first) & (position <= last)
        return wanted

    def _tiles(self, view: FeatureView) -> Path:
        return self.root / "tiles" / view.table_name

    def _table(self, folder: Path) -> DeltaTable | None:
        if not (folder / "_delta_log").is_dir():
            return None
        try:
            return DeltaTable(str(folder))
        except TableNotFoundError:
            return None
        except (DeltaError, OSError) as error:
            raise LakehouseError(f"the Delta table {folder} cannot be opened ({_brief(error)})") from error

    def _created(self, folder: Path, columns: pa.Schema, name: str) -> DeltaTable:
        """The table there, made empty if it is not."""
        if self._table(folder) is None:
            folder.mkdir(parents=True, exist_ok=True)
            DeltaTable.create(str(folder), schema=columns, mode="ignore", name=name)
        return DeltaTable(str(folder))

    def _read(
        self, folder: Path, command: str, columns: Sequence[str] | None, wanted: pc.Expression | None = None
    ) -> pa.Table:
        table = self._table(folder)
        if table is None:
            raise LakehouseError(
                f"there is no Delta table at {folder}; run 'batch_features {command}', or correct --lake"
            )
        try:
            return table.to_pyarrow_table(columns=None if columns is None else list(columns), filters=wanted)
        except (DeltaError, OSError, pa.ArrowException) as error:
            raise LakehouseError(f"the Delta table {folder} cannot be read ({_brief(error)}); land it again") from error


def _append(table: DeltaTable, rows: pa.Table, last: list[Transaction], contract: str) -> None:
    """Append to a table of the contract, which is then at these transactions. Raises `LakehouseError`."""
    try:
        write_deltalake(
            table,
            rows,
            mode="append",
            schema_mode="merge",
            commit_properties=CommitProperties(app_transactions=last),
        )
    except CommitFailedError:
        raise _raced(contract) from None
    except (DeltaError, pa.ArrowException) as error:
        raise LakehouseError(f"rows of {contract} do not fit its table, {table.table_uri} ({_brief(error)})") from error


def _of_partition(partition: int) -> str:
    """The application whose transactions say how far a partition has landed."""
    return f"{_WRITER}/{partition}" if partition else _WRITER


def _partitions(table: DeltaTable) -> int:
    return table.transaction_version(_PARTITIONS) or 1


def _landed(table: DeltaTable) -> LogPosition:
    found = {n: (table.transaction_version(_of_partition(n)) or 0) - 1 for n in range(_partitions(table))}
    return of_partitions(found)


def _starts_in(from_ms: int, to_ms: int) -> str:
    return f"tile_start_ms >= {int(from_ms)} AND tile_start_ms < {int(to_ms)}"


def _raced(contract: str) -> LakehouseError:
    return LakehouseError(f"another writer has appended to {contract}; run one at a time, and this one again")


def _brief(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
