"""What is in force is on record once for each change, in both databases, however many processes start with it."""

import threading
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from andamio.audit.errors import InvalidRecord
from andamio.audit.in_force import record_in_force
from andamio.audit.log import AuditLog, open_audit

SUBJECT = "policy/feature_api"


def opened(url: str, folder: Path) -> AuditLog:
    return open_audit(url, checkpoints=folder / "checkpoints", environment={})


def described(before: Any, now: Any) -> str:
    return f"{before} to {now}"


def put(log: AuditLog, content: int, subject: str = SUBJECT) -> bool:
    """Whether it was recorded."""
    return record_in_force(log, "svc:a", "policy.changed", subject, {"is": content}, described) is not None


def changes(log: AuditLog, subject: str = SUBJECT) -> list[int]:
    return [log.evidence(record)["document"]["is"] for record in log.records() if record.subject == subject]


def test_the_same_document_is_recorded_once_and_each_other_one_with_what_was_before(url: str, tmp_path: Path) -> None:
    with closing(opened(url, tmp_path)) as log:
        assert [put(log, content) for content in (1, 1, 2, 2, 1)] == [True, False, True, False, True]
        first, second, third = log.records()
        assert (first.before, first.reason) == (None, "None to {'is': 1}")
        assert (second.before, second.reason) == (first.after, "{'is': 1} to {'is': 2}")
        assert (third.before, third.after) == (second.after, first.after)
        assert log.verify().ok


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 2)), max_size=40))
def test_the_record_is_the_sequence_without_repetitions_whatever_else_is_in_the_log(
    tmp_path_factory: pytest.TempPathFactory, told: Sequence[tuple[bool, int]]
) -> None:
    folder = tmp_path_factory.mktemp("log")
    expected: dict[str, list[int]] = {"a/x": [], "b/x": []}
    with closing(opened(str(folder / "audit.db"), folder)) as log:
        for of_a, content in told:
            subject = "a/x" if of_a else "b/x"
            new = expected[subject][-1:] != [content]
            assert put(log, content, subject) == new
            expected[subject] += [content] if new else []
        assert {subject: changes(log, subject) for subject in expected} == expected


def test_processes_that_start_together_leave_one_record(url: str, tmp_path: Path) -> None:
    ready, recorded = threading.Barrier(6), []

    def start() -> None:
        with closing(opened(url, tmp_path)) as log:
            ready.wait()
            recorded.append(put(log, 1))

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with closing(opened(url, tmp_path)) as log:
        assert (len(recorded), changes(log)) == (6, [1])


def test_processes_with_different_documents_are_all_on_record_in_one_chain(url: str, tmp_path: Path) -> None:
    ready = threading.Barrier(4)

    def start(content: int) -> None:
        with closing(opened(url, tmp_path)) as log:
            ready.wait()
            for _ in range(5):
                put(log, content)

    threads = [threading.Thread(target=start, args=(content,)) for content in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with closing(opened(url, tmp_path)) as log:
        records = list(log.records())
        assert set(changes(log)) == {0, 1, 2, 3}
        assert [record.before for record in records] == [None, *(record.after for record in records[:-1])]


def test_a_document_that_may_not_be_recorded_is_refused_and_not_tried_for_ever(url: str, tmp_path: Path) -> None:
    with closing(opened(url, tmp_path)) as log, pytest.raises(InvalidRecord, match="e-mail"):
        record_in_force(log, "svc:a", "policy.changed", SUBJECT, {"is": "ada@shop.example"}, lambda *_: "new")
