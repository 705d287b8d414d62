"""What the control loop relies on, of SQLite and of a real PostgreSQL alike."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from andamio.audit.local_postgres import local_postgres, new_schema
from andamio.errors import UserError
from andamio.rollout.errors import StaleWriter
from andamio.rollout.evidence.decision_log import Decision, parse_line
from andamio.rollout.machine.freeze_windows import FreezeWindow, WallTime
from andamio.rollout.machine.state_machine import Control, Rollout, State, Transition, Watch
from andamio.rollout.routing_table import RoutingTable
from rollout_controller.observations.matured_label import MaturedLabel
from rollout_controller.store.lease import Candidacy
from rollout_controller.store.rollout_store import LeaseRow, RolloutStore, StoreUnavailable, open_store
from rollout_controller.store.sql_store import APPEND_ONLY, SqlStore

WEEKEND = FreezeWindow("weekend", "Europe/Madrid", weekly=(WallTime(7_000), WallTime(500)))
CONTROL = Control(
    "r1",
    ("r0",),
    Rollout("rollout-1", "r2", State.CANARY, 1, 4_000, True, "ada", True, 7, "promoted"),
    True,
    windows=(WEEKEND,),
    watches=(Watch("rollout-0", "r1", 5, 6),),
    failover="r0",
    pins=(("tenant:bank", "r0"),),
)
TABLE = RoutingTable(2**40, 1_700_000_000_000, "r1", "r2", 0.1, 1 / 3, ("r0",), False, "canary", 4, {"tenant:b": "r0"})
LINE = (
    '{"request_id": "%d", "table_version": 7, "primary": {"release": "r1", "outcome": "ok", "latency_ms": 1.1, '
    '"score": 0.30000000000000004, "decision": "accept"}, "shadow": {"release": "r2", "outcome": "error", '
    '"latency_ms": 3.0, "score": null, "decision": null}}'
)


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    with local_postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def open_again(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], RolloutStore]]:
    """Opens the same store, as one more controller."""
    where = str(tmp_path / "state.db")
    if request.param == "postgres":
        where = new_schema(request.getfixturevalue("postgres"))
    opened: list[RolloutStore] = []

    def again() -> RolloutStore:
        opened.append(open_store(where))
        return opened[-1]

    yield again
    for store in opened:
        with suppress(StoreUnavailable):  # closed by its test
            store.close()


@pytest.fixture
def store(open_again: Callable[[], RolloutStore]) -> RolloutStore:
    return open_again()


def lead(store: RolloutStore, holder: str = "a") -> int:
    epoch = store.take_lease(holder, store.lease())
    assert epoch is not None
    return epoch


def decision(number: int) -> Decision:
    parsed = parse_line(LINE % number)
    assert isinstance(parsed, Decision)
    return parsed


def test_what_a_tick_saved_is_what_the_next_controller_loads(open_again: Callable[[], RolloutStore]) -> None:
    store = open_again()
    assert store.load() == (Control(), None, {})
    with store.transaction(lead(store)):
        store.save(CONTROL, TABLE, {"decisions-1.ndjson": 2**40})
    with store.transaction(1):
        store.save(CONTROL, TABLE, {"decisions-1.ndjson": 2**41})
    assert open_again().load() == (CONTROL, TABLE, {"decisions-1.ndjson": 2**41})


def test_traffic_is_kept_for_as_long_as_it_is_told_to_be(open_again: Callable[[], RolloutStore]) -> None:
    store = open_again()
    assert store.traffic() == {}
    with store.transaction(lead(store)):
        store.save_traffic({10: {"r1": 1}, 11: {"r1": 2}}, kept_s=5)
    with store.transaction(1):
        store.save_traffic({11: {"r1": 3, "r2": 1}, 15: {"r2": 4}}, kept_s=5)
    assert open_again().traffic() == {11: {"r1": 3, "r2": 1}, 15: {"r2": 4}}


def test_a_transaction_that_breaks_off_leaves_nothing(open_again: Callable[[], RolloutStore]) -> None:
    store = open_again()
    epoch = lead(store)
    with suppress(ZeroDivisionError), store.transaction(epoch):
        store.save(CONTROL, TABLE, {})
        store.add_transition(1, Transition("freeze", "false", "true", "why", "ada"), None)
        raise ZeroDivisionError
    assert (open_again().load()[0], open_again().history()) == (Control(), [])
    assert store.lease().renewals == 0


def test_a_writer_that_was_succeeded_is_refused_whatever_it_writes(open_again: Callable[[], RolloutStore]) -> None:
    first, second = open_again(), open_again()
    old = lead(first, "first")
    new = lead(second, "second")
    assert new > old
    refused = pytest.raises(StaleWriter, match=f"lease is of epoch {new}; refused a write of epoch {old}")
    with refused, first.transaction(old):
        first.save(CONTROL, TABLE, {})
    assert second.load()[0] == Control()
    # It gives back what it does not hold, and its successor goes on.
    first.close()
    with second.transaction(new):
        second.save(CONTROL, TABLE, {})
    assert second.lease() == LeaseRow(new, "second", 1)


def test_of_two_that_saw_the_same_lease_one_takes_it(open_again: Callable[[], RolloutStore]) -> None:
    first, second = open_again(), open_again()
    seen = first.lease()
    assert first.take_lease("first", seen) == 1
    assert second.take_lease("second", seen) is None
    assert second.take_lease("second", second.lease(), at_least=9) == 9


def test_whoever_stands_by_takes_over_when_the_count_stands_still_or_the_lease_is_given_back(
    open_again: Callable[[], RolloutStore],
) -> None:
    first, second = open_again(), open_again()
    leader, other = Candidacy(first, "first", 1_000), Candidacy(second, "second", 1_000)
    assert leader.stand(0, 0)
    assert leader.epoch == 1
    for now in range(0, 5_000, 200):
        with first.transaction(1):
            pass
        assert not other.stand(now, 0)
        assert other.leader == "first"
    # It commits no more. Six looks of 200 ms later its count has stood still for longer than the lease.
    looks = [now for now in range(5_000, 8_000, 200) if other.epoch is None and not other.stand(now, 0)]
    assert len(looks) == 5
    assert other.epoch == 2
    second.close()
    back = Candidacy(first, "first", 1_000)
    assert back.stand(8_000, 7)
    assert back.epoch == 8


def test_a_clock_that_goes_back_keeps_nobody_from_leading(open_again: Callable[[], RolloutStore]) -> None:
    first, second = open_again(), open_again()
    lead(first)
    other = Candidacy(second, "second", 1_000)
    assert not other.stand(10**12, 0)
    assert [other.stand(now, 0) for now in (0, 1_000, 1_001)] == [False, False, True]


def test_the_record_is_numbered_and_read_by_subject_and_place(store: RolloutStore) -> None:
    with store.transaction(lead(store)):
        numbers = [
            store.add_transition(at, Transition(subject, "none", "gates", "w\x00y", "ada"), evidence)
            for at, (subject, evidence) in enumerate([("a", None), ("b", {"x": 1 / 3}), ("a", {"y": float("inf")})])
        ]
    assert numbers == sorted(set(numbers))
    everything = store.history()
    assert [(h["number"], h["at_ms"], h["subject"]) for h in everything] == list(zip(numbers, range(3), "aba"))
    assert (everything[1]["evidence"], everything[2]["evidence"]) == ({"x": 1 / 3}, {"y": float("inf")})
    assert everything[0]["reason"] == "w\ufffdy"
    assert store.history("a") == [everything[0], everything[2]]
    assert store.history(after=numbers[0], limit=1) == [everything[1]]
    assert store.history(newest=2) == everything[1:]


def test_verdicts_are_read_newest_first_or_by_number(store: RolloutStore) -> None:
    with store.transaction(lead(store)):
        numbers = [store.add_verdict(at, f"rollout-{at % 2}", "hold", {"n": at}) for at in range(4)]
    assert [v["n"] for v in store.verdicts("rollout-1")] == [3, 1]
    assert [v["n"] for v in store.verdicts(newest=3)] == [3, 2, 1]
    assert [v["n"] for v in store.verdicts(after=numbers[2])] == [3]
    assert [(v["n"], v["rollout_id"]) for v in store.verdicts("rollout-0", number=numbers[2])] == [(2, "rollout-0")]
    assert store.verdicts("rollout-1", number=numbers[2]) == []
    assert store.verdict_numbers("rollout-0") == numbers[::2]


def test_observations_come_back_to_the_bit_and_in_order(store: RolloutStore) -> None:
    seen: list[tuple[Decision, str, int]] = [(decision(n), "canary", n % 2) for n in range(50)]
    with store.transaction(lead(store)):
        store.add_observations("rollout-1", seen[:20])
        store.add_observations("rollout-2", seen[:1])
        store.add_observations("rollout-1", seen[20:])
    assert list(store.observations("rollout-1")) == seen
    assert list(store.observations("rollout-1", through=30)) == seen[:30]


def test_rollouts_and_places_come_back(store: RolloutStore) -> None:
    with store.transaction(lead(store)):
        for number in (9, 10, 11):
            # A clock that goes back does not reorder them.
            store.add_rollout(f"rollout-{number}", "r2", "r1", 100 - number, {"slow_ms": 0.1}, "a plan")
        store.add_place(2**40, "rollout-9", "canary", 1)
        store.set_audited(3)
        store.set_audited(4)
    assert store.rollout_ids() == ["rollout-9", "rollout-10", "rollout-11"]
    found = store.rollout("rollout-9")
    assert found is not None
    assert (found["settings"], found["started_at_ms"], store.rollout("x")) == ({"slow_ms": 0.1}, 91, None)
    assert store.places("rollout-9") == {2**40: ("canary", 1)}
    assert store.audited() == 4


def test_labels_come_back_to_the_bit_in_order_and_a_request_counts_once_a_release(store: RolloutStore) -> None:
    first = MaturedLabel("r2", 0.30000000000000004, True, "q1", "ab", False)
    labels = [first, MaturedLabel("r2", 0.25, False, "q2"), MaturedLabel("r3", 0.25, False, "q1")]
    nameless = MaturedLabel("r2", 0.5, True)
    with store.transaction(lead(store)):
        store.add_labels(labels, {"labels-1.ndjson": 2**40})
    with store.transaction(1):
        store.add_labels([replace(first, label=False), nameless, nameless], {"labels-2.ndjson": 5})
        store.add_labels([], {"labels-1.ndjson": 2**41})
    taken = store.labels("r2", 0, 10)
    assert [label for _, label in taken] == [*labels[:2], nameless, nameless]
    assert store.labels("r2", taken[0][0], 2) == taken[1:3]
    assert store.label_offsets() == {"labels-1.ndjson": 2**41, "labels-2.ndjson": 5}


def test_labels_of_releases_that_are_not_in_use_go_and_others_stay_as_they_are(store: RolloutStore) -> None:
    assert isinstance(store, SqlStore)
    epoch = lead(store)
    with store.transaction(epoch):
        store.add_labels([MaturedLabel(f"r{n % 3}", 0.5, True, f"q{n}") for n in range(30)], {})
    kept = store.labels("r1", 0, 100)
    with store.transaction(epoch):
        assert store.prune_labels({"r1", "r9"}, 4) == 8
        assert store.prune_labels({"r1", "r9"}, 100) == 12
        assert store.prune_labels({"r1", "r9"}, 100) == 0
    assert store.labels("r0", 0, 100) == store.labels("r2", 0, 100) == []
    assert store.labels("r1", 0, 100) == kept
    with pytest.raises(Exception, match="append-only"):
        store._run("UPDATE labels SET label = ''")


def test_a_store_from_before_labels_could_go_lets_them_go(tmp_path: Path) -> None:
    store = open_store(tmp_path / "old.db")
    assert isinstance(store, SqlStore)
    store._run("CREATE TRIGGER labels_delete BEFORE DELETE ON labels BEGIN SELECT RAISE(ABORT, 'append-only'); END")
    with store.transaction(lead(store)):
        store.add_labels([MaturedLabel("r2", 0.5, True)], {})
    store.close()
    again = open_store(tmp_path / "old.db")
    with again.transaction(lead(again)):
        assert again.prune_labels((), 10) == 1
    again.close()


def test_the_record_cannot_be_changed(store: RolloutStore) -> None:
    assert isinstance(store, SqlStore)
    with store.transaction(lead(store)):
        store.add_transition(1, Transition("a", "none", "gates", "why"), None)
        store.add_verdict(1, "rollout-1", "hold", {})
        store.add_observations("rollout-1", [(decision(1), "shadow", 0)])
        store.add_rollout("rollout-1", "r2", "r1", 1, {}, "")
        store.add_place(1, "rollout-1", "shadow", 0)
    columns = ("decision", "reason", "verdict", "plan", "stage")
    run: Callable[..., Any] = store._run
    for table, column in zip(APPEND_ONLY, columns, strict=True):
        for change in (f"UPDATE {table} SET {column} = ''", f"DELETE FROM {table}"):
            with pytest.raises(Exception, match="append-only"):
                run(change)


def test_a_connection_that_breaks_costs_a_tick_and_writes_no_half(postgres: str) -> None:
    url = new_schema(postgres)
    store, other = open_store(url), open_store(url)
    assert isinstance(store, SqlStore)
    assert isinstance(other, SqlStore)
    epoch = lead(store)

    def tick() -> None:
        with store.transaction(epoch):
            store.save(CONTROL, TABLE, {})
            # As a database that fails over does.
            other._run(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            store.save(replace(CONTROL, stable="r9"), TABLE, {})

    with pytest.raises(StoreUnavailable, match="does not answer|broke off"):
        tick()
    assert store.load()[0] == Control()
    with store.transaction(epoch):
        store.save(CONTROL, TABLE, {})
    assert other.load()[0] == CONTROL
    store.close()
    other.close()


def test_a_password_in_the_url_and_an_unknown_database_are_mistakes() -> None:
    for url in ("postgresql://ada:secret@db/x", "postgresql://db/x?password=secret"):
        with pytest.raises(UserError, match=r"put it in \$PGPASSWORD") as raised:
            open_store(url)
        assert "secret" not in str(raised.value)
    with pytest.raises(UserError, match="mysql:// is no store"):
        open_store("mysql://db/x")


def test_a_database_that_is_not_there_is_said_without_the_parameters() -> None:
    with pytest.raises(StoreUnavailable, match=r"the store postgresql://127.0.0.1/x does not answer"):
        open_store("postgresql://ada@127.0.0.1:1/x")
