"""The command of the platform: what is defined, and what is kept and served of it.

Each lib offers its commands as `add_commands(subparsers)` in a module `command.py`; this composes them. A command's
parser names its function, `set_defaults(run=...)`: options to exit status, 0 done, 1 the answer is no, 2 a mistake.
"""

import argparse
import sys

from andamio import cli
from andamio.catalog import command as catalog
from andamio.catalog import contracts_command as contracts

_EXAMPLES = """examples:
  andamio catalog list
  andamio catalog show reversal_risk@1 --json
  andamio catalog draw --out lineage.svg
  andamio contracts check --against release/2026-11-01
"""


def parser() -> argparse.ArgumentParser:
    """The command line: `andamio GROUP COMMAND ...`, in which every command takes --json."""
    root = argparse.ArgumentParser(
        prog="andamio",
        description=(__doc__ or "").partition("\n")[0],
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    groups = root.add_subparsers(dest="group", required=True, metavar="GROUP")
    catalog.add_commands(groups)
    contracts.add_commands(groups)
    return root


def main(argv: list[str]) -> int:
    """Run one command; see --help."""
    options = parser().parse_args(argv)
    status: int = options.run(options)
    return status


if __name__ == "__main__":
    sys.exit(cli.run(main))
