"""A real Kafka broker on this machine, for tests and local use: one KRaft node, on loopback, from Maven's jars.

    with LocalBroker(tmp_path / "kafka") as broker:
        Producer({"bootstrap.servers": broker.bootstrap})

It is ready when `start` returns, and it ends with the process that started it, killed or not. Standard library alone, so
tests of both resolves can use it.

    BrokerError(AndamioError)    the broker ended or did not answer; names its log
"""

import base64
import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import time
import uuid
from collections.abc import Mapping
from pathlib import Path

from andamio.errors import AndamioError, UserError
from andamio.jars.maven import jars
from andamio.parent_death import die_with_parent
from kafka.metadata_request import serving_cluster

HOST = "127.0.0.1"
# 1.3 s on an idle machine of two cores; 11 s after a crash, whose session the controller waits for.
START_S = 60.0
_STOP_S = 20.0
_POLL_S = 0.05
# A free port may be taken before the broker binds it.
_ATTEMPTS = 3

_SETTINGS = {
    "process.roles": "broker,controller",
    "node.id": "1",
    "listener.security.protocol.map": "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT",
    "controller.listener.names": "CONTROLLER",
    "inter.broker.listener.name": "CLIENTS",
    # Deliveries keep the times of what happened; retention by time would delete history as it arrives.
    "log.retention.ms": "-1",
    "log.retention.bytes": "-1",
    # A misspelled topic is an error.
    "auto.create.topics.enable": "false",
    # There is one broker, for what is internal too.
    "offsets.topic.replication.factor": "1",
    "offsets.topic.num.partitions": "1",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.num.partitions": "1",
    "transaction.state.log.min.isr": "1",
    "share.coordinator.state.topic.replication.factor": "1",
    "share.coordinator.state.topic.min.isr": "1",
    "group.initial.rebalance.delay.ms": "0",
    # Small, because two cores run everything.
    "num.network.threads": "2",
    "num.io.threads": "2",
    "background.threads": "2",
    "log.cleaner.dedupe.buffer.size": "2097152",
}

_LOG4J = """\
Configuration:
  status: ERROR
  Appenders:
    Console:
      name: out
      PatternLayout:
        pattern: "%d{yyyy-MM-dd'T'HH:mm:ss.SSS}{UTC}Z %p %c %m%n"
  Loggers:
    Root:
      level: WARN
      AppenderRef:
        ref: out
"""


class BrokerError(AndamioError):
    """The broker does not run; the message says why and where to look."""


class LocalBroker:
    """A broker and its folder. Leaving the context stops it and deletes what it wrote there."""

    def __init__(
        self, folder: Path, port: int | None = None, heap_mb: int = 256, settings: Mapping[str, str] | None = None
    ) -> None:
        """`folder` is the broker's own; it is made. Without a port a free one is chosen, at the first start, and kept.

        `settings` are broker settings that add to, or replace, the ones of this module.
        """
        self.folder = folder.absolute()
        self._ports = None if port is None else (port, _free_port())
        self._chosen = port is not None
        self._heap_mb = heap_mb
        self._settings = dict(settings or {})
        self._process: subprocess.Popen[bytes] | None = None
        self._cluster = ""

    @property
    def bootstrap(self) -> str:
        """Host and port for clients."""
        if self._ports is None:
            raise BrokerError("the broker has no port before its first start; call start()")
        return f"{HOST}:{self._ports[0]}"

    @property
    def log_file(self) -> Path:
        """What the broker says: warnings and errors."""
        return self.folder / "broker.log"

    @property
    def pid(self) -> int | None:
        """The broker's process, None while there is none."""
        return None if self._process is None else self._process.pid

    def __enter__(self) -> "LocalBroker":
        try:
            self.start()
        except BaseException:
            shutil.rmtree(self.folder / "data", ignore_errors=True)
            raise
        return self

    def __exit__(self, *_: object) -> None:
        # Nobody will read the data again, so there is nothing to shut down in order.
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        """Start the broker and return when it answers. After `stop` or `kill` it goes on with its data and its port.

        The calling thread must live as long as the broker is to: it ends with it. Raises `BrokerError`.
        """
        if self._process is not None:
            raise BrokerError(f"the broker at {self.bootstrap} runs already; stop it first")
        self._format()
        for attempt in range(_ATTEMPTS):
            if self._ports is None:
                self._ports = (_free_port(), _free_port())
            self._launch(*self._ports)
            if self._answers(self._ports[0]):
                return
            said = self.log_file.read_text(errors="replace")
            self.kill()
            if "Address already in use" not in said or self._chosen or attempt + 1 == _ATTEMPTS:
                break
            self._ports = None
        raise BrokerError(f"the broker did not start: {_reason(said)}; its log is {self.log_file}")

    def stop(self) -> None:
        """Shut the broker down in order; it keeps its data."""
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_STOP_S)
            self.kill()

    def kill(self) -> None:
        """End the broker at once, as a crash would; it keeps its data."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def alive(self) -> bool:
        """True while the process runs."""
        return self._process is not None and self._process.poll() is None

    def _format(self) -> None:
        """Make the folder a formatted one, as `kafka-storage.sh format` would with a JVM of its own.

        The cluster's metadata version is then the newest that the jars know.
        """
        data = self.folder / "data"
        data.mkdir(parents=True, exist_ok=True)
        properties = data / "meta.properties"
        if not properties.exists():
            ids = {"cluster.id": _kafka_uuid(), "directory.id": _kafka_uuid(), "node.id": "1", "version": "1"}
            properties.write_text(_properties(ids), encoding="ascii")
        found = re.search(r"^cluster.id=(.+)$", properties.read_text(encoding="ascii"), re.MULTILINE)
        if found is None:
            raise BrokerError(f"{properties} has no cluster.id; choose another folder")
        self._cluster = found[1]
        (self.folder / "log4j2.yaml").write_text(_LOG4J, encoding="ascii")

    def _launch(self, port: int, controller_port: int) -> None:
        settings = {
            **_SETTINGS,
            "listeners": f"CLIENTS://{HOST}:{port},CONTROLLER://{HOST}:{controller_port}",
            "advertised.listeners": f"CLIENTS://{HOST}:{port}",
            "controller.quorum.voters": f"1@{HOST}:{controller_port}",
            "log.dirs": str(self.folder / "data"),
            **self._settings,
        }
        configuration = self.folder / "server.properties"
        configuration.write_text(_properties(settings), encoding="utf-8")
        classpath = os.pathsep.join(str(jar) for jar in jars("kafka"))
        command = [
            _java(),
            f"-Xmx{self._heap_mb}m",
            # One small process among several on a small machine.
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Djava.awt.headless=true",
            f"-Dlog4j2.configurationFile={(self.folder / 'log4j2.yaml').as_uri()}",
            *("-cp", classpath, "kafka.Kafka", str(configuration)),
        ]
        with self.log_file.open("wb") as log:
            self._process = subprocess.Popen(
                command,
                cwd=self.folder,
                # Settings for other JVMs are not for this one.
                env={name: value for name, value in os.environ.items() if name not in _JVM_VARIABLES},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                preexec_fn=die_with_parent,
                # Ctrl-C is for the process that started it, which then stops it.
                start_new_session=True,
            )

    def _answers(self, port: int) -> bool:
        deadline = time.monotonic() + START_S
        while self.alive() and time.monotonic() < deadline:
            try:
                # Not another one, which has had the port before it.
                if serving_cluster(HOST, port, timeout_s=5) == self._cluster:
                    return True
            except OSError:
                pass
            time.sleep(_POLL_S)
        return False


_JVM_VARIABLES = frozenset({"JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH"})


def _java() -> str:
    home = os.environ.get("JAVA_HOME")
    found = shutil.which(str(Path(home) / "bin" / "java")) if home else shutil.which("java")
    if found is None:
        raise UserError("Kafka needs Java and there is none; install a Java 17 runtime and set JAVA_HOME to it")
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _kafka_uuid() -> str:
    """16 random bytes as Kafka writes them; it takes no id that begins with a dash for a command's argument."""
    while True:
        text = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        if not text.startswith("-"):
            return text


def _properties(settings: Mapping[str, str]) -> str:
    """Java properties; a backslash in a value would begin an escape."""
    return "".join(f"{key}={value}\n".replace("\\", "\\\\") for key, value in settings.items())


def _reason(log: str) -> str:
    # Java names the exception in a line of its own, after Kafka's "exiting due to".
    lines = [line for line in log.splitlines() if re.match(r"(Caused by: )?[a-z]\S*(Exception|Error)\b", line)]
    lines += [line for line in log.splitlines() if " ERROR " in line]
    return lines[0][:300] if lines else f"no answer within {START_S:.0f} s"
