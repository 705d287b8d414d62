"""The steps of docs/runbooks, carried out with their own commands: what they promise is what happens.

`tests/runbooks_test.py` sees to it that the commands in the pages are commands.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from andamio.rollout.settings import Settings
from rollout_controller.api.app_test import Site
from rollout_controller.command_line_test import andamio, serving
from rollout_controller.simulation.fake_inference import FakeInference


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    site = Site(tmp_path)
    with serving(site) as url:
        monkeypatch.setenv("ANDAMIO_CONTROLLER", url)
        monkeypatch.setenv("LOGNAME", "ada")
        yield site
    site.store.close()


@pytest.fixture
def status(site: Site, capsys: pytest.CaptureFixture[str]) -> Callable[[], str]:
    def status() -> str:
        capsys.readouterr()
        assert andamio("status") == 0
        return " ".join(capsys.readouterr().out.split())

    return status


def serve(site: Site, replica: FakeInference, ticks: int) -> None:
    for _ in range(ticks):
        replica.serve(site.table(), 4)
        site.tick()


def promoted(site: Site, replica: FakeInference) -> None:
    site.begin()
    assert site.serve(replica, "promoted") == "promoted"


def test_take_back_a_rollout_under_way_one_under_watch_and_one_after_it(site: Site, status: Callable[[], str]) -> None:
    replica = FakeInference(site.folder / "log")
    site.begin()
    site.serve(replica, "canary")
    assert andamio("abort", "rollout-1", "--reason", "complaints from the shop") == 0
    assert (site.table().stable, site.table().candidate) == ("r1", None)

    site.begin("r3")
    assert site.serve(replica, "promoted") == "promoted"
    assert andamio("abort", "rollout-2", "--reason", "complaints from the shop") == 0
    assert site.table().stable == "r1"

    site.begin("r4")
    assert site.serve(replica, "promoted") == "promoted"
    assert andamio("stable", "r1", "--reason", "r4 declines returning customers") == 0
    assert site.table().stable == "r1"
    assert "stable r1" in status()


def test_approve_hold_and_resume(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.controller.settings.default = Settings(approvals=("canary[0]",))
    site.begin()
    replica = FakeInference(site.folder / "log")
    assert site.serve(replica, "canary", ticks=40) == "no end"
    assert andamio("replay", "rollout-1") == 0
    assert andamio("hold", "rollout-1", "--reason", "the fraud team looks at it on Monday") == 0
    looked = ("--reason", "looked at the 40 largest score differences", "--actor", "grace")
    assert andamio("approve", "rollout-1", "--stage", "canary[0]", *looked) == 0
    site.tick(3)
    assert site.rollout()["state"] == "shadow"
    assert andamio("resume", "rollout-1", "--reason", "they have") == 0
    site.tick(2)
    capsys.readouterr()
    assert andamio("status", "rollout-1") == 0
    assert "by grace: looked at the 40 largest" in capsys.readouterr().out
    assert site.rollout()["state"] == "canary"


def test_freeze_and_kill(site: Site, status: Callable[[], str]) -> None:
    site.begin()
    replica = FakeInference(site.folder / "log")
    site.serve(replica, "canary")
    assert andamio("freeze", "--reason", "incident 231 in payments") == 0
    assert "frozen yes, by ada: incident 231 in payments" in status()
    serve(site, replica, 20)
    assert site.rollout()["stage"] == "canary[0]"
    assert andamio("kill", "--reason", "wrong decisions in production") == 0
    assert (site.table().kill, site.table().candidate) == (True, None)
    assert site.rollout()["state"] == "rolled_back"
    assert andamio("start", "r3", "--reason", "too early") == 1
    assert andamio("unkill", "--reason", "the feature join was at fault; r3 is on its way") == 0
    assert andamio("unfreeze", "--reason", "incident 231 is over") == 0
    assert andamio("start", "r3", "--reason", "the join is repaired") == 0


def test_a_replica_that_does_not_follow_is_named(site: Site, status: Callable[[], str]) -> None:
    site.begin()
    stuck, other = (FakeInference(site.folder / "log", name=name) for name in ("101", "102"))
    # One replica goes on by the table that it read last, and says so in its lines.
    old = site.table()
    assert andamio("freeze", "--reason", "the controller is slow") == 0
    assert andamio("abort", "rollout-1", "--reason", "complaints from the shop") == 0
    for _ in range(10):
        stuck.serve(old, 4)
        other.serve(site.table(), 4)
        site.tick()
    assert f"replicas 1 of 2 go by it; 101 by version {old.version}" in status()
    assert andamio("unfreeze", "--reason", "it is not any more") == 0


def test_total_failure_moves_traffic_to_the_previous_release_then_to_the_rules_and_a_person_brings_it_back(
    site: Site, status: Callable[[], str], capsys: pytest.CaptureFixture[str]
) -> None:
    replica = FakeInference(site.folder / "log")
    promoted(site, replica)
    replica.broken = {"r2": "error"}
    serve(site, replica, 10)
    table = site.table()
    assert (table.failover, table.fallback, table.stable) == (True, "r1", "r2")
    assert "failover yes, r1 answers" in status()
    assert andamio("watch", "--once") == 0
    assert "FAILOVER: r1 answers in place of r2" in capsys.readouterr().out
    assert andamio("start", "r3", "--reason", "in a hurry") == 1

    replica.broken = {"r2": "error", "r1": "error"}
    serve(site, replica, 10)
    assert (site.table().failover, site.table().fallback) == (True, "rules")
    assert "failover yes, rules answers" in status()

    replica.broken = {"r2": "error"}
    assert andamio("stable", "r1", "--reason", "r2 cannot read the new currency field") == 0
    serve(site, replica, 10)
    assert (site.table().failover, site.table().stable) == (False, "r1")
    assert "failover no" in status()


def test_a_failed_release_may_try_again_once_its_cause_is_removed(site: Site) -> None:
    replica = FakeInference(site.folder / "log")
    promoted(site, replica)
    replica.broken = {"r2": "error"}
    serve(site, replica, 10)
    assert site.table().failover
    replica.broken = {}
    assert andamio("stable", "r2", "--reason", "the features are back") == 0
    serve(site, replica, 10)
    assert (site.table().failover, site.table().stable) == (False, "r2")


def test_a_second_controller_that_stands_by_says_who_leads(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site.post("/v1/stable", release_id="r1")
    leader = site.client.get("/v1/status").json()["lease"]["holder"]
    second = Site(site.folder)
    with serving(second) as url:
        monkeypatch.setenv("ANDAMIO_CONTROLLER", url)
        assert andamio("status") == 0
        assert f"{leader}; this controller stands by" in capsys.readouterr().out
        assert andamio("freeze", "--reason", "x") == 1
        assert f"send the command to {leader}" in capsys.readouterr().err
    second.store.close()
