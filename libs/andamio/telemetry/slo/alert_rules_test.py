"""The generated rules, run by Prometheus's own promtool: what must alert does, what must not stays silent."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from andamio.telemetry.slo.alert_rules import low_traffic_events, rule_group
from andamio.telemetry.slo.document import EventRatio, Slo, TimeRatio

AVAILABILITY = Slo(
    name="shop-availability",
    service="shop",
    description="Answers that are not server errors",
    owner="shop-team",
    runbook="docs/runbooks/shop.md",
    target=0.999,
    window_days=28,
    indicator=EventRatio(
        bad='sum(rate(requests_total{code=~"5.."}[{{.window}}]))', total="sum(rate(requests_total[{{.window}}]))"
    ),
)
FRESHNESS = replace(
    AVAILABILITY, name="shop-freshness", target=0.99, indicator=TimeRatio("avg_over_time(late_ratio[{{.window}}])")
)
DAY = 1_440


@pytest.fixture(scope="module")
def promtool() -> str:
    found = shutil.which("promtool")
    if found is None:
        pytest.skip("promtool is missing; install Debian's package prometheus")
    return found


def fires(promtool: str, folder: Path, slo: Slo, series: dict[str, str], at: str, alerts: dict[str, list[str]]) -> None:
    """Assert that at time `at` exactly `alerts` fire: name -> windows. Values are one a minute."""
    (folder / "rules.yaml").write_text(yaml.safe_dump({"groups": [rule_group(slo)]}))
    expected: list[dict[str, Any]] = []
    for name in ("SloBudgetBurn", "SloLowTrafficFailures", "SloNotMeasured"):
        found = []
        for label in alerts.get(name, []):
            rules = [rule for rule in rule_group(slo)["rules"] if rule.get("alert") == name]
            rule = next(rule for rule in rules if rule["labels"]["window"] == label)
            found.append({"exp_labels": rule["labels"], "exp_annotations": rule["annotations"]})
        expected.append({"eval_time": at, "alertname": name, "exp_alerts": found})
    document = {
        "rule_files": ["rules.yaml"],
        "evaluation_interval": "1m",
        "tests": [
            {
                "interval": "1m",
                "input_series": [{"series": name, "values": values} for name, values in series.items()],
                "alert_rule_test": expected,
            }
        ],
    }
    (folder / "test.yaml").write_text(yaml.safe_dump(document))
    result = subprocess.run(
        [promtool, "test", "rules", "test.yaml"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr


def requests(good: str, bad: str) -> dict[str, str]:
    return {'requests_total{code="200"}': good, 'requests_total{code="503"}': bad}


def test_the_objective_being_met_is_silence(promtool: str, tmp_path: Path) -> None:
    # 600 requests a minute, 0.05% of them bad: half of the budget.
    fires(promtool, tmp_path, AVAILABILITY, requests(f"0+600x{DAY}", f"0+0.3x{DAY}"), "1d", {})


def test_an_outage_pages_within_minutes_and_stops_when_it_is_over(promtool: str, tmp_path: Path) -> None:
    # 20% fail from the second hour on, for an hour.
    series = requests("0+600x120 72000+480x60 100800+600x600", "0+0x120 0+120x60 7200+0x600")
    fires(promtool, tmp_path, AVAILABILITY, series, "2h10m", {"SloBudgetBurn": ["1h", "6h", "1d", "3d"]})
    # The short windows end it: a quarter of an hour later the fastest rule is silent, though its hour is still bad, and
    # an hour later nobody is paged for what is over.
    fires(promtool, tmp_path, AVAILABILITY, series, "3h15m", {"SloBudgetBurn": ["6h", "1d", "3d"]})
    fires(promtool, tmp_path, AVAILABILITY, series, "4h", {"SloBudgetBurn": ["1d", "3d"]})


def test_a_slow_burn_is_a_ticket_and_wakes_nobody(promtool: str, tmp_path: Path) -> None:
    # 0.4%: four times the budget, for a day.
    fires(
        promtool,
        tmp_path,
        AVAILABILITY,
        requests(f"0+600x{DAY}", f"0+2.4x{DAY}"),
        "1d",
        {"SloBudgetBurn": ["1d", "3d"]},
    )


def test_one_failure_of_a_few_requests_is_no_rate(promtool: str, tmp_path: Path) -> None:
    # One request in ten minutes, one of them fails: its ratio over an hour is 17%.
    good = "0+0x9 " + " ".join(f"{count}+0x9" for count in range(1, 60))
    fires(promtool, tmp_path, AVAILABILITY, requests(good, "0+0x299 1+0x300"), "5h10m", {})


def test_low_traffic_that_always_fails_is_noticed_by_counts(promtool: str, tmp_path: Path) -> None:
    # One request an hour, all of them fail: no window of the ratio rules up to a day has three of them in time.
    bad = " ".join(f"{count}+0x59" for count in range(5))
    fires(
        promtool,
        tmp_path,
        AVAILABILITY,
        requests("0+0x300", bad),
        "2h40m",
        {"SloLowTrafficFailures": ["1d"]},
    )


def test_metrics_that_stop_are_noticed(promtool: str, tmp_path: Path) -> None:
    fires(promtool, tmp_path, AVAILABILITY, requests("0+600x60", "0+0x60"), "1h30m", {"SloNotMeasured": ["5m"]})


def test_time_out_of_the_objective_burns_as_events_do(promtool: str, tmp_path: Path) -> None:
    series = {"late_ratio": "0x120 1x60"}
    fires(promtool, tmp_path, FRESHNESS, series, "2h", {})
    fires(promtool, tmp_path, FRESHNESS, series, "2h30m", {"SloBudgetBurn": ["1h", "6h", "1d", "3d"]})


def test_the_stricter_the_objective_the_more_traffic_its_ratios_need() -> None:
    needs = [low_traffic_events(replace(AVAILABILITY, target=target)) for target in (0.9, 0.99, 0.999, 0.9999)]
    assert needs == [3, 21, 209, 2084]
