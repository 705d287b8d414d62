"""A labelled corpus of payments texts, generated from a seed, and how a recognizer's answers are counted against it.

A gold span is found if a predicted span of its entity overlaps it with an intersection over union of at least .5
("overlap"), or has its very boundaries ("exact"). Each prediction answers for one gold span at most. A prediction that
answers for none is a false one. Precision and recall of both rules are reported; the gate uses overlap.
"""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.bench.pii_corpus.templates_development import DEVELOPMENT
from tests.bench.pii_corpus.templates_held_out import HELD_OUT
from tests.bench.pii_corpus.values import SLOTS, Filling

Half = Literal["development", "held_out"]
LabelledSpan = tuple[int, int, str]
"""Start, end (half open) and entity."""
_SLOT = re.compile(r"\{\{|\}\}|\{(\w+)\}")
MINIMUM_OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text and the personal data in it."""

    text: str
    spans: tuple[LabelledSpan, ...]
    language: str
    template: str


def generate(seed: int, count: int, half: Half) -> list[LabelledText]:
    """`count` texts, templates in turn, languages mixed; the same for the same arguments."""
    source = random.Random(f"{seed}/{half}")
    templates = DEVELOPMENT if half == "development" else HELD_OUT
    pairs = [(language, template) for language, listed in templates.items() for template in listed]
    return [_fill(source, *pairs[number % len(pairs)], half) for number in range(count)]


def _fill(source: random.Random, language: str, template: str, half: Half) -> LabelledText:
    filling = Filling(source, language, 0 if half == "development" else 1)
    pieces: list[str] = []
    spans: list[LabelledSpan] = []
    length = last = 0
    for match in _SLOT.finditer(template):
        literal = template[last : match.start()]
        last = match.end()
        if match.group(1) is None:
            value, entity = match.group()[0], None
        else:
            entity, make = SLOTS[match.group(1)]
            value = make(filling)
        length += len(literal)
        if entity is not None:
            spans.append((length, length + len(value), entity))
        length += len(value)
        pieces += (literal, value)
    pieces.append(template[last:])
    return LabelledText("".join(pieces), tuple(spans), language, template)


@dataclass
class Counts:
    """Of one entity, or of all."""

    gold: int = 0
    predicted: int = 0
    overlapping: int = 0
    exact: int = 0

    def rates(self) -> dict[str, float]:
        return {
            "gold": self.gold,
            "recall": round(self.overlapping / self.gold, 4) if self.gold else 1.0,
            "precision": round(self.overlapping / self.predicted, 4) if self.predicted else 1.0,
            "exact_recall": round(self.exact / self.gold, 4) if self.gold else 1.0,
            "exact_precision": round(self.exact / self.predicted, 4) if self.predicted else 1.0,
        }


@dataclass
class Score:
    """Counts over a corpus, and the mistakes, for whoever tunes."""

    entities: dict[str, Counts] = field(default_factory=dict)
    missed: list[tuple[LabelledText, LabelledSpan]] = field(default_factory=list)
    false: list[tuple[LabelledText, LabelledSpan]] = field(default_factory=list)
    uncovered_characters: int = 0
    """Characters of gold spans that no prediction of any entity covers: what redaction would leave."""
    gold_characters: int = 0

    def overall(self) -> Counts:
        total: Counter[str] = Counter()
        for counts in self.entities.values():
            total.update(vars(counts))
        return Counts(**total)

    def to_document(self) -> dict[str, Any]:
        return {
            "overall": self.overall().rates(),
            "characters_left": round(self.uncovered_characters / max(1, self.gold_characters), 4),
            "entities": {name: counts.rates() for name, counts in sorted(self.entities.items())},
        }


def score(corpus: Iterable[LabelledText], find: Callable[[str], Sequence[LabelledSpan]]) -> Score:
    """Ask `find` about every text and count."""
    result = Score()
    for item in corpus:
        predicted = list(find(item.text))
        covered = {position for start, end, _ in predicted for position in range(start, end)}
        for _, _, entity in predicted:
            result.entities.setdefault(entity, Counts()).predicted += 1
        for gold in item.spans:
            counts = result.entities.setdefault(gold[2], Counts())
            counts.gold += 1
            result.gold_characters += gold[1] - gold[0]
            result.uncovered_characters += sum(position not in covered for position in range(gold[0], gold[1]))
            best = max(predicted, key=lambda span: _overlap(span, gold), default=None)
            if best is None or _overlap(best, gold) < MINIMUM_OVERLAP:
                result.missed.append((item, gold))
                continue
            predicted.remove(best)
            counts.overlapping += 1
            counts.exact += best == gold
        result.false += [(item, span) for span in predicted]
    return result


def _overlap(one: LabelledSpan, other: LabelledSpan) -> float:
    if one[2] != other[2]:
        return 0.0
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return 0.0 if shared <= 0 else shared / (max(one[1], other[1]) - min(one[0], other[0]))
