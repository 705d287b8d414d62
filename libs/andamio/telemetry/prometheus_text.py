"""Metrics as Prometheus reads them, in its text format or in OpenMetrics, which has exemplars.

    http.server.request.duration (s, histogram)    http_server_request_duration_seconds_{bucket,sum,count}
    andamio.inference.decisions ({payment}, sum)   andamio_inference_decisions_total
    process.memory.usage (By, sum that may fall)   process_memory_usage_bytes

Names follow OpenTelemetry's "Prometheus and OpenMetrics compatibility". Every series says its `service_name`.
"""

import math
import re
from collections.abc import Iterator, Mapping
from typing import Literal

from opentelemetry.sdk.metrics import Exemplar
from opentelemetry.sdk.metrics.export import (
    Gauge,
    Histogram,
    HistogramDataPoint,
    Metric,
    MetricsData,
    NumberDataPoint,
    Sum,
)

from andamio.telemetry.courtesy import courteously

PLAIN = "text/plain; version=0.0.4; charset=utf-8"
OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8"
Kind = Literal["counter", "gauge", "histogram"]
_TIMES = {"s": "seconds", "ms": "milliseconds", "us": "microseconds", "ns": "nanoseconds", "min": "minutes"}
_SIZES = {"By": "bytes", "KiBy": "kibibytes", "MiBy": "mebibytes", "GiBy": "gibibytes"}
_UNITS = _TIMES | _SIZES | {"h": "hours", "d": "days", "%": "percent"}
_UNFIT = re.compile(r"[^a-zA-Z0-9:]+")


def prometheus_name(name: str, unit: str, kind: Kind) -> str:
    """The name of a metric's family; of a counter with `_total`, of a histogram without its parts' suffixes.

    A unit in braces is an annotation and is left out; "1" is a ratio for gauges alone.
    """
    found = _UNFIT.sub("_", name).strip("_")
    if found[:1].isdigit():
        found = f"_{found}"
    if kind == "counter":
        found = found.removesuffix("_total")
    suffix = "ratio" if unit == "1" and kind == "gauge" else _unit(unit)
    if suffix and not found.endswith(f"_{suffix}") and found != suffix:
        found = f"{found}_{suffix}"
    return f"{found}_total" if kind == "counter" else found


def _unit(unit: str) -> str:
    amount, _, per = re.sub(r"\{[^}]*\}", "", unit).partition("/")
    amount = "" if amount == "1" else _UNITS.get(amount, _UNFIT.sub("_", amount).strip("_"))
    if not per:
        return amount
    per = {"s": "second", "min": "minute", "h": "hour", "d": "day"}.get(per, per)
    return f"{amount}_per_{per}".strip("_")


def text(
    data: MetricsData | None,
    extra: Mapping[str, str] | None = None,
    exemplars: bool = False,
    courteous: bool = False,
) -> str:
    """The metrics as text, in OpenMetrics if there are to be `exemplars`. `extra` labels are added to every series.

    `courteous` is for who has time, on a thread beside others.
    """
    lines: list[str] = []
    for resource in data.resource_metrics if data else ():
        labels = {"service_name": str(resource.resource.attributes.get("service.name", "")), **(extra or {})}
        for scope in resource.scope_metrics:
            for metric in courteously(scope.metrics) if courteous else scope.metrics:
                lines += _family(metric, labels, exemplars)
    if exemplars:
        lines.append("# EOF")
    return "".join(f"{line}\n" for line in lines)


def _kind(metric: Metric) -> Kind:
    match metric.data:
        case Histogram():
            return "histogram"
        case Sum(is_monotonic=True):
            return "counter"
        case Sum() | Gauge():
            return "gauge"
    raise TypeError(f"{metric.name} is a {type(metric.data).__name__}, which has no text; choose another aggregation")


def _family(metric: Metric, labels: Mapping[str, str], exemplars: bool) -> Iterator[str]:
    kind = _kind(metric)
    name = prometheus_name(metric.name, metric.unit or "", kind)
    family = name.removesuffix("_total") if exemplars and kind == "counter" else name
    described = (metric.description or metric.name).replace("\\", "\\\\").replace("\n", "\\n")
    yield f"# HELP {family} {described}"
    yield f"# TYPE {family} {kind}"
    for point in metric.data.data_points:
        of = {**labels, **{_UNFIT.sub("_", key): str(value) for key, value in (point.attributes or {}).items()}}
        if isinstance(point, HistogramDataPoint):
            yield from _histogram(name, of, point, exemplars)
        elif isinstance(point, NumberDataPoint):
            yield f"{name}{_labels(of)} {point.value}"


def _histogram(name: str, labels: Mapping[str, str], point: HistogramDataPoint, exemplars: bool) -> Iterator[str]:
    bounds = [*point.explicit_bounds, math.inf]
    latest = {
        _bucket(bounds, each.value): each for each in sorted(point.exemplars or (), key=lambda e: e.time_unix_nano)
    }
    below = 0
    for index, count in enumerate(point.bucket_counts):
        below += count
        bound = "+Inf" if bounds[index] == math.inf else f"{bounds[index]:g}"
        line = f"{name}_bucket{_labels({**labels, 'le': bound})} {below}"
        yield line + _exemplar(latest[index]) if exemplars and index in latest else line
    yield f"{name}_sum{_labels(labels)} {point.sum}"
    yield f"{name}_count{_labels(labels)} {point.count}"


def _bucket(bounds: list[float], value: float) -> int:
    return next(index for index, bound in enumerate(bounds) if value <= bound)


def _exemplar(exemplar: Exemplar) -> str:
    if not exemplar.trace_id or not exemplar.span_id:
        return ""
    of = {"trace_id": f"{exemplar.trace_id:032x}", "span_id": f"{exemplar.span_id:016x}"}
    return f" # {_labels(of)} {exemplar.value} {exemplar.time_unix_nano / 1e9:.3f}"


def _labels(labels: Mapping[str, str]) -> str:
    def escaped(value: str) -> str:
        return value.replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')

    return "{" + ",".join(f'{name}="{escaped(value)}"' for name, value in labels.items()) + "}"
