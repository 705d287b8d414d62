"""Distinct counts: each writer keeps a key's different hashes once, and its rows say which of them they have."""

from numba import njit

from andamio.features.online.tile_head import COUNTS_AT, SIZE_AT, WORD


@njit(error_model="numpy")
def find_hashes(words, at, rows_to, levels, components, heaps, hashes, side):  # type: ignore[no-untyped-def]
    """Where the hashes of a side are; False if there are others than the rows say."""
    counts, place, rows = at + COUNTS_AT + 4 * levels, rows_to, 0
    for level in range(levels):
        rows += words[at + COUNTS_AT + 4 * level] & WORD
    for component in range(components):
        different = words[counts + 8 * component] & WORD
        count = words[counts + 8 * component + 4] & WORD
        if heaps[side, component, rows] != count:
            return False
        bits = 8 if different <= 1 << 8 else 16 if different <= 1 << 16 else 32
        hashes[side, component, 0], hashes[side, component, 1] = place, different
        place += 8 * different
        hashes[side, component, 2], hashes[side, component, 3] = place, bits
        place += count * (bits >> 3)
    return place == at + (words[at + SIZE_AT] & WORD)


@njit(error_model="numpy")
def number_hashes(words, hashes, component, slots, table, rounds):  # type: ignore[no-untyped-def]
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
def different(words, inside, heaps, hashes, component, segments, window, slots, marks, rounds):  # type: ignore[no-untyped-def]
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
