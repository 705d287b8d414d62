"""Labelled texts as the features that the tagger learns from, each a number.

Now and then a known word is made unknown, and the lists of names are not looked at, so that the tagger learns how far to
trust the spelling of a word, and what stands beside it.
"""

import random
from collections.abc import Callable

import numpy as np

from andamio.pii.token_features import EDGE, ROLES, TOKEN, cases_of, neighbour_features, own_features
from tests.bench.pii_corpus.corpus import LabelledText
from tests.bench.pii_corpus.training.perceptron import Features, TaggedTexts

MADE_UNKNOWN, LISTED, WORDS_UNLISTED = 0.2, 0.35, 0.15
"""How often a known word is made unknown, the lists of names are looked at, and the list of common words is not."""
RARE = 3
"""Features that are met fewer times are left out."""
_DISTANCES = {"own": 0, "p1": -1, "p2": -2, "p3": -3, "n1": 1, "n2": 2}


class Encoder:
    """Features by number; what a word says is worked out once for each case of text and each of what it may know."""

    def __init__(self, known: frozenset[str], spelling: Callable[[str], int]) -> None:
        self.numbers: dict[tuple[str, str], int] = {}
        """Role and feature."""
        self._known, self._spelling = known, spelling
        self._said: dict[tuple[str, str, bool, bool, bool], dict[str, list[int]]] = {}

    def encoded(self, items: list[LabelledText], entity: str, source: random.Random) -> TaggedTexts:
        """All texts, with the features that are met often enough."""
        gold: list[bool] = []
        features: list[int] = []
        lengths: list[int] = []
        tokens = [0]
        for item in items:
            self._add(item, entity, source, features, lengths, gold)
            tokens.append(len(gold))
        flat = np.array(features, dtype=np.int64)
        frequent = np.bincount(flat, minlength=len(self.numbers))[flat] >= RARE
        owners = np.repeat(np.arange(len(lengths)), lengths)
        kept: Features = np.bincount(owners[frequent], minlength=len(lengths))
        return TaggedTexts(flat[frequent], np.cumsum([0, *kept.tolist()]), np.array(tokens), gold)

    def _add(
        self,
        item: LabelledText,
        entity: str,
        source: random.Random,
        features: list[int],
        lengths: list[int],
        gold: list[bool],
    ) -> None:
        matches = list(TOKEN.finditer(item.text))
        cases = cases_of(item.text, [match.group() for match in matches])
        labelled = [(start, end) for start, end, of in item.spans if of == entity]
        gold += [any(start <= match.start() and match.end() <= end for start, end in labelled) for match in matches]
        said = [
            self._of(
                match.group(),
                case,
                source.random() >= MADE_UNKNOWN,
                source.random() < LISTED,
                source.random() >= WORDS_UNLISTED,
            )
            for match, case in zip(matches, cases, strict=True)
        ]
        edge = self._of(EDGE, "m", True, False, True)
        for place in range(len(matches)):
            before = len(features)
            for role in ROLES:
                neighbour = place + _DISTANCES[role]
                features += (said[neighbour] if 0 <= neighbour < len(matches) else edge)[role]
            lengths.append(len(features) - before)

    def _of(self, token: str, case: str, knows: bool, listed: bool, listed_words: bool) -> dict[str, list[int]]:
        key = token, case, knows, listed, listed_words
        if key not in self._said:
            known = self._known if knows else frozenset[str]()
            rest = (case, known, self._spelling, listed, listed_words)
            own = own_features(token, *rest) if token else []
            near, far = neighbour_features(token, *rest), neighbour_features(token, *rest, near=False)
            by_role = {"own": own, "p1": near, "n1": near, "p2": far, "p3": far, "n2": far}
            self._said[key] = {
                role: [self.numbers.setdefault((role, feature), len(self.numbers)) for feature in by_role[role]]
                for role in ROLES
            }
        return self._said[key]
