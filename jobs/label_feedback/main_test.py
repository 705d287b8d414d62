"""Labels are final, told once, and name no customer."""

import json
from pathlib import Path
from typing import Any

import pytest

from andamio import cli
from andamio.environment import Environment
from andamio.features.logs.event_log import EventLog
from andamio.pii.key_settings import load_key_settings, write_development_keys
from andamio.pii.tokens import of_tenant
from label_feedback.main import main

DAY_MS = 86_400_000
T = 1_700_000_000_000
# 30 days, and the 7 within which a reversal may arrive late.
FINAL = T + 37 * DAY_MS


def event(event_id: str, t_ms: int, known_at_ms: int | None = None, **values: Any) -> dict[str, Any]:
    row = {"event_id": event_id, "tenant": "shop", "customer": "c1", "country": "France", "currency": "GBP"}
    known = t_ms if known_at_ms is None else known_at_ms
    return {**row, "event_time_ms": t_ms, "known_at_ms": known, "sequence": 1, "deleted": False, **values}


def payment(event_id: str, t_ms: int = T, **values: Any) -> tuple[str, dict[str, Any]]:
    return "payment_captured", event(
        event_id, t_ms, **{"amount_minor": 500, "lines": 1, "distinct_products": 1, **values}
    )


def reversal(event_id: str, of: str, t_ms: int, **values: Any) -> tuple[str, dict[str, Any]]:
    return "payment_reversed", event(event_id, t_ms, payment_event_id=of, amount_minor=100, lines=1, **values)


def decision(request_id: str, t_ms: int = T, customer: str = "c1", **changes: Any) -> dict[str, Any]:
    primary = {"release": "r1", "outcome": "ok", "latency_ms": 1.0, "score": 0.2, "decision": "accept"}
    request = {"event_time_ms": t_ms, "currency": "GBP", "amount_minor": 500, "lines": 1, "distinct_products": 1}
    line = {"request_id": request_id, "tenant": "shop", "customer": customer, "entity": "ab" * 8, "table_version": 1}
    return {**line, "primary": primary, "shadow": None, "request": request, **changes}


class Site:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = EventLog(folder / "log")
        (folder / "decisions").mkdir()
        self.keys = write_development_keys(folder / "pii", Environment.DEV)

    def happens(self, *rows: tuple[str, dict[str, Any]]) -> None:
        self.log.append(sorted(rows, key=lambda row: int(row[1]["known_at_ms"])))

    def decides(self, *lines: object) -> None:
        with (self.folder / "decisions" / "decisions-1.ndjson").open("a") as log:
            log.write("".join(json.dumps(self._tokenized(line)) + "\n" for line in lines))

    def _tokenized(self, line: object) -> object:
        """As inference writes it."""
        if not isinstance(line, dict) or not isinstance(line.get("customer"), str):
            return line
        token = self.keys.ring().tokenize(line["customer"], of_tenant("customer", line["tenant"]))
        return {**line, "customer": token}

    def run(self, until_ms: int = FINAL, *more: str) -> int:
        folders = ("--decisions", str(self.folder / "decisions"), "--log", str(self.folder / "log"))
        keys = ("--pii-keys", str(self.keys.path))
        return cli.run(
            main, [*folders, *keys, "--out", str(self.folder / "labels"), "--until-ms", str(until_ms), *more]
        )

    def labels(self) -> list[tuple[str, str, bool]]:
        rows = [
            json.loads(line)
            for path in sorted((self.folder / "labels").glob("labels-*.ndjson"))
            for line in path.read_text().splitlines()
        ]
        assert all(set(row) == {"request_id", "release", "score", "label", "entity", "review"} for row in rows)
        return [(row["request_id"], row["release"], row["label"]) for row in rows]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_a_label_waits_for_the_horizon_and_the_lateness_whatever_it_will_be(site: Site) -> None:
    site.happens(payment("p1"), payment("p2", customer="c2"), reversal("v", "p1", T + DAY_MS))
    site.decides(decision("q1"), decision("q2", customer="c2"))
    assert site.run(FINAL - 1) == 0
    assert site.labels() == []
    assert site.run(FINAL) == 0
    assert site.labels() == [("q1", "r1", True), ("q2", "r1", False)]


def test_a_reversal_counts_up_to_the_horizon_and_if_it_arrives_in_time(site: Site) -> None:
    happened = T + 30 * DAY_MS
    site.happens(
        *(payment(f"p{n}", customer=f"c{n}") for n in range(3)),
        reversal("v0", "p0", happened, known_at_ms=happened + 7 * DAY_MS),
        reversal("v1", "p1", happened + 1),
        reversal("v2", "p2", happened, known_at_ms=happened + 7 * DAY_MS + 1),
    )
    site.decides(*(decision(f"q{n}", customer=f"c{n}") for n in range(3)))
    assert site.run(FINAL + 10 * DAY_MS) == 0
    assert site.labels() == [("q0", "r1", True), ("q1", "r1", False), ("q2", "r1", False)]


def test_a_label_is_told_once_however_often_the_job_runs(site: Site) -> None:
    site.happens(payment("p1"), payment("p2", t_ms=T + DAY_MS))
    site.decides(decision("q1"), decision("q1"), decision("q2", T + DAY_MS))
    for _ in range(2):
        assert site.run(FINAL) == 0
    assert site.labels() == [("q1", "r1", False)]
    assert site.run(FINAL + DAY_MS) == 0
    assert site.labels() == [("q1", "r1", False), ("q2", "r1", False)]


def test_answers_and_shadow_runs_are_labelled_and_what_gave_no_score_is_not(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.happens(payment("p1"), reversal("v", "p1", T))
    ok = decision("q1")["primary"]
    failed = {**ok, "release": "r2", "outcome": "error", "score": None, "decision": None}
    site.decides(
        decision("q1", shadow={**ok, "release": "r2", "score": 0.9, "decision": "review"}),
        decision("q2", primary=failed, shadow={**ok, "score": 7.0}),
        {"heartbeat": True, "table_version": 1},
        {"request_id": "q3"},
    )
    assert site.run() == 0
    assert site.labels() == [("q1", "r1", True), ("q1", "r2", True)]
    assert "1 lines of the decision log break its format" in capsys.readouterr().out


def test_a_payment_that_cannot_be_told_from_another_has_no_label(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.happens(payment("p1"), payment("p2"), payment("p3", customer="c3", amount_minor=501))
    site.decides(decision("q1"), decision("q3", customer="c3"))
    assert site.run() == 0
    assert site.labels() == []
    said = capsys.readouterr().out
    assert "1 predictions have none: several payments look like it" in said
    assert "1 predictions have none: no such payment was captured" in said


@pytest.mark.parametrize("change", [("--decisions", "nowhere"), ("--log", "nowhere"), ("--horizon-days", "0")])
def test_mistakes_are_one_sentence(site: Site, change: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    site.happens(payment("p1"))
    assert site.run(FINAL, *change) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_decisions_of_before_a_rotation_of_the_key_are_joined_too(site: Site) -> None:
    site.happens(payment("p1"), payment("p2", t_ms=T + 1), reversal("v", "p1", T))
    site.decides(decision("q1"))
    (site.keys.path.parent / "second.key").write_text("22" * 64)
    site.keys.path.write_text("current: k2\nkeys: {dev: file:development.key, k2: file:second.key}\n")
    site.keys = load_key_settings(site.keys.path)
    site.decides(decision("q2", T + 1))
    assert site.run(FINAL + 1) == 0
    assert site.labels() == [("q1", "r1", True), ("q2", "r1", False)]
