"""A look at served features end to end: silent while all is well, and loud about each way to be wrong.

The log of served values is written here as the feature API writes it, from real reads of a real store over a real lake.
"""

import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from prometheus_client.parser import text_string_to_metric_families

from andamio import cli
from andamio.audit.log import open_audit
from andamio.catalog.loading import load_catalog
from andamio.catalog.payment_examples import payment_row
from andamio.contracts.compilers.arrow import schema
from andamio.contracts.quality import QualityRules
from andamio.environment import Environment
from andamio.features.batch.duckdb_engine import DuckDBEngine, connect, tile_rows
from andamio.features.batch.lakehouse import Lakehouse
from andamio.features.batch.landing import land
from andamio.features.components import of_event
from andamio.features.event import Delivery
from andamio.features.logs.event_log import EventLog
from andamio.features.online.online_store import Progress, TileRow, TileWrite
from andamio.features.online.sqlite_store import SqliteStore
from andamio.pii.key_settings import write_development_keys
from andamio.pii.sinks import WriteEdge
from feature_health.event_quality import check_log, in_key_sample
from feature_health.main import main

CATALOG = load_catalog()
VIEW = CATALOG.views["customer_payments@1"]
CONTRACT = CATALOG.contract_of(VIEW)
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
CUTOVER = 1_311_811_200_000 // (12 * HOUR) * (12 * HOUR)
CUSTOMERS = [f"c{number}" for number in range(400)]
T = CUTOVER + 3 * HOUR


def payment(position: int, event_time_ms: int, customer: str, amount_minor: int) -> dict[str, Any]:
    about = {"customer": customer, "lines": 1 + position % 5, "position": position}
    return payment_row(f"p{position}", event_time_ms, amount_minor, distinct_products=1, **about)[1]


class Shop:
    """A lake with payments on both sides of the cut-over, a store that has them, and answers read from it."""

    def __init__(self, folder: Path) -> None:
        chance = random.Random(3)
        self.folder = folder
        times = sorted(CUTOVER + chance.randrange(-20 * DAY, 2 * HOUR) for _ in range(1500))
        times += [CUTOVER + 2 * HOUR + second * 1_000 for second in range(60)]
        self.rows = [
            payment(position, time_ms, chance.choice(CUSTOMERS), chance.randrange(100, 10_000))
            for position, time_ms in enumerate(times)
        ]
        # The whole log has landed; batch owns what is before the cut-over.
        self.folded = max(row["position"] for row in self.rows if row["event_time_ms"] < CUTOVER)
        self.lake = Lakehouse(folder / "lake")
        table = pa.Table.from_pylist(self.rows, schema(CONTRACT))
        self.lake.append(VIEW.contract, table, -1)
        self.store = SqliteStore(folder / "online.db", [VIEW], create=True)
        with DuckDBEngine(connect(), VIEW, table, self.folded) as engine:
            tiles = engine.tiles(CUTOVER)
            self.lake.write_tiles(VIEW, tiles, CUTOVER, self.folded)
            raw = engine.events(CUTOVER - 2 * HOUR, CUTOVER)
            self.store.write_batch(VIEW, CUTOVER, [*tile_rows(VIEW, tiles), *tile_rows(VIEW, raw)], self.folded)
        self.applied = self.folded
        self.keys = write_development_keys(folder / "pii", Environment.DEV)
        self.tokens = WriteEdge(CONTRACT, "served_log", self.keys.ring())
        self.lines: list[dict[str, Any]] = []

    def stream(self, upto: int) -> None:
        """Apply the events up to a position, as the stream would: absolute tiles from all events so far."""
        done = [row for row in self.rows if row["position"] <= upto]
        with DuckDBEngine(connect(), VIEW, pa.Table.from_pylist(done, schema(CONTRACT))) as engine:
            tiles = [tile for tile in tile_rows(VIEW, engine.tiles()) if tile.tile_start_ms >= CUTOVER]
        raw = [
            TileRow(
                "shop",
                d.values["customer"],
                0,
                d.event_time_ms,
                d.event_id,
                of_event(VIEW, d.values, d.event_time_ms, d.event_id),
            )
            for d in map(Delivery.from_row, done)
            if d.event_time_ms >= CUTOVER
        ]
        self.store.apply(1, [*(TileWrite(VIEW.id, upto, row) for row in (*tiles, *raw)), Progress(VIEW.id, upto)], "")

    def serve(self, as_of_ms: int, served_at_ms: int) -> None:
        """Read all customers, and log the answers."""
        read = self.store.read(VIEW, [("shop", customer) for customer in CUSTOMERS], as_of_ms)
        for customer, entity in zip(CUSTOMERS, read.entities, strict=True):
            self.lines.append(
                {
                    "served_at_ms": served_at_ms,
                    "as_of_ms": as_of_ms,
                    "feature_service": "reversal_risk@1",
                    "view": VIEW.id,
                    "tenant": "shop",
                    "key": self.tokens.value("customer", customer, "shop"),
                    "status": entity.status,
                    "applied_positions": {str(p): n for p, n in read.applied_positions.items()},
                    "cutover_ms": read.cutover_ms,
                    "folded": [[folded.until_ms, folded.position] for folded in read.folded],
                    "newest_event_time_ms": entity.newest_event_time_ms,
                    "values": dict(entity.values),
                }
            )

    def look(self, *arguments: str) -> tuple[int, dict[str, Any]]:
        served = self.folder / "served"
        served.mkdir(exist_ok=True)
        text = "".join(json.dumps(line) + "\n" for line in self.lines)
        (served / "served-1.ndjson").write_text(text + '{"cut by a ki', encoding="utf-8")
        out = self.folder / "health"
        command = ["--served", str(served), "--lake", str(self.lake.root), "--out", str(out), *arguments]
        command += ["--pii-keys", str(self.keys.path), "--audit", str(self.folder / "audit.db")]
        status = cli.run(main, command)
        report: dict[str, Any] = json.loads((out / "health.json").read_text(encoding="utf-8"))
        return status, report

    def page(self) -> str:
        return (self.folder / "health" / "health.html").read_text(encoding="utf-8")

    def metrics(self) -> dict[tuple[str, ...], float]:
        text = (self.folder / "health" / "health.prom").read_text(encoding="utf-8")
        return {
            (sample.name.removeprefix("andamio_feature_health_"), *sample.labels.values()): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = Shop(tmp_path)
    opened.stream(opened.rows[-1]["position"])
    opened.serve(T, T)
    yield opened
    opened.store.close()


def test_right_fresh_values_are_healthy(shop: Shop) -> None:
    status, report = shop.look()
    assert (status, report["problems"]) == (0, [])
    assert {row["compared"] for row in report["parity"]} == {len(CUSTOMERS)}
    assert len(report["parity"]) == len(VIEW.features)
    # Keys were read back to recompute, and that is on record; once.
    with open_audit(str(shop.folder / "audit.db"), read_only=True) as audit:
        read_back = [each.subject for each in audit.records() if each.action == "pii.detokenized"]
    assert read_back == ["field/customer"]
    assert report["freshness"][0]["answers"] == len(CUSTOMERS)
    assert report["freshness"][0]["max_ms"] == 0
    assert report["served"]["ahead_of_the_lake"] == 0
    assert shop.metrics()["parity_compared", "payments_count_90d", VIEW.name] == len(CUSTOMERS)
    assert "healthy" in shop.page()


def test_wrong_values_are_named_with_their_sizes_and_nulls_apart(shop: Shop) -> None:
    seen = [line for line in shop.lines if line["values"]["amount_sum_90d"] > 0]
    seen[0]["values"]["amount_sum_90d"] += 5
    seen[1]["values"]["amount_sum_90d"] += 9
    seen[2]["values"]["amount_sum_90d"] = None
    seen[3]["values"]["amount_mean_90d"] *= 1 + 2**-52
    status, report = shop.look()
    assert status == 1
    rows = {row["feature"]: row for row in report["parity"]}
    wrong = rows["amount_sum_90d"]
    assert (wrong["null_mismatches"], wrong["unequal"], wrong["difference_max"]) == (1, 2, 9)
    assert rows["amount_mean_90d"]["unequal"] == 1
    assert sum(row["unequal"] + row["null_mismatches"] for row in report["parity"]) == 4
    assert len(report["problems"]) == 2
    assert not any(customer in json.dumps(wrong["examples"]) for customer in ('"c1"', seen[0]["key"] + '"'))
    assert shop.metrics()["parity_mismatches", "amount_sum_90d", "null", VIEW.name] == 1
    assert "3 of 400 served values are not what was known" in shop.page()


def test_values_served_before_the_stream_caught_up_are_right_but_stale(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    behind = shop.rows[-61]["position"]
    shop.stream(behind)
    # A minute of payments is in the log by then, and unapplied; the objective is five seconds.
    shop.serve(T, T)
    status, report = shop.look()
    assert status == 1
    assert [row["unequal"] + row["null_mismatches"] for row in report["parity"]] == [0] * len(VIEW.features)
    (fresh,) = report["freshness"]
    assert fresh["late"] == len(CUSTOMERS)
    assert fresh["p50_ms"] == T - shop.rows[-60]["known_at_ms"]
    assert "missed an event older than" in report["problems"][0]
    status, report = shop.look("--replay")
    assert (status, report["freshness"]) == (0, [fresh])
    assert "held to no objective" in " ".join(shop.page().split())
    shop.store.close()


def test_answers_that_saw_more_than_has_landed_wait_and_are_counted(shop: Shop) -> None:
    shop.lines[0]["applied_positions"]["0"] += 1_000
    status, report = shop.look()
    assert status == 0
    assert report["served"]["ahead_of_the_lake"] == 1
    assert {row["compared"] for row in report["parity"]} == {len(CUSTOMERS) - 1}


def test_drift_is_judged_against_a_reference_once_a_window(shop: Shop) -> None:
    reference = shop.folder / "reference.parquet"
    shop.look("--write-reference", str(reference))
    window = ("--reference", str(reference), "--from-ms", "0", "--until-ms", str(T + 1))
    status, report = shop.look(*window)
    assert status == 0
    rows = {row["feature"]: row for row in report["drift"]["features"]}
    assert set(rows) == set(VIEW.feature_names())
    assert all(row["observed"] == 0 and row["size"] == len(CUSTOMERS) for row in rows.values())
    assert report["drift"]["look"] == shop.look(*window)[1]["drift"]["look"] == 1
    for line in shop.lines:
        line["values"]["last_amount_90d"] = (line["values"]["last_amount_90d"] or 0) + 6_000
    _, report = shop.look("--reference", str(reference), "--from-ms", "0", "--until-ms", str(T + 2))
    assert report["drift"]["look"] == 2
    drifted = [row["feature"] for row in report["drift"]["features"] if row["verdict"] == "drifted"]
    assert drifted == ["customer_payments__last_amount_90d"]
    assert shop.metrics()["drifted", "customer_payments__last_amount_90d"] == 1
    assert shop.page().count("<svg") == 3 + 6


def test_rows_that_break_their_contract_are_counted_by_rule_in_the_lake_and_in_the_log(shop: Shop) -> None:
    log = EventLog(shop.folder / "log")
    fresh = [payment(0, T + second, customer, 100) for second, customer in enumerate(CUSTOMERS)]
    for row in fresh:
        row["event_id"] = f"n{row['customer']}"
        del row["position"]
    fresh[0]["amount_minor"], fresh[1]["amount_minor"], fresh[2]["country"] = -5, "much", None
    fresh[3]["surprise"] = 1
    log.append((VIEW.contract, row) for row in [*map(dict, shop.rows), *fresh])
    land(log, shop.lake, VIEW.contract, schema(CONTRACT), QualityRules(CONTRACT, logged=True).check_rows, print)
    everything = ("--log", str(log.root), "--log-rate", "1")
    status, report = shop.look(*everything, "--from-ms", str(T), "--until-ms", str(T + len(CUSTOMERS)))
    assert status == 1
    rules = dict.fromkeys(("range amount_minor", "required country", "type amount_minor", "unknown surprise"), 1)
    rows = {"contract": CONTRACT.id, "rows": len(CUSTOMERS), "failed_by_rule": rules}
    assert report["quality"] == [rows | {"where": "lake"}, rows | {"where": "log sample"}]
    assert "payment_captured@1: 1 of 400 rows in the log sample failed 'type amount_minor'" in report["problems"]
    assert shop.metrics()["quality_failed", CONTRACT.id, "type amount_minor", "log sample"] == 1
    assert shop.metrics()["quality_rows", CONTRACT.id, "lake"] == len(CUSTOMERS)
    assert "type amount_minor" in shop.page()
    # What landed before there was a rule is found too.
    _, report = shop.look(*everything)
    assert [row["rows"] for row in report["quality"]] == [len(shop.rows) + len(CUSTOMERS)] * 2


def test_the_logs_sample_is_of_whole_keys(shop: Shop) -> None:
    log = EventLog(shop.folder / "log")
    log.append((VIEW.contract, row) for row in shop.rows)
    _, report = shop.look("--log", str(log.root), "--log-rate", "0.25")
    _, sampled = report["quality"]
    assert sampled["failed_by_rule"] == {}
    by_customer = Counter(row["customer"] for row in shop.rows)
    in_sample = [d for d in log.read(VIEW.contract) if in_key_sample(d, VIEW.key_column, 0.25)]
    assert sampled["rows"] == len(in_sample) > 0
    assert all(count == by_customer[name] for name, count in Counter(d.values["customer"] for d in in_sample).items())
    assert 0.1 < len({d.values["customer"] for d in in_sample}) / len(by_customer) < 0.4


def test_partitions_of_a_log_may_share_positions() -> None:
    rows = [payment(0, T, customer, 100) | {"partition": partition} for partition, customer in enumerate("ab")]

    class Partitioned:
        place = "memory"

        def append(self, rows: object) -> None: ...
        def end_positions(self, contract: str) -> dict[int, int]:
            return {0: 1, 1: 1}

        def read(self, contract: str, start_positions: Mapping[int, int] | None = None) -> Iterator[Delivery]:
            return map(Delivery.from_row, rows)

    kept = check_log(CONTRACT, VIEW.key_column, Partitioned(), 1.0, T, T + 1)
    assert (kept.rows, dict(kept.failed)) == (2, {})


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--served", "absent"], "--served"),
        (["--from-ms", "5", "--until-ms", "5"], "--from-ms"),
        (["--tolerance", "1.5"], "--tolerance"),
        (["--log", "absent"], "--log"),
        (["--log-rate", "0"], "--log-rate"),
        (["--reference", "absent.parquet"], "--reference"),
    ],
)
def test_a_mistake_is_one_sentence(
    shop: Shop, arguments: list[str], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.look()
    capsys.readouterr()
    base = [
        "--served",
        str(shop.folder / "served"),
        "--lake",
        str(shop.lake.root),
        "--out",
        str(shop.folder / "health"),
        "--pii-keys",
        str(shop.keys.path),
    ]
    assert cli.run(main, base + arguments) == 2
    last = capsys.readouterr().err.strip().splitlines()[-1]
    assert named in last


def test_a_line_that_is_no_served_value_is_named(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    del shop.lines[3]["as_of_ms"]
    with pytest.raises(FileNotFoundError):
        shop.look()
    assert "line 4 of" in capsys.readouterr().err
