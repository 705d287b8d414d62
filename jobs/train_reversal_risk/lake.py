"""Reads the deliveries that training may know from the Delta tables that batch_features lands."""

from pathlib import Path

import pyarrow as pa
from deltalake import DeltaTable
from deltalake.exceptions import DeltaError

from andamio.contracts.model import Contract
from train_reversal_risk.errors import LakeError


def read_deliveries(lake: Path, contract: Contract, known_by_ms: int) -> pa.Table:
    """The contract's columns of lake/<contract>, of deliveries known by `known_by_ms`, by position.

    Raises `LakeError` if there is no such table, it lacks a column, or a file of it cannot be read.
    """
    folder = lake / contract.name
    if not DeltaTable.is_deltatable(str(folder)):
        raise LakeError(f"there is no Delta table at {folder}; run `batch_features land` first, or correct --lake")
    try:
        table = DeltaTable(str(folder))
        present = {field.name for field in table.schema().fields}
        missing = [name for name in contract.field_names() if name not in present]
        if missing:
            raise LakeError(f"the table {folder} has no column '{missing[0]}'; land it again under {contract.id}")
        rows = table.to_pyarrow_table(
            columns=list(contract.field_names()), filters=[("known_at_ms", "<=", known_by_ms)]
        )
    except (DeltaError, OSError, pa.ArrowException) as error:
        reason = str(error).splitlines()[0]
        raise LakeError(f"the Delta table at {folder} cannot be read ({reason}); land it again") from None
    return rows.sort_by("position")
