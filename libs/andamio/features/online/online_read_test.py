"""The store and its read against the oracle: generated histories, written in any order, twice, from both sides."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from andamio.features import components, oracle
from andamio.features.definition import FeatureView
from andamio.features.event import Delivery
from andamio.features.online.online_read import reaches
from andamio.features.online.online_store import LogLine, Progress, Repair, TileRow, TileWrite
from andamio.features.online.sqlite_store import SqliteStore
from andamio.features.view_document import parse_view

KEYS = ("ada", "bo")
SPAN_MS = 600
# Beyond this before the newest event no tile is dropped, so a correction never meets a tile that is no longer there.
CORRECTABLE_MS = 200

VIEW = parse_view(
    {
        "name": "payments",
        "version": 1,
        "key_column": "customer",
        "source": {"contract": "paid@1", "lateness": "100ms", "duplicate_horizon": "80ms"},
        "filter": [{"column": "currency", "equals": "GBP"}],
        "hops": {"40ms": "10ms", "120ms": "30ms", "180ms": "60ms", "300ms": "60ms"},
        "ttl": "250ms",
        "tail": "45ms",
        "freshness": "1s",
        "owner": "payments",
        "features": [
            {"name": "count_40", "function": "count", "window": "40ms"},
            {"name": "count_300", "function": "count", "window": "300ms"},
            {"name": "sum_120", "function": "sum", "column": "amount", "window": "120ms"},
            {"name": "mean_180", "function": "mean", "column": "amount", "window": "180ms"},
            {"name": "variance_300", "function": "variance", "column": "amount", "window": "300ms"},
            {"name": "min_120", "function": "min", "column": "amount", "window": "120ms"},
            {"name": "max_300", "function": "max", "column": "amount", "window": "300ms"},
            {"name": "last_40", "function": "last", "column": "amount", "window": "40ms"},
            {"name": "last_300", "function": "last", "column": "amount", "window": "300ms"},
            {"name": "since_180", "function": "time_since_last", "window": "180ms"},
        ],
    }
)


@st.composite
def histories(draw: st.DrawFn) -> list[Delivery]:
    """Deliveries by position: ties, late events, duplicates, corrections, tombstones, nulls, filtered ones."""
    amounts = st.one_of(st.none(), st.integers(-5, 5), st.integers(2**40, 2**41))
    versions: list[tuple[int, dict[str, Any]]] = []
    times = draw(st.lists(st.integers(0, SPAN_MS), min_size=1, max_size=12))
    for number, time in enumerate(times):
        customer = draw(st.sampled_from(KEYS))
        first_known = time + draw(st.sampled_from((0, 0, 1, 60, 100, 101, 150)))
        retold = draw(st.integers(0, 2)) if time >= max(times) - CORRECTABLE_MS else 0
        for again in range(1 + retold):
            row = {
                "event_id": f"e{number}",
                "tenant": "shop",
                "customer": customer,
                "currency": draw(st.sampled_from(("GBP", "GBP", "GBP", "EUR"))),
                "amount": draw(amounts),
                "event_time_ms": time,
                "sequence": draw(st.integers(0, 2)) if again else 0,
                "deleted": bool(again) and draw(st.booleans()),
            }
            versions.append((first_known + again * draw(st.sampled_from((0, 1, 30, 79, 80))), row))
    versions.sort(key=lambda version: version[0])
    return [
        Delivery.from_row({**row, "known_at_ms": known, "position": position})
        for position, (known, row) in enumerate(versions)
    ]


def stream_lines(view: FeatureView, deliveries: Sequence[Delivery]) -> Iterator[LogLine]:
    """What the stream says of each delivery, of batch-owned tiles too: the store refuses those."""
    for d in deliveries:
        counted = oracle.counted_events(view, deliveries, up_to_position=d.position)
        tiles = oracle.tiles(view, counted)
        tenant, key, time = d.tenant, d.values["customer"], d.event_time_ms
        for hop in view.hop_chain:
            start = time // hop * hop
            partial = tiles.get((tenant, key, hop, start), components.empty(view))
            yield TileWrite(view.id, d.position, TileRow(tenant, key, hop, start, "", partial))
        event = next((c for c in counted if c.event_id == d.event_id), None)
        partial = components.empty(view)
        if event is not None:
            partial = components.of_event(view, event.values, time, d.event_id)
        yield TileWrite(view.id, d.position, TileRow(tenant, key, 0, time, d.event_id, partial))
        yield Progress(view.id, d.position)


def batch_rows(view: FeatureView, deliveries: Sequence[Delivery]) -> Iterator[TileRow]:
    counted = oracle.counted_events(view, deliveries)
    for (tenant, key, hop, start), partial in oracle.tiles(view, counted).items():
        yield TileRow(tenant, key, hop, start, "", partial)
    for d in counted:
        partial = components.of_event(view, d.values, d.event_time_ms, d.event_id)
        yield TileRow(d.tenant, d.values["customer"], 0, d.event_time_ms, d.event_id, partial)


def expected_status(counted: Sequence[Delivery], key: str, t_ms: int) -> tuple[str, int | None]:
    newest = max(
        (d.event_time_ms for d in counted if d.values["customer"] == key and d.event_time_ms < t_ms), default=None
    )
    if newest is None:
        return "not_found", None
    return ("expired" if t_ms - newest > VIEW.ttl_ms else "present"), newest


@settings(max_examples=300, deadline=None)
@given(histories(), st.sampled_from((None, 0, 60, 300, 540, 660)), st.data())
def test_a_read_equals_the_oracle_however_the_writes_arrived(
    deliveries: list[Delivery], cutover_ms: int | None, data: st.DataObject
) -> None:
    lines = list(stream_lines(VIEW, deliveries))
    arrived = data.draw(st.permutations(lines)) + data.draw(st.lists(st.sampled_from(lines), max_size=20))
    size = data.draw(st.integers(1, len(arrived)))
    chunks = [arrived[at : at + size] for at in range(0, len(arrived), size)]
    batch_before = data.draw(st.integers(0, len(chunks)))
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "store.db", [VIEW], create=True)
        for number, chunk in enumerate([*chunks, []]):
            if number == batch_before and cutover_ms is not None:
                rows = [row for row in batch_rows(VIEW, deliveries) if row.tile_start_ms < cutover_ms]
                assert store.write_batch(VIEW, cutover_ms, data.draw(st.permutations(rows))).refused_wrong_side == 0
            store.apply(1, chunk, cursor=str(number))
        counted = oracle.counted_events(VIEW, deliveries)
        as_of_floor = store.read(VIEW, (), 0).as_of_floor_ms
        assert as_of_floor is not None
        edges = {d.event_time_ms // hop * hop + w for d in counted for w, hop in VIEW.hops}
        edges |= {d.event_time_ms for d in deliveries} | {as_of_floor, cutover_ms or 0}
        times = {edge + by for edge in edges for by in (-1, 0, 1)} | {SPAN_MS + 5, SPAN_MS + 400, SPAN_MS + 2000}
        for t_ms in sorted(times):
            read = store.read(VIEW, [("shop", key) for key in KEYS], t_ms)
            assert read.applied_position == len(deliveries) - 1
            for key, entity in zip(KEYS, read.entities, strict=True):
                if t_ms < as_of_floor:
                    assert entity.status == "too_old"
                    assert set(entity.values.values()) == {None}
                    continue
                expected = oracle.features_at(VIEW, deliveries, "shop", key, t_ms)
                assert tuple(entity.values.values()) == expected, (key, t_ms)
                assert (entity.status, entity.newest_event_time_ms) == expected_status(counted, key, t_ms), t_ms
        store.close()


@given(st.integers(0, 10_000), st.integers(0, 500))
def test_what_a_read_reaches_never_moves_back(t_ms: int, later_ms: int) -> None:
    for now, then in zip(reaches(VIEW, t_ms), reaches(VIEW, t_ms + later_ms), strict=True):
        assert now.from_ms <= then.from_ms


def test_repairs_are_lines_that_change_no_tile(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "store.db", [VIEW], create=True)
    repair = Repair(VIEW.id, 7, "shop", "ada", 5, "e1", "late")
    assert store.apply(1, [repair, repair], "").accepted == 0
    assert store.read(VIEW, [("shop", "ada")], 10).entities[0].status == "not_found"
    assert store.repairs(VIEW) == [repair]
