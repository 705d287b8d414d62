"""A contract as Spark SQL DDL, for `StructType.fromDDL` and CREATE TABLE ... USING DELTA."""

from andamio.contracts.model import Contract, Field, LogicalType

_TYPES: dict[LogicalType, str] = {
    "string": "STRING",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
}


def columns(contract: Contract) -> str:
    """The column list of logged rows, one column a line, without parentheses around it."""
    return ",\n".join(_column(field) for field in contract.fields)


def _column(field: Field) -> str:
    null = " NOT NULL" if field.required else ""
    # Spark reads backslash escapes in literals, so both characters need one.
    text = " ".join(field.description.split()).replace("\\", "\\\\").replace("'", "\\'")
    comment = f" COMMENT '{text}'" if text else ""
    return f"`{field.name}` {_TYPES[field.logical_type]}{null}{comment}"
