"""What a write to an online store may change, by what the store knows: the same rules for every store. Pure."""

from collections.abc import Collection, Sequence

from andamio.features.definition import FeatureView
from andamio.features.online.folded_ranges import position_at
from andamio.features.online.log_position import LogPosition, in_partition, knows
from andamio.features.online.online_read import RAW_HOP_MS, floor
from andamio.features.online.online_store import (
    Applied,
    BatchBehindStream,
    BatchOutdated,
    CutoverMovedBack,
    Folded,
    Repair,
    StoreError,
    TileRow,
    TileWrite,
    UnknownView,
    WriterFenced,
)


def require_view(known: Collection[str], view_id: str) -> None:
    """Raise unless the store was opened with the view."""
    if view_id not in known:
        named = ", ".join(sorted(known)) or "none"
        raise UnknownView(f"view '{view_id}' is not one that this store was opened with ({named}); add it there")


def require_cutover(view: FeatureView, cutover_ms: int) -> None:
    """Raise unless tiles of every hop end at the cut-over."""
    if cutover_ms % view.coarsest_hop_ms:
        raise StoreError(
            f"the cut-over {cutover_ms} of view {view.id} is not a multiple of its coarsest hop, "
            f"{view.coarsest_hop_ms} ms; use {floor(cutover_ms, view.coarsest_hop_ms)}"
        )


def require_whole_tiles(view: FeatureView, from_ms: int, to_ms: int) -> None:
    """Raise unless the interval begins and ends between tiles of every hop."""
    if from_ms % view.coarsest_hop_ms or to_ms % view.coarsest_hop_ms or not 0 <= from_ms < to_ms:
        raise StoreError(
            f"[{from_ms}, {to_ms}) is not an interval of view {view.id}; "
            f"choose two ascending multiples of its coarsest hop, {view.coarsest_hop_ms} ms"
        )


def require_no_step_back(view: FeatureView, recorded_ms: int | None, cutover_ms: int) -> None:
    """Raise if a batch of the whole history ends before the recorded cut-over."""
    if recorded_ms is not None and cutover_ms < recorded_ms:
        raise CutoverMovedBack(
            f"view {view.id} has its cut-over at {recorded_ms} and the stream wrote nothing before it; "
            f"write the batch with a cut-over of at least that, not {cutover_ms}"
        )


def require_interval(view: FeatureView, recorded_ms: int | None, from_ms: int) -> None:
    """Raise if an interval would leave a gap after what batch has written, up to the recorded cut-over."""
    if recorded_ms is None or from_ms > recorded_ms:
        written = "nothing" if recorded_ms is None else recorded_ms
        raise StoreError(
            f"an interval of view {view.id} cannot begin at {from_ms}, for batch has written up to {written}; "
            "write what is before it first"
        )


def require_folded(
    view: FeatureView, ranges: Sequence[Folded], from_ms: int, to_ms: int, folded_position: LogPosition
) -> None:
    """Raise if an earlier batch knew more of the log than one that would replace its tiles in [from_ms, to_ms)."""
    start_ms = 0
    for folded in ranges:
        if start_ms < to_ms and from_ms < folded.until_ms and not knows(folded_position, folded.position):
            raise BatchOutdated(
                f"batch has written view {view.id} before {folded.until_ms} with the log up to position "
                f"{folded.position}, and this one knows it up to {folded_position}; run it again"
            )
        start_ms = folded.until_ms


def require_streamed(view: FeatureView, counted: LogPosition, to_ms: int, folded_position: LogPosition) -> None:
    """Raise if the stream has `counted` more of the log, in tiles before `to_ms`, than a batch that takes them over."""
    if not knows(folded_position, counted):
        raise BatchBehindStream(
            f"the stream has counted position {counted} in a tile of view {view.id} before {to_ms} and this batch "
            f"knows the log up to {folded_position}; land the log, then move the cut-over to {to_ms}"
        )


def require_epoch(place: object, written: int, epoch: int) -> None:
    """Raise if a writer of the store at `place` is of an older epoch than the one that wrote last."""
    if written > epoch:
        raise WriterFenced(
            f"epoch {written} has written to {place} and this writer is of epoch {epoch}; "
            f"stop it, or start it with --epoch {written} on the tile log of that epoch"
        )


def batch_owned(write: TileWrite) -> Repair:
    """The delivery behind a row for a tile of batch's. Each comes with its raw event, which alone tells the event."""
    row = write.row
    place = (row.tenant, row.key, row.tile_start_ms, row.event_id)
    return Repair(write.view, write.position, *place, "batch_owned", write.partition)


def is_folded(ranges: Sequence[Folded], repair: Repair) -> bool:
    """Whether batch has folded the delivery in: a replay of the log must not queue it again."""
    folded = position_at(ranges, repair.event_time_ms)
    return repair.reason == "batch_owned" and repair.position <= in_partition(folded, repair.partition)


def newest_in(row: TileRow) -> int | None:
    """Newest event time that a row tells of; a removed raw event tells its own, as it may have been seen."""
    if row.hop_ms == RAW_HOP_MS:
        return row.tile_start_ms
    newest = row.partial[1]
    return None if newest is None else int(newest)


def newest_of(*times_ms: int | None) -> int | None:
    """The latest of the times that there are."""
    return max((time for time in times_ms if time is not None), default=None)


def plus(a: Applied, b: Applied) -> Applied:
    """What became of the rows of two writes."""
    return Applied(
        a.accepted + b.accepted, a.refused_stale + b.refused_stale, a.refused_wrong_side + b.refused_wrong_side
    )
