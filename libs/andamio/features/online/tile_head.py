"""What stands before the rows of a key's tiles: whose they are, how many of each level, and in which format.

definition's fingerprint, format, flags, two bytes of nothing
size of it all and of the rows, in bytes
newest event time of dropped tiles (or NULL_LOW), oldest start (or NULL_HIGH)
rows of the raw events and of each hop, finest first
of each distinct component how many different hashes there are, and how many the rows have
of each level that has rows, unless they are wide: its base and codes (`row_format`)
"""

from collections.abc import Sequence
from dataclasses import dataclass

from andamio.features.definition import FeatureView
from andamio.features.online.online_store import StoreMismatch
from andamio.features.online.row_format import NULL_HIGH, NULL_LOW, RowFormat, of_table, table_size
from andamio.features.online.tile_rows import FORMAT, Layout

WIDE = 1
FLAGS_AT, SIZE_AT, RETIRED_AT, COUNTS_AT = 5, 8, 16, 32
"""Where these are in a head, for machine code, which reads them by WORD: bits of all but the newest event time."""
WORD = (1 << 32) - 1


@dataclass(frozen=True, slots=True)
class Head:
    """See the module."""

    wide: bool
    rows_from: int
    rows_to: int
    retired_ms: int | None
    oldest_start_ms: int
    counts: tuple[int, ...]
    """Rows of each level."""
    different: tuple[int, ...]
    """Different hashes of each distinct component."""
    hashes: tuple[int, ...]
    """Hashes of each distinct component, row by row."""
    formats: tuple[RowFormat | None, ...]
    """Of each level; None of one without rows, and of all if they are wide."""


def head_of(made: Layout, data: bytes) -> Head:
    """Read a head. Raises `StoreMismatch` for bytes of another format or another definition."""
    if len(data) < made.head.size:
        raise mismatch(made.view)
    fingerprint, number, flags, _, size, rows_bytes, retired, oldest, *counts = made.head.unpack_from(data)
    if fingerprint != made.fingerprint or number != FORMAT or size != len(data):
        raise mismatch(made.view)
    levels, wide = len(made.hops), bool(flags & WIDE)
    formats: list[RowFormat | None] = []
    at = made.head.size
    for shape, count in zip(made.forms, counts):
        if wide or not count:
            formats.append(None)
        else:
            beyond = at + table_size(shape)
            formats.append(of_table(shape, data[at:beyond]))
            at = beyond
    return Head(
        wide,
        at,
        at + rows_bytes,
        None if retired == NULL_LOW else retired,
        oldest,
        tuple(counts[:levels]),
        tuple(counts[levels::2]),
        tuple(counts[levels + 1 :: 2]),
        tuple(formats),
    )


def head_bytes(
    made: Layout,
    wide: bool,
    rest: Sequence[bytes],
    retired_ms: int | None,
    oldest_ms: int | None,
    counts: Sequence[int],
    hashes: Sequence[int],
    formats: Sequence[RowFormat | None],
) -> bytes:
    """The head of `rest`, of which the rows come first; `hashes` are both numbers of each distinct component in turn."""
    tables = b"".join([each.table for each in formats if each is not None])
    size = made.head.size + len(tables) + sum(map(len, rest))
    retired = NULL_LOW if retired_ms is None else retired_ms
    oldest = NULL_HIGH if oldest_ms is None else oldest_ms
    head = (made.fingerprint, FORMAT, WIDE if wide else 0, 0, size, len(rest[0]), retired, oldest)
    return made.head.pack(*head, *counts, *hashes) + tables


def mismatch(view: FeatureView) -> StoreMismatch:
    """The one sentence for tiles that another definition or format of the view wrote."""
    return StoreMismatch(
        f"the online store holds view {view.id} with another definition or format; "
        "give the changed view a new version, or write the store anew in another database"
    )
