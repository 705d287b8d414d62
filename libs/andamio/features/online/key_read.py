"""One key's reductions from the bytes that a store keeps of it: columns by `zip`, windows by bisection, sums by `sum`.

The oracle of `compiled_read`, and what reads where there is no machine code.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from andamio.features.online.read_plan import Moment, Piece, ReadPlan
from andamio.features.online.row_format import NULL_HIGH, NULL_LOW
from andamio.features.online.tile_codec import decode, rows_of
from andamio.features.online.tile_hashes import hashes_of
from andamio.features.online.tile_head import Head, head_of
from andamio.features.online.tile_rows import (
    MAX_TIME_FIELD,
    WIDE_NULL_HIGH,
    WIDE_NULL_LOW,
    Fields,
    widened,
)

_Ranges = list[tuple[int, int]]


def reduce_key(
    plan: ReadPlan, moment: Moment, batch: bytes | None, stream: bytes | None, cutover_ms: int | None
) -> tuple[int | None, list[int | None]]:
    """The key's newest event time before t, and the plan's reductions.

    `batch` and `stream` are what each writer keeps (`tile_codec`); of the stream only rows from the cut-over on count.
    """
    sources = _sources(plan, batch, stream, cutover_ms)
    columns, level_ends, nothing_low, nothing_high = _columns(plan, sources)
    at = _positions(columns, moment, level_ends)
    hashes = _hashes(plan, sources, columns)
    # What nothing comes to, which is what most of the short windows of most keys hold.
    found = list(plan.of_nothing)
    for pieces, reductions in plan.by_window:
        inside = _ranges(pieces, at)
        if not inside:
            continue
        # No comprehensions in here: a call each is what the few rows of a window cost.
        for number, operation, field in reductions:
            column = columns[field]
            if operation == "add":
                total = 0
                for first, beyond in inside:
                    total += sum(column[first:beyond])
                found[number] = total
            elif operation == "greatest":
                greatest = nothing_low
                for first, beyond in inside:
                    greatest = max(greatest, max(column[first:beyond]))
                found[number] = None if greatest == nothing_low else greatest
            elif operation == "least":
                least = nothing_high
                for first, beyond in inside:
                    least = min(least, min(column[first:beyond]))
                found[number] = None if least == nothing_high else least
            elif operation == "newest":
                newest = _newest(column, inside, nothing_low)
                found[number] = None if newest is None else columns[field + 1][newest]
            else:
                found[number] = _different(hashes[field], inside)
    return _newest_event(plan, sources, columns, at, level_ends, cutover_ms), found


def _positions(columns: Sequence[Sequence[int]], moment: Moment, level_ends: Sequence[int]) -> list[list[int]]:
    """The first row of each level that starts at or after each of its bounds."""
    at = []
    for bounds, first, beyond in zip(moment.bounds, level_ends, level_ends[1:]):
        if first == beyond:
            at.append([first] * len(bounds))
        else:
            starts = columns[0]
            at.append([bisect_left(starts, bound, first, beyond) for bound in bounds])
    return at


def without_taken_over(plan: ReadPlan, stream: bytes, cutover_ms: int) -> bytes:
    """A stream's tiles without those that batch has taken over since."""
    tiles = decode(plan.layout, stream, None)
    tiles.remove(-1, cutover_ms)
    return tiles.encode()


_Source = tuple[bytes, Head]


def _sources(
    plan: ReadPlan, batch: bytes | None, stream: bytes | None, cutover_ms: int | None
) -> tuple[_Source | None, _Source | None]:
    """What each writer keeps, without stream rows of tiles that batch has taken over."""
    by_batch = None if batch is None else (batch, head_of(plan.layout, batch))
    by_stream = None if stream is None else (stream, head_of(plan.layout, stream))
    if by_stream is not None and cutover_ms is not None and by_stream[1].oldest_start_ms < cutover_ms:
        left = without_taken_over(plan, by_stream[0], cutover_ms)
        by_stream = (left, head_of(plan.layout, left))
    return by_batch, by_stream


def _columns(plan: ReadPlan, sources: Sequence[_Source | None]) -> tuple[list[tuple[int, ...]], list[int], int, int]:
    """Rows of both writers by level as columns, where each level ends, and what stands for nothing."""
    made = plan.layout
    there = [source for source in sources if source is not None]
    wide = any(head.wide for _, head in there)
    parts = []
    for data, head in there:
        found = rows_of(made, head, data)
        if wide and not head.wide:
            found = [tuple(widened(made, row)) for row in found]
        parts.append((found, list(accumulate(head.counts, initial=0))))
    rows: list[Fields] = []
    ends = [0]
    for level in range(made.levels):
        for found, at in parts:
            rows += found[at[level] : at[level + 1]]
        ends.append(len(rows))
    nothing = (WIDE_NULL_LOW, WIDE_NULL_HIGH) if wide else (NULL_LOW, NULL_HIGH)
    return list(zip(*rows)), ends, *nothing


def _ranges(pieces: Sequence[Piece], at: Sequence[Sequence[int]]) -> _Ranges:
    """The rows of the pieces, newest piece first."""
    found = []
    for piece in pieces:
        bounds = at[piece.level]
        first, beyond = bounds[piece.first], bounds[piece.beyond]
        if first < beyond:
            found.append((first, beyond))
    return found


def _newest(times: Sequence[int], ranges: _Ranges, nothing: int) -> int | None:
    for first, beyond in ranges:
        for row in range(beyond - 1, first - 1, -1):
            if times[row] != nothing:
                return row
    return None


def _newest_event(
    plan: ReadPlan,
    sources: Sequence[_Source | None],
    columns: Sequence[Sequence[int]],
    at: Sequence[Sequence[int]],
    level_ends: Sequence[int],
    cutover_ms: int | None,
) -> int | None:
    ranges = _ranges(plan.since_coarsest, at)
    ranges.append((level_ends[-2], at[-1][plan.coarsest_beyond]))
    newest = max([max(columns[MAX_TIME_FIELD][i:j], default=NULL_LOW) for i, j in ranges]) if columns else NULL_LOW
    batch, stream = sources
    if batch is not None and batch[1].retired_ms is not None:
        newest = max(newest, batch[1].retired_ms)
    if stream is not None and stream[1].retired_ms is not None and stream[1].retired_ms >= (cutover_ms or 0):
        # What the stream dropped from before the cut-over, batch knows by itself.
        newest = max(newest, stream[1].retired_ms)
    return None if newest <= NULL_LOW else newest


_Hashes = tuple[list[int], list[int]]
"""The hashes of a distinct component by row, and where those of each row begin."""


def _hashes(plan: ReadPlan, sources: Sequence[_Source | None], columns: Sequence[Sequence[int]]) -> dict[int, _Hashes]:
    found: dict[int, _Hashes] = {}
    if not columns:
        return {plan.layout.field_of[component]: ([], [0]) for component in plan.layout.distinct}
    there = [source for source in sources if source is not None]
    of_sources = zip(*[hashes_of(head, data) for data, head in there])
    for component, hashes in zip(plan.layout.distinct, of_sources, strict=True):
        field = plan.layout.field_of[component]
        lengths = columns[field]
        in_order = hashes[0]
        if len(hashes) > 1:
            in_order = _interleaved(hashes, [head.counts for _, head in there], lengths)
        found[field] = in_order, list(accumulate(lengths, initial=0))
    return found


def _interleaved(heaps: Sequence[list[int]], counts: Sequence[Sequence[int]], lengths: Sequence[int]) -> list[int]:
    """The hashes of several writers in the order of the rows, which go by level."""
    found: list[int] = []
    read = [0] * len(heaps)
    row = 0
    for of_level in zip(*counts):
        for number, count in enumerate(of_level):
            if not count:
                continue
            size = sum(lengths[row : row + count])
            found += heaps[number][read[number] : read[number] + size]
            read[number] += size
            row += count
    return found


def _different(hashes: _Hashes, ranges: _Ranges) -> int:
    in_order, at = hashes
    seen: set[int] = set()
    for first, beyond in ranges:
        seen.update(in_order[at[first] : at[beyond]])
    return len(seen)
