"""Texts that the tagger is trained on, from a seed: of the grammar, of contrasts, and of the templates of development.

Names are of the recognizers' own lists and of `FOREIGN`, streets and ways to write addresses of `addresses`: none is in a
corpus that recognition is measured on. Some texts lose their capitals, their small letters or their accents.
"""

import random
import re
from dataclasses import replace

from andamio.pii.gazetteer import GIVEN, PLACES, SURNAMES_WRITTEN
from tests.bench.pii_corpus.corpus import LabelledText
from tests.bench.pii_corpus.families.family import Family
from tests.bench.pii_corpus.families.rendering import text_of, without_accents
from tests.bench.pii_corpus.families.roles import FAMILIES
from tests.bench.pii_corpus.templates_development import DEVELOPMENT
from tests.bench.pii_corpus.training.addresses import ADDRESSES, STREETS
from tests.bench.pii_corpus.training.common_words import COMMON
from tests.bench.pii_corpus.training.contrasts import LEFT, ORGANISATION_HEADS, ORGANISATION_TAILS, OTHER, RIGHT
from tests.bench.pii_corpus.training.grammar import GRAMMAR, NOISE, TITLES
from tests.bench.pii_corpus.training.technical import TECHNICAL

LANGUAGES = ("es", "pt", "en")
FOREIGN = (
    "Wang Fang|Ahmed Al-Rashid|Elena Popova|Jan-Erik Lund|Nguyen Van Minh|Fatima El Idrissi|Pietro Lombardi|Sofie Mortensen|"
    "Kenji Yamada|Olena Kovalenko|Baran Aydın|Marta Kowalczuk|Ji-hoon Kim|Anaïs Mercier|Sunil Bhatt|Kwabena Ofori|"
    "Adaobi Nwosu|Jiří Dvořák|Emine Şahin|Petra Kovačević|Aigerim Bekova|Yonas Haile|Lưu Thị Mai|Björn Åkesson"
)
ROLE_WORDS = {
    "es": ("cliente", "titular", "proveedor", "mi jefa", "soporte"),
    "pt": ("cliente", "titular", "fornecedor", "minha chefe", "suporte"),
    "en": ("customer", "holder", "supplier", "my boss", "support"),
}
TUNED_ON = tuple(family for family, role in FAMILIES.values() if role == "development")
TRAINING = Family(
    name="training",
    given=GIVEN,
    surnames=SURNAMES_WRITTEN,
    foreign=FOREIGN,
    streets=STREETS,
    addresses={
        language: ADDRESSES[language] + tuple(form for family in TUNED_ON for form in family.addresses[language])
        for language in LANGUAGES
    },
    templates={},
)
# How a name between LEFT and RIGHT is written, as often as it is here.
_STYLES = (
    *("{person}",) * 6,
    *("{given}",) * 4,
    *("{surname}", "{person_caps}", "{person_lower}", "{person_lower}", "{person_bare}", "{person_initial}"),
    *("{given_lower}", "{person_comma}"),
)
_STREET_WORDS = {
    language: [word for word in listed.replace("|", " ").split() if word[0].isupper()]
    for language, listed in STREETS.items()
}
_SYMBOL, _FIRST_SLOTS = re.compile(r"<(\w+)>"), {
    "PERSON": "person_caps",
    "lower": "person_lower",
    "lower_or_title": "person",
}


def training_texts(seed: int, count: int) -> list[LabelledText]:
    """`count` texts; the same for the same arguments."""
    source = random.Random(seed)
    return [_training_text(source) for _ in range(count)]


def literal_words() -> set[str]:
    """Every word that a template spells out, in small letters: the words that the tagger may know one by one."""
    spelled = [
        entry for listed in (LEFT, RIGHT, OTHER, ORGANISATION_HEADS, ORGANISATION_TAILS) for entry in listed.values()
    ]
    spelled += [entry for listed in (PLACES, COMMON) for entry in listed.values()]
    spelled += [entry for grammar in GRAMMAR.values() for listed in grammar.values() for entry in listed]
    spelled += [
        entry
        for listed in (DEVELOPMENT, TITLES, TRAINING.addresses)
        for entries in listed.values()
        for entry in entries
    ]
    spelled += [entry for family in TUNED_ON for entries in family.templates.values() for entry in entries]
    without_slots = re.sub(r"\{\w+\}|<\w+>", " ", "\n".join(spelled))
    return {word.lower() for word in re.findall(r"[^\W\d_]+", without_slots)}


def _training_text(source: random.Random) -> LabelledText:
    kind, language = source.random(), source.choice(LANGUAGES)
    if source.random() < 0.15:
        return LabelledText(source.choice(TECHNICAL), (), "en", "technical")
    if kind < 0.25:
        template = _contrast(source, language)
    elif kind < 0.55:
        template = _sentence(source, language, "<text>")
    elif kind < 0.80:
        template = _first_corpus(source.choice(DEVELOPMENT[language]))
    else:
        template = source.choice(source.choice(TUNED_ON).templates[language])
    item = text_of(source, TRAINING, language, _filled(source, language, template))
    if source.random() < (0.08 if kind < 0.55 else 0.03):
        item = replace(item, text=_each(item.text, str.lower))
    elif source.random() < 0.06:
        item = replace(item, text=_each(item.text, str.upper))
    if source.random() < 0.12:
        item = replace(item, text=_each(item.text, without_accents))
    if kind < 0.55 and source.random() < 0.15:
        after = text_of(source, TRAINING, language, _filled(source, language, _sentence(source, language, "<text>")))
        item = _joined(item, source.choice([". ", " ", "\n", " - "]), after)
    return item


def _sentence(source: random.Random, language: str, pattern: str) -> str:
    def expansion(symbol: re.Match[str]) -> str:
        name = symbol.group(1)
        if name == "title":
            return source.choice(TITLES[language])
        if name in ("noise", "NOISE"):
            noise = " ".join(source.choice(NOISE[language].split()) for _ in range(source.randint(1, 5)))
            return noise.upper() if name == "NOISE" else noise.lower() if source.random() < 0.3 else noise
        if name == "Verb":
            return source.choice(GRAMMAR[language]["verb"]).capitalize()
        return _sentence(source, language, source.choice(GRAMMAR[language][name]))

    return _SYMBOL.sub(expansion, pattern)


def _contrast(source: random.Random, language: str) -> str:
    left, right = (source.choice(listed[language].split("|")) for listed in (LEFT, RIGHT))
    kind, common = source.random(), COMMON[language].split()
    if kind < 0.5:
        middle = source.choice(_STYLES)
    elif kind < 0.9:
        middle = source.choice(OTHER[language].split("|"))
    else:
        middle = " ".join(source.choice(common + NOISE[language].split()).title() for _ in range(source.randint(1, 3)))
    before = " ".join(source.choice(common) for _ in range(source.choice([0, 0, 1, 2, 3, 4])))
    if source.random() < 0.5:
        before = before.capitalize()
    after = " ".join(source.choice(common) for _ in range(source.choice([0, 0, 1, 2, 3, 4])))
    if right.endswith(" "):  # "and", "or"
        right += middle if source.random() < 0.7 else source.choice(OTHER[language].split("|"))
    glue = "" if left[-1] in '([=@"' else " "
    return f"{before} {left}{glue}{middle}{right} {after}".strip()


def _first_corpus(template: str) -> str:
    """A template of the first corpus in the slots of families, whose braces are not doubled."""
    renamed = re.sub(
        r"(?<!\{)\{(\w+)\}", lambda slot: "{" + _FIRST_SLOTS.get(slot.group(1), slot.group(1)) + "}", template
    )
    return renamed.replace("{{", "{").replace("}}", "}")


def _filled(source: random.Random, language: str, template: str) -> str:
    """The slots that training fills otherwise than a family: more towns, companies that are named after persons."""

    def value(slot: re.Match[str]) -> str:
        name = slot.group(1)
        if name == "city":
            return source.choice(PLACES[language].split("|"))
        if name == "org_caps" or (name == "org" and source.random() < 0.7):
            company = _organisation(source, language)
            return company.upper() if name == "org_caps" else company
        if name == "initial":
            return source.choice("ABCDEFGJLMPRS")
        return source.choice(ROLE_WORDS[language]) if name == "role_word" else slot.group()

    return re.sub(r"\{(\w+)\}", value, template)


def _organisation(source: random.Random, language: str) -> str:
    def word() -> str:
        words = NOISE[language].split() + _STREET_WORDS[language]
        return source.choice(words if source.random() < 0.6 else SURNAMES_WRITTEN[language].split())

    head, tail = (source.choice(listed[language].split("|")) for listed in (ORGANISATION_HEADS, ORGANISATION_TAILS))
    more = f" {word()}" if source.random() < 0.35 else ""
    return source.choice([f"{head} {word()}{more}", f"{word()}{more} {tail}", f"{head} {word()} {tail}"])


def _joined(first: LabelledText, separator: str, second: LabelledText) -> LabelledText:
    offset = len(first.text) + len(separator)
    moved = tuple((start + offset, end + offset, entity) for start, end, entity in second.spans)
    return replace(first, text=first.text + separator + second.text, spans=first.spans + moved)


def _each(text: str, change: object) -> str:
    """`change` of each character where it stays one character, so that labels still fit."""
    assert callable(change)
    return "".join(changed if len(changed := change(character)) == 1 else character for character in text)
