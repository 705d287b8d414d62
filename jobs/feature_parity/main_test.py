"""The check end to end on a replayed history: silent while engines agree, and loud about each way to differ.

Flink cannot run here; the tile log is written by a stand-in that computes what the stream promises. The real stream's
tests are in `stream_features`, and the quickstart runs this check over it.
"""

import json
import random
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy
import pyarrow as pa
import pytest

from andamio import cli
from andamio.catalog.loading import load_catalog
from andamio.contracts.compilers.arrow import schema
from andamio.environment import Environment
from andamio.features import oracle
from andamio.features.batch.duckdb_engine import DuckDBEngine, connect, tile_rows
from andamio.features.batch.lakehouse import Lakehouse
from andamio.features.components import empty, of_event
from andamio.features.definition import FeatureView
from andamio.features.event import Delivery
from andamio.features.logs.tile_log import TileLogTail
from andamio.features.online.sqlite_store import SqliteStore
from andamio.models.calibration import Calibrator
from andamio.models.linear_model import linear_onnx
from andamio.models.package import GoldenRow, Manifest, write_package
from andamio.models.scoring import OnnxGraph, OnnxScorer
from andamio.pii.key_settings import write_development_keys
from andamio.pii.tokens import is_token, of_tenant
from andamio.rollout.release import write_release
from feature_parity.main import main

CATALOG = load_catalog()
VIEWS = list(CATALOG.views.values())
SERVICE = CATALOG.services["reversal_risk@1"]
PAYMENTS = CATALOG.views["customer_payments@1"]
SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000
CUTOVER = 1_311_811_200_000 // (12 * HOUR) * (12 * HOUR)


def history(seed: int) -> dict[str, list[dict[str, Any]]]:
    """Logged rows by contract around the cut-over: ties, late ones, duplicates, corrections, removals."""
    chance = random.Random(seed)
    rows: list[tuple[str, dict[str, Any]]] = []
    for index in range(260):
        contract = chance.choice(["payment_captured", "payment_captured", "payment_reversed"])
        time_ms = CUTOVER + chance.choice([-100 * DAY, -2 * DAY, -MINUTE, HOUR, 2 * DAY])
        time_ms += chance.choice([0, 0, 1, MINUTE, chance.randrange(DAY)])
        known_ms = time_ms + chance.choice([0, 0, 0, MINUTE, 3 * DAY, 8 * DAY])
        for sequence in chance.choice([[0], [0], [0], [0, 0], [1, 0], [0, 1, 2]]):
            row = {
                "event_id": f"{contract}-{index}",
                "tenant": f"tenant-{index % 2}",
                "customer": f"c{index % 7}",
                "country": "Chile",
                "currency": chance.choice(["GBP", "GBP", "GBP", "EUR"]),
                "payment_event_id": "p",
                "amount_minor": chance.randrange(1, 10**6),
                "lines": chance.randrange(1, 9),
                "distinct_products": 1,
                "event_time_ms": time_ms,
                "known_at_ms": known_ms,
                "sequence": sequence,
                "deleted": chance.random() < 0.1,
                "contract_version": "1.0.0",
            }
            rows.append((contract, row))
            known_ms += chance.choice([0, MINUTE, 6 * DAY, 8 * DAY])
    rows.sort(key=lambda pair: pair[1]["known_at_ms"])
    logged: dict[str, list[dict[str, Any]]] = {"payment_captured": [], "payment_reversed": []}
    for position, (contract, row) in enumerate(rows):
        names = CATALOG.contracts[f"{contract}@1"].field_names()
        logged[contract].append(
            {name: value for name, value in (row | {"position": position}).items() if name in names}
        )
    return logged


class Run:
    """The files of a run: landed, batch written, streamed and applied."""

    def __init__(self, folder: Path, logged: dict[str, list[dict[str, Any]]]) -> None:
        self.folder = folder
        self.logged = logged
        self.lake = Lakehouse(folder / "lake")
        self.keys = write_development_keys(folder / "pii", Environment.DEV)
        self.store_path = folder / "online.db"
        self.tile_log = folder / "tile-log"
        self.tile_log.mkdir()
        self.store = SqliteStore(self.store_path, VIEWS, create=True)
        self.start = sum(row["known_at_ms"] < CUTOVER for rows in logged.values() for row in rows)

    def land(self, up_to: int) -> None:
        for contract, rows in self.logged.items():
            after = self.lake.last_position(contract)
            columns = schema(CATALOG.contracts[f"{contract}@1"])
            new = [row for row in rows if after < row["position"] <= up_to]
            self.lake.create(contract, columns)
            if new:
                self.lake.append(contract, pa.Table.from_pylist(new, columns), after)

    def batch(self) -> None:
        with connect() as connection:
            for view in VIEWS:
                folded = self.lake.last_position(view.contract)
                with DuckDBEngine(connection, view, self.lake.deliveries(view.contract)) as engine:
                    table = pa.concat_tables([engine.tiles(CUTOVER), engine.events(CUTOVER - HOUR, CUTOVER)])
                self.lake.write_tiles(view, table, CUTOVER, folded)
                self.store.write_batch(view, CUTOVER, tile_rows(view, table), folded)

    def stream(self, change: Callable[[dict[str, Any]], dict[str, Any]] = lambda line: line) -> None:
        """What Flink writes in the end, each line changed by `change`, and applied to the store."""
        for view in VIEWS:
            folder = self.tile_log / view.id
            folder.mkdir(exist_ok=True)
            deliveries = [Delivery.from_row(row) for row in self.logged[view.contract] if row["position"] >= self.start]
            lines = [json.dumps(change(line)) for line in _tile_log(view, deliveries)]
            (folder / "part-0a-0-0").write_text("\n".join(lines) + "\n", encoding="utf-8")
        for chunk in TileLogTail(self.tile_log).poll(1_000):
            self.store.apply(1, chunk.lines, chunk.cursor)

    def check(self, *more: str) -> int:
        where = ["--lake", str(self.folder / "lake"), "--tile-log", str(self.tile_log), "--store", str(self.store_path)]
        out = ["--out", str(self.folder / "parity.json"), "--cutover-ms", str(CUTOVER), "--sample", "150"]
        keys = ["--pii-keys", str(self.keys.path), "--audit", str(self.folder / "audit.db")]
        return cli.run(main, [*where, *out, *keys, *more])

    @property
    def report(self) -> dict[str, Any]:
        document: dict[str, Any] = json.loads((self.folder / "parity.json").read_text(encoding="utf-8"))
        return document

    def mismatches(self) -> dict[str, int]:
        return {row["comparison"]: row["mismatches"] for row in self.report["comparisons"] if row["mismatches"]}


def _tile_log(view: FeatureView, deliveries: list[Delivery]) -> Iterator[dict[str, Any]]:
    excluded = oracle.exclusions(view, deliveries)
    for d in deliveries:
        owner = "batch_owned" if d.event_time_ms < CUTOVER else None
        reason: str | None = excluded.get((d.partition, d.position), owner)
        common = {"view": view.id, "tenant": d.tenant, "key": d.values["customer"], "position": d.position}
        if reason is not None:
            yield {
                "kind": "repair",
                **common,
                "tile_start_ms": d.event_time_ms,
                "event_id": d.event_id,
                "reason": reason,
            }
    counted = [d for d in oracle.counted_events(view, deliveries) if d.event_time_ms >= CUTOVER]
    last = deliveries[-1].position
    for (tenant, key, hop, start), partial in oracle.tiles(view, counted).items():
        where = {"view": view.id, "tenant": tenant, "key": key, "hop_ms": hop, "tile_start_ms": start}
        # An older version of the tile, which must not win, and an emptied one.
        yield {"kind": "tile", **where, "position": last, "partial": partial}
        yield {"kind": "tile", **where, "position": last - 1, "partial": empty(view)}
    for d in counted:
        partial = of_event(view, d.values, d.event_time_ms, d.event_id)
        where = {"view": view.id, "tenant": d.tenant, "key": d.values["customer"], "hop_ms": 0}
        where |= {"tile_start_ms": d.event_time_ms, "event_id": d.event_id}
        yield {"kind": "event", **where, "position": d.position, "partial": partial}
    yield {"kind": "progress", "view": view.id, "position": last}


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    made = Run(tmp_path, history(seed=5))
    made.land(made.start - 1)
    made.batch()
    yield made
    made.store.close()


@pytest.fixture
def drained(run: Run) -> Run:
    run.stream()
    run.land(10**9)
    return run


@contextmanager
def feature_api(store: SqliteStore, change: Callable[[list[Any]], list[Any]] = lambda values: values) -> Iterator[str]:
    """A stand-in for the feature API, which jobs may not import: the same answers over HTTP."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            keys = [(entity["tenant"], entity["customer"]) for entity in request["entities"]]
            reads = [store.read(view, keys, request["as_of_ms"]) for view in SERVICE.views]
            results = [
                {
                    "statuses": {read.view: read.entities[index].status for read in reads},
                    "event_times_ms": {read.view: read.entities[index].newest_event_time_ms for read in reads},
                    "values": change([value for read in reads for value in read.entities[index].values.values()]),
                }
                for index in range(len(keys))
            ]
            body = json.dumps({"features": SERVICE.feature_names(), "results": results}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def decision(run: Run, t_ms: int, at_ms: int = 2**52, **changed: Any) -> str:
    """A line of the decision log with what the store answers now."""
    reads = [run.store.read(view, [("tenant-0", "c2")], t_ms) for view in SERVICE.views]
    values = dict(zip(SERVICE.feature_names(), (v for r in reads for v in r.entities[0].values.values()), strict=True))
    features = {
        "applied_position": {read.view: read.applied_position for read in reads},
        "as_of_ms": t_ms,
        "statuses": {read.view: read.entities[0].status for read in reads},
        "values": values | changed,
    }
    customer = run.keys.ring().tokenize("c2", of_tenant("customer", "tenant-0"))
    line = {"request_id": "r", "at_ms": at_ms, "tenant": "tenant-0", "customer": customer, "features": features}
    return json.dumps(line) + "\n"


def test_engines_that_agree_are_counted_and_end_with_status_0(drained: Run, tmp_path: Path) -> None:
    served = tmp_path / "decisions-1.ndjson"
    served.write_text(
        decision(drained, CUTOVER + 3 * DAY) + '{"heartbeat": true}\n{"request_id": "cut', encoding="utf-8"
    )
    with feature_api(drained.store) as url:
        assert drained.check("--feature-api", url, "--served", str(tmp_path)) == 0
    compared = {row["comparison"]: row["compared"] for row in drained.report["comparisons"]}
    assert compared.keys() == {
        "DuckDB tiles = oracle",
        "Flink tiles = oracle",
        "online store tiles = oracle",
        "online store = oracle",
        "Flink and batch = oracle",
        "DuckDB = oracle",
        "training features = oracle",
        "feature API = oracle",
        "served values = oracle",
    }
    assert all(compared.values())
    assert drained.report["mismatched"] == 0
    # Corrections of the past that came by stream wait for the next batch, and are not in the store until then.
    assert drained.report["views"][PAYMENTS.id]["pending_repairs"]["batch_owned"] > 0


def test_repairs_that_the_next_batch_folds_in_are_compared_as_known(drained: Run) -> None:
    drained.batch()
    assert drained.check() == 0
    assert "batch_owned" not in drained.report["views"][PAYMENTS.id]["pending_repairs"]


def test_values_served_before_a_fold_are_held_to_what_was_known_then(run: Run, tmp_path: Path) -> None:
    run.stream()
    first_batch_ms = run.lake.runs(PAYMENTS)[0].written_at_ms
    line = decision(run, CUTOVER + 3 * DAY, at_ms=first_batch_ms + 1)
    run.land(10**9)
    run.batch()
    (tmp_path / "decisions-1.ndjson").write_text(line, encoding="utf-8")
    assert run.check("--served", str(tmp_path)) == 0
    assert line != decision(run, CUTOVER + 3 * DAY, at_ms=first_batch_ms + 1)


def test_a_tile_that_the_stream_got_wrong_is_shown_in_each_engine_that_reads_it(run: Run) -> None:
    def one_more(line: dict[str, Any]) -> dict[str, Any]:
        if line["kind"] == "tile" and line["hop_ms"] == PAYMENTS.coarsest_hop_ms and line["partial"][0]:
            line["partial"][2] += 1
        return line

    run.stream(one_more)
    run.land(10**9)
    assert run.check() == 1
    assert run.mismatches().keys() == {
        "Flink tiles = oracle",
        "online store tiles = oracle",
        "online store = oracle",
        "Flink and batch = oracle",
    }
    shown = run.report["mismatches"]
    assert len(shown) == 10
    assert shown[0]["answers"].keys() == {"Flink tiles", "oracle"}
    # Who debugs it holds the key; who reads the report does not.
    keys = run.keys.ring()
    assert all(is_token(each["key"]) for each in shown)
    assert keys.reveal(shown[0]["key"], of_tenant("customer", shown[0]["tenant"])).startswith("c")


def test_a_tile_lost_by_the_store_alone_is_found(drained: Run) -> None:
    with sqlite3.connect(drained.store_path) as db:
        db.execute("DELETE FROM tiles WHERE hop_ms = ? AND tenant = 'tenant-1'", (12 * HOUR,))
    assert drained.check() == 1
    assert drained.mismatches().keys() == {"online store tiles = oracle", "online store = oracle"}


def scored(run: Run, release: str, score: float, shadow: dict[str, Any] | None = None) -> str:
    """A decision with a score of `release`."""
    line = json.loads(decision(run, CUTOVER + 3 * DAY))
    request = {"amount_minor": 1200, "lines": 2, "distinct_products": 1}
    execution = {"release": release, "outcome": "ok", "score": score}
    return json.dumps({**line, "primary": execution, "shadow": shadow, "request": request}) + "\n"


def test_served_scores_are_those_of_their_packages_to_the_bit_calibrator_included(
    drained: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ANDAMIO_STATE", str(tmp_path / "state"))
    names = ("amount_minor", "lines", "distinct_products", *SERVICE.feature_names())
    weights = [0.0005, 0.25, -0.5, *(0.0 for _ in SERVICE.feature_names())]
    package = write_package(
        tmp_path / "package",
        onnx_bytes=linear_onnx(weights, 0.125),
        manifest=Manifest(
            *("reversal_risk", names, SERVICE.id, names[:3], 0.5, "run", "data", "abc"),
            calibrator=Calibrator("platt", "logistic", "data", 9, slope=0.5, intercept=-1.0),
        ),
        golden_rows=[GoldenRow(tuple(0.0 for _ in names), 0.5)],
    )
    document = {"package": "package", "digest": package.digest}
    write_release(tmp_path, {"release_id": "r1", **document})
    write_release(tmp_path, {"release_id": "r2", **document, "fault": {"kind": "nan"}})
    vector = numpy.array([[1200, 2, 1, *(0 for _ in SERVICE.feature_names())]], dtype=numpy.float32)
    score = float(OnnxScorer(package).score(vector)[0])
    raw = float(OnnxGraph(package.model_bytes(), len(names)).score(vector)[0])
    log, arguments = tmp_path / "decisions-1.ndjson", ("--served", str(tmp_path), "--releases", str(tmp_path))

    wrong_on_purpose = {"release": "r2", "outcome": "ok", "score": 0.5}
    log.write_text(scored(drained, "r1", score, wrong_on_purpose), encoding="utf-8")
    assert drained.check(*arguments) == 0
    assert drained.report["served"]["scores"] == {"r1": 1}
    log.write_text(scored(drained, "r1", raw), encoding="utf-8")
    assert drained.check(*arguments) == 1
    assert drained.mismatches() == {"served scores = package": 1}
    log.write_text(scored(drained, "gone", score), encoding="utf-8")
    assert drained.check(*arguments) == 2
    assert "release gone of the decision log" in capsys.readouterr().err


def test_a_value_changed_on_the_wire_or_in_the_decision_log_is_found(drained: Run, tmp_path: Path) -> None:
    served = decision(drained, CUTOVER + 3 * DAY, customer_payments__payments_count_90d=77)
    (tmp_path / "decisions-1.ndjson").write_text(served, encoding="utf-8")
    with feature_api(drained.store, lambda values: [float(values[0]), *values[1:]]) as url:
        assert drained.check("--feature-api", url, "--served", str(tmp_path)) == 1
    assert drained.mismatches().keys() == {"feature API = oracle", "served values = oracle"}
    assert drained.mismatches()["served values = oracle"] == 1


def test_a_stream_that_has_not_drained_is_the_users_to_wait_for(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run.land(10**9)
    assert run.check() == 2
    assert "has not drained" in capsys.readouterr().err


def test_a_lake_behind_the_store_is_to_be_landed(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run.stream()
    assert run.check() == 2
    assert "batch_features land" in capsys.readouterr().err


def test_another_cutover_or_a_missing_log_is_named(
    drained: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert drained.check("--cutover-ms", str(CUTOVER + 12 * HOUR)) == 2
    assert "not at --cutover-ms" in capsys.readouterr().err
    assert drained.check("--served", str(tmp_path / "nothing")) == 2
    assert "--served" in capsys.readouterr().err
    assert drained.check("--feature-api", "http://127.0.0.1:9") == 1
    assert "does not answer" in capsys.readouterr().err
