"""The service as a process: it answers and drains, and starts nowhere with what only development may have."""

import json
import time
from contextlib import closing
from pathlib import Path

import pytest
import yaml

from andamio import cli
from andamio.audit.log import open_audit
from andamio.auth.attack_table import Authority, bearer
from andamio.auth.development import DevelopmentIssuer, Identity, write_settings
from andamio.catalog.loading import REFERENCE_POLICY
from andamio.environment import VARIABLE, Environment
from andamio.errors import UserError
from andamio.features.sdk import features_place
from andamio.service_run.local_service import LocalService, free_port
from andamio.service_run.run import settings_in_force
from {{ cookiecutter.service }}.example_store import TENANT, WHOM, write_store
from {{ cookiecutter.service }}.main import main, parser
from {{ cookiecutter.service }}.question import KEY, NAME

OPTIONS: dict[str, list[str]] = yaml.safe_load(Path(f"services/{NAME}/environments.yaml").read_text("utf-8"))
TRACE = f"{7:032x}"


def test_a_process_answers_is_traced_and_on_record_and_stops_when_told(tmp_path: Path) -> None:
    write_store(tmp_path / "online.db", time.time_ns() // 1_000_000 - 1_000).close()
    auth = write_settings(tmp_path / "auth", REFERENCE_POLICY, Environment.DEV)
    ana = Identity("ana", [TENANT], ["analyst"], ["fraud_investigation"])
    token = DevelopmentIssuer(tmp_path / "auth", Environment.DEV).issue(ana, time.time())
    headers = {**bearer(token), "traceparent": f"00-{TRACE}-{9:016x}-01"}
    places = {"features": "online.db", "limits": "limits.json", "telemetry-dir": "telemetry", "audit": "audit.db"}
    options = [f"--auth={auth}", *(f"--{option}={tmp_path / place}" for option, place in places.items())]
    with LocalService(f"{NAME}.main", *options, folder=tmp_path) as service:
        status, answer = service.ask("POST", f"/v1/tenants/{TENANT}/check", {KEY: WHOM}, headers)
        assert (status, answer["over"]) == (200, False)
        assert answer["value"] is not None
        assert service.ask("POST", f"/v1/tenants/{TENANT}/check", {KEY: WHOM})[0] == 401
    assert service.status == 0
    spans = [json.loads(line) for line in (tmp_path / "telemetry" / f"{NAME}.traces.ndjson").open()]
    assert TRACE in {span["trace_id"] for span in spans}
    with closing(open_audit(str(tmp_path / "audit.db"), read_only=True)) as log:
        assert log.verify().ok
        assert [each.action for each in log.records()] == ["deployment.applied", "policy.changed", "pii.accessed"]
    assert WHOM not in service.output.read_text("utf-8")


@pytest.mark.parametrize("environment", ["staging", "production"])
def test_the_settings_of_an_environment_start_there_and_those_of_development_do_not(
    environment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = parser().parse_args(OPTIONS[environment])
    assert options.auth.name == f"{environment}.yaml"
    options.auth = Authority(tmp_path / "auth", REFERENCE_POLICY).settings
    assert settings_in_force(NAME, options, Environment(environment), features_place.wrong(options)) is not None
    at = OPTIONS["dev"].index("--auth")
    monkeypatch.setenv(VARIABLE, environment)
    with pytest.raises(UserError, match=f"{NAME} does not start in {environment}") as refused:
        main([*OPTIONS["dev"][:at], *OPTIONS["dev"][at + 2 :]])
    for named in ("--auth", "--audit", "--features"):
        assert named in str(refused.value)


def test_a_mistake_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store, limits = tmp_path / "online.db", tmp_path / "limits.json"
    arguments = ["--features", str(store), "--limits", str(limits), "--port", str(free_port())]
    assert cli.run(main, arguments) == 2
    assert "there is no online store at" in capsys.readouterr().err.splitlines()[-1]
    write_store(store, time.time_ns() // 1_000_000).close()
    limits.write_text("[1]")
    assert cli.run(main, arguments) == 2
    assert "--limits" in capsys.readouterr().err.splitlines()[-1]
