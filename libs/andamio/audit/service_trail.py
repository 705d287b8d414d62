"""What every service writes to the audit log without being asked: what it runs as, the policies in force, who read
personal data.

    add_option(parser)                                           # --audit URL
    trail = ServiceTrail.opened("feature_api", options.audit, logger)
    trail.deployed({"version": "1.4", "options": {...}})
    guard = start_guard(..., trail)                              # tells it of policies and of personal data
    ...
    trail.close()

Without a log, which development alone may be, all of it does nothing.
"""

import argparse
import logging
import os
import threading
from collections.abc import Mapping
from typing import Any

from andamio.audit.actor import actor_of, as_id
from andamio.audit.deployment import record_deployment, without_user
from andamio.audit.in_force import Describe, Document, record_in_force
from andamio.audit.log import AuditLog, open_audit, sqlite_file, system_clock
from andamio.audit.pii_access import FIRST_S, PiiAccess
from andamio.errors import AndamioError

LOG_VARIABLE = "ANDAMIO_AUDIT_LOG"


def add_option(parser: argparse.ArgumentParser) -> None:
    """Add `--audit`."""
    parser.add_argument(
        "--audit",
        metavar="URL",
        default=os.environ.get(LOG_VARIABLE) or None,
        help=f"audit log, as `andamio audit` names it (default: ${LOG_VARIABLE}); without it nothing is recorded",
    )


def absolute(url: str | None) -> str | None:
    """The log's URL for a process in another folder."""
    if not url or url.startswith(("postgres://", "postgresql://")):
        return url
    return str(sqlite_file(url).absolute())


def wrong_with_audit(url: str | None) -> list[str]:
    """What may not be so outside development."""
    return [] if url else [f"what is done is not audited; add --audit URL or set {LOG_VARIABLE}"]


class ServiceTrail:
    """The audit log as one process of a service uses it; threads may share it, forks may not."""

    def __init__(self, service: str, log: AuditLog | None, logger: logging.Logger, actor: str) -> None:
        """`actor` is who put the process there."""
        self._service, self.log, self._logger, self._actor = service, log, logger, actor
        self._accesses = None if log is None else PiiAccess(log.append, system_clock)
        self._closing = threading.Event()
        self._failing = False
        self._thread = threading.Thread(target=self._run, name="audit-trail", daemon=True)
        if log is not None:
            self._thread.start()

    @classmethod
    def opened(
        cls, service: str, url: str | None, logger: logging.Logger, environment: Mapping[str, str] = os.environ
    ) -> "ServiceTrail":
        """With the log at `url`, which is made if it is not there; raises what `open_audit` does."""
        log = open_audit(url, environment=environment) if url else None
        return cls(service, log, logger, actor_of(f"service:{service}", environment))

    def deployed(self, document: Document) -> None:
        """Record version and settings that the process runs with, if they are other than the record says.

        Raises `AndamioError`: a service that cannot say what it runs as does not start.
        """
        if self.log is not None:
            record_deployment(self.log, self._actor, self._service, document)

    def in_force(self, action: str, document: Document, describe: Describe) -> None:
        """Record what is in force at this service from now on, once over all its processes. Raises `AndamioError`."""
        if self.log is not None:
            kind = action.partition(".")[0]
            record_in_force(self.log, self._actor, action, f"{kind}/{self._service}", document, describe)

    def accessed(self, actor: str, resource: str, classes: frozenset[str], purposes: frozenset[str]) -> None:
        """Count an access to personal data that was allowed; costs about a microsecond."""
        if self._accesses is not None:
            self._accesses.count(as_id(actor), resource, classes, purposes)

    def close(self) -> None:
        """Record what was counted, checkpoint, close. What cannot be recorded is said in the log of the process."""
        if self.log is None or self._closing.is_set():
            return
        self._closing.set()
        self._thread.join()
        self._record(everything=True)
        try:
            self.log.close()
        except AndamioError as error:
            self._logger.error("the audit log could not be closed", extra={"fields": {"problem": str(error)}})

    def _run(self) -> None:
        while not self._closing.wait(FIRST_S):
            self._record(everything=False)

    def _record(self, everything: bool) -> None:
        assert self._accesses is not None
        try:
            self._accesses.record(everything)
            self._failing = False
        except AndamioError as error:
            if not self._failing:
                self._logger.error("the audit log refuses", extra={"fields": {"problem": str(error)}})
            self._failing = True


def options_in_force(options: argparse.Namespace) -> dict[str, Any]:
    """The options of a command line as a record keeps them: those that were given or have a default, as text."""
    given = {name: str(value) for name, value in sorted(vars(options).items()) if value is not None}
    return {name: without_user(value) for name, value in given.items()}
