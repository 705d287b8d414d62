"""The job as spans of the trace that its launcher works for: submission, checkpoints and the end as events of a long run.

Written by this process, which starts Flink and asks it for every checkpoint: the JVM has no OpenTelemetry. Spans go to the
folder that `ANDAMIO_TELEMETRY_DIR` names; without it they are not kept.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from andamio.telemetry.long_run import LongRun
from andamio.telemetry.setup import TELEMETRY_VARIABLE, start


@contextmanager
def job_spans() -> Iterator[LongRun]:
    """The run of this process's job."""
    folder = os.environ.get(TELEMETRY_VARIABLE)
    telemetry = start("stream_features", Path(folder) if folder else None)
    try:
        with LongRun(telemetry, "stream features with Flink") as spans:
            yield spans
    finally:
        telemetry.shutdown()
