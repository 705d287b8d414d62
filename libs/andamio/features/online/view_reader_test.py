"""What machine code reads is what Python reads, to the bit, whatever a store may hold."""

import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from andamio.features.components import of_event
from andamio.features.history_strategies import VIEW
from andamio.features.online import view_reader as module
from andamio.features.online.online_store import StoreMismatch
from andamio.features.online.row_format import BASE, fitting
from andamio.features.online.tile_codec import KeyTiles
from andamio.features.online.tile_head import head_of
from andamio.features.online.tile_rows import ROWS_AT_MOST, layout
from andamio.features.online.view_reader import CompiledReader, PlainReader, view_reader

HOP = VIEW.coarsest_hop_ms
T_MS = 1_000 * HOP + 7
CUTOVER = T_MS // HOP * HOP - HOP
COLUMNS = sorted({feature.column for feature in VIEW.features if feature.column is not None})

pytest.importorskip("numba")
COMPILED = CompiledReader(VIEW)
Tiles = tuple[bytes | None, bytes | None]
Events = list[tuple[int, int | None]]


def batch_of(events: Events, retired_ms: int | None, before_ms: int | None) -> bytes | None:
    """What batch keeps of a key: tiles that start before the cut-over; nothing without one."""
    return None if before_ms is None else _tiles(events, retired_ms, before_ms).encode()


def stream_of(events: Events, retired_ms: int | None) -> bytes:
    """What the stream keeps of a key, which a moved cut-over may have left with tiles that are batch's by now."""
    return _tiles(events, retired_ms, None).encode()


def _tiles(events: Events, retired_ms: int | None, before_ms: int | None) -> KeyTiles:
    tiles = KeyTiles(layout(VIEW))
    tiles.retired_ms = retired_ms
    for number, (at_ms, value) in enumerate(events):
        partial = of_event(VIEW, dict.fromkeys(COLUMNS, value), at_ms, f"e{number}")
        for hop in (0, *VIEW.hop_chain):
            start = at_ms if hop == 0 else at_ms // hop * hop
            if before_ms is None or start < before_ms:
                tiles.put(hop, start, f"e{number}" if hop == 0 else "", partial, number)
    return tiles


TIMES = st.integers(0, 40 * HOP).map(lambda age: T_MS - age) | st.sampled_from(
    [T_MS, T_MS - 1, CUTOVER, CUTOVER - 1, CUTOVER + 1, *(T_MS // hop * hop for hop in VIEW.hop_chain)]
)
# Beyond 48 and 64 bits the rows are wide.
VALUES = st.none() | st.integers(-5, 5) | st.sampled_from([2**40, -(2**47), 2**62, 2**70])
EVENTS = st.lists(st.tuples(TIMES, VALUES), max_size=6)
RETIRED = st.none() | TIMES


@st.composite
def stored(draw: st.DrawFn) -> tuple[list[Tiles], int | None]:
    """Some keys' tiles, and the cut-over."""
    cutover_ms = draw(st.sampled_from([None, CUTOVER, T_MS // HOP * HOP + HOP]))
    kept = []
    for _ in range(draw(st.integers(0, 8))):
        batch = draw(st.none() | st.builds(batch_of, EVENTS, RETIRED, st.just(cutover_ms)))
        kept.append((batch, draw(st.none() | st.builds(stream_of, EVENTS, RETIRED))))
    return kept, cutover_ms


@settings(max_examples=300, deadline=None)
@given(stored(), st.sampled_from([0, 1, 13, HOP, 3 * HOP]))
def test_machine_code_says_what_python_says(found: tuple[list[Tiles], int | None], earlier_ms: int) -> None:
    keys, cutover_ms = found
    tiles = [kept for key in keys for kept in key]
    plain, compiled = (reader(tiles, T_MS - earlier_ms, cutover_ms) for reader in (PlainReader(VIEW), COMPILED))
    assert compiled.statuses == plain.statuses
    assert compiled.newest_event_times_ms == plain.newest_event_times_ms
    assert compiled.saturated == plain.saturated
    assert repr(compiled.values) == repr(plain.values)


@pytest.mark.parametrize("value", [2**31, 2**47, -(2**47), 2**48 - 1])
def test_squares_and_sums_beyond_doubles_stay_exact(value: int) -> None:
    tiles = [None, stream_of([(T_MS - 1 - number, value + number % 2) for number in range(5)], None)]
    plain, compiled = (reader(tiles, T_MS, None) for reader in (PlainReader(VIEW), COMPILED))
    assert repr(compiled.values) == repr(plain.values)


def test_more_different_values_than_the_table_began_with_are_counted_too() -> None:
    tiles = [None, stream_of([(T_MS - 1 - number, number) for number in range(500)], None)]
    plain, compiled = (reader(tiles, T_MS, None) for reader in (PlainReader(VIEW), COMPILED))
    assert repr(compiled.values) == repr(plain.values)
    assert compiled.saturated == plain.saturated != [frozenset()]


SUMS = replace(
    VIEW, features=tuple(feature for feature in VIEW.features if feature.function in ("count", "sum", "min", "last"))
)
"""Nothing of it is divided, and it has no hashes."""
COMPILED_SUMS = CompiledReader(SUMS)


def events_at_once(count: int, amount: int, at_ms: int) -> bytes | None:
    """The tiles of so many events of one time and amount. By `KeyTiles.put` they would take a minute."""
    made, tiles = layout(SUMS), KeyTiles(layout(SUMS))
    fields, raw = (at_ms, 0, amount), tiles.levels[0]
    raw.format = fitting(made.raw.form, [fields])
    row = raw.format.pack(fields)
    assert row is not None
    raw.starts, raw.rows, raw.hashes = [at_ms] * count, [row] * count, [()] * count
    return tiles.encode() if count else None


@pytest.mark.parametrize("amount", [2**48 - 1, 1 - 2**48])
@pytest.mark.parametrize("by_batch", [0, ROWS_AT_MOST // 2])
def test_sums_of_the_greatest_amounts_are_exact_however_many_rows_a_key_has(by_batch: int, amount: int) -> None:
    tiles = []
    for rows in (3, ROWS_AT_MOST - by_batch, ROWS_AT_MOST - by_batch + 1):
        tiles += [events_at_once(by_batch, amount, T_MS - 2), events_at_once(rows, amount, T_MS - 1)]
    plain, compiled = (reader(tiles, T_MS, T_MS - 1) for reader in (PlainReader(SUMS), COMPILED_SUMS))
    of_few, of_most, of_more = (values[1] for values in plain.values)
    assert (of_few, of_most, of_more) == ((by_batch + 3) * amount, ROWS_AT_MOST * amount, (ROWS_AT_MOST + 1) * amount)
    assert compiled.values == plain.values
    assert compiled.statuses == plain.statuses == ["present"] * 3
    assert compiled.newest_event_times_ms == plain.newest_event_times_ms == [T_MS - 1] * 3


def test_damaged_tiles_are_refused_and_not_read_beyond_their_end() -> None:
    whole = stream_of([(T_MS - 1 - number, number) for number in range(5)], None)
    made = layout(VIEW)
    head = head_of(made, whole)
    counts_from, tables_from = made.head.size - 4 * (made.levels + 2 * len(made.distinct)), made.head.size

    def with_number(at: int, number: int, size: int = 4) -> bytes:
        return whole[:at] + number.to_bytes(size, "little") + whole[at + size :]

    damaged = [
        whole[:-8],
        whole + bytes(8),
        b"\1" * 64,
        with_number(8, 2**31),  # a size of its own
        with_number(counts_from, 2**31),  # more rows than bytes
        with_number(counts_from, 6),  # one row more than there is
        with_number(tables_from + BASE.size, 8, 1),  # a wider field
        with_number(counts_from + 4 * made.levels, 2**31),  # more different hashes than bytes
        with_number(counts_from + 4 * made.levels + 4, 99),  # other hashes than the rows say
        with_number(head.rows_to + 8 * head.different[0], 255, 1),  # a hash that is none of them
    ]
    assert head.different[0]
    assert COMPILED([None, whole], T_MS, None).statuses == ["present"]
    for kept in damaged:
        with pytest.raises(StoreMismatch, match="another definition or format"):
            COMPILED([None, kept], T_MS, None)


def test_without_numba_views_are_read_in_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "andamio.features.online.compiled_read", None)
    assert isinstance(view_reader(VIEW, "at_once"), PlainReader)


def test_a_patient_reader_reads_the_same_before_and_after_it_was_worth_compiling(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "WORTH_COMPILING", 2)
    patient = view_reader(VIEW, "when_worth_it")
    tiles = [None, stream_of([(T_MS - 1, 3), (T_MS - HOP, 5)], None)]
    found = [patient(tiles, T_MS, None) for _ in range(3)]
    assert len({repr(each.values) for each in found}) == 1
    assert [type(each).__name__ for each in found] == ["MadeColumns", "FoundColumns", "FoundColumns"]
