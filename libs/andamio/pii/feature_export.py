"""The edge of `andamio features history --out`: what leaves does so treated, or in clear for who a policy allows it.

    export = FeatureExport(lambda folder, view: load_catalog(folder).contract_of(view))
    export.add_options(parser)                          # --pii-keys, --clear, --reason, --auth, --audit
    with export.opened(options, service) as leave:
        table = leave(table)                            # treated, and on record

In clear takes `--clear --reason TEXT`, an audit log, and a token in $ANDAMIO_TOKEN whose principal the policy of `--auth`
allows `features.export` of the service, of every PII class in it, for a purpose, for each tenant in the table. It is
recorded as `pii.exported`; an export that is treated as `pii.accessed`, where a log is named.
"""

import argparse
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.compute as pc

from andamio.audit.actor import actor_of, as_id
from andamio.audit.log import AuditLog, open_audit
from andamio.audit.service_trail import add_option, wrong_with_audit
from andamio.auth.policy import Access, Action, Policy
from andamio.auth.principal import Principal
from andamio.auth.service_token import TOKEN_VARIABLE, token_of_caller
from andamio.auth.settings import AuthSettings, guard_of, load_settings
from andamio.contracts.model import Contract
from andamio.environment import Environment, environment_of_process, refuse_development_defaults
from andamio.errors import UserError
from andamio.features.definition import FeatureView
from andamio.pii import key_settings
from andamio.pii.exported_features import TENANT, ExportedFeatures
from andamio.pii.scrubbing import scrub

Leave = Callable[[pa.Table], pa.Table]
_NAME = "features history"


class Service(Protocol):
    """A feature service, as the catalog has it."""

    @property
    def id(self) -> str: ...
    @property
    def views(self) -> Sequence[FeatureView]: ...


class FeatureExport:
    """What of the catalog is needed is handed in."""

    def __init__(self, contract_of: Callable[[Path | None, FeatureView], Contract]) -> None:
        """`contract_of` gives the contract of a view's events in a catalog folder; in the packaged one for None."""
        self._contract_of = contract_of

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add what an export takes."""
        key_settings.add_options(parser)
        parser.add_argument(
            "--clear", action="store_true", help="as it is: takes --reason, --auth, --audit and a token"
        )
        parser.add_argument("--reason", help="why it must be in clear; goes to the audit log, so it names nobody")
        parser.add_argument(
            "--auth", type=Path, help=f"settings whose policy allows --clear to the token in {TOKEN_VARIABLE}"
        )
        add_option(parser)

    @contextmanager
    def opened(self, options: argparse.Namespace, service: Service) -> Iterator[Leave]:
        """What takes a table to the form in which it may be written, and puts that on record first.

        Raises `UserError` for options that do not go together, `AuthError` for a caller who may not.
        """
        parts = [(view, self._contract_of(options.catalog, view)) for view in service.views]
        classes = _classes(parts)
        environment = environment_of_process()
        if options.reason is not None and not options.clear:
            raise UserError("--reason says nothing without --clear; add it, or leave the reason out")
        settings, principal = _asked(options, environment) if options.clear else (None, None)
        wrong = [*wrong_with_audit(options.audit), *(settings.wrong_outside_development() if settings else ())]
        refuse_development_defaults(environment, _NAME, wrong)
        with _log(options.audit) as log:
            if settings is not None and principal is not None and log is not None:
                reason, policy = options.reason, settings.policy
                yield lambda table: _in_clear(table, service, classes, policy, principal, reason, log)
            else:
                edge = ExportedFeatures(parts, key_settings.at_start(_NAME, options.pii_keys))
                yield lambda table: _treated(table, service, classes, edge, log)


def _asked(options: argparse.Namespace, environment: Environment) -> tuple[AuthSettings, Principal]:
    """By which policy, and who asks for an export in clear."""
    missing = [f"--{name}" for name in ("reason", "auth", "audit") if not getattr(options, name)]
    token = token_of_caller(None)
    if token is None:
        missing.append(f"a token in {TOKEN_VARIABLE}")
    if missing:
        raise UserError(f"--clear is for who a policy allows, on record: it takes {', '.join(missing)} as well")
    settings = load_settings(options.auth)
    header = (b"authorization", f"Bearer {token}".encode())
    return settings, guard_of(settings, environment).authenticate([header])


def _in_clear(
    table: pa.Table,
    service: Service,
    classes: frozenset[str],
    policy: Policy,
    principal: Principal,
    reason: str,
    log: AuditLog,
) -> pa.Table:
    resource = f"feature_service:{service.id}"
    tenants = sorted(pc.unique(table[TENANT]).to_pylist()) if table.num_rows else [None]
    for tenant in tenants:
        policy.require(principal, Access(Action.FEATURES_EXPORT, resource, classes, tenant))
    evidence = {**_evidence(table, classes), "purposes": sorted(principal.purposes)}
    log.append(as_id(principal.subject), "pii.exported", resource, scrub(reason), evidence=evidence)
    return table


def _treated(
    table: pa.Table, service: Service, classes: frozenset[str], edge: ExportedFeatures, log: AuditLog | None
) -> pa.Table:
    written = edge.treated(table)
    if log is not None and classes:
        evidence = {**_evidence(table, classes), "treated": edge.changed(table.schema)}
        actor = actor_of("andamio_features", os.environ)
        log.append(actor, "pii.accessed", f"feature_service:{service.id}", "read for an export", evidence=evidence)
    return written


def _evidence(table: pa.Table, classes: frozenset[str]) -> dict[str, Any]:
    return {"rows": table.num_rows, "classes": sorted(classes), "columns": table.column_names}


def _classes(parts: Sequence[tuple[FeatureView, Contract]]) -> frozenset[str]:
    """Of the personal data that keys and features of the views are made of."""
    found = set()
    for view, contract in parts:
        by_column = contract.pii_classes()
        columns = [view.key_column, *(predicate.column for predicate in view.predicates)]
        columns += [feature.column for feature in view.features if feature.column is not None]
        found |= {by_column[column] for column in columns if column in by_column}
    return frozenset(found - {"none"})


@contextmanager
def _log(url: str | None) -> Iterator[AuditLog | None]:
    if not url:
        yield None
        return
    with closing(open_audit(url)) as log:
        yield log
