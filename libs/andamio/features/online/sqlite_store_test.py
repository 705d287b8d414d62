"""What the SQLite store does with its file, beyond what every store promises (`store_contract_test`)."""

import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from andamio.features.online.online_store import (
    StoreError,
    StoreMismatch,
    StoreMissing,
    UnknownView,
)
from andamio.features.online.sqlite_store import SqliteStore
from andamio.features.online.store_examples import HOUR, MINUTE, T0, VIEW, count_2h, event, tile, write


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore(tmp_path / "store.db", [VIEW], create=True)
    yield opened
    opened.close()


def test_what_no_read_can_use_any_more_is_dropped(store: SqliteStore) -> None:
    old = [write(tile(T0, 1), 1), write(tile(T0, 1, MINUTE), 1), write(event(T0 + 5), 1)]
    store.apply(1, [*old, write(event(T0 + HOUR, "e2", "bo"), 2)], "")
    store.apply(1, [write(event(T0 + 9 * HOUR, "e3", "bo"), 3)], "")
    with sqlite3.connect(store.path) as db:
        assert db.execute("SELECT key, hop_ms FROM tiles").fetchall() == [("bo", 0)]
    ada = store.read(VIEW, [("shop", "ada")], T0 + 9 * HOUR).entities[0]
    assert (ada.status, ada.newest_event_time_ms) == ("expired", T0 + HOUR - 1)


def test_opening_names_what_is_missing_or_different(store: SqliteStore, tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="batch_features"):
        SqliteStore(tmp_path / "absent.db", [VIEW])
    with pytest.raises(StoreMismatch, match="new version"):
        SqliteStore(store.path, [replace(VIEW, tail_ms=1)])
    (tmp_path / "other.db").write_text("not a database at all, but long enough to look at")
    with pytest.raises(StoreError, match="cannot be opened"):
        SqliteStore(tmp_path / "other.db", [VIEW])
    with pytest.raises(UnknownView):
        store.read(replace(VIEW, version=2), [], T0)


def test_a_second_process_reads_while_one_writes(store: SqliteStore) -> None:
    reader = SqliteStore(store.path, [VIEW])
    store.apply(1, [write(tile(T0, 1), 1)], "")
    with sqlite3.connect(store.path) as db:
        db.execute("DELETE FROM tiles")
        assert count_2h(reader, T0 + HOUR) == 1
    assert count_2h(reader, T0 + HOUR) == 0
    reader.close()


def test_threads_that_are_gone_leave_no_file_open(store: SqliteStore) -> None:
    def open_after(threads: int) -> int:
        for _ in range(threads):
            reader = threading.Thread(target=count_2h, args=(store, T0 + HOUR))
            reader.start()
            reader.join()
        return psutil.Process().num_fds()

    # SQLite keeps the file of a closed connection for the next one, as long as another holds a lock on it.
    assert open_after(threads=1) == open_after(threads=10)


def test_a_write_that_sqlite_itself_rolls_back_says_why_and_the_next_one_works(store: SqliteStore) -> None:
    with sqlite3.connect(store.path) as db:
        db.execute("CREATE TRIGGER full BEFORE INSERT ON tiles BEGIN SELECT RAISE(ROLLBACK, 'disk is full'); END")
    with pytest.raises(sqlite3.Error, match="disk is full"):
        store.apply(1, [write(tile(T0, 1), 1)], "")
    with sqlite3.connect(store.path) as db:
        db.execute("DROP TRIGGER full")
    store.apply(1, [write(tile(T0, 1), 1)], "")
    assert count_2h(store, T0 + HOUR) == 1
