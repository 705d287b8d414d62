"""The online store at scale: tiles in Redis, read in one command, changed by one compare-and-commit script.

A read is one MGET of the epoch, the views' states and every key's tiles, so it sees one state of the store: the applied
positions that it serves are those of exactly the tiles that it merged. A writer reads, decides in Python and commits
(`redis_layout.Commit`): tiles, applied positions, counts and the log's cursor become visible together or not at all.

    stream   `redis_stream_writer` commits all lines of a chunk at once; whoever lost a race reads and merges again
    batch    `redis_batch_writer` writes under a generation that no read looks at, and a commit makes it the one to read
    sweep    `redis_sweep` drops, for keys that get no writes, what no read can use and what writers left behind

When the cut-over moves, stream tiles before it stay where they are for a while; reads leave them out by their start.
One Redis server (with replicas) holds a store: one command that reads all of a request cannot span several.
"""

from collections.abc import Iterable, Iterator, Sequence

from andamio.features.definition import FeatureView
from andamio.features.online.log_position import LogPosition
from andamio.features.online.online_store import Applied, LogLine, Repair, TileRow, ViewRead
from andamio.features.online.redis_batch_writer import BatchWrite, RedisBatchWriter
from andamio.features.online.redis_layout import repairs_key
from andamio.features.online.redis_read import RedisRead
from andamio.features.online.redis_stream_writer import RedisStreamWriter
from andamio.features.online.redis_sweep import sweep
from andamio.features.online.redis_views import RedisViews
from andamio.features.online.redis_wire import Address
from andamio.features.online.view_answer import ViewAnswer
from andamio.features.online.view_reader import Compiled
from andamio.features.online.write_rules import require_cutover, require_whole_tiles


class RedisStore:
    """An `OnlineStore` in one database of a Redis server. Safe for use by several threads and processes."""

    def __init__(
        self,
        address: Address,
        views: Iterable[FeatureView],
        create: bool = False,
        timeout_s: float | None = None,
        compiled: Compiled = "when_worth_it",
    ) -> None:
        """Open the store for these views; `create` makes it, or a view in it, if it is not there.

        `compiled`: when reads are done by machine code, see `view_reader`.

        Raises `StoreMissing`, `StoreUnavailable`, or `StoreMismatch` if the store was written differently.
        """
        self._views = RedisViews(address, views, timeout_s)
        self._stream = RedisStreamWriter(self._views)
        self._batch = RedisBatchWriter(self._views)
        self._read = RedisRead(self._views.by_id, compiled)
        self._views.open(create)

    def close(self) -> None:
        """Close the connections of all threads."""
        self._views.close()

    def write_batch(
        self, view: FeatureView, cutover_ms: int, rows: Iterable[TileRow], folded_position: LogPosition = -1
    ) -> Applied:
        """See `OnlineStore.write_batch`. The tiles of all keys are held in memory until they are written."""
        self._views.require(view.id)
        require_cutover(view, cutover_ms)
        return self._batch.write(view, BatchWrite(0, cutover_ms, folded_position, whole=True), rows)

    def write_interval(
        self, view: FeatureView, from_ms: int, to_ms: int, rows: Iterable[TileRow], folded_position: LogPosition
    ) -> Applied:
        """See `OnlineStore.write_interval`. Writes what batch has of the view's other keys anew, too."""
        self._views.require(view.id)
        require_whole_tiles(view, from_ms, to_ms)
        return self._batch.write(view, BatchWrite(from_ms, to_ms, folded_position, whole=False), rows)

    def record_folded(self, view: FeatureView, position: LogPosition) -> None:
        """See `OnlineStore.record_folded`."""
        self._views.require(view.id)
        self._batch.record_folded(view, position)

    def batch_rows(self, view: FeatureView, from_ms: int, to_ms: int) -> Iterator[TileRow]:
        """See `OnlineStore.batch_rows`. Without event ids: batch's rows keep none, those of `last` included."""
        self._views.require(view.id)
        return self._batch.rows(view, from_ms, to_ms)

    def apply(self, epoch: int, lines: Sequence[LogLine], cursor: str) -> Applied:
        """See `OnlineStore.apply`."""
        return self._stream.apply(epoch, lines, cursor)

    def cursor(self, epoch: int) -> str | None:
        """See `OnlineStore.cursor`."""
        return self._stream.cursor(epoch)

    def read(self, view: FeatureView, entities: Sequence[tuple[str, str]], t_ms: int) -> ViewRead:
        """See `OnlineStore.read`."""
        return self.read_many([view], entities, t_ms)[0].as_view_read()

    def read_many(
        self, views: Sequence[FeatureView], entities: Sequence[tuple[str, str]], t_ms: int
    ) -> list[ViewAnswer]:
        """See `OnlineStore.read_many`. One MGET, and again only if batch or a new epoch has just moved the tiles."""
        for view in views:
            self._views.require(view.id)
        wire = self._views.wire()
        while True:
            request = self._read.request(views, entities)
            answers = self._read.answers(request, t_ms, wire.exchange(request.packed, 1)[0])
            if answers is not None:
                return answers

    def applied_position(self, view: FeatureView) -> int:
        """See `OnlineStore.applied_position`."""
        return self.read(view, (), 0).applied_position

    def cutover(self, view: FeatureView) -> int | None:
        """See `OnlineStore.cutover`."""
        return self.read(view, (), 0).cutover_ms

    def repair_count(self, view: FeatureView) -> int:
        """See `OnlineStore.repair_count`."""
        return int(self._views.wire().call("HLEN", repairs_key(view.id)))

    def repairs(self, view: FeatureView) -> list[Repair]:
        """See `OnlineStore.repairs`."""
        return self._batch.repairs(view)

    def refusals(self, view: FeatureView) -> Applied:
        """See `OnlineStore.refusals`."""
        return self._views.held(view).books.applied

    def sweep_pages(self) -> Iterator[int]:
        """Trim and drop what no read can use, in all keys; gives after each page how many it was. For a writer."""
        return sweep(self._views)

    def sweep(self) -> int:
        """All pages at once."""
        return sum(self.sweep_pages())
