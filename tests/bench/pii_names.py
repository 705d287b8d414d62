"""Recognition on families of texts: recall and precision by family, language and entity, with Wilson's intervals, and how
often a text without personal data is found to have some.

    PYTHONPATH=libs:services:jobs:. python -m tests.bench.pii_names
"""

import argparse
import json
import sys
from collections import defaultdict
from typing import Any

from andamio.pii.recognition import find
from tests.bench import machine
from tests.bench.pii_corpus.corpus import Counts, LabelledSpan, LabelledText, score
from tests.bench.pii_corpus.families.rendering import family_texts
from tests.bench.pii_corpus.families.roles import FAMILIES, SEALED
from tests.bench.pii_corpus.intervals import wilson

RECALL, PRECISION, ENTITY_RECALL = 0.97, 0.95, 0.90
TEXTS_A_FAMILY, SEED = 3_000, 11


def main(argv: list[str]) -> int:
    """Print the counts; status 1 where a family that was not tuned on is below an objective."""
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
        result["families"][name] = {"role": role, **report(texts)}
        if options.mistakes and role != SEALED:
            result["families"][name]["mistakes"] = _mistakes(texts, options.mistakes)
    print(json.dumps(result, indent=2, ensure_ascii=False))
    judged = [each for each in result["families"].values() if each["role"] != "development"]
    met = all(
        each["overall"]["recall"] >= RECALL
        and each["overall"]["precision"] >= PRECISION
        and min(rates["recall"] for rates in each["entities"].values()) >= ENTITY_RECALL
        for each in judged
    )
    return 0 if met else 1


def report(texts: list[LabelledText]) -> dict[str, Any]:
    """Rates with intervals: overall, by entity, by language, and of texts without personal data."""
    counted = score(texts, _found)
    clean = [item for item in texts if not item.spans]
    alarmed = sum(bool(_found(item.text)) for item in clean)
    languages: dict[str, list[LabelledText]] = defaultdict(list)
    for item in texts:
        languages[item.language].append(item)
    return {
        "overall": rates(counted.overall()),
        "entities": {entity: rates(counts) for entity, counts in sorted(counted.entities.items()) if counts.gold},
        "languages": {name: rates(score(listed, _found).overall()) for name, listed in sorted(languages.items())},
        "clean_texts": {"texts": len(clean), "with_something_found": _rate(alarmed, len(clean))},
    }


def rates(counts: Counts) -> dict[str, Any]:
    """Recall and precision with 95% intervals."""
    return {
        "gold": counts.gold,
        "recall": round(counts.overlapping / counts.gold, 4) if counts.gold else 1.0,
        "recall_interval": _interval(counts.overlapping, counts.gold),
        "precision": round(counts.overlapping / counts.predicted, 4) if counts.predicted else 1.0,
        "precision_interval": _interval(counts.overlapping, counts.predicted),
    }


def _rate(successes: int, trials: int) -> dict[str, Any]:
    return {"rate": round(successes / trials, 4) if trials else 0.0, "interval": _interval(successes, trials)}


def _interval(successes: int, trials: int) -> list[float]:
    return [round(bound, 4) for bound in wilson(successes, trials)]


def _found(text: str) -> list[LabelledSpan]:
    return [(span.start, span.end, span.entity) for span in find(text)]


def _mistakes(texts: list[LabelledText], most: int) -> dict[str, list[str]]:
    counted = score(texts, _found)
    kinds = {"missed": counted.missed, "false": counted.false}
    return {
        kind: [f"{entity} {item.text[start:end]!r} in {item.text!r}" for item, (start, end, entity) in listed[:most]]
        for kind, listed in kinds.items()
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
