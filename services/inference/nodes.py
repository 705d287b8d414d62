"""The machines of a service: a further node joins, keeps its last words where others find them, and is missed when it dies.

    <log-dir>/cluster.json          where the head can be joined, and this run's token: for its owner alone
    <log-dir>/nodes/<name>.json     the last lines that the node's raylet and workers logged, written every second

A machine that dies takes its logs with it; its last words are in the shared folder by then. The head logs an event
"node died" with them, counts `inference.nodes.died`, and gives `inference.nodes.alive`.
"""

import json
import logging
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from opentelemetry.metrics import CallbackOptions, Meter, Observation

from andamio import cli
from andamio.errors import UserError
from andamio.processes import adopt_orphans, end_descendants
from andamio.telemetry.redaction import REDACTED
from inference import direct_path

LAST_LINES = 40
_LINES_A_FILE = 6
_LINE_LENGTH = 300
_TAIL_BYTES = 8192
_RECORD_INTERVAL_S = 1.0
_STOP_S = 5.0
# Free text of Ray's and of models: what looks like a token, a secret's value or an address of a person.
_SENSITIVE = re.compile(r"[0-9a-fA-F]{32,}|[\w.+-]+@[\w-]+\.[\w.]+|(?<=[Tt]oken[=: ])\S+|(?<=[Bb]earer )\S+")
_START = "from ray.scripts.scripts import main; main()"
# Ray replaces a loopback address by one that other machines can reach, where the head does not listen.
_START_ON_LOOPBACK = f"import ray._private.services as s; s.get_node_ip_address = lambda *_: '127.0.0.1'; {_START}"


@dataclass(frozen=True, slots=True)
class Node:
    """A node as Ray's control store has it."""

    node_id: str
    name: str
    address: str
    alive: bool
    reason: str
    """Why it is not alive, as far as that is known."""

    @classmethod
    def from_table(cls, row: Mapping[str, Any]) -> "Node":
        """From an entry of `ray.nodes()`."""
        reason = row.get("DeathReasonMessage") or ""
        return cls(row["NodeID"], row.get("NodeName") or "", row["NodeManagerAddress"], row["Alive"], reason)


class NodeWatch:
    """Notices nodes that die. `look` is called again and again with all nodes, dead ones included."""

    def __init__(self, log_dir: Path, logger: logging.Logger, meter: Meter) -> None:
        self._directory = nodes_directory(log_dir)
        self._logger = logger
        self._alive: dict[str, Node] = {}
        self._died = meter.create_counter("inference.nodes.died", description="Nodes that died")
        meter.create_observable_gauge("inference.nodes.alive", [self._count], description="Nodes that live")

    def look(self, nodes: Iterable[Node]) -> list[Node]:
        """The nodes that have died since the last look."""
        now = {node.node_id: node for node in nodes}
        died = [now[node_id] for node_id in self._alive if node_id in now and not now[node_id].alive]
        for node in now.values():
            if node.alive and node.node_id not in self._alive:
                self._logger.info("node joined", extra={"fields": {"node": node.name, "address": node.address}})
        for node in died:
            fields = {"node": node.name, "address": node.address, "reason": clean(node.reason)}
            words = {"last_words": last_words(self._directory, node.name)}
            self._logger.error("node died", extra={"fields": fields | words})
            self._died.add(1)
        self._alive = {node.node_id: node for node in now.values() if node.alive}
        return died

    def _count(self, _: CallbackOptions) -> list[Observation]:
        return [Observation(len(self._alive))]


def nodes_directory(log_dir: Path) -> Path:
    """Where nodes leave their last words."""
    return log_dir / "nodes"


def last_words(directory: Path, name: str) -> list[str]:
    """What a node recorded last; nothing of one that recorded nothing, such as the head."""
    try:
        words = json.loads((directory / f"{name}.json").read_text(encoding="utf-8"))["lines"]
    except (OSError, ValueError, KeyError):
        return []
    return [str(word) for word in words]


def clean(text: str) -> str:
    """A line of free text without what looks like a secret or a person."""
    return _SENSITIVE.sub(REDACTED, text)


def tail(paths: Sequence[Path], lines: int = LAST_LINES) -> list[str]:
    """The last lines of several logs, the one written to last at the end, each with its file's name."""
    dated = []
    for path in paths:
        try:
            dated.append((path.stat().st_mtime_ns, path))
        except OSError:
            continue
    found: list[str] = []
    for _, path in sorted(dated):
        with path.open("rb") as file:
            file.seek(max(os.fstat(file.fileno()).st_size - _TAIL_BYTES, 0))
            texts = file.read().decode("utf-8", errors="replace").splitlines()
        # Indented: statistics that Ray writes again and again.
        said = [text for text in texts if text.strip() and not text.startswith(("\t", " "))]
        found += [f"{path.name}: {clean(text)[:_LINE_LENGTH]}" for text in said[-_LINES_A_FILE:]]
    return found[-lines:]


def publish(log_dir: Path, address: str, token: str) -> Path:
    """Say where the head can be joined. The token is this run's, and the file its owner's alone."""
    path = log_dir / "cluster.json"
    path.unlink(missing_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump({"address": address, "token": token}, file)
    return path


def join(log_dir: Path, address: str) -> int:
    """Be a further node of the service whose logs are in `log_dir`, until SIGTERM or until the head is gone.

    `address` is this machine's, as the head reaches it. Returns the exit status of Ray's own process.
    """
    try:
        head = json.loads((log_dir / "cluster.json").read_text(encoding="utf-8"))
    except OSError as error:
        raise UserError(
            f"{log_dir}/cluster.json cannot be read ({error.strerror}); name the --log-dir of a service that runs"
        ) from None
    adopt_orphans()
    name = f"{socket.gethostname()}-{os.getpid()}"
    environment = {
        **os.environ,
        "RAY_AUTH_MODE": "token",
        "RAY_AUTH_TOKEN": head["token"],
        "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "1",
        "RAY_USAGE_STATS_ENABLED": "0",
        "RAY_SERVE_THROUGHPUT_OPTIMIZED": "1",
        "RAY_SERVE_ENABLE_HA_PROXY": "1",
        "RAY_SERVE_HTTP_PROXY_CALLBACK_IMPORT_PATH": direct_path.IMPORT_PATH,
    }
    command = [sys.executable, "-c", _START_ON_LOOPBACK if cli.is_loopback(address) else _START]
    command += ["start", "--address", head["address"], "--block"]
    command += ["--node-ip-address", address, "--node-name", name, "--num-cpus", "1"]
    command += ["--object-store-memory", str(80 * 1024 * 1024), "--disable-usage-stats"]
    process = subprocess.Popen(command, env=environment, stdout=sys.stderr)
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    print(f"node {name}", flush=True)
    try:
        while process.poll() is None and not stop.wait(_RECORD_INTERVAL_S):
            record(nodes_directory(log_dir), name, process.pid)
        return process.poll() or 0
    finally:
        process.terminate()
        try:
            process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
        end_descendants()


def record(directory: Path, name: str, pid: int) -> None:
    """Write the last words so far of the process `pid` and its descendants."""
    paths: set[Path] = set()
    try:
        family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    except psutil.NoSuchProcess:
        return
    for process in family:
        try:
            paths |= {Path(f.path) for f in process.open_files() if f.path.endswith((".out", ".err", ".log"))}
        except psutil.Error:
            continue
    directory.mkdir(parents=True, exist_ok=True)
    partial = directory / f".{name}.partial"
    partial.write_text(json.dumps({"at_ms": time.time_ns() // 1_000_000, "lines": tail(sorted(paths))}), "utf-8")
    partial.rename(directory / f"{name}.json")
