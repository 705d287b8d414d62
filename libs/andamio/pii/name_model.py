"""A linear model of which tokens are part of a person's name: by a token's own form and by its neighbours.

Each token is inside a name or not. The score of "inside" is a sum of weights of features of the token (spelling, case,
lists) and of the tokens around it; two neighbouring tokens that are both inside earn a weight more. The labels with the
greatest sum are found by Viterbi's algorithm. It is a structured perceptron (Collins 2002) without conjunctions between
tokens, so all that a word says about itself and about its neighbours is a few integers, which are remembered a word.

The weights are integers in `name_weights`, made by tests/bench/pii_corpus/name_training.py.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from andamio.pii.contexts import ORGANISATION_WORDS, STOP_WORDS, TITLES
from andamio.pii.gazetteer import GIVEN_NAMES, SURNAMES

# Letters with an apostrophe inside ("O'Rourke", not "Hobbs's"); what has a digit; one mark; the end of a line.
TOKEN = re.compile(r"[^\W\d_]++(?!\d)(?:['’][^\W\d_]{2,})?+|[^\W_]++|[^\w\s]|_|\n")
ROLES = ("p1", "p2", "p3", "n1", "n2")
"""Where a neighbour stands: one, two or three tokens before, one or two after."""
_ACCENTS = str.maketrans(
    "áàâãäåąéèêëęěíìîïıóòôõöøőúùûüűůçćčñńňłśšşžźżğýřťď", "aaaaaaaeeeeeeiiiiiooooooouuuuuucccnnnlssszzzgyrtd"
)
_STOPS = frozenset(STOP_WORDS) | {word.translate(_ACCENTS) for word in STOP_WORDS}
_ORGANISATIONS = frozenset(ORGANISATION_WORDS) | {word.translate(_ACCENTS) for word in ORGANISATION_WORDS}
_GIVEN = GIVEN_NAMES | {word.translate(_ACCENTS) for word in GIVEN_NAMES}
_SURNAMES = SURNAMES | {word.translate(_ACCENTS) for word in SURNAMES}


_PLACES: frozenset[str] = frozenset()


class Word(NamedTuple):
    """What a token adds to the score of being inside a name: its own, and that of its neighbours."""

    own: int
    """Of the token itself."""
    p1: int
    """Of the token right after it, whose first predecessor it is; and so on."""
    p2: int
    p3: int
    n1: int
    """Of the token right before it."""
    n2: int


def case_of(text: str) -> str:
    """Whether capitals mean something in a text: "u" all capitals, "l" none, "m" both."""
    return "u" if text.isupper() else "l" if text.islower() else "m"


def shape_of(word: str) -> str:
    """C capitalised, U capitals, l small letters, 1 one capital; 0 with a digit, else the mark itself."""
    if word[0].isalpha() and not any(character.isdigit() for character in word):
        if len(word) == 1:
            return "1" if word.isupper() else "l"
        return "U" if word.isupper() else "C" if word[0].isupper() else "l"
    return "0" if word[0].isalnum() else word


def form_of(word: str) -> str:
    """Digits as 9 and letters as A: "SW1A" is AA9A. Longer than eight is all the same."""
    return "".join("9" if character.isdigit() else "A" for character in word[:8])


def spelling_features(bare: str) -> list[str]:
    """The letters of a word without accents: its trigrams, and longer pieces where it begins and ends."""
    edged = f"^{bare}$"
    return [
        *(edged[start : start + 3] for start in range(len(edged) - 2)),
        edged[:5],
        edged[-4:],
        edged[-5:],
        f"length{min(len(bare), 12)}",
    ]


def own_features(
    word: str, case: str, known: frozenset[str], spelling: Callable[[str], int], listed: bool = True
) -> list[str]:
    """What a token says about itself. `known` words are told apart by themselves, others by how their letters read."""
    shape = shape_of(word)
    if shape == "0":
        return ["=0", f"form{form_of(word)}"]
    if shape not in "CUl1":
        return [f"={shape}"]
    bare = word.lower().translate(_ACCENTS)
    features = [f"s{shape}{case}"]
    if listed and bare in _GIVEN:
        features += ["given", f"given{shape}"]
    if listed and bare in _SURNAMES:
        features += ["surname", f"surname{shape}"]
    if bare in _PLACES:
        features += ["place", f"place{shape}"]
    if bare in _ORGANISATIONS:
        features += ["organisation", f"organisation{shape}"]
    elif bare in _STOPS:
        features += ["stop", f"stop{shape}"]
    if bare in known:
        return [*features, f"={bare}", f"={bare}{shape}"]
    bucket = spelling(bare)
    return [*features, f"unknown{shape}{case}", f"spelling{bucket}", f"spelling{bucket}{shape}{case}"]


def neighbour_features(
    word: str, case: str, known: frozenset[str], spelling: Callable[[str], int], listed: bool = True
) -> list[str]:
    """What a token says about its neighbours; the role is put before each."""
    shape = shape_of(word) if word else "edge"
    if shape == "0":
        return ["=0", f"form{form_of(word)}"]
    if shape not in ("C", "U", "l", "1"):
        return [f"={shape}"]
    bare = word.lower().translate(_ACCENTS)
    features = [f"s{shape}{case}"]
    if bare in TITLES:
        features.append("title")
    if bare in _ORGANISATIONS:
        features.append("organisation")
    elif bare in _STOPS:
        features.append("stop")
    elif listed and bare in _GIVEN:
        features.append("given")
    elif listed and bare in _SURNAMES:
        features.append("surname")
    if bare in known:
        return [*features, f"={bare}"]
    return [*features, f"unknown{shape}{case}", f"spelling{spelling(bare)}{shape}", f"{bare[-3:]}$", f"{bare[-2:]}$"]
