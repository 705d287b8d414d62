"""A service's trail: what it runs as, once; who read personal data, counted; nothing where there is no log."""

import argparse
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from andamio.audit.errors import LogUnavailable
from andamio.audit.log import open_audit
from andamio.audit.pii_access import REPEAT_S, PiiAccess
from andamio.audit.record import Record
from andamio.audit.service_trail import ServiceTrail, absolute, options_in_force, wrong_with_audit

LOGGER = logging.getLogger("andamio.probe")
RESOURCE = "feature_service:reversal_risk@1"
CLASSES, PURPOSES = frozenset({"identifier"}), frozenset({"fraud_prevention"})


def trail(path: Path, **environment: str) -> ServiceTrail:
    return ServiceTrail.opened("probe", str(path), LOGGER, environment)


def records(path: Path) -> list[Record]:
    return list(open_audit(str(path), read_only=True, environment={}).records())


def test_processes_of_a_service_leave_one_deployment_and_a_changed_setting_another(tmp_path: Path) -> None:
    path = tmp_path / "audit.db"
    for port in ("1", "1", "2"):
        one = trail(path, ANDAMIO_DEPLOYER="ada lovelace")
        one.deployed({"port": port, "host": "127.0.0.1"})
        one.close()
    first, second = records(path)
    assert (first.actor, first.action, first.subject) == ("ada_lovelace", "deployment.applied", "deployment/probe")
    assert second.reason == "changed: port"


def test_accesses_are_on_record_by_principal_and_resource_at_the_latest_when_the_service_ends(tmp_path: Path) -> None:
    path = tmp_path / "audit.db"
    one = trail(path)
    for who in ("svc-a", "svc-a", "svc-b"):
        one.accessed(who, RESOURCE, CLASSES, PURPOSES)
    one.close()
    one.close()
    found = records(path)
    assert {each.action for each in found} == {"pii.accessed"}
    assert {each.subject for each in found} == {RESOURCE}
    counted: dict[str, int] = {}
    for each in found:
        counted[each.actor] = counted.get(each.actor, 0) + each.evidence["requests"]
        assert (each.evidence["classes"], each.evidence["purposes"]) == (["identifier"], ["fraud_prevention"])
    assert counted == {"svc-a": 2, "svc-b": 1}


def test_the_first_access_is_recorded_soon_and_the_others_together_and_none_twice() -> None:
    now = [1_000]
    appended: list[dict[str, Any]] = []

    def append(actor: str, action: str, subject: str, reason: str, *, evidence: Any = None) -> None:
        appended.append(evidence)

    accesses = PiiAccess(append, lambda: now[0])

    def steps(count: int, seconds: float) -> None:
        for _ in range(count):
            accesses.count("svc-a", RESOURCE, CLASSES, PURPOSES)
        now[0] += int(seconds * 1000)
        accesses.record()

    steps(1, 1)
    assert [each["requests"] for each in appended] == [1]
    steps(5, 1)
    steps(5, REPEAT_S - 2)
    assert len(appended) == 1
    steps(5, 1)
    assert [each["requests"] for each in appended] == [1, 15]
    assert appended[1]["from_ms"] == appended[0]["until_ms"]
    steps(0, REPEAT_S)
    assert len(appended) == 2


def test_what_the_log_does_not_take_is_counted_on() -> None:
    answers: list[Callable[[Any], None]] = []
    taken: list[int] = []

    def append(actor: str, action: str, subject: str, reason: str, *, evidence: Any = None) -> None:
        answers.pop(0)(evidence)

    def refuse(_: Any) -> None:
        raise LogUnavailable("away")

    answers += [refuse, lambda evidence: taken.append(evidence["requests"])]
    accesses = PiiAccess(append, lambda: 1_000)
    accesses.count("svc-a", RESOURCE, CLASSES, PURPOSES)
    with pytest.raises(LogUnavailable):
        accesses.record()
    accesses.count("svc-a", RESOURCE, CLASSES, PURPOSES)
    accesses.record()
    assert taken == [2]


def test_without_a_log_nothing_is_written_and_outside_development_that_is_wrong(tmp_path: Path) -> None:
    none = ServiceTrail.opened("probe", None, LOGGER, {})
    none.deployed({"port": "1"})
    none.accessed("svc-a", RESOURCE, CLASSES, PURPOSES)
    none.close()
    assert list(tmp_path.iterdir()) == []
    assert "--audit" in wrong_with_audit(None)[0]
    assert wrong_with_audit("audit.db") == []


def test_options_are_kept_without_who_a_database_is_asked_as() -> None:
    options = argparse.Namespace(store="postgresql://ada@shop.example:pw@db.example/x", port=1, auth=None)
    assert options_in_force(options) == {"port": "1", "store": "postgresql://db.example/x"}


def test_a_log_is_named_for_a_process_in_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert absolute("a.db") == absolute("sqlite:///a.db") == str(tmp_path / "a.db")
    assert absolute("postgresql://db/audit") == "postgresql://db/audit"
    assert absolute(None) is None
