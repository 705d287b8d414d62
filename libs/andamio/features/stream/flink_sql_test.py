from collections.abc import Mapping
from typing import Any

import pytest

from andamio.features.components import components
from andamio.features.definition import FeatureView, parse_view
from andamio.features.stream.flink_source import FileSource, KafkaSource
from andamio.features.stream.flink_sql import FlinkSqlError, StreamSettings, StreamSql, stream_sql

DOCUMENT: Mapping[str, Any] = {
    "name": "visits",
    "version": 3,
    "key_column": "shop",
    "source": {"contract": "visited@1", "lateness": "2d", "duplicate_horizon": "3d"},
    "filter": [
        {"column": "channel", "in": ["web", "o'clock"]},
        {"column": "staff", "not_equals": 7},
        {"column": "spent", "at_least": 10},
    ],
    "hops": {"1h": "1m", "24h": "30m", "30d": "12h"},
    "ttl": "30d",
    "freshness": "5s",
    "owner": "retail",
    "features": [
        {"name": "visits_1h", "function": "count", "window": "1h"},
        {"name": "spent_variance_24h", "function": "variance", "column": "spent", "window": "24h"},
        {"name": "spent_max_30d", "function": "max", "column": "spent", "window": "30d"},
        {"name": "last_items_30d", "function": "last", "column": "items", "window": "30d"},
    ],
}


def view(**changes: Any) -> FeatureView:
    return parse_view({**DOCUMENT, **changes})


def sql(cutover_ms: int = 43_200_000, **changes: Any) -> StreamSql:
    return stream_sql(view(**changes), StreamSettings(FileSource("file:///i'n", 17), "file:///it's/out", cutover_ms))


def definition(of: StreamSql, name: str) -> str:
    [found] = [text for text in of.definitions if f"`{name}_visits_v3`" in text.split("\n", 1)[0]]
    return found


def test_the_same_view_and_settings_give_the_same_text() -> None:
    assert sql() == sql()


def test_the_source_reads_only_the_columns_that_the_view_needs() -> None:
    source = definition(sql(), "events")
    columns = [line.split("`")[1] for line in source.splitlines() if line.startswith("  `")]
    assert columns == (
        ["event_id", "tenant", "shop", "event_time_ms", "sequence", "deleted"]
        + ["channel", "staff", "spent", "items", "known_at_ms", "position", "arrival"]
    )
    assert "`channel` STRING" in source
    assert "`staff` BIGINT" in source


def test_every_reading_of_the_source_has_the_same_filter_so_that_one_scan_serves_all() -> None:
    parts = sql()
    reads = [
        text for text in (*parts.definitions, *parts.insert.split("UNION ALL")) if "FROM `events_visits_v3`" in text
    ]
    assert len(reads) == 2
    assert all("FROM `events_visits_v3` WHERE `position` >= 17" in text for text in reads)


def test_late_duplicate_and_batch_owned_deliveries_are_told_apart_by_the_view_s_limits() -> None:
    judged = definition(sql(), "judged")
    assert "first_known_ms - event_time_ms > 172800000 THEN 'late'" in judged
    assert "known_at_ms - first_known_ms > 259200000 THEN 'duplicate_horizon'" in judged
    assert "event_time_ms < 43200000 THEN 'batch_owned'" in judged


def test_what_batch_owns_is_for_batch_to_judge() -> None:
    judged = definition(sql(), "judged")
    assert judged.index("'batch_owned'") < judged.index("'late'") < judged.index("'duplicate_horizon'")


def test_winners_are_ordered_by_one_column_because_flink_forgets_retractions_with_two() -> None:
    assert "PARTITION BY tenant, event_id ORDER BY sequence DESC)" in definition(sql(), "winners")


def test_a_removed_or_filtered_out_event_contributes_nulls_and_stays_a_row() -> None:
    contributions = definition(sql(), "contributions")
    counted = "NOT deleted AND `channel` IN ('web', 'o''clock') AND `staff` <> 7 AND `spent` >= 10"
    assert f"CASE WHEN {counted} THEN `spent` END AS `counted_spent`" in contributions
    assert f"CASE WHEN {counted} THEN event_time_ms END AS counted_time" in contributions
    assert "WHERE" not in contributions


def test_each_hop_has_its_tiles_with_the_components_in_order() -> None:
    parts = sql()
    names = [component.name for component in components(view())]
    tiles = definition(parts, "tiles")
    sets = ", ".join(f"(tenant, `key`, start_{hop})" for hop in (60_000, 1_800_000, 43_200_000))
    assert tiles.endswith(f"GROUP BY GROUPING SETS ({sets})")
    for hop in (60_000, 1_800_000, 43_200_000):
        assert f"event_time_ms / {hop} * {hop} AS start_{hop}" in tiles
        assert f"WHEN start_{hop} IS NOT NULL THEN {hop}" in tiles
    assert [line.rsplit("`", 2)[1] for line in tiles.splitlines() if " AS `" in line][-len(names) :] == names
    partial = ", ".join(f"`{name}`" for name in names)
    assert "'hop_ms' VALUE hop_ms, 'tile_start_ms' VALUE tile_start_ms" in parts.insert
    assert parts.insert.count(f"JSON_ARRAY({partial} NULL ON NULL)") == 1


def test_squares_are_exact_for_every_64_bit_integer() -> None:
    tiles = definition(sql(), "tiles")
    assert "SUM(CAST(`counted_spent` AS DECIMAL(19, 0)) * CAST(`counted_spent` AS DECIMAL(19, 0)))" in tiles


def test_everything_of_a_view_goes_through_one_insert() -> None:
    insert = sql().insert
    assert insert.count("INSERT INTO") == 1
    for kind in ("tile", "event", "repair", "progress"):
        assert f"'kind' VALUE '{kind}', 'view' VALUE 'visits@3'" in insert


def test_paths_with_quotes_are_escaped() -> None:
    assert "'path' = 'file:///it''s/out'" in definition(sql(), "tile_log")
    assert "'path' = 'file:///i''n'" in definition(sql(), "events")


def test_a_topic_gives_position_partition_and_known_at_from_what_the_broker_says() -> None:
    source = KafkaSource("127.0.0.1:9092", "visited", "andamio", ((0, 17), (2, 5)))
    parts = stream_sql(view(), StreamSettings(source, "file:///out", 43_200_000))
    events = definition(parts, "events")
    assert "`position` BIGINT METADATA FROM 'offset' VIRTUAL" in events
    assert "`partition` INT METADATA VIRTUAL" in events
    assert "`appended_at` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL" in events
    assert "'scan.startup.specific-offsets' = 'partition:0,offset:17;partition:2,offset:5'" in events
    assert "WHERE `position` >=" not in parts.insert
    assert all("'partition' VALUE `partition`, 'position' VALUE" in text for text in parts.insert.split("UNION ALL"))
    assert "(tenant, `key`, `partition`, start_60000)" in definition(parts, "tiles")


def test_a_topic_is_read_from_its_beginning_unless_told_otherwise() -> None:
    parts = stream_sql(view(), StreamSettings(KafkaSource("127.0.0.1:9092", "visited", "andamio"), "file:///out", 0))
    assert "'scan.startup.mode' = 'earliest-offset'" in definition(parts, "events")


def test_nothing_is_committed_to_the_consumer_group() -> None:
    parts = stream_sql(view(), StreamSettings(KafkaSource("127.0.0.1:9092", "visited", "andamio"), "file:///out", 0))
    assert "'properties.enable.auto.commit' = 'false'" in definition(parts, "events")
    assert "'properties.commit.offsets.on.checkpoint' = 'false'" in definition(parts, "events")


@pytest.mark.parametrize("cutover_ms", [1, 43_200_001, 60_000, -43_200_000])
def test_a_cut_over_inside_a_tile_is_refused(cutover_ms: int) -> None:
    with pytest.raises(FlinkSqlError, match=r"'visits@3' is not a multiple of its coarsest hop \(43200000 ms\)"):
        sql(cutover_ms)


def test_the_refusal_names_the_boundary_before_it() -> None:
    with pytest.raises(FlinkSqlError, match="use 43200000$"):
        sql(43_200_001)
