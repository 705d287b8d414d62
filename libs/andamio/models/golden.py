"""The golden check: the model in a package reproduces the scores that its training process wrote down."""

from dataclasses import dataclass

import numpy

from andamio.models.errors import ScoringError
from andamio.models.package import ModelPackage
from andamio.models.scoring import OnnxScorer, Scorer, to_matrix


@dataclass(frozen=True, slots=True)
class GoldenResult:
    """Whether a package's golden set holds."""

    passed: bool
    rows: int
    worst_difference: float
    """Largest absolute difference of a score; infinite if the model does not run or gave NaN."""
    detail: str
    """One sentence for a person."""


def check_golden(package: ModelPackage, scorer: Scorer | None = None) -> GoldenResult:
    """Score the golden rows and compare; a model that does not run is a result, not an exception.

    `scorer` is the package's model where it is already loaded.
    """
    rows = package.golden.rows
    try:
        scores = (scorer or OnnxScorer(package)).score(to_matrix([row.inputs for row in rows]))
    except ScoringError as error:
        return GoldenResult(False, len(rows), float("inf"), str(error))
    expected = numpy.array([row.score for row in rows], dtype=numpy.float64)
    differences = numpy.nan_to_num(numpy.abs(scores.astype(numpy.float64) - expected), nan=numpy.inf)
    worst = int(differences.argmax())
    wrong = int((differences > package.golden.tolerance).sum())
    if wrong == 0:
        detail = f"all {len(rows)} golden scores within {package.golden.tolerance:g}"
    else:
        detail = (
            f"{wrong} of {len(rows)} golden scores differ by more than {package.golden.tolerance:g}; the worst is "
            f"row {worst}: {scores[worst]:.6f} instead of {expected[worst]:.6f}"
        )
    return GoldenResult(wrong == 0, len(rows), float(differences[worst]), detail)
