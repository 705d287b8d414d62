"""`andamio pii erase`: delete what the stores hold of one data subject, and say what was and what was not."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from andamio.audit.log import open_audit
from andamio.contracts.model import EventRoles
from andamio.environment import environment_of_process
from andamio.errors import UserError
from andamio.features.online.stores import PASSWORD_VARIABLE, USER_VARIABLE, redis_address, sqlite_path
from andamio.pii import key_settings
from andamio.pii.erasable_kafka import KafkaTopics
from andamio.pii.erasable_logs import JsonLogs
from andamio.pii.erasable_redis import RedisOnlineStore
from andamio.pii.erasable_tables import DeltaTables, SqliteOnlineStore
from andamio.pii.erasure import Eraser, Subject, erase
from andamio.pii.tokens import of_tenant

_EXAMPLES = """examples:
  andamio pii erase --tenant shop --subject c1 --store work/online.db --lake work/lake --logs work/log --dry-run
  andamio pii erase --tenant shop --subject c1 --store work/online.db --lake work/lake --logs work/log --logs work/served \\
      --vacuum-now --audit work/audit.db --actor user:17 --reason "request 2026-114 of the data subject"
"""


def add_commands(groups: Any, roles: Callable[[Path | None], Mapping[str, EventRoles]]) -> None:
    """Add the group `pii`; `roles` gives the event contracts of a catalog folder, by name."""
    group = groups.add_parser("pii", help="personal data: erase a data subject", description=__doc__, epilog=_EXAMPLES)
    group.formatter_class = argparse.RawDescriptionHelpFormatter
    commands = group.add_subparsers(dest="command", required=True, metavar="COMMAND")
    command = commands.add_parser("erase", help="delete one data subject's rows and lines", description=__doc__)
    command.epilog, command.formatter_class = _EXAMPLES, argparse.RawDescriptionHelpFormatter
    command.add_argument("--tenant", required=True, help="whose customer the subject is")
    command.add_argument("--subject", required=True, help="the entity's key, such as the customer id")
    command.add_argument("--store", help="online store: a path, sqlite:///PATH or redis://HOST:PORT/DB")
    command.add_argument("--lake", type=Path, help="folder of Delta tables")
    command.add_argument(
        "--logs", type=Path, action="append", default=[], help="folder of *.ndjson logs; may be repeated"
    )
    command.add_argument(
        "--kafka", metavar="HOST:PORT", help="brokers: a tombstone on compacted topics, the date of expiry of others"
    )
    command.add_argument(
        "--kafka-topic", action="append", default=[], help="a topic beside those of the contracts; may be repeated"
    )
    command.add_argument("--catalog", type=Path, help="folder of contracts (default: the packaged catalog)")
    key_settings.add_options(command)
    command.add_argument("--vacuum-now", action="store_true", help="delete replaced files at once: ends time travel")
    command.add_argument("--dry-run", action="store_true", help="only count")
    command.add_argument("--audit", metavar="URL", help="record pii.erased there; needed unless --dry-run")
    command.add_argument("--actor", help="who asks, an id such as user:17")
    command.add_argument("--reason", help="why, such as the number of the request; no personal data")
    command.add_argument("--json", action="store_true", help="print JSON on stdout")
    command.set_defaults(run=lambda options: _erase(options, roles))


def _erase(options: argparse.Namespace, roles: Callable[[Path | None], Mapping[str, EventRoles]]) -> int:
    erasers = list(_erasers(options, roles))
    if not erasers:
        raise UserError("nothing to erase from: name at least one of --store, --lake, --logs, --kafka")
    recorded = options.audit, options.actor, options.reason
    if not options.dry_run and not all(recorded):
        raise UserError("an erasure is recorded: give --audit, --actor and --reason, or --dry-run to count only")
    subject = _subject(options, roles(options.catalog))
    if options.dry_run:
        report = erase(subject, erasers, dry_run=True)
    else:
        # Opened first: an erasure that could not be recorded is not begun.
        with open_audit(options.audit) as log:
            report = erase(subject, erasers)
            log.append(
                options.actor, "pii.erased", f"subject/{report.subject}", options.reason, evidence=report.to_document()
            )
    if options.json:
        print(json.dumps(report.to_document(), indent=2))
    else:
        for finding in report.findings:
            note = f" ({finding.note})" if finding.note else ""
            print(f"{finding.state:<14} {finding.count:>8,}  {finding.store}  {finding.place}{note}")
        if not report.complete and not report.dry_run:
            print(f"andamio: subject {report.subject} is not erased everywhere; see the notes", file=sys.stderr)
    return 0 if report.complete or report.dry_run else 1


def _subject(options: argparse.Namespace, roles: Mapping[str, EventRoles]) -> Subject:
    keys = key_settings.key_settings(options.pii_keys, environment_of_process()).ring()
    contexts = sorted({of_tenant(role.entity_key, options.tenant) for role in roles.values()})
    names = {token for context in contexts for token in keys.tokens(options.subject, context)}
    names |= {keys.pseudonym(options.subject, context, key) for context in contexts for key in keys.keys}
    pseudonym = keys.pseudonym(options.subject, contexts[0]) if contexts else ""
    return Subject(options.tenant, options.subject, frozenset(names), pseudonym)


def _erasers(options: argparse.Namespace, roles: Callable[[Path | None], Mapping[str, EventRoles]]) -> Iterator[Eraser]:
    yield from (JsonLogs(folder) for folder in options.logs)
    if options.kafka:
        yield KafkaTopics(options.kafka, [*sorted(roles(options.catalog)), *options.kafka_topic])
    if options.lake is not None:
        yield DeltaTables(options.lake, roles(options.catalog), options.vacuum_now)
    if options.store is not None:
        path = sqlite_path(options.store)
        if path is not None:
            yield SqliteOnlineStore(path)
        else:
            user, password = os.environ.get(USER_VARIABLE), os.environ.get(PASSWORD_VARIABLE)
            yield RedisOnlineStore(redis_address(options.store, user, password))
