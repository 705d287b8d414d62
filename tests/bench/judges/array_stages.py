"""Shadow and canary of simulated traffic as whole arrays: what `measurements` gathers and `verdict` says, at every look."""

import math
from dataclasses import dataclass

import numpy as np

from andamio.rollout.evidence.measurements import uniform
from andamio.rollout.judgement.verdict import LEVEL_WEIGHTS, TAU_SHIFT, TAU_SIGN
from andamio.rollout.settings import Settings, Tolerance
from andamio.rollout.statistics.label_evidence import EVEN
from andamio.rollout.statistics.latency import LEVELS, TAIL_BETS
from andamio.rollout.statistics.paired_sums import CHANGED, DEPARTED, PairedSums
from tests.bench.judges import running_evidence as running
from tests.bench.judges.array_guards import ROUNDING, Guards
from tests.bench.judges.running_evidence import Sums, first, log_mean, struck_wealth
from tests.bench.judges.traffic import TENANTS, Block, Flags, Floats, Integers

_LARGEST = 8192  # executions after which latency thresholds stay
_FIRST_PAIRS = 8  # that only give the scale of score differences


class _Stage:
    """What shadow and canary have in common."""

    def __init__(self, block: Block, settings: Settings) -> None:
        assert settings.shift is not None
        assert settings.flips is not None
        self._block, self._entity, self._settings = block, block.entity, settings
        self._shift_harm, self._flips_harm = settings.shift.harm, settings.flips.harm
        stable, candidate = block.stable, block.candidate
        self._both_good = ~(stable.error | candidate.error)
        self._slow = ~(candidate.latency_ms <= settings.slow_ms), ~(stable.latency_ms <= settings.slow_ms)
        self._scaled_ms = (candidate.latency_ms - settings.latency_least_ms) / (1 + settings.latency_slack)

    def _struck(
        self, guards: Guards, guard: str, where: Flags, candidate: Flags, weight: Floats, looks: Integers
    ) -> None:
        """Errors or slow, of all and by segment: events `where`, and whether each is the candidate's."""
        places = first(self._entity, where)
        guards.wealth(guard, struck_wealth(places, candidate, weight, looks))
        tenants = self._block.tenant[places]
        by_segment = [
            struck_wealth(places[tenants == tenant], candidate, weight, looks, one_sided=True)
            for tenant in range(len(TENANTS))
        ]
        guards.wealth("segments", np.max(by_segment, axis=0))

    def _levels(self, where: list[Flags], candidate: list[Flags], weight: Floats, looks: Integers) -> Floats:
        """Of latency: events above each threshold, and whether each is the candidate's."""
        wealths = [
            struck_wealth(first(self._entity, above), ours, weight, looks)
            for above, ours in zip(where, candidate, strict=True)
        ]
        return log_mean(np.stack(wealths, axis=1), LEVEL_WEIGHTS)

    def _pairs(self, guards: Guards, places: Integers, learned: Integers, looks: Integers) -> tuple[Sums, Sums]:
        """Score, reviews, shift, flips and their segments, over the pairs at `places`; the sums of shift and flips."""
        block, entity = self._block, self._entity[places]
        differences = block.candidate.score[places] - block.stable.score[places]
        flips = block.candidate.review[places].astype(np.float64) - block.stable.review[places]
        paired = np.zeros(len(block), np.bool_)
        paired[places] = True
        new = first(self._entity, paired)
        guards.mean("score", new, differences[np.searchsorted(places, new)], looks)
        guards.mean("reviews", new, flips[np.searchsorted(places, new)], looks)

        n = np.arange(1, len(places) + 1)
        mean = np.cumsum(differences) / n
        scale = np.sqrt(np.maximum(np.cumsum(differences**2) / n - mean * mean, 0.0))
        shifts = differences[_FIRST_PAIRS:] / np.maximum(scale[_FIRST_PAIRS - 1 : -1], 1e-3)
        of_shift = (places[_FIRST_PAIRS:], shifts, running.before_of(entity[_FIRST_PAIRS:], shifts))
        of_flips = (places, flips, running.before_of(entity, flips))
        shift, flip = Sums.at(looks, *of_shift), Sums.at(looks, *of_flips)
        departed = Sums.at(looks, places, self._departures(places, learned), np.zeros(len(places)))
        guards.wealth("shift", shift.normal_wealth(self._shift_harm, TAU_SHIFT))
        both = [flip.sign_wealth(self._flips_harm, CHANGED), departed.sign_wealth(self._flips_harm, DEPARTED)]
        some = np.where(np.stack(both, axis=1) > 0, np.stack(both, axis=1), -1e3)
        guards.wealth("flips", np.where(some.max(axis=1) > 0, log_mean(some), 0.0))
        shifts_of, flips_of = (
            [
                Sums.at(looks, *(column[block.tenant[rows[0]] == tenant] for column in rows))
                for tenant in range(len(TENANTS))
            ]
            for rows in (of_shift, of_flips)
        )
        guards.wealth("segments", np.max([s.normal_wealth(self._shift_harm, TAU_SHIFT) for s in shifts_of], axis=0))
        guards.wealth("segments", np.max([s.sign_wealth(self._flips_harm, CHANGED) for s in flips_of], axis=0))
        return shift, flip

    def _departures(self, places: Integers, learned: Integers) -> Floats:
        """+1, 0, -1 at `places`, by the rule of all earlier ones and of those `learned` before; an entity's first."""
        stable, candidate = self._block.stable, self._block.candidate
        at = np.concatenate([learned, places])
        passed = np.maximum.accumulate(np.where(stable.review[at], -np.inf, stable.score[at]))
        reviewed = np.minimum.accumulate(np.where(stable.review[at], stable.score[at], np.inf))
        passed = np.concatenate([[-np.inf], passed])[len(learned) : -1]
        reviewed = np.concatenate([[np.inf], reviewed])[len(learned) : -1]
        departs = [
            np.where(side.review[places], side.score[places] <= passed, -1.0 * (side.score[places] >= reviewed))
            for side in (candidate, stable)
        ]
        difference = np.sign(departs[0] - departs[1])
        departed = np.zeros(len(self._block), np.bool_)
        departed[places] = difference != 0
        counts = np.zeros(len(self._block), np.bool_)
        counts[first(self._entity, departed)] = True
        return np.where(counts[places], difference, 0.0)


class Shadow(_Stage):
    """Both releases work on every request: those of `block`, from the start of the rollout."""

    def guards(self, looks: Integers) -> Guards:
        """What each says."""
        settings, stable, candidate = self._settings, self._block.stable, self._block.candidate
        guards = Guards(looks, settings, "shadow")
        even = np.full(len(self._block), EVEN)
        # On one request one release alone is struck: whether it is the candidate.
        self._struck(guards, "errors", candidate.error != stable.error, candidate.error, even, looks)
        self._struck(guards, "slow", self._slow[0] != self._slow[1], self._slow[0], even, looks)
        guards.wealth("latency", self._latency(looks, even))
        places = np.flatnonzero(self._both_good)
        shift, flips = self._pairs(guards, places, np.array([], np.int64), looks)
        guards.need(settings.shadow_pairs - 0.5 - np.searchsorted(places, looks).astype(np.float64))
        executions = looks.astype(np.float64), looks.astype(np.float64)
        errors = _counted(candidate.error, looks), _counted(stable.error, looks)
        guards.need(np.where(2 * errors[1] < executions[1], -1.0, 1.0))
        guards.share("errors", errors, executions)
        guards.share("slow", (_counted(self._slow[0], looks), _counted(self._slow[1], looks)), executions)
        for name, sums, tau in (("shift", shift, TAU_SHIFT), ("flips", flips, TAU_SIGN)):
            guards.need(self._beyond_margin(name, sums, tau, np.flatnonzero(guards.unclear < ROUNDING)))
        return guards

    def _latency(self, looks: Integers, even: Floats) -> Floats:
        stable_ms = self._block.stable.latency_ms
        thresholds = np.full((len(LEVELS), len(stable_ms)), np.inf)
        size = 32
        while size <= min(_LARGEST, len(stable_ms)):
            thresholds[:, size:] = _thresholds(stable_ms[:size])[:, None]
            size *= 2
        ours, theirs = self._scaled_ms > thresholds, stable_ms > thresholds
        wealth = self._levels(list(ours != theirs), list(ours), even, looks)
        difference = (ours[1:].astype(np.int64) - theirs[1:]).sum(axis=0)
        places = np.flatnonzero(difference)
        values = difference[places].astype(np.float64)
        before = running.before_of(self._entity[places], values)
        upto = np.searchsorted(places, looks)
        tails = []
        for bet in TAIL_BETS:
            cost = _log_cosh(bet * values)
            clustered = _log_cosh(bet * (before + values)) - _log_cosh(bet * before)
            sums = [np.concatenate([[0.0], np.cumsum(terms)])[upto] for terms in (values, cost, clustered)]
            tails.append(bet * sums[0] - np.maximum(sums[1], sums[2]))
        return log_mean(np.stack([wealth, log_mean(np.stack(tails, axis=1))], axis=1))

    def _beyond_margin(self, guard: str, sums: Sums, tau: float, looks: Integers) -> Floats:
        """Below 0 where the library's own interval is within the margin: at the first such of `looks`, the rest unknown."""
        tolerance: Tolerance = getattr(self._settings, guard)
        unclear = np.full(len(sums.pairs), np.inf)
        for look in looks.tolist():
            columns = (sums.total, sums.squares, sums.clustered)
            known = PairedSums(int(sums.pairs[look]), *(float(column[look]) for column in columns))
            interval = known.interval(self._settings.alpha(guard, "shadow"), tau)
            unclear[look] = max(interval.upper, -interval.lower) - tolerance.margin
            if unclear[look] < -ROUNDING and guard == "flips":
                break
        return unclear


@dataclass(frozen=True, slots=True)
class Routed:
    """Which requests canary has, and who answers them."""

    shadow: int
    """Requests of shadow: canary has those from here on."""
    start: int
    """Where its present step begins."""
    step: int
    answers: Flags
    """Whether the candidate answers, of all requests."""
    weight: Floats
    """The candidate's at each request."""


class TieBreaks:
    """What chance chose for the requests of a seed, to place them among their equals; drawn where it is asked for."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._known = np.full(0, np.nan)

    def at(self, places: Integers) -> Floats:
        """Of the requests at `places`."""
        most = int(places.max(initial=-1)) + 1
        self._known = np.concatenate([self._known, np.full(max(most - len(self._known), 0), np.nan)])
        missing = places[np.isnan(self._known[places])]
        self._known[missing] = [uniform(f"{self._seed}:{place}") for place in missing.tolist()]
        return np.asarray(self._known[places])


class Canary(_Stage):
    """Each release is measured where it answers, from the end of shadow on."""

    def __init__(self, block: Block, settings: Settings, routed: Routed, ties: TieBreaks) -> None:
        super().__init__(block, settings)
        self._routed, self._ties = routed, ties
        self._later = np.arange(len(block)) >= routed.shadow

    def guards(self, looks: Integers) -> Guards:
        """What each says."""
        settings, routed, later = self._settings, self._routed, self._later
        stable, candidate, answers = self._block.stable, self._block.candidate, self._routed.answers
        guards = Guards(looks, settings, "canary")
        bad = np.where(answers, candidate.error, stable.error) & later
        slow = np.where(answers, *self._slow) & later
        self._struck(guards, "errors", bad, answers, routed.weight, looks)
        self._struck(guards, "slow", slow, answers, routed.weight, looks)
        learned = min(2 ** int(math.log2(routed.shadow)), _LARGEST)
        latency = np.where(answers, self._scaled_ms, stable.latency_ms)
        above = [(latency > threshold) & later for threshold in _thresholds(stable.latency_ms[:learned]).tolist()]
        guards.wealth("latency", self._levels(above, [answers] * len(LEVELS), routed.weight, looks))
        shadow_pairs = np.flatnonzero(self._both_good & ~later)
        self._pairs(guards, np.flatnonzero(self._both_good & later & answers), shadow_pairs, looks)
        self._sample_ratio(guards, looks)
        guards.need(settings.step_requests - 0.5 - _counted(answers, looks, routed.start))
        sides = answers & later, ~answers & later
        executions = _counted(sides[0], looks), _counted(sides[1], looks)
        errors = _counted(bad & sides[0], looks), _counted(bad & sides[1], looks)
        guards.need(np.where(2 * errors[1] < executions[1], -1.0, 1.0))
        guards.share("errors", errors, executions)
        guards.share("slow", (_counted(slow & sides[0], looks), _counted(slow & sides[1], looks)), executions)
        self._drift(guards, looks)
        return guards

    def _sample_ratio(self, guards: Guards, looks: Integers) -> None:
        met = first(self._entity, self._later)
        groups = []
        for weight in self._settings.canary_steps[: self._routed.step + 1]:
            at = met[self._routed.weight[met] == weight]
            upto = np.searchsorted(at, looks)
            ours = np.concatenate([[0], np.cumsum(self._routed.answers[at])])
            groups.append((weight, upto, ours[upto]))
        guards.wealth("sample_ratio", running.mismatch(groups), pooled=False)

    def _drift(self, guards: Guards, looks: Integers) -> None:
        """Only up to the first look at which every other guard is clear, and the same from there on: ranks are dear.

        If drift is not clear there, no later look is either, and nothing certain is said.
        """
        clear = np.flatnonzero(guards.unclear < ROUNDING)
        last = int(looks[clear[0]]) if len(clear) else int(looks[-1])
        later, good, condition = self._later[:last], self._both_good[:last], self._block.stable.score[:last]
        differences = self._block.candidate.score[:last] - condition
        thousandths = np.rint(1000 * differences).astype(np.int64)
        reference, places = np.flatnonzero(good & ~later), np.flatnonzero(good & later)
        ordered = np.sort(condition[reference])
        third = np.searchsorted([ordered[len(ordered) * i // 3] for i in (1, 2)], condition, side="right")

        def wealth(pairs: Integers, known: Integers) -> Floats:
            """Of `pairs` among those `known`."""
            of_ranks = running.ranks_wealth(thousandths[known], thousandths[pairs], self._ties.at(pairs))
            return np.asarray(of_ranks[np.searchsorted(pairs, looks)])

        views = []
        for pairs in (places, places[self._routed.answers[places]]):
            thirds = [wealth(pairs[third[pairs] == i], reference[third[reference] == i]) for i in range(3)]
            views += [wealth(pairs, reference), np.sum(thirds, axis=0)]
        guards.wealth("drift", np.round(log_mean(np.stack(views, axis=1)), 6), pooled=False)


def _counted(where: Flags, looks: Integers, start: int = 0) -> Floats:
    """How many from `start` on, at every look."""
    sums = np.concatenate([[0], np.cumsum(where[start:])])
    return np.asarray(sums[looks - start], np.float64)


def _thresholds(sample: Floats) -> Floats:
    ordered = np.sort(sample)
    return np.array([ordered[min(int(level * len(ordered)), len(ordered) - 1)] for level in LEVELS])


def _log_cosh(x: Floats) -> Floats:
    return np.asarray(np.abs(x) + np.log1p(np.exp(-2 * np.abs(x))) - math.log(2))
