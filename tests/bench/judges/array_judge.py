"""Our judge on simulated traffic by whole arrays: the looks at which it can only hold, found without giving every verdict.

A harmless rollout has some two thousand looks and promotes at three of them. Here the evidence of all looks of a stage is
computed at once (`running_evidence`), and of each look two numbers are kept: how far the guard that is furthest from clear
is from it, and how far any guard, or all together, are from a rollback. While the first is above 0 and the second below,
the verdict is hold; the first look at which neither is promotes. Where a number is too close to 0 to be told from it, where
anything could roll back, or drift has come far, this says nothing, and the rollout is run as the controller runs it
(`our_judge.run_rollout`). So a rollback is always the controller's own; that promotions are the same is tested.

What it takes for granted is in `applies_to`, and is so in `EQUIVALENT` and in this traffic.
"""

from functools import lru_cache

import numpy as np

from andamio.rollout.machine.state_machine import State
from andamio.rollout.routing_table import RoutingTable, assign, entity_of
from andamio.rollout.settings import Settings
from tests.bench.judges.array_guards import ROUNDING, Guards
from tests.bench.judges.array_stages import Canary, Routed, Shadow, TieBreaks
from tests.bench.judges.our_judge import REQUESTS_A_TICK, STABLE, TICK_MS, ControlLoop, Outcome
from tests.bench.judges.traffic import CUSTOMERS, TENANTS, Flags, Integers, Stream

# Requests of a stage that are looked at first, and if that was too few. Multiples of a tick's.
_SHADOW, _FIRST_STEP, _LATER_STEP = (5_120, 10_240, 30_720), (7_168, 12_288, 30_720), (2_560, 5_120, 30_720)


def applies_to(settings: Settings) -> bool:
    """Whether these settings are of the kind that is computed here."""
    return (
        settings.shift is not None
        and settings.flips is not None
        and settings.shadow_share == 1.0
        and settings.max_segments > len(TENANTS)
        and not settings.approvals
        and settings.shadow_pairs > 32
    )


def promoted_rollout(stream: Stream, seed: int, settings: Settings) -> Outcome | None:
    """How `run_rollout` ends, if it ends in a promotion; None where it may not, or where that cannot be told."""
    rollout = _Rollout(stream, seed, settings)
    at = rollout.shadow()
    for step in range(len(settings.canary_steps)):
        at = None if at is None else rollout.canary(step, at)
    return None if at is None else rollout.promoted(at)


class _Rollout:
    """The stages one after the other; each gives the look that promotes, None where nothing certain can be said."""

    def __init__(self, stream: Stream, seed: int, settings: Settings) -> None:
        self._stream, self._settings = stream, settings
        self._loop = ControlLoop(f"candidate-{seed}", settings)
        self._ends: list[int] = []
        # Of all requests so far: whether the candidate answers, and at which weight.
        self._answers = np.zeros(0, np.bool_)
        self._weight = np.zeros(0)
        self._ties = TieBreaks(seed)

    def shadow(self) -> int | None:
        for end in _SHADOW:
            looks = self._looks(0, end)
            at = self._promoted_at(looks, Shadow(self._stream.take(end), self._settings).guards(looks))
            if at is not None:
                self._answers, self._weight = np.zeros(at, np.bool_), np.zeros(at)
                break
        return at

    def canary(self, step: int, start: int) -> int | None:
        table = self._loop.canary_table(step)
        self._answers, self._weight = self._answers[:start], self._weight[:start]
        for more in _LATER_STEP if step else _FIRST_STEP:
            looks = self._looks(start, start + more)
            block = self._stream.take(start + more)
            new = block.entity[len(self._answers) :]
            self._answers = np.concatenate([self._answers, _answers(table, new)])
            self._weight = np.concatenate([self._weight, np.full(len(new), self._settings.canary_steps[step])])
            routed = Routed(self._ends[0], start, step, self._answers, self._weight)
            at = self._promoted_at(looks, Canary(block, self._settings, routed, self._ties).guards(looks))
            if at is not None:
                break
        return at

    def promoted(self, at: int) -> Outcome:
        names = ["shadow[0]", *(f"canary[{step}]" for step in range(len(self._settings.canary_steps)))]
        stages = {name: end - start for name, start, end in zip(names, [0, *self._ends], self._ends, strict=False)}
        return Outcome(State.PROMOTED, at, int(self._answers[:at].sum()), "every guard is clear", stages)

    def _looks(self, start: int, end: int) -> Integers:
        looks = np.arange(start + REQUESTS_A_TICK, end + 1, REQUESTS_A_TICK)
        return looks[: self._settings.stage_limit_ms // TICK_MS]

    def _promoted_at(self, looks: Integers, guards: Guards) -> int | None:
        unclear, harm = guards.unclear, guards.any_harm()
        decisive = np.flatnonzero((unclear < ROUNDING) | (harm > -ROUNDING))
        if not len(decisive):
            return None
        look = decisive[0]
        if unclear[look] > -ROUNDING or harm[look] > -ROUNDING:
            return None
        self._ends.append(int(looks[look]))
        return self._ends[-1]


def _answers(table: RoutingTable, entity: Integers) -> Flags:
    """Whether the candidate answers each request."""
    met, place = np.unique(entity, return_inverse=True)
    answers = [assign(table, *names, 0, entity=digest).primary != STABLE for names, digest in map(_named, met.tolist())]
    return np.asarray(np.array(answers)[place])


@lru_cache(maxsize=len(TENANTS) * CUSTOMERS)
def _named(entity: int) -> tuple[tuple[str, str], str]:
    names = TENANTS[entity // CUSTOMERS], str(entity % CUSTOMERS)
    return names, entity_of(*names)
