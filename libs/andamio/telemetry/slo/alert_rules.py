"""Prometheus rules of an objective: how fast its error budget burns, over several windows.

    page     14.4 times the budget over 1 h and 5 min      2% of a 30-day budget in an hour
    page      6   times        over 6 h and 30 min         5% in six hours
    ticket    3   times        over 1 d and 2 h           10% in a day
    ticket    1   times        over 3 d and 6 h           10% in three days

(Google SRE workbook, chapter 5, table 5-8.) The long window says that it matters, the short one that it still goes on.

A ratio of few events says nothing: one failure of three is 33%. So these rules also ask for `FEWEST_BAD` bad events in
the long window, and where there is so little traffic that this could not happen in time, another rule looks at counts: bad
events of a day that, at the objective's own rate, would come with a probability below `CHANCE`. With b of n bad and
m = n * budget, Chernoff's bound on the Poisson tail is exp(-(b ln(b/m) - b + m)), which a rule can compute.
"""

import math
from dataclasses import dataclass
from typing import Any

from andamio.telemetry.slo.document import WINDOW, EventRatio, Slo

FEWEST_BAD = 3
CHANCE = 0.001
_SECONDS = {"5m": 300, "30m": 1_800, "1h": 3_600, "2h": 7_200, "6h": 21_600, "1d": 86_400, "3d": 259_200}
# A counter's increase is extrapolated to the ends of its window: two failures may be reported as 1.9.
_ROUNDING = 0.2


@dataclass(frozen=True, slots=True)
class BurnRate:
    """One row of the table."""

    severity: str
    factor: float
    long: str
    short: str


BURN_RATES = (
    BurnRate("page", 14.4, "1h", "5m"),
    BurnRate("page", 6.0, "6h", "30m"),
    BurnRate("ticket", 3.0, "1d", "2h"),
    BurnRate("ticket", 1.0, "3d", "6h"),
)


def rule_group(slo: Slo) -> dict[str, Any]:
    """Recording and alerting rules of an objective, as one group of a rule file."""
    rules = [_recorded(slo, f"slo:error:ratio_rate{window}", _error_ratio(slo, window)) for window in _SECONDS]
    if isinstance(slo.indicator, EventRatio):
        for window in ("1h", "6h", "1d", "3d"):
            for name, query in (("events", slo.indicator.total), ("bad_events", slo.indicator.bad)):
                expression = f"({_over(query, window)}) * {_SECONDS[window]}"
                rules.append(_recorded(slo, f"slo:{name}:increase{window}", expression))
    rules += [_burning(slo, rate) for rate in BURN_RATES]
    if isinstance(slo.indicator, EventRatio):
        rules.append(_low_traffic(slo))
    rules.append(_silent(slo))
    return {"name": slo.name, "interval": "30s", "rules": rules}


def _error_ratio(slo: Slo, window: str) -> str:
    indicator = slo.indicator
    if isinstance(indicator, EventRatio):
        return f"({_over(indicator.bad, window)}) / ({_over(indicator.total, window)})"
    return _over(indicator.failure, window)


def _over(query: str, window: str) -> str:
    return query.replace(WINDOW, window)


def _recorded(slo: Slo, name: str, expression: str) -> dict[str, Any]:
    return {"record": name, "expr": expression, "labels": {"slo": slo.name, "service": slo.service}}


def _burning(slo: Slo, rate: BurnRate) -> dict[str, Any]:
    of = f'{{slo="{slo.name}"}}'
    limit = f"({rate.factor:g} * {slo.budget:g})"
    conditions = [f"slo:error:ratio_rate{window}{of} > {limit}" for window in (rate.long, rate.short)]
    if isinstance(slo.indicator, EventRatio):
        conditions.append(f"slo:bad_events:increase{rate.long}{of} > {FEWEST_BAD - _ROUNDING:g}")
    summary = f"{slo.name} burns its error budget {rate.factor:g} times too fast, over {rate.long} and {rate.short}"
    return _alert(slo, "SloBudgetBurn", "\nand\n".join(conditions), rate.severity, summary, {"window": rate.long})


def low_traffic_events(slo: Slo) -> int:
    """Events in an hour below which `FEWEST_BAD` bad ones are more than the fastest rule would need."""
    return math.ceil(FEWEST_BAD / (BURN_RATES[0].factor * slo.budget))


def _low_traffic(slo: Slo) -> dict[str, Any]:
    of = f'{{slo="{slo.name}"}}'
    bad, expected = f"slo:bad_events:increase1d{of}", f"(slo:events:increase1d{of} * {slo.budget:g})"
    surprise = f"{bad} * ln({bad} / {expected}) - {bad} + {expected}"
    conditions = [
        f"({surprise}) > {-math.log(CHANCE):.3f}",
        f"{bad} > {expected}",
        # A single failure is never a pattern, however rare they should be.
        f"{bad} > {2 - _ROUNDING:g}",
        f"slo:events:increase1h{of} < {low_traffic_events(slo)}",
    ]
    summary = f"{slo.name} has little traffic, and more failures in a day than its objective would bring by chance"
    return _alert(slo, "SloLowTrafficFailures", "\nand\n".join(conditions), "ticket", summary, {"window": "1d"})


def _silent(slo: Slo) -> dict[str, Any]:
    query = slo.indicator.total if isinstance(slo.indicator, EventRatio) else slo.indicator.failure
    summary = f"{slo.name} is not measured: its metrics have stopped"
    rule = _alert(slo, "SloNotMeasured", f"absent({_over(query, '5m')})", "ticket", summary, {"window": "5m"})
    return {**rule, "for": "10m"}


def _alert(slo: Slo, name: str, expression: str, severity: str, summary: str, labels: dict[str, str]) -> dict[str, Any]:
    return {
        "alert": name,
        "expr": expression,
        "labels": {"slo": slo.name, "service": slo.service, "severity": severity, "owner": slo.owner, **labels},
        "annotations": {"summary": summary, "runbook": slo.runbook},
    }
