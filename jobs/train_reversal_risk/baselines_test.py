import pytest

from train_reversal_risk.baselines import WEIGHTS, PastRate
from train_reversal_risk.labels import HORIZON_MS, Example, Payment

T = 1_600_000_000_000


def example(customer: str, t_ms: int, reversed_known_ms: int | None = None, tenant: str = "shop") -> Example:
    return Example(Payment(f"{customer}-{t_ms}", tenant, customer, t_ms, (1, 1, 1)), reversed_known_ms)


HISTORY = [
    example("a", T, T + 5),
    example("a", T + 10),
    example("a", T + 20, T + HORIZON_MS + 25),
    example("b", T, T + 5),
]


def score(t_ms: int, customer: str = "a", tenant: str = "shop") -> float:
    return float(PastRate(HISTORY, base_rate=0.1, weight=5.0).scores([example(customer, t_ms, tenant=tenant)])[0])


def test_without_a_past_the_rate_is_the_base_rate() -> None:
    assert score(T + HORIZON_MS, "new") == score(T, "a") == score(T + HORIZON_MS - 1, "a") == pytest.approx(0.1)


def test_the_rate_is_r_plus_m_b_over_n_plus_m_of_the_mature_payments() -> None:
    assert score(T + HORIZON_MS) == pytest.approx((1 + 0.5) / (1 + 5))
    assert score(T + HORIZON_MS + 10) == pytest.approx((1 + 0.5) / (2 + 5))


def test_a_reversal_counts_from_when_it_is_known() -> None:
    assert score(T + HORIZON_MS + 24) == pytest.approx((1 + 0.5) / (3 + 5))
    assert score(T + HORIZON_MS + 25) == pytest.approx((2 + 0.5) / (3 + 5))


def test_the_past_of_another_tenants_customer_is_not_ones_own() -> None:
    assert score(T + 2 * HORIZON_MS, "a", tenant="other") == pytest.approx(0.1)


def test_the_weight_is_the_one_that_explains_the_training_labels_best() -> None:
    # Each customer does what it always did: its own past says all, the base rate nothing.
    loyal = [
        example(c, T + i * HORIZON_MS, T + i * HORIZON_MS if c == "x" else None) for i in range(20) for c in ("x", "y")
    ]

    assert PastRate.fitted(loyal, loyal).weight == min(WEIGHTS)
    assert PastRate.fitted(loyal, loyal).base_rate == pytest.approx(0.5)
