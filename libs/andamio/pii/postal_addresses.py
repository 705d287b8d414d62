"""Postal addresses: a street type, a name and a number (ES, PT), or a number, a name and a street type (EN), with what
follows of floor, district, postcode and town; and what `token_tagger` takes for one. A town or a postcode alone is no
address of a person.
"""

import re
from collections.abc import Iterator

from andamio.pii.token_features import TOKEN
from andamio.pii.token_tagger import address_runs, words_of
from andamio.pii.word_pattern import word_pattern

_LETTER_UP, _LETTER = "A-ZÀ-ÖØ-Þ", r"[^\W\d_]"
_CAPS = rf"(?-i:[{_LETTER_UP}]){_LETTER}*(?:['’.\-]{_LETTER}+)*(?!\w)"
_PART = r"(?:de las|de los|de la|de|del|las|los|la|el|da|das|do|dos|e|y|of|the|di|van)"
_CAP_RUN = rf"{_CAPS}(?: (?:{_PART} )?{_CAPS}){{0,4}}"

_TYPES = word_pattern(
    (
        *("calle", "avenida", "avda", "avda.", "av", "av.", "ave.", "plaza", "pza", "pza.", "plza.", "plaça", "praça"),
        *(
            "paseo",
            "pº",
            "po.",
            "ronda",
            "camino",
            "cmno.",
            "carretera",
            "ctra",
            "ctra.",
            "travesía",
            "travesia",
            "trv.",
        ),
        *("glorieta", "cerrada", "calzada", "privada", "andador", "carrera", "cra", "cra.", "kra", "diagonal", "diag."),
        *("transversal", "pasaje", "pje", "pje.", "bulevar", "blvd", "blvd.", "boulevard", "autopista", "callejón"),
        *("rambla", "costanera", "circuito", "prolongación", "prol.", "cuesta", "barrio", "urbanización", "urb."),
        *("rua", "r.", "travessa", "tv.", "alameda", "al.", "largo", "lgo.", "estrada", "rodovia", "rod.", "beco"),
        *("quadra", "ladeira", "viela", "calçada", "azinhaga", "via", "vía"),
    )
)
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
_NUMBERED = r"(?:calle|carrera|cra\.?|cl\.?|diagonal|transversal|avenida|av\.?) \d{1,3}[A-Za-z]?(?: (?:bis|sur|norte))? ?(?:#|n[º°o]\.?|no\.) ?\d{1,3}[A-Za-z]? ?- ?\d{1,3}"
_LOW = rf"(?:{_LOW_TYPES}) (?:{_LETTER}{{2,}},? ){{0,4}}?{_LETTER}{{3,}}{_NUMBER}"
_ENGLISH_TYPES = word_pattern(
    (
        *("Street", "St", "Road", "Rd", "Avenue", "Ave", "Lane", "Ln", "Drive", "Dr", "Close", "Court", "Ct", "Way"),
        *(
            "Terrace",
            "Crescent",
            "Place",
            "Pl",
            "Square",
            "Sq",
            "Boulevard",
            "Blvd",
            "Gardens",
            "Grove",
            "Hill",
            "Mews",
        ),
        *(
            "Row",
            "Walk",
            "Parkway",
            "Pkwy",
            "Circle",
            "Cir",
            "Trail",
            "Highway",
            "Hwy",
            "Green",
            "Rise",
            "View",
            "Loop",
        ),
        *("Quay", "Wharf", "Parade", "Embankment", "Broadway", "Alley", "Turnpike", "Path", "Vale", "Drove"),
    )
)
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
_LEADING = re.compile(r"[\W_]+")
# What only an address has; a run without it is a number that stands in the wrong company.
_HOUSE = re.compile(r"\d|\bs/n\b", re.IGNORECASE)
_STREETS = re.compile(rf"(?<!\w)(?:{_TYPES}|c/|{_ENGLISH_TYPES})(?!\w)|box|apartado|apdo|caixa postal", re.IGNORECASE)


def may_be_address(text: str) -> bool:
    """Whether a kind of street is named at all; much cheaper than looking for an address."""
    return _STREETS.search(text) is not None


def postal_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each address in the text."""
    tokens = TOKEN.findall(text)
    return addresses_of_runs(text, address_runs(words_of(text, tokens)))


def addresses_of_runs(text: str, runs: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Start and end of each address: runs of tokens, and what is written as an address is, joined where they overlap."""
    found = [(match.start(), match.end()) for match in ADDRESS.finditer(text)] if may_be_address(text) else []
    if runs:
        places = [match.span() for match in TOKEN.finditer(text)]
        found += [(places[first][0], places[after - 1][1]) for first, after in runs if after - first > 2]
    last = (0, 0)
    for start, end in sorted(found):
        if start < last[1]:
            last = (last[0], max(end, last[1]))
            continue
        yield from _trimmed(text, *last)
        last = (start, end)
    yield from _trimmed(text, *last)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if (leading := _LEADING.match(text, start, end)) is not None:
        start = leading.end()
    if (trailing := _TRAILING.search(text, start, end)) is not None:
        end = trailing.start()
    if end - start > 5 and _HOUSE.search(text, start, end):
        yield start, end
