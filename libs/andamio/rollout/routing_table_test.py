"""Assignment is sticky, proportional and safe; the file is whole or not there."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andamio.rollout.errors import InvalidDocument, StaleWriter
from andamio.rollout.routing_table import HEARTBEAT_LIMIT_MS, Assignment, RoutingTable, assign, read_table, write_table

NOW = 1_700_000_000_000
CANARY = RoutingTable(7, NOW, "r1", "r2", candidate_weight=0.25, shadow_share=1.0, warm=("r0",), stage="canary")
CUSTOMERS = [str(n) for n in range(4_000)]


@given(
    st.builds(
        RoutingTable,
        version=st.integers(0, 2**40),
        written_at_ms=st.integers(0, 2**50),
        stable=st.text(min_size=1),
        candidate=st.just("r2"),
        candidate_weight=st.floats(0, 1),
        shadow_share=st.floats(0, 1),
        warm=st.lists(st.text()).map(tuple),
        kill=st.booleans(),
        stage=st.text(min_size=1),
    )
)
def test_a_table_survives_its_document(table: RoutingTable) -> None:
    assert RoutingTable.from_json(table.to_json()) == table


def test_a_written_table_is_read_back_and_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "table.json"
    write_table(path, CANARY)
    write_table(path, replace(CANARY, version=8))
    assert read_table(path) == replace(CANARY, version=8)
    assert [p.name for p in tmp_path.iterdir()] == ["table.json"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "is not JSON"),
        ("[]", "must be a JSON object"),
        (CANARY.to_json().replace("0.25", "1.5"), "'candidate_weight' must be between 0 and 1"),
        (CANARY.to_json().replace('"r2"', "null"), "must be 0 where there is no candidate"),
        (CANARY.to_json().replace('"kill"', '"kil"'), "'kil' is not known"),
    ],
)
def test_a_broken_table_is_refused_with_its_field(text: str, says: str) -> None:
    with pytest.raises(InvalidDocument, match=says):
        RoutingTable.from_json(text)


def test_the_weight_is_the_share_of_entities_and_raising_it_only_adds_to_them() -> None:
    at_25 = {c for c in CUSTOMERS if assign(CANARY, "shop", c, NOW).primary == "r2"}
    at_50 = {c for c in CUSTOMERS if assign(replace(CANARY, candidate_weight=0.5), "shop", c, NOW).primary == "r2"}
    assert len(at_25) / len(CUSTOMERS) == pytest.approx(0.25, abs=0.03)
    assert len(at_50) / len(CUSTOMERS) == pytest.approx(0.5, abs=0.03)
    assert at_25 < at_50


def test_another_candidate_meets_other_customers_first() -> None:
    first = {c for c in CUSTOMERS if assign(CANARY, "shop", c, NOW).primary == "r2"}
    second = {c for c in CUSTOMERS if assign(replace(CANARY, candidate="r3"), "shop", c, NOW).primary == "r3"}
    assert len(first & second) / len(first) == pytest.approx(0.25, abs=0.06)


def test_whoever_does_not_answer_scores_in_the_background() -> None:
    assert {assign(CANARY, "shop", c, NOW) for c in CUSTOMERS} == {Assignment("r1", "r2"), Assignment("r2", "r1")}
    half = replace(CANARY, shadow_share=0.5)
    paired = sum(assign(half, "shop", c, NOW).shadow is not None for c in CUSTOMERS)
    assert paired / len(CUSTOMERS) == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize(
    ("table", "now_ms"),
    [
        (CANARY, NOW + HEARTBEAT_LIMIT_MS + 1),
        (CANARY, NOW - HEARTBEAT_LIMIT_MS - 1),  # the clock went back: nobody knows how old it is
        (replace(CANARY, kill=True), NOW),
        (replace(CANARY, candidate=None, candidate_weight=0.0), NOW),
    ],
)
def test_a_stale_heartbeat_or_the_kill_switch_leaves_stable_alone(table: RoutingTable, now_ms: int) -> None:
    assert {assign(table, "shop", c, now_ms) for c in CUSTOMERS[:200]} == {Assignment("r1", None)}


def test_releases_to_keep_loaded_are_named_once() -> None:
    assert CANARY.releases() == ("r1", "r2", "r0")


@pytest.mark.parametrize(
    ("late", "refused"),
    [((3, 9), True), ((4, 8), True), ((4, 9), False), ((4, 10), False), ((5, 1), False)],
)
def test_a_late_word_of_a_former_writer_is_refused_and_ignored(
    tmp_path: Path, late: tuple[int, int], refused: bool
) -> None:
    path = tmp_path / "table.json"
    there = replace(CANARY, epoch=4, version=9)
    write_table(path, there)
    after = replace(CANARY, epoch=late[0], version=late[1], stable="r9")
    assert after.supersedes(there) is not refused
    if refused:
        with pytest.raises(StaleWriter, match="was written by a later controller"):
            write_table(path, after)
    else:
        write_table(path, after)
    assert read_table(path) == (there if refused else after)


def test_a_damaged_table_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "table.json"
    path.write_text(CANARY.to_json()[:50])
    write_table(path, CANARY)
    assert read_table(path) == CANARY


def test_in_a_failover_everybody_is_answered_by_the_fallback() -> None:
    table = replace(CANARY, failover=True, fallback="r0")
    assert {assign(table, "shop", c, NOW + 10**6) for c in CUSTOMERS[:200]} == {Assignment("r0", None)}
