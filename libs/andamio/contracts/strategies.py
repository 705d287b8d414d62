"""Hypothesis strategies for tests of whatever takes contracts: contracts, rows that one accepts, and rows that it may not."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from andamio.contracts.checks import DOUBLE_EXACT, bounds_of
from andamio.contracts.model import LOGICAL_TYPES, PII_CLASSES, Contract, EventRoles, Field, LogicalType

_NAMES = st.sampled_from(["a", "b2", "amount_minor", "position", "select", "deleted", "x_y"])
_PATTERNS = ["[A-Z]{3}", "a|bc", "[0-9]+([.][0-9]+)?", "[!-~]{1,8}"]
# What UTF-8 can hold; no line ends, which "$" treats in a way of its own in every language.
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)


@st.composite
def fields(draw: st.DrawFn, name: str | None = None) -> Field:
    """A field with any combination of rules that some value satisfies."""
    field_name = name or draw(_NAMES)
    logical_type = draw(st.sampled_from(LOGICAL_TYPES))
    required = draw(st.booleans())
    pii_class = draw(st.sampled_from(PII_CLASSES))
    shared: dict[str, Any] = {"required": required, "assigned_by_log": draw(st.booleans()), "pii_class": pii_class}
    if logical_type == "boolean":
        return Field(field_name, logical_type, **shared)
    if logical_type == "string":
        rule = draw(st.sampled_from(["none", "length", "pattern", "valid_values"]))
        low = draw(st.integers(0, 4))
        return Field(
            field_name,
            logical_type,
            min_length=low if rule == "length" else None,
            max_length=low + draw(st.integers(0, 4)) if rule == "length" else None,
            pattern=draw(st.sampled_from(_PATTERNS)) if rule == "pattern" else None,
            valid_values=tuple(draw(_listed(TEXTS))) if rule == "valid_values" else None,
            **shared,
        )
    if draw(st.booleans()):
        return Field(field_name, logical_type, valid_values=tuple(draw(_listed(st.integers(-9, 9)))), **shared)
    limits = sorted(draw(st.lists(st.integers(-100, 100), min_size=2, max_size=2)))
    return Field(
        field_name,
        logical_type,
        minimum=draw(st.sampled_from([None, limits[0]])),
        maximum=draw(st.sampled_from([None, limits[1]])),
        **shared,
    )


@st.composite
def contracts(draw: st.DrawFn, max_fields: int = 5) -> Contract:
    """A contract of at least one field, at version 1.0.0."""
    names = draw(st.lists(_NAMES, min_size=1, max_size=max_fields, unique=True))
    return Contract(
        name="example",
        version="1.0.0",
        urn="urn:andamio:example",
        status="active",
        owner="tests",
        description="",
        fields=tuple(draw(fields(name)) for name in names),
    )


EVENT = EventRoles("e_id", "e_time", "e_known", "e_seq", "e_tenant", "e_key")


@st.composite
def event_contracts(draw: st.DrawFn) -> Contract:
    """A contract of an event at version 1.1.0, in which other fields stand beside those of the roles."""
    text: dict[str, Any] = {"required": True, "pattern": "[!-~]{1,4}"}
    whole: dict[str, Any] = {"required": True, "minimum": 0, "maximum": 20}
    roles = (
        Field("e_id", "string", **text),
        Field("e_time", "integer", **whole),
        Field("e_known", "integer", **whole),
        Field("e_seq", "integer", **whole),
        Field("e_tenant", "string", **text),
        Field("e_key", "string", **text),
        Field("contract_version", "string", required=draw(st.booleans())),
    )
    contract = draw(contracts())
    kept = tuple(draw(st.permutations((*contract.fields, *roles))))
    return replace(contract, version="1.1.0", fields=kept, roles=EVENT, clock_skew_ms=draw(st.integers(0, 3)))


def valid_values(field: Field) -> st.SearchStrategy[Any]:
    """Values that the field accepts, null aside."""
    if field.valid_values is not None:
        return st.sampled_from(field.valid_values)
    low, high = bounds_of(field)
    match field.logical_type:
        case "boolean":
            return st.booleans()
        case "integer":
            return st.integers(None if low is None else int(low), None if high is None else int(high))
        case "number":
            whole_low = -DOUBLE_EXACT if low is None else int(low)
            whole_high = DOUBLE_EXACT if high is None else int(high)
            floats = st.floats(low, high, allow_nan=False, allow_infinity=False)
            return floats | st.integers(whole_low, whole_high)
        case "string":
            if field.pattern is not None:
                return st.from_regex(field.pattern, fullmatch=True, alphabet=st.characters(codec="ascii"))
            return st.text(
                st.characters(exclude_categories=["Cs", "Cc"]),
                min_size=field.min_length or 0,
                max_size=field.max_length if field.max_length is not None else 12,
            )


@st.composite
def accepted_rows(draw: st.DrawFn, contract: Contract, logged: bool = True) -> dict[str, Any]:
    """A row that keeps the contract; optional fields may be null or absent."""
    row: dict[str, Any] = {}
    for field in contract.fields:
        optional = not field.required or (field.assigned_by_log and not logged)
        fate = draw(st.sampled_from(["value", "null", "absent"])) if optional else "value"
        if fate != "absent":
            row[field.name] = None if fate == "null" else draw(valid_values(field))
    return row


@st.composite
def doubtful_rows(draw: st.DrawFn, contract: Contract) -> dict[str, Any]:
    """A producer's row that keeps the contract but for what chance does to it; values are what JSON can carry.

    No integral floats and no huge whole numbers: JSON Schema cannot judge those as the checks do.
    """
    row = draw(accepted_rows(contract, logged=False))
    if contract.roles is not None and draw(st.booleans()):
        row["contract_version"] = draw(st.sampled_from(["1", "1.0", "1.1.7", "1.2", "2.0.0", "0.9", "one", ".1"]))
    field = draw(st.sampled_from(contract.fields))
    # Mostly a value of the right type that only the field's other rules can refuse.
    likely: dict[LogicalType, st.SearchStrategy[Any]] = {
        "string": TEXTS | st.from_regex("[A-Z]{2,4}|[0-9.]{1,4}", fullmatch=True),
        "integer": st.integers(-150, 150),
        "number": st.integers(-150, 150).map(lambda whole: whole + 0.5),
        "boolean": st.booleans(),
    }
    match draw(st.sampled_from(["keep", "replace", "replace", "mistype", "null", "remove", "unknown"])):
        case "replace":
            row[field.name] = draw(likely[field.logical_type])
        case "mistype":
            row[field.name] = draw(st.one_of(*likely.values(), st.just([]), st.just({})))
        case "null":
            row[field.name] = None
        case "remove":
            row.pop(field.name, None)
        case "unknown":
            row["of_no_contract"] = 1
    return row


def _listed(values: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(values, min_size=1, max_size=4, unique=True)
