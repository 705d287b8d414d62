"""`andamio rollout watch` in a pseudo terminal, as a person has it: it redraws on events and ends with Ctrl-C."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from andamio.rollout.console import command
from rollout_controller.api.app_test import Site
from rollout_controller.command_line_test import serving
from rollout_controller.simulation.fake_inference import FakeInference

_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()][A-Z0-9]")
# As jobs/andamio composes it; a service may not import that.
_PROGRAM = f"""
import argparse, sys
from andamio import cli
from {command.__name__} import add_commands
root = argparse.ArgumentParser(prog="andamio")
add_commands(root.add_subparsers(dest="group"))
def main(argv):
    options = root.parse_args(argv)
    return options.run(options)
sys.exit(cli.run(main))
"""


class Terminal:
    """A process in a pseudo terminal of 140 by 50, and the text that it has drawn."""

    def __init__(self, *arguments: str) -> None:
        self._own, child = pty.openpty()
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 140, 0, 0))
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TERM": "xterm-256color"}
        for name in ("COLUMNS", "LINES"):
            environment.pop(name, None)
        self.process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, *arguments],
            stdin=child,
            stdout=child,
            stderr=child,
            env=environment,
            start_new_session=True,
        )
        os.close(child)
        self._drawn = ""

    def shows(self, text: str, within_s: float = 60) -> None:
        """Wait until `text` was drawn since the last call."""
        end = time.monotonic() + within_s
        while text not in self._drawn:
            assert time.monotonic() < end, f"{text!r} is not in: {self._drawn[-4_000:]}"
            self._read()
        self._drawn = self._drawn[self._drawn.rindex(text) + len(text) :]

    def ends(self) -> int:
        """Press Ctrl-C; the exit status."""
        os.killpg(self.process.pid, signal.SIGINT)
        end = time.monotonic() + 60
        while self.process.poll() is None:
            assert time.monotonic() < end, f"it goes on: {self._drawn[-4_000:]}"
            self._read()  # a process that nobody reads from would wait for us
        return self.process.returncode

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._own)

    def _read(self) -> None:
        if select.select([self._own], [], [], 0.2)[0]:
            try:
                self._drawn += _ESCAPES.sub("", os.read(self._own, 65_536).decode(errors="replace"))
            except OSError:  # Linux says so when the other end is closed
                time.sleep(0.05)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path)
    yield site
    site.store.close()


def test_watch_redraws_as_the_rollout_goes_on_and_ends_with_ctrl_c(site: Site) -> None:
    site.begin()
    replica = FakeInference(site.folder / "log")
    with serving(site) as url:
        terminal = Terminal("rollout", "watch", "--controller", url)
        try:
            terminal.shows("rollout-1  r2 over r1  SHADOW")
            terminal.shows("● shadow")
            site.serve(replica, "canary")
            terminal.shows("CANARY at 25%")
            terminal.shows("errors")
            site.post("/v1/freeze", frozen=True, reason="the sales")
            terminal.shows("FROZEN: no forward moves, by ada (the sales)")
            site.post("/v1/rollouts/rollout-1/abort", reason="complaints")
            terminal.shows("ROLLED BACK")
            terminal.shows("aborted: complaints")
            assert terminal.ends() == 0
        finally:
            terminal.close()


def test_watch_says_that_the_controller_is_away_and_goes_on_when_it_is_back(site: Site) -> None:
    site.begin()
    with serving(site) as url:
        terminal = Terminal("rollout", "watch", "--controller", url)
        terminal.shows("SHADOW")
    try:
        terminal.shows("does not answer")
        site.store.close()
        site.open()
        with serving(site, int(url.rsplit(":", 1)[1])):
            site.post("/v1/rollouts/rollout-1/abort", reason="complaints")
            terminal.shows("ROLLED BACK")
            assert terminal.ends() == 0
    finally:
        terminal.close()
