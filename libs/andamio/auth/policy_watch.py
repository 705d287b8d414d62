"""The guard of a service, and the policy that it goes by: recorded at start, and read again when its file changes.

    guard = start_guard(settings, environment, Refusals(meter, logger), trail, logger)

A change is looked for once a second, in a thread, and is in force once it is on record: a policy that cannot be read, or
cannot be recorded, changes nothing, is said in the log once, and is tried again. So is one whose file was replaced by a
bad one: what was in force goes on. Issuers are read at start alone; changing them takes a restart.
"""

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from os import stat_result
from typing import Any, Protocol

from andamio.auth.guard import Guard, Refusal
from andamio.auth.policy import Access, load_policy
from andamio.auth.policy_differences import describe
from andamio.auth.principal import Principal
from andamio.auth.settings import AuthSettings, guard_of
from andamio.environment import Environment
from andamio.errors import AndamioError

LOOK_S = 1.0
_CHANGED = "policy.changed"


class Trail(Protocol):
    """What of `andamio.audit.service_trail.ServiceTrail` is needed here."""

    def in_force(
        self,
        action: str,
        document: Mapping[str, Any],
        describe: Callable[[Mapping[str, Any] | None, Mapping[str, Any]], str],
    ) -> None:
        """Record the document as what is in force, unless the record says so already. Raises `AndamioError`."""

    def accessed(self, actor: str, resource: str, classes: frozenset[str], purposes: frozenset[str]) -> None:
        """Count an access to personal data."""


def start_guard(
    settings: AuthSettings | None,
    environment: Environment,
    refused: Callable[[Refusal], None],
    trail: Trail,
    logger: logging.Logger,
) -> Guard:
    """The guard by these settings, its policy on record and watched by a daemon thread; an open one without settings.

    Raises `AndamioError` if the policy cannot be recorded: what nobody can look up later is not put in force.
    """

    def accessed(principal: Principal, access: Access) -> None:
        trail.accessed(principal.subject, access.resource, access.pii, principal.purposes)

    guard = guard_of(settings, environment, refused, accessed=accessed)
    if settings is not None:
        trail.in_force(_CHANGED, settings.document(), describe)
        watch = PolicyWatch(settings, guard, trail, logger)
        threading.Thread(target=watch.run, name="policy-watch", daemon=True).start()
    return guard


class PolicyWatch:
    """Looks at the policy's file, and puts what has changed in force. For one thread."""

    def __init__(self, settings: AuthSettings, guard: Guard, trail: Trail, logger: logging.Logger) -> None:
        self._settings, self._guard, self._trail, self._logger = settings, guard, trail, logger
        self._seen = self._mark()
        self._said: str | None = None

    def run(self, stop: threading.Event | None = None) -> None:
        """Look until told to stop, or for ever."""
        stop = stop or threading.Event()
        while not stop.wait(LOOK_S):
            self.look()

    def look(self) -> None:
        """Put the policy in force that the file has now, if it is another one. Never raises for the file's or the log's sake."""
        mark = self._mark()
        if mark == self._seen:
            return
        try:
            changed = replace(self._settings, policy=load_policy(self._settings.policy_file))
            if changed.document() != self._settings.document():
                self._trail.in_force(_CHANGED, changed.document(), describe)
        except AndamioError as error:
            self._say(str(error))
            return
        self._guard.adopt(changed.policy)
        if changed.document() != self._settings.document():
            self._logger.info(
                "another policy is in force",
                extra={"fields": {"change": describe(self._settings.document(), changed.document())}},
            )
        self._settings, self._seen, self._said = changed, mark, None

    def _say(self, problem: str) -> None:
        if problem != self._said:
            self._said = problem
            self._logger.error("the policy stays as it was", extra={"fields": {"problem": problem}})

    def _mark(self) -> tuple[int, int, int] | None:
        try:
            found: stat_result = self._settings.policy_file.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino
