"""A contract as Feast's field types, by name: importing Feast takes seconds, and only its users should pay them.

Not called `feast`: run from this folder, as pytest does, that name would hide the real one.
"""

from andamio.contracts.model import Contract, LogicalType

_TYPES: dict[LogicalType, str] = {
    "string": "String",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "Bool",
}


def fields(contract: Contract) -> tuple[tuple[str, str], ...]:
    """(column, name in `feast.types`) pairs in the contract's order."""
    return tuple((field.name, _TYPES[field.logical_type]) for field in contract.fields)
