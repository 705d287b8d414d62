"""Names of persons in free text: the runs of tokens that `token_tagger` takes for names, cut to what a name may be."""

import re
from collections.abc import Iterator

from andamio.pii.gazetteer import GIVEN_NAMES, SURNAMES, TOWNS
from andamio.pii.token_features import TOKEN, bare
from andamio.pii.token_tagger import TAGGER, tokens_at
from andamio.pii.vocabulary import VOCABULARY

# Two runs with only this between are one name: the particle was taken for a preposition.
_PARTICLE = re.compile(
    r" +(?:(?:de|da|do|das|dos|del|de la|de los|de las|van|van der|van den|von|der|di|du|bin|al|el) +)?|-"
)
# "Surname, Given": two runs with only a comma between are one name where they are all that stands in a field.
_COMMA, _FIELD_BEGINS, _FIELD_ENDS = (
    re.compile(r", {1,2}"),
    re.compile(r"(?:^|[:=|/>\t;\"'\n(]|[:=|/;.\-] | {3}|\A)$"),
    re.compile(r" *(?:$|[\n|/;<(\t\"'\[{})]|\.(?!\w)| - | {2}|\Z)"),
)
# A name has no such thing inside; what stands on both sides are two.
_BETWEEN_NAMES = re.compile(r" - | / |\. (?=[^\W\d_]{3})(?<!\b\w\. )(?<!\b\w\w\. )(?<!\b\w\w\w\. )|\n")
_SMALL_AFTER_COMMA = re.compile(r", +(?=[a-zß-ÿ])")
_BEGINNING, _END = re.compile(r"[\W_]+"), re.compile(r"[\W_]+$")
_IN = re.compile(r"(?<!\w)(?:en|em|in|at|near|desde|left|salió de|saiu de) $", re.IGNORECASE)
# "SQLite", "UserError"; not "McKenna", "DeLuca".
_CAMEL_CASE = re.compile(r"(?<![^\W\d_])(?!Ma?c|De|Di|La|Le)[^\W\d_]*[a-zà-ÿ][A-ZÀ-Þ]|[A-Z]{2}[a-z]{2}")
# A name with a hyphen of which one part was tagged: "Ana Ruiz-Sol".
_BEFORE_HYPHEN, _AFTER_HYPHEN = re.compile(r"(?<!\w)[^\W\d_]{3,}-$"), re.compile(r"-[^\W\d_]{3,}(?![\w\-])")
_ONLY_GIVEN = GIVEN_NAMES - SURNAMES
_WORD = re.compile(r"[^\W\d_]{4,}")
_LETTERS = re.compile(r"[^\W\d_]{2}")


def person_names(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each name in the text."""
    tokens = TOKEN.findall(text)
    return names_among(text, tokens_at(text, tokens, TAGGER.person_runs(TAGGER.words_of(text, tokens))))


def beside_others(text: str, names: list[tuple[int, int]], others: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The names, of which one that runs into something else that was found ends before it, or begins after it."""
    for start, end in names:
        for first, after in others:
            if start < first < end:
                end = first
            elif first <= start < after < end:
                start = after
        yield from _trimmed(text, start, end)


def with_repeats(text: str, names: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The names, and wherever one of their words stands again: a name that was told by its company is one alone too."""
    words = {
        word
        for start, end in names
        for word in _WORD.findall(text, start, end)
        if text.count(word) > 1 and word[0].isupper() and bare(word) not in VOCABULARY
    }
    again = [
        (match.start(), match.end())
        for word in sorted(words)
        for match in re.finditer(rf"(?<!\w){re.escape(word)}(?![\w'’])", text)
        if not any(start < match.end() and match.start() < end for start, end in names)
    ]
    return sorted(names + again)


def names_among(text: str, tagged: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Start and end of each name, of what was tagged."""
    if not tagged:
        return
    start, end = tagged[0]
    for first, after in tagged[1:]:
        if _PARTICLE.fullmatch(text, end, first) or _is_one_field(text, start, end, first, after):
            end = after
            continue
        yield from _names(text, start, end)
        start, end = first, after
    yield from _names(text, start, end)


def _is_one_field(text: str, start: int, end: int, first: int, after: int) -> bool:
    """Whether these are a surname and given names, with a comma between and nothing around."""
    return (
        _COMMA.fullmatch(text, end, first) is not None
        and text.count(" ", start, end) < 3
        and text.count(" ", first, after) < 2
        and text.count(" ", start, end) * text.count(" ", first, after) == 0
        and text[start:end].split(" ", 1)[0].lower() not in _ONLY_GIVEN
        and _FIELD_ENDS.match(text, after) is not None
        and _FIELD_BEGINS.search(text, max(0, start - 4), start) is not None
    )


def _names(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for cut in _BETWEEN_NAMES.finditer(text, start, end):
        yield from _listed(text, start, cut.start())
        start = cut.end()
    yield from _listed(text, start, end)


def _listed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The name, or two where whole ones stand on both sides of a comma: "Ana Ruiz, Eva Sol", but "Ruiz Sol, Ana"."""
    comma = text.find(", ", start, end)
    if comma > 0 and " " in text[start:comma] and " " in text[comma + 2 : end].strip():
        yield from _trimmed(text, start, comma)
        start = comma + 2
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Without the marks around; a bracket that closes one inside the name stays."""
    if (beginning := _BEGINNING.match(text, start, end)) is not None:
        start = beginning.end()
    if text[start].isupper() and (comma := _SMALL_AFTER_COMMA.search(text, start, end)) is not None:
        end = comma.start()
    if (after := _END.search(text, start, end)) is not None:
        closes = text[after.start()] in ')"' and text.count(
            {")": "(", '"': '"'}[text[after.start()]], start, after.start()
        )
        end = after.start() + bool(closes)
    if (part := _AFTER_HYPHEN.match(text, end)) is not None and text[end + 1].isupper():
        end = part.end()
    if (
        text[start - 1 : start] == "-"
        and (part := _BEFORE_HYPHEN.search(text, max(0, start - 20), start)) is not None
        and text[part.start()].isupper()
    ):
        start = part.start()
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
