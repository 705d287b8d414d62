"""The whole job on a synthetic history, with real Delta tables and a real MLflow on SQLite."""

import json
from pathlib import Path
from typing import Any

import pytest
from deltalake import write_deltalake
from mlflow import MlflowClient

from andamio.cli import run
from andamio.models.golden import check_golden
from andamio.models.metrics import DECISION_METRICS, METRICS
from andamio.models.package import load_package
from andamio.models.registry import CHALLENGER, CHAMPION, Registry
from train_reversal_risk.main import main
from train_reversal_risk.synthetic_history import TRAIN_UNTIL_MS, deliveries, history


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lake")
    # Enough for calibrators to be compared.
    for contract, table in deliveries(*history(seed=1, count=3_000)).items():
        write_deltalake(str(folder / contract.partition("@")[0]), table)
    return folder


def arguments(lake: Path, work: Path, out: str = "out", until_ms: int = TRAIN_UNTIL_MS) -> list[str]:
    return [
        *("--lake", str(lake), "--train-until-ms", str(until_ms), "--mlflow-uri", f"sqlite:///{work}/mlflow.db"),
        *("--artifacts", str(work / "artifacts"), "--out", str(work / out), "--code-version", "abc"),
    ]


@pytest.fixture(scope="module")
def trained(lake: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    work = tmp_path_factory.mktemp("trained")
    assert run(main, [*arguments(lake, work), "--backtest", "2"]) == 0
    return work, json.loads((work / "out" / "training.json").read_text())


def test_champion_and_challenger_pass_their_golden_sets_and_the_broken_one_does_not(
    trained: tuple[Path, dict[str, Any]],
) -> None:
    work, report = trained
    packages = {name: load_package(work / "out" / "packages" / name) for name in report["packages"]}

    assert {name: check_golden(each).passed for name, each in packages.items()} == {
        "champion": True,
        "challenger": True,
        "challenger-broken": False,
    }
    for each in packages.values():
        assert each.manifest.schema is not None
        assert each.manifest.performance is not None
        assert set(each.manifest.performance.metrics) == {*METRICS, *DECISION_METRICS}
        assert sum(row.rows for row in each.manifest.performance.reliability) == each.manifest.performance.rows
        assert each.manifest.performance.first_rows is not None
        assert each.manifest.performance.first_rows.rows == report["data"]["evaluation"]["customers"]
        assert each.manifest.performance.rows == report["data"]["evaluation"]["rows"]
    assert {name: each.digest for name, each in packages.items()} == report["packages"]


def test_every_scorer_has_its_metrics_with_intervals(trained: tuple[Path, dict[str, Any]]) -> None:
    _, report = trained

    by_name = {scorer["name"]: scorer["metrics"] for scorer in report["model"]["scorers"]}

    assert list(by_name) == ["champion", "challenger", "base rate", "customer's past rate"]
    assert set(by_name["champion"]) == {*METRICS, *DECISION_METRICS}
    assert set(METRICS) - set(by_name["base rate"]) == {"calibration_slope"}
    assert all(number["low"] <= number["high"] for metrics in by_name.values() for number in metrics.values())
    assert [(each["scorer"], each["other"]) for each in report["differences"]][:2] == [
        ("champion", "base rate"),
        ("champion", "customer's past rate"),
    ]


def test_the_report_and_the_package_say_which_calibrator_was_chosen_and_what_it_did(
    trained: tuple[Path, dict[str, Any]],
) -> None:
    work, report = trained

    for name in (CHAMPION, CHALLENGER):
        section, manifest = report["calibration"][name], load_package(work / "out" / "packages" / name).manifest
        calibrator, performance = manifest.calibrator, manifest.performance
        assert section["calibrator"] == calibrator.to_document()
        assert calibrator.choice is not None
        assert performance is not None
        assert set(calibrator.choice.log_loss) == {"none", "platt", "isotonic"}
        assert section["comparison"]["known_at_ms"] < report["data"]["split_ms"]
        assert section["model_rows"] + calibrator.rows == report["data"]["training"]["rows"]
        assert section["served"]["metrics"]["ece"]["value"] == performance.metrics["ece"].value
        assert (section["before_calibrator"] is None) == (calibrator.method == "none")
        assert bool(performance.uncalibrated) == (calibrator.method != "none")
    assert [each["name"] for each in report["model"]["calibration"]] == [CHAMPION, CHALLENGER]
    # Of this history the trees make too much, and both ways to say so are used.
    assert report["calibration"][CHALLENGER]["method"] != "none"
    before, after = (report["calibration"][CHALLENGER][key]["metrics"] for key in ("before_calibrator", "served"))
    assert abs(after["calibration_slope"]["value"] - 1) < abs(before["calibration_slope"]["value"] - 1)


def test_the_backtest_has_the_metrics_of_each_period(trained: tuple[Path, dict[str, Any]]) -> None:
    _, report = trained

    first, last = report["backtest"]
    assert first["until_ms"] == last["train_until_ms"] < last["until_ms"]
    assert 0 < first["training_labels"] < last["training_labels"]
    assert set(first["metrics"]) == set(last["metrics"]) == set(METRICS)


def test_the_registry_has_both_models_with_the_runs_that_measured_them(trained: tuple[Path, dict[str, Any]]) -> None:
    work, report = trained
    uri = f"sqlite:///{work}/mlflow.db"

    for alias in (CHAMPION, CHALLENGER):
        version = Registry(uri).version_of("reversal_risk", alias)
        data = MlflowClient(uri, uri).get_run(version.run_id).data
        assert version.digest == report["packages"][alias]
        assert data.tags["andamio.data_fingerprint"] == report["data"]["fingerprint"]
        assert data.tags["andamio.code_version"] == "abc"
        assert data.metrics["auc_low"] <= data.metrics["auc"] <= data.metrics["auc_high"]
        assert "log_loss_minus_past_rate_high" in data.metrics
        assert Registry(uri).package_of("reversal_risk", alias).digest == version.digest


def test_training_again_makes_the_same_packages_and_no_new_version(
    trained: tuple[Path, dict[str, Any]], lake: Path
) -> None:
    work, report = trained

    assert run(main, arguments(lake, work, out="again")) == 0
    again = json.loads((work / "again" / "training.json").read_text())

    assert again["packages"] == report["packages"]
    assert [each["registry_version"] for each in again["model"]["packages"]] == ["1", "2"]


def failure(capsys: pytest.CaptureFixture[str], argv: list[str]) -> tuple[int, str]:
    status = run(main, argv)
    return status, capsys.readouterr().err.strip().splitlines()[-1]


def test_a_lake_without_tables_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, sentence = failure(capsys, arguments(tmp_path / "nowhere", tmp_path))

    assert status == 2
    assert "there is no Delta table at" in sentence
    assert "run 'batch_features land'" in sentence


def test_a_table_without_a_column_is_named(lake: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for contract, table in deliveries(*history(seed=1, count=200)).items():
        write_deltalake(str(tmp_path / contract.partition("@")[0]), table.drop_columns(["lines"]))

    assert failure(capsys, arguments(tmp_path, tmp_path))[1].endswith(
        "has no column 'lines'; land it under payment_captured@1"
    )


def test_a_damaged_table_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for contract, table in deliveries(*history(seed=1, count=200)).items():
        write_deltalake(str(tmp_path / contract.partition("@")[0]), table)
    for file in tmp_path.glob("*/*.parquet"):
        file.write_bytes(b"not parquet")

    status, sentence = failure(capsys, arguments(tmp_path, tmp_path))

    assert (status, "cannot be read" in sentence) == (2, True)


def test_too_early_a_training_time_is_one_sentence(
    lake: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, sentence = failure(capsys, arguments(lake, tmp_path, until_ms=1_600_000_000_000))

    assert (status, "no payment is 30 days old" in sentence) == (1, True)


def test_packages_are_never_overwritten(
    trained: tuple[Path, dict[str, Any]], lake: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, sentence = failure(capsys, arguments(lake, trained[0]))

    assert (status, "choose another --out" in sentence) == (2, True)


def test_a_database_in_a_folder_that_is_not_there_is_one_sentence(
    lake: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    argv = arguments(lake, tmp_path)
    argv[argv.index("--mlflow-uri") + 1] = f"sqlite:///{tmp_path}/nowhere/mlflow.db"

    status, sentence = failure(capsys, argv)

    assert (status, "correct --mlflow-uri" in sentence) == (2, True)
