"""What an audit log promises, whichever database holds it."""

import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from andamio.audit.actions import ACTIONS
from andamio.audit.checkpointing import CHECKPOINT_RECORDS
from andamio.audit.errors import InvalidRecord, LogUnavailable
from andamio.audit.local_postgres import new_schema
from andamio.audit.log import open_audit
from andamio.audit.log_examples import CHECKPOINTS, Opened, append_some
from andamio.audit.record import new_entry
from andamio.errors import UserError


def test_what_was_appended_is_read_back_in_order_also_by_who_opens_the_log_later(opened: Opened) -> None:
    digest = "ab" * 32
    with closing(opened()) as log:
        first = log.append("user:17", "approval.given", "release/r2", "reviewed", f"sha256:{digest}", {"step": 2})
        second = log.append("controller", "rollout.promoted", "rollout/7", "verdict", evidence={"n": 3, "p": 0.5})
    with closing(opened()) as log:
        one, two = log.records()
        assert (one.sequence, one.digest) == (first.sequence, first.digest) == (1, first.digest)
        assert (two.sequence, two.digest, two.previous) == (2, second.digest, first.digest)
        assert (one.actor, one.action, one.subject, one.reason) == (
            "user:17",
            "approval.given",
            "release/r2",
            "reviewed",
        )
        assert one.before == digest
        assert one.after is not None
        assert (one.at_ms, one.evidence_digest) == (1_700_000_000_000, None)
        assert log.evidence(two) == {"n": 3, "p": 0.5}
        assert [record.sequence for record in log.records(after=1)] == [2]
        assert log.verify().ok


def test_large_evidence_is_stored_beside_and_its_digest_in_the_record(opened: Opened) -> None:
    evidence = {"values": list(range(5_000))}
    with closing(opened()) as log:
        append_some(log, 2, evidence=evidence)
        record = next(log.records())
        assert record.evidence is None
        assert record.evidence_is_beside
        assert log.evidence(record) == evidence
        assert log.verify().ok


def test_a_refused_record_leaves_nothing(opened: Opened) -> None:
    with closing(opened()) as log:
        for wrong in (
            {"action": "rollout.exploded"},
            {"actor": "Ana Gomez"},
            {"actor": "ana@example.com"},
            {"reason": ""},
            {"reason": "x" * 1_001},
            {"reason": "asked by ana@example.com"},
            {"subject": "x" * 201},
            {"evidence": {"mail": ["ana@example.com"]}},
            {"evidence": "x" * 1_048_575},
            {"evidence": float("nan")},
            {"evidence": 2**53},
            {"evidence": {1: 2}},
            {"evidence": "\ud800"},
            {"key": "no spaces"},
        ):
            fields: dict[str, Any] = {
                "actor": "u",
                "action": "policy.changed",
                "subject": "s",
                "reason": "r",
                **wrong,
            }
            with pytest.raises(InvalidRecord) as refused:
                log.append(**fields)
            assert "ana" not in str(refused.value).lower()
        assert log.store.last() is None


def test_a_record_with_a_key_is_recorded_once_however_often_it_is_appended(opened: Opened) -> None:
    with closing(opened()) as log:
        first = log.append("job", "automation.ran", "view/a@1", "repair", key="run-1", evidence=[1])
    with closing(opened()) as log:
        assert log.append("job", "automation.ran", "view/a@1", "repair", key="run-1", evidence=[1]) == first
        with pytest.raises(InvalidRecord, match="run-1"):
            log.append("job", "automation.ran", "view/a@1", "another", key="run-1")
        twice = [new_entry(ACTIONS, 1, "job", "automation.ran", "view/a@1", "again", key="run-2")] * 2
        assert len({receipt.sequence for receipt in log.append_all(twice)}) == 1
        assert [record.key for record in log.records()] == ["run-1", "run-2"]


def test_a_domain_registers_actions_of_its_own_and_cannot_change_what_one_means(opened: Opened) -> None:
    more = ACTIONS.extended({"ledger.closed": "a day's books were closed"})
    with closing(opened(actions=more)) as log:
        log.append("job", "ledger.closed", "day/1", "midnight")
        assert log.verify().ok
    with pytest.raises(InvalidRecord, match="another name"):
        ACTIONS.extended({"rollout.started": "something else"})
    with pytest.raises(InvalidRecord, match=r"object\.verb"):
        ACTIONS.extended({"Closed": "x"})


def test_several_entries_are_appended_whole_or_not_at_all(opened: Opened) -> None:
    entry = new_entry(ACTIONS, 1, "job", "automation.ran", "view/a@1", "repair", key="k")
    other = new_entry(ACTIONS, 1, "job", "automation.ran", "view/a@1", "something else", key="k")
    with closing(opened()) as log:
        with pytest.raises(InvalidRecord):
            log.append_all([entry, other])
        assert log.store.last() is None
        with pytest.raises(InvalidRecord, match="at most"):
            log.append_all([entry] * (CHECKPOINT_RECORDS + 1))


def test_writers_with_a_log_each_make_one_chain(opened: Opened) -> None:
    logs = [opened() for _ in range(3)]
    threads = [threading.Thread(target=append_some, args=(log, 40)) for log in logs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    report = logs[0].verify()
    for log in logs:
        log.close()
    assert (report.ok, report.records) == (True, 120)


def test_rows_are_refused_to_be_changed_or_deleted_by_the_database(opened: Opened) -> None:
    with closing(opened()) as log:
        append_some(log)
        for statement in ("DELETE FROM audit_records", "UPDATE audit_records SET digest = ''"):
            with pytest.raises(Exception, match="append only"):
                log.store._db.execute(statement)  # type: ignore[attr-defined]


def test_a_log_opened_to_be_read_takes_nothing_and_is_not_made(opened: Opened, url: str, tmp_path: Path) -> None:
    with pytest.raises((UserError, LogUnavailable)):
        opened(read_only=True)
    with closing(opened()) as log:
        append_some(log)
    with closing(opened(read_only=True)) as log:
        assert log.verify().ok
        with pytest.raises(LogUnavailable, match="read"):
            append_some(log)


def test_a_connection_that_the_server_ended_is_made_again(postgres: str, tmp_path: Path) -> None:
    url = new_schema(postgres)
    with closing(open_audit(url, checkpoints=tmp_path / CHECKPOINTS, environment={})) as log:
        append_some(log)
        with psycopg.connect(postgres, autocommit=True) as other:
            ending = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            other.execute(ending + " AND backend_type = 'client backend'")
        with pytest.raises(LogUnavailable):
            append_some(log)
        append_some(log)
        assert [record.sequence for record in log.records()] == [1, 2]
        assert log.verify().ok


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("mysql://x/y", "mysql"),
        ("postgresql://u:secret@h/d", "PGPASSWORD"),
        ("postgresql://u@h/d?password=secret", "PGPASSWORD"),
        ("postgresql://u@h/d", "ANDAMIO_AUDIT_CHECKPOINTS"),
    ],
)
def test_a_url_that_cannot_be_a_log_is_a_users_mistake(url: str, message: str) -> None:
    with pytest.raises(UserError, match=message) as refused:
        open_audit(url, environment={})
    assert "secret" not in str(refused.value)


def test_a_file_that_is_no_log_is_left_as_it_is(tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("not a database, and long enough that nobody takes it for an empty one" * 20)
    before = other.read_bytes()
    with pytest.raises(LogUnavailable, match=r"notes\.txt"):
        open_audit(str(other), environment={})
    assert other.read_bytes() == before


def test_a_sqlite_url_names_an_absolute_path_by_four_slashes(tmp_path: Path) -> None:
    with closing(open_audit(f"sqlite:///{tmp_path}/a.db", environment={})) as log:
        append_some(log)
    assert (tmp_path / "a.db").is_file()
    assert (tmp_path / "a.db.checkpoints").is_file()
