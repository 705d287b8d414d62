"""Does a row keep its contract? Row by row, in plain Python, with a reason for every refusal.

One violation a field at most, by the first rule broken in this order:

    required -> type -> range -> length -> pattern -> valid_values        and `unknown` for a field of no contract
    future      an event is known before it happens, beyond the clock skew    } of an event's contract, where the
    version     checked against a version that this contract does not accept  } fields that they read are in order
    unique                                                                only among the rows of one `partition`

A contract accepts rows of its own major version, up to its own minor one: an older row is valid under it, because
versions are compatible; a newer row may hold what only the newer contract tells.

Two things are stricter than the JSON Schema compiled from the same contract, which cannot say them: 1.0 is
not an integer, and a whole number must be exact in the engine's 64 bits.
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from andamio.contracts.model import Contract, Field

Rule = Literal[
    "required", "type", "range", "length", "pattern", "valid_values", "unknown", "future", "version", "unique"
]
Row = Mapping[str, Any]

# The column of an event that names the version of the contract that its producer checked it against.
CONTRACT_VERSION = "contract_version"
VERSION_PATTERN = "[0-9]{1,9}([.][0-9]{1,9}){0,2}"

INT64_MIN, INT64_MAX = -(2**63), 2**63 - 1
# The largest whole number up to which doubles hold every integer.
DOUBLE_EXACT = 2**53


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule that one field of a row breaks."""

    rule: Rule
    field: str
    reason: str
    """A sentence without the row's other values. It quotes the offending value, unless the field is personal."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not accepted, whole, with why."""

    row: Row
    violations: tuple[Violation, ...]

    @property
    def rule(self) -> str:
        """The first rule that it breaks, and the field, as in "range amount_minor"."""
        return f"{self.violations[0].rule} {self.violations[0].field}"

    @property
    def reason(self) -> str:
        """All reasons as one text."""
        return "; ".join(violation.reason for violation in self.violations)


def check_row(contract: Contract, row: Row, *, logged: bool = False) -> tuple[Violation, ...]:
    """What is wrong with a row, in the order of the contract's fields; empty if nothing is.

    `logged`: the row comes out of the log, so fields that the log assigns must be there too.
    """
    violations = [
        violation
        for field in contract.fields
        if (violation := _check_field(field, row.get(field.name), logged)) is not None
    ]
    known = set(contract.field_names())
    violations += [
        Violation("unknown", str(name), f"{contract.id} has no field {name!r}; remove it, or add it to the contract")
        for name in row
        if name not in known
    ]
    violations += _check_event(contract, row, {violation.field for violation in violations})
    return tuple(violations)


def reads(contract: Contract, version: str) -> bool:
    """Whether rows checked against this version of the contract, such as "1.2.0" or "1", are valid under `contract`."""
    if re.fullmatch(VERSION_PATTERN, version, re.ASCII) is None:
        return False
    major, minor = (*(int(part) for part in version.split(".")), 0)[:2]
    return major == contract.major and minor <= contract.minor


def partition(
    contract: Contract, rows: Iterable[Row], *, logged: bool = False
) -> tuple[tuple[Row, ...], tuple[Rejected, ...]]:
    """Split rows into (accepted, rejected), both in the order given; of rows that share a unique value the first stays."""
    unique = [field.name for field in contract.fields if field.unique]
    seen: dict[str, set[Any]] = {name: set() for name in unique}
    accepted: list[Row] = []
    rejected: list[Rejected] = []
    for row in rows:
        violations = check_row(contract, row, logged=logged) or tuple(
            repeats(name) for name in unique if row.get(name) in seen[name]
        )
        if violations:
            rejected.append(Rejected(row, violations))
            continue
        accepted.append(row)
        for name in unique:
            if row.get(name) is not None:
                seen[name].add(row[name])
    return tuple(accepted), tuple(rejected)


def _check_event(contract: Contract, row: Row, broken: set[str]) -> list[Violation]:
    roles = contract.roles
    if roles is None:
        return []
    violations = []
    event_time, known_at, version = row.get(roles.event_time), row.get(roles.known_at), row.get(CONTRACT_VERSION)
    if not broken & {roles.event_time, roles.known_at} and event_time is not None and known_at is not None:
        ahead = event_time - known_at - contract.clock_skew_ms
        if ahead > 0:
            problem = f"{ahead} ms after {roles.known_at}, which allows {contract.clock_skew_ms} ms of clock skew"
            violations.append(Violation("future", roles.event_time, f"{roles.event_time}: {problem}"))
    if CONTRACT_VERSION not in broken and isinstance(version, str) and not reads(contract, version):
        problem = f"{version} is not read by {contract.name} {contract.version}; read it with a newer one"
        violations.append(Violation("version", CONTRACT_VERSION, f"{CONTRACT_VERSION}: {problem}"))
    return violations


def _check_field(field: Field, value: Any, logged: bool) -> Violation | None:
    def broken(rule: Rule, what: str) -> Violation:
        # Reasons go to logs and quarantine tables that outlive a person's right to be forgotten.
        shown = "its value" if field.pii else _shorten(repr(value))
        return Violation(rule, field.name, f"{field.name}: {shown} {what}")

    if value is None:
        if not field.required or (field.assigned_by_log and not logged):
            return None
        return Violation("required", field.name, f"{field.name} is required but missing or null")
    problem = _type_problem(field, value)
    if problem is not None:
        return broken("type", problem)
    if isinstance(value, str):
        if (field.min_length is not None and len(value) < field.min_length) or (
            field.max_length is not None and len(value) > field.max_length
        ):
            bounds = f"{field.min_length or 0} to {'any number of' if field.max_length is None else field.max_length}"
            return broken("length", f"does not have {bounds} characters")
        # ASCII, because the standard means ECMA's expressions, whose \d is 0 to 9 and no other digits.
        if field.pattern is not None and re.fullmatch(field.pattern, value, re.ASCII) is None:
            return broken("pattern", f"does not match ^{field.pattern}$")
    elif not isinstance(value, bool):
        low, high = bounds_of(field)
        if low is not None and value < low:
            return broken("range", f"is below {low}")
        if high is not None and value > high:
            return broken("range", f"is above {high}")
        if field.logical_type == "number" and isinstance(value, int) and abs(value) > DOUBLE_EXACT:
            return broken("range", "cannot be held exactly by a double; send it as an integer field")
    if field.valid_values is not None and value not in field.valid_values:
        return broken("valid_values", f"is not one of {', '.join(map(str, field.valid_values))}")
    return None


def repeats(name: str) -> Violation:
    """The violation of a row whose value an earlier one has."""
    return Violation("unique", name, f"{name} repeats the value of an earlier row")


def bounds_of(field: Field) -> tuple[float | None, float | None]:
    """Inclusive limits of a numeric field: the contract's, within what int64 holds for integers."""
    if field.logical_type != "integer":
        return field.minimum, field.maximum
    return (
        INT64_MIN if field.minimum is None else max(INT64_MIN, field.minimum),
        INT64_MAX if field.maximum is None else min(INT64_MAX, field.maximum),
    )


def _type_problem(field: Field, value: Any) -> str | None:
    # Exact types: to Python True is the integer 1, and a flag in an amount is a producer's bug.
    match field.logical_type:
        case "string":
            if type(value) is not str:
                return "is not text"
            # A lone surrogate, possible in JSON escapes, has no UTF-8 and stops every engine downstream.
            return "is not valid Unicode" if any("\ud800" <= c <= "\udfff" for c in value) else None
        case "integer":
            return None if type(value) is int else "is not a whole number"
        case "boolean":
            return None if type(value) is bool else "is not true or false"
        case "number":
            if type(value) not in (int, float):
                return "is not a number"
            return "is not finite" if isinstance(value, float) and not math.isfinite(value) else None


def _shorten(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:77]}..."
