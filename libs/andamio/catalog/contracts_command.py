"""`andamio contracts check`: does the catalog keep what was released? See compatibility.py for the rules."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from andamio.catalog.compatibility import incompatibilities
from andamio.catalog.definitions import Catalog
from andamio.catalog.loading import load_catalog
from andamio.catalog.released import FOLDER, catalog_at, default_reference, releases, repository_of
from andamio.errors import UserError

_EXAMPLES = """examples:
  andamio contracts check
  andamio contracts check --against release/2026-11-01 --json
"""


def add_commands(groups: Any) -> None:
    """Add the group `contracts`; `groups` is what argparse's `add_subparsers` returns."""
    group = groups.add_parser("contracts", help="what has been promised of events and features")
    commands = group.add_subparsers(dest="command", required=True, metavar="COMMAND")
    check = commands.add_parser(
        "check",
        help="compare the catalog with what was released",
        description=__doc__,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    check.add_argument(
        "--against",
        metavar="REF",
        help="git reference of the last release (default: the newest tag release/*, with none the merge base with main)",
    )
    check.add_argument("--repository", type=Path, default=Path(), help="a folder in the repository (default: here)")
    check.add_argument("--catalog", type=Path, default=FOLDER, help="catalog folder in the repository")
    check.add_argument("--json", action="store_true", help="print JSON on stdout")
    check.set_defaults(run=_check)


def _check(options: argparse.Namespace) -> int:
    repository = repository_of(options.repository)
    newest = options.against or default_reference(repository)
    if not (repository / options.catalog).is_dir():
        raise UserError(f"{repository} has no folder {options.catalog}; name the catalog's with --catalog")
    references = list(dict.fromkeys((newest, *releases(repository))))
    released: list[tuple[str, Catalog]] = []
    for reference in references:
        catalog = catalog_at(repository, reference, options.catalog)
        if catalog is not None:
            released.append((reference, catalog))
    findings = incompatibilities(load_catalog(repository / options.catalog), released)
    if options.json:
        print(json.dumps({"against": references, "findings": [asdict(each) for each in findings]}, indent=2))
    else:
        for finding in findings:
            print(finding, file=sys.stderr)
        print(f"{len(findings)} changes break what {', '.join(references)} promised")
    return 1 if findings else 0
