"""Writes what is compiled from the catalog's contracts, so that a change of a contract shows in review everywhere it lands.

generated/<contract>.v<major>/  json_schema.json  spark.ddl  flink.sql  arrow.txt  feast.txt
"""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from andamio.catalog.definitions import Catalog
from andamio.catalog.loading import load_catalog
from andamio.cli import run
from andamio.contracts.compilers import arrow, feast_types, flink_sql, json_schema, spark
from andamio.contracts.model import Contract
from andamio.errors import UserError

COMMAND = "./pants run libs/andamio/catalog:generate"
# In the source tree and not beside the module: under Pants that is a sandbox, thrown away.
DEFAULT_OUT = Path("libs/andamio/catalog/generated")
_MARK = "generated, do not edit"


def _json_schema(contract: Contract, mark: str) -> str:
    # JSON has no comments; "$comment" is the place that the specification gives them.
    return json.dumps({"$comment": mark, **json_schema.schema(contract)}, indent=2)


def _spark(contract: Contract, mark: str) -> str:
    return f"-- {mark}\n{spark.columns(contract)}"


def _flink(contract: Contract, mark: str) -> str:
    return f"-- {mark}\n{flink_sql.columns(contract)}"


def _arrow(contract: Contract, mark: str) -> str:
    return f"# {mark}\n{arrow.schema(contract)}"


def _feast(contract: Contract, mark: str) -> str:
    return "\n".join([f"# {mark}", *(f"{name}: {dtype}" for name, dtype in feast_types.fields(contract))])


_FILES: dict[str, Callable[[Contract, str], str]] = {
    "json_schema.json": _json_schema,
    "spark.ddl": _spark,
    "flink.sql": _flink,
    "arrow.txt": _arrow,
    "feast.txt": _feast,
}


def render(catalog: Catalog) -> dict[Path, str]:
    """All generated files, as path below the output folder to text."""
    return {
        Path(f"{contract.name}.v{contract.major}") / name: compile_file(contract, _mark(catalog, contract)) + "\n"
        for contract in catalog.contracts.values()
        for name, compile_file in _FILES.items()
    }


def _mark(catalog: Catalog, contract: Contract) -> str:
    return f"{_MARK}: compiled from {catalog.sources[contract.id]} by {COMMAND}"


def stale_files(files: dict[Path, str], out: Path) -> dict[Path, str]:
    """Files under `out` that are not as rendered, with what is wrong: "missing", "differs" or "left over"."""
    stale: dict[Path, str] = {}
    for path, text in files.items():
        if not (out / path).is_file():
            stale[out / path] = "missing"
        elif (out / path).read_text(encoding="utf-8") != text:
            stale[out / path] = "differs"
    for present in sorted(out.glob("*/*")):
        # Only what this program wrote: `--out` may be a folder that holds other things.
        if present.name in _FILES and present.relative_to(out) not in files and _MARK in present.read_text("utf-8"):
            stale[present] = "left over"
    return stale


def main(argv: list[str]) -> int:
    """Write the files, or with --check say which are not up to date."""
    parser = argparse.ArgumentParser(
        prog="generate",
        description="Compile the catalog's contracts to JSON Schema, Spark, Flink, Arrow and Feast.",
        epilog=f"examples: {COMMAND}    {COMMAND} -- --check",
    )
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 and name each stale file")
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT, help="folder to write to (default: %(default)s)")
    parser.add_argument("--catalog", type=Path, help="catalog folder (default: the packaged one)")
    arguments = parser.parse_args(argv)
    out: Path = arguments.out
    if not out.parent.is_dir():
        raise UserError(
            f"there is no folder {out.parent}; run this from the repository's root or choose one with --out"
        )

    files = render(load_catalog(arguments.catalog))
    stale = stale_files(files, out)
    if arguments.check:
        for path, problem in stale.items():
            print(f"{path}: {problem}", file=sys.stderr)
        if stale:
            print(f"{len(stale)} generated files are stale; refresh them with {COMMAND}", file=sys.stderr)
        return 1 if stale else 0
    for path, problem in stale.items():
        if problem == "left over":
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[path.relative_to(out)], encoding="utf-8")
    print(f"{len(stale)} of {len(files)} files written to {out}")
    return 0


if __name__ == "__main__":
    sys.exit(run(main))
