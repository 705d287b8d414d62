"""The accounting against an oracle, and its negative control: a dropped or doubled request is always found."""

from hypothesis import given
from hypothesis import strategies as st

from tests.bench.recovery.accounting import account

_ENDS = ("answered", "failed", "failed_and_logged")
_WRONG = ("lost", "doubled", "unknown", "unanswered")


@given(st.lists(st.sampled_from(_ENDS + _WRONG), max_size=30))
def test_every_request_is_counted_at_its_end_and_a_wrong_one_is_never_whole(ends: list[str]) -> None:
    ids = {f"q-{number}": end for number, end in enumerate(ends)}
    logged = {"answered": 1, "failed_and_logged": 1, "doubled": 2, "unknown": 1}

    result = account(
        [request_id for request_id, end in ids.items() if end != "unknown"],
        [request_id for request_id, end in ids.items() if end in ("answered", "lost", "doubled")],
        [request_id for request_id, end in ids.items() if end in ("failed", "failed_and_logged")],
        {request_id: logged[end] for request_id, end in ids.items() if end in logged},
    )

    for end in _ENDS + _WRONG:
        assert getattr(result, end) == ends.count(end)
    assert result.whole == all(end in _ENDS for end in ends)
