import json
import os
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from deltalake import write_deltalake

from andamio.audit.log import open_audit
from andamio.catalog.loading import load_catalog
from andamio.cli import run
from andamio.models.golden import check_golden
from andamio.models.package import load_package
from andamio.models.trust import trust_of
from andamio.rollout.release import load_release
from andamio.rollout.releases.release_gates import check_release
from train_{{cookiecutter.model}}.example_history import (
    DAY_MS,
    START_MS,
    TRAIN_UNTIL_MS,
    Row,
    deliveries,
    event,
    history,
)
from train_{{cookiecutter.model}}.main import main
from train_{{cookiecutter.model}}.training import MODEL, SERVICE, train

CATALOG = load_catalog()
HISTORY = history(seed=1)


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A signing key of the test's own."""
    monkeypatch.setenv("ANDAMIO_STATE", str(tmp_path / "state"))


def trained(rows: list[Row], out: Path) -> dict[str, Any]:
    out.mkdir(exist_ok=True)
    return train(CATALOG, deliveries(rows), TRAIN_UNTIL_MS, out, "abc")


def arguments(tmp_path: Path, until_ms: int = TRAIN_UNTIL_MS) -> list[str]:
    return ["--lake", str(tmp_path / "lake"), "--train-until-ms", str(until_ms), "--out", str(tmp_path / "out")]


def land(tmp_path: Path) -> None:
    contract = CATALOG.contract_of(CATALOG.services[SERVICE].views[0])
    write_deltalake(str(tmp_path / "lake" / contract.name), deliveries(HISTORY))


def test_the_model_reads_the_request_and_then_the_features_of_its_service(tmp_path: Path) -> None:
    trained(HISTORY, tmp_path)

    manifest = load_package(tmp_path / "package").manifest
    assert manifest.model == MODEL
    assert manifest.features == CATALOG.services[SERVICE].feature_names()


def test_the_package_holds_its_golden_set_and_beats_the_base_rate(tmp_path: Path) -> None:
    report = trained(HISTORY, tmp_path)

    assert check_golden(load_package(tmp_path / "package")).passed
    performance = load_package(tmp_path / "package").manifest.performance
    assert performance is not None
    assert performance.metrics["log_loss"].value == pytest.approx(report["log_loss"])
    assert report["log_loss"] < report["log_loss_of_base_rate"]


def test_the_package_says_how_its_scores_are_calibrated_and_how_well_they_were(tmp_path: Path) -> None:
    report = trained(HISTORY, tmp_path)

    manifest = load_package(tmp_path / "package").manifest
    assert manifest.calibrator.choice is not None
    assert manifest.calibrator.method == report["calibration"]["method"]
    assert report["calibration"]["log_loss_when_compared"] == manifest.calibrator.choice.log_loss
    assert manifest.performance is not None
    assert {"calibration_slope", "calibration_intercept", "ece"} < set(manifest.performance.metrics)
    assert sum(row.rows for row in manifest.performance.reliability) == report["evaluation_rows"]


def test_the_same_training_makes_the_same_package(tmp_path: Path) -> None:
    assert trained(HISTORY, tmp_path / "a")["digest"] == trained(HISTORY, tmp_path / "b")["digest"]


def test_what_becomes_known_after_the_training_time_changes_nothing(tmp_path: Path) -> None:
    later = event("later", "k1", START_MS + DAY_MS, amount_minor=999_999, known_at_ms=TRAIN_UNTIL_MS + 1)

    assert trained([*HISTORY, later], tmp_path / "a")["digest"] == trained(HISTORY, tmp_path / "b")["digest"]


def test_the_command_line_trains_from_a_delta_table_to_a_release_that_loads(tmp_path: Path) -> None:
    land(tmp_path)

    assert run(main, arguments(tmp_path)) == 0
    report = json.loads((tmp_path / "out" / "training.json").read_text())
    release = load_release(tmp_path / "out", report["release_id"])
    assert load_package(release.package).digest == release.digest == report["digest"]
    gates = check_release(tmp_path / "out", release.release_id, trust_of(os.environ))
    assert gates.passed, gates.reason()


def test_mistakes_are_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(main, arguments(tmp_path)) == 1
    assert "there is no Delta table at" in capsys.readouterr().err
    land(tmp_path)
    assert run(main, arguments(tmp_path, until_ms=START_MS)) == 1
    assert "0 events have a certain label" in capsys.readouterr().err


def test_a_run_is_in_its_launchers_trace_and_on_record_from_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trace = "0af7651916cd43dd8448eb211c80319c"
    monkeypatch.setenv("TRACEPARENT", f"00-{trace}-b7ad6b7169203331-01")
    monkeypatch.setenv("ANDAMIO_TELEMETRY_DIR", str(tmp_path / "telemetry"))
    monkeypatch.setenv("ANDAMIO_AUDIT_LOG", str(tmp_path / "audit.db"))
    land(tmp_path)
    assert run(main, arguments(tmp_path)) == 0

    (span,) = map(json.loads, (tmp_path / "telemetry" / "train_{{ cookiecutter.model }}.traces.ndjson").open())
    assert (span["trace_id"], span["status"]) == (trace, "UNSET")
    with closing(open_audit(str(tmp_path / "audit.db"), read_only=True)) as log:
        assert log.verify().ok
        assert [each.action for each in log.records()] == ["pii.accessed", "model.registered", "automation.ran"]


def test_a_run_in_production_that_nobody_would_record_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ANDAMIO_ENVIRONMENT", "production")
    monkeypatch.delenv("ANDAMIO_AUDIT_LOG", raising=False)
    land(tmp_path)
    assert run(main, arguments(tmp_path)) == 2
    said = capsys.readouterr().err
    assert "does not start in production" in said
    assert "ANDAMIO_AUDIT_LOG" in said
    assert not (tmp_path / "out" / "package").exists()
