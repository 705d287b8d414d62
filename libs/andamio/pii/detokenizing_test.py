"""Who reads tokens back holds the key and is on record before the first value is given out."""

import argparse
from pathlib import Path

import pytest

from andamio.audit.log import open_audit
from andamio.environment import Environment
from andamio.errors import AndamioError, UserError
from andamio.pii.detokenizing import Revealer, access_at_start, add_options
from andamio.pii.key_settings import key_settings
from andamio.pii.tokens import of_tenant


def _options(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_options(parser)
    return parser.parse_args(arguments)


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    (tmp_path / "one").write_text("11" * 64)
    path = tmp_path / "keys.yaml"
    path.write_text("current: k1\nkeys: {k1: file:one}\n")
    return path


def _token(keys: Path, value: str, tenant: str = "shop") -> str:
    return key_settings(keys, Environment.DEV).ring().tokenize(value, of_tenant("customer", tenant))


def test_the_first_token_of_a_field_is_recorded_and_lines_of_old_are_not(tmp_path: Path, keys: Path) -> None:
    log = str(tmp_path / "audit.db")
    revealer = Revealer(access_at_start("health", _options("--pii-keys", str(keys), "--audit", log), "recompute"))
    assert revealer.value("customer", "shop", "c0") == "c0"
    assert not (tmp_path / "audit.db").exists()
    for value in ("c1", "c2", "c1"):
        assert revealer.value("customer", "shop", _token(keys, value)) == value
    with open_audit(log, read_only=True) as audit:
        assert [(r.actor, r.action, r.subject, r.reason) for r in audit.records()] == [
            ("job:health", "pii.detokenized", "field/customer", "recompute")
        ]


def test_what_cannot_be_recorded_is_not_revealed(tmp_path: Path, keys: Path) -> None:
    (tmp_path / "a file").touch()
    log = str(tmp_path / "a file" / "audit.db")
    access = access_at_start("health", _options("--pii-keys", str(keys), "--audit", log), "r")
    with pytest.raises(AndamioError):
        Revealer(access).value("customer", "shop", _token(keys, "c1"))


def test_a_token_of_another_tenant_is_refused(keys: Path) -> None:
    revealer = Revealer(access_at_start("health", _options("--pii-keys", str(keys)), "recompute"))
    with pytest.raises(UserError, match="--pii-keys"):
        revealer.value("customer", "shop", _token(keys, "c1", "other"))


def test_outside_development_keys_and_record_are_demanded_at_once(monkeypatch: pytest.MonkeyPatch, keys: Path) -> None:
    monkeypatch.setenv("ANDAMIO_ENVIRONMENT", "production")
    monkeypatch.delenv("ANDAMIO_AUDIT_LOG", raising=False)
    with pytest.raises(UserError, match="(?s)health does not start in production.*--pii-keys.*--audit"):
        access_at_start("health", _options(), "recompute")
    assert access_at_start("health", _options("--pii-keys", str(keys), "--audit", "a.db"), "r").audit_log == "a.db"
