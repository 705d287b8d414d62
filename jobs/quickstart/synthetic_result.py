"""A made-up but complete result, for the report's tests: every section filled, every kind of rollout."""

import math

from quickstart.result import Result
from quickstart.serving_sections import Rollout, Stage

START_MS = 1_760_000_000_000
LIVE_MS = START_MS + 120_000
_WEEK_MS = 7 * 86_400_000
_FIRST_WEEK_MS = 1_291_161_600_000
_WEEKS = 54


def _rollout(
    release: str, title: str, fault: str | None, start_s: float, stages: list[tuple[str, float, float]], outcome: str
) -> Rollout:
    at = LIVE_MS + int(start_s * 1000)
    spans: list[Stage] = []
    for stage, weight, seconds in stages:
        spans.append({"stage": stage, "weight": weight, "from_ms": at, "to_ms": at + int(seconds * 1000)})  # type: ignore[typeddict-item]
        at += int(seconds * 1000)
    faulty = outcome == "rolled_back"
    first = spans[-1]["from_ms"] + 300
    return {
        "rollout_id": f"rollout-{release}",
        "release_id": release,
        "title": title,
        "fault": fault,
        "outcome": outcome,  # type: ignore[typeddict-item]
        "reason": {
            "promoted": "all guards passed",
            "refused": "its golden set differs: 3 of 64 scores are off by more than 1e-05",
        }.get(outcome, "a guard's lower bound passed its limit"),
        "started_ms": spans[0]["from_ms"],
        "ended_ms": at,
        "stages": spans,
        "candidate_requests": 0 if outcome == "refused" else 412,
        "shadow_requests": 0 if outcome == "refused" else 655,
        "bad_shadows": 52 if faulty else 0,
        "bad_answers": 37 if faulty else 0,
        "first_bad_ms": first if faulty else None,
        "last_bad_ms": at - 200 if faulty else None,
        "detected_ms": first + 1400 if faulty else None,
        "decided_ms": at - 700 if faulty else None,
        "applied_ms": at - 250 if faulty else None,
    }


def synthetic_result() -> Result:
    """The result of a run that passed."""
    rollouts = [
        _rollout(
            "r2-challenger",
            "the challenger",
            None,
            6,
            [("gates", 0, 1), ("shadow", 0, 10), ("canary", 0.1, 8), ("canary", 0.5, 9)],
            "promoted",
        ),
        _rollout("r3-golden", "golden set fails", "golden set", 40, [("gates", 0, 1)], "refused"),
        _rollout(
            "r4-errors",
            "raises errors",
            "error",
            46,
            [("gates", 0, 1), ("shadow", 0, 8), ("canary", 0.1, 6)],
            "rolled_back",
        ),
        _rollout(
            "r5-slow",
            "answers late",
            "slow",
            66,
            [("gates", 0, 1), ("shadow", 0, 8), ("canary", 0.1, 9)],
            "rolled_back",
        ),
        _rollout(
            "r6-pounds",
            "silently wrong: amounts in pounds",
            "amount_in_pounds",
            90,
            [("gates", 0, 1), ("shadow", 0, 8), ("canary", 0.1, 14)],
            "rolled_back",
        ),
    ]
    t_ms = [LIVE_MS + 1000 * second for second in range(120)]
    answered: dict[str, list[int]] = {name: [0] * len(t_ms) for name in ("r1-champion", "r2-challenger")}
    for rollout in rollouts[2:]:
        answered[rollout["release_id"]] = [0] * len(t_ms)
    answered |= {"fallback:r2-challenger": [0] * len(t_ms), "fallback:rules": [0] * len(t_ms)}
    for second, time in enumerate(t_ms):
        rate = 44 + round(4 * math.sin(second / 3)) + second % 3
        stable = "r2-challenger" if second >= 34 else "r1-champion"
        for rollout in rollouts:
            for stage in rollout["stages"]:
                if stage["stage"] == "canary" and stage["from_ms"] <= time < stage["to_ms"]:
                    taken = round(rate * stage["weight"])
                    failing = rollout["fault"] in ("error", "slow")
                    answered["fallback:r2-challenger" if failing else rollout["release_id"]][second] += taken
                    rate -= taken
        answered[stable][second] += rate
    sent = sum(sum(counts) for counts in answered.values())
    steps = ["ingest", "history to tiles", "stream", "parity", "training", "serving up", "live traffic", "final parity"]
    bounds = [0, 4, 22, 40, 52, 78, 120, 240, 252]
    weeks = [_FIRST_WEEK_MS + _WEEK_MS * week for week in range(_WEEKS)]
    season = [
        300 + 2 * week + round(60 * math.sin(week / 2)) + (200 if 46 < week < 52 else 0) for week in range(_WEEKS)
    ]
    metrics = ("auc", "average_precision", "log_loss")
    scorers = [
        ("champion", "champion", "logistic regression", (0.712, 0.305, 0.368)),
        ("challenger", "challenger", "gradient-boosted trees", (0.724, 0.322, 0.364)),
        ("base rate", "baseline", "every payment gets the training base rate", (0.5, 0.14, 0.405)),
        ("customer's past rate", "baseline", "reversals over payments before this one", (0.634, 0.231, 0.391)),
    ]
    return {
        "format": 1,
        "run": {
            "status": "passed",
            "started_at_ms": START_MS,
            "finished_at_ms": START_MS + 252_000,
            "command": "./pants quickstart --data 'Online Retail.xlsx'",
            "code_version": "bdfca13",
            "data_source": "retail",
            "data_name": "Online Retail.xlsx",
        },
        "checks": [
            {"name": "parity mismatches", "target": "0", "measured": "0 of 312,440", "met": True},
            {"name": "requests lost", "target": "0", "measured": "0", "met": True},
            {"name": "loud faults rolled back", "target": "under 60 s", "measured": "8.5 s at most", "met": True},
            {"name": "peak memory", "target": "at most 6 GiB", "measured": "6.2 GiB", "met": False},
        ],
        "data": {
            "lines": 541_909,
            "invoices": 25_900,
            "payments": 18_532,
            "reversals": 3_721,
            "deliveries": 22_253,
            "customers": 4_338,
            "countries": 37,
            "first_event_ms": 1_291_191_960_000,
            "last_event_ms": 1_323_435_000_000,
            "quarantine": [
                {"contract": "payment_captured", "reason": "no_customer", "rows": 134_694, "lines": 134_694},
                {
                    "contract": "payment_reversed",
                    "reason": "cancellation_without_purchase",
                    "rows": 1031,
                    "lines": 1031,
                },
                {"contract": "payment_captured", "reason": "price_not_positive", "rows": 40, "lines": 40},
            ],
            "sanity": {"lines": 541_909, "invoices": 25_900, "payments_reversed_within_30_days": 2_584},
            "injected": {"late": 512, "duplicated": 430, "corrected": 221, "removed": 64},
            "weeks": [
                {"week_start_ms": at, "captured": count, "reversed": count // 6} for at, count in zip(weeks, season)
            ],
            "cutover_ms": weeks[40],
            "replay_from_ms": weeks[41],
        },
        "features": {
            "series": [
                {
                    "name": f"customer_payments__{index}",
                    "label": label,
                    "week_start_ms": weeks,
                    "values": [None if week < 3 else scale * count for week, count in enumerate(season)],
                }
                for index, (label, scale) in enumerate(
                    (
                        ("mean 30-day amount, GBP", 1.1),
                        ("payments in 30 days", 0.005),
                        ("reversals in 30 days", 0.0008),
                        ("hours since last payment", 0.6),
                    )
                )
            ],
            "parity": [
                {"comparison": "online store = DuckDB", "when": "after the drain", "compared": 95_440, "mismatches": 0},
                {"comparison": "online store = oracle", "when": "after the drain", "compared": 44_000, "mismatches": 0},
                {"comparison": "served = oracle", "when": "at their positions", "compared": 173_000, "mismatches": 0},
            ],
        },
        "model": {
            "train_rows": 9_120,
            "test_rows": 3_870,
            "train_until_ms": weeks[40],
            "prevalence": 0.138,
            "confidence": 0.95,
            "metric_names": list(metrics),
            "scorers": [
                {
                    "name": name,
                    "role": role,  # type: ignore[typeddict-item]
                    "description": description,
                    "metrics": {
                        metric: {"value": value, "low": value - 0.02, "high": value + 0.021}
                        for metric, value in zip(metrics, values)
                    },
                }
                for name, role, description, values in scorers
            ],
            "reliability": [
                {
                    "name": name,
                    "bins": [
                        {
                            "predicted": p,
                            "observed": p * bias,
                            "low": p * bias * 0.8,
                            "high": p * bias * 1.25,
                            "count": 387,
                        }
                        for p in (0.03, 0.06, 0.09, 0.13, 0.18, 0.26, 0.41)
                    ],
                }
                for name, bias in (("champion", 1.08), ("challenger", 0.95))
            ],
            "calibration": [
                {
                    "name": "champion",
                    "method": "none",
                    "compared": {},
                    "before": None,
                    "served": {"ece": {"value": 0.018, "low": 0.015, "high": None}},
                },
                {
                    "name": "challenger",
                    "method": "platt",
                    "compared": {"none": 0.4231, "platt": 0.4136, "isotonic": 0.4173},
                    "before": {"calibration_slope": {"value": 0.634, "low": 0.467, "high": 0.775}},
                    "served": {"calibration_slope": {"value": 1.018, "low": 0.748, "high": 1.243}},
                },
            ],
            "packages": [
                {"name": name, "digest": digest * 8, "registry_version": version, "run_id": digest[::-1] * 4}
                for name, digest, version in (("champion", "5d41402a", "1"), ("challenger", "7b9c2d10", "2"))
            ],
        },
        "traffic": {
            "bucket_ms": 1000,
            "t_ms": t_ms,
            "answered_by": answered,
            "p50_ms": [9 + math.sin(second / 5) for second in range(120)],
            "p95_ms": [
                None if second == 61 else 21 + second % 7 + (150 if 75 <= second < 84 else 0) for second in range(120)
            ],
            "sent": sent,
            "answered": sent,
            "lost": 0,
            "duplicated": 0,
            "degraded": sum(answered["fallback:r2-challenger"]),
            "p50_all_ms": 9.2,
            "p95_all_ms": 27.8,
        },
        "rollouts": rollouts,
        "access": {
            "participants": [
                {"subject": "shop-gateway", "role": "scorer", "does": "has its payments scored"},
                {"subject": "quickstart-operator", "role": "operator", "does": "starts rollouts"},
            ],
            "refused": [
                {"service": "inference", "tries": "a payment without a token", "expected": 401, "status": 401},
                {"service": "feature API", "tries": "features of another tenant", "expected": 403, "status": 200},
            ],
        },
        "audit": {
            "verified": True,
            "records": 61,
            "after_last_checkpoint": 0,
            "kinds": {"model changes": 8, "rollouts": 40, "approvals": 2, "policy changes": 3},
            "actions": {"approval.given": 1, "approval.requested": 1},
        },
        "steps": [
            {"name": name, "started_ms": START_MS + 1000 * start, "ended_ms": START_MS + 1000 * end}
            for name, start, end in zip(steps, bounds, bounds[1:])
        ],
        "machine": {
            "cpus": 2,
            "memory_mb": 24 * 1024,
            "platform": "Debian GNU/Linux 12",
            "python": "3.11.7",
            "versions": {"Flink": "2.3.0", "Ray": "2.60.0", "DuckDB": "2.0.0"},
            "peak_memory_mb": 6_350,
            "memory": [
                {"at_ms": START_MS + 2000 * tick, "mb": 900 + 5400 * (1 - math.exp(-tick / 40))} for tick in range(126)
            ],
            "processes": [
                {"name": "flink", "peak_mb": 1890.4, "cpu_s": 48.2},
                {"name": "inference (Ray Serve)", "peak_mb": 2410.0, "cpu_s": None},
            ],
        },
    }
