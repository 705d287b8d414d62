"""Which tokens of a text are inside a name or an address: a linear model over tokens, decoded by Viterbi's algorithm.

The score of "inside" is a sum of weights of features of the token and of three tokens before and two after; being
inside costs once to enter and once for each further token. It is a structured perceptron (Collins 2002) without
conjunctions between tokens, so that all that a word adds anywhere is six integers for each entity. These are
remembered a word: the common case is one look-up a token. `naive_runs` is what the decoding must equal.

The weights are integers in `tagger_weights`, made by tests/bench/pii_corpus/tagger_training.py.
"""

from collections.abc import Sequence
from typing import Literal

from andamio.pii import tagger_weights
from andamio.pii.street_kinds import ENGLISH_KINDS_OF_STREET, KINDS_OF_STREET
from andamio.pii.token_features import (
    EDGE,
    ROLES,
    bare,
    case_of,
    cases_of,
    neighbour_features,
    own_features,
    shape_of,
    spelling_features,
)

TaggedEntity = Literal["person", "address"]
COLUMNS = tuple((entity, role) for entity in ("person", "address") for role in ROLES)
"""What the numbers of a feature in `tagger_weights` are, in their order."""
Numbers = tuple[int, ...]
REMEMBERED_WORDS = 50_000
"""A cache is emptied when it holds so many (about 10 MiB), so that a stream of random words cannot fill memory."""
NEVER = -1_000_000
_SHAPES = {"l": 1, "C": 2, "1": 2, "U": 3}
"""Of words: in small letters, with a capital, in capitals; all else is 0."""
STREET, SHAPE = len(COLUMNS), len(COLUMNS) + 1
"""Where a word's numbers say whether it is a kind of street, and its shape."""


def parse_weights(text: str) -> dict[str, Numbers]:
    """Lines of a feature and its numbers by `COLUMNS`, separated by commas; none is zero, and zeros at the end are left out."""
    weights: dict[str, Numbers] = {}
    for line in text.splitlines():
        feature, _, numbers = line.rpartition("\t")
        if feature:
            values = [int(number or 0) for number in numbers.split(",")]
            weights[feature] = tuple(values + [0] * (len(COLUMNS) - len(values)))
    return weights


def parse_spelling(text: str) -> dict[str, int]:
    """Words of a piece of spelling and its weight, as in "^gar3"; a minus belongs to the number."""
    weights: dict[str, int] = {}
    for entry in text.split():
        gram, _, weight = entry.rpartition("=")
        weights[gram] = int(weight)
    return weights


class Spelling:
    """How likely a name a word's letters spell, 0 (not at all) to the number of `cuts`."""

    def __init__(self, weights: dict[str, int], cuts: Sequence[int]) -> None:
        self._weights, self._cuts = weights, cuts

    def __call__(self, word: str) -> int:
        return sum(spelling_score(word, self._weights) >= cut for cut in self._cuts)


def spelling_score(word: str, weights: dict[str, int]) -> int:
    """Mean weight of the word's pieces, in tenths."""
    features = spelling_features(word)
    return sum(weights.get(feature, 0) for feature in features) * 10 // len(features)


# Marks that a name may go on over: initials, "Surname, Given", nicknames, hyphens.
_MARKS_OF_NAMES = frozenset(".,-'’\"()")


class Words(dict[str, Numbers]):
    """Of each word in texts of one case: what it adds to scores, by `COLUMNS`, and whether it is a kind of street; worked
    out when it is met first."""

    def __init__(self, case: str, weights: dict[str, Numbers], known: frozenset[str], spelling: Spelling) -> None:
        super().__init__()
        self._case, self._weights, self._known, self._spelling = case, weights, known, spelling

    def __missing__(self, word: str) -> Numbers:
        if len(self) >= REMEMBERED_WORDS:
            self.clear()
        numbers = self[word] = self._numbers(word)
        return numbers

    def _numbers(self, word: str) -> Numbers:
        rest = (self._case, self._known, self._spelling)
        own = self._sums(own_features(word, *rest) if word else [])
        near = self._sums(neighbour_features(word, *rest))
        far = self._sums(neighbour_features(word, *rest, near=False))
        by_role = {"own": own, "p1": near, "n1": near, "p2": far, "p3": far, "n2": far}
        numbers = [by_role[role][column] for column, (_, role) in enumerate(COLUMNS)]
        if word and shape_of(word) not in "CUl1" and word not in _MARKS_OF_NAMES:
            numbers[0] = NEVER  # no name goes on over a number, a slash, the end of a line
        if word in ("[", "]") or shape_of(word) == "gap":
            numbers[len(ROLES)] = NEVER  # what stands for something that was found stays; columns are apart
        return (*numbers, int(bare(word) in _STREET_WORDS), _SHAPES.get(shape_of(word), 0))

    def _sums(self, features: list[str]) -> list[int]:
        rows = [self._weights[feature] for feature in features if feature in self._weights]
        return [sum(column) for column in zip(*rows, strict=True)] if rows else [0] * len(COLUMNS)


# Kinds of street, boxes: only a text with one of these is searched for what is written as an address.
_STREET_WORDS = frozenset(
    bare(kind.rstrip("."))
    for kind in (*KINDS_OF_STREET, *ENGLISH_KINDS_OF_STREET, "c", "cl", "box", "apartado", "apdo", "caixa")
)


class Tagger:
    """Weights, and what they say of every word that was met."""

    def __init__(
        self,
        features: str,
        spelling: str,
        cuts: Sequence[int],
        person_steps: tuple[int, int],
        address_steps: tuple[int, int],
        least: Sequence[int] = (0,) * 6,
    ) -> None:
        weights = parse_weights(features)
        known = frozenset(feature[1:] for feature in weights if feature[0] == "=" and feature[1:] == bare(feature[1:]))
        spelled = Spelling(parse_spelling(spelling), cuts)
        self._words = {case: Words(case, weights, known, spelled) for case in "ulm"}
        self._person_steps, self._address_steps, self._least = person_steps, address_steps, least

    def words_of(self, text: str, tokens: list[str]) -> list[Numbers]:
        """The numbers of each token, with three edges before and two after."""
        if "\n" in text:
            said = [self._words[case][token] for case, token in zip(cases_of(text, tokens), tokens, strict=True)]
            edge = self._words["m"][EDGE]
        else:
            words = self._words[case_of(text)]
            said, edge = [words[token] for token in tokens], words[EDGE]
        return [edge, edge, edge, *said, edge, edge]

    def person_runs(self, numbers: list[Numbers]) -> list[tuple[int, int]]:
        """First token of each name, and the one after its last."""
        scores = [
            own[0] + p1[1] + p2[2] + p3[3] + n1[4] + n2[5]
            for p3, p2, p1, own, n1, n2 in zip(
                numbers, numbers[1:], numbers[2:], numbers[3:], numbers[4:], numbers[5:], strict=False
            )
        ]
        runs = best_runs(scores, *self._person_steps)
        return [run for run in runs if self._sure(run, numbers, scores)] if runs else runs

    def margin(self, run: tuple[int, int], scores: list[int]) -> int:
        """How much higher the text scores with this name than without it."""
        enter, stay = self._person_steps
        return sum(scores[run[0] : run[1]]) + enter + stay * (run[1] - run[0] - 1)

    def _sure(self, run: tuple[int, int], numbers: list[Numbers], scores: list[int]) -> bool:
        kind = kind_of_run(run, numbers)
        return self.margin(run, scores) >= self._least[kind]

    def address_runs(self, numbers: list[Numbers]) -> list[tuple[int, int]]:
        """First token of each address, and the one after its last."""
        scores = [
            own[6] + p1[7] + p2[8] + p3[9] + n1[10] + n2[11]
            for p3, p2, p1, own, n1, n2 in zip(
                numbers, numbers[1:], numbers[2:], numbers[3:], numbers[4:], numbers[5:], strict=False
            )
        ]
        return best_runs(scores, *self._address_steps)


TAGGER = Tagger(
    tagger_weights.FEATURES,
    tagger_weights.SPELLING,
    tagger_weights.CUTS,
    tagger_weights.PERSON_STEPS,
    tagger_weights.ADDRESS_STEPS,
    tagger_weights.LEAST,
)


def kind_of_run(run: tuple[int, int], numbers: list[Numbers]) -> int:
    """0 to 2 one word alone, in small letters, capitalised, in capitals; 3 to 5 more, by their first word."""
    shapes = [shape for word in numbers[run[0] + 3 : run[1] + 3] if (shape := word[SHAPE])]
    return (shapes[0] - 1 if shapes else 0) + (3 if len(shapes) > 1 else 0)


def names_a_street(numbers: list[Numbers]) -> bool:
    """Whether a token is a kind of street, such as "calle" or "Road"."""
    return any(word[STREET] for word in numbers)


def tokens_at(text: str, tokens: list[str], runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Start and end in the text of each run of tokens."""
    places: list[tuple[int, int]] = []
    position, token = 0, 0
    for first, after in runs:
        for skipped in tokens[token:first]:
            position = text.index(skipped, position) + len(skipped)
        start = text.index(tokens[first], position)
        for passed in tokens[first:after]:
            position = text.index(passed, position) + len(passed)
        places.append((start, position))
        token = after
    return places


def best_runs(scores: list[int], enter: int, stay: int) -> list[tuple[int, int]]:
    """The runs (half open) whose scores, with `enter` for the first of a run and `stay` for each other, sum up highest."""
    if not scores or max(scores) <= -max(enter, stay):
        return []
    outside, inside = 0, NEVER * len(scores)
    came_from_inside: list[bool] = []  # to outside, by token
    stayed: list[bool] = []
    for score in scores:
        left = inside > outside
        entered, remained = outside + enter, inside + stay
        stays = remained >= entered
        outside = inside if left else outside
        inside = (remained if stays else entered) + score
        came_from_inside.append(left)
        stayed.append(stays)
    runs: list[tuple[int, int]] = []
    is_inside, end = inside > outside, len(scores)
    for token in range(len(scores) - 1, -1, -1):
        if is_inside:
            if not stayed[token]:
                runs.append((token, end))
                is_inside = False
        elif came_from_inside[token]:
            is_inside, end = True, token
    return runs[::-1]


def naive_runs(scores: list[int], enter: int, stay: int) -> int:
    """The highest sum itself, by trying every labelling: for tests of `best_runs`, of at most 15 tokens."""
    best = 0
    for labels in range(1 << len(scores)):
        total, before = 0, 0
        for token, score in enumerate(scores):
            now = labels >> token & 1
            total += now * (score + (stay if before else enter))
            before = now
        best = max(best, total)
    return best
