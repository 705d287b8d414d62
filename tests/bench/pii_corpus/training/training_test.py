"""The weights are made from what is in the repository, of names that nothing is measured on, in whole numbers."""

import itertools
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from andamio.pii import tagger_weights
from andamio.pii.token_features import bare, spelling_features
from andamio.pii.token_tagger import NEVER, best_runs, naive_runs
from tests.bench.pii_corpus.families.roles import FAMILIES
from tests.bench.pii_corpus.training.perceptron import classifier, tagged_texts, tagger
from tests.bench.pii_corpus.training.tagger_training import inputs_digest
from tests.bench.pii_corpus.training.texts import KINDS, TUNED_ON, Texts

_SCORES = st.lists(st.one_of(st.integers(-30, 30), st.just(NEVER)), max_size=9)


def test_the_weights_are_of_the_present_texts_and_features() -> None:
    assert inputs_digest() == tagger_weights.INPUTS, "run tests/bench/pii_corpus/training/tagger_training.py"


def test_no_name_of_a_family_and_no_template_of_a_sealed_one_is_trained_with() -> None:
    voice = Texts().voice
    trained = {bare(name) for names in (*voice.given.values(), *voice.surnames.values()) for name in names.split()}
    for family, role in FAMILIES.values():
        for names in (*family.given.values(), *family.surnames.values()):
            assert {name for name in names.split() if bare(name) in trained} == set()
        if role == "sealed":
            assert family not in TUNED_ON


def test_training_texts_are_the_same_for_the_same_seed_and_labels_fit() -> None:
    texts = Texts().training(3, 400)
    assert texts == Texts().training(3, 400)
    for item in texts:
        assert all(item.text[start:end] == item.text[start:end].strip() != "" for start, end, _ in item.spans)
        assert "<greet>" not in item.text
        assert not set("\x02\x03\x0e\x0f") & set(item.text)


def test_a_kind_that_is_left_out_is_not_trained_on_and_its_words_are_not_known_by_it() -> None:
    everything = Texts()
    for kind in KINDS:
        rest = Texts(without=kind)
        assert kind not in rest.makers
        assert rest.literal_words() <= everything.literal_words()
    chat = next(family for family in TUNED_ON if family.name == "chat")
    made = {Texts(without="chat").makers["families"](random.Random(number), "pt") for number in range(300)}
    assert not made & set(chat.templates["pt"])
    assert made & {template for family in TUNED_ON for template in family.templates["pt"]}


@given(_SCORES, st.integers(-9, 9), st.integers(-9, 9))
@settings(max_examples=200, deadline=None)
def test_decoding_finds_the_highest_sum_of_all_labellings(scores: list[int], enter: int, stay: int) -> None:
    runs = best_runs(scores, enter, stay)
    total = sum(sum(scores[first:after]) + enter + stay * (after - first - 1) for first, after in runs)
    assert total == naive_runs(scores, enter, stay)
    assert all(one[1] < other[0] for one, other in itertools.pairwise(runs))


def test_training_learns_what_can_be_told_and_is_the_same_to_the_bit() -> None:
    words = [("lopez", True), ("gomez", True), ("perez", True), ("pago", False), ("cargo", False), ("saldo", False)]
    examples = [(spelling_features(word), is_name) for word, is_name in words]
    weights = classifier(examples, 1, 20, 2)
    assert weights == classifier(examples, 1, 20, 2)
    assert all((sum(weights.get(feature, 0) for feature in features) > 0) == is_name for features, is_name in examples)
    texts = [([[0], [1], [2]], [False, True, True]), ([[0], [2], [3]], [False, False, False])]
    tagged, steps = tagger(tagged_texts(texts), 4, 1, 20, 3, 3)
    for tokens, gold in texts:
        runs = best_runs([sum(tagged[feature] for feature in token) for token in tokens], *steps)
        assert [any(first <= token < after for first, after in runs) for token in range(3)] == gold
