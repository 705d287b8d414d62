"""Keys' features from the bytes that a store keeps of them, in one call of machine code (numba).

The same values as `key_read` with `ReadPlan.values`, which are its oracle and take over what 64 bits and one correctly
rounded division of two doubles cannot do: keys with wide rows, and numbers of 2^53 or more under a division. Such a key
has the status APART.

Bounds cut each level into segments; a row is read once and added to its segment, and a window is some of the segments.

The first process on a machine that needs this compiles it, for some seconds, and keeps the result beside this file or,
where that cannot be written, in the user's cache folder; `NUMBA_CACHE_DIR` names another place.
"""

from typing import Any

import numpy as np
from numba import njit

from andamio.features.online.read_program import (
    ADD,
    AT_MOST,
    GREATEST,
    LEAST,
    MEAN,
    ONE,
    SAME,
    SINCE,
    SQUARE,
    Ints,
    Program,
)
from andamio.features.online.tile_rows import COUNT_FIELD, LIMB_BITS, MAX_TIME_FIELD, NULL_HIGH, NULL_LOW

NEWEST_COLUMN, STATUS_COLUMN, SATURATED_COLUMN, FIRST_VALUE = range(4)
NOT_FOUND, EXPIRED, PRESENT, APART = range(4)
ABSENT = bytes(8)
"""Stands for the tiles of a key that has none."""
_TAG_MASK = (1 << 40) - 1  # fingerprint and format; the flags follow
_SIZE, _ROW_WORDS, _RETIRED, _COUNTS = 1, 2, 3, 5  # words of a head, see `tile_codec`
_HALF_LIMB, _HALF_MASK = LIMB_BITS // 2, (1 << LIMB_BITS // 2) - 1
_LIMB_MASK = (1 << LIMB_BITS) - 1
_EXACT = 1 << 53  # integers up to this are doubles
_HIGH_AT_MOST = 1 << 13  # of a square sum's upper limb, so that all of it stays below 2^62


def machine_code(function: Any) -> Any:
    """The compiled function, kept for the next process where there is a place to write it."""
    try:
        return njit(cache=True, error_model="numpy")(function)
    except RuntimeError:  # no such place: every process compiles it for itself
        return njit(error_model="numpy")(function)


@machine_code
def read_keys(program: Program, t_ms: int, ttl_ms: int, cutover_ms: int, words: Ints, found: Ints) -> bool:
    """Fill `found`, a row a key: newest event time before t, status, bits of the saturated counts, the values.

    Its last row is how many of each column are NULL_LOW, and of the statuses how many are APART.
    `words` has of each key what batch and what the stream keep of it, or ABSENT. NULL_LOW is no value (or no cut-over);
    the doubles come last, as their bits. False if `words` is not what this definition of the view writes.
    """
    levels, components = program.bounds[-1, 0] + 1, len(program.raw_hashes)
    keys = len(found) - 1
    for column in range(found.shape[1]):
        found[keys, column] = 0
    places = np.empty((keys, 2), np.int64)
    rows_at_most = _places(program.tag, levels, components, words, places)
    if rows_at_most < 0:
        return False
    edges, rank, level_edges = _edges(program.bounds, t_ms, levels)
    sums = np.empty((len(edges), len(program.nothing)), np.int64)
    # Of each side and segment the first row and the one beyond; of each side, component and row where its hashes begin.
    inside = np.empty((2, len(edges), 2), np.int64)
    heaps = np.empty((2, components, rows_at_most + 1), np.int64)
    segments = _window_segments(program.windows, program.pieces, rank, len(edges))
    ever = len(program.windows) - 1
    reduced = np.empty(len(program.reductions) + len(program.distinct), np.int64)
    table, rounds = np.zeros((64, 2), np.int64), 0
    for key in range(keys):
        newest = NULL_LOW
        apart = False
        for segment in range(len(edges)):
            for field in range(len(program.nothing)):
                sums[segment, field] = program.nothing[field]
            for side in range(2):
                inside[side, segment, 0] = inside[side, segment, 1] = 0
        for side in range(2):
            at = places[key, side]
            if at < 0:
                continue
            if words[at] & ~_TAG_MASK:
                apart = True
                break
            # What the stream has from before the cut-over, batch knows by itself.
            own_from = cutover_ms if side else NULL_LOW
            if words[at + _RETIRED] >= own_from:
                newest = max(newest, words[at + _RETIRED])
            _add_rows(program, words, at, own_from, edges, level_edges, sums, inside, side)
            if not _find_heaps(program, words, at, levels, heaps, side):
                return False
        if apart:
            found[key, STATUS_COLUMN] = APART
            found[keys, STATUS_COLUMN] += 1
            continue
        for each in range(1, segments[ever, 0] + 1):
            newest = max(newest, sums[segments[ever, each], MAX_TIME_FIELD])
        for index in range(len(program.reductions)):
            reduced[program.reductions[index, 0]] = _reduced(program.reductions, index, sums, segments)
        for index in range(len(program.distinct)):
            number, window, component = (
                program.distinct[index, 0],
                program.distinct[index, 1],
                program.distinct[index, 2],
            )
            most = _hashes(inside, heaps, component, segments, window)
            if 2 * most > len(table):
                size = len(table)
                while size < 2 * most:
                    size *= 2
                table = np.zeros((size, 2), np.int64)
            rounds += 1
            reduced[number] = _different(words, inside, heaps, component, segments, window, table, rounds)
        found[key, NEWEST_COLUMN] = newest
        found[key, STATUS_COLUMN] = NOT_FOUND if newest == NULL_LOW else EXPIRED if newest < t_ms - ttl_ms else PRESENT
        _finish(program.features, reduced, t_ms, found, key)
        for column in range(found.shape[1]):
            found[keys, column] += found[key, column] == NULL_LOW
        found[keys, STATUS_COLUMN] += found[key, STATUS_COLUMN] == APART
    return True


@njit(error_model="numpy")
def _places(tag, levels, components, words, places):  # type: ignore[no-untyped-def]
    """Where the head of each key and side is, -1 for none; the most rows of a side, or -1 if the words are not right."""
    at, most = 0, 0
    head = _COUNTS + levels + components
    for key in range(len(places)):
        for side in range(2):
            if at >= len(words):
                return -1
            if words[at] == 0:
                places[key, side] = -1
                at += 1
                continue
            if words[at] & _TAG_MASK != tag or at + head > len(words):
                return -1
            size = words[at + _SIZE]
            if size < head + words[at + _ROW_WORDS] or at + size > len(words):
                return -1
            places[key, side] = at
            rows = 0
            for level in range(levels):
                rows += words[at + _COUNTS + level]
            most = max(most, rows)
            at += size
    return most if at == len(words) else -1


@njit(error_model="numpy")
def _edges(bounds, t_ms, levels):  # type: ignore[no-untyped-def]
    """The bounds at t, ascending within each level; the rank of each; where each level's begin.

    Which of two bounds comes first depends on t. The segment of a rank begins at its edge and ends at the next one's.
    """
    count = len(bounds)
    unsorted = np.empty(count, np.int64)
    for number in range(count):
        unsorted[number] = t_ms // bounds[number, 1] * bounds[number, 1] - bounds[number, 2]
    edges, rank = np.empty(count, np.int64), np.empty(count, np.int64)
    level_edges = np.zeros(levels + 1, np.int64)
    for number in range(count):
        level, edge, place = bounds[number, 0], unsorted[number], 0
        for other in range(count):
            if bounds[other, 0] != level:
                place += bounds[other, 0] < level
            else:
                place += unsorted[other] < edge or unsorted[other] == edge and other < number
        edges[place], rank[number] = edge, place
        level_edges[level + 1] = max(level_edges[level + 1], place + 1)
    return edges, rank, level_edges


@njit(error_model="numpy")
def _window_segments(windows, pieces, rank, most):  # type: ignore[no-untyped-def]
    """Of each window how many segments it is, and then which, newest first."""
    found = np.zeros((len(windows), most + 1), np.int64)
    for window in range(len(windows)):
        count = 0
        for piece in range(windows[window, 0], windows[window, 1]):
            for segment in range(rank[pieces[piece, 1]] - 1, rank[pieces[piece, 0]] - 1, -1):
                count += 1
                found[window, count] = segment
        found[window, 0] = count
    return found


@njit(error_model="numpy")
def _add_rows(program, words, at, own_from, edges, level_edges, sums, inside, side):  # type: ignore[no-untyped-def]
    """Add each row of a side that starts at `own_from` or after to the sums of its segment."""
    levels = len(level_edges) - 1
    place, row = at + _COUNTS + levels + len(program.raw_hashes), 0
    for level in range(levels):
        width = len(program.nothing) if level else program.raw_width
        count = words[at + _COUNTS + level]
        segment, last = level_edges[level], level_edges[level + 1] - 1
        from_ms = max(own_from, edges[segment])
        low, high = 0, count
        while low < high:
            middle = (low + high) // 2
            if words[place + middle * width] < from_ms:
                low = middle + 1
            else:
                high = middle
        while low < count and segment < last:
            beyond = low
            while beyond < count and words[place + beyond * width] < edges[segment + 1]:
                beyond += 1
            if low < beyond:
                inside[side, segment, 0], inside[side, segment, 1] = row + low, row + beyond
                if level:
                    _add_tiles(program.fields, words, place + low * width, width, beyond - low, sums, segment)
                else:
                    _add_raw(program.raw, words, place + low * width, width, beyond - low, sums, segment)
            low = beyond
            segment += 1
        place += count * width
        row += count


@njit(error_model="numpy")
def _add_tiles(fields, words, at, width, rows, sums, segment):  # type: ignore[no-untyped-def]
    """Add rows to a segment, field by field: a register holds what becomes of one."""
    beyond = at + rows * width
    for index in range(len(fields)):
        operation, field = fields[index, 0], fields[index, 1]
        found = sums[segment, field]
        if operation == ADD:
            for place in range(at + field, beyond + field, width):
                found += words[place]
        elif operation == GREATEST:
            for place in range(at + field, beyond + field, width):
                found = max(found, words[place])
        elif operation == LEAST:
            for place in range(at + field, beyond + field, width):
                found = min(found, words[place])
        else:  # rows come in the order of their times
            for place in range(at + field, beyond + field, width):
                if words[place] != NULL_LOW:
                    found, sums[segment, field + 1] = words[place], words[place + 1]
        sums[segment, field] = found


@njit(error_model="numpy")
def _add_raw(raw, words, at, width, rows, sums, segment):  # type: ignore[no-untyped-def]
    """The same of raw rows. Removed events are nulls, but for their time."""
    beyond = at + rows * width
    for place in range(at, beyond, width):
        if words[place + 1]:
            sums[segment, COUNT_FIELD] += 1
            sums[segment, MAX_TIME_FIELD] = max(sums[segment, MAX_TIME_FIELD], words[place])
    for index in range(len(raw)):
        column, operation, field = raw[index, 0], raw[index, 1], raw[index, 2]
        found, more = sums[segment, field], np.int64(0)
        for place in range(at, beyond, width):
            value = words[place + column]
            if value == NULL_LOW:
                continue
            if operation == ADD:
                found += value
            elif operation == GREATEST:
                found = max(found, value)
            elif operation == LEAST:
                found = min(found, value)
            elif operation == ONE:
                found += 1
            elif operation == SQUARE:  # below 2^96, in two limbs, by halves of the value's 48 bits
                high, low = abs(value) >> _HALF_LIMB, abs(value) & _HALF_MASK
                cross = 2 * high * low
                lowest = low * low + ((cross & _HALF_MASK) << _HALF_LIMB)
                found += lowest & _LIMB_MASK
                more += high * high + (cross >> _HALF_LIMB) + (lowest >> LIMB_BITS)
            else:
                found, sums[segment, field + 1] = words[place], value
        sums[segment, field] = found
        if operation == SQUARE:
            sums[segment, field + 1] += more


@njit(error_model="numpy")
def _find_heaps(program, words, at, levels, heaps, side):  # type: ignore[no-untyped-def]
    """Of each component and row, where in `words` its hashes begin; False if there are others than the head says."""
    components = len(program.raw_hashes)
    heap = at + _COUNTS + levels + components + words[at + _ROW_WORDS]
    for component in range(components):
        beyond = heap + words[at + _COUNTS + levels + component]
        row, place = 0, at + _COUNTS + levels + components
        for level in range(levels):
            width = len(program.nothing) if level else program.raw_width
            lengths = place + program.raw_hashes[component, 1 if level else 0]
            for number in range(words[at + _COUNTS + level]):
                heaps[side, component, row] = heap
                heap += words[lengths + number * width]
                row += 1
            place += words[at + _COUNTS + level] * width
        heaps[side, component, row] = heap
        if heap != beyond or beyond > at + words[at + _SIZE]:
            return False
    return True


@njit(error_model="numpy")
def _reduced(reductions, index, sums, segments):  # type: ignore[no-untyped-def]
    """A reduction over the segments of its window."""
    operation, field, window = reductions[index, 1], reductions[index, 2], reductions[index, 3]
    beyond = segments[window, 0] + 1
    if operation == ADD:
        total = 0
        for each in range(1, beyond):
            total += sums[segments[window, each], field]
        return total
    if operation == LEAST:
        least = NULL_HIGH
        for each in range(1, beyond):
            least = min(least, sums[segments[window, each], field])
        return NULL_LOW if least == NULL_HIGH else least
    if operation == GREATEST:
        greatest = NULL_LOW
        for each in range(1, beyond):
            greatest = max(greatest, sums[segments[window, each], field])
        return greatest
    for each in range(1, beyond):
        if sums[segments[window, each], field] != NULL_LOW:
            return sums[segments[window, each], field + 1]
    return NULL_LOW


@njit(error_model="numpy")
def _hashes(inside, heaps, component, segments, window):  # type: ignore[no-untyped-def]
    """How many hashes the window's rows have, the same one more than once."""
    count = 0
    for side in range(2):
        for each in range(1, segments[window, 0] + 1):
            segment = segments[window, each]
            first, beyond = inside[side, segment, 0], inside[side, segment, 1]
            if first < beyond:
                count += heaps[side, component, beyond] - heaps[side, component, first]
    return count


@njit(error_model="numpy")
def _different(words, inside, heaps, component, segments, window, table, rounds):  # type: ignore[no-untyped-def]
    """How many different ones those are. `table` has room for twice as many: a hash, and the round it was seen in."""
    different, mask = 0, len(table) - 1
    for side in range(2):
        for each in range(1, segments[window, 0] + 1):
            segment = segments[window, each]
            first, beyond = inside[side, segment, 0], inside[side, segment, 1]
            if first == beyond:
                continue
            for place in range(heaps[side, component, first], heaps[side, component, beyond]):
                slot = words[place] & mask
                while table[slot, 1] == rounds and table[slot, 0] != words[place]:
                    slot = (slot + 1) & mask
                if table[slot, 1] != rounds:
                    table[slot, 0], table[slot, 1] = words[place], rounds
                    different += 1
    return different


@njit(error_model="numpy")
def _finish(features, reduced, t_ms, found, key):  # type: ignore[no-untyped-def]
    """The values of a key, as `ReadPlan.values` makes them of the reductions."""
    saturated = 0
    doubles = found.view(np.float64)
    for number in range(len(features)):
        how, value, column = features[number, 0], reduced[features[number, 1]], FIRST_VALUE + features[number, 7]
        if how == SAME:
            found[key, column] = value
        elif how == SINCE:
            found[key, column] = value if value == NULL_LOW else t_ms - value
        elif how == AT_MOST:
            found[key, column] = min(value, features[number, 5])
            if value > features[number, 5]:
                saturated |= 1 << features[number, 6]
        elif value < (1 if how == MEAN else 2):
            found[key, column] = NULL_LOW
        elif how == MEAN:
            if abs(reduced[features[number, 2]]) > _EXACT:
                found[key, STATUS_COLUMN] = APART
            else:
                doubles[key, column] = reduced[features[number, 2]] / value
        else:
            total, low = reduced[features[number, 2]], reduced[features[number, 3]]
            high = reduced[features[number, 4]]
            if high >= _HIGH_AT_MOST or abs(total) >= 1 << 31 or low + (high << LIMB_BITS) >= (1 << 62) // value:
                found[key, STATUS_COLUMN] = APART
            else:
                spread = value * (low + (high << LIMB_BITS)) - total * total
                if spread > _EXACT or value > 1 << 26:
                    found[key, STATUS_COLUMN] = APART
                else:
                    doubles[key, column] = spread / (value * (value - 1))
    found[key, SATURATED_COLUMN] = saturated
