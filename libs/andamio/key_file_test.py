"""Files of keys that are made once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from andamio.key_file import create_once


def test_of_several_at_once_one_wins_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "key"
    contents = [bytes([number]) * 1_000 for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda content: create_once(path, content), contents))
    assert path.read_bytes() in contents
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "key"
    create_once(path, b"first")
    create_once(path, b"second")
    assert path.read_bytes() == b"first"
