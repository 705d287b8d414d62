"""The command as a user starts it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from andamio.main import main


def test_help_names_every_group_with_examples(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    printed = capsys.readouterr().out
    assert "examples:" in printed
    assert "catalog" in printed


def test_the_process_ends_with_0_or_2_and_no_traceback(tmp_path: Path) -> None:
    path = os.pathsep.join(os.path.abspath(entry) for entry in sys.path if entry)

    def start(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "andamio.main", *arguments],
            env={**os.environ, "PYTHONPATH": path},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

    listed = start("catalog", "list", "--json")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert {row["kind"] for row in json.loads(listed.stdout)} == {"contract", "entity", "view", "service", "model"}
    missing = start("catalog", "show", "nothing@1")
    assert missing.returncode == 2
    assert missing.stderr.count("\n") == 1
    assert start("catalog").returncode == 2
