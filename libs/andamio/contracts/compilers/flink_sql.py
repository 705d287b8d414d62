"""A contract as the column list of a Flink CREATE TABLE. Runs in the Flink resolve: standard library only."""

from andamio.contracts.model import Contract, Field, LogicalType

_TYPES: dict[LogicalType, str] = {
    "string": "STRING",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
}


def columns(contract: Contract) -> str:
    """The column list of logged rows, one column a line, without parentheses around it.

    Names are always quoted: `position` and others are reserved words in Flink SQL.
    """
    return ",\n".join(_column(field) for field in contract.fields)


def _column(field: Field) -> str:
    null = " NOT NULL" if field.required else ""
    text = " ".join(field.description.split()).replace("'", "''")
    comment = f" COMMENT '{text}'" if text else ""
    return f"`{field.name}` {_TYPES[field.logical_type]}{null}{comment}"
