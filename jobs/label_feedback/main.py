"""Command line of label_feedback: what came of scored payments, for the watch over promoted releases."""

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

from andamio import cli
from andamio.catalog.loading import load_catalog
from andamio.errors import UserError
from andamio.features.logs.event_log import EventLog
from andamio.features.logs.log_place import open_log
from andamio.job_run.run import job_run
from andamio.pii import key_settings
from andamio.pii.tokens import of_tenant
from label_feedback.label_files import LabelFiles
from label_feedback.payment_outcomes import PaymentOutcomes, Unlabelled
from label_feedback.predictions import DecisionLog

_DAY_MS = 86_400_000
# A broker whose clock is behind may still stamp something as known before our now.
_SETTLED_MS = 60_000
_EXAMPLES = """examples:
  label_feedback --decisions work/decisions --log work/log --out work/labels       # daily, beside the controller
  label_feedback --decisions work/decisions --log kafka://broker:9092 --out work/labels
  rollout_controller ... --label-dir work/labels
"""


def main(argv: list[str]) -> int:
    """Label once; see --help."""
    options = _parser().parse_args(argv)
    if not options.decisions.is_dir():
        raise UserError(f"there is no folder {options.decisions} with a decision log; name it with --decisions")
    events = open_log(options.log)
    if isinstance(events, EventLog) and not (events.root / "payment_captured").is_dir():
        raise UserError(f"{options.log} is no event log with payment_captured; name it with --log")
    if options.horizon_days < 1:
        raise UserError(f"--horizon-days {options.horizon_days} is no horizon; give that of the training, such as 30")
    cli.require_writable_directory(options.out, "--out")
    k_ms = options.until_ms if options.until_ms is not None else time.time_ns() // 1_000_000 - _SETTLED_MS

    keys = key_settings.at_start("label_feedback", options.pii_keys)
    catalog = load_catalog()
    service = catalog.services[catalog.models["reversal_risk@1"].service]
    reversals = next(view for view in service.views if view.contract == "payment_reversed")
    outcomes = PaymentOutcomes(
        reversals,
        events.read("payment_captured"),
        events.read("payment_reversed"),
        k_ms,
        options.horizon_days * _DAY_MS,
        # Lines from before there were tokens hold the customer itself.
        lambda tenant, customer: (customer, *keys.tokens(customer, of_tenant("customer", tenant))),
    )
    with job_run("label_feedback") as run:
        run.read_pii("decision_log", catalog.pii_classes(), "model_development")
        run.done(labels=_label(options, outcomes, k_ms))
    return 0


def _label(options: argparse.Namespace, outcomes: PaymentOutcomes, k_ms: int) -> int:
    """Write the labels that are known and missing; how many."""
    files, decisions, unlabelled = LabelFiles(options.out), DecisionLog(options.decisions), Counter[Unlabelled]()
    labelled = []
    for prediction in decisions.predictions():
        if files.has(prediction):
            continue
        label = outcomes.label(prediction)
        if isinstance(label, Unlabelled):
            unlabelled[label] += 1
        else:
            labelled.append((prediction, label))
    written = files.write(labelled, k_ms)
    print(f"{written} new labels, {sum(label for _, label in labelled)} of them positive")
    for reason, count in sorted(unlabelled.items()):
        print(f"{count} predictions have none: {reason}")
    if decisions.broken:
        print(f"{decisions.broken} lines of the decision log break its format")
    return written


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="label_feedback",
        description="Join final outcomes of payments with what releases scored, for the rollout controller's watch.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--decisions", type=Path, required=True, help="folder of the decision log of the replicas")
    parser.add_argument(
        "--log",
        required=True,
        metavar="PLACE",
        help="event log with payment_captured and payment_reversed: a folder, or kafka://HOST:PORT",
    )
    parser.add_argument("--out", type=Path, required=True, help="folder of labels: the controller's --label-dir")
    key_settings.add_options(parser)
    parser.add_argument("--until-ms", type=int, help="label by what was known by then, ms UTC (default: a minute ago)")
    parser.add_argument(
        "--horizon-days", type=int, default=30, metavar="N", help="a reversal counts up to so much later (default 30)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(cli.run(main))
