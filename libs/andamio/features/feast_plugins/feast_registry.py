"""A Feast repository generated from feature views: registry file and feature_store.yaml, served by our online store.

Names: a view `customer_payments@1` is Feast's `customer_payments_v1`, so versions can live side by side; within a
feature service it goes by its plain name, so full feature names are the models' own, "customer_payments__<feature>".
Feast entities have one join key each, so a view has two: the tenant and its key column. Each feature view carries its
definition as a tag, from which the online store plug-in reads it back: the repository needs no catalog beside it.

A view with several sources is a Feast view a part, "customer_risk_v1_payments", as each has its own contract. In a feature
service that has more than one of them, Feast would let one hide the other under their plain name and answer null, so
there each goes by view and source: "customer_risk_payments__<feature>".

Import this only where Feast is wanted: importing Feast takes seconds.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol

import yaml
from feast import Entity, FeatureService, FeatureStore
from feast import FeatureView as FeastView
from feast import Field, FileSource, ValueType
from feast.types import Float64, Int64, String

from andamio.features.definition import FeatureView
from andamio.features.view_document import parse_view

PROJECT = "andamio"
TENANT = "tenant"
DEFINITION_TAG = "andamio.definition"
PROVIDER = "andamio.features.feast_plugins.feast_provider.LedgerProvider"
ONLINE_STORE = "andamio.features.feast_plugins.feast_online_store.TileOnlineStore"
OFFLINE_STORE = "andamio.features.feast_plugins.feast_offline_store.TileOfflineStore"
_DIVIDED = frozenset({"mean", "variance"})


class Service(Protocol):
    """A versioned list of views, as the catalog has them."""

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def owner(self) -> str: ...
    @property
    def description(self) -> str: ...
    @property
    def views(self) -> Sequence[FeatureView]: ...


@dataclass(frozen=True, slots=True)
class Governance:
    """What a catalog knows beside the definitions: tags of Feast's objects, and who owns entities."""

    views: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Tags by view id."""
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By view id: a column of the source to its class of personal data."""
    services: Mapping[tuple[str, int], Mapping[str, str]] = field(default_factory=dict)
    """Tags by name and version."""
    entities: Mapping[str, tuple[str, str, Mapping[str, str]]] = field(default_factory=dict)
    """By join key: owner, description and tags."""


def write_feast_repository(
    views: Iterable[FeatureView],
    services: Iterable[Service],
    directory: Path,
    store_path: Path,
    lake: Path | None = None,
    governance: Governance = Governance(),
) -> None:
    """Write `feature_store.yaml` and `registry.db` into `directory`, replacing what is there.

    `FeatureStore(repo_path=directory)` then serves `get_online_features` from the store at `store_path`, and
    `get_historical_features` from the deliveries in `lake`, if there is one.
    """
    directory.mkdir(parents=True, exist_ok=True)
    settings = {
        "project": PROJECT,
        "provider": PROVIDER,
        "registry": "registry.db",
        "online_store": {"type": ONLINE_STORE, "path": str(store_path.resolve())},
        "offline_store": {"type": OFFLINE_STORE} | ({} if lake is None else {"lake": str(lake.resolve())}),
        "entity_key_serialization_version": 3,
    }
    (directory / "feature_store.yaml").write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")
    # Feast's apply adds and updates; what left the catalog must leave the registry.
    (directory / "registry.db").unlink(missing_ok=True)
    FeatureStore(repo_path=str(directory)).apply(feast_objects(views, services, governance))


def feast_objects(
    views: Iterable[FeatureView], services: Iterable[Service], governance: Governance = Governance()
) -> list[Any]:
    """Entities, feature views and feature services, ready for `FeatureStore.apply`."""
    entities: dict[str, Entity] = {}
    feast_views: dict[str, FeastView] = {}
    for view in views:
        for join_key in (TENANT, view.key_column):
            owner, description, tags = governance.entities.get(join_key, ("", "", {}))
            made = Entity(
                name=join_key,
                join_keys=[join_key],
                value_type=ValueType.STRING,
                owner=owner,
                description=description,
                tags=dict(tags),
            )
            entities.setdefault(join_key, made)
        feast_views[view.id] = _feast_view(view, [entities[TENANT], entities[view.key_column]], governance)
    feast_services = [
        FeatureService(
            name=_versioned(service.name, service.version),
            features=[feast_views[view.id].with_name(name) for view, name in _names_within(service.views)],
            description=service.description,
            owner=service.owner,
            tags={"version": str(service.version), **governance.services.get((service.name, service.version), {})},
        )
        for service in services
    ]
    return [*entities.values(), *feast_views.values(), *feast_services]


def view_of(table: FeastView) -> FeatureView:
    """The definition that a feature view of ours carries."""
    document = json.loads(table.tags[DEFINITION_TAG])
    return replace(parse_view(document), source=document.get("part", ""))


def view_document(view: FeatureView) -> Mapping[str, Any]:
    """The document that `parse_view` makes the same view of, but for `part`, its name among several sources."""
    return {
        "name": view.name,
        "version": view.version,
        "part": view.source,
        "key_column": view.key_column,
        "source": {
            "contract": f"{view.contract}@{view.contract_version}",
            "lateness": f"{view.lateness_ms}ms",
            "duplicate_horizon": f"{view.duplicate_horizon_ms}ms",
        },
        "filter": [{"column": p.column, p.operator: p.value} for p in view.predicates],
        "hops": {f"{window}ms": f"{hop}ms" for window, hop in view.hops},
        "ttl": f"{view.ttl_ms}ms",
        "tail": f"{view.tail_ms}ms",
        "freshness": f"{view.freshness_ms}ms",
        "owner": view.owner,
        "description": view.description,
        "features": [
            {"name": f.name, "function": f.function, "window": f"{f.window_ms}ms"}
            | ({} if f.column is None else {"column": f.column})
            | ({} if f.at_most is None else {"at_most": f.at_most})
            for f in view.features
        ],
    }


def _names_within(views: Sequence[FeatureView]) -> list[tuple[FeatureView, str]]:
    parts = Counter(view.name for view in views)
    return [(view, view.name if parts[view.name] == 1 else f"{view.name}_{view.source}") for view in views]


def _feast_view(view: FeatureView, entities: list[Entity], governance: Governance) -> FeastView:
    classes = governance.columns.get(view.id, {})
    keys = [Field(name=entity.join_key, dtype=String) for entity in entities]
    features = [
        Field(
            name=feature.name,
            dtype=Float64 if feature.function in _DIVIDED else Int64,
            tags={"function": feature.function, "window_ms": str(feature.window_ms)}
            | ({"pii": classes[feature.column]} if feature.column is not None and feature.column in classes else {}),
        )
        for feature in view.features
    ]
    return FeastView(
        name=view.table_name,
        entities=entities,
        schema=[*keys, *features],
        ttl=timedelta(milliseconds=view.ttl_ms),
        # Feast's page of a view fails without a source. Nothing is read from it: our stores know the log and the lake.
        source=FileSource(name=view.contract, path=view.contract, timestamp_field="event_time_ms"),
        owner=view.owner,
        description=view.description,
        tags={
            "version": str(view.version),
            "contract": f"{view.contract}@{view.contract_version}",
            "freshness_ms": str(view.freshness_ms),
            **governance.views.get(view.id, {}),
            DEFINITION_TAG: json.dumps(view_document(view), separators=(",", ":")),
        },
    )


def _versioned(name: str, version: int) -> str:
    return f"{name}_v{version}"
