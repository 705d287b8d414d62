from andamio.catalog.loading import load_catalog
from train_{{cookiecutter.model}}.example_history import Row, deliveries, event
from train_{{cookiecutter.model}}.labels import HORIZON_MS, labelled
from train_{{cookiecutter.model}}.training import SERVICE

VIEW = load_catalog().services[SERVICE].views[0]
T = 1_600_000_000_000


def labels(rows: list[Row], k_ms: int = T + 10 * HORIZON_MS) -> dict[str, int]:
    table = labelled(VIEW, deliveries(rows), k_ms)
    return dict(zip(table["event_id"].to_pylist(), table["label"].to_pylist()))


def test_an_event_has_a_label_from_the_end_of_its_horizon_on() -> None:
    assert labels([event("e", "k", T)], T + HORIZON_MS - 1) == {}
    assert labels([event("e", "k", T)], T + HORIZON_MS) == {"e": 0}


def test_another_event_counts_up_to_the_end_of_the_horizon_inclusive() -> None:
    assert labels([event("e", "k", T), event("f", "k", T + HORIZON_MS)])["e"] == 1
    assert labels([event("e", "k", T), event("f", "k", T + HORIZON_MS + 1)])["e"] == 0


def test_an_event_of_another_key_does_not_count() -> None:
    assert labels([event("e", "k", T), event("f", "other", T + 1)])["e"] == 0


def test_duplicates_and_removed_events_do_not_count() -> None:
    removed = event("f", "k", T + 1, sequence=2, deleted=True, known_at_ms=T + 2)

    assert labels([event("e", "k", T), event("e", "k", T)]) == {"e": 0}
    assert labels([event("e", "k", T), event("f", "k", T + 1), removed]) == {"e": 0}


def test_the_request_is_what_was_first_delivered() -> None:
    corrected = event("e", "k", T, amount_minor=1, sequence=2, known_at_ms=T + 1)

    table = labelled(VIEW, deliveries([event("e", "k", T), corrected]), T + HORIZON_MS)

    assert table["amount_minor"].to_pylist() == [1_000]
