"""After `clear`: what breaks is found wherever it begins, what holds is seldom doubted, evidence survives its document."""

import json
import math
import random
from typing import TypeVar

import pytest

from andamio.rollout.judgement.label_changes import ChangeEvidence, LabelChanges, judge_changes
from andamio.rollout.judgement.label_differences import Promise, WatchSettings
from andamio.rollout.judgement.label_watch import LabelWatch, judge_labels
from andamio.rollout.judgement.verdict import Standing
from andamio.rollout.settings import Tolerance

EXACT = WatchSettings(false_alarm=0.8, late_part=0.25, calibration=Tolerance(0.0, 0.1), brier=Tolerance(0.0, 0.1))
"""Nothing is tolerated: the edge of the hypothesis."""


Watching = TypeVar("Watching", LabelChanges, LabelWatch)


def labels(watch: Watching, seed: int, count: int, drift: float = 0.0, begins: int = 0) -> Watching:
    """Of a calibrated release with scores below .6; from label `begins` on, `drift` is added to the chance of a positive."""
    random_ = random.Random(seed)
    for n in range(count):
        score = 0.6 * random_.random()
        rate = score + (drift if n >= begins else 0.0)
        watch.add(score, random_.random() < rate, f"e{n}", score > 0.5)
    return watch


@pytest.mark.parametrize("drift", [0.2, -0.15])
@pytest.mark.parametrize("begins", [0, 1_500])
def test_scores_that_stop_being_right_are_found_wherever_that_begins(drift: float, begins: int) -> None:
    for seed in range(10):
        # Brier's promise of these scores: the mean of s (1 - s).
        watch = labels(LabelChanges(Promise(brier=0.18)), seed, begins + 1_000, drift, begins)
        judgement = judge_changes(watch.evidence())
        assert judgement.standing is Standing.HARM
        assert judgement.reason.startswith("calibration")
        assert ("up" if drift > 0 else "down") in judgement.reason


def test_late_drift_is_found_sooner_than_by_a_mean_over_all_labels() -> None:
    both: dict[type, list[int]] = {LabelChanges: [], LabelWatch: []}
    for seed in range(5):
        for watch in (LabelChanges(Promise()), LabelWatch(Promise())):
            random_ = random.Random(seed)
            for n in range(6_000):
                score = 0.6 * random_.random()
                watch.add(score, random_.random() < score + (0.1 if n >= 3_000 else 0.0), f"e{n}")
                if n >= 3_000 and n % 20 == 0:
                    judged = (
                        judge_changes(watch.evidence())
                        if isinstance(watch, LabelChanges)
                        else judge_labels(watch.evidence())
                    )
                    if judged.standing is Standing.HARM:
                        both[type(watch)].append(n)
                        break
            else:
                both[type(watch)].append(6_000)
    assert sorted(both[LabelChanges])[2] < sorted(both[LabelWatch])[2]


def test_false_alarms_are_as_rare_as_allowed_at_the_edge_of_the_hypothesis() -> None:
    rate = EXACT.false_alarm * EXACT.late_part
    found = [
        judge_changes(labels(LabelChanges(Promise(), EXACT), seed, 1_000).evidence()).standing for seed in range(100)
    ]
    assert found.count(Standing.HARM) <= 100 * rate + 3 * math.sqrt(100 * rate * (1 - rate))


def test_a_release_is_clear_until_it_is_not() -> None:
    watch = LabelChanges(Promise())
    assert judge_changes(watch.evidence()).standing is Standing.CLEAR
    labels(watch, 1, 300)
    judgement = judge_changes(watch.evidence())
    assert (judgement.standing, judgement.reason) == (Standing.CLEAR, "300 more labels as promised since it was clear")


def test_what_a_package_promised_of_its_calibration_is_no_change() -> None:
    """Scores that were .1 too low on the held-out rows as well."""
    promise = Promise(calibration=0.1, band_calibration=(0.1, 0.1, 0.1))
    watch = labels(LabelChanges(promise), 3, 2_000, drift=0.1)
    assert judge_changes(watch.evidence()).standing is Standing.CLEAR


def test_evidence_survives_its_document() -> None:
    evidence = labels(LabelChanges(Promise(brier=0.18, auc=0.8)), 3, 900, 0.2).evidence()
    assert isinstance(evidence, ChangeEvidence)
    again = ChangeEvidence.from_document(json.loads(json.dumps(evidence.to_document(), allow_nan=False)))
    assert again == evidence
    assert judge_changes(again) == judge_changes(evidence)
    assert judge_changes(evidence).standing is Standing.HARM
