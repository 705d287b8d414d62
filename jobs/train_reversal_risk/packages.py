"""The packages of reversal_risk: what training calls them, and one that is broken on purpose."""

from collections.abc import Mapping
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from andamio.models import trained_package
from andamio.models.golden import check_golden
from andamio.models.package import ModelPackage, write_package
from andamio.models.trained_package import Provenance
from train_reversal_risk.errors import TrainingError
from train_reversal_risk.onnx_export import with_columns_swapped

MODEL = "reversal_risk"
REVIEW_SHARE = 0.10
"""The threshold is the score that this share of the training payments reaches: what reviewers have time for."""
# What turns data into weights, and weights into a graph.
_LIBRARIES = ("numpy", "scikit-learn", "skl2onnx", "onnx")


def library_versions() -> dict[str, str]:
    """Of the libraries that decide the bytes of a package."""
    return {name: version(name) for name in _LIBRARIES}


def training_run_id(provenance: Provenance, params: Mapping[str, str | int | float]) -> str:
    """32 hexadecimal digits: the same for the same data, code, settings and libraries."""
    return trained_package.training_run_id(provenance, params, _LIBRARIES)


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
