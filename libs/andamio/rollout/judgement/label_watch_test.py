"""A release that keeps its promise is cleared, one that breaks it is found, and replayed evidence says the same."""

import json
import math
import random

import pytest

from andamio.rollout.judgement.label_watch import LabelEvidence, LabelWatch, Promise, WatchSettings, judge_labels
from andamio.rollout.judgement.verdict import Standing
from andamio.rollout.settings import Tolerance


def draw(random_: random.Random) -> tuple[float, float]:
    """A score and the probability of a positive that it stands for."""
    score = 1 / (1 + math.exp(1.5 - random_.gauss(0, 1.2)))
    return score, score


def promised() -> Promise:
    """By simulation of what `draw` says, as a package would from held-out data."""
    random_ = random.Random(99)
    pairs = []
    for _ in range(20_000):
        score, rate = draw(random_)
        pairs.append((score, random_.random() < rate))
    loss = sum(-math.log(score if label else 1 - score) for score, label in pairs) / len(pairs)
    brier = sum((label - score) ** 2 for score, label in pairs) / len(pairs)
    positives = [score for score, label in pairs if label]
    negatives = [score for score, label in pairs if not label]
    auc = sum(above > below for above, below in zip(positives, negatives)) / min(len(positives), len(negatives))
    reviewed = [label for score, label in pairs if score > 0.5]
    return Promise(loss, brier, auc, sum(reviewed) / len(reviewed), (0.15, 0.3))


PROMISE = promised()


def watch(
    seed: int,
    labels: int,
    break_: str = "none",
    settings: WatchSettings = WatchSettings(),
    promise: Promise = PROMISE,
    from_label: int = 0,
) -> LabelWatch:
    """`break_` begins at label `from_label`."""
    random_, watch_ = random.Random(seed), LabelWatch(promise, settings)
    for n in range(labels):
        score, rate = draw(random_)
        if n < from_label:
            watch_.add(score, random_.random() < rate, f"e{n}", score > 0.5)
            continue
        if break_ == "drift":
            # The world moves: of the same scores twice as many are positive.
            rate = min(1.0, 2 * rate)
        if break_ == "too high":
            score = min(1.0, score + 0.12)
        if break_ == "random":
            score = draw(random_)[0]
        if break_ == "overconfident":
            score = score**3 / (score**3 + (1 - score) ** 3)
        watch_.add(score, random_.random() < rate, f"e{n}", score > 0.5)
    return watch_


def test_a_promise_that_is_kept_is_cleared_and_seldom_doubted() -> None:
    found = [judge_labels(watch(seed, 1_500).evidence()).standing for seed in range(20)]
    assert Standing.HARM not in found
    assert found.count(Standing.CLEAR) >= 18


@pytest.mark.parametrize(
    ("break_", "guard"), [("too high", "calibration"), ("random", "log_loss"), ("overconfident", "calibration")]
)
def test_a_promise_that_is_broken_is_found(break_: str, guard: str) -> None:
    judgements = [judge_labels(watch(seed, 1_500, break_).evidence()) for seed in range(10)]
    assert {judgement.standing for judgement in judgements} == {Standing.HARM}
    assert sum(guard in judgement.reason for judgement in judgements) >= 8


def test_false_alarms_are_as_rare_as_allowed_at_every_label() -> None:
    settings = WatchSettings(false_alarm=0.2)
    # Bounds only shrink, so the last ones are right only if all before were.
    alarms = sum(judge_labels(watch(seed, 400, settings=settings).evidence()).standing == "harm" for seed in range(100))
    assert alarms <= 20 + 3 * math.sqrt(100 * 0.2 * 0.8)


def test_false_alarms_are_as_rare_as_allowed_where_nothing_at_all_is_tolerated() -> None:
    """The edge of the hypothesis: every mean is exactly what was promised, and any certain difference would be harm."""
    settings = WatchSettings(false_alarm=0.2, calibration=Tolerance(harm=0.0, margin=0.1))
    alarms = 0
    for seed in range(100):
        found = watch(seed, 400, settings=settings, promise=Promise(bands=(0.15, 0.3))).evidence().findings
        # An interval that once left 0 out never lets it in again: this is what looking after every label would have found.
        alarms += any(finding.lower > 0 or finding.upper < 0 for finding in found)
    assert alarms <= 20 + 3 * math.sqrt(100 * 0.2 * 0.8)


@pytest.mark.parametrize("from_label", [150, 400])
def test_calibration_that_drifts_under_watch_is_found(from_label: int) -> None:
    judgements = [judge_labels(watch(seed, 1_500, "drift", from_label=from_label).evidence()) for seed in range(10)]
    assert {judgement.standing for judgement in judgements} == {Standing.HARM}
    assert all("calibration" in judgement.reason for judgement in judgements)
    # Until then it kept its promise.
    before = [judge_labels(watch(seed, from_label).evidence()).standing for seed in range(10)]
    assert Standing.HARM not in before


def test_few_labels_are_never_clear() -> None:
    assert judge_labels(LabelWatch(PROMISE).evidence()).standing is Standing.UNCLEAR
    assert judge_labels(watch(1, 100).evidence()).standing is Standing.UNCLEAR


def test_an_entity_counts_once_and_a_score_must_be_one() -> None:
    watch_ = LabelWatch(Promise())
    assert watch_.add(0.3, True, "a")
    assert not watch_.add(0.3, True, "a")
    assert watch_.add(0.3, True)
    assert watch_.evidence().labels == 2
    with pytest.raises(ValueError, match="must lie in"):
        watch_.add(math.nan, True)


def test_evidence_survives_its_document() -> None:
    evidence = watch(3, 300, "too high").evidence()
    again = LabelEvidence.from_document(json.loads(json.dumps(evidence.to_document(), allow_nan=False)))
    assert again == evidence
    assert judge_labels(again) == judge_labels(evidence)
