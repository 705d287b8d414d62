"""`andamio features get|history`: features of now from a store or the API, and at labels' own times from a lakehouse.

What `history` writes leaves the platform, and so goes through an `Export`, which the features lib does not know by itself.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from andamio.auth.service_token import TOKEN_VARIABLE, token_of_caller
from andamio.errors import UserError
from andamio.features.batch.lakehouse import Lakehouse
from andamio.features.offline.point_in_time import TIME_COLUMN
from andamio.features.sdk.feature_rows import Entity, FeatureRows, Features, Service
from andamio.features.sdk.features_place import features_at, require_api
from andamio.features.sdk.local_features import LocalFeatures

_EXAMPLES = f"""examples:
  andamio features get --service reversal_risk@1 --entity tenant=online-retail,customer=12346 --store run/online.db
  andamio features get --service reversal_risk@1 --entity tenant=online-retail,customer=12346 \\
      --url http://127.0.0.1:8600 --event-times --json         # the token, if any, is in {TOKEN_VARIABLE}
  andamio features history --service reversal_risk@1 --labels labels.parquet --lake run/lake --out set.parquet
  {TOKEN_VARIABLE}=file:ada.token andamio features history --service reversal_risk@1 --labels labels.parquet --lake run/lake \\
      --out set.parquet --clear --reason "dispute 2026-114" --auth auth.yaml --audit audit.db
"""

Services = Callable[[Path | None], Mapping[str, Service]]
"""The feature services of a catalog folder, by id; of the packaged catalog for None."""


class Export(Protocol):
    """The edge of a file that leaves the platform; `andamio.pii.feature_export.FeatureExport` is one."""

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add what it takes."""

    def opened(
        self, options: argparse.Namespace, service: Service
    ) -> AbstractContextManager[Callable[[pa.Table], pa.Table]]:
        """Gives what takes a table to the form in which it may be written; raises `AndamioError`."""


def add_read_commands(commands: Any, services: Services, export: Export | None = None) -> None:
    """Add both to the commands of the group `features`, as `command.add_commands` returns them; `get` alone without an
    edge for what `history` writes."""
    get = commands.add_parser("get", help="a feature service's values of entities, from a store or the API")
    get.set_defaults(run=lambda options: _get(options, services))
    get.add_argument(
        "--entity",
        action="append",
        required=True,
        metavar="KEY=VALUE,...",
        help="join keys, such as tenant=shop,customer=c1, or a JSON object; once for each entity",
    )
    source = get.add_mutually_exclusive_group(required=True)
    source.add_argument("--store", help="online store: a path, or a URL")
    source.add_argument("--url", help=f"feature API; its bearer token, if it asks for one, in {TOKEN_VARIABLE}")
    get.add_argument("--as-of-ms", type=int, help="events before this time count, ms UTC (default: now)")
    get.add_argument("--event-times", action="store_true", help="also the newest event that counts, by view")
    _add_options(get)
    if export is not None:
        _add_history(commands, services, export)


def _add_history(commands: Any, services: Services, export: Export) -> None:
    history = commands.add_parser("history", help="features at labels' own times, as they were known then")
    history.set_defaults(run=lambda options: _history(options, services, export))
    history.add_argument("--labels", type=Path, required=True, help="Parquet: join keys, a time, anything else")
    history.add_argument("--lake", type=Path, required=True, help="lakehouse folder")
    history.add_argument(
        "--out",
        type=Path,
        required=True,
        help="Parquet to write: the labels and a column a feature; entities as tokens, amounts in bins, unless --clear",
    )
    history.add_argument("--time-column", default=TIME_COLUMN, help=f"ms UTC (default {TIME_COLUMN})")
    export.add_options(history)
    _add_options(history)


def _add_options(command: argparse.ArgumentParser) -> None:
    command.epilog, command.formatter_class = _EXAMPLES, argparse.RawDescriptionHelpFormatter
    command.add_argument("--service", required=True, help="feature service, such as reversal_risk@1")
    command.add_argument("--catalog", type=Path, help="catalog folder (default: the packaged one)")
    command.add_argument("--json", action="store_true", help="print JSON on stdout")


def _get(options: argparse.Namespace, services: Services) -> int:
    entities = [_entity(text) for text in options.entity]
    with _features(options, services) as features:
        rows = features.read(options.service, entities, as_of_ms=options.as_of_ms, event_times=options.event_times)
    if options.json:
        print(json.dumps(_document(rows), indent=2))
    else:
        _print_table(_lines(rows))
    return 0 if rows.complete else 1


@contextmanager
def _features(options: argparse.Namespace, services: Services) -> Iterator[Features]:
    if options.url is not None:
        require_api(options.url)
        with features_at(options.url, (), token_of_caller(None)) as features:
            yield features
        return
    with features_at(options.store, [_service(options, services)]) as features:
        yield features


def _history(options: argparse.Namespace, services: Services, export: Export) -> int:
    service = _service(options, services)
    features = [name for view in service.views for name in view.feature_names()]
    labels = _labels(options.labels, options.time_column, features)
    reader = LocalFeatures([service], lakehouse=Lakehouse(options.lake))
    started = time.monotonic()
    with export.opened(options, service) as leave:
        try:
            table = reader.history(service.id, labels, options.time_column)
        except pa.ArrowException as error:
            raise UserError(
                f"the join keys in {options.labels} are no text ({type(error).__name__}); cast them"
            ) from None
        table = leave(table)
    # Whoever waits for the file never finds half of it.
    partial = options.out.with_name(f".{options.out.name}.partial")
    try:
        pq.write_table(table, partial)
        partial.replace(options.out)
    except OSError as error:
        raise UserError(f"cannot write {options.out} ({error.strerror}); choose another file with --out") from None
    summary = {
        "feature_service": service.id,
        "labels": table.num_rows,
        "features": features,
        "out": str(options.out),
        "seconds": round(time.monotonic() - started, 3),
    }
    print(
        json.dumps(summary)
        if options.json
        else f"{options.out}: {table.num_rows:,} labels with {len(features)} features of {service.id}"
    )
    return 0


def _service(options: argparse.Namespace, services: Services) -> Service:
    known = services(options.catalog)
    if options.service not in known:
        raise UserError(f"there is no feature service '{options.service}'; choose from {', '.join(sorted(known))}")
    return known[options.service]


def _entity(text: str) -> Entity:
    """Join keys written as in a shell; as JSON where a value has a comma."""
    if text.startswith("{"):
        try:
            keys = json.loads(text)
        except ValueError:
            keys = {}
        pairs = [(name, value) for name, value in keys.items() if isinstance(value, str)]
        whole = len(pairs) == len(keys) > 0
    else:
        split = [part.partition("=") for part in text.split(",")]
        pairs = [(name.strip(), value) for name, equals, value in split if equals and name.strip()]
        whole = len(dict(pairs)) == len(split)
    if not whole:
        raise UserError(f"--entity '{text}' is not KEY=VALUE,...; write it as in tenant=shop,customer=c1")
    return dict(pairs)


def _labels(path: Path, time_column: str, features: list[str]) -> pa.Table:
    try:
        labels = pq.read_table(path)
    except (OSError, pa.ArrowException):
        raise UserError(f"{path} is not a Parquet file that can be read; correct --labels") from None
    # A timestamp of another unit would be taken for ms, and be wrong in silence.
    if time_column in labels.column_names and not pa.types.is_integer(labels.schema.field(time_column).type):
        found = labels.schema.field(time_column).type
        raise UserError(f"column '{time_column}' of {path} is {found}; give it as an integer, ms UTC since 1970")
    if taken := sorted(set(features) & set(labels.column_names)):
        raise UserError(f"{path} has a column '{taken[0]}' already; leave features out of --labels")
    return labels


def _document(rows: FeatureRows) -> dict[str, Any]:
    """As the feature API answers."""
    times = rows.event_times_ms
    return {
        "feature_service": rows.feature_service,
        "as_of_ms": rows.as_of_ms,
        "features": list(rows.features),
        "results": [
            {
                "entity": dict(entity),
                "values": list(rows.values[place]),
                "statuses": dict(rows.statuses[place]),
                "saturated": sorted(rows.saturated[place]),
            }
            | ({} if times is None else {"event_times_ms": dict(times[place])})
            for place, entity in enumerate(rows.entities)
        ],
        "applied_positions": {
            view: {str(partition): position for partition, position in positions.items()}
            for view, positions in rows.applied_positions.items()
        },
    }


def _lines(rows: FeatureRows) -> Iterator[tuple[str, ...]]:
    """A line a feature and a column an entity: services have many features, and a person asks for few entities."""
    yield (f"{rows.feature_service} at {rows.as_of_ms}", *(" ".join(entity.values()) for entity in rows.entities))
    for place, name in enumerate(rows.features):
        marks = ["+" if name in saturated else "" for saturated in rows.saturated]
        yield (name, *(_text(row[place]) + mark for row, mark in zip(rows.values, marks, strict=True)))
    for view in rows.applied_positions:
        yield (f"{view}: status", *(statuses[view] for statuses in rows.statuses))
        if rows.event_times_ms is not None:
            yield (f"{view}: newest event", *(_text(times[view]) for times in rows.event_times_ms))


def _text(value: Any) -> str:
    return "-" if value is None else str(value)


def _print_table(lines: Iterator[tuple[str, ...]]) -> None:
    table = list(lines)
    widths = [max(len(line[place]) for line in table) for place in range(len(table[0]))]
    for name, *cells in table:
        print("  ".join([name.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(cells, widths[1:]))]))
