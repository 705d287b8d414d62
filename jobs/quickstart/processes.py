"""Child processes: the built binaries of the other jobs and services, started, watched and never left behind.

Three nets, because Flink and Ray start processes of their own: this process is the subreaper of its
descendants (an orphan comes to it, not to init), every child dies with it (even if it is killed with SIGKILL),
and `stop_all` ends by killing whatever is still below it.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, TextIO

import psutil

from andamio.errors import UserError
from andamio.parent_death import die_with_parent
from andamio.processes import adopt_orphans, end_descendants
from andamio.telemetry.tracing import child_environment
from quickstart.errors import StepFailed

_GRACE_S = 8.0
# What the environment of a pex says of itself must not reach the pex that it starts.
_OWN_ENVIRONMENT = ("PEX", "PEX_PATH", "PEX_EXTRA_SYS_PATH", "PYTHONPATH", "VIRTUAL_ENV", "__PEX_UNVENDORED__")


@dataclass(frozen=True, slots=True)
class Binary:
    """One built binary and the interpreter that runs it."""

    name: str
    """House and name, such as "jobs.payment_events"."""
    path: Path

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, str(self.path), *arguments]


def find_binary(folder: Path, name: str) -> Binary:
    """The binary `<folder>/<name>/bin.pex`; raises `UserError` if it was not built."""
    path = folder / name / "bin.pex"
    if not path.exists():
        raise UserError(f"the binary of {name} is not in {folder}; build it with `./pants --tag=deployable package ::`")
    return Binary(name, path)


class Child:
    """A running process with its output in a log file."""

    def __init__(self, name: str, process: subprocess.Popen[Any], log: Path) -> None:
        self.name = name
        self.process = process
        self.log = log

    def require_running(self) -> None:
        """Raise `StepFailed` if the process has ended."""
        status = self.process.poll()
        if status is not None:
            raise StepFailed(f"{self.name} ended with status {status}: {last_line(self.log)} (log: {self.log})")

    def listens_on(self, port: int | None) -> bool:
        """Whether this very process has the port."""
        try:
            connections = psutil.Process(self.process.pid).net_connections("tcp")
        except psutil.NoSuchProcess:
            return False
        return any(c.status == psutil.CONN_LISTEN and c.laddr and c.laddr.port == port for c in connections)

    def wait_ready(self, deadline_s: float) -> None:
        """Wait for a line "ready" in the output."""
        until = time.monotonic() + deadline_s
        while time.monotonic() < until:
            with self.log.open(encoding="utf-8", errors="replace") as lines:
                if any(line.strip() == "ready" or line.startswith("ready ") for line in lines):
                    return
            self.require_running()
            time.sleep(0.1)
        raise StepFailed(f"{self.name} was not ready after {deadline_s:.0f} s: {last_line(self.log)} (log: {self.log})")


class Processes:
    """Starts children and answers for all of them."""

    def __init__(
        self,
        logs: Path,
        news: Callable[[str], None] = lambda line: None,
        settings: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Logs go to the folder `logs`; `news` gets each line that a binary says while `run` waits for it.

        `settings` are variables that every child has, beside the current trace and what this process has.
        """
        self._settings = settings
        self._logs = logs
        self._news = news
        self._children: list[Child] = []
        adopt_orphans()

    def names(self) -> dict[int, str]:
        """The name of every child that was started, by pid."""
        return {child.process.pid: child.name for child in self._children}

    def start(self, binary: Binary, *arguments: str) -> Child:
        """Start a binary in the background, output to its log."""
        log = self._logs / f"{binary.name}.log"
        with log.open("ab") as output:
            process = subprocess.Popen(
                binary.command(*arguments),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                # A session of its own: Ctrl-C reaches this process alone, which then stops the others in order.
                start_new_session=True,
                preexec_fn=die_with_parent,
                env=self._environment(),
            )
        child = Child(binary.name, process, log)
        self._children.append(child)
        return child

    def run(
        self, binary: Binary, *arguments: str, accept: Sequence[int] = (0,), takes_input: bool = False
    ) -> tuple[int, str]:
        """Run a binary to its end; returns its status and stdout. What it says on stderr is news, and goes to its log.

        `takes_input`: it reads what the person gave, so its status 2 is the person's mistake and not a failed step.
        """
        log = self._logs / f"{binary.name}.log"
        process = subprocess.Popen(
            binary.command(*arguments),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            start_new_session=True,
            preexec_fn=die_with_parent,
            env=self._environment(),
        )
        self._children.append(Child(binary.name, process, log))
        assert process.stdout is not None
        assert process.stderr is not None
        listener = threading.Thread(target=self._listen, args=(process.stderr, log), daemon=True)
        listener.start()
        output = process.stdout.read()
        process.wait()
        listener.join()
        if process.returncode == 2 and takes_input:
            # The binary says what the person got wrong; it is its sentence that counts, not ours.
            raise UserError(last_line(log).partition(": ")[2] or last_line(log))
        if process.returncode not in accept:
            raise StepFailed(f"{binary.name} ended with status {process.returncode}: {last_line(log)} (log: {log})")
        return process.returncode, output

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in _OWN_ENVIRONMENT}
        return {**child_environment(kept), **self._settings}

    def _listen(self, stream: TextIO, log: Path) -> None:
        with log.open("a", encoding="utf-8") as kept:
            for line in stream:
                kept.write(line)
                kept.flush()
                if line.strip():
                    self._news(line.strip().partition(": ")[2] or line.strip())

    def require_running(self) -> None:
        """Raise `StepFailed` for the first background child that has ended with a status other than 0."""
        for child in self._children:
            if child.process.poll() not in (None, 0):
                child.require_running()

    def stop_all(self) -> None:
        """Stop the children, newest first, and kill every descendant that is left."""
        for child in reversed(self._children):
            if child.process.poll() is None:
                child.process.terminate()
        until = time.monotonic() + _GRACE_S
        while time.monotonic() < until and any(child.process.poll() is None for child in self._children):
            time.sleep(0.05)
        end_descendants()
        for child in self._children:
            child.process.poll()


def last_line(log: Path) -> str:
    """The last line of a log that says something."""
    lines = [line.strip() for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"
