"""A deployment is on record once while it is the same, and `andamio audit start` records one before the job runs."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from andamio.audit.deployment import APPLIED, arguments_in_force, record_deployment
from andamio.audit.log import open_audit
from andamio.audit.record import Record
from andamio.environment import DEPLOYMENT_VARIABLE

# The command line with the group `audit` alone.
COMMAND = """
import sys
from andamio import cli
from andamio.audit.command import add_commands
sys.exit(cli.run(cli.main_of(add_commands)))
"""
JOB = f"import os; print(os.environ['{DEPLOYMENT_VARIABLE}']); raise SystemExit(7)"


def start(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", COMMAND, "audit", "start", "toy", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


def records(path: Path) -> list[Record]:
    with closing(open_audit(str(path), read_only=True)) as log:
        return list(log.records())


@pytest.mark.parametrize(
    ("arguments", "kept"),
    [
        ([], {}),
        (["run", "--log", "work/log", "--heap=768"], {"arguments": "run", "heap": "768", "log": "work/log"}),
        (["--flag", "--view", "a@1", "--view", "b@1"], {"flag": "", "view": "a@1 b@1"}),
        (["--start", "-5", "x"], {"start": "-5", "arguments": "x"}),
        (["--state", "postgresql://ada@db/rollout"], {"state": "postgresql://db/rollout"}),
    ],
)
def test_a_command_line_is_kept_by_option_and_without_who_asks(arguments: list[str], kept: dict[str, str]) -> None:
    assert arguments_in_force(arguments) == kept


def test_what_changed_is_recorded_and_what_is_the_same_is_not(tmp_path: Path) -> None:
    with closing(open_audit(str(tmp_path / "audit.db"))) as log:
        for heap in ("1", "1", "2"):
            record_deployment(log, "svc:deploy", "toy", {"heap": heap, "log": "work/log"})
    found = [(each.action, each.subject, each.reason) for each in records(tmp_path / "audit.db")]
    assert found == [
        (APPLIED, "deployment/toy", "the first deployment on record"),
        (APPLIED, "deployment/toy", "changed: heap"),
    ]


def test_a_job_is_started_once_it_is_on_record_and_its_status_is_its_own(tmp_path: Path) -> None:
    path = tmp_path / "audit.db"
    for _ in range(2):
        ended = start("--log", str(path), "--", sys.executable, "-c", JOB, "--view", "a@1")
        (record,) = records(path)
        assert (ended.returncode, ended.stdout) == (7, f"{record.after}\n"), ended.stderr
        assert (record.actor, record.subject) == ("job:toy", "deployment/toy")


def test_what_would_be_on_no_record_is_not_started(tmp_path: Path) -> None:
    path, left = tmp_path / "audit.db", tmp_path / "left"
    job = ["--", sys.executable, "-c", f"open({str(left)!r}, 'w')"]
    for arguments, said in (
        (job, "name the audit log with --log URL"),
        (["--log", str(path), "--", str(tmp_path / "absent")], "there is no program"),
        (["--log", str(tmp_path), *job], str(tmp_path)),
    ):
        ended = start(*arguments)
        assert ended.returncode in (1, 2)
        assert said in ended.stderr
        assert ended.stderr.count("\n") == 1, ended.stderr
    assert not left.exists()
    assert not path.exists()
