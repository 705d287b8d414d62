"""A contract as an Arrow schema: the layout of rows in memory, in Parquet files and in Delta tables."""

import pyarrow as pa

from andamio.contracts.model import Contract, LogicalType

_TYPES: dict[LogicalType, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
}


def schema(contract: Contract) -> pa.Schema:
    """The schema of logged rows, columns in the contract's order, required ones not nullable."""
    return pa.schema(
        pa.field(field.name, _TYPES[field.logical_type], nullable=not field.required) for field in contract.fields
    )
