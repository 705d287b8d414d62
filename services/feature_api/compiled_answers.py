"""The `results` of a read as JSON, written by machine code from what machine code found.

The same document as `answers` writes by hand, byte for byte. Names and doubles come as JSON that orjson made of all of
them at once, and are put in their places here; integers are written here.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import orjson
from numba import njit

from andamio.features.definition import FeatureView
from andamio.features.online import compiled_values
from andamio.features.online.compiled_values import FIRST_VALUE, SATURATED_COLUMN, STATUS_COLUMN
from andamio.features.online.found_columns import STATUS_NAMES, FoundColumns, FoundShape
from andamio.features.online.machine_code import machine_code
from andamio.features.online.read_program import Ints
from andamio.features.online.row_format import NULL_LOW
from andamio.features.online.view_answer import Columns

Bytes = npt.NDArray[np.uint8]
_INTEGER_AT_MOST = 21  # characters, with sign and comma
_COMMA, _MINUS, _ZERO, _OPEN, _CLOSE, _QUOTE, _BACKSLASH = map(ord, ',-0[]"\\')
_BEFORE_TENANT, _BEFORE_KEY, _BEFORE_STATUSES, _BEFORE_SATURATED, _BEFORE_VALUES, _NULL, _END, _FIRST_STATUS = range(8)


class Shape(NamedTuple):
    """What all results of a service have in common. What was found of its views stands side by side, see `_write`."""

    text: Bytes
    """Pieces of text, one after another: between names and values, then the statuses, then what the tables name."""
    ends: Ints
    """Where each piece begins, and the last one ends."""
    statuses: Ints
    """Of each view: column of the status, piece with the view's id."""
    saturated: Ints
    """Of each distinct count: column of the bits, bit, piece with the name."""
    values: Ints
    """Of each feature: its column, and which of the doubles it is or -1."""


def writer(views: Sequence[FeatureView]) -> Callable[[Sequence[tuple[str, str]], Sequence[Columns]], bytes]:
    """What writes the results of these views: a JSON array, or nothing if a view's columns were not found by machine code."""
    shape, doubles = _shape(views)
    a_result = len(shape.text) + len(shape.ends) + _INTEGER_AT_MOST * len(shape.values)

    def write(keys: Sequence[tuple[str, str]], columns: Sequence[Columns]) -> bytes:
        parts = [each.found[:-1] for each in columns if isinstance(each, FoundColumns)]
        if len(parts) < len(columns):
            return b""
        found = parts[0] if len(parts) == 1 else np.concatenate(parts, axis=1)
        names = np.frombuffer(orjson.dumps(keys), np.uint8)
        numbers = orjson.dumps(found.take(doubles, axis=1).view(np.float64), option=orjson.OPT_SERIALIZE_NUMPY)
        written = np.empty(2 + len(names) + len(numbers) + len(keys) * a_result, np.uint8)
        end = _write(shape, found, names, np.frombuffer(numbers, np.uint8), written)
        return written[:end].tobytes()

    # Compiles, or takes in what was compiled before.
    write((), [FoundColumns(made, np.zeros((1, made.width), np.int64)) for made in map(FoundShape, views)])
    return write


def _shape(views: Sequence[FeatureView]) -> tuple[Shape, Ints]:
    """The shape, and the columns of doubles."""
    pieces = [
        b'{"entity":{"tenant":',
        b",%b:" % orjson.dumps(views[0].key_column),
        b'},"statuses":{',
        b'},"saturated":[',
        b'],"values":[',
        b"null",
        b"]}",
        *[orjson.dumps(STATUS_NAMES[code]) for code in sorted(STATUS_NAMES)],
    ]
    statuses, saturated, values = [], [], []
    doubles: list[int] = []
    first = 0
    for view in views:
        made = FoundShape(view)
        statuses.append((first + STATUS_COLUMN, len(pieces)))
        pieces.append(orjson.dumps(view.id) + b":")
        for bit, name in enumerate(made.distinct):
            saturated.append((first + SATURATED_COLUMN, bit, len(pieces)))
            pieces.append(orjson.dumps(f"{view.name}__{name}"))
        for place in made.places:
            column = FIRST_VALUE + place
            is_double = column >= made.doubles_from
            values.append((first + column, len(doubles) if is_double else -1))
            if is_double:
                doubles.append(first + column)
        first += made.width
    text = np.frombuffer(b"".join(pieces), np.uint8)
    ends = np.cumsum([0, *map(len, pieces)]).astype(np.int64)
    tables = [
        np.array(table, np.int64).reshape(-1, width) for table, width in ((statuses, 2), (saturated, 3), (values, 2))
    ]
    return Shape(text, ends, *tables), np.array(doubles, np.int64)


@machine_code(compiled_values)
def _write(shape: Shape, found: Ints, names: Bytes, doubles: Bytes, written: Bytes) -> int:
    """How much of `written` is. A row of `found` is a key, and has what `read_keys` found of one view after another."""
    text, ends = shape.text, shape.ends
    written[0] = _OPEN
    at, name, number = 1, 1, 1
    starts = np.empty(len(shape.values) + 1, np.int64)
    for key in range(len(found)):
        at = _separated(key, written, at)
        at = _piece(text, ends, _BEFORE_TENANT, written, at)
        name = _after_opening(names, name)
        beyond = _string_end(names, name)
        at = _copied(names, name, beyond, written, at)
        at = _piece(text, ends, _BEFORE_KEY, written, at)
        name, beyond = beyond + 1, _string_end(names, beyond + 1)
        at = _copied(names, name, beyond, written, at)
        name = beyond + 1
        at = _piece(text, ends, _BEFORE_STATUSES, written, at)
        for view in range(len(shape.statuses)):
            at = _separated(view, written, at)
            at = _piece(text, ends, shape.statuses[view, 1], written, at)
            at = _piece(text, ends, _FIRST_STATUS + found[key, shape.statuses[view, 0]], written, at)
        at = _piece(text, ends, _BEFORE_SATURATED, written, at)
        count = 0
        for distinct in range(len(shape.saturated)):
            if found[key, shape.saturated[distinct, 0]] >> shape.saturated[distinct, 1] & 1:
                at = _separated(count, written, at)
                at = _piece(text, ends, shape.saturated[distinct, 2], written, at)
                count += 1
        at = _piece(text, ends, _BEFORE_VALUES, written, at)
        number = _row_of_doubles(doubles, number, starts)
        for feature in range(len(shape.values)):
            at = _separated(feature, written, at)
            value, double = found[key, shape.values[feature, 0]], shape.values[feature, 1]
            if value == NULL_LOW:
                at = _piece(text, ends, _NULL, written, at)
            elif double >= 0:
                at = _copied(doubles, starts[double], starts[double + 1] - 1, written, at)
            else:
                at = _integer(value, written, at)
        at = _piece(text, ends, _END, written, at)
    written[at] = _CLOSE
    return at + 1


@njit(error_model="numpy")
def _separated(before, written, at):  # type: ignore[no-untyped-def]
    """A comma, unless nothing is before it."""
    if before == 0:
        return at
    written[at] = _COMMA
    return at + 1


@njit(error_model="numpy")
def _copied(source, first, beyond, written, at):  # type: ignore[no-untyped-def]
    for place in range(first, beyond):
        written[at + place - first] = source[place]
    return at + beyond - first


@njit(error_model="numpy")
def _piece(text, ends, number, written, at):  # type: ignore[no-untyped-def]
    return _copied(text, ends[number], ends[number + 1], written, at)


@njit(error_model="numpy")
def _after_opening(text, at):  # type: ignore[no-untyped-def]
    while text[at] != _OPEN:
        at += 1
    return at + 1


@njit(error_model="numpy")
def _string_end(text, at):  # type: ignore[no-untyped-def]
    """Behind the string that begins here with its quote."""
    at += 1
    while text[at] != _QUOTE:
        at += 2 if text[at] == _BACKSLASH else 1
    return at + 1


@njit(error_model="numpy")
def _row_of_doubles(doubles, at, starts):  # type: ignore[no-untyped-def]
    """Where each number of the next row of `[[1.0,2.5],[...]]` begins, and one more; gives the place behind the row."""
    at = _after_opening(doubles, at)
    starts[0], number = at, 1
    while doubles[at] != _CLOSE:
        if doubles[at] == _COMMA:
            starts[number] = at + 1
            number += 1
        at += 1
    starts[number] = at + 1
    return at + 1


@njit(error_model="numpy")
def _integer(value, written, at):  # type: ignore[no-untyped-def]
    if value < 0:
        written[at] = _MINUS
        at += 1
        value = -value
    digits, rest = 1, value // 10
    while rest:
        digits += 1
        rest //= 10
    for place in range(at + digits - 1, at - 1, -1):
        written[place] = _ZERO + value % 10
        value //= 10
    return at + digits
