"""Flink in this process's own JVM: one job on an embedded mini-cluster, on loopback, with a bounded heap.

The JVM is a child that ends when this process does, killed or not. It holds a lock on the state folder, so
that a restart waits for the last moments of its predecessor, and a second job is refused.
"""

import contextlib
import fcntl
import logging
import os
import shutil
import signal
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from andamio.errors import UserError
from andamio.features.stream.operator_classes import operator_jar, stream_environment
from stream_features import checkpoints
from stream_features.errors import StreamError
from stream_features.rest import JobRest, RestError

# A killed job's JVM notices within a second that its parent is gone; this is for a machine under load.
_PREDECESSOR_S = 15.0
_STOP_S = 20.0

_LOG4J = """\
rootLogger.level = WARN
rootLogger.appenderRef.file.ref = file
appender.file.name = file
appender.file.type = RollingFile
appender.file.fileName = {path}
appender.file.filePattern = {path}.%i
appender.file.layout.type = PatternLayout
appender.file.layout.pattern = %d{{yyyy-MM-dd'T'HH:mm:ss.SSS}}{{UTC}}Z %p %c %m%n
appender.file.policies.type = Policies
appender.file.policies.size.type = SizeBasedTriggeringPolicy
appender.file.policies.size.size = 10MB
appender.file.strategy.type = DefaultRolloverStrategy
appender.file.strategy.max = 2
# Warns at each start that nobody has Kerberos tokens for it.
logger.tokens.name = org.apache.flink.runtime.security.token
logger.tokens.level = ERROR
"""


Backend = Literal["hashmap", "rocksdb"]


@dataclass(frozen=True, slots=True)
class FlinkSettings:
    """How the embedded cluster runs."""

    state: Path
    """Folder of the checkpoints, the lock and temporary files; absolute."""
    log_file: Path
    heap_mb: int
    jars: tuple[Path, ...] = ()
    """Connectors that Flink itself does not bring."""
    backend: Backend = "hashmap"
    """Where the operator saves its tiles, once a checkpoint. On the heap each checkpoint writes all of them; RocksDB writes
    what has changed, so checkpoints stay short however much there is."""


class FlinkJob:
    """A submitted job and the JVM that runs it."""

    def __init__(self, settings: FlinkSettings) -> None:
        """Start the JVM, which holds the state folder from now on.

        Raises `UserError` without Java, or if another job holds the state folder.
        """
        self._settings = settings
        _require_java()
        lock = settings.state / "lock"
        _await_predecessor(lock)
        _prepare_jvm(settings)
        # Only now: PyFlink reads the environment when it starts the JVM.
        from pyflink.java_gateway import get_gateway

        # Py4J logs, with a traceback, each connection that ends with the JVM; who asks is told by an error anyway.
        logging.getLogger("py4j").setLevel(logging.CRITICAL + 1)
        self._gateway: Any = get_gateway()
        self._pid = int(self._gateway.jvm.java.lang.ProcessHandle.current().pid())
        # The reference keeps the file open, and with it the lock.
        self._lock: Any = self._gateway.jvm.java.io.RandomAccessFile(str(lock), "rw").getChannel()
        if self._lock.tryLock() is None:
            raise _taken(settings.state)
        self._rest_port = _free_port()
        self._job: Any = None
        self._resumed: Path | None = None
        self._checkpoint: str | None = None

    def submit(self, views: Sequence[str], resume: Path | None, may_drop_state: bool = False) -> None:
        """Run the streams of these views (as `operator_settings`), from a checkpoint's or a savepoint's state if one is
        given; a checkpoint becomes this job's own."""
        options = _configuration(self._settings, self._rest_port)
        if resume is not None:
            own = resume.is_relative_to(self._settings.state / "checkpoints")
            options |= {
                "execution.state-recovery.path": f"file://{resume}",
                # Flink deletes a claimed one when the next is complete.
                "execution.state-recovery.claim-mode": "CLAIM" if own else "NO_CLAIM",
                "execution.state-recovery.ignore-unclaimed-state": str(may_drop_state).lower(),
            }
        self._resumed = checkpoints.newest(self._settings.state / "checkpoints")
        jar = operator_jar(self._gateway, self._settings.state / "tmp", self._settings.jars)
        environment = stream_environment(self._gateway, options, (jar, *self._settings.jars), views)
        self._job = environment.executeAsync("stream_features")
        self._rest = JobRest(self._rest_port, str(self._job.getJobID()))

    def stop_with_savepoint(self, folder: Path) -> None:
        """End the job with its state in a folder below `folder`, and all that it has read in the tile log.

        Raises `StreamError`; the job may then go on.
        """
        try:
            # Not PyFlink's own method, which calls one that Flink 2 has no more.
            kind = self._gateway.jvm.org.apache.flink.core.execution.SavepointFormatType.CANONICAL
            self._job.stopWithSavepoint(False, f"file://{folder}", kind).get()
        except Exception as error:  # noqa: BLE001  # Py4J wraps whatever Java throws
            raise StreamError(f"no savepoint could be taken; the cause is in {self._settings.log_file}") from error

    def ready(self) -> bool:
        """True once every operator runs: a checkpoint of this run is complete."""
        return checkpoints.newest(self._settings.state / "checkpoints") not in (None, self._resumed)

    def checkpoint(self) -> bool:
        """Ask for a checkpoint, unless one is being taken; true if it did."""
        try:
            if self._checkpoint is not None and not self._rest.checkpoint_ended(self._checkpoint):
                return False
            self._checkpoint = None
            self._checkpoint = self._rest.trigger_checkpoint()
        except RestError:
            # Not up yet, restarting, or gone for good, which `require_alive` finds out.
            self._checkpoint = None
            return False
        return True

    def require_alive(self) -> None:
        """Raise `StreamError` if the job failed for good or the JVM is gone."""
        if self._gone():
            raise StreamError(f"the Flink JVM is gone; its log is {self._settings.log_file}")
        try:
            state = self._rest.state()
        except RestError:
            return
        if state in ("FAILED", "CANCELED", "FINISHED", "SUSPENDED"):
            raise StreamError(f"the Flink job is {state.lower()}; the cause is in {self._settings.log_file}")

    def stop(self) -> None:
        """Cancel the job, keeping its checkpoint, and end the JVM. Does not fail if either is gone already."""
        # Py4J reports each connection that ends with the JVM, which here is what we want.
        logging.disable(logging.CRITICAL)
        # A JVM that is gone, or that the same signal is stopping, cannot answer; Py4J says so in many ways.
        with contextlib.suppress(Exception):
            if self._job is not None:
                self._job.cancel().get()
        with contextlib.suppress(Exception):
            self._gateway.shutdown()
        deadline = time.monotonic() + _STOP_S
        self._signal(signal.SIGTERM)
        while not self._gone():
            if time.monotonic() > deadline:
                self._signal(signal.SIGKILL)
            time.sleep(0.02)
        shutil.rmtree(self._settings.state / "tmp", ignore_errors=True)

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._pid, number)

    def _gone(self) -> bool:
        try:
            return os.waitpid(self._pid, os.WNOHANG)[0] == self._pid
        except ChildProcessError:
            return True


def _require_java() -> None:
    home = os.environ.get("JAVA_HOME")
    found = shutil.which(str(Path(home) / "bin" / "java")) if home else shutil.which("java")
    if found is None:
        where = (
            f"JAVA_HOME ({home}) has no bin/java" if home else "there is no java on the PATH and JAVA_HOME is not set"
        )
        raise UserError(f"Flink needs Java, but {where}; install a Java 17 runtime and set JAVA_HOME to it")


def _taken(state: Path) -> UserError:
    return UserError(f"another stream runs on {state}; stop it, or choose another folder with --checkpoint-dir")


def _await_predecessor(lock: Path) -> None:
    deadline = time.monotonic() + _PREDECESSOR_S
    with lock.open("ab") as file:
        while True:
            try:
                # The same kind of lock as Java's; ours goes when the file is closed.
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except OSError:
                if time.monotonic() > deadline:
                    raise _taken(lock.parent) from None
                time.sleep(0.1)


def _prepare_jvm(settings: FlinkSettings) -> None:
    temporary = settings.state / "tmp"
    # What a killed predecessor left: unpacked jars, 60 MB each time.
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    log4j = settings.state / "log4j.properties"
    log4j.write_text(_LOG4J.format(path=settings.log_file), encoding="utf-8")
    os.environ["LOG4J_PROPERTIES"] = str(log4j)
    # Unlike PyFlink's own JVM_ARGS, this variable knows quotes, which a folder with a space needs.
    # The serial collector keeps the process small; the work is single-threaded anyway. A heap that has its size from the
    # beginning is not collected whole each time that it grows.
    heap = f"-Xms{settings.heap_mb}m -Xmx{settings.heap_mb}m"
    os.environ["JDK_JAVA_OPTIONS"] = f'{heap} -XX:+UseSerialGC "-Djava.io.tmpdir={temporary}"'
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
    # No Python functions run in this job; without this PyFlink opens a port on all interfaces for them.
    os.environ["_python_worker_execution_mode"] = "process"  # noqa: SIM112  # PyFlink spells it so


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _configuration(settings: FlinkSettings, rest_port: int) -> dict[str, str]:
    return {
        "parallelism.default": "1",
        # Within a task records are handed on as they are.
        "pipeline.object-reuse": "true",
        "state.backend.type": settings.backend,
        "execution.checkpointing.incremental": str(settings.backend == "rocksdb").lower(),
        # A tile that is not there is asked for once; that shall not cost a look into each file.
        "state.backend.rocksdb.use-bloom-filter": "true",
        "execution.checkpointing.mode": "EXACTLY_ONCE",
        # The job asks for checkpoints while something is to be read. This one only keeps them switched on: the
        # heap backend writes all of its state each time, which an idle stream should not do thrice a second.
        "execution.checkpointing.interval": "10 min",
        "execution.checkpointing.dir": f"file://{settings.state / 'checkpoints'}",
        "execution.checkpointing.externalized-checkpoint-retention": "RETAIN_ON_CANCELLATION",
        # Progress and tiles are in one file only because barriers overtake nothing.
        "execution.checkpointing.unaligned.enabled": "false",
        "execution.buffer-timeout.interval": "10 ms",
        "restart-strategy.type": "fixed-delay",
        "restart-strategy.fixed-delay.attempts": "3",
        "restart-strategy.fixed-delay.delay": "1 s",
        "io.tmp.dirs": str(settings.state / "tmp"),
        "jobmanager.bind-host": "127.0.0.1",
        "taskmanager.bind-host": "127.0.0.1",
        # Whoever can reach the port must not be able to end the job with it or to run code.
        "web.submit.enable": "false",
        "web.cancel.enable": "false",
        "rest.port": str(rest_port),
        "rest.bind-port": str(rest_port),
        "rest.bind-address": "127.0.0.1",
        "rest.address": "127.0.0.1",
        # RocksDB's caches and buffers; the heap state backend uses none.
        "taskmanager.memory.managed.size": "256 mb" if settings.backend == "rocksdb" else "1 mb",
        "taskmanager.memory.network.min": "32 mb",
        "taskmanager.memory.network.max": "32 mb",
    }
