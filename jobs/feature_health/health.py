"""One look at the health of the features that were served: parity, freshness, drift and quality, as one report."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from andamio.catalog.definitions import Catalog
from andamio.features.batch.lakehouse import Lakehouse
from andamio.features.definition import FeatureView
from andamio.features.drift import ALPHA
from andamio.features.event import Delivery
from andamio.features.freshness import LogTimes
from andamio.features.logs.event_log import DeliveryLog
from feature_health.distributions import Reference, Sample, drift_documents
from feature_health.event_quality import check_landed, check_log
from feature_health.looks import Looks
from feature_health.parity import ParityCheck
from feature_health.served_values import RevealKey, ServedView, read_served
from feature_health.staleness import Staleness, late_share

Report = dict[str, Any]
LATE_SHARE_ALLOWED = 0.01  # of answers, as freshness objectives are stated for the 99th percentile


@dataclass(frozen=True, slots=True)
class Settings:
    """What to look at."""

    served: Path
    lake: Path
    from_ms: int
    until_ms: int
    reference: Path | None
    looks: Path
    tolerance: float
    reveal: RevealKey
    replay: bool = False
    """History is replayed faster than it happened: lags, in its own time, are shown but held to no objective."""
    log: DeliveryLog | None = None
    """The event log that streams read, of which a sample is checked."""
    log_rate: float = 1.0
    """The share of its keys in the sample."""


def examine(
    settings: Settings, catalog: Catalog, now_ms: int, progress: Callable[[str], None]
) -> tuple[Report, Sample]:
    """The report, and the sample of answers that drift was judged by. Raises `AndamioError` for what cannot be read."""
    lake = Lakehouse(settings.lake)
    answers = list(read_served(settings.served, settings.from_ms, settings.until_ms, settings.reveal))
    progress(f"{len(answers):,} sampled answers")
    by_view: dict[str, list[ServedView]] = {}
    for answer in answers:
        by_view.setdefault(answer.view, []).append(answer)
    views = [catalog.views[view_id] for view_id in sorted(by_view) if view_id in catalog.views]
    sample = Sample()
    parity: list[dict[str, Any]] = []
    freshness: list[dict[str, Any]] = []
    ahead = 0
    # Read once: both views of a contract, and its rules, look at the same rows.
    landed = {contract: lake.deliveries(contract) for contract in {view.contract for view in views}}
    for view in views:
        deliveries = [Delivery.from_row(row) for row in landed[view.contract].to_pylist()]
        check = ParityCheck(view, deliveries, lake.last_position(view.contract))
        staleness = Staleness(view, LogTimes(deliveries))
        for answer in by_view[view.id]:
            check.compare(answer)
            staleness.add(answer)
            sample.add(answer)
        ahead += check.ahead
        parity += [feature.document() for feature in check.features.values()]
        freshness.append(staleness.document())
        progress(f"{view.id}: {sum(row['compared'] for row in parity):,} values compared so far")
    report: Report = {
        "generated_at_ms": now_ms,
        "from_ms": settings.from_ms,
        "until_ms": settings.until_ms,
        "served": {
            "answers": len(answers),
            "first_ms": min((answer.served_at_ms for answer in answers), default=None),
            "last_ms": max((answer.served_at_ms for answer in answers), default=None),
            "statuses": dict(sorted(Counter(answer.status for answer in answers).items())),
            "ahead_of_the_lake": ahead,
            "unknown_views": sorted(set(by_view) - {view.id for view in views}),
        },
        "parity": parity,
        "freshness": freshness,
        "freshness_judged": not settings.replay,
        "drift": _drift(settings, views, sample),
        "quality": _quality(catalog, views, lake, landed, settings),
    }
    report["problems"] = list(problems(report))
    report["healthy"] = not report["problems"]
    return report, sample


def problems(report: Mapping[str, Any]) -> Iterable[str]:
    """What a person should look at, a sentence each."""
    for row in report["parity"]:
        if wrong := row["null_mismatches"] + row["unequal"]:
            yield f"{row['view']}__{row['feature']}: {wrong:,} of {row['compared']:,} served values are not what was known"
    for row in report["freshness"] if report["freshness_judged"] else ():
        if late_share(row) > LATE_SHARE_ALLOWED:
            yield f"{row['view']}: {late_share(row):.1%} of answers missed an event older than {row['objective_ms']:,} ms"
    for row in report["drift"]["features"]:
        if row["verdict"] == "drifted":
            yield f"{row['feature']}: at least {row['lower']:.2f} from its reference, most at {row['at']}"
    for row in report["quality"]:
        for rule, failed in row["failed_by_rule"].items():
            yield f"{row['contract']}: {failed:,} of {row['rows']:,} rows in the {row['where']} failed '{rule}'"


def _drift(settings: Settings, views: Sequence[FeatureView], sample: Sample) -> dict[str, Any]:
    drift: dict[str, Any] = {"alpha": ALPHA, "tolerance": settings.tolerance, "look": None, "features": []}
    if settings.reference is not None:
        reference = Reference(settings.reference)
        look = Looks(settings.looks, reference.digest).take(settings.from_ms, settings.until_ms)
        drift["look"] = look.number
        drift["features"] = drift_documents(views, sample, reference, look.number, settings.tolerance)
    return drift


def _quality(
    catalog: Catalog,
    views: Sequence[FeatureView],
    lake: Lakehouse,
    landed: Mapping[str, pa.Table],
    settings: Settings,
) -> list[dict[str, Any]]:
    """The rules of each view's contract on the rows of the window, by the time that they became known."""
    documents = []
    for contract, key_column in {
        catalog.contract_of(view).id: (catalog.contract_of(view), view.key_column) for view in views
    }.values():
        window = settings.from_ms, settings.until_ms
        rows = landed[contract.name], lake.quarantined(contract.name)
        documents.append(check_landed(contract, *rows, *window).document())
        if settings.log is not None:
            documents.append(check_log(contract, key_column, settings.log, settings.log_rate, *window).document())
    return documents
