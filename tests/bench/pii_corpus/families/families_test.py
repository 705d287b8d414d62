"""Families are what they claim: their own names, labels that say where a value is, the same texts for the same seed."""

from collections import Counter

import pytest

from andamio.pii import contexts, gazetteer, phone_numbers
from tests.bench.pii_corpus.families.rendering import family_texts, without_accents
from tests.bench.pii_corpus.families.roles import FAMILIES
from tests.bench.pii_corpus.intervals import wilson
from tests.bench.pii_corpus.training.texts import FOREIGN


@pytest.mark.parametrize("name", FAMILIES)
def test_a_family_is_the_same_for_the_same_seed_and_labels_no_space_around_a_value(name: str) -> None:
    one, other = (family_texts(FAMILIES[name][0], 3, 200) for _ in range(2))
    assert one == other
    for item in one:
        for start, end, _ in item.spans:
            assert item.text[start:end] == item.text[start:end].strip() != ""
        assert "{" not in item.text


def test_no_name_is_in_two_families_or_in_a_list_of_the_recognizers() -> None:
    listed = {*gazetteer.GIVEN_NAMES, *gazetteer.SURNAMES, *contexts.STOP_WORDS, *contexts.TITLES, *phone_numbers.CUES}
    for kind in ("given", "surnames"):
        families = Counter(
            name
            for family, _ in FAMILIES.values()
            for name in {word.lower() for names in getattr(family, kind).values() for word in names.split()}
        )
        assert {name for name, count in families.items() if count > 1} == set()
        assert {name for name in families if name in listed} == set()
    foreign = [name for family, _ in FAMILIES.values() for name in family.foreign.split("|")]
    assert len({*foreign, *FOREIGN.split("|")}) == len(foreign) + len(FOREIGN.split("|"))


def test_each_family_has_its_own_templates_and_some_without_personal_data_in_each_language() -> None:
    seen: set[str] = set()
    for family, _ in FAMILIES.values():
        own = {template for templates in family.templates.values() for template in templates}
        assert not seen & own
        seen |= own
        for language in family.templates:
            clean = [item for item in family_texts(family, 1, 200) if item.language == language and not item.spans]
            assert len(clean) >= 5


def test_an_interval_holds_the_rate_and_narrows_with_more_texts() -> None:
    low, high = wilson(90, 100)
    assert (round(low, 3), round(high, 3)) == (0.826, 0.945)  # as in Newcombe 1998, method 3
    narrow_low, narrow_high = wilson(900, 1000)
    assert low < narrow_low < narrow_high < high
    assert [wilson(0, 0), wilson(5, 5)[1]] == [(0.0, 1.0), 1.0]


def test_accents_go_and_letters_stay() -> None:
    assert without_accents("Ñandú São") == "Nandu Sao"
