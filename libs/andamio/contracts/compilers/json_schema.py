"""A contract as JSON Schema (draft 2020-12): what producers in any language check their rows with before sending.

It accepts what `checks.check_row` accepts of a row that is not in the log yet. See checks.py for the two
things it cannot say.
"""

from typing import Any

from andamio.contracts.checks import bounds_of
from andamio.contracts.model import Contract, Field


def schema(contract: Contract) -> dict[str, Any]:
    """The schema of a producer's row: fields that the log assigns may be missing."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:andamio:contract:{contract.name}:{contract.version}",
        "title": contract.id,
        "description": contract.description,
        "type": "object",
        "properties": {field.name: _property(field) for field in contract.fields},
        "required": [field.name for field in contract.fields if not _may_be_missing(field)],
        "additionalProperties": False,
    }


def _may_be_missing(field: Field) -> bool:
    return not field.required or field.assigned_by_log


def _property(field: Field) -> dict[str, Any]:
    nullable = _may_be_missing(field)
    low, high = bounds_of(field)
    keywords = {
        "type": [field.logical_type, "null"] if nullable else field.logical_type,
        "description": field.description or None,
        "minimum": low,
        "maximum": high,
        "minLength": field.min_length,
        "maxLength": field.max_length,
        "pattern": None if field.pattern is None else f"^(?:{field.pattern})$",
        "enum": None if field.valid_values is None else [*field.valid_values, *([None] if nullable else [])],
    }
    return {keyword: value for keyword, value in keywords.items() if value is not None}
