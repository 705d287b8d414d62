"""Recognition on families of texts: recall and precision by family, language and entity, with Wilson's intervals, and how
often a text without personal data is found to have some.

    PYTHONPATH=libs:services:jobs:. python -m tests.bench.pii_names
"""

import argparse
import json
import sys
from typing import Any

from tests.bench import machine
from tests.bench.pii_corpus.corpus import Counts, LabelledText, Score, score
from tests.bench.pii_corpus.families.gate import Result, found, measure, shortfalls
from tests.bench.pii_corpus.families.rendering import family_texts
from tests.bench.pii_corpus.families.roles import FAMILIES, SEALED
from tests.bench.pii_corpus.intervals import wilson

TEXTS_A_FAMILY, SEED = 3_000, 11


def main(argv: list[str]) -> int:
    """Print the counts; status 1 where a family is below an objective."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--family", action="append", choices=sorted(FAMILIES), help="only these")
    parser.add_argument(
        "--mistakes", type=int, default=0, help="so many examples of each kind (not of sealed families)"
    )
    options = parser.parse_args(argv)
    names = options.family or sorted(FAMILIES)
    result: dict[str, Any] = {"machine": machine.description(), "texts_a_family": TEXTS_A_FAMILY, "families": {}}
    for name in names:
        family, role = FAMILIES[name]
        texts = family_texts(family, SEED, TEXTS_A_FAMILY)
        result["families"][name] = {"role": role, **report(measure(texts))}
        if options.mistakes and role != SEALED:
            result["families"][name]["mistakes"] = _mistakes(texts, options.mistakes)
    print(json.dumps(result, indent=2, ensure_ascii=False))
    return 1 if any(each["below_an_objective"] for each in result["families"].values()) else 0


def report(result: Result) -> dict[str, Any]:
    """Rates with intervals: overall, by entity, by language and entity, and of texts without personal data."""
    return {
        "overall": rates(result.whole.overall()),
        "entities": _entities(result.whole),
        "languages": {
            name: {"overall": rates(counted.overall()), **_entities(counted)}
            for name, counted in result.languages.items()
        },
        "clean_texts": {
            "texts": result.clean,
            "with_something_found": round(result.alarmed / result.clean, 4) if result.clean else 0.0,
            "interval": _interval(result.alarmed, result.clean),
        },
        "below_an_objective": shortfalls(result),
    }


def _entities(counted: Score) -> dict[str, Any]:
    return {entity: rates(counts) for entity, counts in sorted(counted.entities.items()) if counts.gold}


def rates(counts: Counts) -> dict[str, Any]:
    """Recall and precision with 95% intervals."""
    return {
        "gold": counts.gold,
        "recall": round(counts.overlapping / counts.gold, 4) if counts.gold else 1.0,
        "recall_interval": _interval(counts.overlapping, counts.gold),
        "precision": round(counts.overlapping / counts.predicted, 4) if counts.predicted else 1.0,
        "precision_interval": _interval(counts.overlapping, counts.predicted),
    }


def _interval(successes: int, trials: int) -> list[float]:
    return [round(bound, 4) for bound in wilson(successes, trials)]


def _mistakes(texts: list[LabelledText], most: int) -> dict[str, list[str]]:
    counted = score(texts, found)
    kinds = {"missed": counted.missed, "false": counted.false}
    return {
        kind: [f"{entity} {item.text[start:end]!r} in {item.text!r}" for item, (start, end, entity) in listed[:most]]
        for kind, listed in kinds.items()
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
