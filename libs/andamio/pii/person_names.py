"""Names of persons in free text: the runs of tokens that `token_tagger` takes for names, cut to what a name may be."""

import re
from collections.abc import Iterator

from andamio.pii.gazetteer import GIVEN_NAMES, TOWNS
from andamio.pii.token_features import TOKEN
from andamio.pii.token_tagger import person_runs, tokens_at, words_of

# Two runs with only this between are one name: the particle was taken for a preposition.
_PARTICLE = re.compile(
    r" (?:(?:de|da|do|das|dos|del|de la|de los|de las|van|van der|van den|von|der|di|du|bin|al|el) )?"
)
# A name has no such thing inside; what stands on both sides are two.
_BETWEEN_NAMES = re.compile(r" - | / |\. (?=[^\W\d_]{3})(?<![^\W\d_]{1}\. )|\n")
_BEGINNING, _END = re.compile(r"[\W_]+"), re.compile(r"[\W_]+$")
_IN = re.compile(r"(?<!\w)(?:en|em|in|at|near|desde|left|salió de|saiu de) $", re.IGNORECASE)
# "SQLite", "UserError"; not "McKenna", "DeLuca".
_CAMEL_CASE = re.compile(r"(?<![^\W\d_])(?!Ma?c|De|Di|La|Le)[^\W\d_]*[a-zà-ÿ][A-ZÀ-Þ]|[A-Z]{2}[a-z]{2}")
_LETTERS = re.compile(r"[^\W\d_]{2}")


def person_names(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each name in the text."""
    tokens = TOKEN.findall(text)
    return names_among(text, tokens_at(text, tokens, person_runs(words_of(text, tokens))))


def names_among(text: str, tagged: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Start and end of each name, of what was tagged."""
    if not tagged:
        return
    start, end = tagged[0]
    for first, after in tagged[1:]:
        if _PARTICLE.fullmatch(text, end, first):
            end = after
            continue
        yield from _names(text, start, end)
        start, end = first, after
    yield from _names(text, start, end)


def _names(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for cut in _BETWEEN_NAMES.finditer(text, start, end):
        yield from _trimmed(text, start, cut.start())
        start = cut.end()
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Without the marks around; a bracket that closes one inside the name stays."""
    if (beginning := _BEGINNING.match(text, start, end)) is not None:
        start = beginning.end()
    if (after := _END.search(text, start, end)) is not None:
        closes = text[after.start()] in ')"' and text.count(
            {")": "(", '"': '"'}[text[after.start()]], start, after.start()
        )
        end = after.start() + bool(closes)
    if (
        _LETTERS.search(text, start, end)
        and not _is_town(text, start, end)
        and not _CAMEL_CASE.search(text, start, end)
    ):
        yield start, end


def _is_town(text: str, start: int, end: int) -> bool:
    """Whether this is a town and no given name, or a town after a word for a place: "salió de Rosario"."""
    name = text[start:end].lower()
    return name in TOWNS and (name not in GIVEN_NAMES or _IN.search(text, max(0, start - 12), start) is not None)
