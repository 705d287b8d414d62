"""The catalog in memory: contracts, entities, feature views, feature services and models, from YAML, cross-checked.

    <root>/<domain>/contracts/<name>.v<major>.yaml     andamio.contracts.model
    <root>/<domain>/entities/<name>.v<version>.yaml
    <root>/<domain>/views/<name>.v<version>.yaml       andamio.features.definition
    <root>/<domain>/services/<name>.v<version>.yaml
    <root>/<domain>/models/<name>.v<version>.yaml      who reads a service, and what it learns from

What one document says about another is checked here, so that whoever holds a `Catalog` can rely on it: a
view's columns exist in its source contract and have the right types, its horizons are the contract's, money
is summed in one currency. Runs in every resolve: standard library and PyYAML.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

from andamio.contracts.document import DocumentError, Node, parse_share, read_document
from andamio.contracts.model import Contract, Field, parse_contract
from andamio.features.definition import DefinitionError, FeatureView, Predicate, parse_duration, parse_parts
from andamio.features.event import BOOKKEEPING

_ENTITY_KEYS = ("name", "version", "owner", "description", "join_keys")
_SERVICE_KEYS = ("name", "version", "owner", "description", "availability", "views")
_MODEL_KEYS = ("name", "version", "owner", "description", "service", "labels", "trained_by")
_VIEW_KEYS = (
    *("name", "version", "owner", "description", "entity", "key_column", "source", "sources", "filter"),
    *("hops", "ttl", "tail", "freshness", "features"),
)
_SOURCE_KEYS = ("contract", "lateness", "duplicate_horizon")
_FEATURE_KEYS = ("name", "description", "function", "column", "window", "source", "at_most")
# Beside the YAML, wherever the package is installed. `__file__` and not a package name: `andamio` is a
# namespace package, which importlib.resources may find in several places.
_PACKAGED = Path(__file__).parent
REFERENCE_POLICY = _PACKAGED / "policies" / "reference.yaml"
"""Who may do what with the packaged catalog: the roles of the reference, in the format of `andamio.auth.policy`."""


class CatalogError(DocumentError):
    """A catalog document is at odds with another one, or with its own place in the catalog."""


@dataclass(frozen=True, slots=True)
class Entity:
    """What features are about."""

    name: str
    version: int
    owner: str
    description: str
    join_keys: tuple[str, ...]
    """The columns that identify one, the tenant first."""

    @property
    def id(self) -> str:
        """Name and version, as in "customer@1"."""
        return f"{self.name}@{self.version}"


@dataclass(frozen=True, slots=True)
class FeatureService:
    """The features that one model reads, in the order in which it reads them."""

    name: str
    version: int
    owner: str
    description: str
    views: tuple[FeatureView, ...]
    """A view with several sources is there with all its parts, side by side."""
    availability: float | None = None
    """Objective: the share of requests answered, as in 0.999."""

    @property
    def id(self) -> str:
        """Name and version, as in "reversal_risk@1"."""
        return f"{self.name}@{self.version}"

    def feature_names(self) -> tuple[str, ...]:
        """Names qualified by view, "<view>__<feature>": views in the service's order, features in the view's."""
        return tuple(name for view in self.views for name in view.feature_names())


@dataclass(frozen=True, slots=True)
class Model:
    """What reads a feature service. Its version is that of the inputs, not of a training run: it moves with the service."""

    name: str
    version: int
    owner: str
    description: str
    service: str
    """Id of the feature service that it reads, its inputs in order."""
    labels: tuple[str, ...]
    """Ids of the contracts whose events it learns from."""
    trained_by: str
    """The job that trains it, as a folder of the repository."""

    @property
    def id(self) -> str:
        """Name and version, as in "reversal_risk@1"."""
        return f"{self.name}@{self.version}"


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything that is defined, by id ("name@version")."""

    contracts: Mapping[str, Contract]
    entities: Mapping[str, Entity]
    views: Mapping[str, FeatureView]
    """A view with several sources is there by its parts, as "customer_risk@1.payments"."""
    services: Mapping[str, FeatureService]
    entity_ids: Mapping[str, str]
    """View id to entity id."""
    sources: Mapping[str, str]
    """Contract id to its document's path within the catalog."""
    models: Mapping[str, Model] = field(default_factory=dict)

    def contract_of(self, view: FeatureView) -> Contract:
        """The contract of the view's source events."""
        return self.contracts[f"{view.contract}@{view.contract_version}"]

    def entity_of(self, view: FeatureView) -> Entity:
        """What the view's features are about."""
        return self.entities[self.entity_ids[view.id]]

    def pii_classes(self) -> frozenset[str]:
        """The classes of the personal data in any contract."""
        return frozenset(pii for contract in self.contracts.values() for pii in contract.pii_classes().values())


@dataclass(frozen=True, slots=True)
class _View:
    parts: tuple[FeatureView, ...]

    @property
    def id(self) -> str:
        return whole_view(self.parts[0])


def whole_view(part: FeatureView) -> str:
    """The id of the view that a part belongs to."""
    return part.id.partition(".")[0]


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


D = TypeVar("D", bound=_Identified)


def load_catalog(root: Path | None = None) -> Catalog:
    """Read and cross-check all documents under `root`, by default those of this package.

    Raises `DocumentError` (of which `CatalogError` is one) naming document, field and fix.
    """
    root = root or _PACKAGED
    sources: dict[str, str] = {}
    entity_ids: dict[str, str] = {}

    def contract(node: Node) -> Contract:
        parsed = parse_contract(node)
        sources[parsed.id] = node.document
        return parsed

    def view(node: Node) -> _View:
        parts, entity = _parse_view(node, contracts, entities)
        entity_ids.update((part.id, entity.id) for part in parts)
        return _View(parts)

    contracts = _load(root, "contracts", contract)
    for document_id, parsed in contracts.items():
        _check_durations(parsed, sources[document_id])
    entities = _load(root, "entities", _parse_entity)
    views = {part.id: part for loaded in _load(root, "views", view).values() for part in loaded.parts}
    services = _load(root, "services", lambda node: _parse_service(node, views))
    models = _load(root, "models", lambda node: _parse_model(node, services, contracts))
    if not contracts:
        raise CatalogError(
            str(root), "contracts", "no contract was found", "point to a folder of <domain>/contracts/*.yaml"
        )
    return Catalog(contracts, entities, views, services, entity_ids, sources, models)


def _load(root: Path, kind: str, parse: Callable[[Node], D]) -> dict[str, D]:
    loaded: dict[str, D] = {}
    for path, document in _documents(root, kind):
        node = read_document(path, document)
        parsed = parse(node)
        name, version = parsed.id.split("@")
        if path.stem != f"{name}.v{version}":
            raise CatalogError(document, "file", f"it holds {parsed.id}", f"rename it to {name}.v{version}.yaml")
        if parsed.id in loaded:
            raise CatalogError(document, "name", f"{parsed.id} is defined in another domain too", "rename one of them")
        loaded[parsed.id] = parsed
    return loaded


def _documents(root: Path, kind: str) -> Iterator[tuple[Path, str]]:
    for path in sorted(root.glob(f"*/{kind}/*.yaml")):
        yield path, path.relative_to(root).as_posix()


def _parse_entity(node: Node) -> Entity:
    node.refuse_unknown(_ENTITY_KEYS)
    join_keys = node.texts("join_keys")
    if not join_keys:
        raise node.error("join_keys", "it is empty", "list the columns that identify one, the tenant first")
    return Entity(
        name=node.need("name", str),
        version=node.need("version", int),
        owner=node.need("owner", str),
        description=node.need("description", str),
        join_keys=join_keys,
    )


def _parse_service(node: Node, views: Mapping[str, FeatureView]) -> FeatureService:
    node.refuse_unknown(_SERVICE_KEYS)
    ids = node.texts("views")
    whole: dict[str, list[FeatureView]] = {}
    for part in views.values():
        whole.setdefault(whole_view(part), []).append(part)
    for view_id in ids:
        if view_id not in whole:
            raise _unknown(node, "views", "feature view", view_id, whole)
    if not ids or len(set(ids)) != len(ids):
        raise node.error("views", "it is empty or names a view twice", "name at least one view, each once")
    return FeatureService(
        name=node.need("name", str),
        version=node.need("version", int),
        owner=node.need("owner", str),
        description=node.need("description", str),
        views=tuple(part for view_id in ids for part in whole[view_id]),
        availability=parse_share(node, "availability"),
    )


def _parse_model(node: Node, services: Mapping[str, FeatureService], contracts: Mapping[str, Contract]) -> Model:
    node.refuse_unknown(_MODEL_KEYS)
    service, labels = node.need("service", str), node.texts("labels")
    if service not in services:
        raise _unknown(node, "service", "feature service", service, services)
    for label in labels:
        if label not in contracts:
            raise _unknown(node, "labels", "contract", label, contracts)
    return Model(
        name=node.need("name", str),
        version=node.need("version", int),
        owner=node.need("owner", str),
        description=node.need("description", str),
        service=service,
        labels=labels,
        trained_by=node.need("trained_by", str),
    )


def _parse_view(
    node: Node, contracts: Mapping[str, Contract], entities: Mapping[str, Entity]
) -> tuple[tuple[FeatureView, ...], Entity]:
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
            raise _unknown(node, f"{place}.contract", "contract", contract_id, contracts)
    entity_id = node.need("entity", str)
    if entity_id not in entities:
        raise _unknown(node, "entity", "entity", entity_id, entities)
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


def _check_durations(contract: Contract, document: str) -> None:
    for key, text in (
        ("latenessHorizon", contract.lateness_horizon),
        ("duplicateHorizon", contract.duplicate_horizon),
        ("freshness", contract.freshness),
    ):
        try:
            parse_duration(text or "0s")
        except DefinitionError as error:
            raise CatalogError(document, f"customProperties.{key}", *str(error).split("; ", 1)) from None


def _column(name: str, contract: Contract, node: Node, place: str) -> Field:
    field = contract.field(name)
    if field is None:
        problem = f"{contract.id} has no column '{name}'"
        raise CatalogError(node.document, place, problem, f"choose one of {', '.join(contract.field_names())}")
    return field


def _unknown(node: Node, field: str, kind: str, wanted: str, known: Mapping[str, object]) -> CatalogError:
    listed = ", ".join(sorted(known)) or "none is defined yet"
    return CatalogError(node.document, field, f"there is no {kind} '{wanted}'", f"choose one of {listed}, or add it")
