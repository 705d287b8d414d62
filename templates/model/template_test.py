"""Renders the template as a user would, into a copy of the catalog, and runs the rendered tests."""

import shutil
from pathlib import Path

import pytest
from cookiecutter.exceptions import FailedHookException

from andamio.catalog import loading
from templates import rendering
from templates.rendering import run_tests

TEMPLATE = Path(__file__).parent
CATALOG = Path("libs/andamio/catalog")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The root of a repository with the real catalog, code and documents."""
    root = tmp_path / "repository"
    shutil.copytree(
        Path(loading.__file__).parent, root / CATALOG, ignore=shutil.ignore_patterns("*_test.py", "__pycache__")
    )
    (root / "pants.toml").touch()
    return root


def render(repository: Path, **answers: str) -> set[str]:
    """Of this template."""
    return rendering.render(TEMPLATE, repository, **answers)


def test_the_defaults_render_a_model_whose_documents_load_and_whose_tests_pass(repository: Path) -> None:
    files = render(repository)

    assert files >= {
        f"{CATALOG}/payments/contracts/card_charged.v1.yaml",
        f"{CATALOG}/payments/entities/card.v1.yaml",
        f"{CATALOG}/payments/views/card_activity.v1.yaml",
        f"{CATALOG}/payments/services/chargeback_risk.v1.yaml",
        f"{CATALOG}/payments/models/chargeback_risk.v1.yaml",
        "jobs/train_chargeback_risk/BUILD",
        "jobs/train_chargeback_risk/README.md",
        "jobs/train_chargeback_risk/main.py",
        "jobs/train_chargeback_risk/release.py",
        "jobs/train_chargeback_risk/training_test.py",
    }
    assert not [file for file in files if "cookiecutter" in file or file.startswith(".")]
    assert "chargeback_risk@1" in loading.load_catalog(repository / CATALOG).services
    result = run_tests(repository, Path("jobs/train_chargeback_risk"))
    assert result.returncode == 0, result.stdout + result.stderr


def test_other_answers_about_an_entity_that_is_there_already_render_a_working_model_too(repository: Path) -> None:
    files = render(
        repository,
        model="churn",
        owner="growth",
        description='Will the customer come back? "Yes" or: no',
        domain="subscriptions",
        entity="customer",
        event="plan_renewed",
        currency="EUR",
    )
    catalog = loading.load_catalog(repository / CATALOG)

    assert f"{CATALOG}/subscriptions/entities/customer.v1.yaml" not in files
    assert catalog.services["churn@1"].description == 'Will the customer come back? "Yes" or: no'
    assert catalog.entity_of(catalog.views["customer_activity@1"]).owner != "growth"
    result = run_tests(repository, Path("jobs/train_churn"))
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"model": "Chargeback Risk"}, "model 'Chargeback Risk' is not a snake_case identifier"),
        ({"model": "../evil"}, "model '../evil' is not a snake_case identifier"),
        ({"event": "class"}, "event 'class' is not a snake_case identifier"),
        ({"entity": "tenant"}, "entity 'tenant' is a column of every event"),
        ({"owner": "Me & Co"}, "owner 'Me & Co' is not a team's name"),
        ({"currency": "pounds"}, "currency 'pounds' is not an ISO 4217 code"),
        ({"description": " "}, "description is empty"),
        ({"event": "payment_captured"}, "payment_captured.v1.yaml is there already; choose another event"),
        ({"model": "reversal_risk"}, "reversal_risk.v1.yaml is there already; choose another model"),
    ],
)
def test_a_bad_answer_is_refused_in_one_sentence_and_leaves_nothing(
    repository: Path, capfd: pytest.CaptureFixture[str], answers: dict[str, str], reason: str
) -> None:
    before = sorted(repository.rglob("*"))

    with pytest.raises(FailedHookException):
        render(repository, **answers)

    (sentence,) = [line for line in capfd.readouterr().err.splitlines() if line.startswith("templates/model:")]
    assert reason in sentence
    assert sorted(repository.rglob("*")) == before


def test_rendering_outside_a_repository_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "elsewhere").mkdir()

    with pytest.raises(FailedHookException):
        render(tmp_path / "elsewhere")

    assert "it has no pants.toml; change to the root" in capfd.readouterr().err


def test_rendering_twice_overwrites_nothing(repository: Path, capfd: pytest.CaptureFixture[str]) -> None:
    render(repository)
    readme = repository / "jobs" / "train_chargeback_risk" / "README.md"
    readme.write_text("mine")

    with pytest.raises(FailedHookException):
        render(repository)

    assert "is there already" in capfd.readouterr().err
    assert readme.read_text() == "mine"
