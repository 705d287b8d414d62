"""Both stores against the oracle and each other: generated histories, written from both sides in any order and twice.

The view has every function, and amounts beyond 64 bits; histories have several tenants, ties, corrections, tombstones.
A cut-over that moves on, a new epoch, an interval written again and a sweep come at any place among the stream's writes.
"""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from andamio.features import components, oracle
from andamio.features.event import Delivery
from andamio.features.history_strategies import EPOCH, MINUTE, SPAN, VIEW, History, histories
from andamio.features.online.local_redis import LocalRedis
from andamio.features.online.online_store import LogLine, OnlineStore, Progress, TileRow, TileWrite
from andamio.features.online.redis_store import RedisStore
from andamio.features.online.sqlite_store import SqliteStore

COARSEST = VIEW.coarsest_hop_ms
ENTITIES = [(tenant, card) for tenant in ("north", "south", "nobody") for card in ("c1", "c2")]


@pytest.fixture(scope="module")
def server() -> Iterator[LocalRedis]:
    with LocalRedis() as running:
        yield running


def stream_lines(deliveries: Sequence[Delivery]) -> Iterator[LogLine]:
    """What the stream says of each delivery, of batch-owned tiles too."""
    for d in deliveries:
        counted = oracle.counted_events(VIEW, deliveries, up_to_position=d.position)
        tiles = oracle.tiles(VIEW, counted)
        key, time = d.values["card"], d.event_time_ms
        for hop in VIEW.hop_chain:
            start = time // hop * hop
            partial = tiles.get((d.tenant, key, hop, start), components.empty(VIEW))
            yield TileWrite(VIEW.id, d.position, TileRow(d.tenant, key, hop, start, "", partial))
        event = next((c for c in counted if c.identity == d.identity), None)
        partial = components.empty(VIEW)
        if event is not None:
            partial = components.of_event(VIEW, event.values, time, d.event_id)
        yield TileWrite(VIEW.id, d.position, TileRow(d.tenant, key, 0, time, d.event_id, partial))
        yield Progress(VIEW.id, d.position)


def batch_rows(deliveries: Sequence[Delivery], from_ms: int, to_ms: int) -> list[TileRow]:
    """Batch's tiles and raw events that start in [from_ms, to_ms)."""
    counted = [d for d in oracle.counted_events(VIEW, deliveries) if from_ms <= d.event_time_ms < to_ms]
    rows = [TileRow(*tile, "", partial) for tile, partial in oracle.tiles(VIEW, counted).items()]
    for d in counted:
        partial = components.of_event(VIEW, d.values, d.event_time_ms, d.event_id)
        rows.append(TileRow(d.tenant, d.values["card"], 0, d.event_time_ms, d.event_id, partial))
    return rows


def newest_before(counted: Sequence[Delivery], tenant: str, card: str, t_ms: int) -> int | None:
    mine = oracle.of_key(VIEW, counted, tenant, card)
    return max((d.event_time_ms for d in mine if d.event_time_ms < t_ms), default=None)


def assert_both_equal_the_oracle(stores: Sequence[OnlineStore], deliveries: Sequence[Delivery], t_ms: int) -> None:
    sqlite, redis = (store.read(VIEW, ENTITIES, t_ms) for store in stores)
    assert redis == sqlite, t_ms
    if redis.as_of_floor_ms is not None and t_ms < redis.as_of_floor_ms:
        assert {entity.status for entity in redis.entities} == {"too_old"}
        return
    counted = oracle.counted_events(VIEW, deliveries)
    for (tenant, card), entity in zip(ENTITIES, redis.entities, strict=True):
        expected = oracle.features_at(VIEW, deliveries, tenant, card, t_ms)
        assert tuple(entity.values.values()) == expected, (tenant, card, t_ms)
        assert list(map(type, entity.values.values())) == list(map(type, expected))
        assert entity.newest_event_time_ms == newest_before(counted, tenant, card, t_ms)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(history=histories(), data=st.data())
def test_both_stores_equal_the_oracle_however_the_writes_arrived(
    server: LocalRedis, history: History, data: st.DataObject
) -> None:
    server.flush()
    deliveries = history.deliveries
    lines = list(stream_lines(deliveries))
    arrived = data.draw(st.permutations(lines)) + (
        data.draw(st.lists(st.sampled_from(lines), max_size=9)) if lines else []
    )
    size = data.draw(st.integers(1, max(len(arrived), 1)))
    chunks = [arrived[at : at + size] for at in range(0, len(arrived), size)]
    last = max((d.position for d in deliveries), default=-1)
    cutovers = sorted(data.draw(st.lists(st.sampled_from([EPOCH + n * COARSEST for n in range(5)]), max_size=3)))
    places = sorted(data.draw(st.integers(0, len(chunks))) for _ in cutovers)
    moves = list(zip(places, cutovers))
    with tempfile.TemporaryDirectory() as folder:
        sqlite = SqliteStore(Path(folder) / "store.db", [VIEW], create=True)
        redis = RedisStore(server.address, [VIEW], create=True)
        stores: list[OnlineStore] = [sqlite, redis]
        epoch, done = 1, 0
        for number, chunk in enumerate([*chunks, []]):
            while done < len(moves) and moves[done][0] == number:
                cutover_ms = moves[done][1]
                whole = done == 0 or data.draw(st.booleans())
                from_ms = 0 if whole else moves[done - 1][1] - data.draw(st.sampled_from([0, COARSEST]))
                rows = data.draw(st.permutations(batch_rows(deliveries, from_ms, cutover_ms)))
                if whole:
                    results = [store.write_batch(VIEW, cutover_ms, rows, last) for store in stores]
                    assert results[0] == results[1]
                elif from_ms < cutover_ms:
                    results = [store.write_interval(VIEW, from_ms, cutover_ms, rows, last) for store in stores]
                    assert results[0] == results[1]
                done += 1
            if data.draw(st.sampled_from([False] * 9 + [True])):
                # A stream started afresh reads the log again from its start.
                epoch += 1
                for store in stores:
                    store.apply(epoch, [line for past in chunks[:number] for line in past], "again")
            applied = [store.apply(epoch, chunk, cursor=str(number)) for store in stores]
            assert applied[0] == applied[1]
            if data.draw(st.booleans()):
                redis.sweep()
            t_ms = data.draw(st.integers(EPOCH, EPOCH + 2 * SPAN))
            halfway = [store.read(VIEW, ENTITIES, t_ms) for store in stores]
            assert halfway[0] == halfway[1]
        assert sqlite.repairs(VIEW) == redis.repairs(VIEW)
        assert sqlite.refusals(VIEW) == redis.refusals(VIEW)
        floor_ms = redis.read(VIEW, (), 0).as_of_floor_ms
        edges = {d.event_time_ms for d in deliveries} | {floor_ms or EPOCH, EPOCH + 2 * SPAN, *cutovers}
        for edge in sorted(edges):
            for t_ms in (edge - 1, edge, edge + 1, edge + 4 * MINUTE):
                assert_both_equal_the_oracle(stores, deliveries, t_ms)
        sqlite.close()
        redis.close()
