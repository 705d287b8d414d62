import random
from dataclasses import replace

import pytest

from andamio.models.performance import FirstRows, Performance, PromisedMetric, ReliabilityBin
from andamio.rollout.judgement.label_watch import LabelWatch, Promise, WatchSettings, judge_labels
from andamio.rollout.judgement.verdict import Standing
from andamio.rollout.releases.promise import promise_of


def performance(*bins: tuple[float, float, int]) -> Performance:
    metrics = {name: PromisedMetric(value, None, None) for name, value in {"log_loss": 0.4, "precision": 0.5}.items()}
    table = tuple(ReliabilityBin(predicted, observed, None, None, rows) for predicted, observed, rows in bins)
    return Performance(sum(rows for _, _, rows in bins), 0, "d", 0, 1, 0, 0.95, "m", metrics, table)


def test_bands_are_thirds_of_the_held_out_rows_and_each_promises_what_its_rows_had() -> None:
    promise = promise_of(
        performance((0.1, 0.05, 100), (0.2, 0.25, 200), (0.3, 0.25, 300), (0.6, 0.5, 150), (0.8, 0.9, 150))
    )

    assert list(promise.bands) == pytest.approx([0.25, 0.45])
    assert list(promise.band_calibration) == pytest.approx([(100 * -0.05 + 200 * 0.05) / 300, -0.05, 0.0])
    assert promise.calibration == pytest.approx((100 * -0.05 + 200 * 0.05 + 300 * -0.05) / 900)
    assert (promise.log_loss, promise.brier, promise.precision) == (0.4, None, 0.5)


def test_a_package_without_a_reliability_table_promises_calibrated_scores() -> None:
    assert replace(promise_of(performance()), uncertainty={}) == Promise(log_loss=0.4, precision=0.5)
    assert promise_of(performance((0.1, 0.5, 10))).band_calibration == (0.0, 0.0, 0.0)


def test_what_the_held_out_rows_leave_possible_is_added_to_what_is_tolerated() -> None:
    metrics = {"auc": PromisedMetric(0.7, 0.66, 0.75), "log_loss": PromisedMetric(0.4, 0.3, 0.42)}
    bins = [ReliabilityBin(score, score, score - 0.06, score + 0.06, 100) for score in (0.1, 0.3, 0.5)]
    promise = promise_of(replace(performance(), metrics=metrics, reliability=tuple(bins)))

    assert promise.uncertainty["ranking"] == pytest.approx(0.04)
    assert promise.uncertainty["log_loss"] == pytest.approx(0.02)
    assert promise.uncertainty["calibration low"] == pytest.approx(0.06)
    assert promise.uncertainty["calibration"] == pytest.approx(0.06 / 3**0.5)
    harms = {finding.guard: finding.harm for finding in LabelWatch(promise).evidence().findings}
    assert harms["calibration low"] == pytest.approx(WatchSettings().calibration.harm + 0.06)
    assert harms["ranking"] == pytest.approx(WatchSettings().ranking.harm + 0.04)


def test_a_promise_is_of_the_rows_that_a_watch_counts() -> None:
    table = performance((0.1, 0.1, 100), (0.2, 0.2, 100), (0.3, 0.3, 100))
    harder = FirstRows(90, {"auc": PromisedMetric(0.6, None, None)}, performance((0.5, 0.25, 90)).reliability)

    assert promise_of(replace(table, first_rows=harder)) == Promise(auc=0.6, uncertainty={"ranking": 0.0})
    wide = replace(harder, reliability=tuple(replace(each, observed=0.0) for each in table.reliability))
    assert promise_of(replace(table, first_rows=wide)).calibration == pytest.approx(-0.2)


def test_a_release_is_held_to_what_its_own_held_out_rows_had() -> None:
    """Scores that were 0.1 too high when they were promised are kept; of a package that promised none, they are harm."""
    found = {}
    for promised in (0.1, 0.0):
        table = performance(*((score / 10, score / 10 - promised, 100) for score in range(2, 8)))
        watch, chance = LabelWatch(promise_of(replace(table, metrics={}))), random.Random(1)
        for _ in range(1_500):
            score = chance.uniform(0.2, 0.7)
            watch.add(score, chance.random() < score - 0.1)
        found[promised] = judge_labels(watch.evidence()).standing
    assert found == {0.1: Standing.CLEAR, 0.0: Standing.HARM}
