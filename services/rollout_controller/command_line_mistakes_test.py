"""What a person gets wrong at `andamio rollout`: one sentence that says what to do, and an exit status."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from andamio.rollout.judgement.rules import RULES
from andamio.rollout.machine.state_machine import SetStable
from andamio.rollout.release import load_release
from andamio.rollout.settings import Settings
from andamio.service_run.local_service import free_port
from rollout_controller.api.app_test import Site
from rollout_controller.command_line_test import andamio, serving
from rollout_controller.control.settings_in_force import SettingsInForce
from rollout_controller.simulation.fake_inference import FakeInference


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path)
    yield site
    site.store.close()


@pytest.fixture
def url(site: Site) -> Iterator[str]:
    with serving(site) as url:
        yield url


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("status", "rollout-9"), 2, "there is no rollout rollout-9; there are: none yet"),
        (("status", "../v1"), 2, "is no rollout id"),
        (("watch", "--once", "rollout-9"), 2, "there is no rollout rollout-9"),
        (("replay",), 2, "there was no rollout yet"),
        (("start", "r2", "--reason", "x"), 1, "there is no stable release yet"),
        (("start", "-r2", "--reason", "x"), 2, ""),
        (("start", "r2"), 2, ""),
        (("plan", "rollout-1", "--release", "r2"), 2, "name one of them"),
        (("watch",), 2, "add --once or --json"),
        (("start", "r 2", "--reason", "x"), 2, "release_id: must be a name of letters, digits"),
        (("plan", "--release", "r/2"), 2, "release_id: must be a name of letters, digits"),
        (("abort", "rollout-9", "--reason", "x"), 2, "there is no rollout rollout-9"),
        (("freeze", "--reason", "as ada@shop.example asked"), 2, "reason: holds an e-mail address"),
        (("freeze", "--reason", "x", "--actor", "ada@shop.example"), 2, "actor: holds an e-mail address"),
        (("freeze", "--reason", "x" * 1_001), 2, "reason: String should have at most 1000 characters"),
        (("status", "--token-file", "nowhere.token"), 2, "there is no file nowhere.token with a token"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_an_exit_status(
    url: str, arguments: tuple[str, ...], status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        ended = andamio(*arguments, "--controller", url)
    except SystemExit as stopped:  # argparse, which says how it is to be written
        ended = int(str(stopped.code))
    errors = capsys.readouterr().err
    assert ended == status
    assert said in errors
    if said:
        assert errors.count("\n") == 1


def test_a_controller_that_is_not_there_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert andamio("status", "--controller", f"http://127.0.0.1:{free_port()}") == 1
    assert "does not answer" in capsys.readouterr().err
    for wrong in ("localhost:8302", "http://[", "http://127.0.0.1:port"):
        assert andamio("status", "--controller", wrong) == 2
        assert capsys.readouterr().err.count("\n") == 1


def test_no_controller_named_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("ANDAMIO_CONTROLLER", raising=False)
    assert andamio("status") == 2
    assert "add --controller" in capsys.readouterr().err


def test_nothing_that_others_wrote_reaches_the_terminal_as_a_command(
    site: Site, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site.begin()
    site.post("/v1/rollouts/rollout-1/abort", reason="\x1b[2J\x1b]0;taken\x07\nrollout-9: promoted")
    for arguments in (("status",), ("status", "rollout-1"), ("watch", "--once")):
        assert andamio(*arguments, "--controller", url) == 0
        drawn = capsys.readouterr().out
        assert "\x1b" not in drawn
        assert "\nrollout-9" not in drawn
    # Machines get what was recorded.
    assert andamio("status", "rollout-1", "--json", "--controller", url) == 0
    assert json.loads(capsys.readouterr().out)["history"][-1]["reason"].startswith("aborted: \x1b[2J")


@pytest.mark.parametrize("blank", ["", " ", "\t"])
def test_a_blank_reason_or_actor_is_none(site: Site, url: str, blank: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert andamio("freeze", "--reason", blank, "--controller", url) == 2
    assert "--reason is blank; it goes to the record, so say why" in capsys.readouterr().err
    assert andamio("freeze", "--reason", "sales", "--actor", blank, "--controller", url) == 2
    assert "--actor is blank" in capsys.readouterr().err
    assert not site.controller.control.frozen


def test_a_release_that_is_not_there_starts_nothing_and_the_others_are_named(
    site: Site, url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "releases").mkdir()
    (tmp_path / "releases" / "r1.json").write_text("{}")
    site.controller.settings = SettingsInForce(Settings(), lambda release_id: settings_of(tmp_path, release_id))
    site.controller.tick(SetStable("ada", "first", "r1"))
    for command_ in (("start", "r9", "--reason", "x"), ("plan", "--release", "r9")):
        assert andamio(*command_, "--controller", url) == 2
        assert "r9.json: cannot be read as a release: it is not there (there are: r1)" in capsys.readouterr().err
    assert site.controller.rollout_ids() == []


def settings_of(folder: Path, release_id: str) -> Settings:
    return load_release(folder / "releases", release_id).rollout_settings(Settings())


def test_nothing_is_planned_for_who_gives_no_reason(site: Site, url: str, capsys: pytest.CaptureFixture[str]) -> None:
    site.controller.tick(SetStable("ada", "first", "r1"))
    assert andamio("start", "r2", "--reason", " ", "--controller", url) == 2
    assert capsys.readouterr().out == ""


def test_a_rollout_that_ended_is_still_told_and_one_that_never_began_is_not_the_current(
    site: Site, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert andamio("status", "--controller", url) == 0
    assert "rollout        none yet" in capsys.readouterr().out
    site.refused.add("r3")
    site.controller.tick(SetStable("ada", "first", "r1"))
    for release in ("r3", "r2"):
        assert andamio("start", release, "--reason", "x", "--actor", "ada", "--controller", url) == 0
        if release == "r3":
            site.pass_the_gates()
            capsys.readouterr()
            assert andamio("status", "--controller", url) == 0
            said = capsys.readouterr().out
            assert "none under way; the last was rollout-1: r3 over r1 is refused (last: golden set: worst" in said
    assert andamio("abort", "rollout-1", "--reason", "x", "--controller", url) == 1
    assert "rollout rollout-1 is not under way; rollout-2 is" in capsys.readouterr().err


def test_a_rollout_that_begins_in_a_freeze_says_that_it_waits(
    site: Site, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site.controller.tick(SetStable("ada", "first", "r1"))
    window = ("always", "--time-zone", "UTC", "--from", "2000-01-01T00:00", "--until", "2100-01-01T00:00")
    assert andamio("freeze-window", "add", *window, "--reason", "x", "--controller", url) == 0
    assert andamio("start", "r2", "--reason", "x", "--controller", url) == 0
    said = capsys.readouterr().out
    assert "has begun, but makes no forward move: the freeze window always; andamio rollout watch rollout-1" in said
    assert andamio("status", "--controller", url) == 0
    assert "is gates, frozen by the freeze window always" in capsys.readouterr().out
    # What the record says of a window is a document that others can read.
    added = next(each for each in site.controller.history() if each["subject"] == "window always")
    assert json.loads(added["to"])["time_zone"] == "UTC"


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        ("UPDATE verdicts SET verdict = '{' WHERE number = 3", "JSONDecodeError"),
        (f"UPDATE verdicts SET verdict = '{{\"rules\": {RULES}}}' WHERE number = 3", "KeyError: 'observations'"),
        ("UPDATE observations SET decision = '{' WHERE number = 3", "JSONDecodeError"),
        ("UPDATE observations SET decision = '[]' WHERE number = 3", "Error"),
        ("DELETE FROM observations WHERE number = 3", "LookupError: it has"),
        ("UPDATE rollouts SET settings = '{\"nope\": 1}'", "KeyError: 'canary_steps'"),
    ],
)
def test_a_replay_of_a_damaged_record_says_so(
    site: Site, url: str, damage: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site.begin()
    assert site.serve(FakeInference(site.folder / "log"), "canary") == "canary"
    assert andamio("replay", "--controller", url) == 0
    with sqlite3.connect(site.folder / "state.db", timeout=20) as db:
        for table in ("verdicts", "observations", "rollouts"):
            for change in ("update", "delete"):
                db.execute(f"DROP TRIGGER {table}_{change}")
        db.execute(damage)
    capsys.readouterr()
    assert andamio("replay", "--controller", url) == 1
    said = capsys.readouterr().err
    assert "the record of rollout-1 cannot be read (" in said
    assert why in said
    assert "it was damaged or changed after it was written" in said


@pytest.mark.parametrize("subject", ["shop", "tenant:", "entity:12", "entity:XYZ"])
def test_a_pin_of_nobody_is_a_mistake(url: str, subject: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert andamio("pin", subject, "r1", "--reason", "x", "--controller", url) == 2
    assert (
        f"a pin is of tenant:NAME, or entity:16 hex digits as in the decision log, not of '{subject}'"
        in capsys.readouterr().err
    )
