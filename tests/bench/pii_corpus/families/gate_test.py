"""The gate on the families: recall and precision by entity and language, and alarms on texts without personal data."""

import pytest

from tests.bench.pii_corpus.corpus import LabelledText
from tests.bench.pii_corpus.families.gate import FAMILY_RECALL, PROGRAM_ALARMS, found, measure, shortfalls
from tests.bench.pii_corpus.families.rendering import family_texts
from tests.bench.pii_corpus.families.roles import FAMILIES
from tests.bench.pii_corpus.program_messages import MESSAGES
from tests.bench.pii_corpus.server_messages import MESSAGES_BY_LANGUAGE
from tests.bench.pii_corpus.training.technical import TECHNICAL

TEXTS, SEED = 1_200, 11


@pytest.mark.parametrize("name", [name for name, (_, role) in FAMILIES.items() if role == "development"])
def test_a_family_with_names_that_were_never_seen_stays_above_the_floor(name: str) -> None:
    assert shortfalls(measure(family_texts(FAMILIES[name][0], SEED, TEXTS)), FAMILY_RECALL) == []


@pytest.mark.parametrize("messages", [MESSAGES, *MESSAGES_BY_LANGUAGE.values()], ids=["own", *MESSAGES_BY_LANGUAGE])
def test_messages_of_programs_are_left_alone_but_for_a_few(messages: list[str]) -> None:
    assert not set(messages) & set(TECHNICAL)
    assert sum(bool(found(message)) for message in messages) <= PROGRAM_ALARMS * len(messages)


def test_the_gate_names_what_falls_short() -> None:
    hidden = LabelledText("zq zq zq", ((0, 2, "person"),), "es", "")
    alarming = LabelledText("card 4111 1111 1111 1111", (), "en", "")
    assert shortfalls(measure([hidden] * 40 + [alarming] * 10)) == [
        "recall 0.0",
        "precision 0.0",
        "recall of person in all 0.0",
        "recall of person in es 0.0",
        "alarms on 10 of 10 clean texts",
    ]
