"""What the stream's operator is told of a view, as JSON: its columns, filter, hops and components, and where all is.

The operator itself is Java (`java/`), the same for every view; `operator_classes` compiles it, and `java/ViewSettings.java`
reads this. Pure text, so this needs no Flink; the job `stream_features` runs it.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from andamio.errors import AndamioError
from andamio.features.components import components
from andamio.features.definition import FeatureView
from andamio.features.stream.flink_source import FileSource, KafkaSource, Source, columns


class StreamSettingsError(AndamioError):
    """A view cannot be computed by the stream as asked; the message names the view and the fix."""


@dataclass(frozen=True, slots=True)
class StreamSettings:
    """What differs from one run of a view's stream to another."""

    source: Source
    """Where the contract's events come from."""
    sink_uri: str
    """Folder that receives the view's tile log."""
    cutover_ms: int
    """Events before this time belong to batch; a multiple of the view's coarsest hop."""
    tiles_in_memory: int = 100_000
    """Of the heap, some 0.4 KB each; the tiles of entities that were not heard of for longest are in Flink's state alone."""
    bundle: int = 10_000
    """Events after which changed tiles are written even without a checkpoint."""


def operator_settings(view: FeatureView, settings: StreamSettings) -> str:
    """The JSON that keeps the view's tiles up to date. Raises `StreamSettingsError` if the cut-over is inside a tile."""
    # Negative times would also divide towards zero, not down.
    if settings.cutover_ms < 0 or settings.cutover_ms % view.coarsest_hop_ms:
        raise StreamSettingsError(
            f"cut-over {settings.cutover_ms} ms of view '{view.id}' is not a multiple of its coarsest hop "
            f"({view.coarsest_hop_ms} ms); use {max(settings.cutover_ms, 0) // view.coarsest_hop_ms * view.coarsest_hop_ms}"
        )
    return json.dumps(
        _computed(view)
        | {
            "cutover_ms": settings.cutover_ms,
            "start_position": settings.source.start_position if isinstance(settings.source, FileSource) else 0,
            "source": {"kind": "kafka" if isinstance(settings.source, KafkaSource) else "files"}
            | asdict(settings.source),
            "sink": settings.sink_uri,
            "tiles_in_memory": settings.tiles_in_memory,
            "bundle": settings.bundle,
        }
    )


def fingerprint(view: FeatureView, source: Source) -> str:
    """Of what is computed, and from where on: without addresses, folders, and the cut-over, which may differ by run."""
    begins = source.start_position if isinstance(source, FileSource) else [source.topic, sorted(source.start_offsets)]
    text = json.dumps([_computed(view), type(source).__name__, begins], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _computed(view: FeatureView) -> dict[str, Any]:
    return {
        "view": view.id,
        "key_column": view.key_column,
        "lateness_ms": view.lateness_ms,
        "duplicate_horizon_ms": view.duplicate_horizon_ms,
        "hops_ms": list(view.hop_chain),
        "columns": list(columns(view).items()),
        "predicates": [
            {
                "column": predicate.column,
                "operator": predicate.operator,
                "values": list(predicate.value) if isinstance(predicate.value, tuple) else [predicate.value],
            }
            for predicate in view.predicates
        ],
        "components": [asdict(component) for component in components(view)],
    }
