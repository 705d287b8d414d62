"""What an online store of tiles promises: its rows, its reads, and the role `OnlineStore` that engines are written against.

A store keeps, for each key of each view, the tiles that its windows reach and the raw events of a short tail.
A raw event is a tile of hop 0 whose `tile_start_ms` is its event time and whose `event_id` is set.

    StoreError(AndamioError)
    ├── StoreMissing           no store at that place; a UserError too
    ├── StoreMismatch          the store was written by another format, or by another definition under the same view id
    ├── UnknownView            a row or a read names a view that the store was not opened with
    ├── CutoverMovedBack       a batch write with an earlier cut-over than the one recorded
    ├── BatchBehindStream      batch would take over tiles with events that it does not know
    ├── BatchOutdated          batch would replace tiles of a batch that knew more of the log
    ├── WriterFenced           a writer of an older epoch than one that has already written
    └── StoreUnavailable       a store behind a network does not answer, or not in time

Two writers share a view. Batch owns tiles that start before the cut-over, the stream those from it on; a row from the
wrong side is refused and counted. A stream row carries a version, (epoch, log position); one that is not newer than the
stored is refused and counted. So writes may be repeated and reordered, and a read depends only on what was written.

Batch knows the log up to a *folded position*, of each partition, which may differ from one range of event time to another. What the stream
brings beyond it for a tile of batch's is not lost: it becomes a repair with reason "batch_owned", which is pending until
batch has folded it in. So the cut-over moves while the stream runs on. What a read has counted is, to the delivery,

    event time <  cut-over    those up to the folded position of its range     (`ViewRead.folded`)
    event time >= cut-over    those up to the applied position                 (`ViewRead.applied_positions`)
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Literal, Protocol

from andamio.errors import AndamioError, UserError
from andamio.features.components import Entry, Value
from andamio.features.definition import FeatureView
from andamio.features.online.log_position import LogPosition, nearest

if TYPE_CHECKING:
    from andamio.features.online.view_answer import ViewAnswer

Status = Literal["present", "expired", "not_found", "too_old", "unavailable"]

EPOCH_SHIFT = 44  # 2^44 log positions are 1.7e13; 2^19 epochs remain in SQLite's signed 64 bits


class StoreError(AndamioError):
    """Base of what goes wrong with an online store."""


class StoreMissing(StoreError, UserError):
    """There is no store at the given place."""


class StoreMismatch(StoreError):
    """The store's format or a view's definition differs from the one in use."""


class UnknownView(StoreError):
    """The view is not one that the store was opened with."""


class CutoverMovedBack(StoreError):
    """Batch tried to give tiles back to the stream, which does not have them."""


class BatchBehindStream(StoreError):
    """Batch would take over tiles in which the stream has counted events that batch does not know."""


class BatchOutdated(StoreError):
    """A batch knows less of the log than the batch whose tiles it would replace."""


class WriterFenced(StoreError):
    """A newer epoch has written; this writer must stop."""


class StoreUnavailable(StoreError):
    """The store does not answer, or not within the time it was given."""


@dataclass(frozen=True, slots=True)
class TileRow:
    """The absolute partial of one key over [tile_start_ms, tile_start_ms + hop_ms), or of one raw event (hop 0)."""

    tenant: str
    key: str
    hop_ms: int
    """0 for a raw event."""
    tile_start_ms: int
    """A multiple of hop_ms; the event time of a raw event."""
    event_id: str
    """Empty but for a raw event."""
    partial: Sequence[Entry]
    """In the order of `components.components(view)`; count 0 says that the tile or the event is empty or removed."""


@dataclass(frozen=True, slots=True)
class TileWrite:
    """The stream's new value of a tile or a raw event."""

    view: str
    position: int
    """Highest log position among the events in it, removed ones included; with the epoch the version of the row."""
    row: TileRow
    partition: int = 0
    """Of the log, which the position counts in."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A delivery that the stream could not count: for a batch-owned tile, or outside the horizons."""

    view: str
    position: int
    tenant: str
    key: str
    event_time_ms: int
    event_id: str
    reason: str
    """late, duplicate_horizon or batch_owned; the last is what batch folds in."""
    partition: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """What all events of the view's contract up to this log position changed is in this or an earlier line."""

    view: str
    position: int
    partition: int = 0
    traceparent: str | None = None
    """Of one of the traces that these events were produced for."""


LogLine = TileWrite | Repair | Progress


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of the tile rows of one write."""

    accepted: int
    refused_stale: int
    """The store holds the same or a newer version."""
    refused_wrong_side: int
    """The row belongs to the other writer, by the cut-over."""


@dataclass(frozen=True, slots=True)
class Folded:
    """How much of the log batch has folded into the tiles of a range, which begins where the one before it ends."""

    until_ms: int
    """End of the range, exclusive; that of the last range is the cut-over."""
    position: LogPosition
    """Deliveries up to this log position are in its tiles; -1 for none, or where nothing was said of it."""


@dataclass(frozen=True, slots=True)
class EntityRead:
    """One view's features of one key at t."""

    status: Status
    """present; expired: newest event before t is older than the view's ttl; not_found: no event before t; too_old: t is
    before the tail, where only the offline engine can answer; unavailable: the store did not answer in time."""
    values: Mapping[str, Value]
    """By the features' own names, in the view's order. All None if too_old or unavailable. Exact for every other status,
    so a key that is not_found has the values of no events."""
    newest_event_time_ms: int | None
    """Of the counted events before t; None if not_found, too_old or unavailable."""
    saturated: frozenset[str] = frozenset()
    """Distinct counts that reached their `at_most`: there are as many values, or more."""


@dataclass(frozen=True, slots=True)
class ViewRead:
    """One view's answer for several keys, all from one state of the store."""

    view: str
    applied_positions: Mapping[int, int]
    """By partition of the log: events of the view's contract up to this position are in the values. A partition of which
    the stream has applied nothing is absent."""
    cutover_ms: int | None
    as_of_floor_ms: int | None
    """Reads before this are too_old; None while the store knows nothing of the view."""
    entities: Sequence[EntityRead]
    """In the order of the keys asked for."""
    folded: Sequence[Folded] = ()
    """What batch knows, by range of event time, ascending; most often one range. Empty before the first batch."""

    @property
    def folded_position(self) -> LogPosition:
        """The position up to which batch has folded in every range; -1 if none."""
        return reduce(nearest, (folded.position for folded in self.folded)) if self.folded else -1

    @property
    def applied_position(self) -> int:
        """Of a log in one partition, as the embedded one is; -1 if the stream has applied nothing."""
        return self.applied_positions.get(0, -1)


class OnlineStore(Protocol):
    """Keeps tiles, and serves features of now. Opened with the views that it is to hold."""

    def write_batch(
        self, view: FeatureView, cutover_ms: int, rows: Iterable[TileRow], folded_position: LogPosition = -1
    ) -> Applied:
        """Replace every tile of the view that starts before `cutover_ms` and record the cut-over, atomically.

        `cutover_ms` is a multiple of the coarsest hop. `rows` holds the tiles of ALL hops of the whole history before
        it (the store keeps what windows reach and remembers the newest event time of the rest), and as raw events
        (hop 0) at least those from floor(cutover_ms - tail, finest hop) on. Pending repairs with reason "batch_owned"
        and a position up to `folded_position` are in `rows` and leave the queue. Raises `CutoverMovedBack`;
        `BatchBehindStream` where the cut-over moves over a stream row with a position beyond `folded_position`; and
        `BatchOutdated` where an earlier batch knew more.
        """

    def write_interval(
        self, view: FeatureView, from_ms: int, to_ms: int, rows: Iterable[TileRow], folded_position: LogPosition
    ) -> Applied:
        """Replace every tile of the view that starts in [from_ms, to_ms), atomically; the rest stays.

        Both bounds are multiples of the coarsest hop, and `rows` holds the tiles of ALL hops of the interval and, as
        raw events, at least those from floor(max(to_ms, cut-over) - tail, finest hop) on. With `to_ms` up to the
        cut-over this is a repair. With `to_ms` beyond it (and `from_ms` not) the cut-over moves to `to_ms`.
        Repairs with reason "batch_owned" of the interval and up to `folded_position` leave the queue.

        An interval that reaches back before what the store keeps must begin before the view's first event, or the
        status of a key whose newest event was removed is not known. Raises as `write_batch` does, and `StoreError`
        if there is no cut-over yet, or if the interval begins after it.
        """

    def record_folded(self, view: FeatureView, position: LogPosition) -> None:
        """Say that no delivery up to `position` is missing from any of batch's tiles.

        For batch, once it has written the intervals that deliveries up to there fall into: the others are what they
        were. Ranges that know more keep their position; "batch_owned" repairs up to it leave the queue.
        """

    def batch_rows(self, view: FeatureView, from_ms: int, to_ms: int) -> Iterable[TileRow]:
        """What the store holds of batch's tiles that start in [from_ms, to_ms), in any order: for checking a load.

        A store may leave out event ids, of raw events and in the partials of `last`.
        """

    def apply(self, epoch: int, lines: Sequence[LogLine], cursor: str) -> Applied:
        """Apply lines of the tile log, and remember `cursor`, in one transaction. Raises `WriterFenced`.

        The first lines of a newer epoch replace all that earlier ones streamed: its stream reads the log again.
        """

    def cursor(self, epoch: int) -> str | None:
        """Where this epoch's tile log is to be read on; None at its beginning. Raises `WriterFenced`."""

    def read(self, view: FeatureView, entities: Sequence[tuple[str, str]], t_ms: int) -> ViewRead:
        """The view's features of each (tenant, key) over events before t_ms, exclusive."""

    def read_many(
        self, views: Sequence[FeatureView], entities: Sequence[tuple[str, str]], t_ms: int
    ) -> "list[ViewAnswer]":
        """`read` of several views at once, as columns. On Redis one round trip, and all views from one state."""

    def applied_position(self, view: FeatureView) -> int:
        """Highest log position up to which the stream has applied everything; -1 if none."""

    def cutover(self, view: FeatureView) -> int | None:
        """The recorded cut-over, ms UTC; None before the first batch write."""

    def repair_count(self, view: FeatureView) -> int:
        """How many deliveries wait for repair."""

    def repairs(self, view: FeatureView) -> list[Repair]:
        """The deliveries that wait for repair, by position."""

    def refusals(self, view: FeatureView) -> Applied:
        """Rows accepted and refused since the store was made."""

    def close(self) -> None:
        """Let go of files and connections."""
