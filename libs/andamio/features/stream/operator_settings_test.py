import json
from collections.abc import Mapping
from typing import Any

import pytest

from andamio.features.components import components
from andamio.features.definition import FeatureView
from andamio.features.stream.flink_source import FileSource, KafkaSource, columns
from andamio.features.stream.operator_settings import (
    StreamSettings,
    StreamSettingsError,
    fingerprint,
    operator_settings,
)
from andamio.features.view_document import parse_view

DOCUMENT: Mapping[str, Any] = {
    "name": "visits",
    "version": 3,
    "key_column": "shop",
    "source": {"contract": "visited@1", "lateness": "2d", "duplicate_horizon": "3d"},
    "filter": [
        {"column": "channel", "in": ["web", "o'clock"]},
        {"column": "staff", "not_equals": 7},
        {"column": "paid", "equals": True},
    ],
    "hops": {"1h": "1m", "24h": "30m", "30d": "12h"},
    "ttl": "30d",
    "freshness": "5s",
    "owner": "retail",
    "features": [
        {"name": "visits_1h", "function": "count", "window": "1h"},
        {"name": "spent_variance_24h", "function": "variance", "column": "spent", "window": "24h"},
        {"name": "staff_30d", "function": "count_distinct", "column": "staff", "at_most": 9, "window": "30d"},
        {"name": "rooms_30d", "function": "count_distinct", "column": "room", "at_most": 9, "window": "30d"},
    ],
}
FILES = FileSource("file:///in", 17)
TOPIC = KafkaSource("127.0.0.1:9092", "visited", "andamio", ((0, 17), (2, 5)))


def view(**changes: Any) -> FeatureView:
    return parse_view({**DOCUMENT, **changes})


def told(source: FileSource | KafkaSource = FILES, cutover_ms: int = 43_200_000) -> dict[str, Any]:
    settings: dict[str, Any] = json.loads(
        operator_settings(view(), StreamSettings(source, "file:///it's/out", cutover_ms))
    )
    return settings


def test_columns_are_read_as_what_the_filter_compares_them_with_and_the_functions_make_of_them() -> None:
    assert columns(view()) == {
        "channel": "STRING",
        "staff": "BIGINT",
        "paid": "BOOLEAN",
        "room": "STRING",
        "spent": "BIGINT",
    }


def test_the_operator_is_told_the_components_of_a_partial_in_their_order() -> None:
    settings = told()
    assert [each["kind"] for each in settings["components"]] == [component.kind for component in components(view())]
    assert settings["hops_ms"] == [60_000, 1_800_000, 43_200_000]
    assert settings["predicates"][0] == {"column": "channel", "operator": "in", "values": ["web", "o'clock"]}


def test_a_log_in_files_begins_at_a_position_and_a_topic_at_offsets() -> None:
    assert (told()["start_position"], told()["source"]["kind"]) == (17, "files")
    topic = told(TOPIC)
    assert (topic["start_position"], topic["source"]["kind"]) == (0, "kafka")
    assert topic["source"]["start_offsets"] == [[0, 17], [2, 5]]


def test_the_fingerprint_is_that_of_what_is_computed_and_from_where_on() -> None:
    assert fingerprint(view(), FILES) == fingerprint(view(owner="somebody"), FileSource("file:///moved", 17))
    assert fingerprint(view(), FILES) != fingerprint(view(), FileSource("file:///in", 18))
    assert fingerprint(view(), FILES) != fingerprint(view(hops={"1h": "1m", "24h": "1h", "30d": "12h"}), FILES)
    moved = KafkaSource("broker:9092", "visited", "other", ((2, 5), (0, 17)))
    assert fingerprint(view(), TOPIC) == fingerprint(view(), moved)
    assert fingerprint(view(), TOPIC) != fingerprint(view(), KafkaSource("127.0.0.1:9092", "visited", "andamio"))


@pytest.mark.parametrize("cutover_ms", [1, 43_200_001, 60_000, -43_200_000])
def test_a_cut_over_inside_a_tile_is_refused(cutover_ms: int) -> None:
    with pytest.raises(StreamSettingsError, match=r"'visits@3' is not a multiple of its coarsest hop \(43200000 ms\)"):
        told(cutover_ms=cutover_ms)


def test_the_refusal_names_the_boundary_before_it() -> None:
    with pytest.raises(StreamSettingsError, match="use 43200000$"):
        told(cutover_ms=43_200_001)
