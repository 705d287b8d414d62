"""From a fitted model to its package: what every training job does alike, once.

The threshold is a quantile of the calibrated training scores, the golden set holds rows at evenly spaced ranks of score with the
scores that the training library gave, and the schema describes the training matrix. The package is refused if its graph
does not give those scores: it would not be the model that was trained.
"""

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy
import numpy.typing

from andamio.models.bootstrap import CONFIDENCE, METHOD, Evaluation, Interval
from andamio.models.calibration import Calibrator
from andamio.models.canonical_json import digest_of
from andamio.models.errors import NotTheTrainedModel
from andamio.models.golden import check_golden
from andamio.models.package import GoldenRow, Manifest, ModelPackage, write_package
from andamio.models.performance import FirstRows, Performance, PromisedMetric, ReliabilityBin
from andamio.models.scoring import FloatMatrix
from andamio.models.signing import Signer
from andamio.models.training_schema import DeclaredSchema, trained_schema

GOLDEN_ROWS = 64
Floats = numpy.typing.NDArray[numpy.float64]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a model comes from, common to the models of one training."""

    model: str
    declared: DeclaredSchema
    """The inputs as the catalog defines them at training: request fields, then features."""
    request_fields: tuple[str, ...]
    feature_service: str
    data_fingerprint: str
    code_version: str

    @property
    def inputs(self) -> tuple[str, ...]:
        """Names of the input vector."""
        return tuple(each.name for each in self.declared.inputs)


def training_run_id(
    provenance: Provenance, params: Mapping[str, str | int | float], libraries: Iterable[str] = ()
) -> str:
    """32 hexadecimal digits: the same for the same data, code, settings and installed `libraries`.

    The same training makes the same package, byte for byte, and the registry knows it again.
    """
    document = {
        "model": provenance.model,
        "inputs": list(provenance.inputs),
        "views": dict(provenance.declared.views),
        "data": provenance.data_fingerprint,
        "code": provenance.code_version,
        "params": dict(params),
        "libraries": {name: version(name) for name in libraries},
    }
    return digest_of(document)[:32]


def promised(
    evaluation: Evaluation,
    scorer: str,
    times_ms: Iterable[int],
    data_fingerprint: str,
    label_horizon_ms: int,
    uncalibrated: str | None = None,
) -> Performance:
    """What held-out rows promise of a scorer: the graph's own scores, calibrated, with the package's threshold.

    `uncalibrated` names the scorer of the graph alone, where a calibrator follows it.
    """
    times, labels = list(times_ms), evaluation.scorers[scorer].labels
    first = evaluation.of_first_rows(scorer)
    return Performance(
        rows=len(labels),
        positives=int(labels.sum()),
        data_fingerprint=data_fingerprint,
        from_ms=min(times),
        until_ms=max(times),
        label_horizon_ms=label_horizon_ms,
        confidence=CONFIDENCE,
        method=METHOD,
        metrics=_promised_metrics(evaluation.intervals(scorer)),
        reliability=_reliability(evaluation, scorer),
        uncalibrated={} if uncalibrated is None else _promised_metrics(evaluation.intervals(uncalibrated)),
        first_rows=FirstRows(
            rows=len(first.scorers[scorer].labels),
            metrics=_promised_metrics(first.intervals(scorer)),
            reliability=_reliability(first, scorer),
        ),
    )


def _reliability(evaluation: Evaluation, scorer: str) -> tuple[ReliabilityBin, ...]:
    return tuple(
        ReliabilityBin(predicted, observed.value, observed.document()["low"], observed.document()["high"], count)
        for predicted, observed, count in evaluation.reliability(scorer)
    )


def _promised_metrics(metrics: Mapping[str, Interval]) -> dict[str, PromisedMetric]:
    return {
        name: PromisedMetric(interval.value, interval.document()["low"], interval.document()["high"])
        for name, interval in metrics.items()
    }


def review_threshold(scores: Floats, review_share: float) -> float:
    """The score that `review_share` of the training rows reach; `scores` are calibrated, as they will be served."""
    return float(numpy.quantile(scores, 1 - review_share))


def package_model(
    directory: Path,
    *,
    provenance: Provenance,
    run_id: str,
    onnx_bytes: bytes,
    matrix: FloatMatrix,
    scores: Floats,
    review_share: float,
    performance: Performance | None = None,
    calibrator: Calibrator = Calibrator(),
    golden_rows: int = GOLDEN_ROWS,
    signer: Signer | None = None,
) -> ModelPackage:
    """Write the package of a model with training inputs `matrix` [N, inputs] and, by the training library, `scores` [N].

    `scores` are calibrated, as they will be served; the golden check then compares two implementations. `review_share`
    of the training rows reach the threshold. Raises `NotTheTrainedModel` if the two disagree, and leaves nothing.
    """
    manifest = Manifest(
        model=provenance.model,
        inputs=provenance.inputs,
        feature_service=provenance.feature_service,
        request_fields=provenance.request_fields,
        threshold=review_threshold(scores, review_share),
        training_run_id=run_id,
        data_fingerprint=provenance.data_fingerprint,
        code_version=provenance.code_version,
        calibrator=calibrator,
        schema=trained_schema(provenance.declared, matrix),
        performance=performance,
    )
    golden = [
        GoldenRow(tuple(None if numpy.isnan(value) else float(value) for value in matrix[row]), float(scores[row]))
        for row in _spread(scores, golden_rows)
    ]
    package = write_package(directory, onnx_bytes=onnx_bytes, manifest=manifest, golden_rows=golden, signer=signer)
    result = check_golden(package)
    if not result.passed:
        shutil.rmtree(directory)
        raise NotTheTrainedModel(
            f"the ONNX graph of {directory.name} is not the model that was trained: {result.detail}"
        )
    return package


def _spread(scores: Floats, count: int) -> list[int]:
    """Rows at evenly spaced ranks of score, the lowest and the highest among them; ties by row."""
    ranked = numpy.argsort(scores, kind="stable")
    return [int(ranked[rank]) for rank in numpy.unique(numpy.linspace(0, len(scores) - 1, count).astype(int))]
