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
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from andamio.pii import token_features
from andamio.pii.contexts import ORGANISATION_WORDS, STOP_WORDS
from andamio.pii.gazetteer import GIVEN_NAMES, PLACE_WORDS, SURNAMES
from andamio.pii.token_features import TOKEN, bare, cases_of, neighbour_features, own_features, spelling_features
from andamio.pii.token_tagger import COLUMNS, Tagger, spelling_score
from andamio.pii.vocabulary import VOCABULARY
from tests.bench.pii_corpus.corpus import LabelledText
from tests.bench.pii_corpus.training.common_words import COMMON
from tests.bench.pii_corpus.training.encoding import LISTED, MADE_UNKNOWN, RARE, WORDS_UNLISTED, Encoder
from tests.bench.pii_corpus.training.grammar import NOISE
from tests.bench.pii_corpus.training.perceptron import classifier, tagger
from tests.bench.pii_corpus.training.texts import FOREIGN, Texts

TEXTS, EPOCHS, SEED = 36_000, 5, 1
MISS_COST, ALARM_COST = 20, 10
"""A miss costs more than a false alarm: what is not found is not safe."""
FOLDS, SPELLING_EPOCHS, SPELLING_MARGIN = 5, 6, 4
CUT_NAMES, CUT_OTHERS = (5, 12, 22, 35, 50, 65, 80), (35, 75)
"""Spellings are told apart where so many of a hundred names, and of other words, are below."""
SMALL, SMALL_SPELLING = 2, 10
"""Weights that are smaller are left out."""
LEANING = {"person": (18, 8), "address": (0, 0)}
"""Added to entering and staying: how much more readily a name is found than training alone would. Set together with `LEAST`
where the first corpus still reaches its objective: each step less finds less in messages of programs, and misses more."""
LEAST = (50, 8, 20, 24, 0, 8)
"""How sure a name has to be, by `token_tagger.kind_of_run`: set on kinds of text that were left out of training, where one
word alone at less was right as often as wrong."""
ARTEFACT = Path(token_features.__file__).with_name("tagger_weights.py")


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
    texts = Texts()
    known = frozenset(map(bare, texts.literal_words()))
    for item in texts.training(SEED, 400):
        tokens = TOKEN.findall(item.text)
        said = [
            (own_features(token, case, known, len), neighbour_features(token, case, known, len))
            for token, case in zip(tokens, cases_of(item.text, tokens), strict=True)
        ]
        digest.update(repr((item.text, item.spans, said)).encode())
    digest.update(repr([sorted(words) for words in _lexicon(texts)]).encode())
    settings = (TEXTS, EPOCHS, MISS_COST, ALARM_COST, MADE_UNKNOWN, LISTED, WORDS_UNLISTED, RARE, SMALL, LEANING, LEAST)
    digest.update(repr(settings).encode())
    return digest.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Trained:
    """What `Tagger` takes."""

    features: str
    spelling: str
    cuts: tuple[int, ...]
    person_steps: tuple[int, int]
    address_steps: tuple[int, int]

    def tagger(self) -> Tagger:
        """A tagger of these weights."""
        return Tagger(self.features, self.spelling, self.cuts, self.person_steps, self.address_steps, LEAST)


def trained(texts: Texts, count: int = TEXTS) -> Trained:
    """Weights from `count` texts."""
    known = frozenset(map(bare, texts.literal_words()))
    spelling_weights, cuts, spelling = _spelling(texts)
    items = texts.training(SEED, count)
    rows: dict[str, list[int]] = {}
    steps: dict[str, tuple[int, int]] = {}
    for entity in ("person", "address"):
        weights, learnt = _trained(items, entity, known, spelling)
        enter, stay = (step + lean for step, lean in zip(learnt, LEANING[entity], strict=True))
        steps[entity] = enter, stay
        for (role, feature), weight in weights.items():
            rows.setdefault(feature, [0] * len(COLUMNS))[COLUMNS.index((entity, role))] = weight
    lines = [f"{feature}\t{_numbers(rows[feature])}" for feature in sorted(rows)]
    grams = " ".join(f"{gram}={weight}" for gram, weight in sorted(spelling_weights.items()))
    return Trained("\n".join(lines), grams, cuts, steps["person"], steps["address"])


def artefact() -> str:
    """The module's source."""
    made = trained(Texts())
    return _MODULE.format(
        digest=inputs_digest(),
        person=made.person_steps,
        address=made.address_steps,
        least=LEAST,
        cuts=made.cuts,
        spelling="\n".join(textwrap.wrap(made.spelling, 118, break_long_words=False, break_on_hyphens=False)),
        features=made.features,
    )


_MODULE = '''"""Weights of `token_tagger`, in whole numbers. Made by tests/bench/pii_corpus/training/tagger_training.py: do not edit."""

# What they were made from, by `tagger_training.inputs_digest`.
INPUTS = "{digest}"
# Of entering a run of tokens, and of staying in it.
PERSON_STEPS = {person}
ADDRESS_STEPS = {address}
# How sure a name has to be: one word alone in small letters, capitalised, in capitals; more words, by the first one.
LEAST = {least}
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


def _lexicon(texts: Texts) -> tuple[set[str], set[str]]:
    """Names, and words that are none, each of three letters or more; what is both is neither."""
    names = {bare(word) for word in (*GIVEN_NAMES, *SURNAMES, *FOREIGN.replace("|", " ").replace("-", " ").split())}
    others = {bare(word) for listed in (COMMON, NOISE) for text in listed.values() for word in text.split()}
    others |= {
        bare(word) for word in (*texts.literal_words(), *VOCABULARY, *STOP_WORDS, *ORGANISATION_WORDS, *PLACE_WORDS)
    }
    names, others = ({word for word in words if len(word) > 2 and word.isalpha()} for words in (names, others))
    return names - others, others - names


def _fold(word: str) -> int:
    return zlib.crc32(word.encode()) % FOLDS


def _spelling(texts: Texts) -> tuple[dict[str, int], tuple[int, ...], Callable[[str], int]]:
    """Weights, cuts, and the bucket of a word by weights that were learnt without it."""
    names, others = _lexicon(texts)
    words = [(word, word in names) for word in sorted(names | others)]

    def learnt(without: int | None) -> dict[str, int]:
        examples = [(spelling_features(word), is_name) for word, is_name in words if _fold(word) != without]
        return classifier([*examples, *(one for one in examples if one[1])], SEED, SPELLING_EPOCHS, SPELLING_MARGIN)

    folds = [learnt(without) for without in range(FOLDS)]
    weights = {gram: weight for gram, weight in learnt(None).items() if abs(weight) >= SMALL_SPELLING}
    cuts = set[int]()
    for listed, shares in ((names, CUT_NAMES), (others, CUT_OTHERS)):
        scores = sorted(spelling_score(word, folds[_fold(word)]) for word in listed)
        cuts |= {scores[len(scores) * share // 100] for share in shares}
    learnt_words = names | others
    remembered: dict[str, int] = {}

    def bucket_of(word: str) -> int:
        if word not in remembered:
            score = spelling_score(word, folds[_fold(word)] if word in learnt_words else weights)
            remembered[word] = sum(score >= cut for cut in cuts)
        return remembered[word]

    return weights, tuple(sorted(cuts)), bucket_of


def _trained(
    items: list[LabelledText], entity: str, known: frozenset[str], spelling: Callable[[str], int]
) -> tuple[dict[tuple[str, str], int], tuple[int, int]]:
    encoder = Encoder(known, spelling)
    source = random.Random(SEED)
    examples = encoder.encoded(items, entity, source)
    weights, steps = tagger(examples, len(encoder.numbers), SEED, EPOCHS, MISS_COST, ALARM_COST)
    return {name: weights[number] for name, number in encoder.numbers.items() if abs(weights[number]) >= SMALL}, steps


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
