"""A package's way from training to production by the command line, over a real MLflow on SQLite and a real audit log."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy
import pytest
from mlflow import MlflowClient

from andamio import cli
from andamio.audit.log import open_audit
from andamio.catalog.loading import load_catalog
from andamio.main import main
from andamio.models.linear_model import linear_onnx
from andamio.models.package import GoldenRow, Manifest, ModelPackage, write_package
from andamio.models.registry import Registry
from andamio.models.signing import local_signer
from andamio.models.training_schema import declared_schema, trained_schema

REQUEST = ("amount_minor", "lines", "distinct_products")
CATALOG = load_catalog()
SERVICE = CATALOG.services["reversal_risk@1"]
INPUTS = (*REQUEST, *SERVICE.feature_names())

Run = Callable[..., Any]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command as a person with a key of their own, all trusted; gives the JSON, or what stderr says."""
    signers = {name: local_signer(tmp_path / name, name) for name in ("ada", "bob")}
    trusted = [{"public_key": each.public_key, "signer": each.identity} for each in signers.values()]
    (tmp_path / "trusted.json").write_text(json.dumps({"keys": trusted}))
    monkeypatch.setenv("ANDAMIO_TRUSTED_KEYS", str(tmp_path / "trusted.json"))
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{tmp_path}/mlflow.db")

    def run(*argv: str, by: str = "ada", status: int = 0) -> Any:
        monkeypatch.setenv("ANDAMIO_STATE", str(tmp_path / by))
        assert cli.run(main, [*argv, "--json"]) == status, capsys.readouterr()
        captured = capsys.readouterr()
        return json.loads(captured.out) if captured.out else captured.err

    return run


def package(tmp_path: Path, name: str, bias: float) -> ModelPackage:
    matrix = numpy.array([[numpy.nan] * len(INPUTS), [1.0] * len(INPUTS)], dtype=numpy.float32)
    return write_package(
        tmp_path / name,
        onnx_bytes=linear_onnx([0.0] * len(INPUTS), bias),
        manifest=Manifest(
            *("reversal_risk", INPUTS, "reversal_risk@1", REQUEST, 0.5, name, "data", "code"),
            schema=trained_schema(declared_schema(CATALOG, SERVICE, REQUEST), matrix),
        ),
        golden_rows=[GoldenRow((None,) * len(INPUTS), 1 / (1 + float(numpy.exp(-bias))))],
        signer=local_signer(tmp_path / "ada"),
    )


def test_a_package_goes_to_production_with_its_gates_and_a_second_person(tmp_path: Path, ask: Run) -> None:
    client = MlflowClient(f"sqlite:///{tmp_path}/mlflow.db", f"sqlite:///{tmp_path}/mlflow.db")
    experiment = client.create_experiment("e", artifact_location=(tmp_path / "artifacts").as_uri())
    run_id, registry = client.create_run(experiment).info.run_id, Registry(f"sqlite:///{tmp_path}/mlflow.db")
    first, second = (package(tmp_path, name, bias) for name, bias in (("first", 0.0), ("second", 1.0)))
    registry.register(first, run_id, "champion")
    registry.register(second, run_id, "challenger")
    uri, releases, audit = f"sqlite:///{tmp_path}/mlflow.db", str(tmp_path / "releases"), str(tmp_path / "audit.db")
    record = ("--reason", "because", "--audit", audit)

    # A release of what is registered says where it comes from, and passes the gates.
    created = ask(
        *("releases", "create", "r1", "--releases", releases, "--package", "reversal_risk.dev@champion"),
        *("--registry", uri, "--set", "deadline_ms=400", "--set", 'batch={"max_size": 8}', "--audit", audit),
    )
    assert (created["digest"], created["registry"]) == (first.digest, {"model": "reversal_risk.dev", "version": 1})
    evidence = str(tmp_path / "gates.json")
    assert ask("releases", "verify", "r1", "--releases", releases, "--out", evidence)["passed"]

    # Nothing moves without evidence, or with another package's.
    to_staging = ("--to", "staging", *record)
    assert "has no gates' evidence" in ask("models", "promote", "reversal_risk@champion", *to_staging, status=1)
    other = ("models", "promote", "reversal_risk@challenger", "--evidence", evidence, *to_staging)
    assert "the gate report is about package" in ask(*other, status=1)
    staged = ask("models", "promote", "reversal_risk@champion", "--evidence", evidence, *to_staging)
    assert (staged["model"], staged["digest"]) == ("reversal_risk.staging", first.digest)

    # A release follows its package, and never goes before it.
    follow = ("releases", "promote", "r1", "--model", "reversal_risk", *record, "--registry", uri)
    assert ask(*follow, "--to", "staging")["model"] == "reversal_risk.releases.staging"
    early = ask(*follow, "--to", "production", status=1)
    assert "which reversal_risk.production has not; promote the package first" in early

    # Production takes a second person.
    production = ("models", "promote", "reversal_risk", "--to", "production", "--evidence", evidence, *record)
    approve = ("models", "approve", "reversal_risk", "--to", "production", *record)
    assert "has no approval for production; someone other than ada" in ask(*production, status=1)
    assert "ada is the author" in ask(*approve, status=1)
    assert ask(*approve, by="bob")["approver"] == "bob"
    assert ask(*production)["model"] == "reversal_risk.production"

    # Both are found where they are.
    assert ask(*follow, "--to", "production")["model"] == "reversal_risk.releases.production"
    assert [each["release_id"] for each in ask("releases", "list")["releases"]] == ["r1"] * 3
    versions = {(each["model"], each["version"]): each for each in ask("models", "list")["versions"]}
    assert set(versions) == {(f"reversal_risk.{e}", 1) for e in ("dev", "staging", "production")} | {
        ("reversal_risk.dev", 2)
    }
    promoted = versions["reversal_risk.production", 1]
    assert promoted["aliases"] == ["champion"]
    assert (promoted["promoted_by"], promoted["promoted_from"]) == ("ada", "reversal_risk.staging/1")
    assert ask("models", "verify", "reversal_risk.production")["trusted"]
    assert ask("models", "show", "reversal_risk.production")["digest"] == first.digest
    found = ask("models", "diff", "reversal_risk.production", "reversal_risk.dev@2", status=1)["differences"]
    assert {"training_run_id", "model_digest"} <= {each["field"] for each in found}

    # Who, what and why is on the record, refusals too.
    done = [(each.actor, each.action) for each in open_audit(audit, read_only=True).records()]
    assert [each for each in done if each[1] != "log.opened"] == [
        ("ada", "release.created"),
        ("ada", "package.refused"),
        ("ada", "package.refused"),
        ("ada", "model.promoted"),
        ("ada", "model.promoted"),
        ("ada", "package.refused"),
        ("bob", "approval.given"),
        ("ada", "model.promoted"),
        ("ada", "model.promoted"),
    ]


def test_a_release_is_shown_compared_and_refused_by_its_gates(tmp_path: Path, ask: Run) -> None:
    releases = str(tmp_path / "releases")
    path = str(package(tmp_path, "package", 0.0).path)
    for release_id, settings in (("r1", []), ("r2", ["--set", "threads=2", "--set", "device=cuda"])):
        ask("releases", "create", release_id, "--releases", releases, "--package", path, *settings)

    assert ask("releases", "show", "r2", "--releases", releases)["device"] == "cuda"
    found = ask("releases", "diff", "r1", "r2", "--releases", releases, status=1)["differences"]
    assert {each["field"] for each in found} == {"threads", "device"}
    assert [each["release_id"] for each in ask("releases", "list", "--releases", releases)["releases"]] == ["r1", "r2"]

    (tmp_path / "package" / "signature.json").unlink()
    verdict = ask("releases", "verify", "r1", "--releases", releases, status=1)
    assert [(check["name"], check["passed"]) for check in verdict["checks"]][-1] == ("signature", False)
    assert not ask("models", "verify", path, status=1)["trusted"]


def test_mistakes_are_one_sentence(tmp_path: Path, ask: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    releases = ("--releases", str(tmp_path))
    assert "there is no registry at sqlite" in ask("models", "list", status=2)
    assert "there is no package folder ./x" in ask("models", "show", "./x", status=2)
    assert "names no package" in ask("models", "show", "reversal_risk.nowhere", status=2)
    assert "cannot be read as a release" in ask("releases", "verify", "r9", *releases, status=2)
    assert "cannot be read as a release" in ask("releases", "diff", "r8", "r9", *releases, status=2)
    wrong = ("releases", "create", "r1", *releases, "--package", str(tmp_path), "--set", "digest=1")
    assert "is no model package: it has no manifest.json" in ask(*wrong, status=2)
    path = str(package(tmp_path, "package", 0.0).path)
    create = ("releases", "create", "r1", *releases, "--package", path, "--set")
    assert "sets nothing" in ask(*create, "digest=1", status=2)
    assert "'speed' is not known" in ask(*create, "speed=1", status=2)
    assert "must be a name of letters" in ask("releases", "create", "r 1", *releases, "--package", path, status=2)
    for uri, why in (("mlflow.db", "is no address of a registry"), ("sqlite:///trusted.json", "cannot be opened")):
        monkeypatch.chdir(tmp_path)
        assert why in ask("models", "list", "--registry", uri, status=2 if uri == "mlflow.db" else 1)
    monkeypatch.delenv("MLFLOW_TRACKING_URI")
    assert "no registry is named" in ask("models", "list", status=2)


@pytest.fixture
def registered(tmp_path: Path, ask: Run) -> ModelPackage:
    """A package in dev, the champion."""
    uri = f"sqlite:///{tmp_path}/mlflow.db"
    client = MlflowClient(uri, uri)
    run_id = client.create_run(client.create_experiment("e", (tmp_path / "artifacts").as_uri())).info.run_id
    first = package(tmp_path, "first", 0.0)
    Registry(uri).register(first, run_id, "champion")
    return first


def test_what_the_registry_has_not_is_a_mistake_and_a_registry_that_is_away_is_none(
    registered: ModelPackage, ask: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    for reference in ("reversal_risk@9", "reversal_risk@nobody", "churn", "reversal_risk.production"):
        assert "has no version" in ask("models", "show", reference, status=2)
        # Not 1, which says that they differ.
        assert "has no version" in ask("models", "diff", "reversal_risk", reference, status=2)
    assert ask("models", "list", "--model", "churn")["versions"] == []
    assert cli.run(main, ["models", "list", "--model", "churn"]) == 0
    assert capsys.readouterr().out == "no version of churn is registered\n"


def test_a_damaged_package_is_a_verdict_also_for_machines(tmp_path: Path, ask: Run) -> None:
    path = package(tmp_path, "package", 0.0).path
    (path / "model.onnx").write_bytes(b"other")
    verdict = ask("models", "verify", str(path), status=1)
    assert (verdict["digest"], verdict["trusted"]) == (None, False)
    assert "model.onnx: has digest" in verdict["detail"]


def test_a_version_of_another_environment_is_not_taken_for_the_one_before(
    registered: ModelPackage, ask: Run, tmp_path: Path
) -> None:
    why = ("--reason", "x")
    said = ask("models", "promote", "reversal_risk.production@champion", "--to", "staging", *why, status=2)
    assert "is not in dev, from where --to staging takes it; write reversal_risk.dev@champion" in said
    assert "has no gates' evidence" in ask("models", "promote", "reversal_risk.dev", "--to", "staging", *why, status=1)
    (tmp_path / "no.json").write_text("{}")
    for file in ("no.json", "nowhere.json"):
        evidence = ("--evidence", str(tmp_path / file))
        said = ask("models", "promote", "reversal_risk", "--to", "staging", *why, *evidence, status=2)
        assert "is no gate report" in said
        assert "name what andamio releases verify --out wrote" in said


@pytest.mark.parametrize("reason", [" ", "x" * 1_001, "as ada@shop.example asked"])
def test_what_cannot_be_recorded_is_not_done(registered: ModelPackage, ask: Run, tmp_path: Path, reason: str) -> None:
    releases, uri = str(tmp_path / "releases"), f"sqlite:///{tmp_path}/mlflow.db"
    create = ("releases", "create", "r1", "--releases", releases, "--package", "reversal_risk", "--registry", uri)
    status = 1 if reason.strip() else 2
    record = ("--reason", reason, "--audit", str(tmp_path / "audit.db"))
    assert "reason" in ask(*create, *record, status=status)
    assert not Path(releases, "r1.json").exists()
    assert ask("releases", "list", "--registry", uri)["releases"] == []

    ask(*create)
    evidence = str(tmp_path / "gates.json")
    ask("releases", "verify", "r1", "--releases", releases, "--out", evidence)
    promote = ("models", "promote", "reversal_risk", "--to", "staging", "--evidence", evidence)
    assert "reason" in ask(*promote, *record, status=status)
    assert {each["model"] for each in ask("models", "list")["versions"]} == {"reversal_risk.dev"}
    ask(*promote, "--reason", "better")
    approve = ("models", "approve", "reversal_risk", "--to", "production", *record)
    assert "reason" in ask(*approve, by="bob", status=status)
    follow = ("releases", "promote", "r1", "--model", "reversal_risk", "--to", "staging", "--registry", uri)
    assert "reason" in ask(*follow, *record, status=status)
    assert [each["model"] for each in ask("releases", "list")["releases"]] == ["reversal_risk.releases.dev"]


def test_a_broken_document_hides_no_other_release(tmp_path: Path, ask: Run, capsys: pytest.CaptureFixture[str]) -> None:
    releases = tmp_path / "releases"
    ask("releases", "create", "r1", "--releases", str(releases), "--package", str(package(tmp_path, "p", 0.0).path))
    (releases / "r2.json").write_text("{")
    listed = ask("releases", "list", "--releases", str(releases), status=1)["releases"]
    assert [each["release_id"] for each in listed] == ["r1", "r2"]
    assert "is not JSON" in listed[1]["problem"]
    assert cli.run(main, ["releases", "list", "--releases", str(releases)]) == 1
    said = capsys.readouterr().out
    assert "r1 " in said
    assert "is not JSON" in said
