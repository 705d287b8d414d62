"""The examples of infra/environments start where they say, and what development allows starts nowhere else."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

import feature_api.main
import inference.main
import rollout_controller.main
from andamio.environment import VARIABLE, Environment
from andamio.errors import UserError
from andamio.service_run.run import settings_in_force

FOLDER = Path("infra/environments")
OUTSIDE = ("staging", "production")


@dataclass(frozen=True)
class Service:
    """Its command line, and what it has to say against it."""

    parser: Callable[[], argparse.ArgumentParser]
    wrong: Callable[[argparse.Namespace], list[str]]


SERVICES = {
    "feature_api": Service(feature_api.main.parser, feature_api.main.wrong),
    "inference": Service(inference.main.parser, inference.main.wrong),
    "rollout_controller": Service(rollout_controller.main.parser, rollout_controller.main.wrong),
}


def example(name: str) -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text())
    assert document["environment"] == name
    assert set(document["services"]) == set(SERVICES)
    return document


def check(service: str, arguments: list[str], environment: str, auth: Path | None) -> None:
    """As the service's main does."""
    options = SERVICES[service].parser().parse_args(arguments)
    if getattr(options, "pii_keys", None):
        options.pii_keys = FOLDER / options.pii_keys
    options.auth = auth
    settings_in_force(service, options, Environment(environment), SERVICES[service].wrong(options))


@pytest.mark.parametrize("environment", OUTSIDE)
@pytest.mark.parametrize("service", SERVICES)
def test_the_example_of_an_environment_starts_there(
    service: str, environment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = example(environment)
    for name, value in document["variables"].items():
        monkeypatch.setenv(name, value)
    arguments = document["services"][service]
    check(service, arguments, environment, FOLDER / arguments[arguments.index("--auth") + 1])


@pytest.mark.parametrize("environment", OUTSIDE)
@pytest.mark.parametrize(
    ("service", "changes", "named"),
    [
        (
            "feature_api",
            {"--store": "redis://features.example/0", "--host": "0.0.0.0", "--served-log": "served"},
            ["--auth", "rediss://", "--pii-keys"],
        ),
        (
            "inference",
            {"--feature-api": "http://features.example", "--feature-token": "", "--allow-fault-injection": None},
            [
                "--auth",
                "https://",
                "--pii-keys",
                "--feature-token",
                "--allow-fault-injection",
                "ALLOW_UNSIGNED",
                "TRUSTED_KEYS",
            ],
        ),
        (
            "rollout_controller",
            {"--state": "postgresql://rollout@db.example/rollout"},
            ["--auth", "--audit", "sslmode=verify-full", "ALLOW_UNSIGNED", "TRUSTED_KEYS"],
        ),
    ],
)
def test_what_development_allows_is_refused_elsewhere_all_at_once(
    service: str, changes: dict[str, str | None], named: list[str], environment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANDAMIO_ALLOW_UNSIGNED", "1")
    monkeypatch.delenv("ANDAMIO_TRUSTED_KEYS", raising=False)
    arguments = [*example("dev")["services"][service]]
    for option, value in changes.items():
        arguments += [option] if value is None else [option, value]
    check(service, [*example("dev")["services"][service]], "dev", None)
    with pytest.raises(UserError) as refused:
        check(service, arguments, environment, None)
    assert f"{service} does not start in {environment}" in str(refused.value)
    assert [name for name in named if name not in str(refused.value)] == []


@pytest.mark.parametrize("service", SERVICES)
def test_the_main_of_every_service_asks(
    service: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(VARIABLE, "production")
    arguments = list(example("dev")["services"][service])
    at = arguments.index("--auth")
    main = {"feature_api": feature_api, "inference": inference, "rollout_controller": rollout_controller}[service].main
    with pytest.raises(UserError, match=f"{service} does not start in production"):
        main.main([*arguments[:at], *arguments[at + 2 :]])
