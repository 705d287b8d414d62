"""A tenant gets its rate over time, whatever the sizes and moments of its requests, and nobody else pays for it."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andamio.errors import UserError
from feature_api.quotas import OverQuota, Quota, Quotas, read_quotas


class Clock:
    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@given(st.lists(st.tuples(st.floats(0, 3), st.integers(1, 50)), max_size=60))
def test_what_is_let_in_never_exceeds_burst_and_rate_by_more_than_one_request(asked: list[tuple[float, int]]) -> None:
    clock = Clock()
    quotas = Quotas(Quota(entities_per_s=10, burst=20), {}, clock)
    admitted, largest = 0, 0
    for pause_s, count in asked:
        clock.now_s += pause_s
        try:
            quotas.enter({"shop": count})
        except OverQuota as refused:
            # Told the truth: after that time it is let in.
            before = clock.now_s
            clock.now_s += refused.retry_after_s
            quotas.enter({"shop": count})
            assert clock.now_s > before
        quotas.leave(["shop"])
        admitted, largest = admitted + count, max(largest, count)
        assert admitted <= 20 + 10 * clock.now_s + largest


def test_one_tenant_over_its_quota_charges_nobody_in_a_mixed_request() -> None:
    quotas = Quotas(Quota(), {"small": Quota(1, 1), "large": Quota(5, 5)}, Clock())
    quotas.enter({"small": 1})
    for _ in range(10):
        with pytest.raises(OverQuota, match="'small'"):
            quotas.enter({"large": 5, "small": 1})
    quotas.enter({"large": 5})
    quotas.enter({"whoever": 1_000_000})


def test_requests_at_a_time_are_limited_until_one_ends() -> None:
    quotas = Quotas(Quota(concurrent=2), {}, Clock())
    quotas.enter({"shop": 1})
    quotas.enter({"shop": 1})
    with pytest.raises(OverQuota, match="at a time"):
        quotas.enter({"shop": 1})
    quotas.leave(["shop"])
    quotas.enter({"shop": 1})


def test_tenants_that_are_idle_are_forgotten() -> None:
    clock = Clock()
    quotas = Quotas(Quota(1, 1), {}, clock)
    for number in range(25_000):
        clock.now_s += 0.001
        quotas.enter({f"tenant-{number}": 1})
        quotas.leave([f"tenant-{number}"])
    assert len(quotas._accounts) <= 12_000


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("{", "JSON"),
        ("[]", "default"),
        ('{"x": 1}', "default"),
        ('{"default": {"entities_per_s": 0}}', "default"),
        ('{"tenants": {"shop": {"entities": 5}}}', "tenants.shop"),
        ('{"tenants": []}', "tenants"),
    ],
)
def test_a_quota_file_that_makes_no_sense_is_one_sentence(tmp_path: Path, text: str, named: str) -> None:
    path = tmp_path / "quotas.json"
    path.write_text(text)
    with pytest.raises(UserError, match=named):
        read_quotas(path)


def test_a_quota_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "quotas.json"
    path.write_text(json.dumps({"default": {"entities_per_s": 5}, "tenants": {"shop": {"concurrent": 2}}}))
    assert read_quotas(path) == (Quota(5, 5), {"shop": Quota(math.inf, math.inf, 2)})
