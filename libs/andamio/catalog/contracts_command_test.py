"""`andamio contracts check` in real git repositories: what was released stays true, or the change is named."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from andamio import cli
from andamio.catalog.contracts_command import add_commands

PAYMENTS = Path(__file__).parent / "payments"
VIEW, SERVICE = "views/customer_reversals.v1.yaml", "services/reversal_risk.v1.yaml"
CONTRACT, MODEL = "contracts/payment_reversed.v1.yaml", "models/reversal_risk.v1.yaml"


class Repository:
    """A repository with the packaged catalog, on branch main."""

    def __init__(self, root: Path) -> None:
        self.root, self.payments = root, root / "libs/andamio/catalog/payments"
        shutil.copytree(PAYMENTS, self.payments)
        self.git("init", "-q", "-b", "main")
        self.commit()

    def git(self, *arguments: str) -> None:
        identity = ["-c", "user.name=t", "-c", "user.email=t@localhost", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *identity, *arguments], cwd=self.root, check=True, capture_output=True)

    def commit(self, *tags: str) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "x")
        for tag in tags:
            self.git("tag", tag)

    def change(self, document: str, change: Callable[[dict[str, Any]], object]) -> None:
        path = self.payments / document
        content = yaml.safe_load(path.read_text())
        change(content)
        path.write_text(yaml.safe_dump(content, sort_keys=False))

    def check(self, capsys: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, str, str]]:
        """(against, rule, field) of each finding; the exit status must fit."""
        status = self.run("--json", *arguments)
        printed = json.loads(capsys.readouterr().out)
        assert status == (1 if printed["findings"] else 0)
        assert all(finding["fix"] and finding["document"] for finding in printed["findings"])
        return [(finding["against"], finding["rule"], finding["field"]) for finding in printed["findings"]]

    def run(self, *arguments: str) -> int:
        return cli.run(cli.main_of(add_commands), ["contracts", "check", "--repository", str(self.root), *arguments])


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path)
    made.git("tag", "release/1.9")
    return made


CHANGES: list[tuple[str, Callable[[dict[str, Any]], object], str, str]] = [
    (VIEW, lambda d: d["features"][1].update(window="90d"), "window changed", "features.reversals_count_30d"),
    (VIEW, lambda d: d["features"][0].update(function="time_since_last"), "function changed", "features"),
    (VIEW, lambda d: d["features"][3].update(column="lines"), "column changed", "features.reversed_amount_sum_30d"),
    (VIEW, lambda d: d["features"].pop(), "feature removed", "features.time_since_last_reversal_90d"),
    (VIEW, lambda d: d["features"].append(d["features"][0] | {"name": "more"}), "feature added", "features.more"),
    (VIEW, lambda d: d["features"].reverse(), "features reordered", "features"),
    (VIEW, lambda d: d.update(filter=[{"column": "currency", "equals": "EUR"}]), "filter changed", "filter"),
    (VIEW, lambda d: d["hops"].update({"24h": "1h"}), "edge changed", "hops"),
    (VIEW, lambda d: d.update(ttl="91d"), "ttl changed", "ttl"),
    (VIEW, lambda d: d.update(owner="growth", description="x", freshness="9s", tail="20m"), "", ""),
    (SERVICE, lambda d: d["views"].reverse(), "views changed", "views"),
    (
        CONTRACT,
        lambda d: d.update(version="1.1.0")
        or d["schema"][0]["properties"][3].update(logicalTypeOptions={"minLength": 2}),
        "length narrowed",
        "country",
    ),
    (CONTRACT, lambda d: d["description"].update(purpose="x"), "version not raised", "version"),
    (CONTRACT, lambda d: d.update(version="1.1.0", status="deprecated"), "", ""),
]


@pytest.mark.parametrize(
    ("document", "change", "rule", "field"), CHANGES, ids=[f"{c[2]}-{i}" for i, c in enumerate(CHANGES)]
)
def test_a_change_of_what_was_released_is_named(
    repository: Repository, capsys: pytest.CaptureFixture[str], document: str, change: Any, rule: str, field: str
) -> None:
    repository.change(document, change)
    findings = repository.check(capsys)
    assert [(against, name) for against, name, _ in findings] == ([("release/1.9", rule)] if rule else [])
    assert all(place.startswith(field) for _, _, place in findings)


def test_features_keep_what_every_release_said_and_events_what_the_last_one_did(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.change(VIEW, lambda d: d.update(ttl="91d"))
    repository.change(CONTRACT, lambda d: d.update(version="1.1.0", description={"purpose": "x"}))
    repository.commit("release/1.10")
    # 1.10 is newer than 1.9, and the ttl is as there.
    assert repository.check(capsys) == [("release/1.9", "ttl changed", "ttl")]
    repository.change(VIEW, lambda d: d.update(ttl="92d"))
    assert repository.check(capsys) == [("release/1.10", "ttl changed", "ttl")]


def test_a_view_goes_after_its_last_reader(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    second = yaml.safe_load((repository.payments / VIEW).read_text()) | {"version": 2, "ttl": "91d"}
    (repository.payments / VIEW.replace("v1", "v2")).write_text(yaml.safe_dump(second))
    service = yaml.safe_load((repository.payments / SERVICE).read_text())
    service |= {"version": 2, "views": ["customer_payments@1", "customer_reversals@2"]}
    (repository.payments / SERVICE.replace("v1", "v2")).write_text(yaml.safe_dump(service))
    assert repository.check(capsys) == []
    repository.commit("release/2.0")
    # Model, service and view go at once: whoever still runs the release reads them.
    (repository.payments / VIEW).unlink()
    (repository.payments / SERVICE).unlink()
    repository.change(MODEL, lambda d: d.update(service="reversal_risk@2", version=2))
    (repository.payments / MODEL).rename(repository.payments / MODEL.replace("v1", "v2"))
    assert repository.run() == 1
    printed = capsys.readouterr().err
    assert (
        "view customer_reversals@1, file: view removed since release/2.0; service reversal_risk@1 reads it" in printed
    )
    assert "model reversal_risk@1 reads it" in printed


def test_a_view_that_a_service_reads_cannot_go(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    (repository.payments / VIEW).unlink()
    assert repository.run() == 1
    assert "services/reversal_risk.v1.yaml, views: there is no feature view" in capsys.readouterr().err


def test_without_a_release_the_merge_base_with_main_is_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repository = Repository(tmp_path)
    repository.git("checkout", "-q", "-b", "work")
    repository.change(VIEW, lambda d: d.update(ttl="91d"))
    repository.commit()
    assert [finding[1:] for finding in repository.check(capsys)] == [("ttl changed", "ttl")]
    assert repository.check(capsys, "--against", "HEAD") == []
    assert repository.run("--against", "nowhere") == 2
    assert "there is no reference 'nowhere' in " in capsys.readouterr().err
