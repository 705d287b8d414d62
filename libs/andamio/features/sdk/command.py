"""`andamio features backfill|status|repair`: how far batch's tiles are, and bringing them further."""

import argparse
import hashlib
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from andamio.errors import AndamioError, UserError
from andamio.features.batch.backfill import Backfill, Engine, Outcome
from andamio.features.batch.duckdb_engine import DuckDBEngine, connect
from andamio.features.batch.lakehouse import Lakehouse
from andamio.features.batch.sqlite_ledger import LEDGER_FILE, SqliteLedger, new_owner
from andamio.features.definition import FeatureView
from andamio.features.logs.event_log import DeliveryLog
from andamio.features.logs.log_place import open_log
from andamio.features.online.online_store import OnlineStore
from andamio.features.online.stores import open_store
from andamio.features.view_document import parse_duration

ENGINES = ("duckdb", "spark")
_EXAMPLES = """examples:
  andamio features backfill --lake work/lake --store work/online.db --view customer_payments@1 --to 1311811200000
  andamio features backfill --lake work/lake --store work/online.db --log work/log --to 1312416000000 --step 5d
  andamio features status --lake work/lake --store work/online.db --json
  andamio features repair --lake work/lake --store work/online.db --log work/log
  andamio features repair --lake work/lake --store redis://127.0.0.1:6379/0 --log kafka://127.0.0.1:9092
"""


class Append(Protocol):
    """Puts into the audit log what was done; `andamio.audit.log.AuditLog.append` is one."""

    def __call__(
        self,
        actor: str,
        action: str,
        subject: str,
        reason: str,
        before: Any = ...,
        after: Any = ...,
        evidence: Any = ...,
    ) -> object:
        """Record it, durably. `before` and `after` are kept as digests."""


def _unrecorded(_: str | None) -> AbstractContextManager[Append | None]:
    return nullcontext()


@dataclass(frozen=True, slots=True)
class Sources:
    """What the features lib does not know by itself: which views there are, and what their logs look like."""

    views: Callable[[Path | None], Mapping[str, FeatureView]]
    """The views of a catalog folder, by id; of the packaged catalog for None."""
    land: Callable[[Path | None, FeatureView, DeliveryLog, Lakehouse], object]
    """Land a view's contract from a log."""
    audit: Callable[[str | None], AbstractContextManager[Append | None]] = _unrecorded
    """Open the audit log of a URL, or of the settings for None; gives None if there is none."""


def add_commands(groups: Any, sources: Sources) -> Any:
    """Add the group `features`; `groups` is what argparse's `add_subparsers` returns. Returns the group's own."""
    group = groups.add_parser(
        "features",
        help="what is kept of the feature views: backfill, status, repair",
        description=__doc__,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = group.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add_to(commands, sources)
    return commands


def add_to(commands: Any, sources: Sources) -> None:
    """Add the three commands to a parser's own."""
    backfill = commands.add_parser("backfill", help="compute and load tiles up to --to, which becomes the cut-over")
    backfill.add_argument("--from", dest="from_ms", type=int, help="ms UTC; default: the cut-over, or the first event")
    backfill.add_argument(
        "--to", dest="to_ms", type=int, help="ms UTC; without it, only what earlier runs left is done"
    )
    backfill.add_argument("--step", help="length of an interval, such as 5d (default: 30 coarsest hops)")
    status = commands.add_parser("status", help="intervals by state, cut-over, positions, pending repairs, freshness")
    repair = commands.add_parser("repair", help="fold in what came for tiles of batch's after they were written")
    for command, run in ((backfill, _backfill), (status, _status), (repair, _repair)):
        command.set_defaults(run=lambda options, run=run: run(options, sources))
        command.epilog, command.formatter_class = _EXAMPLES, argparse.RawDescriptionHelpFormatter
        command.add_argument(
            "--lake", type=Path, required=True, help=f"lakehouse folder; the ledger is {LEDGER_FILE} in it"
        )
        command.add_argument("--store", required=True, help="online store: a path, or a URL")
        command.add_argument("--view", help="view id, such as customer_payments@1 (default: all)")
        command.add_argument("--catalog", type=Path, help="catalog folder (default: the packaged one)")
        command.add_argument("--json", action="store_true", help="print JSON on stdout")
    for command in (backfill, repair):
        command.add_argument(
            "--log", help="event log to land first, a folder or kafka://HOST:PORT; a running stream makes it needed"
        )
        command.add_argument("--engine", choices=ENGINES, default="duckdb", help="what computes tiles (default duckdb)")
        command.add_argument("--audit", metavar="URL", help="audit log to record it in (default: $ANDAMIO_AUDIT_LOG)")


def _backfill(options: argparse.Namespace, sources: Sources) -> int:
    def run(backfill: Backfill) -> Outcome:
        if options.to_ms is None:
            return backfill.resume()
        step_ms = None if options.step is None else parse_duration(options.step)
        return backfill.run(options.to_ms, options.from_ms, step_ms)

    if options.to_ms is None and (options.from_ms is not None or options.step is not None):
        raise UserError("--from and --step say nothing without --to; add it")
    return _each(options, sources, run)


def _repair(options: argparse.Namespace, sources: Sources) -> int:
    return _each(options, sources, Backfill.repair)


def _each(options: argparse.Namespace, sources: Sources, run: Callable[[Backfill], Outcome]) -> int:
    views = _views(options, sources)
    log = None if options.log is None else open_log(options.log)
    lake = Lakehouse(options.lake)
    outcomes = {}
    with (
        sources.audit(options.audit) as append,  # first: what cannot be recorded is not done
        _opened(options, views, create=True) as (store, ledger),
        _engine(options.engine, lake) as engine,
    ):
        for view in views:

            def land(view: FeatureView = view) -> None:
                if log is not None:
                    sources.land(options.catalog, view, log, lake)

            land()
            owner = new_owner()
            backfill = Backfill(
                view, lake, store, ledger, engine, owner, _now_ms, land, progress=lambda text: _say(text)
            )
            with _recorded(append, options, ledger, view, owner) as outcome:
                outcome |= asdict(run(backfill)) | {"pending_repairs": _repairs(store, view)}
            outcomes[view.id] = outcome
    if options.json:
        print(json.dumps({"views": outcomes}))
    else:
        for view_id, outcome in outcomes.items():
            print(f"{view_id}: " + ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in outcome.items()))
    return 0


@contextmanager
def _recorded(
    append: Append | None, options: argparse.Namespace, ledger: SqliteLedger, view: FeatureView, owner: str
) -> Iterator[dict[str, Any]]:
    """Record in the audit log what the block moves in the ledger, also where it fails; it fills in the outcome."""
    before, outcome, error = _ledger_digest(ledger, view), dict[str, Any](), None
    try:
        yield outcome
    except AndamioError as raised:
        error = type(raised).__name__
        raise
    finally:
        after = _ledger_digest(ledger, view)
        if append is not None and before != after:
            evidence = {"owner": owner, "engine": options.engine, "outcome": outcome, "error": error}
            reason = f"andamio features {options.command}"
            append("andamio_features", "automation.ran", f"view/{view.id}", reason, before, after, evidence)


def _ledger_digest(ledger: SqliteLedger, view: FeatureView) -> str:
    """SHA-256 of a view's state in the ledger: its intervals and cut-over."""
    state = [ledger.cutover(view.id), [asdict(interval) for interval in ledger.intervals(view.id)]]
    return hashlib.sha256(json.dumps(state, sort_keys=True).encode()).hexdigest()


def _status(options: argparse.Namespace, sources: Sources) -> int:
    views = _views(options, sources)
    with _opened(options, views, create=False) as (store, ledger):
        reports = {view.id: _report(view, Lakehouse(options.lake), store, ledger) for view in views}
    if options.json:
        print(json.dumps({"views": reports}))
        return 0
    for view_id, report in reports.items():
        print(view_id)
        for name, value in report.items():
            shown = ", ".join(f"{key} {each}" for key, each in value.items()) if isinstance(value, dict) else value
            print(f"  {name.replace('_', ' '):18} {'-' if shown in ('', None, []) else shown}")
    return 0


def _report(view: FeatureView, lake: Lakehouse, store: OnlineStore, ledger: SqliteLedger) -> dict[str, Any]:
    read, intervals = store.read(view, (), 0), ledger.intervals(view.id)
    # The floor of reads is the newest event time applied, less the tail.
    newest_ms = None if read.as_of_floor_ms is None else read.as_of_floor_ms + view.tail_ms
    return {
        "intervals": dict(Counter(interval.state for interval in intervals)),
        "failed": [f"{interval.name}: {interval.reason}" for interval in intervals if interval.state == "failed"],
        "cutover_ms": read.cutover_ms,
        "ledger_cutover_ms": ledger.cutover(view.id),
        "landed_position": lake.last_position(view.contract),
        "folded_position": read.folded_position,
        "folded": [[folded.until_ms, folded.position] for folded in read.folded],
        "applied_positions": {str(partition): position for partition, position in read.applied_positions.items()},
        "pending_repairs": _repairs(store, view),
        "newest_event_ms": newest_ms,
        "behind_clock_ms": None if newest_ms is None else _now_ms() - newest_ms,
        "freshness_objective_ms": view.freshness_ms,
    }


def _repairs(store: OnlineStore, view: FeatureView) -> dict[str, int]:
    return dict(Counter(repair.reason for repair in store.repairs(view)))


def _views(options: argparse.Namespace, sources: Sources) -> list[FeatureView]:
    views = sources.views(options.catalog)
    if options.view is None:
        return list(views.values())
    if options.view not in views:
        raise UserError(f"the catalog has no view '{options.view}'; choose from {', '.join(sorted(views))}")
    return [views[options.view]]


@contextmanager
def _opened(
    options: argparse.Namespace, views: list[FeatureView], create: bool
) -> Iterator[tuple[OnlineStore, SqliteLedger]]:
    if not options.lake.is_dir():
        raise UserError(
            f"there is no lakehouse at {options.lake}; land the log with 'batch_features land', or correct --lake"
        )
    store, ledger = open_store(options.store, views, create), SqliteLedger(options.lake / LEDGER_FILE)
    try:
        yield store, ledger
    finally:
        ledger.close()
        store.close()


@contextmanager
def _engine(name: str, lake: Lakehouse) -> Iterator[Engine]:
    if name == "duckdb":
        with connect() as connection:
            yield lambda view, deliveries, position: DuckDBEngine(connection, view, deliveries, position)
        return
    # Only now: who does not ask for Spark need not load it.
    from andamio.features.batch.spark_engine import SparkEngine
    from andamio.features.batch.spark_session import SparkSettings, local_session

    with local_session(SparkSettings(lake.root / "_spark")) as session:
        yield lambda view, deliveries, position: SparkEngine(session, view, deliveries, position)


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


def _say(text: str) -> None:
    print(f"andamio: {text}", file=sys.stderr, flush=True)
