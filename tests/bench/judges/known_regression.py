"""What the best bettor could do who knew the regression beforehand: the floor under our judge's requests to detection.

    PYTHONPATH=libs:services:jobs:. python -m tests.bench.judges.known_regression

In shadow nothing but the requests that strike one release alone tells errors apart, and each is either release's with
probability 1/2 if the candidate is no worse. A bettor who bets the candidate's true share of them, at the level that our guard
has of the allowed 1%, needs as many requests as the best test of that hypothesis can (Wald); of latency, who bets the best
size on the thresholds taken together, known beforehand. Ours has to find both, and which regression it is. Prints JSON:
median requests over 60 rollouts, the seeds of `rollout_verdicts`.
"""

import json
import math
import statistics
import sys

import numpy as np

from andamio.rollout.settings import EQUIVALENT
from andamio.rollout.statistics.latency import LEVELS
from tests.bench.judges.traffic import Block, Floats, Regression, Stream

_ROLLOUTS, _HORIZON, _FIRST = 60, 6_000, 5_000_000
_SHARES = (0.75, 0.8, 5 / 6, 0.87)
_TAIL_BETS = (0.1, 0.12, 0.14, 0.17, 0.2)


def _found(log_wealth: Floats, alpha: float) -> float:
    """Requests until the wealth reaches 1/alpha; infinite if it does not."""
    reached = np.nonzero(log_wealth >= -math.log(alpha))[0]
    return float(reached[0]) + 1 if len(reached) else math.inf


def _struck_alone(block: Block) -> Floats:
    """+1 where the candidate alone failed, -1 where stable alone did, at the first such request of an entity; else 0."""
    alone = np.nonzero(block.candidate.error != block.stable.error)[0]
    _, first = np.unique(block.entity[alone], return_index=True)
    signs = np.zeros(len(block))
    signs[alone[first]] = np.where(block.candidate.error[alone[first]], 1.0, -1.0)
    return signs


def _thresholds_above(block: Block) -> Floats:
    """How many more of stable's quantiles from p90 on the candidate was above, of this very day's stable executions."""
    ours = (block.candidate.latency_ms - EQUIVALENT.latency_least_ms) / (1 + EQUIVALENT.latency_slack)
    theirs = block.stable.latency_ms
    more = np.zeros(len(block))
    for threshold in np.quantile(theirs, LEVELS[1:]):
        more += (ours > threshold).astype(float) - (theirs > threshold)
    return more


def main() -> int:
    """Print the floors."""
    errors: dict[float, list[float]] = {share: [] for share in _SHARES}
    latency: dict[float, list[float]] = {bet: [] for bet in _TAIL_BETS}
    for seed in range(_FIRST, _FIRST + _ROLLOUTS):
        signs = _struck_alone(Stream(seed, Regression.ERRORS).take(_HORIZON))
        for share, found in errors.items():
            gains = np.where(signs > 0, math.log(2 * share), np.where(signs < 0, math.log(2 * (1 - share)), 0.0))
            found.append(_found(gains.cumsum(), EQUIVALENT.alpha("errors", "shadow")))
        more = _thresholds_above(Stream(seed, Regression.LATENCY).take(_HORIZON))
        for bet, found in latency.items():
            wealth = (bet * more - np.log(np.cosh(bet * more))).cumsum()
            found.append(_found(wealth, EQUIVALENT.alpha("latency", "shadow")))
    medians = {
        "errors, by the share bet": {f"{share:.3f}": statistics.median(found) for share, found in errors.items()},
        "latency, by the bet": {f"{bet:g}": statistics.median(found) for bet, found in latency.items()},
    }
    print(json.dumps(medians, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
