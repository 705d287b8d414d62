"""Texts of a family from a seed: names as people write them, addresses, and everything else as in the first corpus.

A name is one of the family's: one or two given names, one surname or two, with particles, initials, a hyphen, a
nickname, or a foreign one whole; then in capitals, in small letters or without accents where the template says so. A
title is not part of a name. An address runs from its street to its last part.
"""

import random
import re
import unicodedata
from collections.abc import Callable

from tests.bench.pii_corpus.corpus import LabelledSpan, LabelledText
from tests.bench.pii_corpus.families.family import Family
from tests.bench.pii_corpus.values import CITIES, SLOTS, Filling, words

_SLOT = re.compile(r"\{(\w+)\}")
PARTICLES = {
    "es": ("de", "de la", "del", "de los", "de las", "y"),
    "pt": ("da", "de", "dos", "do", "das", "e"),
    "en": ("van", "de", "St", "von"),
}
NICKNAMES = {
    "es": words("Paco Nacho Lupita Beto Chuy Toño Quique Charo Chelo Memo"),
    "pt": words("Zé Chico Duda Bia Nando Cacá Tonico Malu Guga Dedé"),
    "en": words("Bob Liz Ted Peggy Chuck Maggie Jimmy Kit Bud Dot"),
}
POSTCODES = ("SW1A 2PQ", "M14 6RT", "EH3 9GU", "B17 0HS", "LS6 3QJ", "CF10 4BY")


def family_texts(family: Family, seed: int, count: int) -> list[LabelledText]:
    """`count` texts, templates in turn through the languages; the same for the same arguments."""
    source = random.Random(f"{seed}/{family.name}")
    pairs = [(language, template) for language, listed in family.templates.items() for template in listed]
    return [text_of(source, family, *pairs[number % len(pairs)]) for number in range(count)]


def text_of(source: random.Random, family: Family, language: str, template: str) -> LabelledText:
    """The template with its slots filled by the family."""
    filling = Filling(source, language, source.randrange(2))
    text = ""
    spans: list[LabelledSpan] = []
    last = 0
    for slot in _SLOT.finditer(template):
        text += _scanned(source, template[last : slot.start()]) if family.scanned else template[last : slot.start()]
        last = slot.end()
        entity, value = _value(filling, family, slot.group(1))
        if family.scanned and entity in {"person", "address"}:
            value = _scanned(source, value)
        if entity is not None:
            start = len(text)
            if entity == "person" and spans and spans[-1][1:] == (start - 1, entity) and text[-1] == " ":
                start = spans.pop()[0]  # a given name and a surname that the template names apart
            spans.append((start, len(text) + len(value), entity))
        text += value
    text += _scanned(source, template[last:]) if family.scanned else template[last:]
    return LabelledText(text, tuple(spans), language, f"{family.name}: {template}")


def _value(fill: Filling, family: Family, slot: str) -> tuple[str | None, str]:
    kind, *styles = slot.split("_")
    maker = _PERSONAL.get(slot) or _PERSONAL.get(kind)
    if slot in SLOTS and maker is None or slot == "plain_amount":
        entity, make = SLOTS[slot]
        return entity, make(fill)
    assert maker is not None, slot
    value = maker(fill, family)
    for style in styles:
        value = _STYLES[style](value) if style in _STYLES else value
    return ("address" if kind == "address" else "person"), value


def _given(fill: Filling, family: Family) -> str:
    return fill.pick(words(family.given[fill.language]))


def _surname(fill: Filling, family: Family) -> str:
    return fill.pick(words(family.surnames[fill.language]))


def _person(fill: Filling, family: Family) -> str:
    given, surname, language = _given(fill, family), _surname(fill, family), fill.language
    kind = fill.random.random()
    if kind < 0.06:
        return fill.pick(words(family.foreign))
    if kind < 0.10:
        nickname = fill.pick(NICKNAMES[language])
        return fill.pick([f'{given} "{nickname}" {surname}', f"{given} ({nickname}) {surname}"])
    if kind < 0.18:
        return f"{given} {fill.pick(PARTICLES[language])} {surname}"
    if kind < 0.24:
        return f"{given} {fill.pick('ABCDEFGJLMPR')}. {surname}"
    if kind < 0.29:
        return f"{given} {surname}-{_surname(fill, family)}"
    if kind < 0.36:
        return f"{given} {_given(fill, family)} {surname}"
    if kind < 0.62 and language != "en":
        joint = fill.pick(["", "", "", f"{PARTICLES[language][0]} "])
        return f"{given} {surname} {joint}{_surname(fill, family)}"
    if kind < 0.68 and language != "en":
        return f"{given} {_given(fill, family)} {surname} {_surname(fill, family)}"
    return f"{given} {surname}"


def _person_last_first(fill: Filling, family: Family) -> str:
    surname = _surname(fill, family)
    if fill.language != "en" and fill.random.random() < 0.6:
        surname += f" {_surname(fill, family)}"
    return f"{surname.upper() if fill.random.random() < 0.3 else surname}, {_given(fill, family)}"


def _address(fill: Filling, family: Family) -> str:
    values: dict[str, Callable[[], str]] = {
        "street": lambda: fill.pick(family.streets[fill.language].split("|")),
        "street_type": lambda: fill.pick(["privada", "cerrada", "andador", "prolongación"]),
        "n": lambda: str(fill.random.randint(2, 2400)),
        "a": lambda: str(fill.random.randint(1, 12)),
        "city": lambda: fill.pick(CITIES[fill.language]),
        "zip5": lambda: fill.digits(5),
        "zip4": lambda: fill.digits(4, "1234"),
        "zip3": lambda: fill.digits(3),
        "cep": lambda: f"{fill.digits(5)}-{fill.digits(3)}",
        "postcode": lambda: fill.pick(POSTCODES),
    }
    return _SLOT.sub(lambda slot: values[slot.group(1)](), fill.pick(family.addresses[fill.language]))


def without_accents(text: str) -> str:
    """The letters alone, as keyboards and banks leave them."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _scanned(source: random.Random, text: str) -> str:
    lost = without_accents(text) if source.random() < 0.5 else text
    doubled = lost.replace(" ", "  ") if source.random() < 0.06 else lost
    return "".join({"O": "0", "I": "1", "l": "1", "S": "5"}.get(c, c) if source.random() < 0.01 else c for c in doubled)


def _person_initials(fill: Filling, family: Family) -> str:
    surname, one, other = _surname(fill, family), _given(fill, family)[0], _given(fill, family)[0]
    return fill.pick(
        [
            f"{one}. {other}. {surname}",
            f"{one}.{other}. {surname}",
            f"{one}{other} {surname}",
            f"{surname} {one}.",
            f"{surname}, {one}.",
            f"{surname}, {one}. {other}.",
            f"{_given(fill, family)} {one}",
        ]
    )


def _person_suffix(fill: Filling, family: Family) -> str:
    suffix = {"es": "Jr.|hijo|II", "pt": "Filho|Neto|Júnior|Sobrinho|Jr.", "en": "Jr.|Jr|Sr.|III|II"}[fill.language]
    return f"{_given(fill, family)} {_surname(fill, family)} {fill.pick(suffix.split('|'))}"


def _person_last(fill: Filling, family: Family) -> str:
    """Surnames before given names, without a comma."""
    surnames = [_surname(fill, family) for _ in range(1 if fill.language == "en" else fill.random.choice([1, 2]))]
    return " ".join([*surnames, *(_given(fill, family) for _ in range(fill.random.choice([1, 1, 2])))])


_PERSONAL: dict[str, Callable[[Filling, Family], str]] = {
    "person_initials": _person_initials,
    "person_suffix": _person_suffix,
    "person_last": _person_last,
    "person": _person,
    "given": _given,
    "surname": _surname,
    "person_comma": _person_last_first,
    "person_initial": lambda fill, family: f"{_given(fill, family)[0]}. {_surname(fill, family)}",
    "person_lower": lambda fill, family: f"{_given(fill, family)} {_surname(fill, family)}",
    "address": _address,
}
_STYLES: dict[str, Callable[[str], str]] = {"caps": str.upper, "lower": str.lower, "bare": without_accents}
