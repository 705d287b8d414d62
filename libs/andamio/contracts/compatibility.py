"""May a contract change this way within its major version? One ordered table of rules; the first that matches decides.

The promise (Confluent's BACKWARD, made precise): every row valid under the old version is valid under the
new one and means the same. What breaks it needs a new major version, under which old and new run side by side.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from andamio.contracts.document import ContractError
from andamio.contracts.model import Contract, Field

Verdict = Literal["allowed", "breaking"]


@dataclass(frozen=True, slots=True)
class FieldRule:
    """A row of the table: it matches a field of the old version (None: added) and of the new one (None: removed)."""

    name: str
    verdict: Verdict
    matches: Callable[[Field | None, Field | None], bool]
    fix: str = ""
    """What to do instead, within the same major version."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One change that breaks the promise."""

    rule: str
    field: str
    """The field's name, or the contract's own property."""
    fix: str

    def __str__(self) -> str:
        return f"{self.field}: {self.rule} ({self.fix})"


class CompatibilityError(ContractError):
    """A version of a contract breaks rows or meaning of the one before, without a new major version."""

    def __init__(self, old: Contract, new: Contract, findings: tuple[Finding, ...]) -> None:
        listed = "; ".join(map(str, findings))
        super().__init__(
            f"{new.name} {new.version} breaks {old.version}: {listed}; or publish it as {old.major + 1}.0.0 beside it"
        )
        self.findings = findings


def _both(matches: Callable[[Field, Field], bool]) -> Callable[[Field | None, Field | None], bool]:
    return lambda old, new: old is not None and new is not None and matches(old, new)


def _raised(old: float | None, new: float | None) -> bool:
    return new is not None and (old is None or new > old)


def _lowered(old: float | None, new: float | None) -> bool:
    return new is not None and (old is None or new < old)


def _values_removed(old: Field, new: Field) -> bool:
    return new.valid_values is not None and (
        old.valid_values is None or not set(old.valid_values) <= set(new.valid_values)
    )


FIELD_RULES: tuple[FieldRule, ...] = (
    FieldRule(
        "required field added",
        "breaking",
        lambda old, new: old is None and new is not None and new.required,
        "add it with 'required: false'",
    ),
    FieldRule("optional field added", "allowed", lambda old, new: old is None),
    FieldRule(
        "field removed", "breaking", lambda old, new: new is None, "keep it, and say in its description that it ends"
    ),
    FieldRule(
        "type changed",
        "breaking",
        _both(lambda old, new: old.logical_type != new.logical_type),
        "keep the type and add a field of the new one",
    ),
    FieldRule(
        "became required",
        "breaking",
        _both(lambda old, new: new.required and not old.required),
        "keep 'required: false'",
    ),
    FieldRule(
        "left to producers",
        "breaking",
        _both(lambda old, new: new.required and old.assigned_by_log and not new.assigned_by_log),
        "keep 'assignedBy: log'",
    ),
    FieldRule(
        "became unique", "breaking", _both(lambda old, new: new.unique and not old.unique), "keep 'unique: false'"
    ),
    FieldRule(
        "range narrowed",
        "breaking",
        _both(lambda old, new: _raised(old.minimum, new.minimum) or _lowered(old.maximum, new.maximum)),
        "keep minimum and maximum at least as wide",
    ),
    FieldRule(
        "length narrowed",
        "breaking",
        _both(lambda old, new: _raised(old.min_length, new.min_length) or _lowered(old.max_length, new.max_length)),
        "keep minLength and maxLength at least as wide",
    ),
    FieldRule(
        "valid values removed", "breaking", _both(_values_removed), "keep all old values; adding some is allowed"
    ),
    # Whether one expression accepts all that another does is not something to decide in a build.
    FieldRule(
        "pattern changed",
        "breaking",
        _both(lambda old, new: new.pattern is not None and new.pattern != old.pattern),
        "keep the pattern, or remove it",
    ),
    FieldRule(
        "unit changed",
        "breaking",
        _both(lambda old, new: (old.unit, old.currency_field) != (new.unit, new.currency_field)),
        "keep the unit and add a field in the new one",
    ),
    FieldRule(
        "personal data unmarked",
        "breaking",
        _both(lambda old, new: old.pii and not new.pii),
        "keep 'pii: true', because rows already written hold it",
    ),
    FieldRule("same or wider", "allowed", lambda old, new: True),
)

# What a contract says as a whole: (property, its value in a version). Each decides which events count.
_MEANINGS: tuple[tuple[str, Callable[[Contract], Any]], ...] = (
    ("name", lambda contract: contract.name),
    ("roles", lambda contract: contract.roles),
    ("latenessHorizon", lambda contract: contract.lateness_horizon),
    ("duplicateHorizon", lambda contract: contract.duplicate_horizon),
)


def decide(old: Field | None, new: Field | None) -> FieldRule:
    """The first rule of the table that matches a field's change; at least one of the two is given."""
    return next(rule for rule in FIELD_RULES if rule.matches(old, new))


def breaking_changes(old: Contract, new: Contract) -> tuple[Finding, ...]:
    """Findings by field, in the old version's order and then the new one's; empty if old rows stay valid."""
    findings = [
        Finding("meaning changed", name, "keep its value") for name, value in _MEANINGS if value(old) != value(new)
    ]
    for name in dict.fromkeys((*old.field_names(), *new.field_names())):
        rule = decide(old.field(name), new.field(name))
        if rule.verdict == "breaking":
            findings.append(Finding(rule.name, name, rule.fix))
    return tuple(findings)


def require_backward(old: Contract, new: Contract) -> None:
    """Raise `CompatibilityError` unless `new` may follow `old`: unbroken, or under a higher major version."""
    if new.major > old.major and new.name == old.name:
        return
    findings = breaking_changes(old, new)
    if new != old and _version(new) <= _version(old):
        findings = (Finding("version not raised", "version", f"raise it above {old.version}"), *findings)
    if findings:
        raise CompatibilityError(old, new, findings)


def _version(contract: Contract) -> tuple[int, ...]:
    return tuple(int(part) for part in contract.version.split("."))
