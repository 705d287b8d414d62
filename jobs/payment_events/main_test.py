"""The commands end to end: files written, every line accounted for, mistakes answered in one sentence."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from deltalake import DeltaTable
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from andamio.cli import run
from andamio.contracts.checks import Violation
from andamio.errors import AndamioError
from andamio.pii.tokens import is_token
from payment_events.ingest import account, from_retail
from payment_events.invoices import Event
from payment_events.main import main
from payment_events.quarantine import BREAKS_CONTRACT, PAYMENT_QUARANTINED, SCHEMA, CheckEvents
from payment_events.retail_files import Line, line, write_parquet, write_xlsx

LINES = [
    line("536365", "22752", 2, "2011-03-01 10:00", 2.0),
    line("536365", "71053", 1, "2011-03-01 10:00", 0.0),
    line("536366", "22752", 1, "2011-07-01 10:00", 2.0, 13047, "France"),
    line("536367", "22752", 1, "2011-07-01 11:00", 2.0, None),
    line("A563185", "B", 1, "2011-07-02 11:00", 11062.06, None),
    line("C536368", "22752", -1, "2011-07-03 09:00", 2.0, 13047, "France"),
    line("C536368", "POST", -1, "2011-07-03 09:00", 18.0, 13047, "France"),
    line("C536368", "71053", -1, "2011-07-03 09:00", 18.0, 13047, "France"),
]


def events_of(out: Path) -> list[dict[str, Any]]:
    return [json.loads(text) for text in (out / "events.ndjson").read_text().splitlines()]


def quarantine_of(out: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pa.table(DeltaTable(str(out / "quarantine")).to_pyarrow_table()).to_pylist()
    return rows


def test_ingest_writes_events_quarantine_and_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, out = write_xlsx(tmp_path / "retail.xlsx", LINES), tmp_path / "out"
    assert main(["ingest", "--data", str(data), "--out", str(out), "--json"]) == 0
    summary = json.loads((out / "ingest.json").read_text())
    assert json.loads(capsys.readouterr().out) == summary

    events = events_of(out)
    assert [(e["contract"], e["event_id"], e["amount_minor"], e["event_time_ms"]) for e in events] == [
        ("payment_captured", "536365", 400, 1298973600000),
        ("payment_captured", "536366", 200, 1309510800000),
        ("payment_reversed", "C536368:536366", 200, 1309680000000),
    ]
    quarantine = quarantine_of(out)
    assert [(q["contract"], q["reason"], q["invoice"], q["line_number"]) for q in quarantine] == [
        ("payment_captured", "price_not_positive", "536365", 2),
        ("payment_captured", "no_customer", "536367", 4),
        ("payment_captured", "bad_debt_adjustment", "A563185", 5),
        ("payment_reversed", "cancellation_of_no_product", "C536368", 7),
        ("payment_reversed", "cancellation_without_purchase", "C536368", 8),
    ]
    row = json.loads(quarantine[0]["row"])
    assert (row["stock_code"], row["description"], row["unit_price"]) == ("71053", "[redacted]", 0)
    assert is_token(row["customer"])
    assert json.loads(quarantine[1]["row"])["customer"] is None
    assert (summary["lines"], summary["lines_in_events"], summary["lines_quarantined"]) == (8, 3, 5)
    assert (summary["payments"], summary["reversals"], summary["customers"], summary["countries"]) == (2, 1, 2, 2)
    assert sum(entry["lines"] for entry in summary["quarantine"]) == 5


def test_a_second_ingest_replaces_the_first(tmp_path: Path) -> None:
    data, out = write_parquet(tmp_path / "retail.parquet", LINES), tmp_path / "out"
    for _ in range(2):
        assert main(["ingest", "--data", str(data), "--out", str(out)]) == 0
    assert len(quarantine_of(out)) == 5
    assert len(events_of(out)) == 3


def refuse_if(bad: Callable[[Event], bool]) -> CheckEvents:
    """A check that finds fault with some events."""
    return lambda events: [(Violation("range", "amount_minor", "no"),) if bad(event) else () for event in events]


def test_an_event_that_breaks_its_contract_takes_its_reversal_with_it(tmp_path: Path) -> None:
    data = write_parquet(tmp_path / "retail.parquet", LINES)
    result = from_retail(data, refuse_if(lambda event: bool(event["event_id"] == "536366")), None)
    assert [event["event_id"] for event in result.events] == ["536365"]
    assert result.summary["broken_rules"] == {"payment_captured range amount_minor": 1}
    rejected = [row for row in result.quarantine.to_pylist() if row["line_number"] is None]
    assert [(row["reason"], row["invoice"], row["lines"]) for row in rejected] == [
        (BREAKS_CONTRACT, "536366", 1),
        (PAYMENT_QUARANTINED, "C536368", 1),
    ]


def test_a_match_whose_payment_fell_to_the_price_rule_is_a_fact_but_no_event(tmp_path: Path) -> None:
    lines = [line("1", price=0.0), line("C2", quantity=-1, time="2011-03-02 10:00")]
    result = from_retail(write_parquet(tmp_path / "retail.parquet", lines), refuse_if(lambda _: False), None)
    assert result.events == []
    assert result.summary["sanity"]["payments_reversed_within_30_days"] == 1
    assert [entry["reason"] for entry in result.summary["quarantine"]] == ["price_not_positive", PAYMENT_QUARANTINED]


@st.composite
def any_line(draw: st.DrawFn) -> Line:
    """Anything that a column can hold, good or bad, over few invoices and products."""
    return line(
        draw(st.sampled_from(["1", "2", "A3", "C4", "C5"])),
        draw(st.sampled_from(["22752", "71053", "POST"])),
        draw(st.integers(-3, 3)),
        f"2011-03-0{draw(st.integers(1, 9))} 10:00",
        draw(st.sampled_from([-1.0, 0.0, 0.001, 2.55])),
        draw(st.sampled_from([None, 17850, 13047])),
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(any_line(), min_size=1, max_size=15))
def test_every_line_is_in_one_event_or_in_quarantine(lines: list[Line], tmp_path: Path) -> None:
    data = write_parquet(tmp_path / "retail.parquet", lines)
    result = from_retail(data, refuse_if(lambda event: bool(event["amount_minor"] < 1)), None)
    numbers = [row["line_number"] for row in result.quarantine.to_pylist() if row["line_number"] is not None]
    assert len(set(numbers)) == len(numbers)
    assert result.summary["lines_in_events"] + result.summary["lines_quarantined"] == len(lines)


def test_lines_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(AndamioError, match="3 order lines were read but 1 are in events and 0 in quarantine"):
        account(3, [{"lines": 1}], pa.Table.from_pylist([], SCHEMA))


def test_injection_adds_deliveries_from_its_seed(tmp_path: Path) -> None:
    lines = [line(str(number), customer=number) for number in range(1, 400)]
    data = write_parquet(tmp_path / "retail.parquet", lines)
    digests = []
    for name in ("a", "b"):
        assert main(["ingest", "--data", str(data), "--out", str(tmp_path / name), "--inject-seed", "7"]) == 0
        summary = json.loads((tmp_path / name / "ingest.json").read_text())
        assert summary["deliveries"] > summary["payments"] == 399
        digests.append(summary["events_sha256"])
    assert digests[0] == digests[1]


def test_generate_writes_the_same_three_files(tmp_path: Path) -> None:
    assert main(["generate", "--seed", "7", "--payments", "500", "--out", str(tmp_path)]) == 0
    summary = json.loads((tmp_path / "ingest.json").read_text())
    assert summary["payments"] == 500
    assert len(events_of(tmp_path)) == summary["deliveries"] > 500 + summary["reversals"]
    assert quarantine_of(tmp_path) == []


def test_mistakes_end_in_one_sentence_and_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "cut.parquet").write_bytes(b"PAR1")
    for arguments in (
        ["ingest", "--data", str(tmp_path / "nothing.csv"), "--out", str(tmp_path / "o")],
        ["ingest", "--data", str(tmp_path / "cut.parquet"), "--out", str(tmp_path / "o")],
        ["generate", "--seed", "1", "--payments", "5", "--out", str(tmp_path / "file")],
        ["generate", "--seed", "1", "--payments", "0", "--out", str(tmp_path / "o")],
    ):
        assert run(main, arguments) == 2
        assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("seed", ["-1", "x"])
def test_a_seed_is_a_whole_number(seed: str, tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as exit_status:
        main(["generate", "--seed", seed, "--payments", "5", "--out", str(tmp_path)])
    assert exit_status.value.code == 2


@pytest.mark.skipif("ANDAMIO_DATA" not in os.environ, reason="ANDAMIO_DATA does not name the Online Retail file")
def test_the_public_file_gives_its_known_counts(tmp_path: Path) -> None:
    assert main(["ingest", "--data", os.environ["ANDAMIO_DATA"], "--out", str(tmp_path)]) == 0
    summary = json.loads((tmp_path / "ingest.json").read_text())
    assert summary["sanity"] == {
        "lines": 541_909,
        "invoices": 25_900,
        "purchase_invoices_with_customer": 18_536,
        "cancelled_lines_considered": 8_539,
        "cancelled_lines_matched": 7_508,
        "payments_reversed_within_30_days": 2_584,
        "payments_reversed_within_720_hours": 2_572,
    }
    # Four of the 18,536 invoices have no line with a price.
    assert summary["payments"] == len(
        {e["event_id"] for e in events_of(tmp_path) if e["contract"] == "payment_captured"}
    )
    assert summary["lines_in_events"] + summary["lines_quarantined"] == 541_909
    assert not any(entry["reason"] == BREAKS_CONTRACT and entry["lines"] > 100 for entry in summary["quarantine"])
