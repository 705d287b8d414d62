"""Keys' reductions from the bytes that a store keeps of them, in one call of machine code (numba).

The same numbers as `key_read`, which is its oracle and takes over what 64 bits cannot do: keys with wide rows are APART.
`compiled_values` makes values of them.

Bounds cut each level into segments; a row is read once and added to its segment, and a window is some of the segments.

The first process on a machine that needs this compiles it, for some seconds, and keeps the result beside this file or,
where that cannot be written, in the user's cache folder; `NUMBA_CACHE_DIR` names another place. Numba asks only whether
this file has changed, so all that is compiled into one kept function is in the file of that function.
"""

from typing import Any

import numpy as np
from numba import njit

from andamio.features.online.read_program import ADD, GREATEST, LATEST, LEAST, ONE, SQUARE, Ints, Program
from andamio.features.online.row_format import NULL_HIGH, NULL_LOW, SIGNED
from andamio.features.online.tile_head import WIDE
from andamio.features.online.tile_rows import COUNT_FIELD, LIMB_BITS, MAX_TIME_FIELD

ABSENT = bytes(8)
"""Stands for the tiles of a key that has none."""
NEWEST, APART, FIRST_REDUCTION = range(3)
"""Columns of what is read of a key: newest event time before t, whether it is left to Python, the reductions."""
_TAG_MASK = (1 << 40) - 1  # fingerprint and format; the flags follow
_FLAGS, _SIZE, _RETIRED, _COUNTS = 5, 8, 16, 32  # bytes of a head, see `tile_head`
_BASE = 8  # bytes of a level's table before the codes
_WORD, _BYTE = (1 << 32) - 1, (1 << 8) - 1
_HALF_LIMB, _HALF_MASK = LIMB_BITS // 2, (1 << LIMB_BITS // 2) - 1
_LIMB_MASK = (1 << LIMB_BITS) - 1


def machine_code(function: Any) -> Any:
    """The compiled function, kept for the next process where there is a place to write it."""
    try:
        return njit(cache=True, error_model="numpy")(function)
    except RuntimeError:  # no such place: every process compiles it for itself
        return njit(error_model="numpy")(function)


@machine_code
def read_keys(program: Program, t_ms: int, cutover_ms: int, words: Ints, size: int, read: Ints) -> bool:
    """Fill `read`, a row a key. NULL_LOW is no value (or no cut-over).

    `words` has at each place the eight bytes that begin there, and `size` bytes are what batch and what the stream keep
    of each key, or ABSENT. False if they are not what this definition of the view writes.
    """
    levels, components, keys = len(program.units), len(program.raw_hashes), len(read)
    places = np.empty((keys, 2), np.int64)
    rows_at_most, hashes_at_most = _places(program.tag, levels, components, words, size, places)
    if rows_at_most < 0:
        return False
    edges, rank, level_edges = _edges(program.bounds, t_ms, levels)
    segments = _window_segments(program.windows, program.pieces, rank, len(edges))
    ever = len(program.windows) - 1
    sums = np.empty((len(edges), len(program.nothing)), np.int64)
    # Of each side and segment the first row and the one beyond; of each side, component and row where its hashes begin.
    inside = np.empty((2, len(edges), 2), np.int64)
    heaps = np.empty((2, components, rows_at_most + 1), np.int64)
    # Of each side and component where its different hashes are, how many, where the rows' are, and the bits of each.
    hashes = np.empty((2, components, 4), np.int64)
    form = np.empty((program.units[:, 1].max(), 3), np.int64)
    slots = np.empty((2, components, hashes_at_most), np.int64)
    marks = np.zeros(2 * hashes_at_most, np.int64)
    room = 64
    while room < 2 * hashes_at_most:
        room *= 2
    table = np.zeros((room, 3), np.int64)
    rounds = 0
    for key in range(keys):
        read[key, APART] = 0
        newest = NULL_LOW
        for segment in range(len(edges)):
            for field in range(len(program.nothing)):
                sums[segment, field] = program.nothing[field]
        for side in range(2):
            at = places[key, side]
            for segment in range(len(edges)):
                inside[side, segment, 0] = inside[side, segment, 1] = 0
            for component in range(components):
                hashes[side, component, 1] = 0
            if at < 0:
                continue
            if words[at + _FLAGS] & WIDE:
                read[key, APART] = 1
                break
            # What the stream has from before the cut-over, batch knows by itself.
            own_from = cutover_ms if side else NULL_LOW
            if words[at + _RETIRED] >= own_from:
                newest = max(newest, words[at + _RETIRED])
            rows_to = _add_rows(program, words, at, own_from, edges, level_edges, sums, inside, heaps, side, form)
            if rows_to < 0 or not _find_hashes(words, at, rows_to, levels, components, heaps, hashes, side):
                return False
        if read[key, APART]:
            continue
        for each in range(1, segments[ever, 0] + 1):
            newest = max(newest, sums[segments[ever, each], MAX_TIME_FIELD])
        read[key, NEWEST] = newest
        for index in range(len(program.reductions)):
            number = FIRST_REDUCTION + program.reductions[index, 0]
            read[key, number] = _reduced(program.reductions, index, sums, segments)
        for component in range(components):
            rounds += 1
            _number_hashes(words, hashes, component, slots, table, rounds)
        for index in range(len(program.distinct)):
            rounds += 1
            window, component = program.distinct[index, 1], program.distinct[index, 2]
            count = _different(words, inside, heaps, hashes, component, segments, window, slots, marks, rounds)
            if count < 0:
                return False
            read[key, FIRST_REDUCTION + program.distinct[index, 0]] = count
    return True


@njit(error_model="numpy")
def _places(tag, levels, components, words, size, places):  # type: ignore[no-untyped-def]
    """Where the head of each key and side is, -1 for none; the most rows of a side and the most different hashes of a
    component and side, or -1s if the bytes are not right."""
    at, most_rows, most_hashes = 0, 0, 1
    head = _COUNTS + 4 * levels + 8 * components
    for key in range(len(places)):
        for side in range(2):
            if at + len(ABSENT) > size:
                return -1, -1
            if words[at] == 0:
                places[key, side] = -1
                at += len(ABSENT)
                continue
            if words[at] & _TAG_MASK != tag or at + head > size:
                return -1, -1
            own = words[at + _SIZE] & _WORD
            if own < head or at + own > size:
                return -1, -1
            places[key, side] = at
            rows = 0
            for level in range(levels):
                rows += words[at + _COUNTS + 4 * level] & _WORD
            for component in range(components):
                most_hashes = max(most_hashes, words[at + _COUNTS + 4 * levels + 8 * component] & _WORD)
            most_rows = max(most_rows, rows)
            # A row and a hash take a byte at least.
            if (rows > own and not words[at + _FLAGS] & WIDE) or most_hashes > size:
                return -1, -1
            at += own
    return (most_rows, most_hashes) if at == size else (-1, -1)


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
def _number(words, place, form, field):  # type: ignore[no-untyped-def]
    """What is stored in a field of the row that begins at `place`."""
    return ((words[place + form[field, 0]] & form[field, 1]) ^ form[field, 2]) - form[field, 2]


@njit(error_model="numpy")
def _read_form(words, table, form, fields):  # type: ignore[no-untyped-def]
    """Of each field of a level where in a row it is, the mask of its bits and that of its sign; gives a row's bytes."""
    offset = 0
    for field in range(fields):
        code = words[table + _BASE + field] & _BYTE
        width = code & (SIGNED - 1)
        form[field, 0] = offset
        form[field, 1] = -1 if width >= 8 else (1 << 8 * width) - 1
        form[field, 2] = 1 << (8 * width - 1) if code & SIGNED else 0
        offset += width
    return offset


@njit(error_model="numpy")
def _add_rows(program, words, at, own_from, edges, level_edges, sums, inside, heaps, side, form):  # type: ignore[no-untyped-def]
    """Add each row of a side that starts at `own_from` or after to the sums of its segment; gives where the rows end,
    -1 if that is beyond the tiles."""
    levels, components, end = len(program.units), len(program.raw_hashes), at + (words[at + _SIZE] & _WORD)
    table = at + _COUNTS + 4 * levels + 8 * components
    place, row = table, 0
    for level in range(levels):
        if words[at + _COUNTS + 4 * level] & _WORD:
            place += _BASE + program.units[level, 1]
    for component in range(components):
        heaps[side, component, 0] = 0
    for level in range(levels):
        count = words[at + _COUNTS + 4 * level] & _WORD
        if count == 0:
            continue
        base, unit, fields = words[table], program.units[level, 0], program.units[level, 1]
        if table + _BASE + fields > end:
            return -1
        size = _read_form(words, table, form, fields)
        table += _BASE + fields
        if size == 0 or place + count * size > end:
            return -1
        _find_heaps(program.raw_hashes, level, words, place, count, size, form, heaps, side, row)
        segment, last = level_edges[level], level_edges[level + 1] - 1
        from_ms = max(own_from, edges[segment])
        low, high = 0, count
        while low < high:
            middle = (low + high) // 2
            if base + unit * _number(words, place + middle * size, form, 0) < from_ms:
                low = middle + 1
            else:
                high = middle
        while low < count and segment < last:
            beyond = low
            while beyond < count and base + unit * _number(words, place + beyond * size, form, 0) < edges[segment + 1]:
                beyond += 1
            if low < beyond:
                inside[side, segment, 0], inside[side, segment, 1] = row + low, row + beyond
                first, after = place + low * size, place + beyond * size
                if level:
                    _add_tiles(program.fields, words, first, after, size, base, unit, form, sums, segment)
                else:
                    _add_raw(program.raw, words, first, after, size, base, form, sums, segment)
            low = beyond
            segment += 1
        place += count * size
        row += count
    return place


@njit(error_model="numpy")
def _add_tiles(fields, words, first, beyond, size, base, unit, form, sums, segment):  # type: ignore[no-untyped-def]
    """Add rows to a segment, field by field: a register holds what becomes of one."""
    before = sums[segment, COUNT_FIELD]
    for index in range(len(fields)):
        operation, field = fields[index, 0], fields[index, 1]
        offset, mask, sign = form[field, 0], form[field, 1], form[field, 2]
        found = sums[segment, field]
        if operation == ADD:
            total = np.int64(0)
            if mask:
                for place in range(first + offset, beyond + offset, size):
                    total += ((words[place] & mask) ^ sign) - sign
            # The count is the first of the fields.
            found += sums[segment, COUNT_FIELD] - before - total if fields[index, 2] else total
        elif operation == GREATEST:
            greatest = -sign
            for place in range(first + offset, beyond + offset, size):
                greatest = max(greatest, ((words[place] & mask) ^ sign) - sign)
            if greatest != -sign:
                found = max(found, greatest)
        elif operation == LEAST:
            least = mask ^ sign
            for place in range(first + offset, beyond + offset, size):
                least = min(least, ((words[place] & mask) ^ sign) - sign)
            if least != mask ^ sign:
                found = min(found, least)
        else:  # rows come in the order of their times, and the last one that has a value decides
            for place in range(beyond - size, first - size, -size):
                number = _number(words, place, form, field)
                if number != -sign:
                    if operation == LATEST:
                        found = max(found, base + unit * _number(words, place, form, 0) + number)
                    else:
                        found, sums[segment, field + 1] = 0, _number(words, place, form, field + 1)
                    break
        sums[segment, field] = found


@njit(error_model="numpy")
def _add_raw(raw, words, first, beyond, size, base, form, sums, segment):  # type: ignore[no-untyped-def]
    """The same of raw rows. Removed events are nulls, but for their time."""
    for place in range(first, beyond, size):
        if _number(words, place, form, 1) == 0:
            sums[segment, COUNT_FIELD] += 1
            sums[segment, MAX_TIME_FIELD] = base + _number(words, place, form, 0)
    for index in range(len(raw)):
        column, operation, field = raw[index, 0], raw[index, 1], raw[index, 2]
        null = -form[column, 2]
        found, more = sums[segment, field], np.int64(0)
        for place in range(first, beyond, size):
            value = _number(words, place, form, column)
            if value == null:
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
                found, sums[segment, field + 1] = 0, value
        sums[segment, field] = found
        if operation == SQUARE:
            sums[segment, field + 1] += more


@njit(error_model="numpy")
def _find_heaps(raw_hashes, level, words, place, count, size, form, heaps, side, row):  # type: ignore[no-untyped-def]
    """Of each component and row of a level, and of what follows it, which of the side's hashes are its first."""
    for component in range(len(raw_hashes)):
        field = raw_hashes[component, 1 if level else 0]
        heap = heaps[side, component, row]
        for number in range(count):
            stored = _number(words, place + number * size, form, field)
            heap += stored if level else 1 - stored
            heaps[side, component, row + number + 1] = heap


@njit(error_model="numpy")
def _find_hashes(words, at, rows_to, levels, components, heaps, hashes, side):  # type: ignore[no-untyped-def]
    """Where the hashes of a side are; False if there are others than the rows say."""
    counts, place, rows = at + _COUNTS + 4 * levels, rows_to, 0
    for level in range(levels):
        rows += words[at + _COUNTS + 4 * level] & _WORD
    for component in range(components):
        different = words[counts + 8 * component] & _WORD
        count = words[counts + 8 * component + 4] & _WORD
        if heaps[side, component, rows] != count:
            return False
        bits = 8 if different <= 1 << 8 else 16 if different <= 1 << 16 else 32
        hashes[side, component, 0], hashes[side, component, 1] = place, different
        place += 8 * different
        hashes[side, component, 2], hashes[side, component, 3] = place, bits
        place += count * (bits >> 3)
    return place == at + (words[at + _SIZE] & _WORD)


@njit(error_model="numpy")
def _number_hashes(words, hashes, component, slots, table, rounds):  # type: ignore[no-untyped-def]
    """Number the different hashes of both sides: the same hash has the same number, and none is as much as their sum.

    An entry of `table` is a hash, the round it was seen in, and its number.
    """
    first, mask = hashes[0, component, 1], len(table) - 1
    beside = first > 0 and hashes[1, component, 1] > 0
    for side in range(2):
        for index in range(hashes[side, component, 1]):
            number = index + first if side else index
            slots[side, component, index] = number
            if beside:
                found = words[hashes[side, component, 0] + 8 * index]
                place = found & mask
                while table[place, 1] == rounds and table[place, 0] != found:
                    place = (place + 1) & mask
                if table[place, 1] == rounds:
                    slots[side, component, index] = table[place, 2]
                elif side == 0:
                    table[place, 0], table[place, 1], table[place, 2] = found, rounds, number


@njit(error_model="numpy")
def _different(words, inside, heaps, hashes, component, segments, window, slots, marks, rounds):  # type: ignore[no-untyped-def]
    """How many different hashes the window's rows have; -1 if one of them is none of the side's."""
    different = 0
    for side in range(2):
        count, at, bits = hashes[side, component, 1], hashes[side, component, 2], hashes[side, component, 3]
        mask, width = (1 << bits) - 1, bits >> 3
        for each in range(1, segments[window, 0] + 1):
            segment = segments[window, each]
            first, beyond = inside[side, segment, 0], inside[side, segment, 1]
            if first == beyond:
                continue
            for number in range(heaps[side, component, first], heaps[side, component, beyond]):
                index = words[at + number * width] & mask
                if index >= count:
                    return -1
                slot = slots[side, component, index]
                if marks[slot] != rounds:
                    marks[slot] = rounds
                    different += 1
    return different


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
