"""training.json: what was trained, on what, and how good it is; for people, plots and the quickstart's report.

    model              question, rows, prevalence; per scorer the metrics with intervals; reliability; packages
    data               periods, sizes, split, fingerprint
    differences        paired, scorer minus other, with intervals
    operating_point    what the threshold does on the evaluation part
    calibration        by model: the methods' comparison within the training part; before and after on the evaluation part
    curves, weights    ROC and precision-recall points; what moves each score
    versions, seconds  of the libraries; by step

A number with an interval is {"value", "low", "high"}.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from andamio.models.bootstrap import CONFIDENCE, METHOD, RESAMPLES, Evaluation
from andamio.models.metrics import METRICS, Measured
from andamio.models.package import ModelPackage
from andamio.models.registry import RegisteredVersion
from train_reversal_risk import calibration
from train_reversal_risk.baselines import PastRate
from train_reversal_risk.calibration import Calibrated, intervals, reliability
from train_reversal_risk.labels import HORIZON_MS
from train_reversal_risk.packages import REVIEW_SHARE, library_versions
from train_reversal_risk.training_set import Rows, TrainingSet

QUESTION = "Will this payment be reversed, at least in part, within 30 days?"
CHAMPION, CHALLENGER, BASE_RATE, PAST_RATE = "champion", "challenger", "base rate", "customer's past rate"
ROLES = {CHAMPION: "champion", CHALLENGER: "challenger", BASE_RATE: "baseline", PAST_RATE: "baseline"}
COMPARISONS = (
    (CHAMPION, BASE_RATE),
    (CHAMPION, PAST_RATE),
    (CHALLENGER, BASE_RATE),
    (CHALLENGER, PAST_RATE),
    (CHALLENGER, CHAMPION),
)
_CURVE_POINTS = 200
# What the quickstart's report draws; calibration is in each scorer's metrics too.
_DRAWN = tuple(metric for metric in METRICS if not metric.startswith("calibration") and metric != "ece")


@dataclass(frozen=True, slots=True)
class Trained:
    """One model, packaged and recorded."""

    name: str
    description: str
    package: ModelPackage
    registered: RegisteredVersion
    weights: Sequence[tuple[str, float]]
    fitted: Calibrated


def document(
    data: TrainingSet,
    trained: Sequence[Trained],
    broken: ModelPackage,
    evaluation: Evaluation,
    past_rate: PastRate,
    train_until_ms: int,
    seconds: Mapping[str, float],
) -> dict[str, Any]:
    """The whole document."""
    calibrations = {each.name: calibration.document(each.name, each.fitted, evaluation) for each in trained}
    return {
        "format": 1,
        "model": {
            **_model(data, trained, evaluation, past_rate, train_until_ms),
            "calibration": [calibration.headline(name, section) for name, section in calibrations.items()],
        },
        "data": {
            "train_until_ms": train_until_ms,
            "split_ms": data.split_ms,
            "embargo_ms": HORIZON_MS,
            "fingerprint": data.training.fingerprint(),
            "evaluation_fingerprint": data.evaluation.fingerprint(),
            "training": _period(data.training),
            "evaluation": _period(data.evaluation),
        },
        "intervals": {
            "confidence": CONFIDENCE,
            "method": METHOD,
            "resamples": RESAMPLES,
        },
        "differences": [
            {"scorer": scorer, "other": other, "metrics": intervals(evaluation.differences(scorer, other))}
            for scorer, other in COMPARISONS
        ],
        "operating_point": {
            each.name: _operating_point(evaluation.scorers[each.name], each.package.manifest.threshold)
            for each in trained
        },
        "calibration": calibrations,
        "curves": {name: _curves(evaluation.scorers[name]) for name in ROLES if name != BASE_RATE},
        "weights": {each.name: [{"input": name, "weight": value} for name, value in each.weights] for each in trained},
        "packages": {each.name: each.package.digest for each in trained} | {"challenger-broken": broken.digest},
        "versions": library_versions(),
        "seconds": {step: round(spent, 3) for step, spent in seconds.items()},
    }


def summary(report: Mapping[str, Any]) -> list[str]:
    """A few lines for the terminal."""
    data, model = report["data"], report["model"]
    lines = [
        f"{data['training']['rows']:,} payments to train on ({data['training']['base_rate']:.1%} reversed), "
        f"{data['evaluation']['rows']:,} later ones to evaluate on ({data['evaluation']['base_rate']:.1%}), "
        f"{HORIZON_MS // 86_400_000} days between them"
    ]
    for scorer in model["scorers"]:
        shown = (
            f"{metric} {number['value']:.4f} [{number['low']:.4f}, {number['high']:.4f}]"
            for metric, number in scorer["metrics"].items()
            if metric in _DRAWN
        )
        lines.append(f"{scorer['name']}: {', '.join(shown)}")
    return lines + [calibration.summary(name, section) for name, section in report["calibration"].items()]


def _model(
    data: TrainingSet,
    trained: Sequence[Trained],
    evaluation: Evaluation,
    past_rate: PastRate,
    train_until_ms: int,
) -> dict[str, Any]:
    """The `model` section of the quickstart's result, as it stands there."""
    descriptions = {each.name: each.description for each in trained} | {
        BASE_RATE: f"every payment gets the training base rate, {past_rate.base_rate:.4f}",
        PAST_RATE: f"(r + {past_rate.weight:g} b) / (n + {past_rate.weight:g}): r of the customer's n payments that "
        f"were 30 days old had been reversed, b = {past_rate.base_rate:.4f}",
    }
    return {
        "question": QUESTION,
        "train_rows": len(data.training.examples),
        "test_rows": len(data.evaluation.examples),
        "train_until_ms": train_until_ms,
        "prevalence": float(data.evaluation.labels.mean()),
        "confidence": CONFIDENCE,
        "metric_names": list(_DRAWN),
        "scorers": [
            {
                "name": name,
                "role": ROLES[name],
                "description": descriptions[name],
                "metrics": intervals(evaluation.intervals(name)),
            }
            for name in ROLES
        ],
        "reliability": [
            {
                "name": name,
                "bins": reliability(evaluation, name),
            }
            for name in ROLES
            if name != BASE_RATE
        ],
        "packages": [
            {
                "name": each.name,
                "digest": each.package.digest,
                "registry_version": str(each.registered.version),
                "run_id": each.registered.run_id,
            }
            for each in trained
        ],
    }


def _period(rows: Rows) -> dict[str, Any]:
    times = [example.payment.t_ms for example in rows.examples]
    return {
        "rows": len(times),
        "customers": len(set(rows.customers)),
        "first_payment_ms": min(times),
        "last_payment_ms": max(times),
        "base_rate": float(rows.labels.mean()),
    }


def _operating_point(measured: Measured, threshold: float) -> dict[str, float]:
    flagged = measured.scores >= threshold
    found = float((flagged * measured.labels).sum())
    return {
        "threshold": threshold,
        "review_share_in_training": REVIEW_SHARE,
        "review_share": float(flagged.mean()),
        "precision": found / max(1.0, float(flagged.sum())),
        "recall": found / float(measured.labels.sum()),
    }


def _curves(measured: Measured) -> dict[str, list[list[float]]]:
    false_positive_rate, recall, precision = measured.curve()
    chosen = np.unique(np.linspace(0, len(recall) - 1, _CURVE_POINTS).astype(int))
    return {
        "roc": [[0.0, 0.0], *([float(false_positive_rate[i]), float(recall[i])] for i in chosen)],
        "precision_recall": [[float(recall[i]), float(precision[i])] for i in chosen],
    }
