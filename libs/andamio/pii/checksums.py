"""Check digits of cards, accounts and national ids. Each takes the compact form (no separators, upper case).

Sources: ISO/IEC 7812-1 (Luhn), ISO 13616 (IBAN), Receita Federal (CPF; CNPJ with letters, Nota Tecnica 49/2024),
RENAPO's instructivo (CURP), SAT's Anexo 20 (RFC), AFIP (CUIT), Spain's Ministry of the Interior (DNI, NIE), Chile's
Registro Civil (RUT).
"""

from datetime import date

from andamio.pii.word_pattern import words

IBAN_LENGTHS = {
    "AD": 24,
    "AE": 23,
    "AT": 20,
    "BE": 16,
    "BG": 22,
    "BR": 29,
    "CH": 21,
    "CR": 22,
    "CY": 28,
    "CZ": 24,
    "DE": 22,
    "DK": 18,
    "DO": 28,
    "EE": 20,
    "ES": 24,
    "FI": 18,
    "FR": 27,
    "GB": 22,
    "GI": 23,
    "GR": 27,
    "GT": 28,
    "HR": 21,
    "HU": 28,
    "IE": 22,
    "IL": 23,
    "IS": 26,
    "IT": 27,
    "LI": 21,
    "LT": 20,
    "LU": 20,
    "LV": 21,
    "MC": 27,
    "MD": 24,
    "MT": 31,
    "NL": 18,
    "NO": 15,
    "PL": 28,
    "PT": 25,
    "RO": 24,
    "SA": 24,
    "SE": 24,
    "SI": 19,
    "SK": 24,
    "SM": 27,
    "SV": 28,
    "TR": 26,
    "UA": 29,
    "VA": 22,
}
_DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
_CURP_ALPHABET = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
_RFC_ALPHABET = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ"
CURP_STATES = words(
    "AS BC BS CC CL CM CS CH DF DG GT GR HG JC MC MN MS NT NL OC PL QT QR SP SL SR TC TS TL VZ YN ZS NE"
)


def luhn(digits: str) -> bool:
    """Whether the last digit is right."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = ord(digit) - 48
        if position % 2:
            value = value * 2 - 9 if value > 4 else value * 2
        total += value
    return total % 10 == 0


# First digits -> lengths, by the schemes' published ranges. Narrowest first.
_CARD_RANGES: tuple[tuple[int, int, int, frozenset[int]], ...] = (
    (2, 34, 34, frozenset({15})),  # American Express
    (2, 37, 37, frozenset({15})),
    (2, 36, 36, frozenset({14})),  # Diners
    (2, 38, 39, frozenset({14, 16})),
    (3, 300, 305, frozenset({14})),
    (2, 51, 55, frozenset({16})),  # Mastercard
    (4, 2221, 2720, frozenset({16})),
    (2, 50, 50, frozenset({16, 18, 19})),  # Maestro, Elo
    (2, 56, 59, frozenset({16, 18, 19})),
    (2, 60, 69, frozenset({16, 18, 19})),  # Discover, Hipercard, Elo, Naranja, UnionPay, Maestro
    (4, 3528, 3589, frozenset({16})),  # JCB
    (1, 4, 4, frozenset({13, 16, 19})),  # Visa
)


def card(digits: str) -> bool:
    """Whether it is in an issuer's range, of that range's length, and passes Luhn."""
    for width, low, high, lengths in _CARD_RANGES:
        if low <= int(digits[:width]) <= high:
            return len(digits) in lengths and luhn(digits) and len(set(digits)) > 1
    return False


def iban(text: str) -> bool:
    """Length by country, and mod 97."""
    if IBAN_LENGTHS.get(text[:2]) != len(text):
        return False
    return int("".join(str(int(character, 36)) for character in text[4:] + text[:4])) % 97 == 1


def _weighted(values: list[int], weights: range | list[int]) -> int:
    return sum(value * weight for value, weight in zip(values, weights, strict=True))


def cpf(digits: str) -> bool:
    """Eleven digits, two of them check digits; all digits the same is not issued."""
    values = [int(digit) for digit in digits]
    first = _weighted(values[:9], range(10, 1, -1)) * 10 % 11 % 10
    second = _weighted(values[:10], range(11, 1, -1)) * 10 % 11 % 10
    return values[9:] == [first, second] and len(set(digits)) > 1


_CNPJ_WEIGHTS = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]


def cnpj(text: str) -> bool:
    """Twelve digits or capital letters and two check digits; a letter counts as its ASCII code less 48."""
    values = [ord(character) - 48 for character in text]
    for position in (12, 13):
        rest = _weighted(values[:position], _CNPJ_WEIGHTS[13 - position :]) % 11
        if values[position] != (0 if rest < 2 else 11 - rest):
            return False
    return len(set(text)) > 1


def cuit(digits: str) -> bool:
    """Eleven digits with a known prefix; also CUIL."""
    if digits[:2] not in ("20", "23", "24", "25", "26", "27", "30", "33", "34"):
        return False
    rest = 11 - _weighted([int(digit) for digit in digits[:10]], [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11
    return int(digits[10]) == (0 if rest == 11 else 9 if rest == 10 else rest)


def rut(text: str) -> bool:
    """Seven or eight digits and a check digit, which may be K."""
    total = sum(int(digit) * (2 + position % 6) for position, digit in enumerate(reversed(text[:-1])))
    return text[-1] == {10: "K", 11: "0"}.get(11 - total % 11, str(11 - total % 11)) and len(set(text[:-1])) > 1


def dni(text: str) -> bool:
    """Eight digits and the letter of their remainder by 23."""
    return text[8] == _DNI_LETTERS[int(text[:8]) % 23]


def nie(text: str) -> bool:
    """X, Y or Z, which stand for 0, 1, 2, then as a DNI."""
    return dni(str("XYZ".index(text[0])) + text[1:])


def curp(text: str) -> bool:
    """Eighteen characters with a date of birth, a state and a check digit."""
    if text[11:13] not in CURP_STATES or not _is_date(text[4:10]):
        return False
    total = sum(_CURP_ALPHABET.index(character) * (18 - position) for position, character in enumerate(text[:17]))
    return int(text[17]) == (10 - total % 10) % 10


def rfc_date(text: str) -> bool:
    """Whether the six digits before the last three characters are a date (birth, or founding)."""
    return _is_date(text[-9:-3])


def rfc(text: str) -> bool:
    """Twelve (companies) or thirteen (persons) characters with a date and a check character."""
    padded = text.rjust(13)
    total = sum(_RFC_ALPHABET.index(character) * (13 - position) for position, character in enumerate(padded[:12]))
    rest = 11 - total % 11
    return rfc_date(text) and padded[12] == {11: "0", 10: "A"}.get(rest, str(rest))


def _is_date(yymmdd: str) -> bool:
    try:
        date(2000 + int(yymmdd[:2]), int(yymmdd[2:4]), int(yymmdd[4:]))
    except ValueError:
        # 29 February of a year that is no leap year in one century may be one in the other (1900, 2000).
        return False
    return True
