"""Transitions on their way to the audit log: the history is the queue, so that none is lost and none comes twice.

What was delivered is saved with the next tick; after a crash in between, a transition is appended again under the same
key, which the audit log takes for the same record. An audit log that does not answer delays nothing: a rollback must
not wait for it. What it has not got is kept, tried again at every tick, and said in the log.

What a person wrote may break the audit log's own rules: too long, an e-mail address, a name that is no id. It must not
keep back what came after it, so the audit log then gets the transition without those words, and where they are.
"""

import hashlib
import logging
import re
from collections.abc import Mapping
from typing import Any

from andamio.audit.errors import InvalidRecord
from andamio.errors import AndamioError
from andamio.rollout.machine.audit_sink import AuditSink, audited_action
from andamio.rollout.machine.state_machine import Transition
from rollout_controller.store.rollout_store import RolloutStore

_AT_ONCE = 100
_NO_ID = re.compile(r"[^A-Za-z0-9._:@/+-]+")
# Narrower than the audit log's ids: no address, and short enough for any of its fields.
_PLAIN_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._:/+-]{0,100}[A-Za-z0-9])?")


class AuditOutbox:
    """Delivers a store's history to an audit sink, if there is one."""

    def __init__(self, store: RolloutStore, sink: AuditSink | None, logger: logging.Logger) -> None:
        self._store = store
        self._sink = sink
        self._logger = logger
        self._delivered = self._saved = 0
        self._failing = False
        self._behind = True

    def load(self) -> None:
        """Go on where the store says."""
        self._delivered = self._saved = self._store.audited()
        self._behind = True

    def added(self) -> None:
        """There are new transitions."""
        self._behind = True

    def save(self) -> None:
        """Within the tick's transaction: what was delivered need not be tried again."""
        if self._delivered > self._saved:
            self._store.set_audited(self._delivered)
            self._saved = self._delivered

    def deliver(self) -> None:
        """Append what the sink has not got. Never raises for the sink's sake."""
        if self._sink is None or not self._behind:
            return
        rows = self._store.history(after=self._delivered, limit=_AT_ONCE)
        try:
            for row in rows:
                self._append(row)
                self._delivered = row["number"]
        except AndamioError as error:
            if not self._failing:
                self._logger.error("audit log refuses", extra={"fields": {"problem": str(error)}})
            self._failing = True
            return
        self._failing, self._behind = False, len(rows) == _AT_ONCE

    def _append(self, row: Mapping[str, Any]) -> None:
        assert self._sink is not None
        transition = Transition(row["subject"], row["from"], row["to"], row["reason"], row["actor"])
        action, key = audited_action(transition), f"rollout-transition-{row['at_ms']}-{row['number']}"
        before, after = transition.before, transition.after
        actor, subject = _id(transition.actor), _id(transition.subject)
        try:
            self._sink.append(actor, action, subject, transition.reason, before, after, row["evidence"], key)
        except InvalidRecord as problem:
            self._logger.warning("audited without its words", extra={"fields": {"problem": str(problem)}})
            reason = f"as the controller's record says, whose words the audit log refuses ({problem})"
            evidence = {"transition": row["number"]}
            self._sink.append(_plain_id(actor), action, _plain_id(subject), reason, before, after, evidence, key)


def _id(name: str) -> str:
    """Subjects and actors are ids in the audit log: no spaces."""
    return _NO_ID.sub("_", name)


def _plain_id(name: str) -> str:
    """The name where it is an id without doubt, else a digest of it: the controller's record has the name."""
    return name if _PLAIN_ID.fullmatch(name) else f"digest:{hashlib.sha256(name.encode()).hexdigest()[:16]}"
