"""What the tagger finds in a kind of text that it was not trained on: one kind at a time is left out of training.

    PYTHONPATH=libs:services:jobs:. python -m tests.bench.pii_corpus.training.leave_one_out --without chat --without mails

A family is measured on its own texts; what is made here on texts with the names and streets of the development families.
"""

import argparse
import json
import random
import sys

from andamio.pii.recognition import find
from andamio.pii.token_tagger import Tagger
from tests.bench.pii_corpus.corpus import LabelledSpan, LabelledText, generate
from tests.bench.pii_corpus.families.family import Family
from tests.bench.pii_corpus.families.gate import measure
from tests.bench.pii_corpus.families.rendering import family_texts
from tests.bench.pii_corpus.training.tagger_training import TEXTS, trained
from tests.bench.pii_corpus.training.texts import KINDS, LANGUAGES, TUNED_ON, Texts

MEASURED, SEED = 1_500, 11
VOICE = Family(
    name="all development families",
    given={language: " ".join(family.given[language] for family in TUNED_ON) for language in LANGUAGES},
    surnames={language: " ".join(family.surnames[language] for family in TUNED_ON) for language in LANGUAGES},
    foreign="|".join(family.foreign for family in TUNED_ON),
    streets={language: "|".join(family.streets[language] for family in TUNED_ON) for language in LANGUAGES},
    addresses={
        language: tuple(form for family in TUNED_ON for form in family.addresses[language]) for language in LANGUAGES
    },
    templates={},
)


def measured_on(kind: str, count: int = MEASURED) -> list[LabelledText]:
    """Texts of a kind with names and streets that no training has."""
    for family in TUNED_ON:
        if family.name == kind:
            return family_texts(family, SEED, count)
    if kind == "corpus":
        return generate(SEED, count // 2, "development") + generate(SEED, count // 2, "held_out")
    source, texts = random.Random(SEED), Texts()
    return [texts.of_kind(source, kind, VOICE) for _ in range(count)]


def rates(tagger: Tagger, texts: list[LabelledText]) -> dict[str, float]:
    """Recall and precision of names, of addresses and overall; the share of clean texts with something found."""

    def found(text: str) -> list[LabelledSpan]:
        return [(span.start, span.end, span.entity) for span in find(text, tagger)]

    result = measure(texts, found)
    numbers: dict[str, float] = {}
    for name in ("person", "address", "overall"):
        counts = result.whole.overall() if name == "overall" else result.whole.entities.get(name)
        if counts is not None and counts.gold:
            numbers[f"{name} recall"] = round(counts.overlapping / counts.gold, 3)
            numbers[f"{name} precision"] = round(counts.overlapping / max(1, counts.predicted), 3)
    numbers["clean alarmed"] = round(result.alarmed / result.clean, 3) if result.clean else 0.0
    return numbers


def main(argv: list[str]) -> int:
    """Print the rates of each kind that is left out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--without", action="append", choices=KINDS, help="only these")
    parser.add_argument("--texts", type=int, default=TEXTS, help="how many texts to train on")
    options = parser.parse_args(argv)
    for kind in options.without or [kind for kind in KINDS if kind not in ("families", "technical", "programs")]:
        tagger = trained(Texts(without=kind), options.texts).tagger()
        print(json.dumps({"without": kind, **rates(tagger, measured_on(kind))}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
