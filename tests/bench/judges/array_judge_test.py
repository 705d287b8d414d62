"""By whole arrays comes what comes request by request: the evidence of every guard at every look, and how rollouts end."""

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from andamio.rollout.evidence.decision_log import Decision, Execution
from andamio.rollout.evidence.measurements import Measurements
from andamio.rollout.judgement.verdict import Ruling, Standing, Verdict, judge
from andamio.rollout.settings import EQUIVALENT, Settings
from tests.bench.judges.array_judge import applies_to, promoted_rollout
from tests.bench.judges.array_stages import Canary, Routed, Shadow, TieBreaks
from tests.bench.judges.our_judge import run_rollout
from tests.bench.judges.traffic import TENANTS, Block, Regression, Stream

SHADOW, FIRST_STEP, END = 1_600, 3_200, 4_000
LOOK = 80
SEED = 11


def routed(block: Block, start: int, step: int) -> Routed:
    """The candidate answers every fifth customer, later every second."""
    at = np.arange(len(block))
    weight = np.where(at < SHADOW, 0.0, np.where(at < FIRST_STEP, 0.2, 0.5))
    answers = np.where(at < SHADOW, False, np.where(at < FIRST_STEP, block.entity % 5 == 0, block.entity % 2 == 0))
    return Routed(SHADOW, start, step, answers, weight)


def verdicts(block: Block, settings: Settings) -> Iterator[tuple[int, Verdict]]:
    """At every look, as the controller gives them."""
    measured = Measurements("stable", "candidate", settings)
    answers = routed(block, SHADOW, 0).answers
    for i in range(len(block)):
        stage, step = ("shadow", 0) if i < SHADOW else ("canary", int(i >= FIRST_STEP))
        pair = [
            Execution(
                name,
                bool(side.error[i]),
                float(side.latency_ms[i]),
                None if side.error[i] else float(side.score[i]),
                None if side.error[i] else bool(side.review[i]),
            )
            for name, side in (("stable", block.stable), ("candidate", block.candidate))
        ]
        primary, shadow = reversed(pair) if answers[i] else pair
        segments = {"tenant": TENANTS[block.tenant[i]]}
        measured.add(Decision(f"{SEED}:{i}", 1, primary, shadow, str(block.entity[i]), segments), stage, step)
        if (i + 1) % LOOK == 0:
            yield i + 1, judge(measured.evidence(stage, step, 0), settings)


def most_evidence(verdict: Verdict) -> dict[str, float]:
    most: dict[str, float] = {}
    for finding in verdict.findings:
        if finding.evidence is not None:
            guard = finding.guard if finding.segment is None else "segments"
            most[guard] = max(most.get(guard, -math.inf), finding.evidence)
    return most


@pytest.mark.parametrize("regression", Regression)
def test_every_guard_has_the_same_evidence_at_every_look(regression: Regression) -> None:
    block = Stream(SEED, regression).take(END)
    ties = TieBreaks(SEED)
    parts: list[tuple[int, Shadow | Canary]] = [
        (0, Shadow(block, EQUIVALENT)),
        (SHADOW, Canary(block, EQUIVALENT, routed(block, SHADOW, 0), ties)),
        (FIRST_STEP, Canary(block, EQUIVALENT, routed(block, FIRST_STEP, 1), ties)),
    ]
    given = dict(verdicts(block, EQUIVALENT))
    for (start, stage), end in zip(parts, (SHADOW, FIRST_STEP, END), strict=True):
        looks = np.arange(start + LOOK, end + 1, LOOK)
        guards = stage.guards(looks)
        harm = guards.any_harm()
        for place, look in enumerate(looks.tolist()):
            expected = most_evidence(given[look])
            found = {guard: float(progress[place]) for guard, progress in guards.progress.items()}
            assert found == pytest.approx(expected, rel=1e-6, abs=1e-6), (look, regression)
            if given[look].ruling is Ruling.ROLL_BACK:
                assert harm[place] >= 0


# Half as many pairs and answers as by default, and wide margins: all three promotions come within some thousand requests.
SHORT = replace(
    EQUIVALENT,
    shadow_pairs=1_000,
    step_requests=300,
    errors=replace(EQUIVALENT.errors, margin=0.06),
    slow=replace(EQUIVALENT.slow, margin=0.06),
    shift=replace(EQUIVALENT.shift or EQUIVALENT.score, margin=0.2),
    flips=replace(EQUIVALENT.flips or EQUIVALENT.score, margin=0.05),
)


@pytest.mark.parametrize("settings", [SHORT, replace(SHORT, false_rollback=0.2)])
def test_rollouts_end_alike_wherever_arrays_can_tell(settings: Settings) -> None:
    told = 0
    for seed in range(4):
        by_arrays = promoted_rollout(Stream(seed, Regression.NONE), seed, settings)
        assert by_arrays in (None, run_rollout(Stream(seed, Regression.NONE), seed, settings))
        told += by_arrays is not None
    assert told >= 2


@pytest.mark.parametrize("regression", [r for r in Regression if r is not Regression.NONE])
def test_of_a_rollout_that_is_rolled_back_arrays_say_nothing(regression: Regression) -> None:
    assert promoted_rollout(Stream(SEED, regression), SEED, EQUIVALENT) is None


def test_settings_of_another_kind_are_left_to_the_controllers_code() -> None:
    assert applies_to(EQUIVALENT)
    assert not applies_to(Settings())
    assert not applies_to(replace(EQUIVALENT, approvals=("promoted",)))


def test_a_guard_that_is_not_clear_keeps_a_look_from_promoting() -> None:
    block = Stream(SEED, Regression.NONE).take(END)
    looks = np.arange(LOOK, SHADOW + 1, LOOK)
    clear = Shadow(block, replace(SHORT, shadow_pairs=500)).guards(looks).unclear < 0
    given = [verdict for look, verdict in verdicts(block, replace(SHORT, shadow_pairs=500)) if look <= SHADOW]
    promoted = [all(f.standing is Standing.CLEAR for f in verdict.findings) for verdict in given]
    # The bounds of shift and flips are known up to the first look that promotes.
    assert np.argmax(clear) == np.argmax(promoted)
    assert any(promoted)
