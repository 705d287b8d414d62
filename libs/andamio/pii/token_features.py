"""Tokens of a text, and what a model may know of one: its spelling, its case, the lists that it is in.

A feature is a short text. A token has features of its own, and others that it says about its neighbours. Nothing here
depends on more than one token, so that all of it can be remembered a word.
"""

import re
from collections.abc import Callable

from andamio.pii.contexts import ORGANISATION_WORDS, STOP_WORDS, TITLES
from andamio.pii.gazetteer import GIVEN_NAMES, PLACE_WORDS, SURNAMES
from andamio.pii.vocabulary import VOCABULARY

# Letters with an apostrophe inside ("O'Rourke", not "Hobbs's"); a number with its separators; what else has a digit; one
# mark; the end of a line; what parts columns. Only white space is between two tokens.
TOKEN = re.compile(
    r"[^\W\d_]++(?!\d)(?:['’][^\W\d_]{2,})?+|\d++(?:[.,:/\-]\d++)++(?![^\W_])|[^\W_]++|[^\w\s]|_|\n|\t+| {3,}"
)
ROLES = ("own", "p1", "p2", "p3", "n1", "n2")
"""Of which token a feature speaks: of itself, of the one that it stands one, two or three places before, or after."""
EDGE = ""
"""The token before the first and after the last."""
_ACCENTS = str.maketrans(
    "áàâãäåąéèêëęěíìîïıóòôõöøőúùûüűůçćčñńňłśšşžźżğýřťď", "aaaaaaaeeeeeeiiiiiooooooouuuuuucccnnnlssszzzgyrtd"
)
_LETTERS = ("C", "U", "l", "1")
# A word of which a scanner took one letter for a digit: "Mar1a", "5ilva"; not "sha1", "5min", "SW1A", "9a0be".
_MISREAD = re.compile(
    r"(?=\D*\d\D*$)(?=.*[g-zG-Z])(?:[^\W\d_]{2,}[015][^\W\d_]+|[^\W\d_][015][^\W\d_]{2,}|[015][^\W\d_]{4,})"
)
_READ = str.maketrans("015", "ols")


def bare(word: str) -> str:
    """In small letters and without accents, as memos of banks are written; a digit that a scanner left is a letter."""
    lower = word.lower()
    if not word.isalpha() and _MISREAD.fullmatch(word) is not None:
        lower = lower.translate(_READ)
    return lower if lower.isascii() else lower.translate(_ACCENTS)


def _bare_and_written(words: frozenset[str]) -> frozenset[str]:
    return words | {bare(word) for word in words}


_STOPS, _ORGANISATIONS, _TITLES = map(_bare_and_written, (STOP_WORDS, ORGANISATION_WORDS, TITLES))
_GIVEN, _SURNAMES, _PLACES = map(_bare_and_written, (GIVEN_NAMES, SURNAMES, PLACE_WORDS))


def case_of(line: str) -> str:
    """Whether capitals mean something in a line: "u" there are no others, "l" there are none, "m" both."""
    return "u" if line.isupper() else "l" if line.islower() else "m"


def cases_of(text: str, tokens: list[str]) -> list[str]:
    """The case of each token's line."""
    if "\n" not in text:
        return [case_of(text)] * len(tokens)
    cases: list[str] = []
    lines = iter(text.split("\n"))
    case = case_of(next(lines))
    for token in tokens:
        cases.append(case)
        if token == "\n":
            case = case_of(next(lines))
    return cases


def shape_of(token: str) -> str:
    """C capitalised, U capitals, l small letters, 1 one capital, 0 with a digit, newline, gap (between columns), edge; else the mark itself."""
    if not token:
        return "edge"
    if token[0].isalpha() and not any(map(str.isdigit, token)):
        if len(token) == 1:
            return "1" if token.isupper() else "l"
        return "U" if token.isupper() else "C" if token[0].isupper() else "l"
    if _MISREAD.fullmatch(token) is not None:
        return "U" if token.isupper() else "C" if token[0].isupper() or token[0].isdigit() else "l"
    if token[0] in "\t ":
        return "gap"
    return "0" if token[0].isalnum() else "newline" if token == "\n" else token


def form_of(token: str) -> str:
    """Digits as 9 and letters as A, the first eight: "SW1A" is AA9A. Of numbers with points or the like, the points."""
    if "." in token or "," in token or ":" in token or "/" in token:
        return "".join(character for character in token if not character.isdigit())[:4]
    return "".join("9" if character.isdigit() else "A" if character.isalpha() else character for character in token[:8])


def spelling_features(word: str) -> list[str]:
    """The letters of a bare word: its trigrams, longer pieces where it begins and ends, its length."""
    edged = f"^{word}$"
    grams = [edged[start : start + 3] for start in range(len(edged) - 2)]
    return [*grams, edged[:5], edged[-4:], edged[-5:], f"length{min(len(word), 12)}"]


def own_features(
    token: str,
    case: str,
    known: frozenset[str],
    spelling: Callable[[str], int],
    listed: bool = True,
    listed_words: bool = True,
) -> list[str]:
    """What a token says of itself. `known` words are told apart by themselves, others by how likely a name they spell.

    Without `listed` the lists of names are not looked at: a name that is in none must be found too.
    """
    shape = shape_of(token)
    if shape == "0":
        return ["0", f"0{form_of(token)}"]
    if shape not in _LETTERS:
        return [shape]
    word = bare(token)
    features = [f"#{shape}{case}"]
    for name, words in (("given", _GIVEN), ("surname", _SURNAMES)):
        if listed and word in words:
            features += [f"#{name}", f"#{name}{shape}"]
    for name, words in (("place", _PLACES), ("organisation", _ORGANISATIONS), ("stop", _STOPS - _ORGANISATIONS)):
        if word in words:
            features += [f"#{name}", f"#{name}{shape}"]
    if word in known:
        return [*features, f"={word}", f"={word}/{shape}"]
    if listed_words and word in VOCABULARY:
        return [*features, f"#common{shape}", f"#common{shape}{case}"]
    bucket = spelling(word)
    if len(word) < 4:
        features.append(f"#short{shape}{case}")
    return [*features, f"#unknown{shape}{case}", f"#spelling{bucket}", f"#spelling{bucket}{shape}{case}"]


def neighbour_features(
    token: str,
    case: str,
    known: frozenset[str],
    spelling: Callable[[str], int],
    listed: bool = True,
    listed_words: bool = True,
    near: bool = True,
) -> list[str]:
    """What a token says of another that it stands beside: `near` of the next one, with the endings of unknown words."""
    shape = shape_of(token)
    if shape == "0":
        return ["0", f"0{form_of(token)}"]
    if shape not in _LETTERS:
        return [shape]
    word = bare(token)
    features = [f"#{shape}{case}"]
    if word in _TITLES:
        features.append("#title")
    if word in _ORGANISATIONS:
        features.append("#organisation")
    elif word in _STOPS:
        features.append("#stop")
    elif listed and word in _GIVEN:
        features.append("#given")
    elif listed and word in _SURNAMES:
        features.append("#surname")
    if word in known:
        return [*features, f"={word}"]
    if listed_words and word in VOCABULARY:
        features.append(f"#common{shape}")
        return [*features, f"{word[-3:]}$", f"{word[-2:]}$"] if near else features
    features += [f"#unknown{shape}{case}", f"#spelling{spelling(word)}{shape}"]
    return [*features, f"{word[-3:]}$", f"{word[-2:]}$"] if near else features
