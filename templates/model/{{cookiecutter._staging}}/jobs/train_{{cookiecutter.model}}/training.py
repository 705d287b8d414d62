"""The whole job: label, join features as they were, fit on the past, measure on what came after, package.

The two parts of the data are apart by the label's horizon, so that every training label was certain before the first
evaluated event happened.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from sklearn.metrics import log_loss

from andamio.catalog.loading import Catalog
from andamio.errors import AndamioError
from andamio.features.batch.duckdb_engine import connect
from andamio.features.offline.point_in_time import TIME_COLUMN, training_set
from andamio.models.bootstrap import Evaluation
from andamio.models.canonical_json import digest_of
from andamio.models.metrics import Measured
from andamio.models.performance import Performance
from andamio.models.scoring import FloatMatrix, OnnxGraph, to_matrix
from andamio.models.trained_package import Provenance, package_model, promised, training_run_id
from andamio.models.training_schema import declared_schema
from train_{{cookiecutter.model}}.labels import HORIZON_MS, REQUEST_FIELDS, labelled
from train_{{cookiecutter.model}}.model import Floats, fit, predict, to_onnx
from train_{{cookiecutter.model}}.release import write

MODEL = "{{ cookiecutter.model }}"
SERVICE = "{{ cookiecutter.model }}@1"
TRAINING_SHARE = 0.75
THRESHOLD_SHARE = 0.10
"""The threshold is the score that this share of the training rows reaches."""
_SEED = 1
_MINIMUM_ROWS = 50


class TrainingError(AndamioError):
    """The data cannot answer the question."""


@dataclass(frozen=True, slots=True)
class Part:
    """Rows to train on or to evaluate on."""

    matrix: FloatMatrix
    labels: Floats
    fingerprint: str
    keys: list[tuple[str, str]]
    """Whose each row is: rows of one are not independent, and are drawn together for intervals."""
    times_ms: list[int]


def train(catalog: Catalog, deliveries: pa.Table, train_until_ms: int, out: Path, code_version: str) -> dict[str, Any]:
    """Write out/package, out/<release id>.json and out/training.json; returns what the last one holds."""
    inputs, training, evaluation = _parts(catalog, deliveries, train_until_ms)
    model = fit(training.matrix, training.labels)
    graph = to_onnx(model)
    # What is measured is what will serve.
    scores = OnnxGraph(graph, len(inputs)).score(evaluation.matrix).astype(np.float64)
    provenance = Provenance(
        model=MODEL,
        declared=declared_schema(catalog, catalog.services[SERVICE], REQUEST_FIELDS),
        request_fields=REQUEST_FIELDS,
        feature_service=SERVICE,
        data_fingerprint=training.fingerprint,
        code_version=code_version,
    )
    package = package_model(
        out / "package",
        provenance=provenance,
        run_id=training_run_id(provenance, {}, ("numpy", "scikit-learn")),
        onnx_bytes=graph,
        matrix=training.matrix,
        scores=predict(model, training.matrix),
        review_share=THRESHOLD_SHARE,
        performance=_promised(evaluation.labels, scores, evaluation),
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
        "digest": package.digest,
        "release_id": write(out, package).release_id,
    }
    (out / "training.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return report


def _parts(catalog: Catalog, deliveries: pa.Table, train_until_ms: int) -> tuple[tuple[str, ...], Part, Part]:
    service = catalog.services[SERVICE]
    view = service.views[0]
    known = labelled(view, deliveries, train_until_ms)
    if len(known) < _MINIMUM_ROWS:
        raise _too_little(f"{len(known)} events have a certain label")
    split_ms = known[TIME_COLUMN][int(len(known) * TRAINING_SHARE)].as_py()
    # Training sees what was known at the split, and not how those labels were corrected later.
    rows = {
        "training": labelled(view, deliveries, split_ms),
        "evaluation": known.filter(pc.greater_equal(known[TIME_COLUMN], split_ms)),
    }
    inputs = (*REQUEST_FIELDS, *service.feature_names())
    parts = {}
    with connect() as connection:
        contract_id = catalog.contract_of(view).id
        for name, table in rows.items():
            if len(pc.unique(table["label"])) < 2:
                raise _too_little(f"the {name} part has {len(table)} rows, all with the same label")
            joined = training_set(connection, service.views, {contract_id: deliveries}, table)
            values = list(zip(*(joined[column].to_pylist() for column in inputs)))
            ids, labels = table["event_id"].to_pylist(), table["label"].to_pylist()
            parts[name] = Part(
                matrix=to_matrix(values),
                labels=np.array(labels, dtype=np.float64),
                keys=list(zip(table["tenant"].to_pylist(), table[view.key_column].to_pylist())),
                times_ms=table[TIME_COLUMN].to_pylist(),
                fingerprint=digest_of([inputs, *zip(ids, labels, values)]),
            )
    return inputs, parts["training"], parts["evaluation"]


def _promised(labels: Floats, scores: Floats, evaluation: Part) -> Performance:
    measured = Evaluation({MODEL: Measured(labels, scores)}, evaluation.keys, _SEED)
    return promised(measured.intervals(MODEL), labels, evaluation.times_ms, evaluation.fingerprint, HORIZON_MS)


def _too_little(problem: str) -> TrainingError:
    days = HORIZON_MS // 86_400_000
    return TrainingError(
        f"{problem}; at least {_MINIMUM_ROWS} events that are {days} days old are needed, on either side of a gap of "
        f"{days} days: land more history, or raise --train-until-ms"
    )
