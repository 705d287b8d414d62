"""A document says all of its objective, or is refused with its place."""

from pathlib import Path

import pytest

from andamio.telemetry.slo.document import EventRatio, InvalidSlo, Slo, TimeRatio, load_slos
from andamio.telemetry.slo.generate import main, objectives, render

GOOD = """
apiVersion: openslo/v1
kind: SLO
metadata:
  name: shop-availability
  annotations: {andamio/owner: shop-team, andamio/runbook: docs/runbooks/shop.md}
spec:
  service: shop
  description: Answers that are not server errors
  budgetingMethod: Occurrences
  timeWindow: [{duration: 28d, isRolling: true}]
  objectives: [{target: 0.999}]
  indicator:
    metadata: {name: shop-availability}
    spec:
      ratioMetric:
        counter: true
        bad: {metricSource: {type: Prometheus, spec: {query: 'rate(bad_total[{{.window}}])'}}}
        total: {metricSource: {type: Prometheus, spec: {query: 'rate(all_total[{{.window}}])'}}}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "slo.yaml"
    path.write_text(text)
    return path


def test_a_document_is_an_objective(tmp_path: Path) -> None:
    (slo,) = load_slos(written(tmp_path, GOOD))
    assert slo == Slo(
        "shop-availability",
        "shop",
        "Answers that are not server errors",
        "shop-team",
        "docs/runbooks/shop.md",
        0.999,
        28,
        EventRatio("rate(bad_total[{{.window}}])", "rate(all_total[{{.window}}])"),
    )
    assert slo.budget == 0.001


def test_good_events_and_failing_time_are_understood_too(tmp_path: Path) -> None:
    good = GOOD.replace("bad: {", "good: {").replace("bad_total", "good_total")
    (slo,) = load_slos(written(tmp_path, good))
    assert isinstance(slo.indicator, EventRatio)
    assert slo.indicator.bad == ("clamp_min((rate(all_total[{{.window}}])) - (rate(good_total[{{.window}}])), 0)")
    raw = GOOD[: GOOD.index("        counter")] + (
        "        rawType: failure\n"
        "        raw: {metricSource: {type: Prometheus, spec: {query: 'avg_over_time(late[{{.window}}])'}}}\n"
    )
    (slo,) = load_slos(written(tmp_path, raw))
    assert slo.indicator == TimeRatio("avg_over_time(late[{{.window}}])")


@pytest.mark.parametrize(
    ("wrong", "right", "sentence"),
    [
        ("andamio/owner: shop-team, ", "", "andamio/owner is missing or empty"),
        (", andamio/runbook: docs/runbooks/shop.md", "", "andamio/runbook is missing or empty"),
        ("0.999", "99.9", "a share such as 0.999"),
        ("0.999", "1", "a share such as 0.999"),
        ("28d", "1M", "rolling days"),
        ("isRolling: true", "isRolling: false", "rolling days"),
        ("Occurrences", "Timeslices", "budgetingMethod must be Occurrences"),
        ("kind: SLO", "kind: Service", "kind SLO"),
        ("[{{.window}}]", "[5m]", "with {{.window}} in it"),
        ("shop-availability\n", "Shop!\n", "lower-case words"),
        ("  budgetingMethod", "  alertPolicies: []\n  budgetingMethod", "alertPolicies cannot be used here"),
        ("counter: true", "counter: false", "counter must be true"),
        ("objectives: [{target: 0.999}]", "objectives: []", "must be a list of one"),
        ("spec:\n  service", "spec: [\n  service", "is not YAML"),
        (GOOD, "", "has no objective"),
        (GOOD, f"{GOOD}---{GOOD}", "two objectives named shop-availability"),
    ],
)
def test_a_document_with_a_mistake_is_refused(tmp_path: Path, wrong: str, right: str, sentence: str) -> None:
    assert wrong in GOOD
    with pytest.raises(InvalidSlo, match=sentence.replace("{", r"\{")):
        load_slos(written(tmp_path, GOOD.replace(wrong, right, 1)))


def test_generated_files_are_checked_for_staleness(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shop = tmp_path / "services" / "shop"
    shop.mkdir(parents=True)
    (shop / "BUILD").touch()
    (tmp_path / "docs/runbooks").mkdir(parents=True)
    (tmp_path / "docs/runbooks/shop.md").touch()
    written(shop, GOOD)
    root = ["--root", str(tmp_path)]
    assert main(["--check", *root]) == 1
    assert main(root) == 0
    assert main(["--check", *root]) == 0
    written(shop, GOOD.replace("0.999", "0.99"))
    orphan = tmp_path / "infra/observability/rules/gone.yaml"
    orphan.touch()
    capsys.readouterr()
    assert main(["--check", *root]) == 1
    lines = [line.split(":")[1].split(";")[0].rpartition("/")[2] for line in capsys.readouterr().out.splitlines()]
    assert lines == ["shop.json", "gone.yaml", "shop.yaml"]
    assert main(root) == 0
    assert not orphan.exists()


def test_an_objective_of_another_service_or_without_a_runbook_is_refused(tmp_path: Path) -> None:
    shop = tmp_path / "services" / "shop"
    shop.mkdir(parents=True)
    (shop / "BUILD").touch()
    written(shop, GOOD)
    with pytest.raises(Exception, match="there is no runbook docs/runbooks/shop.md"):
        objectives(tmp_path)
    written(shop, GOOD.replace("service: shop", "service: mart"))
    with pytest.raises(Exception, match="it must be 'shop'"):
        objectives(tmp_path)
    (shop / "slo.yaml").unlink()
    with pytest.raises(InvalidSlo, match="write the service's objectives there"):
        objectives(tmp_path)


def test_a_dashboard_shows_every_objective(tmp_path: Path) -> None:
    slos = load_slos(written(tmp_path, GOOD + "---" + GOOD.replace("shop-availability", "shop-latency")))
    page = next(text for path, text in render({"shop": slos}).items() if path.suffix == ".json")
    for name in ("shop-availability", "shop-latency"):
        assert f'slo:error:ratio_rate1h{{slo=\\"{name}\\"}}' in page
