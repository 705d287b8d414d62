"""A Spark session on this machine, for a process that has no cluster: a bounded JVM that ends with the process.

It listens on loopback alone, has no UI, fetches nothing, keeps its files under one folder, and knows Delta tables. The
JVM holds the read end of a pipe of ours, so it ends even if we are killed.

    SparkSessionError(UserError)    no Java, a JVM that did not start, or a second session in one process
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from andamio.errors import UserError
from andamio.jars.maven import jars

# How long the JVM may take to end by itself; it has nothing to finish by then.
_STOP_S = 10.0
# Variables that would lead to another Spark, a cluster's settings, or a JVM that is there already; PySpark adds its own.
_SPARKS = ("SPARK_", "PYSPARK_")

_LOG4J = """rootLogger.level = warn
rootLogger.appenderRef.file.ref = file
appender.file.type = File
appender.file.name = file
appender.file.fileName = {path}
appender.file.layout.type = PatternLayout
appender.file.layout.pattern = %d{{yyyy-MM-dd HH:mm:ss,SSS}} %-5p %c - %m%n
"""


class SparkSessionError(UserError):
    """Spark cannot start here; the message says what to do."""


@dataclass(frozen=True, slots=True)
class SparkSettings:
    """How the session runs."""

    folder: Path
    """Holds `spark.log`, and while a session lasts its temporary files and warehouse, in a folder of their own."""
    threads: int = 2
    heap_mb: int = 1_024
    """Spark spills to disk beyond it."""
    shuffle_partitions: int = 4
    """How many pieces a table is cut into by key; each is sorted in memory."""


@contextmanager
def local_session(settings: SparkSettings) -> Iterator[Any]:
    """A `pyspark.sql.SparkSession` and its JVM, both gone when the block is left.

    Raises `SparkSessionError`.
    """
    java = _java()
    delta = jars("delta")
    settings.folder.mkdir(parents=True, exist_ok=True)
    folder = settings.folder.absolute()
    scratch = Path(tempfile.mkdtemp(prefix="spark-", dir=folder))
    log = folder / "spark.log"
    try:
        (scratch / "log4j2.properties").write_text(_LOG4J.format(path=log), encoding="utf-8")
        with log.open("ab") as said, _environment(java, scratch):
            yield from _session(_configuration(settings, scratch, delta), said, log)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _session(configuration: Mapping[str, str], said: Any, log: Path) -> Iterator[Any]:
    # Only now: PySpark is big, and reads the environment when it is imported.
    from pyspark import SparkConf, SparkContext
    from pyspark.errors import PySparkRuntimeError
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    if SparkContext._gateway is not None:
        raise SparkSessionError("this process has a Spark session already, and can have one at a time; share that one")
    conf = SparkConf(loadDefaults=False).setAll(list(configuration.items()))
    # PySpark's types leave it out.
    launch: Any = launch_gateway
    try:
        gateway = launch(conf, popen_kwargs={"stdout": said, "stderr": said})
    except PySparkRuntimeError:
        raise SparkSessionError(f"Spark's JVM did not start; it needs Java 17 or newer, and wrote to {log}") from None
    context = None
    try:
        context = SparkContext(conf=conf, gateway=gateway)
        yield SparkSession(context)
    finally:
        # A JVM that is gone already cannot answer, and Py4J says so in many ways.
        with contextlib.suppress(Exception):
            if context is not None:
                context.stop()
        with contextlib.suppress(Exception):
            gateway.shutdown()
        _end(gateway.proc)
        SparkSession._instantiatedSession = None
        SparkContext._gateway = SparkContext._jvm = None


def _end(jvm: "subprocess.Popen[bytes]") -> None:
    with contextlib.suppress(OSError):
        # The JVM exits at the end of its input.
        if jvm.stdin is not None:
            jvm.stdin.close()
    try:
        jvm.wait(_STOP_S)
    except subprocess.TimeoutExpired:
        jvm.kill()
        jvm.wait()


def _java() -> Path:
    """The home of Java. Raises `SparkSessionError` if there is none."""
    home = os.environ.get("JAVA_HOME")
    found = shutil.which(str(Path(home) / "bin" / "java")) if home else shutil.which("java")
    if found is None:
        where = (
            f"JAVA_HOME ({home}) has no bin/java" if home else "there is no java on the PATH and JAVA_HOME is not set"
        )
        raise SparkSessionError(f"Spark needs Java, but {where}; install a Java 17 runtime and set JAVA_HOME to it")
    return Path(found).resolve().parent.parent


@contextmanager
def _environment(java: Path, scratch: Path) -> Iterator[None]:
    """What PySpark and its JVM read from the environment, put back at the end."""
    ours = {
        "JAVA_HOME": str(java),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_CONF_DIR": str(scratch),
        # Functions of ours that run in Python beside the JVM are of this interpreter and these libs.
        "PYSPARK_PYTHON": sys.executable,
        "PYSPARK_DRIVER_PYTHON": sys.executable,
        "PYTHONPATH": os.pathsep.join(os.path.abspath(entry) for entry in sys.path),
    }
    before = dict(os.environ)
    _forget(_SPARKS)
    os.environ.update(ours)
    try:
        yield
    finally:
        _forget((*_SPARKS, *ours))
        os.environ.update({name: value for name, value in before.items() if name.startswith((*_SPARKS, *ours))})


def _forget(prefixes: tuple[str, ...]) -> None:
    for name in [name for name in os.environ if name.startswith(prefixes)]:
        del os.environ[name]


def _configuration(settings: SparkSettings, scratch: Path, delta: tuple[Path, ...]) -> dict[str, str]:
    options = [
        f'"-Djava.io.tmpdir={scratch}"',
        f'"-Dlog4j2.configurationFile={(scratch / "log4j2.properties").as_uri()}"',
        "-Duser.timezone=UTC",
        "-XX:+UseSerialGC",
        "-XX:-UsePerfData",
        # Arrow's and the network's buffers, which are not in the heap.
        "-XX:MaxDirectMemorySize=512m",
    ]
    return {
        "spark.master": f"local[{settings.threads}]",
        "spark.app.name": "andamio",
        "spark.driver.memory": f"{settings.heap_mb}m",
        "spark.driver.extraJavaOptions": " ".join(options),
        # Not spark.jars, which copies them; there are no executors that would need them sent.
        "spark.driver.extraClassPath": os.pathsep.join(str(jar) for jar in delta),
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.local.dir": str(scratch),
        "spark.sql.warehouse.dir": (scratch / "warehouse").as_uri(),
        "spark.sql.catalogImplementation": "in-memory",
        "spark.sql.extensions": "io.delta.sql.DeltaSparkSessionExtension",
        "spark.sql.catalog.spark_catalog": "org.apache.spark.sql.delta.catalog.DeltaCatalog",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.session.timeZone": "UTC",
        # Overflow is an error, never a null.
        "spark.sql.ansi.enabled": "true",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.sql.shuffle.partitions": str(settings.shuffle_partitions),
        "spark.default.parallelism": str(settings.threads),
        # It coalesces and splits partitions; with so few, planning again costs more than it saves.
        "spark.sql.adaptive.enabled": "false",
        # Delta reads its log in 50 pieces unless told otherwise.
        "spark.databricks.delta.snapshotPartitions": "1",
    }
