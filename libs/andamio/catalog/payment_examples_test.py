"""The examples keep their contracts."""

from andamio.catalog.loading import load_catalog
from andamio.catalog.payment_examples import payment_row, reversal_row
from andamio.contracts.checks import partition


def test_examples_break_no_rule_of_their_contracts() -> None:
    contracts = {contract.name: contract for contract in load_catalog().contracts.values()}
    for name, row in (
        payment_row("e1", 1_300_000_000_000, 7, customer="c2"),
        reversal_row("e2", 1_300_000_000_001, "e1"),
    ):
        accepted, rejected = partition(contracts[name], [row])
        assert (len(accepted), len(rejected)) == (1, 0)
