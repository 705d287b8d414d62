"""Keys are named, never held by settings; development makes its own, and no other environment takes that."""

import argparse
from pathlib import Path

import pytest

from andamio.environment import Environment
from andamio.errors import UserError
from andamio.pii.key_settings import (
    VARIABLE,
    add_options,
    key_settings,
    load_key_settings,
    write_development_keys,
    wrong_outside_development,
)


def _file(folder: Path, text: str = "current: k2\nkeys: {k1: file:one, k2: env:KEY_TWO}\n") -> Path:
    (folder / "one").write_text("11" * 64)
    path = folder / "keys.yaml"
    path.write_text(text)
    return path


def test_a_ring_is_read_from_where_the_file_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEY_TWO", "22" * 64)
    settings = key_settings(_file(tmp_path), Environment.PRODUCTION)
    ring = settings.ring()
    assert ring.current == "k2"
    assert ring.reveal(ring.tokenize("c1", "x", "k1"), "x") == "c1"
    by_variable = key_settings(None, Environment.DEV, {VARIABLE: str(tmp_path / "keys.yaml")})
    assert by_variable.path == settings.path


def test_development_makes_a_key_once_that_nobody_else_may_read(tmp_path: Path) -> None:
    environ = {"ANDAMIO_STATE": str(tmp_path)}
    token = key_settings(None, Environment.DEV, environ).ring().tokenize("c1", "x")
    assert key_settings(None, Environment.DEV, environ).ring().tokenize("c1", "x") == token
    key = tmp_path / "pii" / "development.key"
    assert key.stat().st_mode & 0o077 == 0
    key.chmod(0o644)
    with pytest.raises(UserError, match="chmod 600"):
        key_settings(None, Environment.DEV, environ)


@pytest.mark.parametrize("environment", [Environment.STAGING, Environment.PRODUCTION])
def test_a_key_of_development_is_refused_elsewhere(tmp_path: Path, environment: Environment) -> None:
    settings = write_development_keys(tmp_path, Environment.DEV)
    with pytest.raises(UserError, match="made for development"):
        key_settings(settings.path, environment, {})
    with pytest.raises(UserError, match="--pii-keys FILE"):
        key_settings(None, environment, {})
    assert "made for development" in wrong_outside_development(settings.path, {})[0]
    assert "--pii-keys" in wrong_outside_development(None, {})[0]
    assert wrong_outside_development(_file(tmp_path), {}) == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("- k1", "current and keys"),
        ("current: k1", "current and keys"),
        ("current: k3\nkeys: {k1: file:one}", "'k3'"),
        ("current: k1\nkeys: {k1: 7}", "ids to references"),
        ("current: k1\nkeys: [", "not YAML"),
    ],
)
def test_a_broken_file_is_one_sentence(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(UserError, match=named):
        load_key_settings(_file(tmp_path, text))


def test_a_file_that_holds_a_key_is_refused_without_repeating_it(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        load_key_settings(_file(tmp_path, f"current: k1\nkeys: {{k1: '{'ab' * 64}'}}")).ring()
    assert "abab" not in str(refused.value)


def test_the_option_is_a_path() -> None:
    parser = argparse.ArgumentParser()
    add_options(parser)
    assert parser.parse_args(["--pii-keys", "keys.yaml"]).pii_keys == Path("keys.yaml")
