"""Postal addresses: a street type, a name and a number (ES, PT), or a number, a name and a street type (EN), with what
follows of floor, district, postcode and town; and what `token_tagger` takes for one. A town or a postcode alone is no
address of a person.
"""

import re
from collections.abc import Iterator

from andamio.pii.street_kinds import ENGLISH_KINDS_OF_STREET, KINDS_OF_STREET
from andamio.pii.token_features import TOKEN
from andamio.pii.token_tagger import TAGGER, names_a_street, tokens_at
from andamio.pii.word_pattern import word_pattern

_LETTER_UP, _LETTER = "A-ZÀ-ÖØ-Þ", r"[^\W\d_]"
_CAPS = rf"(?-i:[{_LETTER_UP}]){_LETTER}*(?:['’.\-]{_LETTER}+)*(?!\w)"
_PART = r"(?:de las|de los|de la|de|del|las|los|la|el|da|das|do|dos|e|y|of|the|di|van)"
_CAP_RUN = rf"{_CAPS}(?: (?:{_PART} )?{_CAPS}){{0,4}}"

_TYPES = word_pattern(KINDS_OF_STREET)
_LOW_TYPES = word_pattern(
    ("calle", "avenida", "avda", "avda.", "av.", "rua", "plaza", "praça", "paseo", "travessa", "alameda", "carretera")
)
_NUMBER = (
    r",? ?(?:n[º°o]\.? ?|núm(?:ero)?\.? |num\.? |número |numero |nro\.? |no\. |# ?)?"
    r"(?:\d{1,5}(?: ?- ?\d{1,4}| ?bis)?(?:[ \-]?(?-i:[A-Z])(?!\w))?|s/n|km\.? ?\d{1,4}(?:[.,]\d{1,2})?)(?![\w])(?![.,:]\d)"
)
_UNIT_WORDS = word_pattern(
    (
        *(
            "piso",
            "planta",
            "puerta",
            "pta",
            "portal",
            "escalera",
            "esc",
            "bloque",
            "bl",
            "dto",
            "depto",
            "departamento",
        ),
        *(
            "dpto",
            "oficina",
            "of",
            "local",
            "int",
            "interior",
            "apto",
            "apartamento",
            "apt",
            "ap",
            "bloco",
            "sala",
            "casa",
        ),
        *(
            "andar",
            "fração",
            "lote",
            "torre",
            "frente",
            "flat",
            "unit",
            "suite",
            "ste",
            "floor",
            "manzana",
            "mz",
            "edificio",
        ),
        *("edifício", "conjunto", "cj", "bajo", "ático", "entresuelo", "r/c", "rés-do-chão", "block"),
    )
)
_UNIT = (
    rf"(?:(?:{_UNIT_WORDS})(?!\w)\.?(?: ?(?:\d{{1,5}}(?:[ºª°])?(?-i:[A-Z])?|(?-i:[A-Z])\d{{0,3}})(?!\w))?"
    r"|\d{1,2} ?[ºª°](?: ?-? ?(?:(?-i:[A-Z])(?!\w)|dcha\.?|izda\.?|izq\.?|derecha|izquierda|esq\.?|dto\.?|drt\.?|frente|centro|\d{1,2}[ºª°]?(?!\w)))?"
    r"|(?-i:[A-D])(?!\w)|#\d{1,4}(?!\w))"
)
_POSTCODE = (
    r"(?:c\.? ?p\.?:? ?|cep:? ?)?(?:\d{5}-\d{3}|\d{4}-\d{3}|\d{2}\.\d{3}-\d{3}|\d{5}(?:-\d{4})?|[B-Z]\d{4}(?:[A-Z]{3})?"
    r"|(?-i:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})|\d{4}(?= (?-i:[A-Z])))(?!\w)"
)
_STATE = r"(?-i:[A-Z]{2})(?!\w)"
_DISTRICT = rf"(?:col(?:onia)?\.?|bairro|barrio|urb\.?) {_CAP_RUN}"
_LABEL = r"[ ,\-–]*(?:cpf|cnpj|dni|nie|nif|rfc|curp|cui[tl]|rut|tel[eé]?[a-z]*|iban|e-?mail|correo|phone|fax|attn|cif|ref|ruc|vat)(?!\w)"
_TOWN = rf"(?!(?:c\.? ?p|cep)(?!\w))(?!{_LABEL}){_CAP_RUN}"
# A town is taken after a separator, or after a postcode.
_REST = (
    rf"(?!{_LABEL})(?:,? {_UNIT}|[, \-–]{{1,3}}{_POSTCODE}(?:,? {_TOWN})?(?: ?\({_CAP_RUN}\))?"
    rf"|(?:, ?| ?[\-–] ?){_DISTRICT}|(?:, ?| [\-–] ?){_STATE}(?: \d{{5}}(?:-\d{{4}})?)?(?!\w)|(?:, ?| [\-–] )(?!{_UNIT_WORDS}){_TOWN}(?:/{_STATE}| ?- ?{_STATE})?(?! ?[:=]))"
)
_STREET_WORD = rf"(?:{_CAPS}|{_PART}|\d{{1,3}}(?= de )|(?<=\w )\d{{1,3}}(?= [#nN]))"
_SPANISH = rf"(?:(?-i:(?=[{_LETTER_UP}a-z])){_TYPES}|c/|c\\/)(?: |(?<=[./]))(?:{_STREET_WORD},? ){{0,6}}?(?:{_STREET_WORD}){_NUMBER}"
_NUMBERED = r"(?:calle|carrera|cra\.?|cl\.?|diagonal|transversal|avenida|av\.?) \d{1,4}[A-Za-z]?(?: (?:bis|sur|norte))? ?(?:#|n[º°o]\.?|no\.) ?\d{1,4}[A-Za-z]? ?- ?\d{1,4}"
_LOW = rf"(?:{_LOW_TYPES}) (?:{_LETTER}{{2,}},? ){{0,4}}?{_LETTER}{{3,}}{_NUMBER}"
_ENGLISH_TYPES = word_pattern(ENGLISH_KINDS_OF_STREET)
_ENGLISH = (
    rf"(?:(?:flat|apt|apartment|unit|suite) \w{{1,5}},? )?\d{{1,5}}(?-i:[A-Z])?,? (?:(?-i:[NSEW]{{1,2}})\.? )?"
    rf"(?:(?:{_CAPS}|\d{{1,3}}(?:st|nd|rd|th)) ){{1,3}}(?-i:{_ENGLISH_TYPES})(?!\w)\.?"
)
_BOX = r"(?:p\.? ?o\.? box|apartado(?: de correos| postal)?|apdo\.?(?: de correos)?|caixa postal) \d{1,6}(?!\w)"

ADDRESS = re.compile(
    rf"(?<![\w/])(?:{_NUMBERED}|{_SPANISH}|{_LOW}|{_ENGLISH}|{_BOX})(?:{_REST}){{0,6}}",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"[\s,.\-–/(]+$")
# A letter and something else: a lone number or word is none.
_PARTS = re.compile(r"[^\W\d_].*?[ ,].|\d [^\W\d_]")
_LEADING = re.compile(r"[\W_]+")
# Between a name and the address below it, before what an address begins with.
_AFTER_NAME = re.compile(
    r" ?(?:[,;:\n|]| -)[\s,]*(?=[^\n]*(?:\d|s/n))(?=\d{1,5}[A-Za-z]?,? [^\W\d_]{2}|[^\W\d_]{1,20}[ ./])", re.IGNORECASE
)
# What only an address has; a run without it is a number that stands in the wrong company.
_HOUSE = re.compile(r"[0-9]|[sS]/[nN]")


def postal_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each address in the text."""
    tokens = TOKEN.findall(text)
    words = TAGGER.words_of(text, tokens)
    return addresses_among(text, tokens_at(text, tokens, TAGGER.address_runs(words)), names_a_street(words))


def addresses_among(text: str, tagged: list[tuple[int, int]], written: bool) -> Iterator[tuple[int, int]]:
    """Start and end of each address: what was tagged, and if `written` what is written as an address is, joined where
    they overlap."""
    found = [(match.start(), match.end()) for match in ADDRESS.finditer(text)] if written else []
    last = (0, 0)
    for start, end in sorted(found + tagged):
        if start < last[1]:
            last = (last[0], max(end, last[1]))
            continue
        yield from _trimmed(text, *last)
        last = (start, end)
    yield from _trimmed(text, *last)


def after_names(text: str, addresses: list[tuple[int, int]], names: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The addresses, of which one that begins with a name, as on an envelope, begins after it."""
    begun: list[tuple[int, int]] = []
    for start, end in addresses:
        for first, after in names:
            if first <= start < after and (rest := _AFTER_NAME.match(text, after, end)) is not None:
                start = rest.end()
        begun.append((start, end))
    return begun


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if (leading := _LEADING.match(text, start, end)) is not None:
        start = leading.end()
    if (trailing := _TRAILING.search(text, start, end)) is not None:
        end = trailing.start()
    if _PARTS.search(text, start, end) and _HOUSE.search(text, start, end):
        yield start, end
