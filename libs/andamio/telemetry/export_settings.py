"""Where telemetry goes and how much of it: a settings file, over which OpenTelemetry's own variables have the last word.

    ANDAMIO_TELEMETRY=telemetry.json    {"otlp_endpoint": "http://127.0.0.1:4318", "sample_one_in": 100, "slow_ms": 100}
    OTEL_EXPORTER_OTLP_ENDPOINT         a collector's base URL, for OTLP over HTTP; its headers, certificate, timeout and
                                        compression by OTEL_EXPORTER_OTLP_HEADERS and so on
    OTEL_METRIC_EXPORT_INTERVAL         milliseconds between exports of metrics

Without an endpoint nothing leaves the machine.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from andamio.errors import UserError

FILE_VARIABLE = "ANDAMIO_TELEMETRY"
ENDPOINT_VARIABLE = "OTEL_EXPORTER_OTLP_ENDPOINT"
PROTOCOL_VARIABLE = "OTEL_EXPORTER_OTLP_PROTOCOL"
INTERVAL_VARIABLE = "OTEL_METRIC_EXPORT_INTERVAL"


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """One process's."""

    otlp_endpoint: str | None = None
    """Base URL; None sends nothing."""
    metric_interval_ms: int = 5_000
    sample_one_in: int = 100
    """Of the traces that begin here and are neither failed nor slow."""
    slow_ms: float = 100
    """A request that takes longer keeps its trace."""


def export_settings(environment: Mapping[str, str]) -> ExportSettings:
    """What this environment says; raises `UserError` that names the variable or the file and its field."""
    settings = _from_file(Path(environment[FILE_VARIABLE])) if environment.get(FILE_VARIABLE) else ExportSettings()
    endpoint = environment.get(ENDPOINT_VARIABLE) or settings.otlp_endpoint
    if endpoint is not None and not endpoint.startswith(("http://", "https://")):
        raise UserError(f"the OTLP endpoint '{endpoint}' is no URL; write it as in http://127.0.0.1:4318")
    protocol = environment.get(PROTOCOL_VARIABLE, "http/protobuf")
    if endpoint and protocol != "http/protobuf":
        raise UserError(f"{PROTOCOL_VARIABLE} is '{protocol}'; only http/protobuf is built in: leave it out")
    interval = environment.get(INTERVAL_VARIABLE) or str(settings.metric_interval_ms)
    if not interval.isdigit() or int(interval) < 1:
        raise UserError(f"{INTERVAL_VARIABLE} is '{interval}'; give whole milliseconds above 0")
    return replace(settings, otlp_endpoint=endpoint, metric_interval_ms=int(interval))


def _from_file(path: Path) -> ExportSettings:
    try:
        document: Any = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UserError(f"the settings {path} cannot be read ({error.strerror}); check ${FILE_VARIABLE}") from None
    except ValueError as error:
        raise UserError(f"the settings {path} are not JSON ({error}); correct them") from None
    known = {field.name: field for field in fields(ExportSettings)}
    unknown = sorted(set(document) - set(known)) if isinstance(document, dict) else ["the document"]
    if unknown:
        raise UserError(f"{path}: {unknown[0]} is no setting of telemetry; there are {', '.join(known)}")
    for name, value in document.items():
        if name == "otlp_endpoint":
            right = value is None or isinstance(value, str)
        else:
            right = isinstance(value, int | float) and not isinstance(value, bool) and value > 0
            right = right and (name == "slow_ms" or isinstance(value, int))
        if not right:
            wanted = (
                "a URL" if name == "otlp_endpoint" else "a number above 0" + " without a fraction" * (name != "slow_ms")
            )
            raise UserError(f"{path}: {name} is {value!r}; it must be {wanted}")
    return ExportSettings(**document)
