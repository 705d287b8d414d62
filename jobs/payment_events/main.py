"""Command line of payment_events: order lines, or a seed, to contract-checked payment events."""

import argparse
import json
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from andamio.cli import require_writable_directory, run
from andamio.errors import UserError
from andamio.job_run.run import job_run
from andamio.pii import key_settings
from payment_events.contract_gate import contract_gate
from payment_events.ingest import from_generator, from_retail, write
from payment_events.publication import publish
from payment_events.write_edges import WriteEdges

_EXAMPLES = """examples:
  payment_events ingest --data Online_Retail.xlsx --out work/events
  payment_events ingest --data online_retail.parquet --out work/events --inject-seed 7 --json
  payment_events generate --seed 7 --payments 25000 --out work/events
  payment_events publish --events work/events/events.ndjson --kafka 127.0.0.1:9092
"""


def main(argv: list[str]) -> int:
    """Run one command; see --help."""
    arguments = _parser().parse_args(argv)
    started = time.monotonic()
    if arguments.command == "publish":
        if arguments.partitions < 1:
            raise UserError(f"--partitions {arguments.partitions} is no topic; give at least 1")
        with job_run("payment_events", "publish") as run:
            published = publish(arguments.events, arguments.kafka, arguments.partitions)
            run.done(**published)
        counts = ", ".join(f"{count:,} to {topic}" for topic, count in published["published"].items())
        print(json.dumps(published) if arguments.json else f"published {counts or 'nothing'} at {arguments.kafka}")
        return 0
    require_writable_directory(arguments.out, "--out")
    edges = WriteEdges(key_settings.at_start("payment_events", arguments.pii_keys))
    with job_run("payment_events", arguments.command) as run:
        summary = _events(arguments, edges, started)
        run.done(**{name: summary[name] for name in ("payments", "reversals", "deliveries")})
    print(json.dumps(summary) if arguments.json else _describe(summary))
    return 0


def _events(arguments: argparse.Namespace, edges: WriteEdges, started: float) -> dict[str, Any]:
    """Ingest or generate; what was written."""
    check = contract_gate()
    if arguments.command == "ingest":
        result = from_retail(arguments.data, check, arguments.inject_seed, _progress)
    else:
        if arguments.payments < 1:
            raise UserError(f"--payments {arguments.payments} makes no events; give at least 1")
        result = from_generator(arguments.seed, arguments.payments, check)
    try:
        return write(arguments.out, result, edges, started)
    except OSError as error:
        raise UserError(f"cannot write to {arguments.out} ({error}); free space or choose another --out") from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="payment_events",
        description="Turn order lines, or a seed, into payment events.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    ingest = commands.add_parser("ingest", help="read the UCI Online Retail file (xlsx, CSV or Parquet)")
    ingest.add_argument("--data", type=Path, required=True, help="the file")
    ingest.add_argument(
        "--inject-seed", type=_seed, help="add late, duplicated, corrected and removed events from this seed"
    )
    made = commands.add_parser("generate", help="make payments from a seed")
    made.add_argument("--seed", type=_seed, required=True, help="the same seed makes the same events")
    made.add_argument("--payments", type=int, required=True, help="how many")
    for command in (ingest, made):
        command.add_argument(
            "--out", type=Path, required=True, help="folder for events.ndjson, quarantine, ingest.json"
        )
        command.add_argument("--json", action="store_true", help="print the counts as JSON")
        key_settings.add_options(command)
    published = commands.add_parser("publish", help="append a file of events to Kafka, as of when each was known")
    published.add_argument("--events", type=Path, required=True, help="the events.ndjson of another command")
    published.add_argument("--kafka", metavar="HOST:PORT", required=True, help="a broker")
    published.add_argument("--partitions", type=int, default=4, help="of a topic that is not there yet (default 4)")
    published.add_argument("--json", action="store_true", help="print the counts as JSON")
    return parser


def _seed(text: str) -> int:
    if not text.isdigit():
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number of at least 0")
    return int(text)


def _progress(message: str) -> None:
    print(f"payment_events: {message}", file=sys.stderr, flush=True)


def _describe(summary: Mapping[str, Any]) -> str:
    def day(time_ms: int | None) -> str:
        return "never" if time_ms is None else datetime.fromtimestamp(time_ms / 1000, UTC).date().isoformat()

    text = [
        f"{summary['payments']:,} payments and {summary['reversals']:,} reversals of {summary['customers']:,} customers "
        f"in {summary['countries']} countries, {day(summary['first_event_ms'])} to {day(summary['last_event_ms'])}, "
        f"{summary['deliveries']:,} deliveries, in {summary['seconds']:.1f} s"
    ]
    if "lines" in summary:
        text.append(
            f"{summary['lines']:,} order lines = {summary['lines_in_events']:,} in events "
            f"+ {summary['lines_quarantined']:,} in quarantine"
        )
    text += [f"  {entry['lines']:>9,}  {entry['contract']}  {entry['reason']}" for entry in summary["quarantine"]]
    return "\n".join(text)


if __name__ == "__main__":
    sys.exit(run(main))
