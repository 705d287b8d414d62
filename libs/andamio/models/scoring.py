"""Running a package's model: ONNX Runtime on a device, a matrix of inputs in, a vector of calibrated scores out."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy
import numpy.typing
import onnxruntime

from andamio.models.devices import CPU, session
from andamio.models.errors import DeviceError, ScoringError
from andamio.models.package import ModelPackage

FloatMatrix = numpy.typing.NDArray[numpy.float32]
INPUT = "features"
OUTPUT = "score"


class Scorer(Protocol):
    """What turns input vectors into scores."""

    def score(self, matrix: FloatMatrix) -> FloatMatrix:
        """Scores [N] for inputs [N, n]."""
        ...


class OnnxScorer:
    """The model of one package, loaded once, its calibration stage included. Safe to call from several threads."""

    def __init__(self, package: ModelPackage, device: str = CPU, threads: int = 1) -> None:
        """Raises `ScoringError` if the graph does not load or is not of the shape that the package promises.

        `DeviceError` if `device` ("cpu" or "cuda") is not to be had here; `threads` are those within one run.
        """
        # From the verified bytes: a file could be changed in between, and name further files.
        self._graph = OnnxGraph(
            package.model_bytes(), len(package.manifest.inputs), str(package.model_file), device, threads
        )
        self._calibrator = package.manifest.calibrator

    def score(self, matrix: FloatMatrix) -> FloatMatrix:
        """Calibrated scores, float32 [N], for `matrix`, float32 [N, inputs]; NaN stands for no value."""
        return self._calibrator.apply(self._graph.score(matrix))


class OnnxGraph:
    """An ONNX graph that follows the contract of packages, before it is one: what training measures is what will serve."""

    def __init__(
        self, content: bytes, width: int, name: str = "the graph", device: str = CPU, threads: int = 1
    ) -> None:
        """`name` is for messages. Raises `ScoringError` and `DeviceError`, as `OnnxScorer`."""
        options = onnxruntime.SessionOptions()
        # Concurrency is the caller's executor; a larger pool a release would fight over the same cores.
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # Warnings of the graph optimizer are no concern of who serves it.
        options.log_severity_level = 3
        try:
            self._session = session(content, device, options)
        except DeviceError:
            raise
        except Exception as error:  # noqa: BLE001 - ONNX Runtime's exceptions have no common public base
            raise ScoringError(f"{name} does not load ({error}); export the model again") from None
        self._width = width
        self._file = name
        self._require_shape()

    def score(self, matrix: FloatMatrix) -> FloatMatrix:
        """Raw scores, float32 [N], for `matrix`, float32 [N, inputs]; NaN stands for no value."""
        if matrix.ndim != 2 or matrix.shape[1] != self._width:
            raise ScoringError(f"{self._file} takes {self._width} inputs a row, not an array of shape {matrix.shape}")
        try:
            (scores,) = self._session.run([OUTPUT], {INPUT: matrix})
        except Exception as error:  # noqa: BLE001 - as above
            raise ScoringError(f"{self._file} does not run ({error}); export the model again") from None
        result: FloatMatrix = numpy.asarray(scores, dtype=numpy.float32).reshape(-1)
        if result.shape != (matrix.shape[0],):
            raise ScoringError(
                f"{self._file} gave {result.shape[0]} scores for {matrix.shape[0]} rows; it must give one each"
            )
        return result

    def _require_shape(self) -> None:
        inputs = {node.name: node for node in self._session.get_inputs()}
        outputs = {node.name for node in self._session.get_outputs()}
        if set(inputs) != {INPUT} or OUTPUT not in outputs:
            raise ScoringError(
                f"{self._file} must have the one input {INPUT!r} and an output {OUTPUT!r}, "
                f"not {sorted(inputs)} and {sorted(outputs)}; rename them in the export"
            )
        node = inputs[INPUT]
        width = node.shape[-1] if node.shape else None
        if node.type != "tensor(float)" or (isinstance(width, int) and width != self._width):
            raise ScoringError(
                f"{self._file} takes {node.type} of shape {node.shape}, its manifest names {self._width} inputs; "
                f"export the model with float32 [N, {self._width}]"
            )


def to_matrix(rows: Sequence[Sequence[float | int | None]]) -> FloatMatrix:
    """Input vectors as float32 [N, n]; None becomes NaN."""
    # Through float64: integers beyond float32's range of exactness round once, the same way everywhere.
    return numpy.array(rows, dtype=numpy.float64).astype(numpy.float32)


def input_vector(
    package: ModelPackage, request: Mapping[str, float | int | None], features: Mapping[str, float | int | None]
) -> list[float | int | None]:
    """The model's inputs in order, from a request and the values of the feature service by name.

    Raises `ScoringError` naming the first input that neither has: a missing name is a broken contract, a null
    value is not.
    """
    manifest = package.manifest
    for source, names, kind in (
        (request, manifest.request_fields, "request"),
        (features, manifest.features, "features"),
    ):
        for name in names:
            if name not in source:
                raise ScoringError(
                    f"input {name!r} of {manifest.model} is not among the {kind}; serve it with {manifest.feature_service}"
                )
    return [*(request[name] for name in manifest.request_fields), *(features[name] for name in manifest.features)]
