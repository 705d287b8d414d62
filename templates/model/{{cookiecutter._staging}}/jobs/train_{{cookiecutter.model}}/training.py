"""The whole job: label, join features as they were, fit on the past, measure on what came after, package.

The two parts of the data are apart by the label's horizon, so that every training label was certain before the first
evaluated event happened.
"""

import hashlib
import json
import shutil
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
from andamio.models.golden import check_golden
from andamio.models.package import GoldenRow, Manifest, ModelPackage, canonical_json, write_package
from andamio.models.scoring import FloatMatrix, OnnxScorer, to_matrix
from train_{{cookiecutter.model}}.labels import HORIZON_MS, REQUEST_FIELDS, labelled
from train_{{cookiecutter.model}}.model import Floats, fit, predict, to_onnx
from train_{{cookiecutter.model}}.release import write_release

MODEL = "{{ cookiecutter.model }}"
SERVICE = "{{ cookiecutter.model }}@1"
TRAINING_SHARE = 0.75
THRESHOLD_SHARE = 0.10
"""The threshold is the score that this share of the training rows reaches."""
_GOLDEN_ROWS = 32
_MINIMUM_ROWS = 50


class TrainingError(AndamioError):
    """The data cannot answer the question, or the package would not be the model that was trained."""


@dataclass(frozen=True, slots=True)
class Part:
    """Rows to train on or to evaluate on."""

    matrix: FloatMatrix
    labels: Floats
    fingerprint: str


def train(catalog: Catalog, deliveries: pa.Table, train_until_ms: int, out: Path, code_version: str) -> dict[str, Any]:
    """Write out/package, out/<release id>.json and out/training.json; returns what the last one holds."""
    inputs, training, evaluation = _parts(catalog, deliveries, train_until_ms)
    model = fit(training.matrix, training.labels)
    package = _package(out / "package", model, inputs, training, code_version)
    scores = OnnxScorer(package).score(evaluation.matrix).astype(np.float64)
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
        "release_id": write_release(out, package),
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
                fingerprint=_sha256([inputs, *zip(ids, labels, values)]),
            )
    return inputs, parts["training"], parts["evaluation"]


def _package(directory: Path, model: Any, inputs: tuple[str, ...], training: Part, code_version: str) -> ModelPackage:
    scores = predict(model, training.matrix)
    manifest = Manifest(
        model=MODEL,
        inputs=inputs,
        feature_service=SERVICE,
        request_fields=REQUEST_FIELDS,
        threshold=float(np.quantile(scores, 1 - THRESHOLD_SHARE)),
        # The same data, code and settings are the same training.
        training_run_id=_sha256([MODEL, training.fingerprint, code_version])[:32],
        data_fingerprint=training.fingerprint,
        code_version=code_version,
    )
    ranked = np.argsort(scores, kind="stable")
    chosen = ranked[np.unique(np.linspace(0, len(scores) - 1, _GOLDEN_ROWS).astype(int))]
    golden = [
        GoldenRow(tuple(None if np.isnan(x) else float(x) for x in training.matrix[row]), float(scores[row]))
        for row in chosen
    ]
    package = write_package(directory, onnx_bytes=to_onnx(model), manifest=manifest, golden_rows=golden)
    result = check_golden(package)
    if not result.passed:
        shutil.rmtree(directory)
        raise TrainingError(f"the ONNX graph is not the model that was trained: {result.detail}")
    return package


def _sha256(document: object) -> str:
    return hashlib.sha256(canonical_json(document)).hexdigest()


def _too_little(problem: str) -> TrainingError:
    days = HORIZON_MS // 86_400_000
    return TrainingError(
        f"{problem}; at least {_MINIMUM_ROWS} events that are {days} days old are needed, on either side of a gap of "
        f"{days} days: land more history, or raise --train-until-ms"
    )
