"""The client's view of the live traffic: by release and second, its latency, and the account of every request.

An account is exact: each request id that was sent has exactly one answer at the client and exactly one decision in
inference's log. Anything else is lost, unlogged or duplicated, and is counted as such.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from quickstart.replay import Answer
from quickstart.serving_sections import Traffic

_BUCKET_MS = 1_000


def traffic(answers: Sequence[Answer], decisions: Sequence[Mapping[str, Any]]) -> Traffic:
    """Summarize the answers of a run; an empty run has no buckets."""
    logged = Counter(decision["request_id"] for decision in decisions)
    sent = Counter(answer.request_id for answer in answers)
    answered = [answer for answer in answers if answer.status == 200]
    unlogged = sum(1 for answer in answered if logged[answer.request_id] == 0)
    summary = Traffic(
        bucket_ms=_BUCKET_MS,
        t_ms=[],
        answered_by={},
        p50_ms=[],
        p95_ms=[],
        sent=len(answers),
        answered=len(answered) - unlogged,
        lost=len(answers) - len(answered) + unlogged,
        duplicated=sum(count - 1 for count in logged.values() if count > 1) + sum(n - 1 for n in sent.values()),
        degraded=sum(1 for answer in answered if answer.degraded is not None),
    )
    if not answers:
        return summary
    first = min(answer.done_ms for answer in answers) // _BUCKET_MS
    last = max(answer.done_ms for answer in answers) // _BUCKET_MS
    width = last - first + 1
    latencies: list[list[float]] = [[] for _ in range(width)]
    by: dict[str, list[int]] = {}
    for answer in answers:
        bucket = answer.done_ms // _BUCKET_MS - first
        by.setdefault(answer.answered_by, [0] * width)[bucket] += 1
        if answer.status == 200:
            latencies[bucket].append(answer.latency_ms)
    summary["t_ms"] = [(first + index) * _BUCKET_MS for index in range(width)]
    summary["answered_by"] = dict(sorted(by.items()))
    summary["p50_ms"] = [quantile(values, 0.5) for values in latencies]
    summary["p95_ms"] = [quantile(values, 0.95) for values in latencies]
    everything = [answer.latency_ms for answer in answered]
    if everything:
        summary["p50_all_ms"] = _known(quantile(everything, 0.5))
        summary["p95_all_ms"] = _known(quantile(everything, 0.95))
        summary["p99_all_ms"] = _known(quantile(everything, 0.99))
    return summary


def quantile(values: Sequence[float], share: float) -> float | None:
    """The smallest value with at least `share` of the values at or below it; None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    rank = max(-(-int(share * 1000) * len(ordered) // 1000), 1)
    return ordered[rank - 1]


def _known(value: float | None) -> float:
    assert value is not None
    return value
