"""The whole job: label, join features as they were, fit and calibrate on the past, measure on what came after, package.

The two parts of the data are apart by the label's horizon, so that every training label was certain before the first
evaluated event happened. How scores are calibrated is tried out within the training part, in the same way
(`andamio.models.calibrated_training`): the evaluation part decides nothing.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from sklearn.metrics import log_loss

from andamio.catalog.definitions import Catalog
from andamio.errors import AndamioError
from andamio.features.batch.duckdb_engine import connect
from andamio.features.offline.point_in_time import TIME_COLUMN, training_set
from andamio.models.bootstrap import Evaluation
from andamio.models.calibrated_training import COMPARISON_SHARE, LabelledRows, Learner, fit_as_rehearsed
from andamio.models.metrics import Measured
from andamio.models.performance import Performance
from andamio.models.scoring import OnnxGraph, to_matrix
from andamio.models.trained_package import Provenance, package_model, promised, review_threshold, training_run_id
from andamio.models.training_schema import declared_schema
from train_{{cookiecutter.model}}.labels import HORIZON_MS, REQUEST_FIELDS, labelled
from train_{{cookiecutter.model}}.model import fit, predict, to_onnx
from train_{{cookiecutter.model}}.release import write

MODEL = "{{ cookiecutter.model }}"
SERVICE = "{{ cookiecutter.model }}@1"
TRAINING_SHARE = 0.75
THRESHOLD_SHARE = 0.10
"""The threshold is the calibrated score that this share of the training rows reaches."""
LEARNER: Learner[Any] = Learner(fit, predict)
_SEED = 1
_MINIMUM_ROWS = 50
_BEFORE = "before its calibrator"


class TrainingError(AndamioError):
    """The data cannot answer the question."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The rows of a training, by time."""

    inputs: tuple[str, ...]
    training: LabelledRows
    rehearsal: LabelledRows
    """What was known when the last of the training part, on which calibrators are compared, began."""
    evaluation: LabelledRows


def train(catalog: Catalog, deliveries: pa.Table, train_until_ms: int, out: Path, code_version: str) -> dict[str, Any]:
    """Write out/package, out/<release id>.json and out/training.json; returns what the last one holds."""
    data = _parts(catalog, deliveries, train_until_ms)
    training, evaluation = data.training, data.evaluation
    fitted, comparison = fit_as_rehearsed(LEARNER, data.rehearsal, training, _SEED)
    graph, calibrator = to_onnx(fitted.model), fitted.calibrator
    training_scores = fitted.scores(LEARNER, training.matrix)
    # What is measured is what will serve: the graph, then the calibrator.
    raw = OnnxGraph(graph, len(data.inputs)).score(evaluation.matrix)
    scores = calibrator.apply(raw).astype(np.float64)
    provenance = Provenance(
        model=MODEL,
        declared=declared_schema(catalog, catalog.services[SERVICE], REQUEST_FIELDS),
        request_fields=REQUEST_FIELDS,
        feature_service=SERVICE,
        data_fingerprint=training.fingerprint(),
        code_version=code_version,
    )
    performance = _promised(
        evaluation,
        Measured(evaluation.labels, scores, review_threshold(training_scores, THRESHOLD_SHARE)),
        Measured(evaluation.labels, raw.astype(np.float64)) if calibrator.place != "none" else None,
    )
    package = package_model(
        out / "package",
        provenance=provenance,
        run_id=training_run_id(provenance, {}, ("numpy", "scikit-learn")),
        onnx_bytes=graph,
        matrix=training.matrix,
        scores=training_scores,
        review_share=THRESHOLD_SHARE,
        performance=performance,
        calibrator=calibrator,
    )
    base_rate = float(training.labels.mean())
    report = {
        "model": MODEL,
        "training_rows": len(training.labels),
        "evaluation_rows": len(evaluation.labels),
        "base_rate": base_rate,
        "log_loss": float(log_loss(evaluation.labels, scores, labels=[0, 1])),
        "log_loss_of_base_rate": float(
            log_loss(evaluation.labels, np.full_like(evaluation.labels, base_rate), labels=[0, 1])
        ),
        "calibration": {
            "method": calibrator.method,
            "log_loss_when_compared": None if comparison is None else dict(comparison.choice.log_loss),
            # Before and after, the reliability table too.
            **{name: performance.to_document()[name] for name in ("uncalibrated", "metrics", "reliability")},
        },
        "digest": package.digest,
        "release_id": write(out, package).release_id,
    }
    (out / "training.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return report


def _parts(catalog: Catalog, deliveries: pa.Table, train_until_ms: int) -> Parts:
    service = catalog.services[SERVICE]
    view = service.views[0]
    known = labelled(view, deliveries, train_until_ms)
    if len(known) < _MINIMUM_ROWS:
        raise _too_little(f"{len(known)} events have a certain label")
    split_ms = known[TIME_COLUMN][int(len(known) * TRAINING_SHARE)].as_py()
    inputs = (*REQUEST_FIELDS, *service.feature_names())
    contract_id = catalog.contract_of(view).id
    with connect() as connection:

        def rows(table: pa.Table) -> LabelledRows:
            joined = training_set(connection, service.views, {contract_id: deliveries}, table)
            return LabelledRows(
                matrix=to_matrix(list(zip(*(joined[column].to_pylist() for column in inputs)))),
                labels=np.array(table["label"].to_pylist(), dtype=np.float64),
                times_ms=table[TIME_COLUMN].to_pylist(),
                # Rows of one entity are not independent, and are drawn together for intervals.
                clusters=list(zip(table["tenant"].to_pylist(), table[view.key_column].to_pylist())),
            )

        # Training sees what was known at the split, and not how those labels were corrected later.
        training = _rows_of("training", labelled(view, deliveries, split_ms), rows)
        evaluation = _rows_of("evaluation", known.filter(pc.greater_equal(known[TIME_COLUMN], split_ms)), rows)
        rehearsal = rows(labelled(view, deliveries, training.last(COMPARISON_SHARE)))
    return Parts(inputs, training, rehearsal, evaluation)


def _rows_of(name: str, table: pa.Table, rows: Callable[[pa.Table], LabelledRows]) -> LabelledRows:
    if len(pc.unique(table["label"])) < 2:
        raise _too_little(f"the {name} part has {len(table)} rows, all with the same label")
    return rows(table)


def _promised(rows: LabelledRows, measured: Measured, before: Measured | None) -> Performance:
    scorers = {MODEL: measured} if before is None else {MODEL: measured, _BEFORE: before}
    return promised(
        Evaluation(scorers, rows.clusters, _SEED),
        MODEL,
        rows.times_ms,
        rows.fingerprint(),
        HORIZON_MS,
        None if before is None else _BEFORE,
    )


def _too_little(problem: str) -> TrainingError:
    days = HORIZON_MS // 86_400_000
    return TrainingError(
        f"{problem}; at least {_MINIMUM_ROWS} events that are {days} days old are needed, on either side of a gap of "
        f"{days} days: land more history, or raise --train-until-ms"
    )
