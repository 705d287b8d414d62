"""`andamio rollout` against the controller's own API, served over real HTTP; the clock is in the test's hand."""

import argparse
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn

from andamio import cli
from andamio.auth.attack_table import Authority
from andamio.auth.development import Identity
from andamio.catalog.loading import REFERENCE_POLICY
from andamio.rollout.console import command
from andamio.rollout.console.client import ControllerClient
from andamio.rollout.judgement.rules import RULES
from andamio.rollout.settings import Settings
from andamio.service_run.local_service import free_port
from rollout_controller.api.app import create_app
from rollout_controller.api.app_test import Site
from rollout_controller.simulation.fake_inference import FakeInference


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path)
    yield site
    site.store.close()


@contextmanager
def serving(site: Site, port: int | None = None) -> Iterator[str]:
    """The site's API at a URL."""
    port = port or free_port()
    server = uvicorn.Server(uvicorn.Config(create_app(site.console), port=port, log_config=None))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        site.console.stopping.set()
        server.should_exit = True
        thread.join()


@pytest.fixture
def url(site: Site) -> Iterator[str]:
    with serving(site) as url:
        yield url


def andamio(*arguments: str) -> int:
    """The command line as jobs/andamio composes it; a service may not import that."""
    root = argparse.ArgumentParser(prog="andamio")
    command.add_commands(root.add_subparsers(dest="group", required=True))

    def main(argv: list[str]) -> int:
        options = root.parse_args(argv)
        status: int = options.run(options)
        return status

    return cli.run(main, ["rollout", *arguments])


def test_a_rollout_from_the_first_stable_release_to_its_abort(
    site: Site, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    why = ("--reason", "a test", "--actor", "ada", "--controller", url)
    assert andamio("stable", "r1", *why) == 0
    assert "stable is r1" in capsys.readouterr().out
    assert andamio("start", "r2", *why) == 0
    said = capsys.readouterr().out
    # What it allows and expects is said before it starts.
    assert "false rollback with probability 0.01" in said.splitlines()[0]
    assert "rollout-1: r2 over r1 has begun" in said
    site.pass_the_gates()
    assert andamio("status", "--controller", url) == 0
    assert "rollout-1: r2 over r1 is shadow" in capsys.readouterr().out
    assert andamio("abort", "rollout-1", *why) == 0
    assert "is rolled back (last: aborted: a test, by ada)" in capsys.readouterr().out
    assert site.table().candidate is None


def test_the_actor_is_the_user_of_the_environment_unless_named(
    site: Site, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "grace")
    monkeypatch.setenv("ANDAMIO_CONTROLLER", url)
    assert andamio("stable", "r1", "--reason", "first") == 0
    assert andamio("freeze", "--reason", "sales", "--actor", "ada") == 0
    assert [each["actor"] for each in site.controller.history()] == ["grace", "ada"]


def test_with_a_token_the_actor_is_its_subject(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    authority = Authority(tmp_path / "auth", REFERENCE_POLICY)
    guarded, token = Site(tmp_path, guard=authority.guard()), tmp_path / "token"
    token.write_text(authority.token(Identity("ada", [], ["operator"])) + "\n")
    try:
        with serving(guarded) as url:
            monkeypatch.setenv("ANDAMIO_CONTROLLER", url)
            assert andamio("stable", "r1", "--reason", "first") == 2
            assert andamio("status") == 2
            assert "; name a token that holds with --token-file, or in ANDAMIO_TOKEN" in capsys.readouterr().err
            assert andamio("stable", "r1", "--reason", "first", "--token-file", str(token)) == 0
            monkeypatch.setenv("ANDAMIO_TOKEN", f"file:{token}")
            assert andamio("freeze", "--reason", "sales") == 0
            monkeypatch.setenv("ANDAMIO_TOKEN", token.read_text().strip())
            assert andamio("unfreeze", "--reason", "over") == 0
            assert andamio("freeze", "--reason", "sales", "--actor", "grace") == 2
            assert [each["actor"] for each in guarded.controller.history()] == ["ada", "ada", "ada"]
    finally:
        guarded.store.close()


def test_freeze_and_kill_are_set_and_cleared_and_status_says_by_whom_and_why(
    site: Site, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    why = ("--reason", "the sales", "--actor", "ada", "--controller", url)
    andamio("stable", "r1", *why)
    assert andamio("freeze", *why) == 0
    assert andamio("kill", *why) == 0
    assert (site.controller.control.frozen, site.table().kill) == (True, True)
    capsys.readouterr()
    andamio("status", "--controller", url)
    assert capsys.readouterr().out.count("yes, by ada: the sales") == 2
    assert andamio("unfreeze", *why) == 0
    assert andamio("unkill", *why) == 0
    assert (site.controller.control.frozen, site.table().kill) == (False, False)


def test_every_command_prints_the_document_with_json(site: Site, url: str, capsys: pytest.CaptureFixture[str]) -> None:
    site.begin()
    site.serve(FakeInference(site.folder / "log"), "canary")
    why = ("--reason", "a test", "--actor", "ada")
    for arguments, field in (
        (("status",), "stable"),
        (("status", "rollout-1"), "state"),
        (("plan",), "requests"),
        (("plan", "rollout-1"), "requests"),
        (("watch", "--once"), "verdict"),
        (("replay", "rollout-1"), "equal"),
        (("freeze", *why), "frozen"),
        (("abort", "rollout-1", *why), "state"),
    ):
        capsys.readouterr()
        assert andamio(*arguments, "--json", "--controller", url) == 0
        assert field in json.loads(capsys.readouterr().out)


def test_replay_gives_every_verdict_again_and_a_record_that_differs_is_status_1(
    site: Site, url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    site.begin()
    site.serve(FakeInference(site.folder / "log"), "canary")
    given = len(site.console.reading.verdict_numbers("rollout-1"))
    assert andamio("replay", "--controller", url) == 0
    assert f"{given} verdicts given again from the recorded decisions, all equal" in capsys.readouterr().out
    assert andamio("replay", "rollout-1", "--verdict", "3", "--controller", url) == 0
    assert capsys.readouterr().out.startswith("verdict 3: hold (")
    assert andamio("replay", "rollout-1", "--verdict", str(given + 1), "--controller", url) == 2
    # Rules of another version: nothing to compare with, and no mismatch.
    with monkeypatch.context() as upgraded:
        upgraded.setattr("andamio.rollout.judgement.replay.RULES", RULES + 1)
        assert andamio("replay", "--controller", url) == 3
        told = capsys.readouterr().out
        assert f"version {RULES} of the rules and this code has version {RULES + 1}" in told
        assert len(told.splitlines()) == 1
    # A judge that changed its mind since: one finding of one verdict is enough.
    monkeypatch.setattr("andamio.rollout.judgement.replay.judge", changed_judge())
    assert andamio("replay", "--controller", url) == 1
    assert "NOT all equal" in capsys.readouterr().out


def changed_judge() -> object:
    from dataclasses import replace

    from andamio.rollout.judgement.verdict import Ruling, judge

    def judged(evidence: object, settings: object) -> object:
        verdict = judge(evidence, settings)  # type: ignore[arg-type]
        return replace(verdict, reason=verdict.reason + ".") if verdict.ruling is Ruling.PROMOTE else verdict

    return judged


def test_one_frame_shows_stages_traffic_guards_and_events(
    site: Site, url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    site.post("/v1/stable", release_id="r1", reason="first [red]release[/red]")
    site.begin()
    site.serve(FakeInference(site.folder / "log"), "canary")
    site.serve(FakeInference(site.folder / "log", name="2"), "promoted", ticks=5)
    assert andamio("watch", "--once", "--controller", url) == 0
    drawn = capsys.readouterr().out
    for part in (
        "rollout-1  r2 over r1  CANARY at 25%",
        "✓ gates ── ✓ shadow ── ● canary 25% ── ○ canary 50% ── ○ promoted",
        "verdict hold",
        "applied by 1 of 2 replicas",
        "shadow → canary[0]",
        "first [red]release[/red]",
    ):
        assert part in drawn
    assert {"errors", "slow", "score", "reviews", "drift"} <= set(drawn.split())


def test_events_go_on_after_the_last_one_that_was_seen(site: Site, url: str) -> None:
    site.begin()
    with ControllerClient(url) as client:
        with client.events("0-0-0") as events:
            seen = [next(events) for _ in range(3)]
        assert [event.kind for event in seen] == ["transition"] * 3
        cursor = seen[1].cursor
        assert cursor is not None
        with client.events(cursor) as events:
            assert next(events) == seen[2]
            assert {next(events).kind for _ in range(2)} == {"table", "pulse"}


def test_a_rollout_that_waits_is_approved_by_someone_else_and_held_and_resumed(
    site: Site, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site.controller.settings.default = Settings(approvals=("canary[0]",))
    site.begin()
    why = ("--reason", "a test", "--controller", url)
    assert site.serve(FakeInference(site.folder / "log"), "canary", ticks=40) == "no end"
    andamio("status", "--controller", url)
    assert "waiting for an approval to enter canary[0]" in capsys.readouterr().out
    assert andamio("approve", "rollout-1", *why, "--actor", "ada") == 1
    assert "someone else must approve it" in capsys.readouterr().err
    assert andamio("approve", "rollout-1", *why, "--actor", "grace", "--stage", "promoted") == 1
    assert andamio("hold", "rollout-1", *why, "--actor", "ada") == 0
    assert "held" in capsys.readouterr().out
    assert andamio("approve", "rollout-1", *why, "--actor", "grace", "--stage", "canary[0]") == 0
    site.tick(5)
    assert site.rollout()["state"] == "shadow"
    assert andamio("resume", "rollout-1", *why, "--actor", "ada") == 0
    site.tick()
    assert site.rollout()["state"] == "canary"


def test_pins_and_freeze_windows_are_set_shown_and_taken_away(
    site: Site, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site.post("/v1/stable", release_id="r1")
    why = ("--reason", "a test", "--controller", url)
    assert andamio("pin", "tenant:shop", "r1", *why) == 0
    assert capsys.readouterr().out == "tenant:shop is answered by r1\n"
    assert site.table().pins == {"tenant:shop": "r1"}
    assert andamio("pin", "tenant:shop", "r9", *why) == 1
    assert "r9 is not warm" in capsys.readouterr().err
    assert andamio("unpin", "tenant:shop", *why) == 0
    assert capsys.readouterr().out == "nothing is pinned\n"

    zone = ("--time-zone", "UTC", *why)
    assert (
        andamio("freeze-window", "add", "sales 1/2", "--from", "2023-11-14T00:00", "--until", "2023-11-15T00:00", *zone)
        == 0
    )
    assert andamio("freeze-window", "add", "nights", "--from", "fri 16:00", "--until", "mon 08:00", *zone) == 0
    capsys.readouterr()
    assert andamio("freeze-window", "list", "--controller", url) == 0
    assert capsys.readouterr().out.splitlines() == [
        "sales 1/2: from 2023-11-14T00:00:00 until 2023-11-15T00:00:00 in UTC, in force now",
        "nights: every week from fri 16:00 until mon 08:00 in UTC",
    ]
    assert andamio("freeze-window", "add", "x", "--from", "fri 16:00", "--until", "2023-11-15T00:00", *zone) == 2
    assert andamio("freeze-window", "remove", "nights", *why) == 0
    assert andamio("freeze-window", "remove", "nights", *why) == 1
    assert andamio("freeze-window", "remove", "sales 1/2", *why) == 0
    assert site.controller.control.windows == ()


def test_verdicts_come_a_page_at_a_time(site: Site, url: str, capsys: pytest.CaptureFixture[str]) -> None:
    site.begin()
    site.serve(FakeInference(site.folder / "log"), "canary")
    numbers: list[int] = []
    before: list[str] = []
    while True:
        capsys.readouterr()
        assert andamio("verdicts", "--limit", "7", *before, "--json", "--controller", url) == 0
        page = json.loads(capsys.readouterr().out)
        numbers += [verdict["number"] for verdict in page["verdicts"]]
        if page["next_before"] is None:
            break
        assert len(page["verdicts"]) == 7
        before = ["--before", str(page["next_before"])]
    assert numbers == site.console.reading.verdict_numbers("rollout-1")[::-1]
    assert andamio("verdicts", "rollout-1", "--limit", "1", "--controller", url) == 0
    first, more = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{numbers[0]} ")
    assert more.endswith(f"verdicts rollout-1 --before {numbers[0]}")


def test_replay_decides_failovers_again(site: Site, url: str, capsys: pytest.CaptureFixture[str]) -> None:
    site.post("/v1/stable", release_id="r1")
    site.tick(2)
    FakeInference(site.folder / "log", broken={"r1": "error"}).serve(site.table(), 40)
    site.tick()
    assert andamio("replay", "--moves", "--controller", url) == 0
    move, said = capsys.readouterr().out.splitlines()
    assert move == "failover none -> rules (r1 failed 20 of its last 20 executions), decided alike again"
    assert said == "1 moves decided again from their evidence, all equal"
    assert andamio("replay", "rollout-1", "--moves", "--controller", url) == 2


def test_status_names_what_is_under_watch(site: Site, url: str, capsys: pytest.CaptureFixture[str]) -> None:
    watch = {"rollout_id": "rollout-1", "release_id": "r2", "spent_ms": 0, "limit_ms": 45 * 86_400_000}
    assert command._watches([{**watch, "clear": True}]) == "r2 (rollout-1, as promised so far, 45.0 days more)"
    assert andamio("status", "--controller", url) == 0
    assert "under watch    none" in capsys.readouterr().out
