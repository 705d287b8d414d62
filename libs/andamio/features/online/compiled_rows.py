"""The rows of a key and side, each read once and added to the sums of its segment. See `row_format` for their bytes.

`form` has of each field where in a row it is, the mask of its bits and that of its sign. Null is the lowest number, which
is less the sign's mask, or the highest, which is all other bits.
"""

import numpy as np
from numba import njit

from andamio.features.online.read_program import ADD, GREATEST, LATEST, LEAST, ONE, SQUARE
from andamio.features.online.row_format import SIGNED
from andamio.features.online.tile_head import COUNTS_AT, SIZE_AT, WORD
from andamio.features.online.tile_rows import COUNT_FIELD, LIMB_BITS, MAX_TIME_FIELD

_BASE = 8  # bytes of a level's table before the codes
_BYTE = (1 << 8) - 1
_HALF_LIMB, _HALF_MASK = LIMB_BITS // 2, (1 << LIMB_BITS // 2) - 1
_LIMB_MASK = (1 << LIMB_BITS) - 1


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
def add_rows(program, words, at, bounds, sums, touched, key, inside, heaps, side, form):  # type: ignore[no-untyped-def]
    """Add each row of a side to the sums of its segment, unless it starts before the first of the bounds; gives where the
    rows end, -1 if that is beyond the tiles."""
    own_from, edges, level_edges = bounds
    levels, components, end = len(program.units), len(program.raw_hashes), at + (words[at + SIZE_AT] & WORD)
    table = at + COUNTS_AT + 4 * levels + 8 * components
    place, row = table, 0
    for level in range(levels):
        if words[at + COUNTS_AT + 4 * level] & WORD:
            place += _BASE + program.units[level, 1]
    for component in range(components):
        heaps[side, component, 0] = 0
    for level in range(levels):
        count = words[at + COUNTS_AT + 4 * level] & WORD
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
        mask, sign = form[0, 1], form[0, 2]
        while low < high:
            middle = (low + high) // 2
            if base + unit * (((words[place + middle * size] & mask) ^ sign) - sign) < from_ms:
                low = middle + 1
            else:
                high = middle
        while low < count and segment < last:
            beyond, edge = low, edges[segment + 1]
            while beyond < count and base + unit * (((words[place + beyond * size] & mask) ^ sign) - sign) < edge:
                beyond += 1
            if low < beyond:
                inside[side, segment, 0], inside[side, segment, 1] = row + low, row + beyond
                if touched[segment] != key:
                    touched[segment] = key
                    for field in range(len(program.nothing)):
                        sums[segment, field] = program.nothing[field]
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
    count = 0
    for place in range(first, beyond, size):
        if _number(words, place, form, 1) == 0:
            count += 1
            sums[segment, MAX_TIME_FIELD] = base + _number(words, place, form, 0)
    sums[segment, COUNT_FIELD] += count
    for index in range(len(raw)):
        column, operation, field = raw[index, 0], raw[index, 1], raw[index, 2]
        offset, mask, sign = form[column, 0], form[column, 1], form[column, 2]
        found, more = sums[segment, field], np.int64(0)
        for place in range(first + offset, beyond + offset, size):
            value = ((words[place] & mask) ^ sign) - sign
            if value == -sign:
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
        offset, mask, sign = form[field, 0], form[field, 1], form[field, 2]
        heap, number = heaps[side, component, row], row
        for at in range(place + offset, place + offset + count * size, size):
            # In locals, since numba takes every store for one into what the next round reads.
            stored = ((words[at] & mask) ^ sign) - sign
            heap += stored if level else 1 - stored
            number += 1
            heaps[side, component, number] = heap
