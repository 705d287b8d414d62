import pytest

from inference.limits import InFlight, TooBusy


def test_what_is_beyond_the_limit_is_turned_away_and_told_when_to_return() -> None:
    in_flight = InFlight(2)
    in_flight.enter()
    in_flight.enter()
    with pytest.raises(TooBusy, match="2 payments in hand") as refused:
        in_flight.enter()
    assert refused.value.retry_after_s == 1
    in_flight.leave(1, 0.01)
    in_flight.enter()
    assert in_flight.count == 2


def test_a_batch_counts_by_its_payments_and_a_large_one_is_let_in_alone() -> None:
    in_flight = InFlight(2)
    in_flight.enter(5)
    with pytest.raises(TooBusy):
        in_flight.enter()
    in_flight.leave(5, 0.01)
    in_flight.enter()
    with pytest.raises(TooBusy):
        in_flight.enter(2)


def test_where_requests_take_long_one_is_told_to_come_later() -> None:
    in_flight = InFlight(1)
    for _ in range(200):
        in_flight.enter()
        in_flight.leave(1, 3.5)
    in_flight.enter()
    with pytest.raises(TooBusy) as refused:
        in_flight.enter()
    assert refused.value.retry_after_s == 4
