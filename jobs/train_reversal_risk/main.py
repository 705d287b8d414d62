"""Command line of train_reversal_risk: from the lakehouse to registered model packages and their evaluation."""

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from andamio.catalog.loading import load_catalog
from andamio.cli import require_writable_directory, run
from andamio.errors import UserError
from andamio.job_run.run import JobRun, job_run
from train_reversal_risk.packages import MODEL
from train_reversal_risk.training import Settings, train
from train_reversal_risk.training_report import summary

_EXAMPLES = """examples:
  train_reversal_risk --lake work/lake --train-until-ms 1318000000000 \\
      --mlflow-uri sqlite:///work/mlflow.db --artifacts work/mlflow --out work/training
"""


def main(argv: list[str]) -> int:
    """Train once; see --help."""
    arguments = _parser().parse_args(argv)
    if arguments.train_until_ms <= 0:
        raise UserError("--train-until-ms is a time in milliseconds since 1970, UTC, such as 1318000000000")
    if arguments.backtest < 0:
        raise UserError(f"--backtest {arguments.backtest} is no number of times; give 0 or more, such as 4")
    require_writable_directory(arguments.out, "--out")
    require_writable_directory(arguments.artifacts, "--artifacts")
    if (arguments.out / "packages").exists():
        raise UserError(f"{arguments.out} has packages already, which are never overwritten; choose another --out")
    settings = Settings(
        lake=arguments.lake,
        train_until_ms=arguments.train_until_ms,
        mlflow_uri=arguments.mlflow_uri,
        artifacts=arguments.artifacts,
        out=arguments.out,
        code_version=arguments.code_version,
        backtests=arguments.backtest,
    )
    with job_run("train_reversal_risk") as recorded:
        report = _trained(settings, recorded)
    for line in summary(report):
        _progress(line)
    print(arguments.out / "training.json")
    return 0


def _trained(settings: Settings, recorded: JobRun) -> dict[str, Any]:
    """Train, and record what was read and registered."""
    catalog = load_catalog()
    recorded.read_pii("lake", catalog.pii_classes(), "model_development")
    seconds: dict[str, float] = {}

    @contextmanager
    def step(name: str) -> Iterator[None]:
        _progress(f"{name} ...")
        started = time.monotonic()
        with recorded.step(name):
            yield
        seconds[name] = time.monotonic() - started
        _progress(f"{name}: {seconds[name]:.1f} s")

    report = train(settings, catalog, step, seconds)
    for package in report["model"]["packages"]:
        recorded.record(
            "model.registered",
            f"model/{MODEL}/{package['registry_version']}",
            f"{package['name']}, trained on what was known by {settings.train_until_ms}",
            after=package["digest"],
            evidence={"run_id": package["run_id"], "code_version": settings.code_version},
        )
    return report


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="train_reversal_risk",
        description="Train champion and challenger of reversal_risk, evaluate, package and register them.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--lake", type=Path, required=True, help="folder of the Delta tables that batch_features lands")
    parser.add_argument(
        "--train-until-ms", type=int, required=True, help="use only what was known by then, ms since 1970 UTC"
    )
    parser.add_argument("--mlflow-uri", required=True, help="tracking and registry, such as sqlite:///work/mlflow.db")
    parser.add_argument("--artifacts", type=Path, required=True, help="folder for MLflow's artifacts")
    parser.add_argument("--out", type=Path, required=True, help="folder for packages/ and training.json")
    parser.add_argument(
        "--code-version", default="unknown", help="git revision that is trained with (default: unknown)"
    )
    parser.add_argument(
        "--backtest",
        type=int,
        default=0,
        metavar="N",
        help="also train the champion at N times of the past (default 0)",
    )
    return parser


def _progress(message: str) -> None:
    print(f"train_reversal_risk: {message}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(run(main))
