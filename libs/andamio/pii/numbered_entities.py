"""Recognizers of what has a written form: cards, accounts, national ids, telephone numbers, e-mail addresses.

Each has a pattern, tried wherever a word may begin, and a validator, which sees the text around the match and says
where the entity ends, or that there is none. Patterns are written without capturing groups: `recognition` puts them
all into one expression.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from andamio.pii import checksums, phone_numbers
from andamio.pii.entities import Entity
from andamio.pii.word_pattern import word_pattern

Validator = Callable[[str, int, int], int | None]
"""Text, start and end of the match -> end of the entity, at most that of the match; None if there is none."""

# What comes before an entity: no part of a longer word, decimal, date, path or hyphenated code.
BOUNDARY = r"(?<!\w)(?<!\d[.,:/\-])(?<![A-Za-z]-)(?<!\+)"
_CUE_WINDOW = 48


@dataclass(frozen=True, slots=True)
class Recognizer:
    """How one written form of an entity is found."""

    name: str
    entity: Entity
    pattern: str
    validate: Validator


def _cue(words: tuple[str, ...]) -> re.Pattern[str]:
    # Not what stands for a redacted one: "[phone] 12345678" announces no second telephone number.
    return re.compile(rf"(?<![^\W_])(?<!\[)(?:{word_pattern(words)})(?![^\W_])", re.IGNORECASE)


_PHONE_CUE = _cue(phone_numbers.CUES)
# "avise al 612...", "message me on 07911...": a preposition of telephone numbers right before it.
_PHONE_BEFORE = re.compile(r"(?<!\w)(?:al|on|ao|pelo|no|en el|aviso al|message)[ :]+$", re.IGNORECASE)
_MORE_GROUPS_BEFORE, _MORE_GROUPS_AFTER = re.compile(r"\d{3,4}[ \-]$"), re.compile(r"[ \-]\d{3,}")
_CARD_CUE = _cue(
    (
        "tarjeta",
        "tarjetas",
        "card",
        "cards",
        "cartão",
        "cartao",
        "pan",
        "visa",
        "mastercard",
        "amex",
        "diners",
        "maestro",
        "plástico",
    )
)
_DNI_CUE = _cue(("dni", "d.n.i", "documento", "document", "doc", "identidad", "du", "nif", "cédula", "cedula", "le"))
_TAX_CUE = _cue(
    (
        "cpf",
        "cnpj",
        "cuit",
        "cuil",
        "rfc",
        "rut",
        "run",
        "nif",
        "tax id",
        "emitente",
        "emisor",
        "empresa",
        "inscrito",
        "fornecedor",
        "documento",
        "contribuinte",
    )
)
# An id of something that is not a person: a number after these is one of those unless its format says more.
_OTHER_NUMBER = re.compile(
    r"(?<![^\W_])(?:"
    + word_pattern(
        (
            *("pedido", "order", "orden", "ordem", "ref", "referencia", "referência", "reference", "factura", "fatura"),
            *("invoice", "ticket", "chamado", "incidencia", "case", "caso", "trace", "span", "operación", "operacion"),
            *("operação", "folio", "guía", "guia", "tracking", "sku", "lote", "batch", "nsu", "autorización", "lot"),
            *("autorizacion", "autorização", "authorization", "auth", "terminal", "id", "expediente", "protocolo"),
            *("seguimiento", "rastreio", "rastreo", "envío", "envio", "shipment", "parcel", "serial", "serie", "série"),
            *("transacción", "transação", "transaction", "txn", "tx", "request", "session", "offset", "código", "code"),
            *("codigo", "albarán", "remesa", "recibo", "receipt", "comprobante", "comprovante", "nota", "stan", "rrn"),
            *("arn", "epoch", "ts", "timestamp", "bytes", "partition", "seq", "sequence", "ean", "isbn", "boleto"),
        )
    )
    + r")[\s\w]{0,3}(?:n[º°o.]{1,2}|nro\.?|num\.?|número|number|#)?[\s:=#\"'.\-]*$",
    re.IGNORECASE,
)
_AMOUNT_AFTER = re.compile(
    r"[,.]\d|\s?(?:[€$£%]|(?:eur|usd|mxn|brl|clp|ars|gbp|cop|pesos|reais|euros?|unidades|ms|bytes|kb|mb)(?!\w))",
    re.IGNORECASE,
)
_AMOUNT_BEFORE = re.compile(r"(?:€|\$|£|EUR|USD|MXN|BRL|CLP|ARS|GBP|COP)\s?$")
_ACCOUNT_BEFORE = re.compile(r"(?<!\w)[A-Za-z]{2}\d{2}(?:[ \-]?[A-Z\d]{4})*[ \-]$")
_LABELS: dict[str, Entity] = {
    "cpf": "cpf",
    "cnpj": "cnpj",
    "cuit": "cuit",
    "cuil": "cuit",
    "rut": "rut",
    "run": "rut",
    "dni": "dni",
    "nif": "dni",
    "nie": "nie",
    "rfc": "rfc",
    "curp": "curp",
}
_LABEL = re.compile(rf"(?<![^\W_])({'|'.join(_LABELS)})(?![^\W_])[\W_]{{0,6}}(?:n[º°o.]{{1,2}} ?)?$", re.IGNORECASE)
_RFC_LABEL = re.compile(r"(?<!\w)rfc\W{1,4}$", re.IGNORECASE)
_SEPARATORS = re.compile(r"[^0-9A-Za-zÑñ&]+")
_CARD_GROUPS = re.compile(r"\d{13,19}|\d{4}([ .\-])\d{4}\1\d{4}\1\d{1,4}(?:\1\d{3})?|\d{4}([ .\-])\d{6}\2\d{4,5}")


def compact(text: str) -> str:
    """Without separators, in upper case."""
    return _SEPARATORS.sub("", text).upper()


def _announced(cue: re.Pattern[str], text: str, start: int) -> bool:
    return cue.search(text, max(0, start - _CUE_WINDOW), start) is not None


def _announced_as_phone(text: str, start: int) -> bool:
    return _announced(_PHONE_CUE, text, start) or _PHONE_BEFORE.search(text, max(0, start - 10), start) is not None


def _of_another_kind(text: str, start: int) -> bool:
    return _OTHER_NUMBER.search(text[max(0, start - 32) : start]) is not None


def _checked(check: Callable[[str], bool]) -> Validator:
    """A form that little else is written in: the check digit decides."""

    def validate(text: str, start: int, end: int) -> int | None:
        return end if check(compact(text[start:end])) else None

    return validate


def _checked_bare(check: Callable[[str], bool], entity: Entity) -> Validator:
    """Digits alone, which pass a check digit by chance once in 10 to 100 times: not after the word for another id."""

    def validate(text: str, start: int, end: int) -> int | None:
        if (
            not check(compact(text[start:end]))
            or _of_another_kind(text, start)
            or _named_otherwise(text, start, entity)
        ):
            return None
        # Mobile numbers of Brazil have eleven digits too.
        telephone = _announced_as_phone(text, start) and not _announced(_TAX_CUE, text, start)
        return None if telephone and text[start:end].isdigit() else end

    return validate


def _card(text: str, start: int, end: int) -> int | None:
    # The digits may run on into an expiry date or a security code, so shorter readings are tried too.
    for reading in (end, *(start + match for match in _group_ends(text[start:end]))):
        written = text[start:reading]
        if _CARD_GROUPS.fullmatch(written) and checksums.card(compact(written)):
            # Unbroken runs of other lengths are mostly tracking numbers, of which one in ten passes Luhn.
            unusual = written.isdigit() and len(written) not in (15, 16)
            other = (unusual and not _announced(_CARD_CUE, text, start)) or _in_account(text, start)
            return None if other else reading
    return None


def _in_account(text: str, start: int) -> bool:
    """Whether what begins here is a later group of an account number, right or mistyped: "ES58 6646 2243"."""
    return _ACCOUNT_BEFORE.search(text, max(0, start - 36), start) is not None


def _named_otherwise(text: str, start: int, entity: Entity) -> bool:
    """Whether the word right before says that it is another id: one in ten RUTs is also right as a CPF, and so on."""
    label = _LABEL.search(text, max(0, start - 20), start)
    return label is not None and _LABELS[label.group(1).lower()] != entity


def _group_ends(text: str) -> list[int]:
    return [match.start() for match in re.finditer(r"[ .\-]", text) if match.start() >= 13][::-1]


def _iban(text: str, start: int, end: int) -> int | None:
    length = checksums.IBAN_LENGTHS.get(text[start : start + 2].upper())
    if length is None:
        return None
    seen = 0
    for position in range(start, end):
        if text[position].isalnum():
            seen += 1
            if seen == length:
                following = text[position + 1 : position + 2]
                whole = not following or not (following.isalnum() or following == "_")
                return position + 1 if whole and checksums.iban(compact(text[start : position + 1])) else None
    return None


def _cnpj_digits(text: str, start: int, end: int) -> int | None:
    # Fourteen digits are also a time or a tracking number, and a right check digit is met once in a hundred.
    if text[start:end].isdigit() and not _announced(_TAX_CUE, text, start):
        return None
    return _checked_bare(checksums.cnpj, "cnpj")(text, start, end)


def _cuit_digits(text: str, start: int, end: int) -> int | None:
    if not _announced(_TAX_CUE, text, start):
        return None
    return _checked_bare(checksums.cuit, "cuit")(text, start, end)


def _rfc(text: str, start: int, end: int) -> int | None:
    written = compact(text[start:end])
    if (
        not text[start:end].isalnum()
        and "&" not in text[start:end]
        and not _RFC_LABEL.search(text, max(0, start - 12), start)
    ):
        return None  # ORD-621228026, NSU 460802283
    # The check character of some that were issued is wrong: after the word RFC a right date is enough.
    right = checksums.rfc(written) or (checksums.rfc_date(written) and _announced(_TAX_CUE, text, start))
    return end if right else None


def _dni_number(text: str, start: int, end: int) -> int | None:
    announced = _DNI_CUE.search(text, max(0, start - 20), start) is not None
    return end if announced and not _of_another_kind(text, start) and not _is_amount(text, start, end) else None


def _international_phone(text: str, start: int, end: int) -> int | None:
    written = text[start:end]
    if written[0] != "+" and written.isdigit() and not _announced(_PHONE_CUE, text, start):
        return None  # 0034612345678 is also any long number with zeros in front
    possible = phone_numbers.international(written) and not _in_account(text, start)
    return end if possible and not _of_another_kind(text, start) else None


def _is_amount(text: str, start: int, end: int) -> bool:
    return (
        _AMOUNT_AFTER.match(text, end) is not None or _AMOUNT_BEFORE.search(text, max(0, start - 5), start) is not None
    )


def _distinct_phone(text: str, start: int, end: int) -> int | None:
    possible = phone_numbers.distinct(text[start:end]) and not _is_amount(text, start, end)
    return end if possible and not _of_another_kind(text, start) else None


def _announced_phone(text: str, start: int, end: int) -> int | None:
    if _MORE_GROUPS_BEFORE.search(text, max(0, start - 4), start) or _MORE_GROUPS_AFTER.match(text, end):
        return None
    announced = _announced_as_phone(text, start)
    announced = announced and not _of_another_kind(text, start) and not _in_account(text, start)
    return end if announced and phone_numbers.distinct(text[start:end]) and not _is_amount(text, start, end) else None


_END = r"(?!\w)(?!-\d)"
_DIGIT_END = r"(?!\w)(?![.,\-/]\d)"

RECOGNIZERS: tuple[Recognizer, ...] = (
    Recognizer("card", "card", rf"\d(?:[ .\-]?\d){{12,22}}{_END}", _card),
    Recognizer("iban", "iban", r"[A-Za-z]{2}\d{2}(?:[ \-]?[A-Za-z0-9]){11,34}", _iban),
    Recognizer("cpf", "cpf", rf"\d{{3}}\.\d{{3}}\.\d{{3}}[\-/ ]?\d{{2}}{_DIGIT_END}", _checked(checksums.cpf)),
    Recognizer("cpf_digits", "cpf", rf"\d{{9}}-?\d{{2}}{_DIGIT_END}", _checked_bare(checksums.cpf, "cpf")),
    Recognizer("cnpj", "cnpj", r"[A-Z\d]{2}\.[A-Z\d]{3}\.[A-Z\d]{3}/[A-Z\d]{4}-\d{2}(?!\w)", _checked(checksums.cnpj)),
    Recognizer("cnpj_digits", "cnpj", rf"(?=[A-Z]*\d)[A-Z\d]{{12}}\d{{2}}{_DIGIT_END}", _cnpj_digits),
    Recognizer("curp", "curp", r"[A-Za-z]{4}\d{6}[HMXhmx][A-Za-z]{5}[A-Za-z\d]\d(?!\w)", _checked(checksums.curp)),
    Recognizer("rfc", "rfc", r"[A-ZÑ&a-zñ]{3,4}[ \-]?\d{6}[ \-]?[A-Za-z\d]{2}[Aa\d](?!\w)", _rfc),
    Recognizer("cuit", "cuit", rf"[23]\d[\-. ]\d{{8}}[\-. ]\d{_DIGIT_END}", _checked(checksums.cuit)),
    Recognizer("cuit_digits", "cuit", rf"[23]\d{{10}}{_DIGIT_END}", _cuit_digits),
    Recognizer("nie", "nie", r"[XYZxyz][ \-.]?\d{7}[ \-.]?[A-Za-z](?!\w)", _checked(checksums.nie)),
    Recognizer(
        "dni_letter", "dni", r"(?:\d{8}|\d{2}\.\d{3}\.\d{3})[\-.]?[A-Za-z](?!\w)", _checked_bare(checksums.dni, "dni")
    ),
    Recognizer("dni_number", "dni", rf"(?:\d{{1,2}}\.\d{{3}}\.\d{{3}}|\d{{7,8}}){_DIGIT_END}", _dni_number),
    Recognizer("rut", "rut", r"\d{1,2}\.\d{3}\.\d{3}-[\dKk](?!\w)", _checked(checksums.rut)),
    Recognizer("rut_digits", "rut", r"\d{7,8}-[\dKk](?!\w)(?!-)", _checked_bare(checksums.rut, "rut")),
    Recognizer("phone_international", "phone", phone_numbers.INTERNATIONAL, _international_phone),
    Recognizer("phone_distinct", "phone", rf"(?:{phone_numbers.DISTINCT}){_DIGIT_END}", _distinct_phone),
    Recognizer("phone_announced", "phone", rf"(?:{phone_numbers.ANNOUNCED}){_DIGIT_END}", _announced_phone),
)

# Local part by RFC 5321's unquoted form, any Unicode letter; the domain has a dot and ends in letters.
EMAIL = re.compile(
    r"(?<![\w.+%\-])[\w](?:[\w.!#$%&'*+/?^`{|}~\-]{0,62}[\w+\-])?@(?:[^\W_](?:[\w\-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24}(?![\w\-])"
)
