"""`andamio audit verify|show|export|start`: whether the log is what it was, what it says, and proof for others."""

import argparse
import json
import sys
from collections import deque
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from andamio.audit import start_command
from andamio.audit.checkpointing import CHECKPOINTS_VARIABLE
from andamio.audit.checkpoints import read_public_key
from andamio.audit.export import export
from andamio.audit.log import WITNESS_VARIABLE, AuditLog, open_audit
from andamio.audit.record import Record
from andamio.errors import UserError

_EXAMPLES = """examples:
  andamio audit verify --log work/audit.db
  andamio audit verify --log postgresql://auditor@db/audit --checkpoints /mnt/worm/audit.checkpoints --public-key audit.pub
  andamio audit show --log work/audit.db --subject release/r2 --json
  andamio audit export --log work/audit.db --out audit.ndjson
"""


def add_commands(groups: Any) -> None:
    """Add the group `audit`; `groups` is what argparse's `add_subparsers` returns."""
    group = groups.add_parser(
        "audit",
        help="what was done by whom: verify, show, export; start a job on record",
        description=__doc__,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = group.add_subparsers(dest="command", required=True, metavar="COMMAND")
    start_command.add_command(commands)
    verify = commands.add_parser("verify", help="check every record, the chain and the checkpoints; status 1 if not")
    verify.add_argument(
        "--public-key",
        type=Path,
        action="append",
        default=[],
        help="PEM file: checkpoints must be signed by this Ed25519 key; again for the ones before a rotation",
    )
    show = commands.add_parser("show", help="the newest records, one a line")
    show.add_argument("--last", type=int, default=20, metavar="N", help="at most the N newest (default 20; 0: all)")
    exporting = commands.add_parser("export", help="records as ndjson, each with its proof")
    exporting.add_argument("--out", type=Path, help="file to write; without it, lines go to stdout")
    exporting.add_argument("--since", type=int, metavar="SIZE", help="prove that the checkpoint of SIZE is a prefix")
    for command, run in ((verify, _verify), (show, _show), (exporting, _export)):
        command.set_defaults(run=run)
        command.epilog, command.formatter_class = _EXAMPLES, argparse.RawDescriptionHelpFormatter
        command.add_argument("--log", required=True, metavar="URL", help="a path, sqlite:///PATH or postgresql://...")
        command.add_argument(
            "--checkpoints", type=Path, help=f"their file (default: ${CHECKPOINTS_VARIABLE}, else beside a SQLite log)"
        )
        command.add_argument(
            "--witness",
            metavar="PLACE",
            help=f"where they are kept as well: a file or URL (default: ${WITNESS_VARIABLE})",
        )
        command.add_argument("--json", action="store_true", help="print JSON on stdout")
    for command in (show, exporting):
        command.add_argument("--after", type=int, default=0, metavar="SEQUENCE", help="only later records")
        for field in ("actor", "action", "subject"):
            command.add_argument(f"--{field}", help=f"only records with this {field}")


def _verify(options: argparse.Namespace) -> int:
    keys = [read_public_key(path) for path in options.public_key]
    with _opened(options) as log:
        report = log.verify(*keys)
        name = log.store.name
    if options.json:
        print(json.dumps(report.to_document(), indent=2))
        return 0 if report.ok else 1
    covered = f"{report.covered:,} of them under {report.checkpoints:,} checkpoints"
    signed = "" if report.signed else "; signatures were not checked"
    verdict = "nothing is wrong" if report.ok else f"{len(report.findings)} things are wrong"
    print(f"{name}: {report.records:,} records, {covered}; {verdict}{signed}")
    for place in report.places:
        says = "agree" if place.agrees else "do not agree"
        print(f"  {place.name}: {place.checkpoints:,} checkpoints of {place.covered:,} records {says} with the log")
    for finding in report.findings:
        where = (
            f"records {finding.first} to {finding.last}" if finding.last > finding.first else f"record {finding.first}"
        )
        print(f"  {where if finding.first else 'the log'}: {finding.what}")
    if report.first_bad is not None:
        print(f"first bad sequence: {report.first_bad}; everything before it is as checkpointed or chained")
    return 0 if report.ok else 1


def _show(options: argparse.Namespace) -> int:
    if options.last < 0:
        raise UserError(f"--last {options.last}: give a number of records, or 0 for all")
    wanted = _wanted(options)
    with _opened(options) as log:
        records = deque(filter(wanted, log.records(options.after)), maxlen=options.last or None)
        if options.json:
            print(json.dumps([{**asdict(each), "evidence": log.evidence(each)} for each in records], indent=2))
            return 0
    for record in records:
        at = datetime.fromtimestamp(record.at_ms / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        print(f"{record.sequence:>8}  {at}  {record.actor}  {record.action}  {record.subject}  {record.reason}")
    return 0


def _export(options: argparse.Namespace) -> int:
    # --json says nothing new here: an export is JSON, a line a record.
    with _opened(options) as log:
        lines = export(log, _wanted(options), options.since)
        if options.out is None:
            for line in lines:
                print(line)
            return 0
        exported = -1  # the first line is not a record
        try:
            with options.out.open("w", encoding="utf-8") as file:
                for line in lines:
                    file.write(line + "\n")
                    exported += 1
        except OSError as error:
            raise UserError(f"cannot write {options.out} ({error.strerror}); choose another file with --out") from None
    print(f"{options.out}: {exported:,} records", file=sys.stderr)
    return 0


def _opened(options: argparse.Namespace) -> "closing[AuditLog]":
    places = {"checkpoints": options.checkpoints, "witness": options.witness}
    return closing(open_audit(options.log, **places, read_only=True))


def _wanted(options: argparse.Namespace) -> Callable[[Record], bool]:
    asked = {field: getattr(options, field) for field in ("actor", "action", "subject")}
    return lambda record: record.sequence > options.after and all(
        value in (None, getattr(record, field)) for field, value in asked.items()
    )
