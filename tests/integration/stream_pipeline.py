"""The stream as it is deployed: a broker, stream_features, tile_writer and a store, each a process, that can be killed.

    KafkaLog ─► broker ─► stream_features ─► tile log ─► tile_writer ─► store

The jobs are the built binaries, found below the working directory or $ANDAMIO_BINARIES.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import psutil

from andamio.features.definition import FeatureView
from andamio.features.logs.kafka_log import KafkaLog
from andamio.features.online.online_store import OnlineStore
from andamio.features.online.stores import open_store
from andamio.parent_death import die_with_parent

# A loaded two-core machine takes 30 s to start a JVM and plan.
START_S = 150.0
DRAIN_S = 150.0
_STOP_S = 40.0


class PipelineStuck(AssertionError):
    """A process ended by itself, or did not get where it should; with the end of what it said."""


@dataclass(slots=True)
class Job:
    """A process of the pipeline, which can be killed and started again."""

    command: Sequence[str]
    output: Path
    """Folder of its stdout and stderr, of all its lives."""
    says: str
    """What it writes once it works."""
    says_on: Literal["stdout", "stderr"]
    process: "subprocess.Popen[bytes] | None" = None
    lives: int = 0
    _began: int = 0

    def start(self) -> None:
        """Start it; returns at once."""
        self.output.mkdir(parents=True, exist_ok=True)
        self._began = len(self._said(self.says_on))
        self.lives += 1
        with (self.output / "stdout").open("ab") as stdout, (self.output / "stderr").open("ab") as stderr:
            self.process = subprocess.Popen(
                self.command,
                cwd=self.output,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=stdout,
                stderr=stderr,
                preexec_fn=die_with_parent,
            )

    def works(self) -> bool:
        """True once it has said so in this life."""
        return self.says in self._said(self.says_on)[self._began :]

    def await_working(self) -> None:
        """Wait for `works`."""
        self.wait_for(f"'{self.says}'", self.works, START_S)

    def wait_for(self, what: str, condition: Callable[[], bool], seconds: float) -> None:
        """Wait while it lives; raises `PipelineStuck`."""
        deadline = time.monotonic() + seconds
        while not condition():
            ended = None if self.process is None else self.process.poll()
            if ended is not None or time.monotonic() > deadline:
                state = "it lives" if ended is None else f"it ended with {ended}"
                raise PipelineStuck(f"{self.command[1]}: no {what}; {state}\n{self.last_words()}")
            time.sleep(0.02)

    def kill(self, rng: random.Random) -> None:
        """SIGKILL, to it, to its JVM, or to both at once; returns when all of it is gone."""
        assert self.process is not None
        children = psutil.Process(self.process.pid).children(recursive=True)
        victims = [rng.choice([self.process.pid, *(child.pid for child in children)])]
        if rng.random() < 0.5:
            victims = [self.process.pid, *(child.pid for child in children)]
        for pid in victims:
            _kill(pid)
        try:
            self.process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            # It lost its JVM and has not noticed.
            self.process.kill()
            self.process.wait()
        _, alive = psutil.wait_procs(children, timeout=_STOP_S)
        assert not alive, f"{alive} outlived their parent"

    def stop(self) -> int:
        """SIGTERM; its exit status."""
        if self.process is None:
            return 0
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(_STOP_S)
        finally:
            self.process.kill()

    def lives_on(self) -> bool:
        """True if it has been started and has not ended."""
        return self.process is not None and self.process.poll() is None

    def last_words(self) -> str:
        """The end of what it said, for an error message."""
        return self._said("stdout")[-500:] + self._said("stderr")[-3000:]

    def _said(self, stream: str) -> str:
        path = self.output / stream
        return path.read_text(errors="replace") if path.is_file() else ""


class Pipeline:
    """Everything behind the event log, for some views. A context manager, which ends all of it."""

    def __init__(
        self,
        folder: Path,
        bootstrap: str,
        store_url: str,
        views: Sequence[FeatureView],
        checkpoint_interval_ms: int = 200,
        cutover_ms: int = 0,
        state_backend: str = "hashmap",
    ) -> None:
        self.views = tuple(views)
        self.tile_log = folder / "tile-log"
        self.store_url = store_url
        self.tile_log.mkdir(parents=True)
        # Made here, so that it can be read before the writer is up.
        self.store: OnlineStore = open_store(store_url, self.views, create=True)
        self.stream = Job(
            [
                *_binary("jobs.stream_features"),
                *("--kafka", bootstrap),
                *("--tile-log", str(self.tile_log)),
                *("--checkpoint-dir", str(folder / "stream")),
                *("--cutover-ms", str(cutover_ms)),
                *("--checkpoint-interval-ms", str(checkpoint_interval_ms), "--state-backend", state_backend),
                *(part for view in self.views for part in ("--view", view.id)),
            ],
            folder / "stream_features",
            "ready\n",
            "stdout",
        )
        self.writer = Job(
            [
                *_binary("jobs.tile_writer"),
                *("--tile-log", str(self.tile_log)),
                *("--store", store_url),
                *("--epoch", "1"),
            ],
            folder / "tile_writer",
            '"started"',
            "stderr",
        )

    def __enter__(self) -> "Pipeline":
        return self

    def __exit__(self, *_: object) -> None:
        for job in (self.stream, self.writer):
            if job.process is not None and job.lives_on():
                family = psutil.Process(job.process.pid).children(recursive=True)
                for pid in (*(child.pid for child in family), job.process.pid):
                    _kill(pid)
                job.process.wait()
        self.store.close()

    def warm(self) -> None:
        """Have the binaries unpack what they bring, which the first start of each does."""
        for job in (self.stream, self.writer):
            help_only = [*job.command[:2], "--help"]
            subprocess.run(help_only, env=_environment(), check=True, stdout=subprocess.DEVNULL, timeout=START_S)

    def behind(self, log: KafkaLog) -> dict[str, int]:
        """Deliveries that a view's values in the store do not have yet, by view; empty after a drain."""
        found = {}
        for view in self.views:
            applied = self.store.read(view, (), 0).applied_positions
            ends = log.end_positions(view.contract)
            missing = sum(end - 1 - applied.get(partition, -1) for partition, end in ends.items())
            if missing:
                found[view.id] = missing
        return found

    def drain(self, log: KafkaLog) -> None:
        """Wait until the store has everything that is in the log."""
        deadline = time.monotonic() + DRAIN_S
        while left := self.behind(log):
            for job in (self.stream, self.writer):
                if not job.lives_on():
                    raise PipelineStuck(f"{job.command[1]} ended with {left} to be applied\n{job.last_words()}")
            if time.monotonic() > deadline:
                raise PipelineStuck(f"{left} deliveries are not in the store after {DRAIN_S:.0f} s")
            time.sleep(0.05)


def _binary(name: str) -> list[str]:
    root = Path(os.environ.get("ANDAMIO_BINARIES") or Path.cwd()).absolute()  # the jobs run in folders of their own
    return [sys.executable, str(root / name / "bin.pex")]


def _environment() -> dict[str, str]:
    """Without what this process's own pex says of itself."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PEX") and name != "PYTHONPATH"}


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
