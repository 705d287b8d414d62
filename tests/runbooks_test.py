"""Commands in the runbooks are commands: each `andamio rollout ...` of docs/runbooks is one that the command line takes."""

import argparse
import re
import shlex
from pathlib import Path

import pytest

from andamio.rollout.console.command import add_commands

RUNBOOKS = Path("docs/runbooks")
_COMMAND = re.compile(r"andamio (rollout [a-z]+ ?[^`\n]*)")


def commands() -> list[tuple[str, str]]:
    """(page, command) of all pages."""
    return [
        (page.name, found) for page in sorted(RUNBOOKS.glob("*.md")) for found in _COMMAND.findall(page.read_text())
    ]


def test_there_are_commands_to_look_at() -> None:
    assert len({page for page, _ in commands()}) >= 5


@pytest.mark.parametrize(("page", "command"), commands())
def test_each_command_is_one_that_the_command_line_takes(page: str, command: str) -> None:
    root = argparse.ArgumentParser(exit_on_error=False)
    add_commands(root.add_subparsers(dest="group", required=True))
    root.parse_args(shlex.split(command))
