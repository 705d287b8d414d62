"""Makes `andamio.pii.tagger_weights`: the spelling of names, then the taggers of names and of addresses.

    PYTHONPATH=libs:services:jobs:. python -m tests.bench.pii_corpus.training.tagger_training          # about two minutes
    PYTHONPATH=libs:services:jobs:. python -m tests.bench.pii_corpus.training.tagger_training --check  # compares, writes nothing

A word's spelling is scored by weights that were learnt without it (five folds), so that the taggers learn how far to trust
the spelling of a word that they have not seen. Now and then a known word is made unknown, and the lists of names are not
looked at, for the same reason.
"""

import argparse
import hashlib
import random
import sys
import textwrap
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from andamio.pii import token_features
from andamio.pii.contexts import ORGANISATION_WORDS, STOP_WORDS
from andamio.pii.gazetteer import GIVEN_NAMES, PLACE_WORDS, SURNAMES
from andamio.pii.token_features import (
    EDGE,
    ROLES,
    TOKEN,
    bare,
    case_of,
    neighbour_features,
    own_features,
    spelling_features,
)
from andamio.pii.token_tagger import COLUMNS, spelling_score
from tests.bench.pii_corpus.corpus import LabelledText
from tests.bench.pii_corpus.training.common_words import COMMON
from tests.bench.pii_corpus.training.grammar import NOISE
from tests.bench.pii_corpus.training.perceptron import Example, classifier, tagger
from tests.bench.pii_corpus.training.texts import FOREIGN, literal_words, training_texts

TEXTS, EPOCHS, SEED = 26_000, 5, 1
MISS_COST, ALARM_COST = 20, 10
"""A miss costs more than a false alarm: what is not found is not safe."""
FOLDS, BUCKETS, SPELLING_EPOCHS, SPELLING_MARGIN = 5, 8, 6, 4
MADE_UNKNOWN, LISTED = 0.2, 0.35
"""How often a known word is made unknown, and how often the lists of names are looked at."""
RARE, SMALL, SMALL_SPELLING = 3, 2, 10
"""Features that are met fewer times, and weights that are smaller, are left out."""
LEANING = {"person": (10, 5), "address": (0, 0)}
"""Added to entering and staying: how much more readily a name is found than training alone would. Set on the development
families, where it gives .005 more recall for .004 less precision."""
ARTEFACT = Path(token_features.__file__).with_name("tagger_weights.py")
DISTANCES = {"p1": -1, "p2": -2, "p3": -3, "n1": 1, "n2": 2}


def main(argv: list[str]) -> int:
    """Write the weights, or say whether they are what this makes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the weights that are there")
    options = parser.parse_args(argv)
    made = artefact()
    if options.check:
        same = ARTEFACT.read_text(encoding="utf-8") == made
        print("the same" if same else "other weights: train them and look at what changed")
        return 0 if same else 1
    ARTEFACT.write_text(made, encoding="utf-8")
    return 0


def inputs_digest() -> str:
    """Of what the weights are made from: a test sees by it, without training, that they are out of date."""
    digest = hashlib.sha256()
    known = frozenset(map(bare, literal_words()))
    for item in training_texts(SEED, 300):
        case = case_of(item.text)
        tokens = TOKEN.findall(item.text)
        said = [(own_features(t, case, known, len), neighbour_features(t, case, known, len)) for t in tokens]
        digest.update(repr((item.text, item.spans, said)).encode())
    digest.update(repr([sorted(words) for words in _lexicon()]).encode())
    digest.update(repr((TEXTS, EPOCHS, MISS_COST, ALARM_COST, MADE_UNKNOWN, LISTED, RARE, SMALL, LEANING)).encode())
    return digest.hexdigest()[:16]


def artefact() -> str:
    """The module's source."""
    known = frozenset(map(bare, literal_words()))
    spelling_weights, cuts, spelling = _spelling(known)
    items = training_texts(SEED, TEXTS)
    rows: dict[str, list[int]] = {}
    steps = {}
    for entity in ("person", "address"):
        weights, learnt = _trained(items, entity, known, spelling)
        steps[entity] = tuple(step + lean for step, lean in zip(learnt, LEANING[entity], strict=True))
        for (role, feature), weight in weights.items():
            rows.setdefault(feature, [0] * len(COLUMNS))[COLUMNS.index((entity, role))] = weight
    lines = [f"{feature}\t{_numbers(rows[feature])}" for feature in sorted(rows)]
    grams = " ".join(f"{gram}={weight}" for gram, weight in sorted(spelling_weights.items()))
    return _MODULE.format(
        digest=inputs_digest(),
        person=steps["person"],
        address=steps["address"],
        cuts=cuts,
        spelling="\n".join(textwrap.wrap(grams, 118, break_long_words=False, break_on_hyphens=False)),
        features="\n".join(lines),
    )


_MODULE = '''"""Weights of `token_tagger`, in whole numbers. Made by tests/bench/pii_corpus/training/tagger_training.py: do not edit."""

# What they were made from, by `tagger_training.inputs_digest`.
INPUTS = "{digest}"
# Of entering a run of tokens, and of staying in it.
PERSON_STEPS = {person}
ADDRESS_STEPS = {address}
# A word's mean weight per piece, in tenths, from which on it is in the next bucket.
CUTS = {cuts}
# Pieces of spelling: above zero as in names, below as in other words. ^ and $ are a word's beginning and end.
SPELLING = r"""
{spelling}
"""
# A feature and its weights by `token_tagger.COLUMNS`: = a word, # a kind of word, $ an ending, else a number or a mark.
FEATURES = r"""
{features}
"""
'''


def _numbers(row: list[int]) -> str:
    return ",".join(str(number or "") for number in row).rstrip(",")


def _lexicon() -> tuple[set[str], set[str]]:
    """Names, and words that are none, each of three letters or more; what is both is neither."""
    names = {bare(word) for word in (*GIVEN_NAMES, *SURNAMES, *FOREIGN.replace("|", " ").replace("-", " ").split())}
    others = {bare(word) for listed in (COMMON, NOISE) for text in listed.values() for word in text.split()}
    others |= {bare(word) for word in (*literal_words(), *STOP_WORDS, *ORGANISATION_WORDS, *PLACE_WORDS)}
    names, others = ({word for word in words if len(word) > 2 and word.isalpha()} for words in (names, others))
    return names - others, others - names


def _fold(word: str) -> int:
    return zlib.crc32(word.encode()) % FOLDS


def _spelling(known: frozenset[str]) -> tuple[dict[str, int], tuple[int, ...], Callable[[str], int]]:
    """Weights, cuts, and the bucket of a word by weights that were learnt without it."""
    names, others = _lexicon()
    words = [(word, word in names) for word in sorted(names | others)]

    def learnt(without: int | None) -> dict[str, int]:
        examples = [(spelling_features(word), is_name) for word, is_name in words if _fold(word) != without]
        return classifier(examples, SEED, SPELLING_EPOCHS, SPELLING_MARGIN)

    folds = [learnt(without) for without in range(FOLDS)]
    weights = {gram: weight for gram, weight in learnt(None).items() if abs(weight) >= SMALL_SPELLING}
    scores = sorted(spelling_score(word, folds[_fold(word)]) for word, _ in words)
    cuts = tuple(sorted({scores[len(scores) * bucket // BUCKETS] for bucket in range(1, BUCKETS)}))
    learnt_words = names | others
    remembered: dict[str, int] = {}

    def bucket_of(word: str) -> int:
        if word not in remembered:
            score = spelling_score(word, folds[_fold(word)] if word in learnt_words else weights)
            remembered[word] = sum(score >= cut for cut in cuts)
        return remembered[word]

    return weights, cuts, bucket_of


def _trained(
    items: list[LabelledText], entity: str, known: frozenset[str], spelling: Callable[[str], int]
) -> tuple[dict[tuple[str, str], int], tuple[int, int]]:
    numbers: dict[tuple[str, str], int] = {}
    source = random.Random(SEED)
    examples = [_example(item, entity, known, spelling, source, numbers) for item in items]
    met = Counter(feature for tokens, _ in examples for token in tokens for feature in token)
    frequent: list[Example] = [
        ([[feature for feature in token if met[feature] >= RARE] for token in tokens], gold)
        for tokens, gold in examples
    ]
    weights, steps = tagger(frequent, len(numbers), SEED, EPOCHS, MISS_COST, ALARM_COST)
    return {name: weights[number] for name, number in numbers.items() if abs(weights[number]) >= SMALL}, steps


def _example(
    item: LabelledText,
    entity: str,
    known: frozenset[str],
    spelling: Callable[[str], int],
    source: random.Random,
    numbers: dict[tuple[str, str], int],
) -> Example:
    case, matches = case_of(item.text), list(TOKEN.finditer(item.text))
    labelled = [(start, end) for start, end, of in item.spans if of == entity]
    gold = [any(start <= match.start() and match.end() <= end for start, end in labelled) for match in matches]
    own: list[list[str]] = []
    near: list[list[str]] = []
    far: list[list[str]] = []
    for match in matches:
        known_now = frozenset[str]() if source.random() < MADE_UNKNOWN else known
        listed = source.random() < LISTED
        own.append(own_features(match.group(), case, known_now, spelling, listed))
        near.append(neighbour_features(match.group(), case, known_now, spelling, listed))
        far.append(neighbour_features(match.group(), case, known_now, spelling, listed, near=False))
    edge = neighbour_features(EDGE, case, known, spelling)
    tokens = []
    for place in range(len(matches)):
        features = [("own", feature) for feature in own[place]]
        for role in ROLES[1:]:
            neighbour = place + DISTANCES[role]
            said = near if role in ("p1", "n1") else far
            inside = 0 <= neighbour < len(matches)
            features += [(role, feature) for feature in (said[neighbour] if inside else edge)]
        tokens.append([numbers.setdefault(feature, len(numbers)) for feature in features])
    return tokens, gold


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
