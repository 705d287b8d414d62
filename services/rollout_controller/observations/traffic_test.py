"""Traffic counts every request once, in the second in which it was read."""

from hypothesis import given
from hypothesis import strategies as st

from rollout_controller.observations.traffic import KEPT_S, Traffic

requests = st.lists(st.tuples(st.sampled_from(["r1", "r2", "r3"]), st.integers(0, 900_000)), max_size=60)


@given(requests, st.integers(0, 900_000))
def test_every_request_from_a_time_on_is_in_exactly_one_second(counted: list[tuple[str, int]], from_ms: int) -> None:
    traffic = Traffic()
    for release, at_ms in sorted(counted, key=lambda entry: entry[1]):
        traffic.add(release, at_ms)
    seconds = traffic.since(from_ms)
    assert [each["at_ms"] for each in seconds] == sorted({each["at_ms"] for each in seconds})
    for release in ("r1", "r2", "r3"):
        expected = sum(1 for name, at_ms in counted if name == release and at_ms // 1000 * 1000 >= from_ms)
        assert sum(each["answered"].get(release, 0) for each in seconds) == expected


def test_a_clock_that_goes_back_loses_nothing() -> None:
    traffic = Traffic()
    for at_ms in (5_000, 3_000, 5_500):
        traffic.add("r1", at_ms)
    assert traffic.since(0) == [{"at_ms": 5_000, "answered": {"r1": 3}}]


def test_the_rate_is_over_whole_seconds_since_the_first_request() -> None:
    traffic = Traffic()
    assert traffic.rate(10_000) is None
    for second in range(10, 14):
        for _ in range(6):
            traffic.add("r1", second * 1000)
    # The second under way does not count: it is not over.
    assert traffic.rate(13_900) == 6.0
    assert traffic.rate(200_000) is None


def test_half_an_hour_is_kept() -> None:
    traffic = Traffic()
    for second in range(KEPT_S + 10):
        traffic.add("r1", second * 1000)
    assert len(traffic.since(0)) == KEPT_S


@given(requests, st.lists(st.integers(0, 60), max_size=8))
def test_what_is_saved_as_it_grows_and_loaded_again_is_the_same(
    counted: list[tuple[str, int]], saves: list[int]
) -> None:
    traffic, stored = Traffic(), dict[int, dict[str, int]]()
    for number, (release, at_ms) in enumerate(counted):
        traffic.add(release, at_ms)
        if number in saves:
            stored |= traffic.changed()
    stored |= traffic.changed()
    assert traffic.changed() == {}

    again = Traffic()
    again.add("r9", 0)  # what was counted and could not be saved has not happened
    again.load(stored)
    assert again.since(0) == traffic.since(0)
    assert again.changed() == {}
