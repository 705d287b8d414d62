"""The ratio of two variants: found where there is one, and its interval honest where blocks differ by themselves."""

import random

import numpy
import pytest

from tests.bench.latency_blocks import Four, Latencies, drawn_order, plain_to_plain, treated_to_plain, within_fours


def fours(times: float, count: int = 40, drift: float = 0.5, seed: int = 1) -> list[Four]:
    """Blocks of a machine whose speed differs from four to four; the treatment makes latencies `times` as long."""
    chance = numpy.random.default_rng(seed)

    def block(speed: float) -> Latencies:
        return speed * chance.lognormal(0.0, 0.4, 400)

    made = []
    for _ in range(count):
        speed = float(chance.lognormal(0.0, drift))
        made.append(Four((block(speed), block(speed)), (block(times * speed), block(times * speed))))
    return made


@pytest.mark.parametrize("times", [1.0, 1.3])
def test_the_interval_of_the_ratio_has_what_the_treatment_does(times: float) -> None:
    for quantile in (0.5, 0.99):
        ratio = treated_to_plain(fours(times), quantile)
        assert ratio.low < times < ratio.high
        assert ratio.low < ratio.estimate < ratio.high
        assert ratio.high - ratio.low < 0.25


def test_a_ratio_is_that_of_the_quantiles_of_all_latencies_together() -> None:
    made = fours(1.3, count=7)
    plain = sorted(float(each) for four in made for block in four.plain for each in block)
    treated = sorted(float(each) for four in made for block in four.treated for each in block)
    at = int(0.95 * len(plain))

    assert treated_to_plain(made, 0.95).estimate == treated[at] / plain[at]


@pytest.mark.parametrize("times", [1.0, 1.3])
def test_the_interval_within_fours_has_what_the_treatment_does_and_is_the_narrower_one(times: float) -> None:
    made = fours(times)
    for quantile in (0.5, 0.99):
        within, pooled = within_fours(made, quantile), treated_to_plain(made, quantile)
        assert within.low < times < within.high
        assert within.low < within.estimate < within.high
        assert within.high - within.low < pooled.high - pooled.low


def test_within_fours_a_stall_of_the_machine_counts_as_one_four() -> None:
    made = fours(1.0)
    stalled = Four(made[0].plain, (made[0].treated[0] * 50, made[0].treated[1]))
    moved = within_fours([stalled, *made[1:]], 0.99).estimate / within_fours(made, 0.99).estimate
    pooled = treated_to_plain([stalled, *made[1:]], 0.99).estimate

    assert moved < 1.02
    assert pooled > 1.2


def test_the_other_way_round_the_ratio_within_fours_is_the_inverse() -> None:
    made = fours(1.3)
    ratio = within_fours(made, 0.99)
    inverse = within_fours([Four(four.treated, four.plain) for four in made], 0.99)

    assert [inverse.estimate, inverse.low, inverse.high] == pytest.approx(
        [1 / ratio.estimate, 1 / ratio.high, 1 / ratio.low]
    )


def test_intervals_within_fours_hold_as_often_as_they_say() -> None:
    held = 0
    for seed in range(200):
        ratio = within_fours(fours(1.0, count=12, seed=seed), 0.9)
        held += ratio.low <= 1.0 <= ratio.high

    assert held >= 182  # of 190 expected; 182 or fewer have a chance of 1%


def test_blocks_that_are_alike_do_not_differ() -> None:
    ratio = plain_to_plain(fours(2.0), 0.95)

    assert ratio.low < 1 < ratio.high


def test_few_fours_leave_more_open_than_many() -> None:
    few, many = (treated_to_plain(fours(1.0, count), 0.99) for count in (8, 80))

    assert many.high - many.low < few.high - few.low


def test_each_half_of_a_four_has_one_of_each_in_either_order() -> None:
    chance = random.Random(1)
    orders = [tuple(drawn_order(chance)) for _ in range(50)]

    assert all(sum(four[:2]) == sum(four[2:]) == 1 for four in orders)
    assert len(set(orders)) == 4
