"""A feature view from its document, checked against the contract and the entity that it names.

Its columns exist in its source contract and have the right types, its horizons are the contract's, and its entity is
identified by what the events carry.
"""

from collections.abc import Mapping

from andamio.catalog.definitions import CatalogError, Entity, unknown
from andamio.contracts.document import Node
from andamio.contracts.model import Contract, Field
from andamio.features.definition import DefinitionError, FeatureView, Predicate
from andamio.features.event import BOOKKEEPING
from andamio.features.view_document import parse_duration, parse_parts

_VIEW_KEYS = (
    *("name", "version", "owner", "description", "entity", "key_column", "source", "sources", "filter"),
    *("hops", "ttl", "tail", "freshness", "features"),
)
_SOURCE_KEYS = ("contract", "lateness", "duplicate_horizon")
_FEATURE_KEYS = ("name", "description", "function", "column", "window", "source", "at_most")


def parse_view_document(
    node: Node, contracts: Mapping[str, Contract], entities: Mapping[str, Entity]
) -> tuple[tuple[FeatureView, ...], Entity]:
    """The view's parts, and what they are about; raises `CatalogError`."""
    node.refuse_unknown(_VIEW_KEYS)
    node.need("name", str)
    for feature in node.nodes("features"):
        feature.refuse_unknown(_FEATURE_KEYS)
    if "sources" in node.mapping:
        several = node.node("sources")
        sources = {f"sources.{name}": several.node(name) for name in several.mapping}
    else:
        sources = {"source": node.node("source")}
    for place, source in sources.items():
        source.refuse_unknown((*_SOURCE_KEYS, "filter") if place != "source" else _SOURCE_KEYS)
        contract_id = source.need("contract", str)
        if contract_id not in contracts:
            raise unknown(node, f"{place}.contract", "contract", contract_id, contracts)
    entity_id = node.need("entity", str)
    if entity_id not in entities:
        raise unknown(node, "entity", "entity", entity_id, entities)
    try:
        parts = parse_parts(node.mapping, {name: contract.money_columns() for name, contract in contracts.items()})
    except DefinitionError as error:
        raise CatalogError(node.document, "document", str(error), "then load the catalog again") from None
    except (AttributeError, TypeError, ValueError) as error:
        raise CatalogError(node.document, "document", f"a value has the wrong type ({error})", "correct it") from error
    for part in parts:
        contract = contracts[f"{part.contract}@{part.contract_version}"]
        _check_source(part, contract, node)
        _check_entity(part, contract, entities[entity_id], node)
        _check_columns(part, contract, node)
    return parts, entities[entity_id]


def _check_source(view: FeatureView, contract: Contract, node: Node) -> None:
    """The source holds events as the engines read them, and both documents agree on what counts."""
    missing = [column for column in BOOKKEEPING if column not in contract.field_names()]
    if contract.roles is None or missing:
        problem = f"{contract.id} has no event roles" if contract.roles is None else f"{contract.id} lacks {missing[0]}"
        raise CatalogError(node.document, "source.contract", problem, "name the contract of an event, or complete it")
    for key, declared, actual in (
        ("lateness", contract.lateness_horizon, view.lateness_ms),
        ("duplicate_horizon", contract.duplicate_horizon, view.duplicate_horizon_ms),
    ):
        if declared is not None and parse_duration(declared) != actual:
            problem = f"{actual} ms is not the horizon of {contract.id}"
            raise CatalogError(
                node.document, f"source.{key}", problem, f"write {declared}, or change the contract first"
            )


def _check_entity(view: FeatureView, contract: Contract, entity: Entity, node: Node) -> None:
    key = _column(view.key_column, contract, node, "key_column")
    if key.logical_type != "string" or not key.required:
        problem = f"'{key.name}' of {contract.id} is not a required string"
        raise CatalogError(node.document, "key_column", problem, "choose a column that every event has")
    assert contract.roles is not None
    if entity.join_keys != (contract.roles.tenant_key, view.key_column):
        problem = f"{entity.id} is identified by {', '.join(entity.join_keys)}"
        fix = f"choose an entity with join keys {contract.roles.tenant_key}, {view.key_column}"
        raise CatalogError(node.document, "entity", problem, fix)


def _check_columns(view: FeatureView, contract: Contract, node: Node) -> None:
    for feature in view.features:
        if feature.column is None:
            continue
        place = f"features.{feature.name}.column"
        column = _column(feature.column, contract, node, place)
        if feature.function == "count_distinct":
            if column.logical_type not in ("integer", "string"):
                problem = (
                    f"'{feature.column}' of {contract.id} is a {column.logical_type}, whose text engines spell apart"
                )
                raise CatalogError(node.document, place, problem, "choose an integer or a string column")
        elif column.logical_type != "integer":
            problem = f"'{feature.column}' of {contract.id} is not an integer, and only those aggregate exactly"
            raise CatalogError(node.document, place, problem, "choose an integer column, or count_distinct")
    for predicate in view.predicates:
        _check_predicate(predicate, contract, node)


def _check_predicate(predicate: Predicate, contract: Contract, node: Node) -> None:
    place = f"filter.{predicate.column}"
    column = _column(predicate.column, contract, node, place)
    wanted = {"string": str, "integer": int, "boolean": bool, "number": float}[column.logical_type]
    for value in predicate.value if isinstance(predicate.value, tuple) else (predicate.value,):
        if type(value) is not wanted:
            problem = f"{value!r} can never equal a {column.logical_type}"
            raise CatalogError(node.document, place, problem, "write a value of the column's type")
        if column.valid_values is not None and value not in column.valid_values:
            listed = ", ".join(map(str, column.valid_values))
            problem = f"{value!r} is not a valid value of {contract.id}"
            raise CatalogError(node.document, place, problem, f"choose one of {listed}")


def _column(name: str, contract: Contract, node: Node, place: str) -> Field:
    field = contract.field(name)
    if field is None:
        problem = f"{contract.id} has no column '{name}'"
        raise CatalogError(node.document, place, problem, f"choose one of {', '.join(contract.field_names())}")
    return field
