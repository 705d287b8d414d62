"""Texts that the tagger is trained on, from a seed: of kinds that are made here, and of the templates of development.

Names are of the recognizers' own lists and of `FOREIGN`, streets and ways to write addresses of `addresses`: none is in a
corpus that recognition is measured on. Some texts lose their capitals, their small letters or their accents.
"""

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from andamio.pii.gazetteer import GIVEN, PLACES, SURNAMES_WRITTEN
from andamio.pii.vocabulary import VOCABULARY
from tests.bench.pii_corpus.corpus import LabelledText
from tests.bench.pii_corpus.families.family import Family
from tests.bench.pii_corpus.families.rendering import text_of, without_accents
from tests.bench.pii_corpus.families.roles import FAMILIES
from tests.bench.pii_corpus.templates_development import DEVELOPMENT
from tests.bench.pii_corpus.training import layouts, mails
from tests.bench.pii_corpus.training.addresses import ADDRESSES, STREETS
from tests.bench.pii_corpus.training.common_words import COMMON
from tests.bench.pii_corpus.training.contrasts import LEFT, ORGANISATION_HEADS, ORGANISATION_TAILS, OTHER, RIGHT
from tests.bench.pii_corpus.training.grammar import GRAMMAR, NOISE, TITLES
from tests.bench.pii_corpus.training.narratives import NAMED_AFTER, NARRATIVES
from tests.bench.pii_corpus.training.programs import message
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
_COMMON_WORDS = sorted(VOCABULARY)
_SYMBOL, _FIRST_SLOTS = re.compile(r"<(\w+)>"), {
    "PERSON": "person_caps",
    "lower": "person_lower",
    "lower_or_title": "person",
}


_HIDDEN = str.maketrans("\x02\x03\x0e\x0f", "<>{}")
"""What templates have in place of marks that would be a symbol or a slot."""
# Of a hundred texts of each kind; LOWERED of a hundred of these lose their capitals.
SHARES = {
    "technical": 7,
    "programs": 12,
    "contrasts": 12,
    "grammar": 17,
    "corpus": 13,
    "families": 13,
    "forms": 11,
    "tables": 4,
    "records": 5,
    "mails": 12,
    "narratives": 6,
}
_LOWERED = {
    "contrasts": 8,
    "grammar": 8,
    "narratives": 6,
    "mails": 3,
    "forms": 1,
    "tables": 0,
    "records": 0,
    "programs": 5,
    "technical": 3,
}
KINDS = (*SHARES, *(family.name for family in TUNED_ON))
"""What training can do without, one at a time, to be measured on it."""


@dataclass(frozen=True)
class Texts:
    """The kinds of texts that there are, without one of them; the same for the same arguments."""

    without: str | None = None

    def __post_init__(self) -> None:
        assert self.without is None or self.without in KINDS, self.without

    @cached_property
    def _families(self) -> tuple[Family, ...]:
        return tuple(family for family in TUNED_ON if family.name != self.without)

    @cached_property
    def voice(self) -> Family:
        """The names and streets of training, and ways to write addresses."""
        return Family(
            name="training",
            given=GIVEN,
            surnames=SURNAMES_WRITTEN,
            foreign=FOREIGN,
            streets=STREETS,
            addresses={
                language: ADDRESSES[language]
                + tuple(form for family in self._families for form in family.addresses[language])
                for language in LANGUAGES
            },
            templates={},
        )

    @cached_property
    def makers(self) -> dict[str, Callable[[random.Random, str], str]]:
        """By kind, what makes a template in a language."""
        makers: dict[str, Callable[[random.Random, str], str]] = {
            "technical": lambda source, _: source.choice(TECHNICAL),
            "programs": message,
            "contrasts": _contrast,
            "grammar": lambda source, language: _sentence(source, language, "<text>"),
            "corpus": lambda source, language: _first_corpus(source.choice(DEVELOPMENT[language])),
            "families": lambda source, language: source.choice(source.choice(self._families).templates[language]),
            "forms": _expanded(layouts.form),
            "tables": _expanded(layouts.table),
            "records": _expanded(layouts.record),
            "mails": _expanded(mails.mail),
            "narratives": _expanded(lambda source, language: source.choice(NARRATIVES[language])),
        }
        return {kind: maker for kind, maker in makers.items() if kind != self.without}

    def literal_words(self) -> set[str]:
        """Every word that a template spells out, in small letters: the words that the tagger may know one by one."""
        by_kind: dict[str, tuple[Mapping[str, str | tuple[str, ...]], ...]] = {
            "contrasts": (LEFT, RIGHT, OTHER, ORGANISATION_HEADS, ORGANISATION_TAILS),
            "corpus": (DEVELOPMENT,),
            "forms": (layouts.LABEL_WORDS,),
            "mails": (mails.WORDS,),
            "narratives": (NARRATIVES, NAMED_AFTER),
            "": (PLACES, COMMON, TITLES, self.voice.addresses, *(family.templates for family in self._families)),
        }
        spelled: list[str] = []
        for kind, lists in by_kind.items():
            if kind != self.without:
                for listed in lists:
                    for entry in listed.values():
                        spelled += [entry] if isinstance(entry, str) else entry
        spelled += [entry for grammar in GRAMMAR.values() for entries in grammar.values() for entry in entries]
        without_slots = re.sub(r"\{\w+\}|<\w+>", " ", "\n".join(spelled))
        return {word.lower() for word in re.findall(r"[^\W\d_]+", without_slots)}

    def training(self, seed: int, count: int) -> list[LabelledText]:
        """`count` texts of all kinds."""
        source = random.Random(seed)
        kinds = list(self.makers)
        shares = [SHARES[kind] for kind in kinds]
        return [self._text(source, source.choices(kinds, shares)[0]) for _ in range(count)]

    def _text(self, source: random.Random, kind: str) -> LabelledText:
        item = self.of_kind(source, kind, self.voice)
        if source.random() < _LOWERED.get(kind, 3) / 100:
            item = replace(item, text=_each(item.text, str.lower))
        elif source.random() < 0.06:
            item = replace(item, text=_each(item.text, str.upper))
        if source.random() < 0.12:
            item = replace(item, text=_each(item.text, without_accents))
        if source.random() < 0.06:
            item = replace(item, text=_misread(source, item.text))
        if source.random() < 0.12 and kind != "technical":
            after = self.of_kind(
                source,
                source.choice(["grammar", "narratives", "programs", kind]) if self.without is None else kind,
                self.voice,
            )
            item = _joined(item, source.choice([". ", " ", "\n", " - "]), after)
        return item

    def of_kind(self, source: random.Random, kind: str, voice: Family) -> LabelledText:
        """A text of a kind with the names of a voice."""
        language = source.choice(LANGUAGES)
        template = self.makers[kind](source, language)
        if kind == "technical":
            return LabelledText(template, (), "en", kind)
        item = text_of(source, voice, language, _filled(source, language, template))
        return replace(item, text=item.text.translate(_HIDDEN))


def _expanded(maker: Callable[[random.Random, str], str]) -> Callable[[random.Random, str], str]:
    return lambda source, language: _sentence(source, language, maker(source, language))


def _misread(source: random.Random, text: str) -> str:
    """As a scanner reads it: a letter in a hundred is a digit."""
    return "".join({"O": "0", "I": "1", "l": "1", "S": "5"}.get(c, c) if source.random() < 0.015 else c for c in text)


def _sentence(source: random.Random, language: str, pattern: str) -> str:
    def expansion(symbol: re.Match[str]) -> str:
        name = symbol.group(1)
        if name == "title":
            return source.choice(TITLES[language])
        if name in ("noise", "NOISE"):
            noise = " ".join(
                (
                    source.choice(_COMMON_WORDS).capitalize()
                    if source.random() < 0.5
                    else source.choice(NOISE[language].split())
                )
                for _ in range(source.randint(1, 5))
            )
            return noise.upper() if name == "NOISE" else noise.lower() if source.random() < 0.3 else noise
        if name == "Verb":
            return source.choice(GRAMMAR[language]["verb"]).capitalize()
        return _sentence(source, language, source.choice(GRAMMAR[language][name]))

    return _SYMBOL.sub(expansion, pattern)


def _contrast(source: random.Random, language: str) -> str:
    left, right = (source.choice(listed[language].split("|")) for listed in (LEFT, RIGHT))
    if source.random() < 0.12:  # anything may stand before a name
        left = source.choice(_COMMON_WORDS)
    kind, common = source.random(), COMMON[language].split()
    if kind < 0.45:
        middle = source.choice(_STYLES)
    elif kind < 0.75:
        middle = source.choice(OTHER[language].split("|"))
    else:
        listed = _COMMON_WORDS if source.random() < 0.7 else common + NOISE[language].split()
        middle = " ".join(source.choice(listed).title() for _ in range(source.randint(1, 3)))
        middle = middle.lower() if source.random() < 0.25 else middle.upper() if source.random() < 0.1 else middle
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
        if name == "person" and source.random() < 0.07:
            return source.choice(
                ["{person_last}", "{person_suffix}", "{person_initials}", "{given} {surname} {surname}"]
            )
        if name == "initial":
            return source.choice("ABCDEFGJLMPRS")
        return source.choice(ROLE_WORDS[language]) if name == "role_word" else slot.group()

    return re.sub(r"\{(\w+)\}", value, template)


def _organisation(source: random.Random, language: str) -> str:
    def word() -> str:
        words = NOISE[language].split() + _STREET_WORDS[language]
        return source.choice(words if source.random() < 0.6 else SURNAMES_WRITTEN[language].split())

    if source.random() < 0.4:
        named = source.choice(NAMED_AFTER[language].split("|"))
        return re.sub(
            r"\{([gs])\}",
            lambda slot: source.choice((GIVEN if slot.group(1) == "g" else SURNAMES_WRITTEN)[language].split()),
            named,
        )
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
