"""On a machine without a GPU: the refusal, the CPU against itself, and a device that is wrong.

What only a GPU can show (CUDA's scores, throughput and memory) is for `accept.py` on such a machine.
"""

import json
import re
from pathlib import Path

import numpy
import pytest

from andamio.cli import run
from andamio.models.linear_model import linear_onnx
from andamio.models.package import GoldenRow, Manifest, write_package
from andamio.models.scoring import FloatMatrix
from andamio.models.training_schema import DeclaredInput, DeclaredSchema, trained_schema
from gpu.accept import main
from gpu.acceptance import TOLERANCE, compare, random_rows

REQUIREMENTS = Path(__file__).parents[1] / "requirements"


def scores(*values: float) -> FloatMatrix:
    return numpy.array(values, dtype=numpy.float32)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANDAMIO_STATE", str(tmp_path / "state"))
    declared = DeclaredSchema((DeclaredInput("amount", "number", "request"),), {})
    matrix = numpy.array([[1.0], [2.0], [numpy.nan]], dtype=numpy.float32)
    return write_package(
        tmp_path / "package",
        onnx_bytes=linear_onnx([1.0], 0.0),
        manifest=Manifest(
            *("m", ("amount",), "s@1", ("amount",), 0.5, "run", "data", "abc"), schema=trained_schema(declared, matrix)
        ),
        golden_rows=[GoldenRow((None,), 0.5)],
    ).path


def test_a_machine_without_cuda_is_not_accepted_and_says_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(main, ["--seconds", "0.01"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert not report["accepted"]
    assert "device cuda is asked for" in report["problems"][0]


def test_the_cpu_is_accepted_against_itself_with_every_model_measured(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(main, [str(package), "--device", "cpu", "--seconds", "0.01", "--batches", "1", "32"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [each["name"] for each in report["models"]] == ["linear", "dense", "package"]
    for each in report["models"]:
        assert each["random_rows"]["worst_difference"] == 0
        assert [batch["batch"] for batch in each["throughput"]["cpu"]] == [1, 32]


def test_a_mistake_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(main, ["--device", "cpu", "--seconds", "0"]) == 2
    assert run(main, ["--device", "cpu", "--batches", "0"]) == 2
    assert run(main, [str(tmp_path), "--device", "cpu", "--seconds", "0.01"]) == 1
    assert "manifest.json: cannot be read" in capsys.readouterr().err


def test_scores_that_differ_by_more_than_the_tolerance_do_not_hold() -> None:
    assert compare(scores(0.5, 0.2), scores(0.5, 0.2 + TOLERANCE / 2), 0.9).holds
    assert not compare(scores(0.5, 0.2), scores(0.5, 0.2 + TOLERANCE * 2), 0.9).holds
    assert not compare(scores(0.5, float("nan")), scores(0.5, 0.2), 0.9).holds
    assert compare(scores(float("nan")), scores(float("nan")), 0.9).holds


def test_a_decision_may_differ_only_at_the_threshold() -> None:
    assert compare(scores(0.50001), scores(0.49999), 0.5).flipped == 0
    assert compare(scores(0.51), scores(0.49), 0.5).flipped == 1


def test_random_inputs_are_like_the_training_data() -> None:
    declared = DeclaredSchema(tuple(DeclaredInput(name, "number", "request") for name in "abc"), {})
    seen = numpy.random.default_rng(1).lognormal(0, 2, (500, 3)).astype(numpy.float32)
    seen[:250, 1], seen[:, 2] = numpy.nan, numpy.nan

    rows = random_rows(trained_schema(declared, seen), 3, 4000, seed=2)

    assert seen[:, 0].min() <= rows[:, 0].min() <= rows[:, 0].max() <= seen[:, 0].max()
    assert 0.45 < numpy.isnan(rows[:, 1]).mean() < 0.55
    assert numpy.isnan(rows[:, 2]).all()


def test_the_gpu_resolve_pins_what_default_pins() -> None:
    def pins(name: str) -> dict[str, str]:
        lines = (REQUIREMENTS / name).read_text().splitlines()
        return dict(re.split("==", line.split("#")[0].strip()) for line in lines if "==" in line)

    default, gpu = pins("default.txt"), pins("gpu.txt")
    assert gpu.pop("onnxruntime-gpu[cuda,cudnn]") == default["onnxruntime"]
    assert gpu.items() <= default.items()
