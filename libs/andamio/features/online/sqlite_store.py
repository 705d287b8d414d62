"""The embedded online store: tiles in one SQLite file, in WAL mode, with many readers and one writer at a time.

file     `sqlite_file` holds connections and transactions, `sqlite_tables` what is in the file
stream   `sqlite_stream_writer` applies a chunk of the tile log in one transaction that also moves the log's cursor
batch    `sqlite_batch_writer` replaces an interval in one transaction
read     `sqlite_read` answers from one state of the file
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from andamio.features.definition import FeatureView
from andamio.features.online.log_position import LogPosition
from andamio.features.online.online_store import Applied, LogLine, Repair, TileRow, ViewRead
from andamio.features.online.sqlite_batch_writer import SqliteBatchWriter
from andamio.features.online.sqlite_file import SqliteFile
from andamio.features.online.sqlite_read import SqliteRead
from andamio.features.online.sqlite_stream_writer import SqliteStreamWriter
from andamio.features.online.view_answer import ViewAnswer, of_view_read
from andamio.features.online.write_rules import require_cutover, require_whole_tiles


class SqliteStore:
    """An `OnlineStore` in one file. Safe for use by several threads and processes."""

    def __init__(self, path: Path, views: Iterable[FeatureView], create: bool = False) -> None:
        """Open the store for these views; `create` makes the file if it is not there.

        Raises `StoreMissing`, or `StoreMismatch` if the file or a view in it was written differently.
        """
        self.path = path
        self._file = SqliteFile(path, views)
        self._stream = SqliteStreamWriter(self._file)
        self._batch = SqliteBatchWriter(self._file)
        self._read = SqliteRead(self._file)
        self._file.open(create)

    def close(self) -> None:
        """Close the connections of all threads."""
        self._file.close()

    def write_batch(
        self, view: FeatureView, cutover_ms: int, rows: Iterable[TileRow], folded_position: LogPosition = -1
    ) -> Applied:
        """See `OnlineStore.write_batch`."""
        self._file.require(view.id)
        require_cutover(view, cutover_ms)
        return self._batch.write_history(view, cutover_ms, rows, folded_position)

    def write_interval(
        self, view: FeatureView, from_ms: int, to_ms: int, rows: Iterable[TileRow], folded_position: LogPosition
    ) -> Applied:
        """See `OnlineStore.write_interval`."""
        self._file.require(view.id)
        require_whole_tiles(view, from_ms, to_ms)
        return self._batch.write_interval(view, from_ms, to_ms, rows, folded_position)

    def record_folded(self, view: FeatureView, position: LogPosition) -> None:
        """See `OnlineStore.record_folded`."""
        self._file.require(view.id)
        self._batch.record_folded(view, position)

    def batch_rows(self, view: FeatureView, from_ms: int, to_ms: int) -> list[TileRow]:
        """See `OnlineStore.batch_rows`."""
        return self._batch.rows(view, from_ms, to_ms)

    def apply(self, epoch: int, lines: Sequence[LogLine], cursor: str) -> Applied:
        """See `OnlineStore.apply`."""
        return self._stream.apply(epoch, lines, cursor)

    def cursor(self, epoch: int) -> str | None:
        """See `OnlineStore.cursor`."""
        return self._stream.cursor(epoch)

    def read(self, view: FeatureView, entities: Sequence[tuple[str, str]], t_ms: int) -> ViewRead:
        """See `OnlineStore.read`."""
        self._file.require(view.id)
        return self._read.view(view, entities, t_ms)

    def read_many(
        self, views: Sequence[FeatureView], entities: Sequence[tuple[str, str]], t_ms: int
    ) -> list[ViewAnswer]:
        """See `OnlineStore.read_many`. Each view is read from a state of its own."""
        return [of_view_read(view, self.read(view, entities, t_ms)) for view in views]

    def applied_position(self, view: FeatureView) -> int:
        """See `OnlineStore.applied_position`."""
        return self.read(view, (), 0).applied_position

    def cutover(self, view: FeatureView) -> int | None:
        """See `OnlineStore.cutover`."""
        return self.read(view, (), 0).cutover_ms

    def repair_count(self, view: FeatureView) -> int:
        """See `OnlineStore.repair_count`."""
        return self._read.repair_count(view)

    def repairs(self, view: FeatureView) -> list[Repair]:
        """See `OnlineStore.repairs`."""
        return self._read.repairs(view)

    def refusals(self, view: FeatureView) -> Applied:
        """See `OnlineStore.refusals`."""
        return self._read.refusals(view)
