"""Where a text names a person's data: all recognizers, each pass over the text only where something can begin.

    find("la tarjeta 4111 1111 1111 1111 de Sra. Urrutia")
    [Span(start=11, end=30, entity='card'), Span(start=34, end=46, entity='person')]

Numbered entities are one compiled expression: at each beginning of a word, every recognizer's pattern is a lookahead
with a group of its own, so that one scan in C yields the candidates of all, overlapping ones included. `naive_recognition`
says what this must equal.
"""

import re

from andamio.pii.entities import Span, without_overlaps
from andamio.pii.numbered_entities import BOUNDARY, EMAIL, RECOGNIZERS
from andamio.pii.person_names import beside_others, names_among, with_repeats
from andamio.pii.postal_addresses import addresses_among, after_names
from andamio.pii.token_features import TOKEN
from andamio.pii.token_tagger import TAGGER, Tagger, names_a_street, tokens_at

# The first characters of all patterns: looked at first, because most words are none of them.
_CANDIDATES = re.compile(
    BOUNDARY
    + r"(?=[+(]?[0-9]|[A-Za-zÑñ&]{1,4}[ \-.]?[0-9]|[A-Z0-9]{2}\.|[A-Z0-9]{12}[0-9]{2})"
    + "".join(rf"(?:(?=({recognizer.pattern}))|)" for recognizer in RECOGNIZERS)
    + r"[+(\w]"
)
_VALIDATORS = tuple((recognizer.entity, recognizer.validate) for recognizer in RECOGNIZERS)

# No recognizer of numbered entities matches without seven digits nearby, or a card's, IBAN's or CURP's letters and digits.
_DIGITS = re.compile(r"[0-9](?:[ .\-/()]{0,3}[0-9]){5}|[A-Za-z]{2}[0-9]{2}|[0-9][A-Z]|[A-Z][0-9]")
_DIGIT = re.compile(r"[0-9]|[sS]/[nN]")


def find(text: str, tagger: Tagger = TAGGER) -> list[Span]:
    """What was found, by position, without overlaps."""
    digit = _DIGITS.search(text) is not None
    spans = _numbered(text) if digit or "@" in text else []
    tokens = TOKEN.findall(text)
    words = tagger.words_of(text, tokens)
    addresses: list[tuple[int, int]] = []
    if digit or _DIGIT.search(text) is not None:
        runs, written = tagger.address_runs(words), names_a_street(words)
        if runs or written:
            addresses = list(addresses_among(text, tokens_at(text, tokens, runs), written))
    if runs := tagger.person_runs(words):
        names = list(names_among(text, tokens_at(text, tokens, runs)))
        addresses = after_names(text, addresses, names)
        others = [*addresses, *((span.start, span.end) for span in spans)]
        names = with_repeats(text, list(beside_others(text, names, others)))
        spans += [Span(start, end, "person") for start, end in names]
    spans += [Span(start, end, "address") for start, end in addresses]
    return without_overlaps(spans) if len(spans) > 1 else spans


def find_numbered(text: str) -> list[Span]:
    """As `find`, without names and addresses."""
    return without_overlaps(_numbered(text))


def _numbered(text: str) -> list[Span]:
    spans: list[Span] = []
    if _DIGITS.search(text) is not None:
        for match in _CANDIDATES.finditer(text):
            if match.lastindex is None:
                continue
            start = match.start()
            for index, written in enumerate(match.groups()):
                if written is not None:
                    entity, validate = _VALIDATORS[index]
                    end = validate(text, start, start + len(written))
                    if end is not None:
                        spans.append(Span(start, end, entity))
    if "@" in text:
        spans += [Span(match.start(), match.end(), "email") for match in EMAIL.finditer(text)]
    return spans
