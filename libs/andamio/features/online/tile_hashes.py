"""The hashes of a key's rows for a distinct count: the different ones once, and of each row which of them it has."""

import struct

from andamio.features.online.tile_head import Head
from andamio.features.online.tile_rows import HASH_BYTES

_INDEX_LETTERS = {1: "B", 2: "H", 4: "I"}


def index_bytes(different: int) -> int:
    """Of a number of one of so many hashes."""
    return 1 if different <= 1 << 8 else 2 if different <= 1 << 16 else 4


def numbered(hashes: bytes) -> tuple[bytes, bytes]:
    """The different hashes, and of each which of them it is."""
    if hashes == hashes[:HASH_BYTES] * (len(hashes) // HASH_BYTES):  # the same value in all rows, as is common
        return hashes[:HASH_BYTES], bytes(len(hashes) // HASH_BYTES)
    # As numbers in whatever order of bytes this machine has: they are only told apart.
    each = memoryview(hashes).cast("Q").tolist()
    numbers = dict(zip(dict.fromkeys(each), range(len(each))))
    size = index_bytes(len(numbers))
    found = map(numbers.__getitem__, each)
    indexes = bytes(found) if size == 1 else struct.pack(f"<{len(each)}{_INDEX_LETTERS[size]}", *found)
    return struct.pack(f"={len(numbers)}Q", *numbers), indexes


def hashes_of(head: Head, data: bytes) -> list[list[int]]:
    """Of each distinct component the hashes of all rows, as numbers in whatever order of bytes this machine has."""
    found = []
    at = head.rows_to
    for different, count in zip(head.different, head.hashes):
        size = index_bytes(different)
        indexes = at + different * HASH_BYTES
        hashes = struct.unpack(f"={different}Q", data[at:indexes])
        at = indexes + count * size
        numbers = struct.unpack(f"<{count}{_INDEX_LETTERS[size]}", data[indexes:at])
        found.append([hashes[number] for number in numbers])
    return found
