"""What has to be reached on the families, and how it is counted: shared by the gate in CI and the report `pii_names`."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from andamio.pii.recognition import find
from tests.bench.pii_corpus.corpus import Counts, LabelledSpan, LabelledText, Score, score

RECALL, PRECISION, ENTITY_RECALL = 0.97, 0.95, 0.90
"""The objective: of all entities; of all entities; of each one. Of the first corpus it is the gate."""
FAMILY_RECALL = 0.96
"""The floor of the families in CI, which tickets are the nearest to; precision and each entity as above."""
CLEAN_ALARMS = 0.08
"""At most so many of the texts without personal data, which are hard on purpose, have something found in them."""
PROGRAM_ALARMS = 0.04
"""The same of the messages of programs, most of which are scrubbed on their way to a log; the aim is .01."""


def found(text: str) -> list[LabelledSpan]:
    """What the recognizers answer."""
    return [(span.start, span.end, span.entity) for span in find(text)]


@dataclass(frozen=True, slots=True)
class Result:
    """Of one family: counts of all languages, of each, and of the texts without personal data."""

    whole: Score
    languages: dict[str, Score]
    clean: int
    alarmed: int


def measure(texts: Sequence[LabelledText], found: Callable[[str], Sequence[LabelledSpan]] = found) -> Result:
    """Ask the recognizers about every text."""
    by_language: dict[str, list[LabelledText]] = defaultdict(list)
    for item in texts:
        by_language[item.language].append(item)
    clean = [item for item in texts if not item.spans]
    return Result(
        whole=score(texts, found),
        languages={language: score(listed, found) for language, listed in sorted(by_language.items())},
        clean=len(clean),
        alarmed=sum(bool(found(item.text)) for item in clean),
    )


def shortfalls(result: Result, recall: float = RECALL) -> list[str]:
    """What is below an objective, in words; overall recall is to reach `recall`. Entities that are met fewer than 30 times in a language are not judged there."""
    reasons: list[str] = []
    overall = result.whole.overall()
    if overall.rates()["recall"] < recall:
        reasons.append(f"recall {overall.rates()['recall']}")
    if overall.rates()["precision"] < PRECISION:
        reasons.append(f"precision {overall.rates()['precision']}")
    for language, counted in [("all", result.whole), *result.languages.items()]:
        reasons += [
            f"recall of {entity} in {language} {counts.rates()['recall']}"
            for entity, counts in sorted(counted.entities.items())
            if counts.gold >= 30 and _recall(counts) < ENTITY_RECALL
        ]
    if result.clean and result.alarmed / result.clean > CLEAN_ALARMS:
        reasons.append(f"alarms on {result.alarmed} of {result.clean} clean texts")
    return reasons


def _recall(counts: Counts) -> float:
    return counts.overlapping / counts.gold
