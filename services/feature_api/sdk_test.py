"""The SDK against the real service: the same rows as read in-process, and errors that say what the API said."""

import asyncio
import json
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from andamio import cli
from andamio.auth.development import DevelopmentIssuer, Identity, write_settings
from andamio.auth.service_token import TOKEN_VARIABLE
from andamio.catalog.loading import REFERENCE_POLICY, load_catalog
from andamio.environment import Environment
from andamio.features.online.event_examples import rows_of_event, stream_lines
from andamio.features.online.sqlite_store import SqliteStore
from andamio.features.sdk.api_features import ENTITIES_A_REQUEST, ApiFeatures, AsyncApiFeatures
from andamio.features.sdk.feature_rows import FeatureReadError, FeatureRequestRefused
from andamio.features.sdk.local_features import LocalFeatures
from andamio.features.sdk.read_command import add_read_commands
from andamio.service_run.local_service import LocalService

CATALOG = load_catalog()
SERVICE = CATALOG.services["reversal_risk@1"]
PAYMENTS = SERVICE.views[0]
HOUR = 3_600_000
CUTOVER = PAYMENTS.coarsest_hop_ms * 30_000
PAID_AT = CUTOVER + 50 * HOUR
ADA = {"tenant": "shop", "customer": "ada"}


@dataclass(frozen=True, slots=True)
class Service:
    """The feature API as a process over a store with one payment, for whoever holds the token, of one tenant."""

    url: str
    store: SqliteStore
    path: Path
    token: str


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("api")
    store = SqliteStore(folder / "online.db", CATALOG.views.values(), create=True)
    for view in SERVICE.views:
        store.write_batch(view, CUTOVER, [])
    rows = rows_of_event(PAYMENTS, "shop", "ada", {"amount_minor": 1250, "lines": 3}, PAID_AT)
    store.apply(1, stream_lines(PAYMENTS, rows, 41), "")
    auth = write_settings(folder / "auth", REFERENCE_POLICY, Environment.DEV)
    me = Identity("me", ["shop"], ["inference"], ["fraud_prevention"])
    token = DevelopmentIssuer(folder / "auth", Environment.DEV).issue(me, time.time())
    options = [f"--store={store.path}", f"--auth={auth}"]
    with closing(store), LocalService("feature_api.main", *options, folder=folder) as process:
        yield Service(process.url, store, store.path, token)


def test_through_the_api_and_in_process_the_rows_are_the_same(service: Service) -> None:
    local = LocalFeatures(CATALOG.services.values(), service.store)
    entities = [ADA, {"tenant": "shop", "customer": "bob"}]
    with ApiFeatures(service.url, service.token) as api:
        for as_of_ms in (PAID_AT, PAID_AT + 1, PAID_AT + HOUR, 0):
            for event_times in (False, True):
                asked = {"as_of_ms": as_of_ms, "event_times": event_times}
                one = api.read(SERVICE.id, entities, **asked)  # type: ignore[arg-type]
                assert one == local.read(SERVICE.id, entities, **asked)  # type: ignore[arg-type]
                assert one.table().equals(local.read(SERVICE.id, entities, **asked).table())  # type: ignore[arg-type]
        assert not api.read(SERVICE.id, entities, as_of_ms=0).complete


def test_a_batch_of_several_requests_is_read_at_one_time(service: Service) -> None:
    entities = [{"tenant": "shop", "customer": f"c{n}"} for n in range(2 * ENTITIES_A_REQUEST)] + [ADA]

    async def read() -> None:
        async with AsyncApiFeatures(service.url, service.token) as api:
            rows = await api.read(SERVICE.id, entities)
            assert list(rows.entities) == entities
            with_ada = [n for n, values in enumerate(rows.values) if rows.statuses[n][PAYMENTS.id] != "not_found"]
            assert with_ada == [2 * ENTITIES_A_REQUEST]
            assert rows.applied_positions[PAYMENTS.id] == {0: 41}

    asyncio.run(read())


def test_what_the_api_refuses_says_why_and_names_the_field(service: Service) -> None:
    with ApiFeatures(service.url, service.token) as api:
        with pytest.raises(FeatureRequestRefused, match="reversal_risk@9") as unknown:
            api.read("reversal_risk@9", [ADA])
        assert unknown.value.field == "feature_service"
        with pytest.raises(FeatureRequestRefused, match="tenant"):
            api.read(SERVICE.id, [{"tenant": "other", "customer": "ada"}])
        with pytest.raises(FeatureRequestRefused):
            api.read(SERVICE.id, [])
    with ApiFeatures(service.url, "not-the-token") as stranger, pytest.raises(FeatureRequestRefused):
        stranger.read(SERVICE.id, [ADA])


def test_the_command_line_reads_through_the_api_with_the_token_of_the_environment(
    service: Service, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main = cli.main_of(lambda groups: add_read_commands(groups, lambda folder: CATALOG.services))

    def get(*source: str) -> int:
        asked = ["--entity", "tenant=shop,customer=ada", "--as-of-ms", str(PAID_AT + 1), "--event-times", "--json"]
        return cli.run(main, ["get", "--service", SERVICE.id, *asked, *source])

    monkeypatch.setenv(TOKEN_VARIABLE, service.token)
    assert get("--url", service.url) == 0
    answered = json.loads(capsys.readouterr().out)
    assert get("--store", str(service.path)) == 0
    assert json.loads(capsys.readouterr().out) == answered
    assert answered["results"][0]["statuses"][PAYMENTS.id] == "present"
    monkeypatch.delenv(TOKEN_VARIABLE)
    assert get("--url", service.url) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_service_that_is_not_there_is_tried_for_a_while_and_then_said_so() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with ApiFeatures(url, patience_s=0.2) as api, pytest.raises(FeatureReadError, match="is it running"):
            api.read(SERVICE.id, [ADA])
