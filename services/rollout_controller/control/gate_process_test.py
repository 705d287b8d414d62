"""Gates in a process of their own say what gates here say, and a model that ends that process has not passed."""

import os
from pathlib import Path

import pytest

from rollout_controller.control.gate_process import check_apart
from rollout_controller.control.gates import check_release


def test_the_report_is_that_of_the_gates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANDAMIO_STATE", str(tmp_path / "state"))
    (tmp_path / "r1.json").write_text('{"release_id": "r1", "package": "nowhere", "digest": "0"}')
    report = check_apart(tmp_path, "r1")
    assert report == check_release(tmp_path, "r1")
    assert [check.passed for check in report.checks] == [True, False]


def test_a_process_that_dies_is_a_gate_not_passed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Stands for a graph that crashes the runtime: the process ends by a signal before it has said anything.
    (tmp_path / "sitecustomize.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)\n")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))
    report = check_apart(tmp_path, "r1")
    assert not report.passed
    assert report.reason() == "gates: their process ended by SIGSEGV without an answer"
