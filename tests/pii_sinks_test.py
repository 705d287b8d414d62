"""Every sink of the platform, written through the code that writes it in production, with a canary in a field of every
class: what is found on disk in clear is what `SINKS` and `POLICY` allow there, and nothing else.

A sink without a writer here fails, and so does a writer that goes past its edge. In the lakehouse, the online store and
MLflow nothing is treated: what may not be there in clear is refused.
"""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable

import batch_features.main
import tile_writer.main
from andamio import cli
from andamio.auth.secret import Secret
from andamio.catalog import loading
from andamio.catalog.definitions import Catalog
from andamio.catalog.loading import load_catalog
from andamio.contracts.compilers.arrow import schema
from andamio.contracts.model import PII_CLASSES, Contract, Field
from andamio.contracts.quality import QualityRules
from andamio.environment import Environment
from andamio.features.batch.lakehouse import Lakehouse
from andamio.features.batch.landing import land
from andamio.features.logs.event_log import EventLog
from andamio.features.online.view_answer import without_values
from andamio.models.training_schema import declared_schema
from andamio.pii.detokenizing import Access
from andamio.pii.exported_features import ExportedFeatures
from andamio.pii.key_settings import write_development_keys
from andamio.pii.landing_edge import LandingEdge
from andamio.pii.sinks import SINKS, Sink, WriteEdge, hidden_in_telemetry
from andamio.pii.tokens import KeyRing
from andamio.pii.treatment import UntreatedField, treatments
from andamio.telemetry.setup import start
from feature_api.served_log import ServedLog
from feature_api.service_plan import plan
from feature_api.validation import Read
from feature_parity.parity import Parity, Settings
from inference.decision_log import DecisionLog
from payment_events import ingest
from payment_events.quarantine import SCHEMA
from payment_events.write_edges import WriteEdges
from train_reversal_risk.labels import REQUEST_FIELDS

KEYS = KeyRing({"k1": Secret("11" * 64)}, "k1")
CATALOG = load_catalog()
VIEW = CATALOG.views["customer_payments@1"]
CANARIES = {each: f"canary-{each}-81724" for each in PII_CLASSES if each != "none"}
# A payment with a field of every class beside its own; the customer is the identifier.
PAYMENT: Contract = replace(
    CATALOG.contracts["payment_captured@1"],
    fields=(
        *CATALOG.contracts["payment_captured@1"].fields,
        *(Field(f"a_{each}", "string", pii_class=each) for each in CANARIES if each != "identifier"),
    ),
)
ROW: dict[str, Any] = {
    "event_id": "p1",
    "tenant": "shop",
    "customer": CANARIES["identifier"],
    "country": "Chile",
    "currency": "GBP",
    "amount_minor": 500,
    "lines": 1,
    "distinct_products": 1,
    "event_time_ms": 1_700_000_000_000,
    "known_at_ms": 1_700_000_000_000,
    "sequence": 1,
    "deleted": False,
    "contract_version": "1",
    **{f"a_{each}": canary for each, canary in CANARIES.items() if each != "identifier"},
}


def of_class(view_contract: Contract, name: str, pii_class: Any) -> Contract:
    """The contract with another class of one field."""
    fields = tuple(replace(f, pii_class=pii_class) if f.name == name else f for f in view_contract.fields)
    return replace(view_contract, fields=fields)


def catalog_with(folder: Path, pii_class: str) -> Path:
    """The packaged documents, with customers of another class."""
    shutil.copytree(Path(loading.__file__).parent, folder)
    for path in folder.glob("*/contracts/*.yaml"):
        path.write_text(
            path.read_text().replace("{property: pii, value: identifier}", f"{{property: pii, value: {pii_class}}}")
        )
    return folder


def write_event_log(folder: Path) -> None:
    edges = WriteEdges(KEYS, {**CATALOG.contracts, PAYMENT.id: PAYMENT})
    empty = pa.Table.from_pylist([], SCHEMA)
    ingest.write(folder, ingest.Ingest([{"contract": PAYMENT.name, **ROW}], empty, {}), edges, 0.0)


def write_lakehouse(folder: Path) -> None:
    """What a careless producer appended to the log: it lands if it may, and else it is in the quarantine, treated."""
    log, lake = EventLog(folder / ".." / "careless-log"), Lakehouse(folder)
    log.append(
        [(PAYMENT.name, ROW), (PAYMENT.name, {**WriteEdge(PAYMENT, "event_log", KEYS).row(ROW), "event_id": "p2"})]
    )
    check = LandingEdge(PAYMENT, QualityRules(PAYMENT, logged=True).check_rows, KEYS)
    landed = land(log, lake, PAYMENT.name, schema(PAYMENT), check, lambda line: None)
    assert (landed.appended, landed.quarantined) == (1, 1)
    [(rule, _)] = landed.broken_rules.items()
    assert rule.startswith("pii ")
    shutil.rmtree(folder / "quarantine")  # the other test's


def write_quarantine(folder: Path) -> None:
    lake = Lakehouse(folder / "lake")
    log = EventLog(folder / ".." / "careless-log")
    # A value of every class in a field where it does not belong, too.
    misplaced = {
        **ROW,
        "currency": "ana@example.org",
        "amount_minor": "4111 1111 1111 1111",
        "surprise": "ana@example.org",
    }
    log.append([(PAYMENT.name, ROW), (PAYMENT.name, misplaced)])
    check = LandingEdge(PAYMENT, QualityRules(PAYMENT, logged=True).check_rows, KEYS)
    assert land(log, lake, PAYMENT.name, schema(PAYMENT), check, lambda line: None).quarantined == 2
    line = {"invoice": "1", "description": CANARIES["free_text"], "customer": CANARIES["identifier"], "country": "x"}
    event = {"contract": PAYMENT.name, **ROW}
    common = {"contract": PAYMENT.name, "reason": "r", "detail": None, "rule": None, "invoice": "1", "lines": 1}
    rejected = [
        {**common, "line_number": 1, "row": json.dumps(line)},
        {**common, "line_number": None, "row": json.dumps(event)},
    ]
    edges = WriteEdges(KEYS, {**CATALOG.contracts, PAYMENT.id: PAYMENT})
    (folder / "events").mkdir()
    ingest.write(folder / "events", ingest.Ingest([], pa.Table.from_pylist(rejected, SCHEMA), {}), edges, 0.0)
    assert "ana@example.org" not in everything_in(folder)
    assert "4111 1111" not in everything_in(folder)


def write_decision_log(folder: Path) -> None:
    log = DecisionLog(folder, lambda: 0, WriteEdge(PAYMENT, "decision_log", KEYS), pid=1)
    segments = {name: ROW[name] for name in ROW if name.startswith("a_") or name == "customer"}
    line = {"request_id": "q", "tenant": "shop", "customer": ROW["customer"], "segments": segments, "request": segments}
    line["primary"] = {"outcome": "ok"}
    log.decision(line)
    log.settle([(log.defer(line, {"outcome": "dropped"}), {"outcome": "ok"})])
    log.close()


def write_served_log(folder: Path) -> None:
    view_plan = plan(CATALOG.services["reversal_risk@1"], CATALOG)
    for pii_class, canary in CANARIES.items():
        edges = {
            v.id: WriteEdge(of_class(CATALOG.contract_of(v), v.key_column, pii_class), "served_log", KEYS)
            for v in view_plan.views
        }
        log = ServedLog(folder / pii_class, 1.0, edges)
        read = Read(view_plan, [("shop", canary)], None, False, None)
        log.add(read, 0, 0, [without_values(view, "not_found", 1, {0: 7}, 1_000, 900) for view in view_plan.views])
        log.close()


def write_report(folder: Path) -> None:
    keys = write_development_keys(folder.parent / "pii", Environment.DEV)
    access = Access("job:test", "test", keys.path, None, Environment.DEV)
    for pii_class, canary in CANARIES.items():
        contract = of_class(CATALOG.contract_of(VIEW), VIEW.key_column, pii_class)
        catalog = replace(CATALOG, contracts={**CATALOG.contracts, contract.id: contract})
        parity = Parity(Settings(folder, folder, folder, 0, 1, 0, access), catalog, lambda line: None)
        example = {"view": VIEW.id, "tenant": "shop", "key": canary, "t_ms": 0, "name": "status", "answers": {}}
        (folder / f"{pii_class}.json").write_text(json.dumps(parity.reported("c", example)))


def write_telemetry(folder: Path) -> None:
    telemetry = start("test", folder, redacted=hidden_in_telemetry([PAYMENT]))
    telemetry.logger.info("seen", extra={"fields": ROW})
    with telemetry.job("job") as span:
        span.attributes.update({name: value for name, value in ROW.items() if isinstance(value, str)})
    telemetry.shutdown()


def write_export(folder: Path) -> None:
    table = ExportedFeatures([(VIEW, PAYMENT)], KEYS).treated(pa.Table.from_pylist([ROW]))
    pq.write_table(table, folder / "set.parquet", compression="none")


WRITERS: dict[Sink, Callable[[Path], None]] = {
    "event_log": write_event_log,
    "lakehouse": write_lakehouse,
    "quarantine": write_quarantine,
    "decision_log": write_decision_log,
    "served_log": write_served_log,
    "report": write_report,
    "telemetry": write_telemetry,
    "export": write_export,
}
REFUSED: tuple[Sink, ...] = ("online_store", "tracking")


def everything_in(folder: Path) -> str:
    """Files as text, and rows of Delta tables."""
    files = [path.read_bytes().decode("utf-8", "replace") for path in sorted(folder.rglob("*")) if path.is_file()]
    tables = [str(DeltaTable(str(log.parent)).to_pyarrow_table().to_pylist()) for log in folder.rglob("_delta_log")]
    return "\n".join(files + tables)


def test_every_sink_is_written_here() -> None:
    assert set(WRITERS) | set(REFUSED) == set(get_args(Sink)) == set(SINKS)


@pytest.mark.parametrize("sink", WRITERS)
def test_a_sink_holds_in_clear_what_the_table_allows_and_nothing_else(sink: Sink, tmp_path: Path) -> None:
    folder = tmp_path / "sink"
    folder.mkdir()
    WRITERS[sink](folder)
    written = everything_in(folder)
    purpose = SINKS[sink].purpose
    for pii_class, canary in CANARIES.items():
        # A canary is no text that a recognizer knows, so scrubbing leaves it.
        allowed = treatments(pii_class)[purpose] in ("plain", "scrubbed")
        if sink in ("decision_log", "event_log", "lakehouse", "served_log", "telemetry", "export"):
            assert (canary in written) == allowed, pii_class
        else:
            assert allowed or canary not in written, pii_class


@pytest.mark.parametrize("pii_class", ["contact", "personal", "health", "free_text"])
def test_a_view_keyed_by_what_may_not_be_stored_is_refused_by_who_writes_the_online_store(
    pii_class: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    catalog = str(catalog_with(tmp_path / "catalog", pii_class))
    store = ["--store", str(tmp_path / "online.db"), "--catalog", catalog]
    batch = ["tiles", "--lake", str(tmp_path / "lake"), "--cutover-ms", "1311811200000", *store]
    stream = ["--tile-log", str(tmp_path), "--epoch", "1", *store]
    for main, arguments in ((batch_features.main.main, batch), (tile_writer.main.main, stream)):
        assert cli.run(main, arguments) == 1
        assert f"class {pii_class}, which may not stand in the online store" in capsys.readouterr().err
    assert not (tmp_path / "online.db").exists()


def test_a_model_input_of_a_personal_class_has_no_schema_and_so_no_package_no_run_and_no_release() -> None:
    contract = of_class(CATALOG.contract_of(VIEW), "lines", "health")
    catalog: Catalog = replace(CATALOG, contracts={**CATALOG.contracts, contract.id: contract})
    with pytest.raises(UntreatedField, match="'lines' of payment_captured@1 is of class health.*tracking"):
        declared_schema(catalog, catalog.services["reversal_risk@1"], REQUEST_FIELDS)
    declared_schema(CATALOG, CATALOG.services["reversal_risk@1"], REQUEST_FIELDS)


def test_telemetry_hides_by_name_what_the_contracts_of_the_catalog_class_as_personal() -> None:
    assert "customer" in hidden_in_telemetry(CATALOG.contracts.values())
