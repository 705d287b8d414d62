"""Accepts a GPU machine for releases with `device: cuda`: the CPU's scores, its throughput, its memory, as JSON.

Exit status 0: accepted. 1: not, the JSON's `problems` say why. 2: a mistake of the caller.
"""

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import onnxruntime

from andamio import cli
from andamio.errors import UserError
from andamio.models.devices import CPU, CUDA
from andamio.models.errors import DeviceError
from andamio.models.golden import check_golden
from andamio.models.package import ModelPackage, read_package
from andamio.models.scoring import FloatMatrix, OnnxGraph, OnnxScorer, Scorer
from andamio.models.training_schema import TrainingSchema
from gpu.acceptance import RANDOM_ROWS, TOLERANCE, compare, gpu_memory, random_rows, throughput
from gpu.reference_models import INPUTS, reference_models

_EXAMPLES = """examples:
  pip install -r infra/requirements/gpu.txt
  PYTHONPATH=libs:infra python -m gpu.accept > accepted.json            # two reference models
  PYTHONPATH=libs:infra python -m gpu.accept packages/champion          # and your packages
"""
BATCHES = (1, 32, 1024, 8192)
_SEED = 7

Load = Callable[[str], Scorer]
"""The model on a device."""


def main(argv: list[str]) -> int:
    """Accept or not; see --help."""
    parser = argparse.ArgumentParser(
        prog="accept", description=__doc__, epilog=_EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("packages", nargs="*", type=Path, metavar="PACKAGE", help="folders of model packages")
    parser.add_argument("--device", choices=(CUDA, CPU), default=CUDA, help="what is accepted (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=1.0, help="for each batch size and device (default: 1)")
    parser.add_argument(
        "--batches", type=int, nargs="+", default=BATCHES, metavar="ROWS", help="batch sizes (default: 1 32 1024 8192)"
    )
    options = parser.parse_args(argv)
    if not options.seconds > 0:
        raise UserError(f"--seconds must be above 0, not {options.seconds}")
    if min(options.batches) < 1:
        raise UserError(f"--batches must be at least 1, not {min(options.batches)}")
    packages = [read_package(path) for path in options.packages]
    report = accept(options.device, packages, options.batches, options.seconds)
    print(json.dumps(report, indent=1))
    return 0 if report["accepted"] else 1


def accept(device: str, packages: Sequence[ModelPackage], batches: Sequence[int], seconds: float) -> dict[str, Any]:
    """The report; a device that is not there is a problem in it, not an exception."""
    problems: list[str] = []
    models: list[dict[str, Any]] = []
    report: dict[str, Any] = {
        "accepted": False,
        "problems": problems,
        "device": device,
        "onnxruntime": onnxruntime.__version__,
        "providers": onnxruntime.get_available_providers(),
        "gpus_before": gpu_memory(),
        "tolerance": TOLERANCE,
        "models": models,
    }

    def judge(name: str, load: Load, matrix: FloatMatrix, threshold: float) -> None:
        on_device, on_cpu = load(device), load(CPU)
        compared = compare(on_device.score(matrix), on_cpu.score(matrix), threshold)
        if not compared.holds:
            problems.append(
                f"{name}: scores differ from the CPU's by up to {compared.worst_difference:g}, and {compared.flipped} of "
                f"{compared.rows} decisions"
            )
        models.append(
            {
                "name": name,
                "random_rows": {**asdict(compared), "worst_difference": _number(compared.worst_difference)},
                "throughput": {
                    which: throughput(scorer, matrix, batches, seconds, time.perf_counter)
                    for which, scorer in ((device, on_device), (f"{CPU} (reference)", on_cpu))
                },
                "gpus": gpu_memory(),
            }
        )

    def judge_package(package: ModelPackage) -> None:
        name = package.path.name
        for where in dict.fromkeys((device, CPU)):
            golden = check_golden(package, OnnxScorer(package, where))
            if not golden.passed:
                problems.append(f"{name}: on {where}, {golden.detail}")
        manifest = package.manifest
        rows = _rows(manifest.schema, len(manifest.inputs))
        judge(name, partial(OnnxScorer, package), rows, manifest.threshold)

    try:
        for name, content in reference_models().items():
            judge(name, partial(OnnxGraph, content, INPUTS, name), _rows(None, INPUTS), 0.5)
        for package in packages:
            judge_package(package)
    except DeviceError as error:
        problems.append(str(error))
    report["peak_rss_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    report["accepted"] = not problems
    return report


def _rows(schema: TrainingSchema | None, width: int) -> FloatMatrix:
    return random_rows(schema, width, RANDOM_ROWS, _SEED)


def _number(value: float) -> float | None:
    # JSON has no infinity.
    return value if value != float("inf") else None


if __name__ == "__main__":
    sys.exit(cli.run(main))
