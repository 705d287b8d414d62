"""Serves {{ cookiecutter.service }} over HTTP until SIGTERM."""

import argparse
import sys
from pathlib import Path

from andamio import cli
from andamio.features.sdk import features_place
from andamio.features.sdk.features_place import features_of
from andamio.service_run.run import service_parser, service_run
from {{ cookiecutter.service }}.app import create_app
from {{ cookiecutter.service }}.limits import Limits
from {{ cookiecutter.service }}.question import CATALOG, FEATURES, NAME

_EXAMPLES = """examples:
  {{ cookiecutter.service }} --features work/online.db --limits work/limits.json --port 8630
  {{ cookiecutter.service }} --features https://features.example --feature-token file:/run/secrets/token \\
      --limits /srv/limits.json --host 0.0.0.0 --port 8630 --auth auth.yaml
"""


def parser() -> argparse.ArgumentParser:
    """The command line."""
    arguments = service_parser(NAME, __doc__, _EXAMPLES)
    features_place.add_options(arguments)
    arguments.add_argument("--limits", type=Path, required=True, help="file of the tenants' limits; made at the first")
    return arguments


def main(argv: list[str]) -> int:
    """Serve; 0 after a clean stop."""
    options = parser().parse_args(argv)
    with (
        service_run(NAME, options, CATALOG.contracts.values(), features_place.wrong(options)) as run,
        features_of(options, [FEATURES]) as features,
    ):
        run.serve(create_app(run, features, Limits(options.limits)))
    return 0


if __name__ == "__main__":
    sys.exit(cli.run(main))
