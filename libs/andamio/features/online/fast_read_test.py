"""Both fast reads against the plain one, to the bit: generated tiles of several keys and both writers, narrow and wide."""

from collections import defaultdict
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from andamio.features import components, oracle
from andamio.features.components import Entry
from andamio.features.event import Delivery
from andamio.features.history_strategies import EPOCH, SPAN, VIEW, History, histories
from andamio.features.online.online_read import reaches, read_at
from andamio.features.online.online_store import StoreMismatch
from andamio.features.online.tile_codec import KeyTiles, decode
from andamio.features.online.tile_head import head_of
from andamio.features.online.tile_rows import layout
from andamio.features.online.view_reader import PlainReader, ViewReader, view_reader

KEYS = [(tenant, card) for tenant in ("north", "south", "nobody") for card in ("c1", "c2")]
READERS: list[ViewReader] = [PlainReader(VIEW), view_reader(VIEW, "at_once")]
Row = tuple[int, int, str, list[Entry]]


def rows_of(counted: list[Delivery]) -> dict[tuple[str, str], list[Row]]:
    """(hop, start, event id, partial) of every tile and raw event, by key."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for (tenant, card, hop, start), partial in oracle.tiles(VIEW, counted).items():
        found[tenant, card].append((hop, start, "", partial))
    for d in counted:
        partial = components.of_event(VIEW, d.values, d.event_time_ms, d.event_id)
        found[d.tenant, d.values["card"]].append((0, d.event_time_ms, d.event_id, partial))
    return found


def small(history: History) -> History:
    """The same with amounts that narrow rows can hold."""

    def shrunk(d: Delivery) -> Delivery:
        amount = d.values["amount_minor"]
        return replace(d, values={**d.values, "amount_minor": None if amount is None else amount % 1000 - 500})

    return History(tuple(map(shrunk, history.deliveries)))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(history=histories(), narrow=st.booleans(), data=st.data())
def test_fast_reads_give_the_values_of_the_plain_read(history: History, narrow: bool, data: st.DataObject) -> None:
    counted = oracle.counted_events(VIEW, (small(history) if narrow else history).deliveries)
    rows = rows_of(counted)
    made = layout(VIEW)
    cutover_ms = data.draw(st.sampled_from([None, EPOCH, EPOCH + 2 * VIEW.coarsest_hop_ms]))
    trimmed_at = data.draw(st.sampled_from([None, EPOCH + SPAN]))
    t_ms = data.draw(st.integers(trimmed_at or EPOCH, EPOCH + 2 * SPAN))
    tiles: list[bytes | None] = []
    expected = []
    for key in KEYS:
        batch, stream = KeyTiles(made), KeyTiles(made)
        kept: dict[int, list[tuple[int, list[Entry]]]] = defaultdict(list)
        # Raw events of one time go by their id, however they came.
        for hop, start, event_id, partial in data.draw(st.permutations(rows[key])):
            # Batch has just taken over tiles that the stream still has.
            by_batch = cutover_ms is not None and start < cutover_ms
            if by_batch:
                batch.put(hop, start, event_id, partial, 0)
            if not by_batch or data.draw(st.booleans()):
                stream.put(hop, start, event_id, partial, 7)
            kept[hop].append((start, partial))
        if trimmed_at is not None:
            batch.trim(reaches(VIEW, trimmed_at), None)
            stream.trim(reaches(VIEW, trimmed_at), None)
        again = decode(made, stream.encode(), stream.guard())
        assert (again.encode(), again.guard()) == (stream.encode(), stream.guard())
        tiles += [batch.encode() if rows[key] else None, stream.encode()]
        expected.append(read_at(VIEW, kept, None, t_ms))
    for reader in READERS:
        found = reader(tiles, t_ms, cutover_ms)
        assert found.newest_event_times_ms == [entity.newest_event_time_ms for entity in expected]
        assert repr(found.values) == repr([tuple(entity.values.values()) for entity in expected])
        assert found.statuses == [entity.status for entity in expected]
        assert found.saturated == [entity.saturated for entity in expected]


def test_bytes_of_another_definition_are_refused() -> None:
    data = KeyTiles(layout(VIEW)).encode()
    with pytest.raises(StoreMismatch, match="new version"):
        head_of(layout(replace(VIEW, tail_ms=1)), data)


@pytest.mark.parametrize("amount", [2**48, -(2**63), 2**63 - 1])
def test_numbers_that_no_narrow_row_can_hold_stay_exact(amount: int) -> None:
    tiles = KeyTiles(layout(VIEW))
    for number in (1, 2):
        values = {"amount_minor": amount, "merchant": None}
        tiles.put(0, EPOCH + number, f"e{number}", components.of_event(VIEW, values, EPOCH + number, "e"), 0)
    for reader in READERS:
        (values_read,) = reader([tiles.encode(), None], EPOCH + 9, None).values
        named = dict(zip([feature.name for feature in VIEW.features], values_read))
        assert (named["sum_30s"], named["min_30s"], named["max_30s"]) == (2 * amount, amount, amount)
        assert (named["last_30s"], named["variance_30s"]) == (amount, 0.0)
