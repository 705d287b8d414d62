"""Keys' reductions from the bytes that a store keeps of them, in one call of machine code (numba).

The same numbers as `key_read`, which is its oracle and takes over what 64 bits cannot do: keys with wide rows are APART,
and so are those with more rows than ROWS_AT_MOST. `compiled_values` makes values of them.

Bounds cut each level into segments; a row is read once and added to its segment, and a window is some of the segments.
"""

import numpy as np
from numba import njit

from andamio.features.online import (
    compiled_hashes,
    compiled_rows,
    compiled_segments,
    read_program,
    row_format,
    tile_head,
    tile_rows,
)
from andamio.features.online.compiled_hashes import different, find_hashes, number_hashes
from andamio.features.online.compiled_rows import add_rows
from andamio.features.online.compiled_segments import edges, leave_out_empty, window_segments
from andamio.features.online.machine_code import machine_code
from andamio.features.online.read_program import ADD, GREATEST, LEAST, Ints, Program
from andamio.features.online.row_format import NULL_HIGH, NULL_LOW
from andamio.features.online.tile_head import COUNTS_AT, FLAGS_AT, RETIRED_AT, SIZE_AT, WIDE, WORD
from andamio.features.online.tile_rows import MAX_TIME_FIELD, ROWS_AT_MOST

ABSENT = bytes(8)
"""Stands for the tiles of a key that has none."""
NEWEST, APART, FIRST_REDUCTION = range(3)
"""Columns of what is read of a key: newest event time before t, whether it is left to Python, the reductions."""
_TAG_MASK = (1 << 40) - 1  # fingerprint and format; the flags follow


@machine_code(compiled_segments, compiled_rows, compiled_hashes, read_program, row_format, tile_head, tile_rows)
def read_keys(program: Program, t_ms: int, cutover_ms: int, words: Ints, size: int, read: Ints) -> bool:
    """Fill `read`, a row a key. NULL_LOW is no value (or no cut-over).

    `words` has at each place the eight bytes that begin there, and `size` bytes are what batch and what the stream keep
    of each key, or ABSENT. False if they are not what this definition of the view writes.
    """
    levels, components, keys = len(program.units), len(program.raw_hashes), len(read)
    places = np.empty((keys, 2), np.int64)
    rows_at_most, hashes_at_most = _places(program.tag, levels, components, words, size, places, read)
    if rows_at_most < 0:
        return False
    edge, rank, level_edges = edges(program.bounds, t_ms, levels)
    every = window_segments(program.windows, program.pieces, rank, len(edge))
    ever = len(program.windows) - 1
    # Of each window the segments that have rows of the key, and of each segment the key that had rows in it last.
    segments, touched = np.zeros_like(every), np.full(len(edge), -1)
    sums = np.empty((len(edge), len(program.nothing)), np.int64)
    # Of each side and segment the first row and the one beyond; of each side, component and row where its hashes begin.
    inside = np.empty((2, len(edge), 2), np.int64)
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
        if read[key, APART]:
            continue
        newest = NULL_LOW
        for side in range(2):
            at = places[key, side]
            for segment in range(len(edge)):
                inside[side, segment, 0] = inside[side, segment, 1] = 0
            for component in range(components):
                hashes[side, component, 1] = 0
            if at < 0:
                continue
            # What the stream has from before the cut-over, batch knows by itself.
            own_from = cutover_ms if side else NULL_LOW
            if words[at + RETIRED_AT] >= own_from:
                newest = max(newest, words[at + RETIRED_AT])
            bounds = (own_from, edge, level_edges)
            rows_to = add_rows(program, words, at, bounds, sums, touched, key, inside, heaps, side, form)
            if rows_to < 0 or not find_hashes(words, at, rows_to, levels, components, heaps, hashes, side):
                return False
        leave_out_empty(every, touched, key, segments)
        for each in range(1, segments[ever, 0] + 1):
            newest = max(newest, sums[segments[ever, each], MAX_TIME_FIELD])
        read[key, NEWEST] = newest
        for index in range(len(program.reductions)):
            number = FIRST_REDUCTION + program.reductions[index, 0]
            read[key, number] = _reduced(program.reductions, index, sums, segments)
        for component in range(components):
            rounds += 1
            number_hashes(words, hashes, component, slots, table, rounds)
        for index in range(len(program.distinct)):
            rounds += 1
            window, component = program.distinct[index, 1], program.distinct[index, 2]
            count = different(words, inside, heaps, hashes, component, segments, window, slots, marks, rounds)
            if count < 0:
                return False
            read[key, FIRST_REDUCTION + program.distinct[index, 0]] = count
    return True


@njit(error_model="numpy")
def _places(tag, levels, components, words, size, places, read):  # type: ignore[no-untyped-def]
    """Where the head of each key and side is, -1 for none, and whether the key is APART; the most rows of another key and
    the most different hashes of a component and side, or -1s if the bytes are not right."""
    at, most_rows, most_hashes = 0, 0, 1
    head = COUNTS_AT + 4 * levels + 8 * components
    for key in range(len(places)):
        rows_of_key, any_wide = 0, False
        for side in range(2):
            if at + len(ABSENT) > size:
                return -1, -1
            if words[at] == 0:
                places[key, side] = -1
                at += len(ABSENT)
                continue
            if words[at] & _TAG_MASK != tag or at + head > size:
                return -1, -1
            own = words[at + SIZE_AT] & WORD
            if own < head or at + own > size:
                return -1, -1
            places[key, side] = at
            rows, wide = 0, words[at + FLAGS_AT] & WIDE != 0
            for level in range(levels):
                rows += words[at + COUNTS_AT + 4 * level] & WORD
            for component in range(components):
                most_hashes = max(most_hashes, words[at + COUNTS_AT + 4 * levels + 8 * component] & WORD)
            # A row and a hash take a byte at least.
            if (rows > own and not wide) or most_hashes > size:
                return -1, -1
            rows_of_key += rows
            any_wide |= wide
            at += own
        # A sum takes in rows of both sides and of all levels, each of them once.
        read[key, APART] = any_wide or rows_of_key > ROWS_AT_MOST
        if not read[key, APART]:
            most_rows = max(most_rows, rows_of_key)
    return (most_rows, most_hashes) if at == size else (-1, -1)


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
