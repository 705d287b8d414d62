"""What Spark did for a part of the work: its jobs as events of the span that asked for them.

Spark names the trace too: the jobs are a group whose description is the `traceparent`, as its own event log and pages show.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from andamio.telemetry.setup import OpenSpan


@contextmanager
def jobs_traced(session: Any, span: OpenSpan, what: str) -> Iterator[None]:
    """The Spark jobs that this thread submits in the block, each an event `spark job` of `span` with its outcome."""
    context = session.sparkContext
    group = f"{span.trace.span_id}/{what}"
    context.setJobGroup(group, span.trace.traceparent)
    try:
        yield
    finally:
        tracker = context.statusTracker()
        for job in sorted(tracker.getJobIdsForGroup(group)):
            found = tracker.getJobInfo(job)
            # Spark forgets the oldest of a thousand jobs.
            status, stages = ("FORGOTTEN", 0) if found is None else (str(found.status), len(found.stageIds))
            span.event("spark job", of=what, job=job, status=status, stages=stages)
        context.setLocalProperty("spark.jobGroup.id", None)
