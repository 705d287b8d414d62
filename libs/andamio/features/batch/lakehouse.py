"""The embedded lakehouse: Delta tables on disk that batch engines read.

    <root>/<contract>                    deliveries as logged, a column a field of the contract; append only
    <root>/quarantine/<contract>         deliveries that break their contract, as JSON, with rule and reason; append only
    <root>/tiles/<view name>_v<version>  batch's tiles of a view, replaced whole or by interval; its Delta history tells
                                         the earlier ones

Each append of deliveries carries their last log position as a Delta application transaction, so an append
happens once, and a second writer that started from the same position fails instead of doubling rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from deltalake import CommitProperties, DeltaTable, Transaction, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError, TableNotFoundError

from andamio.errors import AndamioError
from andamio.features.definition import FeatureView

_WRITER = "batch_features"
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
    folded_position: int
    """And of deliveries up to this log position; -1 for none."""
    written_at_ms: int


class Lakehouse:
    """The tables under `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def last_position(self, contract: str) -> int:
        """The log position up to which the contract's deliveries have landed; -1 for none."""
        table = self._table(self.root / contract)
        return -1 if table is None else (table.transaction_version(_WRITER) or 0) - 1

    def create(self, contract: str, columns: pa.Schema) -> None:
        """Make the contract's table, empty, if it is not there."""
        folder = self.root / contract
        if self._table(folder) is None:
            folder.mkdir(parents=True, exist_ok=True)
            DeltaTable.create(str(folder), schema=columns, mode="ignore", name=contract)

    def append(
        self, contract: str, deliveries: pa.Table, after_position: int, up_to_position: int | None = None
    ) -> None:
        """Append deliveries in order of position, all of them after `after_position`, the table's last one so far.

        The table is then at `up_to_position`, where that is more than the last of them: what is between is quarantined.
        Raises `LakehouseError` if another writer has appended since.
        """
        if up_to_position is None:
            up_to_position = int(deliveries["position"][-1].as_py())
        self.create(contract, deliveries.schema)
        folder = self.root / contract
        table = DeltaTable(str(folder))
        if (table.transaction_version(_WRITER) or 0) - 1 != after_position:
            raise _raced(contract)
        # Transaction versions begin at 1 here, so that a table without one is at position -1.
        last = Transaction(_WRITER, up_to_position + 1)
        try:
            write_deltalake(
                table,
                deliveries,
                mode="append",
                schema_mode="merge",
                commit_properties=CommitProperties(app_transactions=[last]),
            )
        except CommitFailedError:
            raise _raced(contract) from None
        except (DeltaError, pa.ArrowException) as error:
            raise LakehouseError(f"rows of {contract} do not fit the table {folder} ({_brief(error)})") from error

    def quarantine(self, contract: str, refused: pa.Table) -> None:
        """Keep deliveries that break their contract, rows of `QUARANTINE` by position. Twice keeps them once."""
        folder = self.root / _QUARANTINE / contract
        if self._table(folder) is None:
            folder.mkdir(parents=True, exist_ok=True)
            DeltaTable.create(str(folder), schema=QUARANTINE, mode="ignore", name=f"{contract}_quarantine")
        table = DeltaTable(str(folder))
        # A landing that was killed between here and the append begins again, with more rows behind.
        kept = (table.transaction_version(_WRITER) or 0) - 1
        refused = refused.filter(pc.field("position") > kept)
        if refused.num_rows:
            last = Transaction(_WRITER, int(refused["position"][-1].as_py()) + 1)
            try:
                write_deltalake(
                    table, refused, mode="append", commit_properties=CommitProperties(app_transactions=[last])
                )
            except CommitFailedError:
                raise _raced(contract) from None

    def quarantined(self, contract: str) -> pa.Table:
        """The contract's deliveries that did not land, as rows of `QUARANTINE`; empty if there are none."""
        folder = self.root / _QUARANTINE / contract
        if self._table(folder) is None:
            return QUARANTINE.empty_table()
        return self._read(folder, "land", None).sort_by("position")

    def deliveries(self, contract: str, columns: Sequence[str] | None = None) -> pa.Table:
        """The contract's deliveries, or some of their columns. Raises `LakehouseError` if none has landed."""
        return self._read(self.root / contract, "land", columns)

    def write_tiles(self, view: FeatureView, tiles: pa.Table, cutover_ms: int, folded_position: int) -> None:
        """Replace the view's tiles."""
        folder = self._tiles(view)
        folder.mkdir(parents=True, exist_ok=True)
        metadata = {"cutover_ms": str(cutover_ms), "folded_position": str(folded_position)}
        write_deltalake(
            str(folder),
            tiles,
            mode="overwrite",
            schema_mode="overwrite",
            commit_properties=CommitProperties(custom_metadata=metadata),
        )

    def write_interval(
        self, view: FeatureView, from_ms: int, to_ms: int, tiles: pa.Table, folded_position: int, fence: int
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
        metadata = {"from_ms": str(from_ms), "to_ms": str(to_ms), "folded_position": str(folded_position)}
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

    def deliveries_in(self, contract: str, from_ms: int, to_ms: int) -> pa.Table:
        """The contract's deliveries of events whose time is in [from_ms, to_ms).

        All versions of an event share its time, so what one interval holds, it holds whole.
        """
        times = pc.field("event_time_ms")
        return self._read(self.root / contract, "land", None, (times >= from_ms) & (times < to_ms))

    def event_times_between(self, contract: str, after_position: int, up_to_position: int, before_ms: int) -> pa.Array:
        """Event times before `before_ms` of the deliveries at positions in (after_position, up_to_position]."""
        position, time = pc.field("position"), pc.field("event_time_ms")
        wanted = (position > after_position) & (position <= up_to_position) & (time < before_ms)
        found = self._read(self.root / contract, "land", ["event_time_ms"], wanted)
        return found["event_time_ms"].combine_chunks()

    def runs(self, view: FeatureView) -> list[BatchRun]:
        """All writings of the view's tiles, the oldest first."""
        table = self._table(self._tiles(view))
        commits = [] if table is None else table.history()
        runs = [
            BatchRun(int(commit["cutover_ms"]), int(commit["folded_position"]), int(commit["timestamp"]))
            for commit in commits
            if "cutover_ms" in commit
        ]
        return sorted(runs, key=lambda run: run.written_at_ms)

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


def _starts_in(from_ms: int, to_ms: int) -> str:
    return f"tile_start_ms >= {int(from_ms)} AND tile_start_ms < {int(to_ms)}"


def _raced(contract: str) -> LakehouseError:
    return LakehouseError(f"another writer has appended to {contract}; run one at a time, and this one again")


def _brief(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
