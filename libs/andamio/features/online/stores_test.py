"""A store's URL says which kind it is, and holds no secret."""

from pathlib import Path

import pytest

from andamio.features.history_strategies import EPOCH, VIEW
from andamio.features.online.online_store import StoreMissing
from andamio.features.online.sqlite_store import SqliteStore
from andamio.features.online.stores import StoreUrlError, open_store


def test_a_path_and_an_sqlite_url_name_the_same_file(tmp_path: Path) -> None:
    made = open_store(str(tmp_path / "store.db"), [VIEW], create=True)
    made.write_batch(VIEW, EPOCH, [])
    made.close()
    opened = open_store(f"sqlite:///{tmp_path}/store.db", [VIEW])
    assert isinstance(opened, SqliteStore)
    assert opened.cutover(VIEW) == EPOCH
    opened.close()


def test_a_store_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        open_store(str(tmp_path / "store.db"), [VIEW])


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://localhost/1", "'mysql' is not a kind of store"),
        ("sqlite://store.db", "names no file"),
        ("redis://localhost:6379/customers", "write redis://host:port/db"),
        ("redis:///0", "write redis://host:port/db"),
        ("redis://reader:hunter2@localhost:6379/0", "ANDAMIO_STORE_PASSWORD"),
    ],
)
def test_a_url_that_names_no_store_says_what_to_write_and_never_a_secret(url: str, says: str) -> None:
    with pytest.raises(StoreUrlError, match=says) as caught:
        open_store(url, [VIEW])
    assert "hunter2" not in str(caught.value)
