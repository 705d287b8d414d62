"""Renders the template as a user would, beside the real catalog, and runs the rendered tests, a process among them."""

import importlib
import shutil
import subprocess
import time
from pathlib import Path

import pytest
import yaml
from cookiecutter.exceptions import FailedHookException

from andamio.auth.attack_table import bearer
from andamio.auth.development import DevelopmentIssuer, Identity, write_settings
from andamio.catalog import loading
from andamio.environment import Environment
from andamio.main import main as andamio
from andamio.service_run.local_service import LocalService
from andamio.telemetry.slo.generate import OUT
from andamio.telemetry.slo.generate import main as generate
from andamio.telemetry.slo.generate import objectives
from templates import rendering
from templates.rendering import run_tests

TEMPLATE = Path(__file__).parent
SERVICE = Path("services/velocity_check")
INDEX = "| Runbook | Owner |\n|---|---|\n"
LAST = "| [Incident review: a template](incident-review.md) | ml-platform |\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The root of a repository with the real catalog's documents and an index of runbooks."""
    root = tmp_path / "repository"
    shutil.copytree(
        Path(loading.__file__).parent,
        root / "libs/andamio/catalog",
        ignore=shutil.ignore_patterns("*.py", "__pycache__", "generated"),
    )
    (root / "docs/runbooks").mkdir(parents=True)
    (root / "docs/runbooks/README.md").write_text(INDEX + LAST)
    (root / "pants.toml").touch()
    return root


def render(repository: Path, **answers: str) -> set[str]:
    """Of this template."""
    return rendering.render(TEMPLATE, repository, **answers)


def test_the_defaults_render_a_service_with_owner_objectives_and_runbook_whose_tests_pass(repository: Path) -> None:
    files = render(repository)

    assert {file.rpartition("/")[2] for file in files if file.startswith(str(SERVICE))} >= {
        *("BUILD", "README.md", "app.py", "app_test.py", "environments.yaml", "main.py", "main_test.py", "slo.yaml"),
    }
    assert not [file for file in files if "cookiecutter" in file or file.startswith(".")]
    runbook = "docs/runbooks/velocity-check.md"
    slos = objectives(repository)["velocity_check"]
    assert {(slo.owner, slo.runbook) for slo in slos} == {("payments-risk", runbook)}
    assert runbook in files
    index = (repository / "docs/runbooks/README.md").read_text()
    assert index == f"{INDEX}| [velocity_check fails, or is slow](velocity-check.md) | payments-risk |\n{LAST}"
    result = run_tests(repository, SERVICE)
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_rendered_service_reads_through_the_feature_api_with_its_token_and_in_one_trace(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    render(repository)
    monkeypatch.syspath_prepend(str(repository / "services"))
    store = importlib.import_module("velocity_check.example_store")
    store.write_store(tmp_path / "online.db", time.time_ns() // 1_000_000 - 1_000).close()
    auth = write_settings(tmp_path / "auth", loading.REFERENCE_POLICY, Environment.DEV)
    issuer = DevelopmentIssuer(tmp_path / "auth", Environment.DEV)
    own = Identity("svc-velocity-check", ["*"], ["inference"], ["fraud_prevention"])
    (tmp_path / "own.token").write_text(issuer.issue(own, time.time()))
    ana = issuer.issue(Identity("ana", ["shop"], ["analyst"], ["fraud_investigation"]), time.time())
    every = [f"--auth={auth}", f"--telemetry-dir={tmp_path / 'telemetry'}"]
    with LocalService("feature_api.main", f"--store={tmp_path / 'online.db'}", *every, folder=tmp_path) as api:
        places = [f"--features={api.url}", f"--feature-token=file:{tmp_path / 'own.token'}"]
        places.append(f"--limits={tmp_path / 'limits.json'}")
        with LocalService("velocity_check.main", *places, *every, folder=tmp_path) as service:
            asked = {**bearer(ana), "traceparent": f"00-{7:032x}-{9:016x}-01"}
            status, answer = service.ask("POST", "/v1/tenants/shop/check", {"customer": store.WHOM}, asked)
    assert (status, answer["value"], service.status) == (200, 1, 0)
    for name in ("feature_api", "velocity_check"):
        spans = (tmp_path / "telemetry" / f"{name}.traces.ndjson").read_text()
        assert f"{7:032x}" in spans, name


def test_andamio_new_leaves_nothing_stale(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(TEMPLATE, repository / "templates/service")
    monkeypatch.chdir(repository / "docs")
    monkeypatch.setenv("HOME", str(repository.parent))
    assert andamio(["new", "service", "velocity_check", "owner=growth"]) == 0

    said = capsys.readouterr().out
    rules = repository / OUT / "rules/velocity_check.yaml"
    for named in (SERVICE / "slo.yaml", rules.relative_to(repository), OUT / "dashboards/velocity_check.json"):
        assert f"{named}\n" in said
    assert "next:\n  ./pants lint check test services/velocity_check::" in said
    assert generate(["--root", str(repository), "--check"]) == 0
    groups = yaml.safe_load(rules.read_text())["groups"]
    assert [group["name"] for group in groups] == ["velocity-check-availability", "velocity-check-latency"]
    promtool = shutil.which("promtool")
    if promtool is not None:
        checked = subprocess.run([promtool, "check", "rules", rules], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout + checked.stderr


def test_other_answers_render_a_working_service_too(repository: Path) -> None:
    render(
        repository,
        service="abacus",
        owner="growth",
        description='How "much" of it\'s taken \\ back',
        feature="customer_reversals__reversed_amount_sum_90d",
    )

    # Imports are in order wherever the name stands in it.
    lines = (repository / "services/abacus/main.py").read_text().splitlines()
    ours = [line.split()[1] for line in lines if line.startswith(("from andamio", "from abacus"))]
    assert ours == sorted(ours)
    result = run_tests(repository, Path("services/abacus/app_test.py"))
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"service": "Velocity Check"}, "service 'Velocity Check' is not a snake_case identifier"),
        ({"service": "../evil"}, "service '../evil' is not a snake_case identifier"),
        ({"service": "class"}, "service 'class' is not a snake_case identifier"),
        ({"service": "logging"}, "service 'logging' is the name of another package"),
        ({"service": "stale_features"}, "docs/runbooks/stale-features.md is there already; choose another service"),
        ({"owner": "Me & Co"}, "owner 'Me & Co' is not a team's name"),
        ({"description": " "}, "description is empty"),
        ({"feature_service": "churn@1"}, "there is no feature service 'churn@1' in the catalog; choose from rev"),
        ({"feature": "payments"}, "feature 'payments' is not in reversal_risk@1; choose from customer_payments__"),
        ({"key": "card"}, "key 'card' is not the key of customer_payments__payments_count_24h; answer key=customer"),
    ],
)
def test_a_bad_answer_is_refused_in_one_sentence_and_leaves_nothing(
    repository: Path, capfd: pytest.CaptureFixture[str], answers: dict[str, str], reason: str
) -> None:
    (repository / "docs/runbooks/stale-features.md").touch()
    before = sorted(repository.rglob("*"))

    with pytest.raises(FailedHookException):
        render(repository, **answers)

    (sentence,) = [line for line in capfd.readouterr().err.splitlines() if line.startswith("templates/service:")]
    assert reason in sentence
    assert sorted(repository.rglob("*")) == before


def test_rendering_twice_overwrites_nothing(repository: Path, capfd: pytest.CaptureFixture[str]) -> None:
    render(repository)
    readme = repository / SERVICE / "README.md"
    readme.write_text("mine")

    with pytest.raises(FailedHookException):
        render(repository)

    assert "services/velocity_check is there already" in capfd.readouterr().err
    assert readme.read_text() == "mine"
