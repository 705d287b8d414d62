"""What the pages of the repository say of `andamio` is true: each command and each option in them is there."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from andamio.main import parser

_PAGES = ("README.md", "docs/**/*.md", "libs/**/README.md", "services/**/README.md", "jobs/**/README.md", "rfcs/*.md")
# A group and a command, or several beside each other as in "list|show"; up to the end of the code or of the command.
_COMMAND = re.compile(r"\bandamio ([a-z]+)(?: ([a-z][a-z|-]+)\b([^`\n#]*))?")
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


def code(text: str) -> Iterator[str]:
    """The code of a page: fenced blocks, with continued lines joined, and what is between backticks."""
    parts = text.split("```")
    for block in parts[1::2]:
        yield from block.replace("\\\n", " ").splitlines()
    for prose in parts[::2]:
        yield from re.findall(r"`([^`]+)`", prose)


def documented() -> list[tuple[str, str, str, str]]:
    """(page, group, command, rest) of each mention."""
    pages = sorted({page for pattern in _PAGES for page in Path().glob(pattern)})
    return [
        (str(page), group, command, rest)
        for page in pages
        for line in code(page.read_text(encoding="utf-8"))
        for group, commands, rest in _COMMAND.findall(line)
        for command in commands.split("|")
    ]


def below(command: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The commands of a group, by name; empty for a command."""
    for action in command._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def options(command: argparse.ArgumentParser) -> set[str]:
    """The options of a command and of the commands in it."""
    own = {option for action in command._actions for option in action.option_strings}
    return own.union(*(options(each) for each in below(command).values()))


@pytest.fixture(scope="module")
def groups() -> dict[str, argparse.ArgumentParser]:
    return below(parser())


def test_the_pages_speak_of_every_group(groups: dict[str, argparse.ArgumentParser]) -> None:
    assert {group for _, group, _, _ in documented()} >= set(groups)


@pytest.mark.parametrize(("page", "group", "command", "rest"), sorted(set(documented())))
def test_each_command_and_option_on_a_page_is_one_that_the_command_line_takes(
    groups: dict[str, argparse.ArgumentParser], page: str, group: str, command: str, rest: str
) -> None:
    assert group in groups
    commands = below(groups[group])
    if not commands:
        return  # as in `andamio new TEMPLATE`
    assert not command or command in commands
    assert set(_OPTION.findall(rest)) <= options(commands[command] if command else groups[group])
