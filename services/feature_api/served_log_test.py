"""The log of served values: every view of a sampled entity, in files that appear whole, without holding anyone up."""

import json
from pathlib import Path
from typing import Any

import pytest

from andamio.auth.secret import Secret
from andamio.catalog.loading import load_catalog
from andamio.features.online.view_answer import ViewAnswer, without_values
from andamio.pii.sinks import WriteEdge
from andamio.pii.tokens import KeyRing, of_tenant
from feature_api import served_log
from feature_api.served_log import ServedLog, sampled
from feature_api.service_plan import plan
from feature_api.validation import Read

CATALOG = load_catalog()
KEYS = KeyRing({"k1": Secret("11" * 64)}, "k1")
EDGES = {view.id: WriteEdge(CATALOG.contract_of(view), "served_log", KEYS) for view in CATALOG.views.values()}
PLAN = plan(CATALOG.services["reversal_risk@1"], CATALOG)


def asked(*keys: str) -> Read:
    return Read(PLAN, [("shop", key) for key in keys], None, False, None)


def answered(read: Read) -> list[ViewAnswer]:
    return [without_values(view, "not_found", len(read.keys), {0: 7}, 1_000, 900) for view in PLAN.views]


def token(key: str) -> str:
    return KEYS.tokenize(key, of_tenant("customer", "shop"))


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for file in sorted(folder.glob("*.ndjson")) for line in file.read_text().splitlines()]


def test_every_view_of_an_entity_is_a_line_with_what_it_takes_to_recompute_it(tmp_path: Path) -> None:
    log = ServedLog(tmp_path, 1.0, EDGES)
    read = asked("ada", "bob")
    log.add(read, 2_000, 1_900, answered(read))
    log.close()
    found = lines(tmp_path)
    assert [(line["key"], line["view"]) for line in found] == [
        (token(k), v.id) for k in ("ada", "bob") for v in PLAN.views
    ]
    assert found[0] == {
        "served_at_ms": 2_000,
        "as_of_ms": 1_900,
        "feature_service": PLAN.id,
        "view": PLAN.views[0].id,
        "tenant": "shop",
        "key": token("ada"),
        "status": "not_found",
        "applied_positions": {"0": 7},
        "cutover_ms": 1_000,
        "folded": [],
        "newest_event_time_ms": None,
        "values": {feature.name: None for feature in PLAN.views[0].features},
    }
    assert not list(tmp_path.glob(".*"))
    assert all(b"ada" not in file.read_bytes() for file in tmp_path.iterdir())


def test_a_key_is_in_the_sample_or_not_and_a_tenth_of_keys_is(tmp_path: Path) -> None:
    log = ServedLog(tmp_path, 0.1, EDGES)
    keys = [f"c{number}" for number in range(2_000)]
    for _ in range(2):
        read = asked(*keys)
        log.add(read, 0, 0, answered(read))
    log.close()
    counts: dict[str, int] = {}
    for line in lines(tmp_path):
        counts[line["key"]] = counts.get(line["key"], 0) + 1
    assert set(counts.values()) == {2 * len(PLAN.views)}
    assert set(counts) == {token(key) for key in keys if sampled("shop", key, 0.1)}
    assert 150 < len(counts) < 250
    assert {token(key) for key in keys if sampled("shop", key, 0.05)} < set(counts)


def test_what_finds_the_queue_full_is_dropped_and_counted(tmp_path: Path) -> None:
    dropped: list[int] = []
    log = ServedLog(tmp_path, 1.0, EDGES, dropped.append, queue_at_most=10)
    read = asked(*(f"c{number}" for number in range(2_000)))
    log.add(read, 0, 0, answered(read))
    log.close()
    assert len(lines(tmp_path)) // len(PLAN.views) + sum(dropped) == 2_000
    assert dropped


def test_a_file_is_published_when_it_is_large_and_none_is_ever_seen_in_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served_log, "ROTATE_BYTES", 5_000)
    log = ServedLog(tmp_path, 1.0, EDGES)
    read = asked(*(f"c{number}" for number in range(100)))
    log.add(read, 0, 0, answered(read))
    log.close()
    assert len(list(tmp_path.glob("*.ndjson"))) > 5
    assert len(lines(tmp_path)) == 100 * len(PLAN.views)


def test_what_a_killed_process_left_is_adopted_less_a_line_that_was_cut(tmp_path: Path) -> None:
    running = ServedLog(tmp_path, 1.0, EDGES, rotate_s=1_000)
    read = asked("ada")
    running.add(read, 0, 0, answered(read))
    while not list(tmp_path.glob(".served-*.part")):
        pass
    (tmp_path / ".served-1-2-0.part").write_text('{"key": "left"}\n{"key": "cu')
    ServedLog(tmp_path, 1.0, EDGES).close()
    assert [line["key"] for line in lines(tmp_path)] == ["left"]  # and the running one's is its own
    running.close()
    assert [line["key"] for line in lines(tmp_path)] == ["left", token("ada"), token("ada")]


def test_a_disk_that_fails_is_counted_and_ends_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dropped: list[int] = []
    log = ServedLog(tmp_path / "log", 1.0, EDGES, dropped.append)
    (tmp_path / "log").rmdir()
    read = asked("ada", "bob")
    log.add(read, 0, 0, answered(read))
    log.close()
    assert sum(dropped) >= 1
