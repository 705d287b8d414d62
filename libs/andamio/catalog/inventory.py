"""What the catalog holds, as plain data: a row a document, and everything about one."""

from collections.abc import Sequence
from typing import Any

from andamio.catalog.definitions import Catalog, FeatureService, whole_view
from andamio.catalog.lineage import Item, Lineage, lineage, parts_by_view, pii_of
from andamio.contracts.model import Contract
from andamio.errors import UserError
from andamio.features.definition import FeatureView

COLUMNS = ("kind", "id", "owner", "freshness", "availability", "pii", "readers")


def rows(catalog: Catalog) -> list[dict[str, Any]]:
    """A row a document, with the columns of `COLUMNS`: contracts, entities, views, services, models."""
    graph = lineage(catalog)
    entities = [
        _row("entity", entity.id, entity.owner, None, None, {}, _views_of(catalog, entity.id))
        for entity in catalog.entities.values()
    ]
    listed = [_item_row(catalog, graph, item) for item in graph.items]
    contracts = [row for row in listed if row["kind"] == "contract"]
    return [*contracts, *entities, *listed[len(contracts) :]]


def show(catalog: Catalog, wanted: str) -> list[dict[str, Any]]:
    """All that is known of the documents called `wanted`: an id, or "<kind>/<id>" if several kinds share it."""
    kind, _, name = wanted.rpartition("/")
    found = [row for row in rows(catalog) if row["id"] == name and kind in ("", row["kind"])]
    if not found:
        known = ", ".join(sorted({row["id"] for row in rows(catalog)}))
        raise UserError(f"the catalog has no '{wanted}'; choose one of {known}")
    return [row | _details(catalog, row["kind"], row["id"]) for row in found]


def _item_row(catalog: Catalog, graph: Lineage, item: Item) -> dict[str, Any]:
    readers = [reader.id for reader in graph.readers(item)]
    pii = pii_of(catalog, item)
    match item.kind:
        case "contract":
            contract = catalog.contracts[item.id]
            return _row(item.kind, item.id, contract.owner, contract.freshness, contract.availability, pii, readers)
        case "view":
            view = parts_by_view(catalog)[item.id][0]
            return _row(item.kind, item.id, view.owner, duration(view.freshness_ms), None, pii, readers)
        case "service":
            service = catalog.services[item.id]
            freshness = duration(max(view.freshness_ms for view in service.views))
            return _row(item.kind, item.id, service.owner, freshness, service.availability, pii, readers)
        case "model":
            return _row(item.kind, item.id, catalog.models[item.id].owner, None, None, pii, readers)


def _row(
    kind: str,
    document_id: str,
    owner: str,
    freshness: str | None,
    availability: float | None,
    pii: dict[str, tuple[str, ...]],
    readers: Sequence[str],
) -> dict[str, Any]:
    return {
        "kind": kind,
        "id": document_id,
        "owner": owner,
        "freshness": freshness,
        "availability": availability,
        "pii": {pii_class: list(columns) for pii_class, columns in pii.items()},
        "readers": sorted(set(readers)),
    }


def _details(catalog: Catalog, kind: str, document_id: str) -> dict[str, Any]:
    if kind == "entity":
        entity = catalog.entities[document_id]
        return {"description": entity.description, "join_keys": list(entity.join_keys)}
    graph = lineage(catalog)
    item = next(each for each in graph.items if (each.kind, each.id) == (kind, document_id))
    related = {
        "upstream": [f"{each.kind}/{each.id}" for each in graph.upstream(item)],
        "downstream": [f"{each.kind}/{each.id}" for each in graph.downstream(item)],
    }
    if kind == "contract":
        return _contract_details(catalog.contracts[document_id], catalog.sources[document_id]) | related
    if kind == "view":
        return _view_details(catalog, parts_by_view(catalog)[document_id]) | related
    if kind == "service":
        return _service_details(catalog.services[document_id]) | related
    model = catalog.models[document_id]
    return {
        "description": model.description,
        "service": model.service,
        "labels": list(model.labels),
        "trained_by": model.trained_by,
    } | related


def _contract_details(contract: Contract, document: str) -> dict[str, Any]:
    return {
        "description": contract.description,
        "version": contract.version,
        "status": contract.status,
        "document": document,
        "lateness_horizon": contract.lateness_horizon,
        "duplicate_horizon": contract.duplicate_horizon,
        "clock_skew_ms": contract.clock_skew_ms,
        "fields": [
            {
                "name": field.name,
                "type": field.logical_type,
                "required": field.required,
                "classification": field.classification,
                "pii": field.pii_class,
            }
            for field in contract.fields
        ],
    }


def _view_details(catalog: Catalog, parts: Sequence[FeatureView]) -> dict[str, Any]:
    view = parts[0]
    return {
        "description": view.description,
        "entity": catalog.entity_of(view).id,
        "key_column": view.key_column,
        "ttl": duration(view.ttl_ms),
        "tail": duration(view.tail_ms),
        "parts": [
            {
                "id": part.id,
                "contract": f"{part.contract}@{part.contract_version}",
                "lateness": duration(part.lateness_ms),
                "duplicate_horizon": duration(part.duplicate_horizon_ms),
                "filter": [{"column": each.column, each.operator: each.value} for each in part.predicates],
                "hops": {duration(window): duration(hop) for window, hop in part.hops},
                "features": [
                    {"name": each.name, "function": each.function, "window": duration(each.window_ms)}
                    | ({} if each.column is None else {"column": each.column})
                    | ({} if each.at_most is None else {"at_most": each.at_most})
                    for each in part.features
                ],
            }
            for part in parts
        ],
    }


def _service_details(service: FeatureService) -> dict[str, Any]:
    return {
        "description": service.description,
        "views": list(dict.fromkeys(whole_view(part) for part in service.views)),
        "features": list(service.feature_names()),
    }


def _views_of(catalog: Catalog, entity_id: str) -> list[str]:
    return [whole_view(part) for part in catalog.views.values() if catalog.entity_ids[part.id] == entity_id]


def duration(milliseconds: int) -> str:
    """As documents write it: the largest unit of which it is a whole number, and one day as 24h."""
    for unit, size in (("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000)):
        if milliseconds % size == 0 and milliseconds and (unit, milliseconds) != ("d", size):
            return f"{milliseconds // size}{unit}"
    return f"{milliseconds}ms"
