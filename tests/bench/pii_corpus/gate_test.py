"""The gate on recall and precision, on the half of the corpus that nothing was tuned on."""

import re

import pytest

from andamio.pii import contexts, gazetteer, phone_numbers
from andamio.pii.recognition import find
from tests.bench.pii_corpus.corpus import LabelledSpan, Score, generate, score
from tests.bench.pii_corpus.templates_development import DEVELOPMENT
from tests.bench.pii_corpus.templates_held_out import HELD_OUT
from tests.bench.pii_corpus.values import GIVEN, ORGANISATIONS, STREETS, SURNAMES

RECALL, PRECISION, ENTITY_RECALL = 0.97, 0.95, 0.90
TEXTS = 3_000
SEED = 7


def _found(text: str) -> list[LabelledSpan]:
    return [(span.start, span.end, span.entity) for span in find(text)]


@pytest.fixture(scope="module")
def held_out() -> Score:
    return score(generate(SEED, TEXTS, "held_out"), _found)


def test_recall_and_precision_on_the_held_out_half(held_out: Score) -> None:
    rates = held_out.overall().rates()
    assert rates["recall"] >= RECALL
    assert rates["precision"] >= PRECISION


def test_no_entity_is_found_less_than_nine_times_in_ten(held_out: Score) -> None:
    low = {name: c.rates()["recall"] for name, c in held_out.entities.items() if c.rates()["recall"] < ENTITY_RECALL}
    assert not low


def test_every_entity_is_in_the_held_out_half_often_enough_to_tell(held_out: Score) -> None:
    assert {name for name, counts in held_out.entities.items() if counts.gold < 40} == set()
    assert len(held_out.entities) == 14


def _recognizers_words() -> set[str]:
    lists = (gazetteer.GIVEN_NAMES, gazetteer.SURNAMES, contexts.STOP_WORDS, contexts.TITLES, phone_numbers.CUES)
    return {word for listed in lists for word in listed}


def test_names_and_streets_of_the_corpus_are_in_no_list_of_the_recognizers() -> None:
    words = _recognizers_words()
    for listed in (GIVEN, SURNAMES, STREETS):
        for names in listed.values():
            assert {name for name in names if name.lower() in words} == set()


def test_the_halves_share_no_name_street_or_company() -> None:
    for listed in (GIVEN, SURNAMES, STREETS):
        for names in listed.values():
            assert len(set(names)) == len(names)  # so that every second one is of the other half alone
    for development, held in ORGANISATIONS.values():
        assert not set(development.split("|")) & set(held.split("|"))


def _runs(template: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\{?\w+\}?", template)
    return {tuple(words[start : start + 6]) for start in range(len(words) - 5)}


def test_the_halves_share_no_template_nor_six_words_in_a_row() -> None:
    for language, templates in HELD_OUT.items():
        known = {run for template in DEVELOPMENT[language] for run in _runs(template)}
        assert {run for template in templates for run in _runs(template) if run in known} == set()


def test_the_corpus_is_the_same_for_the_same_seed_and_labels_what_they_say() -> None:
    one, other = (generate(3, 200, "held_out") for _ in range(2))
    assert one == other
    assert all(0 <= start < end <= len(item.text) for item in one for start, end, _ in item.spans)


def test_counting_punishes_a_missed_a_short_and_a_wrong_span() -> None:
    item = next(item for item in generate(1, 50, "held_out") if len(item.spans) == 1)
    start, end, entity = item.spans[0]
    assert score([item], lambda _: []).overall().rates()["recall"] == 0.0
    assert score([item], lambda _: [(start, end, "card" if entity != "card" else "iban")]).overall().overlapping == 0
    short = score([item], lambda _: [(start, start + 1 + (end - start) // 4, entity)]).overall()
    assert (short.overlapping, short.predicted) == (0, 1)
