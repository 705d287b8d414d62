"""`andamio catalog list|show|draw`: what is defined, who owns it, what it promises, and what reads what."""

import argparse
import json
from pathlib import Path
from typing import Any

from andamio.catalog import drawing
from andamio.catalog.inventory import COLUMNS, rows, show
from andamio.catalog.lineage import KINDS, lineage
from andamio.catalog.loading import load_catalog
from andamio.errors import UserError

_EXAMPLES = """examples:
  andamio catalog list --kind view
  andamio catalog show customer_payments@1
  andamio catalog show model/reversal_risk@1 --json
  andamio catalog draw --out lineage.svg
  andamio catalog draw --format mermaid --of payment_reversed@1
"""


def add_commands(groups: Any) -> None:
    """Add the group `catalog`; `groups` is what argparse's `add_subparsers` returns."""
    group = groups.add_parser(
        "catalog",
        help="what is defined: contracts, entities, views, services, models",
        description=__doc__,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = group.add_subparsers(dest="command", required=True, metavar="COMMAND")
    listing = commands.add_parser("list", help="a line a document", epilog=_EXAMPLES)
    listing.add_argument("--kind", choices=sorted([*KINDS, "entity"]), help="only documents of this kind")
    listing.set_defaults(run=_list)
    showing = commands.add_parser("show", help="everything about one document", epilog=_EXAMPLES)
    showing.add_argument("id", help="such as reversal_risk@1, or model/reversal_risk@1 where kinds share a name")
    showing.set_defaults(run=_show)
    draw = commands.add_parser("draw", help="the lineage from event to model", epilog=_EXAMPLES)
    draw.add_argument("--of", metavar="ID", help="only what leads to and from this document")
    draw.add_argument("--format", choices=["svg", "mermaid", "dot"], help="default: by --out's ending, else mermaid")
    draw.add_argument("--out", type=Path, help="file to write; without it, text goes to stdout")
    draw.set_defaults(run=_draw)
    for command in (listing, showing, draw):
        command.formatter_class = argparse.RawDescriptionHelpFormatter
        command.add_argument("--catalog", type=Path, help="catalog folder (default: the packaged one)")
        command.add_argument("--json", action="store_true", help="print JSON on stdout")


def _list(options: argparse.Namespace) -> int:
    listed = [row for row in rows(load_catalog(options.catalog)) if options.kind in (None, row["kind"])]
    if options.json:
        print(json.dumps(listed, indent=2))
        return 0
    table = [COLUMNS, *(tuple(_text(row[column]) for column in COLUMNS) for row in listed)]
    widths = [max(len(line[place]) for line in table) for place in range(len(COLUMNS))]
    for line in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())
    return 0


def _show(options: argparse.Namespace) -> int:
    shown = show(load_catalog(options.catalog), options.id)
    if options.json:
        print(json.dumps(shown, indent=2))
        return 0
    for document in shown:
        print(f"{document.pop('kind')} {document.pop('id')}")
        _print_mapping(document, "  ")
    return 0


def _draw(options: argparse.Namespace) -> int:
    catalog = load_catalog(options.catalog)
    graph = lineage(catalog)
    if options.of:
        kind, _, name = options.of.rpartition("/")
        found = [item for item in graph.items if item.id == name and kind in ("", item.kind)]
        if not found:
            known = ", ".join(sorted({item.id for item in graph.items}))
            raise UserError(f"--of: nothing in the lineage is called '{options.of}'; choose one of {known}")
        # Kinds may share a name; the last of the flow has all the others before it.
        graph = graph.around(found[-1])
    if options.json:
        items = [{"kind": item.kind, "id": item.id} for item in graph.items]
        edges = [[f"{read.kind}/{read.id}", f"{reader.kind}/{reader.id}"] for read, reader in graph.edges]
        text = json.dumps({"items": items, "edges": edges}, indent=2) + "\n"
    else:
        endings = {".svg": "svg", ".mmd": "mermaid", ".dot": "dot"}
        form = options.format or (endings.get(options.out.suffix) if options.out else "mermaid")
        if form is None:
            raise UserError(f"--out {options.out}: end it in .svg, .mmd or .dot, or name the --format")
        text = {
            "svg": lambda: drawing.svg(catalog, graph),
            "mermaid": lambda: drawing.mermaid(graph),
            "dot": lambda: drawing.dot(graph),
        }[form]()
    if options.out is None:
        print(text, end="")
        return 0
    try:
        options.out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError(f"cannot write {options.out} ({error.strerror}); choose another file with --out") from None
    return 0


def _text(value: Any) -> str:
    if value is None or value in ({}, []):
        return "-"
    if isinstance(value, float):
        return f"{value * 100:.6g}%"
    return ", ".join(map(str, value)) if isinstance(value, list | dict | tuple) else str(value)


def _print_mapping(mapping: dict[str, Any], indent: str) -> None:
    for key, value in mapping.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            print(f"{indent}{key}:")
            for entry in value:
                if any(isinstance(each, list) for each in entry.values()):
                    _print_mapping(entry, indent + "  ")
                else:
                    print(f"{indent}  " + "  ".join(f"{name}={_text(each)}" for name, each in entry.items()))
        elif isinstance(value, dict) and value:
            listed = "; ".join(f"{name}: {_text(each)}" for name, each in value.items())
            print(f"{indent}{key}: {listed}")
        else:
            print(f"{indent}{key}: {_text(value)}")
