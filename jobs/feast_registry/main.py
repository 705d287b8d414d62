"""Writes the catalog as a Feast repository whose online and offline stores are the given ones."""

import argparse
import sys
from pathlib import Path

from andamio import cli
from andamio.catalog.loading import load_catalog
from andamio.errors import UserError
from andamio.job_run.run import job_run

_EXAMPLES = """\
examples:
  feast_registry --store run/online.db --lake run/lake --out run/feast
  feast --chdir run/feast feature-views list
"""


def parser() -> argparse.ArgumentParser:
    """The command line."""
    arguments = argparse.ArgumentParser(
        prog="feast_registry",
        description=__doc__,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    arguments.add_argument("--store", type=Path, required=True, help="file of the online store to serve from")
    arguments.add_argument("--lake", type=Path, help="folder of the Delta tables, for training sets (default: none)")
    arguments.add_argument("--out", type=Path, required=True, help="folder for feature_store.yaml and registry.db")
    arguments.add_argument("--catalog", type=Path, help="catalog folder (default: the packaged one)")
    return arguments


def main(argv: list[str]) -> int:
    """0 when written."""
    options = parser().parse_args(argv)
    if not options.store.is_file():
        raise UserError(f"there is no online store at {options.store}; name its file with --store")
    if options.lake is not None and not options.lake.is_dir():
        raise UserError(f"there is no lakehouse at {options.lake}; name its folder with --lake")
    cli.require_writable_directory(options.out, "--out")
    catalog = load_catalog(options.catalog)
    # Importing Feast takes seconds, which a mistake in the arguments need not wait for.
    from andamio.features.feast_plugins.feast_registry import write_feast_repository
    from feast_registry.governance import governance_of

    with job_run("feast_registry"):
        write_feast_repository(
            catalog.views.values(),
            catalog.services.values(),
            options.out,
            options.store,
            options.lake,
            governance_of(catalog),
        )
    print(f"wrote {len(catalog.views)} feature views and {len(catalog.services)} feature services to {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(cli.run(main))
