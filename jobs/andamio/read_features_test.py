"""`andamio features get|history` as a user starts them, over a real store and a real lake."""

import json
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from andamio import cli
from andamio.audit.log import open_audit
from andamio.audit.record import Record
from andamio.auth.development import DevelopmentIssuer, Identity, write_settings
from andamio.auth.service_token import TOKEN_VARIABLE
from andamio.catalog.loading import REFERENCE_POLICY, load_catalog
from andamio.catalog.payment_examples import payment_row
from andamio.contracts.compilers.arrow import schema
from andamio.contracts.quality import QualityRules
from andamio.environment import VARIABLE, Environment
from andamio.features import oracle
from andamio.features.batch.lakehouse import Lakehouse
from andamio.features.batch.landing import land
from andamio.features.logs.event_log import EventLog
from andamio.features.online.event_examples import rows_of_event, stream_lines
from andamio.features.online.sqlite_store import SqliteStore
from andamio.main import main
from andamio.pii import key_settings
from andamio.pii.generalization import amount_bin
from andamio.pii.tokens import of_tenant

CATALOG = load_catalog()
SERVICE = CATALOG.services["reversal_risk@1"]
PAYMENTS, REVERSALS = SERVICE.views
HOUR = 3_600_000
CUTOVER = PAYMENTS.coarsest_hop_ms * 30_000
PAID_AT = CUTOVER + 50 * HOUR
FEATURES = [name for view in SERVICE.views for name in view.feature_names()]
ADA = "tenant=shop,customer=ada"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore(tmp_path / "online.db", CATALOG.views.values(), create=True)
    for view in SERVICE.views:
        opened.write_batch(view, CUTOVER, [])
    rows = rows_of_event(PAYMENTS, "shop", "ada", {"amount_minor": 1250, "lines": 3}, PAID_AT)
    opened.apply(1, stream_lines(PAYMENTS, rows, 41), "")
    yield opened
    opened.close()


@pytest.fixture
def lake(tmp_path: Path) -> Lakehouse:
    log, opened = EventLog(tmp_path / "log"), Lakehouse(tmp_path / "lake")
    log.append(
        [
            payment_row(name, CUTOVER - hours * HOUR, amount, customer="ada")
            for name, hours, amount in (("a", 5, 100), ("b", 1, 900))
        ]
    )
    for view in SERVICE.views:
        contract = CATALOG.contract_of(view)
        land(log, opened, contract.name, schema(contract), QualityRules(contract, logged=True).check_rows, print)
    return opened


def get(*arguments: str) -> int:
    return cli.run(main, ["features", "get", "--service", SERVICE.id, *arguments])


def test_get_prints_what_the_store_answers(
    store: SqliteStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--store", str(tmp_path / "online.db"), "--as-of-ms", str(PAID_AT + 1))
    bob = '{"tenant": "shop", "customer": "bob, the builder"}'
    assert get("--entity", ADA, "--entity", bob, *where, "--event-times", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["features"] == FEATURES
    for result, key in zip(answer["results"], ("ada", "bob, the builder"), strict=True):
        expected = [store.read(view, [("shop", key)], PAID_AT + 1).entities[0] for view in SERVICE.views]
        assert result["entity"] == {"tenant": "shop", "customer": key}
        assert result["values"] == [value for entity in expected for value in entity.values.values()]
        assert result["event_times_ms"][PAYMENTS.id] == (PAID_AT if key == "ada" else None)
    assert answer["applied_positions"][PAYMENTS.id] == {"0": 41}

    assert get("--entity", ADA, *where) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["customer_payments__amount_sum_24h", "1250"] in lines
    assert [f"{PAYMENTS.id}:", "status", "present"] in lines
    assert len(lines) == 1 + len(FEATURES) + len(SERVICE.views)


def test_a_value_that_nobody_knows_ends_with_status_1(
    store: SqliteStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert get("--entity", ADA, "--store", str(tmp_path / "online.db"), "--as-of-ms", "1") == 1
    assert "too_old" in capsys.readouterr().out


TIMES = [CUTOVER, CUTOVER - HOUR, CUTOVER - 6 * HOUR]
LABELS: dict[str, Any] = {
    "tenant": ["shop"] * 3,
    "customer": ["ada"] * 3,
    "paid_ms": TIMES,
    "note": ["of ada@example.org", "", None],
}


@pytest.fixture
def history(lake: Lakehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The command, but for what an export takes; tokens by a key of the test's own."""
    monkeypatch.setenv("ANDAMIO_STATE", str(tmp_path / "state"))
    labels = tmp_path / "labels.parquet"
    pq.write_table(pa.table(LABELS), labels)
    where = ["--labels", str(labels), "--lake", str(lake.root), "--out", str(tmp_path / "set.parquet")]
    return ["features", "history", "--service", SERVICE.id, *where, "--time-column", "paid_ms", "--json"]


@pytest.fixture
def clear(tmp_path: Path) -> list[str]:
    """What an export in clear takes beside a token."""
    auth = write_settings(tmp_path / "auth", REFERENCE_POLICY, Environment.DEV)
    return ["--clear", "--reason", "dispute 2026-114", "--auth", str(auth), "--audit", str(tmp_path / "audit.db")]


def show(monkeypatch: pytest.MonkeyPatch, folder: Path, **changes: Any) -> None:
    """Have the next commands show the token of a data steward, or of somebody else."""
    steward = Identity("eva", ["shop"], ["data_steward"], ["fraud_investigation"])
    token = DevelopmentIssuer(folder / "auth", Environment.DEV).issue(replace(steward, **changes), time.time())
    monkeypatch.setenv(TOKEN_VARIABLE, token)


def records(folder: Path) -> list[Record]:
    with closing(open_audit(str(folder / "audit.db"), read_only=True)) as log:
        return list(log.records())


def expected_features(folder: Path) -> list[tuple[Any, ...]]:
    deliveries = list(EventLog(folder / "log").read(PAYMENTS.contract))
    return [oracle.features_at(PAYMENTS, deliveries, "shop", "ada", t_ms, known_by_ms=t_ms) for t_ms in TIMES]


def test_history_in_clear_adds_what_was_known_at_each_labels_time(
    history: list[str],
    clear: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    show(monkeypatch, tmp_path)
    assert cli.run(main, [*history, *clear]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert (printed["labels"], printed["features"]) == (3, FEATURES)
    made = pq.read_table(tmp_path / "set.parquet")
    assert made.column_names == [*LABELS, *FEATURES]
    assert made.select(list(LABELS)).to_pydict() == LABELS
    assert [tuple(row[name] for name in PAYMENTS.feature_names()) for row in made.to_pylist()] == expected_features(
        tmp_path
    )
    assert [row["customer_payments__payments_count_24h"] for row in made.to_pylist()] == [2, 1, 0]
    assert sorted(path.name for path in tmp_path.glob("*.parquet*")) == ["labels.parquet", "set.parquet"]
    (record,) = records(tmp_path)
    assert (record.actor, record.action, record.subject) == ("eva", "pii.exported", f"feature_service:{SERVICE.id}")
    assert record.reason == "dispute 2026-114"


def test_history_leaves_with_tokens_and_bins_and_is_on_record(history: list[str], tmp_path: Path) -> None:
    assert cli.run(main, [*history, "--audit", str(tmp_path / "audit.db")]) == 0
    made = pq.read_table(tmp_path / "set.parquet")
    assert made["note"].to_pylist() == ["of [email]", "", None]
    assert made["paid_ms"].to_pylist() == TIMES
    keys = key_settings.key_settings(None, Environment.DEV).ring()
    assert {keys.reveal(token, of_tenant("customer", "shop")) for token in made["customer"].to_pylist()} == {"ada"}
    for row, exact in zip(made.to_pylist(), expected_features(tmp_path), strict=True):
        for name, value in zip(PAYMENTS.feature_names(), exact, strict=True):
            amount = "amount" in name and value is not None
            assert row[name] == (amount_bin(value) if amount else value), name
    assert made["customer_payments__amount_sum_24h"].to_pylist() == [1000, 100, 0]
    assert b"ada" not in (tmp_path / "set.parquet").read_bytes()
    (record,) = records(tmp_path)
    assert (record.action, record.subject) == ("pii.accessed", f"feature_service:{SERVICE.id}")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"roles": ["analyst"]}, "the caller's roles do not allow it"),
        ({"tenants": ["other"]}, "may not touch the data of tenant 'shop'"),
        ({"purposes": []}, "names no purpose"),
    ],
)
def test_in_clear_is_for_who_the_policy_allows(
    changes: dict[str, Any],
    said: str,
    history: list[str],
    clear: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    show(monkeypatch, tmp_path, **changes)
    assert cli.run(main, [*history, *clear]) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "set.parquet").exists()
    assert records(tmp_path) == []


def test_in_clear_takes_a_reason_a_policy_a_record_and_a_token(
    history: list[str],
    clear: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in (TOKEN_VARIABLE, "ANDAMIO_AUDIT_LOG"):
        monkeypatch.delenv(name, raising=False)
    for arguments, said in (
        (["--clear"], "it takes --reason, --auth, --audit, a token in ANDAMIO_TOKEN as well"),
        (clear, "it takes a token in ANDAMIO_TOKEN as well"),
        (["--reason", "why not"], "--reason says nothing without --clear"),
    ):
        assert cli.run(main, [*history, *arguments]) == 2
        assert said in capsys.readouterr().err
    monkeypatch.setenv(VARIABLE, "production")
    assert cli.run(main, history) == 2
    assert "does not start in production" in capsys.readouterr().err
    assert not (tmp_path / "set.parquet").exists()


def test_mistakes_of_get_end_with_status_2_and_name_the_fix(
    store: SqliteStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "online.db")
    for arguments, said in (
        (["--entity", "ada", "--store", path], "write it as in"),
        (["--entity", "{nothing", "--store", path], "write it as in"),
        (["--entity", "tenant=shop,tenant=shop", "--store", path], "write it as in"),
        (["--entity", "tenant=shop", "--store", path], "has no 'customer'"),
        (["--entity", ADA, "--store", path, "--service", "nothing@1"], "choose from reversal_risk@1"),
        (["--entity", ADA, "--store", str(tmp_path / "absent.db")], "no online store"),
        (["--entity", ADA, "--url", "localhost:8600"], "http://host:port"),
    ):
        assert get(*arguments) == 2
        printed = capsys.readouterr().err
        assert said in printed
        assert printed.count("\n") == 1


def test_mistakes_of_history_end_with_one_sentence_and_no_file(
    lake: Lakehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ANDAMIO_STATE", str(tmp_path / "state"))
    labels = tmp_path / "labels.parquet"
    right = {"tenant": ["shop"], "customer": ["ada"], "t_ms": [CUTOVER]}
    moment = pa.array([CUTOVER], pa.timestamp("us"))

    def history(columns: dict[str, Any], **changes: Path) -> tuple[int, str]:
        pq.write_table(pa.table(columns), labels)
        where = {"labels": labels, "lake": lake.root, "out": tmp_path / "set.parquet"} | changes
        options = [text for name, value in where.items() for text in (f"--{name}", str(value))]
        status = cli.run(main, ["features", "history", "--service", SERVICE.id, *options])
        return status, capsys.readouterr().err

    for (status, printed), expected, said in (
        (history(right, labels=tmp_path / "absent.parquet"), 2, "--labels"),
        (history(right | {"t_ms": moment}), 2, "as an integer"),
        (history(right | {FEATURES[0]: [1]}), 2, "already"),
        (history(right | {"customer": [["ada"]]}), 2, "join keys"),
        (history(right, out=tmp_path / "nowhere" / "set.parquet"), 2, "--out"),
        (history({"tenant": ["shop"], "t_ms": [1]}), 1, "no column 'customer'"),
        (history(right, lake=tmp_path / "nowhere"), 1, "--lake"),
    ):
        assert (status, printed.count("\n")) == (expected, 1)
        assert said in printed
    assert not (tmp_path / "set.parquet").exists()
