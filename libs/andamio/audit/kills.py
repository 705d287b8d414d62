"""Kill -9 of writers while they write, and the account afterwards: for the tests, and in full for the benchmark."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

from andamio.audit.log import open_audit
from andamio.audit.verification import Report


@dataclass(frozen=True, slots=True)
class Account:
    """What is left after the kills."""

    kills: int
    acknowledged: int
    """Records of which a receipt was printed before the kill."""
    lost: int
    """Acknowledged records that the log has not, or has elsewhere or with another digest."""
    doubled: int
    """Subjects, which writers use once each, that more than one record has."""
    unacknowledged: int
    """Records in the log whose writer was killed before it could say so; at most one a kill."""
    report: Report
    """What verification says of the log as the kills left it, before anyone opened it to write."""
    report_after: Report
    """The same after a writer opened it, which checkpoints what was left uncovered."""


@dataclass(slots=True)
class _Writer:
    process: "subprocess.Popen[bytes]"
    output: Path


def run(url: str, folder: Path, kills: int, random: Random, writers: int = 3) -> Account:
    """Have `writers` processes write; kill one at random `kills` times at a random moment, and start another for it."""
    checkpoints = folder / "checkpoints"
    open_audit(url, checkpoints=checkpoints).close()
    started = 0
    outputs: list[Path] = []

    def start() -> _Writer:
        nonlocal started
        started += 1
        output = folder / f"writer{started}.out"
        outputs.append(output)
        path = os.pathsep.join(os.path.abspath(entry) for entry in sys.path if entry)
        command = [sys.executable, "-m", "andamio.audit.writer_process", url, str(checkpoints), f"w{started}", "0"]
        with output.open("wb") as file:
            return _Writer(subprocess.Popen(command, stdout=file, env={**os.environ, "PYTHONPATH": path}), output)

    alive = [start() for _ in range(writers)]
    try:
        for _ in range(kills):
            victim = random.randrange(writers)
            _wait_for_output(alive[victim])
            time.sleep(random.random() * 0.05)
            alive[victim].process.send_signal(signal.SIGKILL)
            alive[victim].process.wait()
            alive[victim] = start()
        for writer in alive:
            _wait_for_output(writer)
    finally:
        for writer in alive:
            writer.process.kill()
            writer.process.wait()
    return _account(url, checkpoints, outputs, kills + writers)


def _wait_for_output(writer: _Writer) -> None:
    patience = time.monotonic() + 60
    while writer.output.stat().st_size == 0:
        if writer.process.poll() is not None or time.monotonic() > patience:
            raise RuntimeError(f"a writer wrote nothing (status {writer.process.poll()})")
        time.sleep(0.005)


def _account(url: str, checkpoints: Path, outputs: list[Path], kills: int) -> Account:
    with closing(open_audit(url, checkpoints=checkpoints, read_only=True)) as log:
        report = log.verify()
        records = {record.sequence: record for record in log.records()}
    acknowledged = lost = 0
    for name, output in enumerate(outputs, 1):
        # A line that the kill cut short was not an acknowledgement.
        for line in output.read_bytes().decode().split("\n")[:-1]:
            number, sequence, digest = line.split()
            record = records.get(int(sequence))
            acknowledged += 1
            lost += record is None or (record.digest, record.subject) != (digest, f"w{name}.{number}")
    subjects = Counter(record.subject for record in records.values())
    with closing(open_audit(url, checkpoints=checkpoints)) as log:
        after = log.verify()
    doubled = sum(count > 1 for count in subjects.values())
    return Account(kills, acknowledged, lost, doubled, len(records) - acknowledged, report, after)
