"""One contract, however a payment arrives: as a request's body, or within a batch."""

import json
from typing import Any

import orjson
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from inference.request import ScoreRequest

_RIGHT: dict[str, Any] = {
    "request_id": "q-1",
    "tenant": "online-retail",
    "customer": "12346",
    "event_time_ms": 1_320_000_000_000,
    "currency": "GBP",
    "amount_minor": 20_000,
    "lines": 2,
    "distinct_products": 1,
}
_ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text("aZ09 -~é\x00", max_size=5),
    st.sampled_from([0, 1, 2**63 - 1, 946_684_800_000, 4_102_444_800_000, 4_102_444_800_001, "GBP", "a" * 64, "1"]),
    st.just([1]),
    st.just({"a": 1}),
)
_DOCUMENTS = st.builds(
    lambda changed, missing: {name: value for name, value in (_RIGHT | changed).items() if name not in missing},
    st.dictionaries(st.sampled_from([*_RIGHT, "other"]), _ANYTHING, max_size=2),
    st.sets(st.sampled_from([*_RIGHT]), max_size=1) | st.just(set()),
)


def verdict(validate: Any, given: Any) -> Any:
    """What is understood, or the fields at fault."""
    try:
        return validate(given)
    except ValidationError as error:
        return sorted({".".join(map(str, entry["loc"])) for entry in error.errors()})


@given(_DOCUMENTS)
def test_a_body_and_a_payment_of_a_batch_are_judged_alike(document: dict[str, Any]) -> None:
    body = json.dumps(document).encode()

    assert verdict(ScoreRequest.model_validate_json, body) == verdict(ScoreRequest.model_validate, orjson.loads(body))


def test_what_is_right_is_understood() -> None:
    assert ScoreRequest.model_validate_json(json.dumps(_RIGHT)).model_dump() == _RIGHT
