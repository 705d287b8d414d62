"""What is done to a field before it is stored, served, recorded, logged or exported: it follows from its PII class alone.

    treatments(field.pii_class)["logged"]          the policy, a row of `POLICY`
    treat_row(contract, row, "exported", keys)     a row with every field treated

A field whose class has no row here cannot exist: the contract refuses unknown classes, and a test that any is missing.
Which purpose a place serves is said in `sinks.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from andamio.contracts.model import Contract, Field, PiiClass
from andamio.errors import AndamioError
from andamio.pii.generalization import amount_bin, day_month, leading_part
from andamio.pii.scrubbing import scrub
from andamio.pii.tokens import KeyRing, of_tenant

Purpose = Literal["stored", "served", "recorded", "logged", "exported"]
"""Recorded: written line by line for jobs that read it again, as decisions and served values are."""
Treatment = Literal["plain", "token", "hash", "generalized", "scrubbed", "redacted"]

REDACTED = "[redacted]"


class UntreatedField(AndamioError):
    """A row cannot be treated: a key is missing, or a field is in no contract."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What becomes of one class, where, and why."""

    stored: Treatment
    served: Treatment
    recorded: Treatment
    logged: Treatment
    exported: Treatment
    reason: str


POLICY: dict[PiiClass, Rule] = {
    "none": Rule("plain", "plain", "plain", "plain", "plain", "says nothing of a person"),
    "identifier": Rule(
        *("plain", "plain", "token", "redacted", "token"),
        "stores are joined and read by it; whoever reads records or exports joins by its token",
    ),
    "contact": Rule(
        *("token", "redacted", "redacted", "redacted", "redacted"),
        "needed to reach somebody, by who holds the key alone",
    ),
    "personal": Rule(
        *("token", "redacted", "redacted", "redacted", "redacted"),
        "points to a person by itself; no model needs it plain",
    ),
    "location": Rule(
        *("plain", "plain", "generalized", "redacted", "generalized"),
        "models use it; a record or an export needs the area alone",
    ),
    "health": Rule(
        *("token", "redacted", "redacted", "redacted", "redacted"), "a special category (GDPR art. 9, LGPD art. 11)"
    ),
    "free_text": Rule(
        *("scrubbed", "redacted", "redacted", "redacted", "scrubbed"), "anything may be in it, found or not"
    ),
    "quasi_identifier": Rule(
        *("plain", "plain", "plain", "plain", "generalized"), "singles out a person only beside others like it"
    ),
    "financial": Rule(
        *("plain", "plain", "plain", "plain", "generalized"), "means something beside an identifier, which is hidden"
    ),
}


def treatments(pii_class: PiiClass) -> dict[Purpose, Treatment]:
    """The treatment of a class for each purpose."""
    rule = POLICY[pii_class]
    return {
        "stored": rule.stored,
        "served": rule.served,
        "recorded": rule.recorded,
        "logged": rule.logged,
        "exported": rule.exported,
    }


def treat_row(
    contract: Contract, row: Mapping[str, Any], purpose: Purpose, keys: KeyRing | None = None
) -> dict[str, Any]:
    """A copy of the row with each field treated; None stays None. `keys` is needed where the policy makes tokens or hashes.

    Tokens and hashes of an event's row are those of its tenant. Raises `UntreatedField` for a field that the contract does
    not have, since nothing says what it is, and for an event without a tenant.
    """
    treated: dict[str, Any] = {}
    tenant = tenant_of(contract, row)
    for name, value in row.items():
        field = contract.field(name)
        if field is None:
            raise UntreatedField(
                f"field '{name}' is not in contract {contract.id}; add it there with its PII class, or drop it"
            )
        treated[name] = treat(contract, field, value, treatments(field.pii_class)[purpose], keys, tenant)
    return treated


def tenant_of(contract: Contract, row: Mapping[str, Any]) -> str | None:
    """Whose row it is; None under a contract that is not about events."""
    if contract.roles is None:
        return None
    tenant = row.get(contract.roles.tenant_key)
    if not isinstance(tenant, str):
        raise UntreatedField(f"a row of {contract.id} has no {contract.roles.tenant_key}; tokens are made by tenant")
    return tenant


def treat(
    contract: Contract,
    field: Field,
    value: Any,
    treatment: Treatment,
    keys: KeyRing | None,
    tenant: str | None = None,
) -> Any:
    """One value. Tokens and hashes are bound to the field's name, and to the tenant: equal values of two do not join."""
    if value is None or treatment == "plain":
        return value
    if treatment == "redacted":
        return REDACTED
    if treatment == "scrubbed":
        return scrub(str(value))
    if treatment == "generalized":
        return _generalized(field, value)
    if keys is None:
        raise UntreatedField(
            f"field '{field.name}' of {contract.id} becomes a {treatment}, and no key ring was given; pass one"
        )
    context = field.name if tenant is None else of_tenant(field.name, tenant)
    return keys.tokenize(str(value), context) if treatment == "token" else keys.hash(str(value), context)


def _generalized(field: Field, value: Any) -> Any:
    if field.logical_type == "integer" and field.unit == "ms":
        return day_month(value)
    if field.is_money or field.logical_type in ("integer", "number"):
        return amount_bin(value)
    if field.pii_class == "location":
        return leading_part(str(value))
    return value if field.valid_values is not None else REDACTED
