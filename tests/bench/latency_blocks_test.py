"""The ratio of two variants: found where there is one, and its interval honest where blocks differ by themselves."""

import random

import numpy
import pytest

from tests.bench.latency_blocks import Four, Latencies, drawn_order, plain_to_plain, treated_to_plain


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
