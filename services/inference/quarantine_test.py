import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inference.errors import InferenceError
from inference.in_flight import Dead, Held
from inference.quarantine import (
    DEATHS,
    WINDOW_MS,
    Case,
    Death,
    Quarantine,
    blamed,
    lift,
    read_cases,
)


def case(certain: bool, *at_ms: int) -> Case:
    result = Case("r", "d", quarantined=False)
    for at in at_ms:
        result = result.after(Death(at, "1-1", "executing"), certain)
    return result


def test_a_certain_death_quarantines_and_otherwise_it_takes_three() -> None:
    assert case(True, 0).quarantined
    assert [case(False, *range(deaths)).quarantined for deaths in (1, 2, 3)] == [False, False, True]


@given(st.lists(st.integers(0, 3 * WINDOW_MS), min_size=1, max_size=12).map(sorted))
def test_uncertain_deaths_count_only_within_the_window_and_a_quarantine_does_not_end_by_itself(
    moments: list[int],
) -> None:
    held = any(last - moments[index] <= WINDOW_MS for index, last in enumerate(moments[DEATHS - 1 :]))

    assert case(False, *moments).quarantined == held


def test_who_is_blamed() -> None:
    stable, candidate = Held("r1", "d1", proven=True), Held("r2", "d2", proven=False)
    working, deadly = Held("r1", "d1", proven=True, executing=2), Held("r2", "d2", proven=False, executing=2)

    assert blamed(Dead("1-1", (working, deadly))) == ((deadly,), True)
    assert blamed(Dead("1-1", (working, candidate))) == ((candidate,), False)
    assert blamed(Dead("1-1", (stable, candidate))) == ((candidate,), False)
    assert blamed(Dead("1-1", (working,))) == ((working,), False)
    assert blamed(Dead("1-1", (stable,))) == ((), False)


def test_the_case_is_of_the_digest_and_siblings_see_it_at_once(tmp_path: Path) -> None:
    sibling = Quarantine(tmp_path, lambda: 0)
    assert sibling.holds("r2", "d2") is None
    (tmp_path / "r2.json").write_text(
        json.dumps(
            {
                "release": "r2",
                "digest": "d2",
                "quarantined": True,
                "deaths": [{"at_ms": 5, "process": "7-1", "in_hand": "loading it"}],
            }
        )
    )

    assert "process 7-1 died loading it (1 such death)" in (sibling.holds("r2", "d2") or "")
    assert sibling.holds("r2", "another") is None
    (tmp_path / "r2.json").write_text("{")
    assert read_cases(tmp_path) == {}
    sibling.close()


def test_a_person_lifts_it_and_that_is_on_record(tmp_path: Path) -> None:
    quarantine = Quarantine(tmp_path, lambda: 0)
    with pytest.raises(InferenceError, match="nothing is held against release r2; .* has nothing"):
        lift(tmp_path, "r2", "ada", "it was the machine", 9)
    quarantine._write(case(True, 1))
    assert quarantine.holds("r", "d")

    lift(tmp_path, "r", "ada", "it was the machine", 9)

    assert quarantine.holds("r", "d") is None
    (line,) = (tmp_path / "lifted.ndjson").read_text().splitlines()
    record = json.loads(line)
    assert (record["actor"], record["reason"], record["case"]["release"]) == ("ada", "it was the machine", "r")
    quarantine.close()
