"""A read's answer as bytes: JSON, or an Arrow stream with one row an entity for batches."""

import json
from collections.abc import Sequence
from typing import Any

import orjson
import pyarrow as pa

from andamio.features.online.view_answer import ViewAnswer
from feature_api.service_plan import ServicePlan, positions
from feature_api.validation import Read

JSON = b"application/json"
ARROW = b"application/vnd.apache.arrow.stream"


def as_json(read: Read, as_of_ms: int, answers: Sequence[ViewAnswer]) -> bytes:
    """A `wire.ReadAnswer`."""
    results = b""
    if read.plan.write_results is not None and not read.event_times:
        results = read.plan.write_results(read.keys, [answer.columns for answer in answers])
    found = results or _dumps(_results(read, answers))
    return b'%b%d,%b,"results":%b}' % (read.plan.prefix, as_of_ms, read.plan.positions(answers), found)


def _results(read: Read, answers: Sequence[ViewAnswer]) -> list[dict[str, Any]]:
    column = read.plan.key_column
    ids = [answer.view.id for answer in answers]
    saturated = _saturated(read.plan, answers)
    results: list[dict[str, Any]] = []
    for index, (tenant, key) in enumerate(read.keys):
        values: tuple[Any, ...] = ()
        for answer in answers:
            values += answer.values[index]
        result: dict[str, Any] = {
            "entity": {"tenant": tenant, column: key},
            "statuses": dict(zip(ids, [answer.statuses[index] for answer in answers])),
            "saturated": saturated[index] if saturated else (),
            "values": values,
        }
        if read.event_times:
            result["event_times_ms"] = dict(zip(ids, [answer.newest_event_times_ms[index] for answer in answers]))
        results.append(result)
    return results


def _saturated(plan: ServicePlan, answers: Sequence[ViewAnswer]) -> list[list[str]]:
    """By entity; nothing at all where no service's feature can be."""
    if not plan.has_distinct:
        return []
    return [
        [
            f"{answer.view.name}__{feature.name}"
            for answer in answers
            if answer.saturated[index]
            for feature in answer.view.features
            if feature.name in answer.saturated[index]
        ]
        for index in range(len(answers[0].statuses))
    ]


def _dumps(document: Any) -> bytes:
    try:
        return orjson.dumps(document)
    except TypeError:  # a sum beyond 64 bits
        return json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode()


def as_arrow(read: Read, as_of_ms: int, answers: Sequence[ViewAnswer]) -> bytes:
    """An Arrow IPC stream of one batch: tenant, key, then by view its status, event time (if asked for), and features;
    a distinct count is followed by its `__saturated` flag. Service, time and positions are in the schema's metadata."""
    fields: list[Any] = [pa.field("tenant", pa.string(), False), pa.field(read.plan.key_column, pa.string(), False)]
    columns: list[Any] = [pa.array([key[part] for key in read.keys], pa.string()) for part in (0, 1)]

    def add(name: str, kind: Any, values: Sequence[Any], nullable: bool = True) -> None:
        fields.append(pa.field(name, kind, nullable))
        columns.append(pa.array(values, kind))

    for answer in answers:
        view = answer.view
        add(f"{view.id}__status", pa.string(), answer.statuses, False)
        if read.event_times:
            add(f"{view.id}__event_time", pa.timestamp("ms", "UTC"), answer.newest_event_times_ms)
        for index, (feature, name) in enumerate(zip(view.features, view.feature_names())):
            add(name, _arrow_type(feature.function), [values[index] for values in answer.values])
            if feature.at_most is not None:
                add(f"{name}__saturated", pa.bool_(), [feature.name in names for names in answer.saturated], False)
    metadata = {
        "feature_service": read.plan.id,
        "as_of_ms": str(as_of_ms),
        "applied_positions": json.dumps(positions(answers)),
    }
    batch = pa.record_batch(columns, schema=pa.schema(fields, metadata))
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return bytes(sink.getvalue())


def _arrow_type(function: str) -> Any:
    match function:
        case "mean" | "variance":
            return pa.float64()
        case "sum":  # the one integer that may pass 64 bits
            return pa.decimal128(38, 0)
    return pa.int64()
