"""The names given for Feast's types are names that Feast has."""

import feast.types

from andamio.contracts.compilers import feast_types
from andamio.contracts.model import LOGICAL_TYPES, Contract, Field


def test_every_logical_type_has_a_feast_type() -> None:
    fields = tuple(Field(logical_type, logical_type) for logical_type in LOGICAL_TYPES)
    compiled = feast_types.fields(Contract("payment", "1.0.0", "urn:test", "active", "tests", "", fields))
    assert [name for name, _ in compiled] == list(LOGICAL_TYPES)
    assert all(hasattr(feast.types, dtype) for _, dtype in compiled)
