"""The main job: real payments from events to a release that can be taken back, in one command.

It starts the built binaries of the other jobs and services as processes, as they would be deployed, and imports
none of them.
"""

import argparse
import os
import platform
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType

from andamio.cli import require_free_port, run
from andamio.errors import UserError
from quickstart.pipeline import Pipeline
from quickstart.settings import Settings, prepare_work

_EXAMPLES = """examples:
  ./pants quickstart                                        $ANDAMIO_DATA if set, else generated payments
  ./pants quickstart --data 'Online Retail.xlsx'            the UCI original (xlsx, CSV or Parquet)
  ./pants quickstart --inject-seed 7 --work /tmp/quickstart with late, duplicated and corrected events added
  ./pants quickstart --json > result.json                   the result as data on stdout

exit status: 0 all objectives met; 1 a step failed or an objective was missed; 2 a mistake in the options or the
machine; 130 interrupted
"""


def _options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./pants quickstart",
        description="Takes payments from events to features, a trained model, live serving, a promotion, a "
        "refusal and three rollbacks, and writes a report.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, help="Online Retail as xlsx, CSV or Parquet (default: $ANDAMIO_DATA)")
    parser.add_argument("--generate", action="store_true", help="use the payments generator even if there is data")
    parser.add_argument("--payments", type=int, default=20_000, help="payments to generate (default 20000)")
    parser.add_argument("--seed", type=int, default=7, help="seed of the generator and of parity sampling (default 7)")
    parser.add_argument(
        "--inject-seed", type=int, help="add late, duplicated, corrected and removed events from this seed"
    )
    parser.add_argument("--replay", type=int, default=5_000, help="payments to replay as live requests (default 5000)")
    parser.add_argument("--rate", type=float, default=45.0, help="requests a second during rollouts (default 45)")
    parser.add_argument("--slice", type=int, default=90, help="payments between two drains of the log (default 90)")
    parser.add_argument("--work", type=Path, default=Path("work/quickstart"), help="folder of the run; emptied first")
    parser.add_argument(
        "--binaries", type=Path, default=Path("dist"), help="folder of the built binaries (default dist)"
    )
    parser.add_argument("--code-version", default="unknown", help="revision of the code (the front door gives it)")
    parser.add_argument("--feature-api-port", type=int, default=8411)
    parser.add_argument("--inference-port", type=int, default=8412)
    parser.add_argument("--controller-port", type=int, default=8413)
    parser.add_argument("--json", action="store_true", help="print the result as JSON on stdout")
    return parser.parse_args(argv)


def main(argv: list[str]) -> int:
    options = _options(argv)
    settings = _settings(options)
    if settings.data is not None and not settings.data.is_file():
        raise UserError(f"there is no data file at {settings.data}; give the Online Retail file with --data")
    _require_java()
    ports = (
        (settings.feature_api_port, "--feature-api-port"),
        (settings.inference_port, "--inference-port"),
        (settings.controller_port, "--controller-port"),
    )
    for port, option in ports:
        require_free_port(settings.host, port, option)
    if len({port for port, _ in ports}) < len(ports):
        raise UserError("two services were given the same port; give each its own")
    lock = prepare_work(settings.work)
    for asked_to_stop in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(asked_to_stop, _interrupt)
    with lock:
        return Pipeline(settings, _command(argv), options.code_version).run(print_json=options.json)


def _settings(options: argparse.Namespace) -> Settings:
    for name, value, least in (
        ("--payments", options.payments, 2_000),
        ("--replay", options.replay, 100),
        ("--slice", options.slice, 1),
    ):
        if value < least:
            raise UserError(f"{name} is {value}, but must be at least {least}")
    if not 0 < options.rate <= 1_000:
        raise UserError(f"--rate is {options.rate:g}, but must be above 0 and at most 1000 requests a second")
    data: Path | None = options.data
    if data is not None and options.generate:
        raise UserError("--data and --generate exclude each other; give one")
    if options.inject_seed is not None and (options.generate or not (data or os.environ.get("ANDAMIO_DATA"))):
        raise UserError("--inject-seed adds disorder to a data file; generated payments have theirs from --seed")
    if options.inject_seed is not None and options.inject_seed < 0:
        raise UserError(f"--inject-seed is {options.inject_seed}, but must be at least 0")
    if data is None and not options.generate and os.environ.get("ANDAMIO_DATA"):
        data = Path(os.environ["ANDAMIO_DATA"])
    return Settings(
        data=data.resolve() if data else None,
        work=options.work.resolve(),
        binaries=options.binaries.resolve(),
        seed=options.seed,
        inject_seed=options.inject_seed,
        payments=options.payments,
        replay_payments=options.replay,
        rate=options.rate,
        slice_payments=options.slice,
        feature_api_port=options.feature_api_port,
        inference_port=options.inference_port,
        controller_port=options.controller_port,
    )


def _require_java() -> None:
    home = os.environ.get("JAVA_HOME")
    java = f"{home}/bin/java" if home else shutil.which("java")
    if java is None or not os.access(java, os.X_OK):
        raise UserError("there is no Java, which Flink runs on; install version 17 or newer or set JAVA_HOME to one")
    printed = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = printed.partition(' version "')[2].partition('"')[0]
    major = version.removeprefix("1.").partition(".")[0].partition("-")[0]
    if not major.isdigit() or int(major) < 17:
        raise UserError(f"Java is version {version or 'unknown'}, but Flink needs 17 or newer; set JAVA_HOME to one")


def _command(argv: list[str]) -> str:
    """The command as a user typed it: without what the front door adds."""
    added = ("--binaries", "--code-version")
    shown = [argument for before, argument in zip(["", *argv], argv) if argument not in added and before not in added]
    return shlex.join(["./pants", "quickstart", *shown])


def _interrupt(signum: int, frame: FrameType | None) -> None:
    """Take it as Ctrl-C: whoever handles that now (asyncio, while requests are live) stops in its own way."""
    signal.raise_signal(signal.SIGINT)


if __name__ == "__main__":
    if platform.system() == "Windows":
        sys.exit("./pants quickstart: runs on Linux and macOS; use WSL on Windows")
    sys.exit(run(main))
