"""Spark equals the oracle to the bit, on hundreds of histories in one session and a few jobs.

The histories share one Delta table, each with tenants of its own, on days when clocks change in the session's zone.
"""

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from andamio.features import oracle
from andamio.features.batch.duckdb_engine import DuckDBEngine, Point, connect, tile_rows
from andamio.features.batch.lakehouse import Lakehouse
from andamio.features.batch.spark_engine import SparkEngine, SparkEngineError, fetched
from andamio.features.batch.spark_session import SparkSettings, local_session
from andamio.features.components import Value, of_event
from andamio.features.event import Delivery
from andamio.features.history_strategies import EPOCH, MINUTE, SCHEMA, VIEW, History, delivery, histories, points

HISTORIES = 300
COARSEST = VIEW.coarsest_hop_ms
# Clocks in Berlin go forward within the first day's histories, and back within the second's.
DAYS = (0, 1_301_187_600_000, 1_319_936_400_000)
CUTOVERS = tuple((day or EPOCH) // COARSEST * COARSEST + steps * COARSEST for day in DAYS for steps in (1, 2))


@dataclass(frozen=True)
class Case:
    """One history, and what is asked of it."""

    deliveries: tuple[Delivery, ...]
    asked: tuple[Point, ...]


def generated() -> list[Case]:
    cases: list[Case] = []

    # One run for all: an example that fails cannot be made smaller here, but is small.
    @settings(
        max_examples=HISTORIES,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(history=histories(), asked=points(), day=st.sampled_from(DAYS))
    def collect(history: History, asked: Sequence[Point], day: int) -> None:
        # The clocks change in the midst of the history.
        shift = (day - 6 * MINUTE - EPOCH) // COARSEST * COARSEST if day else 0
        name = f"{len(cases)}/"
        rows = [
            {**d.values, "tenant": name + d.tenant}
            | {"event_time_ms": d.event_time_ms + shift, "known_at_ms": d.known_at_ms + shift}
            for d in history.deliveries
        ]
        moved = tuple((name + tenant, key, t_ms + shift) for tenant, key, t_ms in asked)
        cases.append(Case(tuple(map(Delivery.from_row, rows)), moved))

    collect()
    return cases


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return generated()


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with local_session(SparkSettings(tmp_path_factory.mktemp("spark"), shuffle_partitions=2)) as session:
        session.conf.set("spark.sql.session.timeZone", "Europe/Berlin")
        yield session


@pytest.fixture(scope="module")
def engine(spark: Any, cases: list[Case], tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkEngine]:
    lake = Lakehouse(tmp_path_factory.mktemp("lake"))
    rows = [dict(d.values) for case in cases for d in case.deliveries]
    lake.append("payment", pa.Table.from_pylist(rows, SCHEMA), after_position=-1)
    with SparkEngine(spark, VIEW, spark.read.format("delta").load(str(lake.root / "payment"))) as made:
        yield made


def bits(rows: Iterable[tuple[Value, ...]]) -> list[tuple[Any, ...]]:
    return [tuple(struct.pack("<d", v) if isinstance(v, float) else v for v in row) for row in rows]


def by_history(rows: Iterable[tuple[str, Any]], cases: list[Case]) -> list[list[Any]]:
    """Rows (tenant, anything) by the history that the tenant is of."""
    grouped: list[list[Any]] = [[] for _ in cases]
    for tenant, row in rows:
        grouped[int(tenant.partition("/")[0])].append(row)
    return grouped


def test_the_histories_try_every_edge(cases: list[Case]) -> None:
    deliveries = [d for case in cases for d in case.deliveries]
    reasons = {reason for case in cases for reason in oracle.exclusions(VIEW, case.deliveries).values()}
    assert reasons == {"late", "duplicate_horizon"}
    assert any(d.deleted for d in deliveries)
    assert any(d.sequence for d in deliveries)
    for cutover_ms in CUTOVERS:
        assert len({d.event_time_ms < cutover_ms for d in deliveries}) == 2


def test_tiles_on_both_sides_of_a_cutover_equal_the_oracles(engine: SparkEngine, cases: list[Case]) -> None:
    bounds: list[tuple[int | None, int | None]] = [(None, None), (CUTOVERS[0], CUTOVERS[-1])]
    bounds += [(None, CUTOVERS[1]), (CUTOVERS[4], None)]
    for from_ms, before_ms in bounds:
        rows = tile_rows(VIEW, engine.tiles(before_ms, from_ms))
        tiles = [(r.tenant, ((r.tenant, r.key, r.hop_ms, r.tile_start_ms), list(r.partial))) for r in rows]
        for case, mine in zip(cases, by_history(tiles, cases), strict=True):
            counted = [
                d
                for d in oracle.counted_events(VIEW, case.deliveries)
                if (from_ms is None or from_ms <= d.event_time_ms)
                and (before_ms is None or d.event_time_ms < before_ms)
            ]
            assert dict(mine) == oracle.tiles(VIEW, counted), case
            assert len(mine) == len(dict(mine))


def test_raw_events_equal_the_oracles_counted_events(engine: SparkEngine, cases: list[Case]) -> None:
    from_ms, before_ms = CUTOVERS[0], CUTOVERS[3]
    rows = list(tile_rows(VIEW, engine.events(from_ms, before_ms)))
    assert {r.hop_ms for r in rows} == {0}
    events = [(r.tenant, (r.tenant, r.event_id, r.key, r.tile_start_ms, r.partial)) for r in rows]
    for case, mine in zip(cases, by_history(events, cases), strict=True):
        expected = [
            (*d.identity, d.values["card"], d.event_time_ms, of_event(VIEW, d.values, d.event_time_ms, d.event_id))
            for d in oracle.counted_events(VIEW, case.deliveries)
            if from_ms <= d.event_time_ms < before_ms
        ]
        assert sorted(mine) == sorted(expected), case


Expected = list[tuple[Case, Point, tuple[Value, ...]]]


def expected_at(asked: Iterable[tuple[Case, Point]], up_to_position: int | None = None) -> Expected:
    """What the oracle says at each point, as known by t or at a log position, where it fits the 64 bits of a column."""
    rows = []
    for case, point in asked:
        k = point[2] if up_to_position is None else None
        rows.append((case, point, oracle.features_at(VIEW, case.deliveries, *point, k, up_to_position)))
    fitting = [row for row in rows if all(not isinstance(v, int) or -(2**63) <= v < 2**63 for v in row[2])]
    assert len(fitting) > len(rows) * 2 // 3
    return fitting


def require_equal(answers: Iterable[tuple[Value, ...]], expected: Expected) -> None:
    for answer, (case, point, row) in zip(bits(answers), expected, strict=True):
        assert [answer] == bits([row]), (point, case)


def test_live_features_equal_the_oracles_at_any_log_position(
    spark: Any, engine: SparkEngine, cases: list[Case]
) -> None:
    asked = [(case, point) for case in cases for point in case.asked]
    everything = expected_at(asked, up_to_position=2**62)
    require_equal(engine.live([point for _, point, _ in everything]), everything)
    limited = expected_at(asked, up_to_position=12)
    table = pa.Table.from_pylist([dict(d.values) for case in cases for d in case.deliveries], SCHEMA)
    with SparkEngine(spark, VIEW, table, 12) as then:
        require_equal(then.live([point for _, point, _ in limited]), limited)


def test_features_as_known_at_a_label_equal_the_oracles(engine: SparkEngine, cases: list[Case]) -> None:
    # Also where knowledge changes, to the millisecond, and a label twice.
    asked = [
        (case, point)
        for case in cases
        for point in [
            *((tenant, key, t_ms + off) for tenant, key, t_ms in case.asked for off in (0, 1, 0)),
            *((d.tenant, d.values["card"], d.known_at_ms) for d in case.deliveries),
        ]
    ]
    expected = expected_at(asked)
    require_equal(engine.point_in_time([point for _, point, _ in expected]), expected)


def test_labels_keep_their_columns_and_rows_however_they_are_cut(spark: Any) -> None:
    t = EPOCH + 12 * MINUTE
    history = History((delivery(0, "a", 5), delivery(1, "b", 7, card="c2"), delivery(2, "c", 9, tenant="south")))
    labels = pa.Table.from_pylist(
        [
            {"label": label, "card": card, "asked_ms": t, "tenant": tenant}
            for label, (tenant, card) in enumerate(
                [("north", "c1"), ("north", "c2"), ("north", "c3"), ("south", "c1"), ("north", "c1")]
            )
        ]
    )
    with SparkEngine(spark, VIEW, history.table()) as engine:
        for pieces in (1, 7):
            frame = engine.features_frame(spark.createDataFrame(labels), "asked_ms", pieces=pieces)
            table = fetched(VIEW.id, frame).sort_by("label")
            assert table.column_names == [*labels.column_names, *VIEW.feature_names()]
            assert table.select(labels.column_names).to_pylist() == labels.to_pylist()
            assert table["card_payments__sum_30s"].to_pylist() == [5, 7, 0, 9, 5]
            assert table.schema.field("card_payments__variance_30s").type == pa.float64()
        holes = labels.set_column(1, "card", pa.array(["c1", None, "c1", "c1", None]))
        with pytest.raises(SparkEngineError, match="card_payments@1: 2 labels have no 'card'; remove them or fill it"):
            fetched(VIEW.id, engine.features_frame(spark.createDataFrame(holes), "asked_ms", pieces=1))


def test_tiles_that_spark_writes_are_read_without_it(engine: SparkEngine, tmp_path: Path) -> None:
    lake = Lakehouse(tmp_path)
    engine.tiles_frame().write.format("delta").save(str(lake.root / "tiles" / VIEW.table_name))
    order = [(name, "ascending") for name in ("hop_ms", "tenant", "key", "tile_start_ms")]
    assert lake.tiles(VIEW).sort_by(order).to_pylist() == engine.tiles().to_pylist()


def test_a_table_of_tiles_is_the_one_that_duckdb_makes(spark: Any) -> None:
    # Squares beyond 64 bits, a tile without a value, a name that needs quotes, and none at all.
    deliveries = (delivery(0, "a", 2**61), delivery(1, "b", -(2**63)), delivery(2, "c", None, card="c'\\2"))
    with connect() as connection:
        for chosen in (deliveries, ()):
            table = History(chosen).table()
            with DuckDBEngine(connection, VIEW, table) as duckdb, SparkEngine(spark, VIEW, table) as engine:
                assert engine.tiles().equals(duckdb.tiles())
                assert engine.events().equals(duckdb.events())
                assert engine.live([]) == []


def test_a_sum_of_squares_beyond_38_digits_ends_with_one_sentence(spark: Any) -> None:
    table = History((delivery(0, "a", -(2**63)), delivery(1, "b", -(2**63)))).table()
    with (
        SparkEngine(spark, VIEW, table) as engine,
        pytest.raises(SparkEngineError, match=r"^a sum of card_payments@1 exceeds 38 digits; choose a shorter"),
    ):
        engine.tiles()


def test_a_value_beyond_64_bits_is_named(spark: Any) -> None:
    table = History((delivery(0, "a", 2**62), delivery(1, "b", 2**62))).table()
    with (
        SparkEngine(spark, VIEW, table) as engine,
        pytest.raises(
            SparkEngineError, match=r"payments@1: a value of 'card_payments__sum_30s' exceeds 64 bits; choose"
        ),
    ):
        engine.live([("north", "c1", EPOCH + 12 * MINUTE)])
