"""Reads the deliveries that training may know from the lakehouse."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from andamio.contracts.model import Contract
from andamio.features.batch.lakehouse import Lakehouse, LakehouseError
from train_reversal_risk.errors import LakeError


def read_deliveries(lake: Path, contract: Contract, known_by_ms: int) -> pa.Table:
    """The contract's columns of deliveries known by `known_by_ms`, by position; raises `LakeError`."""
    try:
        rows = Lakehouse(lake).deliveries(contract.name)
    except LakehouseError as error:
        raise LakeError(str(error)) from None
    missing = [name for name in contract.field_names() if name not in rows.column_names]
    if missing:
        raise LakeError(
            f"the table {contract.name} in {lake} has no column '{missing[0]}'; land it under {contract.id}"
        )
    known = rows.filter(pc.less_equal(rows["known_at_ms"], known_by_ms))
    return known.select(contract.field_names()).sort_by("position")
