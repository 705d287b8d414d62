"""`andamio auth` makes what a service takes in development, refuses it elsewhere, and shows no token."""

import json
from pathlib import Path

import pytest

from andamio import cli
from andamio.auth.command import add_commands
from andamio.auth.service_token import ServiceToken
from andamio.errors import UserError

POLICY = "grants:\n- {name: all, roles: [operator], actions: [rollout.read], resources: ['*']}\n"


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "reference.yaml"
    path.write_text(POLICY)
    return path


def auth(policy: Path, *arguments: str) -> int:
    return cli.run(cli.main_of(lambda groups: add_commands(groups, policy)), ["auth", *arguments])


def test_a_token_is_issued_for_a_file_shown_and_held_against_settings(
    tmp_path: Path, policy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, token = str(tmp_path / "auth"), tmp_path / "ada.token"
    assert auth(policy, "init", folder) == 0
    asked = ("--subject", "ada", "--role", "operator", "--tenant", "shop", "--purpose", "audit")
    assert auth(policy, "issue", folder, *asked, "--out", str(token)) == 0
    assert token.stat().st_mode & 0o777 == 0o600
    capsys.readouterr()
    against = ("--token-file", str(token), "--auth", f"{folder}/auth.yaml", "--json")
    assert auth(policy, "show", *against) == 0
    shown = capsys.readouterr().out
    assert json.loads(shown)["claims"]["tenants"] == ["shop"]
    assert token.read_text().strip() not in shown
    # Another machine's key is not trusted.
    assert auth(policy, "issue", str(tmp_path / "other"), *asked, "--out", str(token)) == 0
    assert auth(policy, "show", *against) == 1


def test_a_role_that_the_policy_of_the_folder_lacks_gets_no_token(
    tmp_path: Path, policy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, token = str(tmp_path / "auth"), tmp_path / "ada.token"
    assert auth(policy, "init", folder) == 0
    capsys.readouterr()
    asked = ("--subject", "ada", "--role", "operator", "--role", "operater", "--out", str(token))
    assert auth(policy, "issue", folder, *asked) == 2
    said = capsys.readouterr().err
    assert "--role operater is granted nothing" in said
    assert "choose one of its roles (operator)" in said
    assert not token.exists()
    # Nobody is kept from a token without a role: what needs none is served.
    assert auth(policy, "issue", folder, "--subject", "ada", "--out", str(token)) == 0


@pytest.mark.parametrize("environment", ["staging", "production"])
def test_outside_development_nothing_is_issued(
    tmp_path: Path,
    policy: Path,
    environment: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("ANDAMIO_ENVIRONMENT", environment)
    for arguments in (("init", str(tmp_path / "a")), ("issue", str(tmp_path / "a"), "--subject", "ada")):
        assert auth(policy, *arguments) == 2
        assert f"may not be used in {environment}" in capsys.readouterr().err
    assert not (tmp_path / "a").exists()


def test_a_token_that_changes_is_read_again_within_a_second_and_the_last_one_stays_while_it_cannot(
    tmp_path: Path,
) -> None:
    file, now = tmp_path / "token", [0.0]
    file.write_text("one\n")
    token = ServiceToken(f"file:{file}", monotonic_s=lambda: now[0])
    file.write_text("two\n")
    assert token.header() == "Bearer one"
    now[0] = 1.0
    assert token.header() == "Bearer two"
    file.unlink()
    now[0] = 2.0
    assert token.header() == "Bearer two"
    assert "two" not in repr(token)
    for wrong in ("two words", "", "line\nbreak: injected"):
        file.write_text(wrong)
        with pytest.raises(UserError):
            ServiceToken(f"file:{file}")
