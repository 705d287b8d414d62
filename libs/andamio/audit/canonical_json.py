"""Canonical JSON: one byte sequence a value, so that a digest means the same in every language (RFC 8785).

Members are sorted by UTF-16 code units, numbers are written as ECMAScript does, nothing is escaped that need not be.
As in I-JSON (RFC 7493) integers lie within 2^53, and text is valid Unicode.
"""

import hashlib
import math
from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring
from typing import Any

from andamio.audit.errors import InvalidRecord

LARGEST_INTEGER = 2**53 - 1
DEEPEST = 64  # nesting; deeper values are refused before they can exhaust a reader's stack


def encode(value: Any, where: str = "value") -> str:
    """The canonical text of a JSON value. Raises `InvalidRecord`, naming `where`, for what JSON cannot carry exactly."""
    text = _encode(value, where, 0)
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InvalidRecord(f"{where} has text that is not valid Unicode (a lone surrogate); remove it") from None
    return text


def digest(value: Any, where: str = "value") -> str:
    """SHA-256 of the canonical text in UTF-8, 64 hex digits."""
    return hashlib.sha256(encode(value, where).encode()).hexdigest()


def _encode(value: Any, where: str, depth: int) -> str:
    if depth > DEEPEST:
        raise InvalidRecord(f"{where} is nested deeper than {DEEPEST}; flatten it")
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, str):
        return str(encode_basestring(value))
    if isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise InvalidRecord(f"{where} has the integer {value}, beyond 2^53; write it as text")
        return str(int(value))
    if isinstance(value, float):
        return number(value, where)
    if isinstance(value, Mapping):
        names = list(value)
        if not all(isinstance(name, str) for name in names):
            raise InvalidRecord(f"{where} has a member whose name is not text; write names as text")
        if not all(map(str.isascii, names)):
            names.sort(key=lambda name: name.encode("utf-16-be", "surrogatepass"))
        else:
            names.sort()
        members = [f"{encode_basestring(name)}:{_encode(value[name], where, depth + 1)}" for name in names]
        return "{" + ",".join(members) + "}"
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return "[" + ",".join([_encode(each, where, depth + 1) for each in value]) + "]"
    raise InvalidRecord(f"{where} has a {type(value).__name__}, which JSON does not know; write it as text or a number")


def number(value: float, where: str = "value") -> str:
    """A finite float as ECMAScript's Number::toString writes it (ECMA-262, 6.1.6.1.20)."""
    if not math.isfinite(value):
        raise InvalidRecord(f"{where} has the number {value}, which JSON does not know; use null")
    if value == 0:
        return "0"
    # Python's repr has the shortest digits that round-trip, as ECMAScript asks; only their layout differs.
    mantissa, _, exponent = repr(abs(float(value))).partition("e")
    whole, _, fraction = mantissa.partition(".")
    point = len(whole) + int(exponent or 0)
    digits = (whole + fraction).lstrip("0")
    point -= len(whole + fraction) - len(digits)
    digits = digits.rstrip("0")
    sign, count = "-" if value < 0 else "", len(digits)
    if count <= point <= 21:
        return f"{sign}{digits}{'0' * (point - count)}"
    if 0 < point <= 21:
        return f"{sign}{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    power = point - 1
    return f"{sign}{digits[0]}{'.' + digits[1:] if count > 1 else ''}e{'+' if power > 0 else '-'}{abs(power)}"
