"""One run of a job: a span in its launcher's trace, a log, and what it did in the audit log. All by the environment.

    with job_run("batch_features", options.command) as run:
        run.read_pii("lake/payment_captured", {"identifier"}, "model_development")
        with run.step("land"):
            ...
        run.done(rows=41_210)

    TRACEPARENT              the launcher's trace (W3C Trace Context)
    ANDAMIO_TELEMETRY_DIR    folder for spans, metrics and log; without it, and without a collector, spans are not kept
    ANDAMIO_AUDIT_LOG        the audit log; without it nothing is recorded, which development alone allows
    ANDAMIO_DEPLOYER         who the run is recorded under; without it `job:NAME`

The log is opened before the work: a run that could not be recorded does not begin. At its end there is one record
`automation.ran`, whether it failed or not.
"""

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from andamio.audit.actor import actor_of
from andamio.audit.log import AuditLog, open_audit
from andamio.audit.service_trail import LOG_VARIABLE, wrong_with_audit
from andamio.environment import environment_of, refuse_development_defaults
from andamio.telemetry.setup import TELEMETRY_VARIABLE, OpenSpan, Telemetry, start


@dataclass(slots=True)
class JobRun:
    """A run under way."""

    job: str
    command: str
    telemetry: Telemetry
    span: OpenSpan
    audit: AuditLog | None
    actor: str
    _facts: dict[str, Any] = field(default_factory=dict)

    def step(self, name: str) -> Any:
        """A part of the work, as a span of its own; a context manager."""
        return self.telemetry.step(name)

    def done(self, **facts: Any) -> None:
        """What came of it, for the record: counts and digests, nothing personal."""
        self._facts |= facts

    def record(self, action: str, subject: str, reason: str, after: Any = None, evidence: Any = None) -> None:
        """Something that the run did and that has a name of its own in the audit log's vocabulary."""
        if self.audit is not None:
            self.audit.append(self.actor, action, subject, reason, after=after, evidence=evidence)

    def read_pii(self, resource: str, classes: Iterable[str], purpose: str) -> None:
        """The run reads personal data of these classes, for this purpose."""
        found = sorted(set(classes) - {"none"})
        if found:
            evidence = {"classes": found, "purposes": [purpose], "trace_id": self.span.trace.trace_id}
            self.record("pii.accessed", resource, f"read for {purpose}", evidence=evidence)


@contextmanager
def job_run(
    job: str,
    command: str = "run",
    environment: Mapping[str, str] = os.environ,
    redacted: frozenset[str] = frozenset(),
    audit_log: str | None = None,
) -> Iterator[JobRun]:
    """A run of `command` of `job`. `redacted` are fields that its logs and spans never show; `audit_log` is the URL of
    the audit log for a job that has an option for it, before the variable.

    Raises `UserError` outside development without a log, and `LogUnavailable`, `LogTampered` for one that takes no records.
    """
    url = audit_log or environment.get(LOG_VARIABLE)
    refuse_development_defaults(environment_of(environment), job, wrong_with_audit(url))
    folder = environment.get(TELEMETRY_VARIABLE)
    with ExitStack() as cleanup:
        audit = None
        if url:
            audit = open_audit(url, environment=environment)
            cleanup.callback(audit.close)
        telemetry = start(job, Path(folder) if folder else None, redacted=redacted, environment=environment)
        cleanup.callback(telemetry.shutdown)
        span = cleanup.enter_context(telemetry.job(f"{job} {command}", environment))
        run = JobRun(job, command, telemetry, span, audit, actor_of(f"job:{job}", environment))
        began = time.monotonic()
        try:
            yield run
        except BaseException as error:
            _ended(run, f"failed: {type(error).__name__}", time.monotonic() - began)
            raise
        _ended(run, "done", time.monotonic() - began)


def _ended(run: JobRun, how: str, seconds: float) -> None:
    evidence = {"command": run.command, "ms": round(seconds * 1000), "trace_id": run.span.trace.trace_id, **run._facts}
    run.record("automation.ran", f"job/{run.job}", f"{run.command}: {how}", evidence=evidence)
