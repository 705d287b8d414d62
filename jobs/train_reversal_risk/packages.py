"""From a fitted model to a package whose ONNX graph is proven to be that model, and to one that is not.

`training_run_id` is computed: a digest of the data, the code version, the settings and the library versions.
The same training makes the same package, byte for byte, and the registry knows it again; the MLflow run carries
the id as a tag.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from andamio.models.golden import check_golden
from andamio.models.package import GoldenRow, Manifest, ModelPackage, canonical_json, write_package
from andamio.models.scoring import FloatMatrix
from train_reversal_risk.errors import TrainingError
from train_reversal_risk.fitting import predict
from train_reversal_risk.onnx_export import with_columns_swapped

MODEL = "reversal_risk"
GOLDEN_ROWS = 64
REVIEW_SHARE = 0.10
"""The threshold is the score that this share of the training payments reaches: what reviewers have time for."""
# What turns data into weights, and weights into a graph.
_LIBRARIES = ("numpy", "scikit-learn", "skl2onnx", "onnx")


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a model comes from, common to the models of one training."""

    inputs: tuple[str, ...]
    request_fields: tuple[str, ...]
    feature_service: str
    data_fingerprint: str
    code_version: str


def library_versions() -> dict[str, str]:
    """Of the libraries that decide the bytes of a package."""
    return {name: version(name) for name in _LIBRARIES}


def training_run_id(provenance: Provenance, params: Mapping[str, str | int | float]) -> str:
    """32 hexadecimal digits: the same for the same data, code, settings and libraries."""
    document = {
        "model": MODEL,
        "inputs": list(provenance.inputs),
        "data": provenance.data_fingerprint,
        "code": provenance.code_version,
        "params": dict(params),
        "libraries": library_versions(),
    }
    return hashlib.sha256(canonical_json(document)).hexdigest()[:32]


def package(
    directory: Path, model: Any, onnx_bytes: bytes, matrix: FloatMatrix, run_id: str, provenance: Provenance
) -> ModelPackage:
    """Write the package; `matrix` holds the training inputs.

    Golden scores are scikit-learn's, so that the check compares two implementations. Raises `TrainingError` if
    they disagree.
    """
    scores = predict(model, matrix)
    manifest = Manifest(
        model=MODEL,
        inputs=provenance.inputs,
        feature_service=provenance.feature_service,
        request_fields=provenance.request_fields,
        threshold=float(np.quantile(scores, 1 - REVIEW_SHARE)),
        training_run_id=run_id,
        data_fingerprint=provenance.data_fingerprint,
        code_version=provenance.code_version,
    )
    chosen = _spread(scores)
    golden = [
        GoldenRow(tuple(None if np.isnan(value) else float(value) for value in matrix[row]), float(scores[row]))
        for row in chosen
    ]
    written = write_package(directory, onnx_bytes=onnx_bytes, manifest=manifest, golden_rows=golden)
    result = check_golden(written)
    if not result.passed:
        raise TrainingError(f"the ONNX graph of {directory.name} is not the model that was trained: {result.detail}")
    return written


def broken(directory: Path, original: ModelPackage, first: str, second: str) -> ModelPackage:
    """The original with two inputs swapped inside the graph: every digest is valid, the golden set fails.

    For rehearsals of the golden gate. Raises `TrainingError` if the swap goes unnoticed.
    """
    inputs = original.manifest.inputs
    swapped = with_columns_swapped(original.model_file.read_bytes(), inputs.index(first), inputs.index(second))
    manifest = replace(original.manifest, training_run_id=f"{original.manifest.training_run_id}-broken")
    written = write_package(
        directory,
        onnx_bytes=swapped,
        manifest=manifest,
        golden_rows=original.golden.rows,
        tolerance=original.golden.tolerance,
    )
    if check_golden(written).passed:
        raise TrainingError(f"swapping {first} and {second} changes no golden score; swap inputs that the model uses")
    return written


def _spread(scores: NDArray[np.float64]) -> list[int]:
    """Rows at evenly spaced ranks of score, the lowest and the highest among them; ties by row."""
    ranked = np.argsort(scores, kind="stable")
    return [int(ranked[rank]) for rank in np.unique(np.linspace(0, len(scores) - 1, GOLDEN_ROWS).astype(int))]
