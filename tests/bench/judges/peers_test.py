"""The peers follow their documentation, and tuning makes the best of each."""

from dataclasses import replace

import numpy as np
import pytest

from tests.bench.judges import kayenta, peers, threshold_peers
from tests.bench.judges.threshold_peers import Result, Routing
from tests.bench.judges.traffic import Block, Regression, Stream

LONG = Stream(3, Regression.NONE).take(kayenta.LONGEST)


def failing(block: Block, share: float) -> Block:
    """Every request of the candidate fails with probability `share`, and nothing else does."""
    errors = np.random.default_rng(0).random(len(block)) < share
    return replace(block, candidate=replace(block.candidate, error=errors))


def test_flagger_promotes_after_ten_good_checks_and_rolls_back_at_the_threshold() -> None:
    minute = threshold_peers.FLAGGER_INTERVAL
    assert threshold_peers.flagger_as_documented(failing(LONG, 0.0), 5) == Result(False, 10 * minute)
    assert threshold_peers.flagger_as_documented(failing(LONG, 0.2), 5) == Result(True, 5 * minute)
    assert threshold_peers.flagger_as_documented(failing(LONG, 0.2), 10) == Result(True, 10 * minute)


def test_argo_tolerates_three_failed_measurements_and_aborts_at_the_fourth() -> None:
    assert threshold_peers.argo_as_documented(failing(LONG, 0.02)) == Result(False, 96_000)
    assert threshold_peers.argo_as_documented(failing(LONG, 0.2)) == Result(True, 4 * 12_000)


def test_kayenta_looks_once_at_the_end() -> None:
    assert kayenta.as_documented(failing(LONG, 0.2)) == Result(True, 120_000)
    calm = Stream(4, Regression.NONE).take(kayenta.LONGEST)
    assert kayenta.as_documented(replace(calm, candidate=calm.stable)).requests == 120_000


@pytest.mark.parametrize("routing", Routing)
def test_tuned_peers_find_a_broken_tenant_and_leave_harmless_rollouts_alone(routing: Routing) -> None:
    horizon = 2_000

    def observe(regression: Regression, seeds: range) -> list[peers.Observations]:
        return [peers.observe(Stream(seed, regression).take(horizon), horizon, routing) for seed in seeds]

    calm, struck = observe(Regression.NONE, range(30)), observe(Regression.SEGMENT, range(30, 36))
    for name, peer in peers.tuned(calm, struck, rate=0.07).items():
        assert peer.share >= 0.9, name
        assert peer.median <= horizon
    for name, peer in peers.tuned(calm, calm, rate=0.07).items():
        assert peer.share <= 0.07, name
