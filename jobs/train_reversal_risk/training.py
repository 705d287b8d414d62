"""The whole job, step by step: label, split, fit, calibrate, evaluate what will serve, package, record."""

import json
import shutil
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from andamio.catalog.definitions import Catalog
from andamio.models.bootstrap import Evaluation, Interval
from andamio.models.calibrated_training import CALIBRATION_SHARE, COMPARISON_SHARE, Learner
from andamio.models.metrics import Floats, Measured
from andamio.models.performance import Performance
from andamio.models.scoring import OnnxGraph
from andamio.models.trained_package import Provenance, package_model, promised, review_threshold
from andamio.models.training_schema import declared_schema
from train_reversal_risk import fitting
from train_reversal_risk.baselines import PastRate
from train_reversal_risk.calibration import Calibrated, calibrated, uncalibrated, without
from train_reversal_risk.fitting import CHALLENGER_PARAMS, CHAMPION_PARAMS, Params
from train_reversal_risk.labels import HORIZON_MS, REQUEST_FIELDS
from train_reversal_risk.lake import read_deliveries
from train_reversal_risk.onnx_export import logistic_onnx, trees_onnx
from train_reversal_risk.packages import MODEL, REVIEW_SHARE, broken, training_run_id
from train_reversal_risk.replay import replayed
from train_reversal_risk.training_report import BASE_RATE, CHALLENGER, CHAMPION, PAST_RATE, Trained, document
from train_reversal_risk.training_set import Rows, TrainingSet, build

SERVICE = "reversal_risk@1"
SEED = 20_101_201
# Swapped in challenger-broken: two numbers of the same request, which a careless caller could confuse.
_SWAPPED = ("amount_minor", "lines")

Step = Callable[[str], AbstractContextManager[None]]
"""Wraps one step of the work, for progress and times."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One run of the job."""

    lake: Path
    train_until_ms: int
    mlflow_uri: str
    artifacts: Path
    out: Path
    code_version: str
    backtests: int = 0
    """How many times to train the champion in the past."""


def train(settings: Settings, catalog: Catalog, step: Step, seconds: dict[str, float]) -> dict[str, Any]:
    """Run every step; returns what training.json holds, and writes it last. `seconds` is filled by `step`."""
    service = catalog.services[SERVICE]
    with step("read"):
        contracts = {contract.id: contract for contract in map(catalog.contract_of, service.views)}
        deliveries = {
            contract_id: read_deliveries(settings.lake, contract, settings.train_until_ms)
            for contract_id, contract in contracts.items()
        }
    with step("label, split, features"):
        data = build(service, deliveries, settings.train_until_ms)
    matrix = data.training.matrix
    learners = {
        CHAMPION: fitting.learner(fitting.champion),
        CHALLENGER: fitting.learner(lambda: fitting.challenger(SEED)),
    }
    with step("fit, calibrate"):
        fitted = {name: calibrated(learner, data, SEED) for name, learner in learners.items()}
        past_rate = PastRate.fitted(data.training.examples, data.training_history)
    served = {
        CHAMPION: _served(fitted[CHAMPION], logistic_onnx(fitted[CHAMPION].model), learners[CHAMPION], data),
        CHALLENGER: _served(
            fitted[CHALLENGER],
            trees_onnx(fitted[CHALLENGER].model, len(data.training.inputs)),
            learners[CHALLENGER],
            data,
        ),
    }
    with step("evaluate"):
        evaluation = _evaluate(data, served, past_rate)
    with step("package"):
        packages = settings.out / ".packages.partial"
        shutil.rmtree(packages, ignore_errors=True)
        provenance = Provenance(
            model=MODEL,
            declared=declared_schema(catalog, service, REQUEST_FIELDS),
            request_fields=REQUEST_FIELDS,
            feature_service=SERVICE,
            data_fingerprint=data.training.fingerprint(),
            code_version=settings.code_version,
        )
        packaged = {
            name: package_model(
                packages / name,
                provenance=provenance,
                run_id=training_run_id(provenance, _params(name)),
                onnx_bytes=each.graph,
                matrix=matrix,
                scores=each.training_scores,
                review_share=REVIEW_SHARE,
                performance=_promised(evaluation, name, data.evaluation),
                calibrator=each.fitted.calibrator,
            )
            for name, each in served.items()
        }
        wrong = broken(packages / "challenger-broken", packaged[CHALLENGER], *_SWAPPED)
    with step("record"):
        # MLflow takes seconds to import: only now, so that a mistake in the input is answered at once.
        from train_reversal_risk.tracking import Tracking

        tracking = Tracking(settings.mlflow_uri, settings.artifacts)
        trained = [
            Trained(
                name=name,
                description=str(_params(name)["model"]),
                package=packaged[name],
                registered=tracking.record(
                    packaged[name],
                    name,
                    {**_params(name), **_facts(data, settings), "calibrator": each.fitted.calibrator.method},
                    _metrics(evaluation, name),
                ),
                weights=fitting.weights(each.fitted.model, data.training.inputs),
                fitted=each.fitted,
            )
            for name, each in served.items()
        ]
    periods = []
    if settings.backtests:
        with step("backtest"):
            periods = replayed(service, deliveries, settings.train_until_ms, settings.backtests, SEED)
    report = document(data, trained, wrong, evaluation, past_rate, settings.train_until_ms, seconds)
    report["backtest"] = periods
    packages.rename(settings.out / "packages")
    partial = settings.out / ".training.json"
    partial.write_text(json.dumps(report, indent=1, allow_nan=False) + "\n", encoding="utf-8")
    partial.rename(settings.out / "training.json")
    return report


@dataclass(frozen=True, slots=True)
class _Served:
    """A model as it will serve."""

    fitted: Calibrated
    graph: bytes
    training_scores: Floats
    """Of the training rows, by scikit-learn, so that the golden check compares two implementations."""
    threshold: float


def _served(fitted: Calibrated, graph: bytes, learner: Learner[Any], data: TrainingSet) -> _Served:
    scores = fitted.final.scores(learner, data.training.matrix)
    return _Served(fitted, graph, scores, review_threshold(scores, REVIEW_SHARE))


def _evaluate(data: TrainingSet, served: Mapping[str, _Served], past_rate: PastRate) -> Evaluation:
    rows = data.evaluation
    past = PastRate(data.evaluation_history, past_rate.base_rate, past_rate.weight)
    measured = {}
    for name, each in served.items():
        # What is measured is what will serve: the graph in ONNX Runtime, then the calibrator.
        raw = OnnxGraph(each.graph, len(rows.inputs)).score(rows.matrix)
        calibrator = each.fitted.calibrator
        measured[name] = Measured(rows.labels, calibrator.apply(raw).astype("float64"), each.threshold)
        if each.fitted.without is not None:
            measured[uncalibrated(name)] = Measured(rows.labels, raw.astype("float64"))
            # The model that would have served if the methods' comparison had gone the other way.
            measured[without(name)] = Measured(rows.labels, fitting.predict(each.fitted.without, rows.matrix))
    measured[BASE_RATE] = Measured(rows.labels, _constant(rows, past_rate.base_rate))
    measured[PAST_RATE] = Measured(rows.labels, past.scores(rows.examples))
    return Evaluation(measured, rows.customers, SEED)


def _promised(evaluation: Evaluation, name: str, rows: Rows) -> Performance:
    times = (example.payment.t_ms for example in rows.examples)
    before = uncalibrated(name) if uncalibrated(name) in evaluation.scorers else None
    return promised(evaluation, name, times, rows.fingerprint(), HORIZON_MS, before)


def _constant(rows: Rows, value: float) -> Floats:
    constant: Floats = rows.labels * 0 + value
    return constant


def _params(name: str) -> Params:
    shares = {"calibration_share": CALIBRATION_SHARE, "comparison_share": COMPARISON_SHARE}
    return {**(CHAMPION_PARAMS if name == CHAMPION else {**CHALLENGER_PARAMS, "seed": SEED}), **shares}


def _facts(data: TrainingSet, settings: Settings) -> Params:
    return {
        "feature_service": SERVICE,
        "training_rows": len(data.training.examples),
        "evaluation_rows": len(data.evaluation.examples),
        "split_ms": data.split_ms,
        "train_until_ms": settings.train_until_ms,
    }


def _metrics(evaluation: Evaluation, name: str) -> dict[str, Interval]:
    metrics = dict(evaluation.intervals(name))
    for other in (BASE_RATE, PAST_RATE):
        suffix = "base_rate" if other == BASE_RATE else "past_rate"
        for metric, interval in evaluation.differences(name, other).items():
            metrics[f"{metric}_minus_{suffix}"] = interval
    return metrics
