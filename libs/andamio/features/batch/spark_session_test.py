"""A local Spark session is bounded, alone with its process, and gone with it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from andamio.features.batch.spark_session import SparkSessionError, SparkSettings, local_session

_HOLD = """
import sys, time
from pathlib import Path
from andamio.features.batch.spark_session import SparkSettings, local_session
with local_session(SparkSettings(Path(sys.argv[1]))) as session:
    print(session.range(3).count(), flush=True)
    time.sleep(600)
"""


def java_children(process: psutil.Process) -> list[psutil.Process]:
    return [child for child in process.children(recursive=True) if child.name() == "java"]


def test_a_session_listens_on_loopback_alone_and_leaves_nothing_but_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Another Spark's settings are not ours; a folder with a space is.
    monkeypatch.setenv("SPARK_HOME", "/nowhere")
    before = dict(os.environ)
    folder = tmp_path / "a folder"
    with local_session(SparkSettings(folder, heap_mb=512)) as session:
        assert session.sql("SELECT typeof(sum(CAST(1 AS DECIMAL(38, 0)))) AS t").toArrow()["t"].to_pylist() == [
            "decimal(38,0)"
        ]
        (java,) = java_children(psutil.Process())
        assert "-Xmx512m" in java.cmdline()
        listening = {c.laddr.ip for c in java.net_connections("inet") if c.status == psutil.CONN_LISTEN}
        assert listening
        assert listening <= {"127.0.0.1", "::ffff:127.0.0.1"}
        with pytest.raises(SparkSessionError, match="share that one"), local_session(SparkSettings(tmp_path / "other")):
            pass
    assert not java.is_running()
    assert [path.name for path in folder.iterdir()] == ["spark.log"]
    assert dict(os.environ) == before


def test_the_jvm_ends_when_its_process_is_killed(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(os.path.abspath(entry) for entry in sys.path)}
    command = [sys.executable, "-c", _HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"3\n"
        (java,) = java_children(psutil.Process(process.pid))
        process.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 30
    while java.is_running() and java.status() != psutil.STATUS_ZOMBIE and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not java.is_running() or java.status() == psutil.STATUS_ZOMBIE


def test_without_java_one_sentence_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with (
        pytest.raises(SparkSessionError, match=r"has no bin/java; install a Java 17 runtime and set JAVA_HOME to it$"),
        local_session(SparkSettings(tmp_path)),
    ):
        pass


def test_a_java_that_cannot_run_spark_is_told_from_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bin").mkdir()
    java = tmp_path / "bin" / "java"
    java.write_text("#!/bin/sh\necho too old >&2\nexit 1\n", encoding="utf-8")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with (
        pytest.raises(SparkSessionError, match=r"needs Java 17 or newer, and wrote to .*spark.log$"),
        local_session(SparkSettings(tmp_path / "work")),
    ):
        pass
    assert "too old" in (tmp_path / "work" / "spark.log").read_text(encoding="utf-8")
    # The session that failed is not in the way of the next.
    assert not list((tmp_path / "work").glob("spark-*"))
