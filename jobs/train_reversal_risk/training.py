"""The whole job, step by step: label, split, fit, package, evaluate what was packaged, record."""

import json
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from andamio.catalog.loading import Catalog
from andamio.models.bootstrap import Evaluation, Interval
from andamio.models.metrics import Floats, Measured
from andamio.models.performance import Performance
from andamio.models.scoring import OnnxGraph
from andamio.models.trained_package import Provenance, package_model, promised
from andamio.models.training_schema import declared_schema
from train_reversal_risk import fitting
from train_reversal_risk.baselines import PastRate
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
    matrix, labels = data.training.matrix, data.training.labels

    with step("fit"):
        models = {
            CHAMPION: fitting.fit(fitting.champion(), matrix, labels),
            CHALLENGER: fitting.fit(fitting.challenger(SEED), matrix, labels),
        }
        past_rate = PastRate.fitted(data.training.examples, data.training_history)
    graphs = {
        CHAMPION: logistic_onnx(models[CHAMPION]),
        CHALLENGER: trees_onnx(models[CHALLENGER], len(data.training.inputs)),
    }
    with step("evaluate"):
        evaluation = _evaluate(data, graphs, past_rate)
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
                onnx_bytes=graphs[name],
                matrix=matrix,
                # By scikit-learn, so that the golden check compares two implementations.
                scores=fitting.predict(model, matrix),
                review_share=REVIEW_SHARE,
                performance=_promised(evaluation, name, data.evaluation),
            )
            for name, model in models.items()
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
                    {**_params(name), **_facts(data, settings)},
                    _metrics(evaluation, name),
                ),
                weights=fitting.weights(model, data.training.inputs),
            )
            for name, model in models.items()
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


def _evaluate(data: TrainingSet, graphs: dict[str, bytes], past_rate: PastRate) -> Evaluation:
    rows = data.evaluation
    past = PastRate(data.evaluation_history, past_rate.base_rate, past_rate.weight)
    scores: dict[str, Floats] = {
        # What is measured is what will serve: the graph in ONNX Runtime.
        **{
            name: OnnxGraph(each, len(rows.inputs)).score(rows.matrix).astype("float64")
            for name, each in graphs.items()
        },
        BASE_RATE: _constant(rows, past_rate.base_rate),
        PAST_RATE: past.scores(rows.examples),
    }
    measured = {name: Measured(rows.labels, each) for name, each in scores.items()}
    return Evaluation(measured, rows.customers, SEED)


def _promised(evaluation: Evaluation, name: str, rows: Rows) -> Performance:
    times = (example.payment.t_ms for example in rows.examples)
    return promised(evaluation.intervals(name), rows.labels, times, rows.fingerprint(), HORIZON_MS)


def _constant(rows: Rows, value: float) -> Floats:
    constant: Floats = rows.labels * 0 + value
    return constant


def _params(name: str) -> Params:
    return CHAMPION_PARAMS if name == CHAMPION else {**CHALLENGER_PARAMS, "seed": SEED}


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
