"""One rollout under the judges: a harmless one under ours, one with a regression under ours and the peers.

Harmless rollouts go by whole arrays where these can tell (`array_judge`), else, and regressions always, as the controller
runs them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from andamio.rollout.settings import Settings
from tests.bench.judges import peers
from tests.bench.judges.array_judge import applies_to, promoted_rollout
from tests.bench.judges.our_judge import Outcome, run_rollout
from tests.bench.judges.threshold_peers import Result, Routing
from tests.bench.judges.traffic import Regression, Stream, Surroundings


@dataclass(frozen=True, slots=True)
class HarmlessTask:
    """A rollout without a regression, for ours."""

    seed: int
    surroundings: Surroundings
    settings: Settings
    rules: int
    """The version of the rules that it is judged by; it names the parts that are kept."""


@dataclass(frozen=True, slots=True)
class Harmless:
    """What became of it."""

    outcome: Outcome
    by_arrays: bool
    """Whether whole arrays could tell; otherwise it ran as the controller runs it."""


@dataclass(frozen=True, slots=True)
class StruckTask:
    """A rollout with a regression, for all."""

    seed: int
    regression: Regression
    surroundings: Surroundings
    horizon: int
    """Requests that tuned peers get."""
    documented: bool
    """Whether peers with documented settings see it."""
    settings: tuple[Settings, ...]
    """Ours runs under each of them."""
    rules: int


@dataclass(frozen=True, slots=True)
class Struck:
    """What became of it."""

    ours: tuple[Outcome, ...]
    """One for each of the task's settings."""
    observed: Mapping[Routing, peers.Observations]
    documented: Mapping[str, Result]


def run_harmless(task: HarmlessTask) -> Harmless:
    """Ours on one harmless rollout."""
    stream = Stream(task.seed, Regression.NONE, task.surroundings)
    outcome = promoted_rollout(stream, task.seed, task.settings) if applies_to(task.settings) else None
    if outcome is not None:
        return Harmless(outcome, True)
    return Harmless(run_rollout(stream, task.seed, task.settings), False)


def run_struck(task: StruckTask) -> Struck:
    """All judges on one rollout's traffic."""
    stream = Stream(task.seed, task.regression, task.surroundings)
    return Struck(
        tuple(run_rollout(stream, task.seed, settings) for settings in task.settings),
        observe((task.seed, task.regression, task.surroundings, task.horizon)),
        peers.as_documented(stream) if task.documented else {},
    )


def observe(task: tuple[int, Regression, Surroundings, int]) -> Mapping[Routing, peers.Observations]:
    """What the tuned peers see in a rollout of (seed, regression, surroundings, horizon)."""
    seed, regression, surroundings, horizon = task
    block = Stream(seed, regression, surroundings).take(horizon)
    return {routing: peers.observe(block, horizon, routing) for routing in Routing}
