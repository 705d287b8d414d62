"""A run is in its launcher's trace and in the audit log, whether it ends well or not, and does not begin unrecorded."""

import json
from pathlib import Path
from typing import Any

import pytest

from andamio.audit.errors import LogUnavailable
from andamio.audit.log import open_audit
from andamio.audit.record import Record
from andamio.errors import UserError
from andamio.job_run.run import job_run
from andamio.telemetry.tracing import child_environment

TRACE, SPAN = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"


def variables(folder: Path, **more: str) -> dict[str, str]:
    return {
        "TRACEPARENT": f"00-{TRACE}-{SPAN}-01",
        "ANDAMIO_TELEMETRY_DIR": str(folder / "telemetry"),
        "ANDAMIO_AUDIT_LOG": str(folder / "audit.db"),
        **more,
    }


def records(folder: Path) -> list[Record]:
    log = open_audit(str(folder / "audit.db"), read_only=True, environment={})
    assert log.verify().ok
    return list(log.records())


def spans(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "telemetry" / "train.traces.ndjson").read_text().splitlines()]


def test_a_run_its_steps_and_what_it_starts_are_in_the_launchers_trace(tmp_path: Path) -> None:
    with job_run("train", "once", variables(tmp_path)) as run, run.step("fit") as fit:
        fit.event("epoch", loss=0.25)
        started = child_environment({})["TRACEPARENT"]
    step, whole = spans(tmp_path)
    assert (whole["name"], whole["trace_id"], whole["parent_span_id"]) == ("train once", TRACE, SPAN)
    assert (step["name"], step["parent_span_id"]) == ("fit", whole["span_id"])
    assert [(each["name"], each["attributes"]) for each in step["events"]] == [("epoch", {"loss": 0.25})]
    assert started == f"00-{TRACE}-{step['span_id']}-01"


def test_what_a_run_did_is_on_record_with_its_outcome_and_trace(tmp_path: Path) -> None:
    with job_run("train", "once", variables(tmp_path, ANDAMIO_DEPLOYER="ada")) as run:
        run.read_pii("lake", {"identifier", "none"}, "model_development")
        run.read_pii("weather", {"none"}, "model_development")
        run.record("model.registered", "model/m/1", "trained", after={"digest": "x"})
        run.done(rows=3)
    read, registered, ran = records(tmp_path)
    assert [each.action for each in (read, registered, ran)] == ["pii.accessed", "model.registered", "automation.ran"]
    assert {each.actor for each in (read, registered, ran)} == {"ada"}
    assert (read.subject, read.evidence["classes"]) == ("lake", ["identifier"])
    assert (ran.subject, ran.reason, ran.evidence["rows"], ran.evidence["trace_id"]) == (
        *("job/train", "once: done", 3),
        TRACE,
    )


def test_a_run_that_fails_is_on_record_without_the_text_of_its_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="canary"), job_run("train", environment=variables(tmp_path)):
        raise ValueError("canary of ada@shop.example")
    (ran,) = records(tmp_path)
    assert (ran.actor, ran.reason) == ("job:train", "run: failed: ValueError")
    (span,) = spans(tmp_path)
    assert span["status"] == "ERROR"
    assert "canary" not in json.dumps([span, str(ran)])


def test_a_run_that_could_not_be_recorded_does_not_begin(tmp_path: Path) -> None:
    (tmp_path / "audit.db").mkdir()
    with pytest.raises(LogUnavailable), job_run("train", environment=variables(tmp_path)):
        pytest.fail("it began")


@pytest.mark.parametrize("environment", ["staging", "production"])
def test_outside_development_a_run_that_nobody_would_record_is_refused(environment: str) -> None:
    refused = pytest.raises(UserError, match=f"train does not start in {environment}.*\n.*ANDAMIO_AUDIT_LOG")
    with refused, job_run("train", environment={"ANDAMIO_ENVIRONMENT": environment}):
        pytest.fail("it began")


def test_without_settings_a_run_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with job_run("train", environment={}) as run:
        run.read_pii("lake", {"identifier"}, "model_development")
        run.done(rows=3)
    assert list(tmp_path.iterdir()) == []
