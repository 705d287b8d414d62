"""What a device must do to be accepted: give the CPU's scores, and say how fast and in how much memory.

Scores on random inputs may differ by `TOLERANCE`: float32 sums are taken in another order, TF32 is off. Golden scores
keep the package's own tolerance. A decision may differ only where the CPU's score is that close to the threshold.
"""

import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy
import numpy.typing

from andamio.models.scoring import FloatMatrix, Scorer
from andamio.models.training_schema import TrainingSchema

TOLERANCE = 1e-4
"""Largest absolute difference of a score in [0, 1] between device and CPU."""
RANDOM_ROWS = 20_000
_MISSING = 0.05
Floats = numpy.typing.NDArray[numpy.float64]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Device against CPU on the same rows."""

    rows: int
    worst_difference: float
    """Infinite where one gave NaN and the other did not."""
    flipped: int
    """Rows that the threshold decides otherwise, the CPU's score being further from it than the tolerance."""

    @property
    def holds(self) -> bool:
        """Whether the outputs are the same within the tolerance."""
        return self.worst_difference <= TOLERANCE and self.flipped == 0


def compare(on_device: FloatMatrix, on_cpu: FloatMatrix, threshold: float) -> Comparison:
    """Compare scores [N] of the same rows."""
    device, cpu = on_device.astype(numpy.float64), on_cpu.astype(numpy.float64)
    both_missing = numpy.isnan(device) & numpy.isnan(cpu)
    differences = numpy.nan_to_num(numpy.where(both_missing, 0, numpy.abs(device - cpu)), nan=numpy.inf)
    flipped = ((device >= threshold) != (cpu >= threshold)) & (numpy.abs(cpu - threshold) > TOLERANCE)
    return Comparison(len(cpu), float(differences.max()), int(flipped.sum()))


def random_rows(schema: TrainingSchema | None, width: int, rows: int, seed: int) -> FloatMatrix:
    """Inputs as training saw them: between neighbouring quantiles, missing as often; standard normal without a schema."""
    random = numpy.random.default_rng(seed)
    if schema is None:
        matrix = random.normal(0, 1, (rows, width))
        matrix[random.random((rows, width)) < _MISSING] = numpy.nan
        return matrix.astype(numpy.float32)
    columns = []
    for each in schema.inputs:
        if each.minimum is None or each.maximum is None:
            columns.append(numpy.full(rows, numpy.nan))
            continue
        knots = numpy.array([each.minimum, *each.quantiles, each.maximum])
        levels = random.random(rows) * (len(knots) - 1)
        values = numpy.interp(levels, numpy.arange(len(knots)), knots)
        columns.append(numpy.where(random.random(rows) < each.missing, numpy.nan, values))
    return numpy.column_stack(columns).astype(numpy.float32)


def throughput(
    scorer: Scorer, matrix: FloatMatrix, sizes: Sequence[int], seconds: float, clock: Callable[[], float]
) -> list[dict[str, float]]:
    """For each batch size, warmed: rows a second, and the median and 99th percentile of one run, in ms."""
    measured = []
    for size in sizes:
        batch = numpy.resize(matrix, (size, matrix.shape[1]))
        for _ in range(3):
            scorer.score(batch)
        runs: list[float] = []
        started = clock()
        while not runs or clock() - started < seconds:
            before = clock()
            scorer.score(batch)
            runs.append((clock() - before) * 1000)
        elapsed = clock() - started
        measured.append(
            {
                "batch": size,
                "rows_per_s": round(size * len(runs) / elapsed, 1),
                "p50_ms": round(float(numpy.quantile(runs, 0.5)), 4),
                "p99_ms": round(float(numpy.quantile(runs, 0.99)), 4),
            }
        )
    return measured


def gpu_memory() -> list[dict[str, Any]] | None:
    """Name, driver and memory in MiB of each GPU, by nvidia-smi; None where there is none."""
    fields = ("name", "driver_version", "memory.total", "memory.used")
    try:
        answer = subprocess.run(
            ["nvidia-smi", f"--query-gpu={','.join(fields)}", "--format=csv,noheader,nounits"],
            capture_output=True,
            text=True,
            timeout=30,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return [dict(zip(fields, map(str.strip, line.split(",")))) for line in answer.stdout.splitlines()]
