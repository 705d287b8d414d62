"""One reader of the metrics for everyone who wants them: with a reader each, every record would be aggregated as often."""

import logging
import threading
from collections.abc import Sequence
from typing import Any

from opentelemetry.sdk.metrics.export import MetricExporter, MetricReader, MetricsData

_LOGGER = logging.getLogger(__name__)


class SharedReader(MetricReader):
    """Collects every `interval_s` for the exporters, if there are any, and on request; counts are since the start."""

    def __init__(self, exporters: Sequence[MetricExporter], interval_s: float) -> None:
        super().__init__()
        self._exporters, self._interval_s = tuple(exporters), interval_s
        self._lock = threading.Lock()
        self._last: MetricsData | None = None
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None
        if self._exporters:
            self._thread = threading.Thread(target=self._run, name="metrics", daemon=True)
            self._thread.start()

    def snapshot(self) -> MetricsData | None:
        """The metrics as of now; None if there are none yet."""
        with self._lock:
            self._last = None
            self.collect()
            return self._last

    def _receive_metrics(self, metrics_data: MetricsData, timeout_millis: float = 10_000, **kwargs: Any) -> None:
        self._last = metrics_data

    def shutdown(self, timeout_millis: float = 30_000, **kwargs: Any) -> None:
        """Export once more, and close the exporters."""
        if self._stopped.is_set():
            return
        self._stopped.set()
        if self._thread is not None:
            self._thread.join(timeout_millis / 1000)
        self._export()
        for exporter in self._exporters:
            exporter.shutdown()

    def _run(self) -> None:
        while not self._stopped.wait(self._interval_s):
            self._export()

    def _export(self) -> None:
        data = self.snapshot() if self._exporters else None
        for exporter in self._exporters if data is not None else ():
            assert data is not None
            try:
                exporter.export(data)
            except Exception:  # one exporter's fault must not cost the others theirs
                _LOGGER.exception("metrics could not be exported by %s", type(exporter).__name__)
