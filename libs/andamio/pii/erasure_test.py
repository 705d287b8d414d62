"""After an erasure no store that it covers holds a byte of the subject, everybody else is untouched, and it is recorded."""

import json
import secrets
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from deltalake import DeltaTable, write_deltalake
from hypothesis import given
from hypothesis import strategies as st

from andamio import cli
from andamio.audit.log import open_audit
from andamio.contracts.model import EventRoles
from andamio.errors import UserError
from andamio.features.online.local_redis import LocalRedis
from andamio.features.online.online_store import Repair
from andamio.features.online.redis_layout import encode_repair, repair_field, repairs_key
from andamio.features.online.redis_wire import Wire
from andamio.features.online.store_examples import HOUR, T0, VIEW, tile, write
from andamio.features.online.stores import open_store
from andamio.pii.erasable_kafka import expiry
from andamio.pii.erasable_logs import JsonLogs, is_of
from andamio.pii.erasable_redis import RedisOnlineStore
from andamio.pii.erasable_tables import DeltaTables, SqliteOnlineStore
from andamio.pii.erasure import Eraser, Subject, erase
from andamio.pii.erasure_command import add_commands
from andamio.pii.key_settings import load_key_settings
from andamio.pii.tokens import of_tenant

_SUBJECT = Subject("shop", "customer-canary-81724")
_ROLES = {"payment_captured": EventRoles("event_id", "event_time_ms", "known_at_ms", "sequence", "tenant", "customer")}
_OTHERS = [("shop", "customer-2"), ("other", "customer-canary-81724")]


def _lines(folder: Path) -> Path:
    folder.mkdir(parents=True)
    path = folder / "000-002.ndjson"
    rows = [{"tenant": tenant, "customer": entity, "x": 1} for tenant, entity in (("shop", _SUBJECT.entity), *_OTHERS)]
    nested = [{"tenant": "shop", "request": {"who": [_SUBJECT.entity]}}, {"tenant": "shop", "entity": _SUBJECT.digest}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows + nested))
    return path


def _lake(root: Path) -> Path:
    rows = [("shop", _SUBJECT.entity), *_OTHERS]
    deliveries = pa.table({"tenant": [t for t, _ in rows], "customer": [c for _, c in rows], "amount_minor": [1, 2, 3]})
    write_deltalake(str(root / "payment_captured"), deliveries)
    write_deltalake(str(root / "tiles" / "v_1"), deliveries.rename_columns(["tenant", "key", "count"]))
    quarantined = [json.dumps({"tenant": t, "customer": c}) for t, c in rows]
    write_deltalake(
        str(root / "quarantine" / "payment_captured"), pa.table({"position": [1, 2, 3], "row": quarantined})
    )
    return root


def _store(path: Path) -> Path:
    with closing(open_store(str(path), [VIEW], create=True)) as store:
        tiles = [tile(T0, 5, key=_SUBJECT.entity), tile(T0, 3, key="customer-2")]
        tiles.append(replace(tile(T0, 7, key=_SUBJECT.entity), tenant="other"))
        store.apply(1, [write(each, position) for position, each in enumerate(tiles, 1)], "")
    return path


def _count(path: Path, tenant: str, key: str) -> object:
    with closing(open_store(str(path), [VIEW])) as store:
        return store.read(VIEW, [(tenant, key)], T0 + HOUR).entities[0].values["count_2h"]


def _bytes_with_subject(root: Path) -> list[str]:
    needle = _SUBJECT.entity.encode()
    return [str(path) for path in root.rglob("*") if path.is_file() and needle in path.read_bytes()]


def _run(*arguments: str) -> int:
    return cli.main_of(lambda groups: add_commands(groups, lambda _: _ROLES))(["pii", "erase", *arguments])


def test_logs_lose_the_subjects_lines_and_no_others(tmp_path: Path) -> None:
    path = _lines(tmp_path / "log")
    report = erase(_SUBJECT, [JsonLogs(tmp_path / "log")])
    assert [(each.state, each.count) for each in report.findings] == [("erased", 3)]
    assert [(row["tenant"], row["customer"]) for row in map(json.loads, path.read_text().splitlines())] == _OTHERS
    assert erase(_SUBJECT, [JsonLogs(tmp_path / "log")]).findings[0].state == "nothing_found"


def test_lines_that_name_the_subject_by_a_token_of_any_key_go_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("one", "two"):
        (tmp_path / name).write_text(f"{len(name):02}" + secrets.token_hex(64))
    (tmp_path / "keys.yaml").write_text("current: k2\nkeys: {k1: file:one, k2: file:two}\n")
    ring = load_key_settings(tmp_path / "keys.yaml").ring()
    (tmp_path / "served").mkdir()
    log = tmp_path / "served" / "served-1.ndjson"
    context, elsewhere = of_tenant("customer", "shop"), of_tenant("customer", "other")
    rows = [{"tenant": "shop", "key": token} for token in ring.tokens(_SUBJECT.entity, context)]
    rows += [{"release": "r1", "entity": ring.pseudonym(_SUBJECT.entity, context, key)} for key in ("k1", "k2")]
    kept = [
        {"tenant": "other", "key": ring.tokenize(_SUBJECT.entity, elsewhere)},
        {"tenant": "shop", "key": ring.tokenize("customer-2", context)},
        {"release": "r1", "entity": ring.pseudonym("customer-2", context)},
    ]
    log.write_text("".join(json.dumps(row) + "\n" for row in rows + kept))
    where = ("--logs", str(tmp_path / "served"), "--pii-keys", str(tmp_path / "keys.yaml"))
    recorded = ("--audit", str(tmp_path / "audit.db"), "--actor", "user:17", "--reason", "request 114")
    assert _run("--tenant", _SUBJECT.tenant, "--subject", _SUBJECT.entity, *where, *recorded) == 0
    assert [json.loads(line) for line in log.read_text().splitlines()] == kept
    assert _SUBJECT.entity not in capsys.readouterr().out


def test_a_log_that_is_being_written_is_kept_and_reported(tmp_path: Path) -> None:
    path = _lines(tmp_path / "log")
    before = path.read_bytes()
    with path.open("ab"):
        report = erase(_SUBJECT, [JsonLogs(tmp_path / "log")])
    assert report.findings[0].state == "kept"
    assert not report.complete
    assert path.read_bytes() == before


def test_tables_lose_the_subjects_rows_in_every_kind_of_table(tmp_path: Path) -> None:
    lake = _lake(tmp_path / "lake")
    kept = erase(_SUBJECT, [DeltaTables(lake, _ROLES)])
    assert [(each.state, each.count) for each in kept.findings] == [("kept", 1)] * 3
    assert not kept.complete  # the old files are still there
    report = erase(_SUBJECT, [DeltaTables(lake, _ROLES, vacuum_now=True)])
    assert report.complete
    assert [DeltaTable(str(folder.parent)).to_pyarrow_table().num_rows for folder in lake.rglob("_delta_log")] == [
        2,
        2,
        2,
    ]


def test_a_producers_quarantine_loses_the_rows_that_hold_a_token_of_the_subject(tmp_path: Path) -> None:
    subject = Subject("shop", "c1", frozenset({"tok_k1_MINE"}))
    rows = [json.dumps({"customer": name}) for name in ("tok_k1_MINE", "tok_k1_OTHER", None)] + ["cut {"]
    write_deltalake(str(tmp_path / "quarantine"), pa.table({"contract": ["payment"] * 4, "row": rows}))
    report = erase(subject, [DeltaTables(tmp_path, _ROLES, vacuum_now=True)])
    assert [(each.state, each.count) for each in report.findings] == [("erased", 1)]
    assert DeltaTable(str(tmp_path / "quarantine")).to_pyarrow_table()["row"].to_pylist() == rows[1:]


def test_a_dry_run_counts_and_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _lines(tmp_path / "log")
    lake = _lake(tmp_path / "lake")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    where = ("--logs", str(tmp_path / "log"), "--lake", str(lake), "--dry-run")
    assert _run("--tenant", _SUBJECT.tenant, "--subject", _SUBJECT.entity, *where, "--json") == 0
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert sum(each["count"] for each in json.loads(capsys.readouterr().out)["findings"]) == 6


def test_an_erasure_is_recorded_without_the_subjects_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _lines(tmp_path / "data" / "log")
    store = _store(tmp_path / "data" / "online.db")
    audit = tmp_path / "audit.db"
    where = ("--logs", str(tmp_path / "data" / "log"), "--store", str(store))
    record = ("--audit", str(audit), "--actor", "user:17", "--reason", "request 2026-114")
    assert _run("--tenant", _SUBJECT.tenant, "--subject", _SUBJECT.entity, *where, *record) == 0
    with open_audit(str(audit), read_only=True) as log:
        (written,) = [each for each in log.records() if each.action == "pii.erased"]
        # Not the digest, which who guesses the subject could check.
        assert written.subject != f"subject/{_SUBJECT.digest}"
        assert written.subject == f"subject/{log.evidence(written)['subject']}"
        assert log.evidence(written)["complete"]
    assert _SUBJECT.entity not in capsys.readouterr().out
    assert _SUBJECT.entity.encode() not in audit.read_bytes()
    counts = [_count(store, *whose) for whose in (("shop", _SUBJECT.entity), *_OTHERS)]
    assert counts == [0, 3, 7]


def test_no_byte_of_the_subject_is_left_in_any_file(tmp_path: Path) -> None:
    _lines(tmp_path / "log")
    lake = _lake(tmp_path / "lake")
    store = _store(tmp_path / "online.db")
    # One tenant alone, so that nobody else has the same key.
    subject, twin = _SUBJECT, Subject("other", _SUBJECT.entity)
    erasers: list[Eraser] = [
        JsonLogs(tmp_path / "log"),
        DeltaTables(lake, _ROLES, vacuum_now=True),
        SqliteOnlineStore(store),
    ]
    for each in (subject, twin):
        erase(each, erasers)
    left = {Path(path).relative_to(tmp_path).as_posix() for path in _bytes_with_subject(tmp_path)}
    # What the report says: Delta's own log keeps least and greatest values of replaced files.
    assert all("/_delta_log/" in path for path in left)


def test_redis_loses_every_key_and_repair_of_the_subject_and_no_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # Names that end alike, or hold what a pattern means something by, are others'.
    mine, others = "c:1*", ["x:c:1*", "c:11", "c:1"]
    with LocalRedis() as redis, closing(open_store(redis.url, [VIEW], create=True)) as store:
        tiles = [tile(T0, 5, key=key) for key in (mine, *others)]
        tiles.append(replace(tile(T0, 7, key=mine), tenant="other"))
        store.write_batch(VIEW, T0, [replace(each, tile_start_ms=each.tile_start_ms - HOUR) for each in tiles])
        store.apply(1, [write(each, position) for position, each in enumerate(tiles, 1)], "")
        wire = Wire(redis.address)
        for position, key in enumerate((mine, *others)):
            repair = Repair(VIEW.id, position, "shop", key, T0, "e", "late")
            wire.call("HSET", repairs_key(VIEW.id), repair_field(repair), encode_repair(repair))
        before = wire.call("DBSIZE")
        where = ("--tenant", "shop", "--subject", mine, "--store", redis.url, "--json")
        record = ("--audit", str(tmp_path / "audit.db"), "--actor", "user:17", "--reason", "request 2026-114")
        for more, state in ((("--dry-run",), "found"), (record, "erased"), (record, "nothing_found")):
            # Batch tiles, the stream's tiles and the stream's guard.
            assert wire.call("DBSIZE") == before - 3 * (state == "nothing_found")
            assert _run(*where, *more) == 0
            [finding] = json.loads(capsys.readouterr().out)["findings"]
            assert (finding["state"], finding["count"]) == (state, 0 if state == "nothing_found" else 4)
        assert wire.call("DBSIZE") == before - 3
        assert [each.key for each in store.repairs(VIEW)] == others
        read = store.read(VIEW, [("shop", mine), ("other", mine), ("shop", others[0])], T0 + HOUR)
        assert [each.status for each in read.entities] == ["not_found", "present", "present"]
        wire.close()
    gone = erase(Subject("shop", mine), [RedisOnlineStore(redis.address)])
    assert [each.state for each in gone.findings] == ["failed"]


def test_what_retention_keeps_is_dated_and_what_is_kept_for_ever_says_so() -> None:
    newest_ms = 1_700_000_000_000  # 2023-11-14T22:13Z
    week = {"retention.ms": str(7 * 86_400_000), "segment.ms": str(86_400_000)}
    assert "by 2023-11-22T22:13Z at the latest" in expiry(dict(week), newest_ms)
    assert "never expire" in expiry({**week, "retention.ms": "-1"}, newest_ms)


def test_a_place_that_is_not_there_fails_and_the_others_are_erased(tmp_path: Path) -> None:
    _lines(tmp_path / "log")
    report = erase(_SUBJECT, [JsonLogs(tmp_path / "none"), JsonLogs(tmp_path / "log")])
    assert [each.state for each in report.findings] == ["failed", "erased"]


def test_an_erasure_without_a_record_or_a_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="--audit"):
        _run("--tenant", "shop", "--subject", "c", "--logs", str(tmp_path))
    with pytest.raises(UserError, match="nothing to erase from"):
        _run("--tenant", "shop", "--subject", "c")


@given(st.text(min_size=1, max_size=8), st.text(min_size=1, max_size=8))
def test_any_subject_is_found_however_json_writes_it(tenant: str, entity: str) -> None:
    subject = Subject(tenant, entity)
    for ascii_only in (True, False):
        line = json.dumps({"tenant": tenant, "key": entity}, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
        assert is_of(line, subject)
        assert not is_of(json.dumps({"tenant": tenant + "x", "key": entity}).encode(), subject)
