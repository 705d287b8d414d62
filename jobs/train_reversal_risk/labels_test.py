from andamio.catalog.loading import load_catalog
from andamio.features.event import Delivery
from train_reversal_risk.labels import HORIZON_MS, Example, examples_known_by, payments_known_by
from train_reversal_risk.synthetic_history import Row, captured, deliveries, reversed_
from train_reversal_risk.training_set import view_of

SERVICE = load_catalog().services["reversal_risk@1"]
T = 1_600_000_000_000
HOUR = 3_600_000
FAR = T + 10 * HORIZON_MS


def examples(payments: list[Row], reversals: list[Row], k_ms: int = FAR) -> list[Example]:
    # A row nobody matches keeps the table's columns where a test has no reversals.
    tables = deliveries(payments, [*reversals, reversed_("other", "nothing", "nobody", T)])
    captured_rows, reversed_rows = ([Delivery.from_row(row) for row in table.to_pylist()] for table in tables.values())
    known = payments_known_by(view_of(SERVICE, "payment_captured"), captured_rows, k_ms)
    return examples_known_by(known, view_of(SERVICE, "payment_reversed"), reversed_rows, k_ms)


def label(payments: list[Row], reversals: list[Row], k_ms: int = FAR) -> int:
    (example,) = examples(payments, reversals, k_ms)
    return example.label


PAYMENT = captured("p", "c", T)


def test_a_payment_has_a_label_from_the_very_end_of_its_30_days_on() -> None:
    assert examples([PAYMENT], [], T + HORIZON_MS - 1) == []
    assert [example.label for example in examples([PAYMENT], [], T + HORIZON_MS)] == [0]


def test_an_early_reversal_makes_no_payment_mature() -> None:
    assert examples([PAYMENT], [reversed_("r", "p", "c", T + HOUR)], T + HORIZON_MS - 1) == []


def test_a_reversal_counts_from_the_payment_to_the_end_of_its_30_days_inclusive() -> None:
    at = {
        delay: label([PAYMENT], [reversed_("r", "p", "c", T + delay)]) for delay in (-1, 0, HORIZON_MS, HORIZON_MS + 1)
    }

    assert at == {-1: 0, 0: 1, HORIZON_MS: 1, HORIZON_MS + 1: 0}


def test_a_reversal_known_after_the_training_time_does_not_count() -> None:
    late = [reversed_("r", "p", "c", T + HORIZON_MS, known_at_ms=T + HORIZON_MS + HOUR)]

    assert label([PAYMENT], late, T + HORIZON_MS) == 0
    assert label([PAYMENT], late, T + HORIZON_MS + HOUR) == 1


def test_a_reversal_first_known_more_than_the_lateness_after_it_happened_does_not_count() -> None:
    lateness = view_of(SERVICE, "payment_reversed").lateness_ms
    happened = T + HOUR

    assert label([PAYMENT], [reversed_("r", "p", "c", happened, known_at_ms=happened + lateness)]) == 1
    assert label([PAYMENT], [reversed_("r", "p", "c", happened, known_at_ms=happened + lateness + 1)]) == 0


def test_a_removed_reversal_does_not_count_and_a_removed_payment_is_no_example() -> None:
    reversal = reversed_("r", "p", "c", T + HOUR)
    gone = {"sequence": 2, "deleted": True}

    assert label([PAYMENT], [reversal, {**reversal, **gone, "known_at_ms": T + 2 * HOUR}]) == 0
    assert examples([PAYMENT, {**PAYMENT, **gone, "known_at_ms": T + 2 * HOUR}], []) == []


def test_duplicates_make_one_example_with_one_label() -> None:
    reversal = reversed_("r", "p", "c", T + HOUR)

    assert label([PAYMENT, {**PAYMENT, "known_at_ms": T + HOUR}], [reversal, dict(reversal)]) == 1


def test_a_correction_that_came_after_the_payment_does_not_change_its_request() -> None:
    corrected = {**PAYMENT, "amount_minor": 1, "sequence": 2, "known_at_ms": T + HOUR}

    (example,) = examples([PAYMENT, corrected], [])

    assert example.payment.request == (1_000, 3, 2)


def test_a_reversal_of_another_tenants_payment_does_not_count() -> None:
    assert label([PAYMENT], [reversed_("r", "p", "c", T + HOUR, tenant="other-shop")]) == 0
