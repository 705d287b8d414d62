from typing import Any

import pytest

from andamio.catalog.loading import load_catalog
from andamio.features.components import Value
from train_reversal_risk.errors import TrainingError
from train_reversal_risk.labels import HORIZON_MS
from train_reversal_risk.synthetic_history import (
    DAY_MS,
    START_MS,
    TRAIN_UNTIL_MS,
    Row,
    captured,
    deliveries,
    history,
    reversed_,
)
from train_reversal_risk.training_set import TrainingSet, build

SERVICE = load_catalog().services["reversal_risk@1"]
PAYMENTS, REVERSALS = history(seed=1)


def built(payments: list[Row], reversals: list[Row]) -> TrainingSet:
    return build(SERVICE, deliveries(payments, reversals), TRAIN_UNTIL_MS)


@pytest.fixture(scope="module")
def data() -> TrainingSet:
    return built(PAYMENTS, REVERSALS)


def inputs_of(data: TrainingSet, event_id: str) -> dict[str, Value]:
    for rows in (data.training, data.evaluation):
        for example, values in zip(rows.examples, rows.values, strict=True):
            if example.payment.event_id == event_id:
                return dict(zip(rows.inputs, values, strict=True))
    raise AssertionError(event_id)


def middle(data: TrainingSet) -> tuple[str, str, int]:
    """(event id, customer, t) of some payment in the training part."""
    payment = data.training.examples[len(data.training.examples) // 2].payment
    return payment.event_id, payment.customer, payment.t_ms


def test_inputs_are_the_request_then_the_features_in_the_services_order(data: TrainingSet) -> None:
    assert data.training.inputs[:3] == ("amount_minor", "lines", "distinct_products")
    assert data.training.inputs[3:] == SERVICE.feature_names()
    assert data.training.matrix.shape == (len(data.training.examples), 3 + len(SERVICE.feature_names()))


def test_training_labels_were_mature_before_evaluation_starts(data: TrainingSet) -> None:
    assert all(e.payment.t_ms + HORIZON_MS <= data.split_ms for e in data.training.examples)
    assert all(data.split_ms <= e.payment.t_ms <= TRAIN_UNTIL_MS - HORIZON_MS for e in data.evaluation.examples)


def test_the_rehearsal_is_what_was_known_when_the_last_fifth_of_the_training_part_began(data: TrainingSet) -> None:
    times = [example.payment.t_ms for example in data.training.examples]
    assert sum(t >= data.rehearsed_ms for t in times) == pytest.approx(len(times) / 5, abs=1)
    assert all(e.payment.t_ms + HORIZON_MS <= data.rehearsed_ms for e in data.rehearsal.examples)
    last = data.rehearsal.examples[-1].payment
    late = reversed_("late", last.event_id, last.customer, last.t_ms + DAY_MS, known_at_ms=data.rehearsed_ms + 1)

    later = built(PAYMENTS, [*REVERSALS, late])

    assert later.rehearsal == data.rehearsal


def test_an_event_before_the_payment_is_in_its_inputs(data: TrainingSet) -> None:
    event_id, customer, t = middle(data)
    more = built(
        [*PAYMENTS, captured("extra", customer, t - 1)], [*REVERSALS, reversed_("extra:p", "p", customer, t - 1)]
    )

    before, after = inputs_of(data, event_id), inputs_of(more, event_id)
    for name in ("customer_payments__payments_count_1h", "customer_reversals__reversals_count_24h"):
        assert int(after[name] or 0) == int(before[name] or 0) + 1


@pytest.mark.parametrize(
    ("shift_ms", "known_after_ms"),
    [(0, 0), (1, 0), (-1, 1), (-DAY_MS, 1), (-DAY_MS, 3 * DAY_MS)],
    ids=["at t", "after t", "just before t, known just after", "a day before, known after", "known days later"],
)
def test_an_event_at_t_or_known_after_t_never_changes_a_row(
    data: TrainingSet, shift_ms: int, known_after_ms: int
) -> None:
    event_id, customer, t = middle(data)
    changes: dict[str, Any] = {"amount_minor": 999_999, "known_at_ms": t + max(shift_ms, known_after_ms)}
    more = built(
        [*PAYMENTS, captured("extra", customer, t + shift_ms, **changes)],
        [*REVERSALS, reversed_("extra:p", "p", customer, t + shift_ms, **changes)],
    )

    assert inputs_of(more, event_id) == inputs_of(data, event_id)


def test_a_correction_known_after_t_does_not_change_the_rows_before_it(data: TrainingSet) -> None:
    event_id, customer, t = middle(data)
    earlier = captured("extra", customer, t - DAY_MS)
    once = built([*PAYMENTS, earlier], REVERSALS)
    corrected = built(
        [*PAYMENTS, earlier, {**earlier, "amount_minor": 7, "sequence": 2, "known_at_ms": t + 1}], REVERSALS
    )

    assert inputs_of(once, event_id) == inputs_of(corrected, event_id) != inputs_of(data, event_id)


def test_the_fingerprint_is_of_the_rows_and_not_of_the_order_of_arrival_in_the_tables(data: TrainingSet) -> None:
    again = built(PAYMENTS[::-1], REVERSALS)
    other = built([{**PAYMENTS[0], "amount_minor": 1}, *PAYMENTS[1:]], REVERSALS)

    assert again.training.fingerprint() == data.training.fingerprint() != other.training.fingerprint()


def test_too_short_a_history_is_refused_with_what_is_missing() -> None:
    with pytest.raises(TrainingError, match="no payment is 30 days old; at least 20 reversed ones"):
        build(SERVICE, deliveries(PAYMENTS, REVERSALS), START_MS + DAY_MS)
    with pytest.raises(TrainingError, match="the training part has .* raise --train-until-ms"):
        build(SERVICE, deliveries(PAYMENTS, REVERSALS), START_MS + 40 * DAY_MS)
