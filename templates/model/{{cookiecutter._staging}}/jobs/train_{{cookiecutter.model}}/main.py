"""Command line of train_{{ cookiecutter.model }}: from the lakehouse to a model package and its release document."""

import argparse
import sys
from pathlib import Path

from andamio.catalog.loading import load_catalog
from andamio.cli import require_writable_directory, run
from andamio.errors import UserError
from andamio.features.batch.lakehouse import Lakehouse
from andamio.job_run.run import job_run
from andamio.pii.sinks import hidden_in_telemetry
from train_{{cookiecutter.model}}.training import MODEL, SERVICE, train

_EXAMPLES = """examples:
  train_{{ cookiecutter.model }} --lake work/lake --train-until-ms 1700000000000 --out work/{{ cookiecutter.model }}
"""


def main(argv: list[str]) -> int:
    """Train once; see --help."""
    parser = argparse.ArgumentParser(
        prog="train_{{ cookiecutter.model }}",
        description="Train {{ cookiecutter.model }}, package it and write its release.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--lake", type=Path, required=True, help="folder of the Delta tables that batch_features lands")
    parser.add_argument(
        "--train-until-ms", type=int, required=True, help="use only what was known by then, ms since 1970 UTC"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder for package/, the release and training.json")
    parser.add_argument("--code-version", default="unknown", help="git revision (default: %(default)s)")
    arguments = parser.parse_args(argv)

    require_writable_directory(arguments.out, "--out")
    if (arguments.out / "package").exists():
        raise UserError(f"{arguments.out} has a package already, which is never overwritten; choose another --out")
    catalog = load_catalog()
    contract = catalog.contract_of(catalog.services[SERVICE].views[0])
    deliveries = Lakehouse(arguments.lake).deliveries(contract.name, contract.field_names())
    hidden = hidden_in_telemetry(catalog.contracts.values())
    with job_run("train_{{ cookiecutter.model }}", redacted=hidden) as of_run:
        of_run.read_pii(f"lake/{contract.name}", contract.pii_classes().values(), "model_development")
        report = train(catalog, deliveries, arguments.train_until_ms, arguments.out, arguments.code_version)
        reason = f"trained on what was known by {arguments.train_until_ms}"
        of_run.record("model.registered", f"model/{MODEL}", reason, after=report["digest"])
        of_run.done(training_rows=report["training_rows"])
    print(
        f"{report['training_rows']:,} events to train on, {report['evaluation_rows']:,} later ones to evaluate on; "
        f"log loss {report['log_loss']:.4f}, of the base rate {report['log_loss_of_base_rate']:.4f}; "
        f"package {report['digest']}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(run(main))
