"""Jars come as locked, once, or not at all."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from andamio.jars import maven
from andamio.jars.maven import JarsError, jars

LOCKS = Path(maven.__file__).parent


def test_a_set_is_fetched_once_and_is_what_its_lock_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(jars, ["flink-kafka"] * 2)
    assert first == second
    locked = (LOCKS / "flink-kafka.lock").read_text(encoding="utf-8")
    assert [f"{hashlib.sha256(jar.read_bytes()).hexdigest()}  {jar.name}\n" for jar in first] == [locked]
    monkeypatch.setenv("PATH", "")
    assert jars("flink-kafka") == first


def test_a_jar_that_differs_from_its_lock_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("flink-kafka.pom.xml", "flink-kafka.lock"):
        (tmp_path / name).write_bytes((LOCKS / name).read_bytes())
    lock = tmp_path / "flink-kafka.lock"
    text = lock.read_text(encoding="utf-8")
    lock.write_text(("0" if text[0] != "0" else "1") + text[1:], encoding="utf-8")
    monkeypatch.setattr(maven, "_POMS", tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with pytest.raises(JarsError, match=r"flink-sql-connector-kafka.* differs from its lock"):
        jars("flink-kafka")
    assert not list((tmp_path / "cache").glob("andamio/jars/*/*.jar"))


def test_what_is_missing_is_said_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(JarsError, match="choose from delta, flink-kafka, kafka"):
        jars("spark")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(JarsError, match="install it"):
        jars("kafka")
