"""Reading many keys at once gives what reading each of them by itself gives."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from andamio.features.components import of_event
from andamio.features.history_strategies import VIEW
from andamio.features.online import columnar_read
from andamio.features.online.columnar_read import Tiles, reduce_keys
from andamio.features.online.key_read import reduce_key
from andamio.features.online.read_plan import read_plan
from andamio.features.online.tile_codec import KeyTiles, layout

HOP = VIEW.coarsest_hop_ms
T_MS = 1_000 * HOP + 7
CUTOVER = T_MS // HOP * HOP - HOP
COLUMNS = sorted({feature.column for feature in VIEW.features if feature.column is not None})


Events = list[tuple[int, int | None]]


def batch_of(events: Events, retired_ms: int | None, before_ms: int | None) -> bytes | None:
    """What batch keeps of a key: tiles that start before the cut-over; nothing without one."""
    return None if before_ms is None else _tiles(events, retired_ms, before_ms).encode(guard=False)


def stream_of(events: Events, retired_ms: int | None) -> bytes:
    """What the stream keeps of a key, which a moved cut-over may have left with tiles that are batch's by now."""
    return _tiles(events, retired_ms, None).encode(guard=True)


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
def test_many_keys_at_once_are_each_key_by_itself(found: tuple[list[Tiles], int | None], earlier_ms: int) -> None:
    keys, cutover_ms = found
    plan = read_plan(VIEW)
    moment = plan.at(T_MS - earlier_ms)
    alone = [reduce_key(plan, moment, batch, stream, cutover_ms) for batch, stream in keys]
    newest, columns = reduce_keys(plan, moment, keys, cutover_ms)
    assert newest == [newest for newest, _ in alone]
    assert columns == [[reduced[number] for _, reduced in alone] for number in range(len(plan.reductions))]


def test_more_different_values_than_a_table_has_cells_are_counted_too(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = read_plan(VIEW)
    keys: list[Tiles] = [(None, stream_of([(T_MS - 1 - n, n % 3) for n in range(k)], None)) for k in range(5)]
    expected = reduce_keys(plan, plan.at(T_MS), keys, None)
    monkeypatch.setattr(columnar_read, "_TABLE_AT_MOST", 0)
    assert reduce_keys(plan, plan.at(T_MS), keys, None) == expected
