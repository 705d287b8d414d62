"""Reading the catalog: contracts, entities, feature views, feature services and models, from YAML, cross-checked.

    <root>/<domain>/contracts/<name>.v<major>.yaml     andamio.contracts.contract_document
    <root>/<domain>/entities/<name>.v<version>.yaml
    <root>/<domain>/views/<name>.v<version>.yaml       view_document
    <root>/<domain>/services/<name>.v<version>.yaml
    <root>/<domain>/models/<name>.v<version>.yaml      who reads a service, and what it learns from

What one document says about another is checked here, so that whoever holds a `Catalog` can rely on it: a
view's columns exist in its source contract and have the right types, its horizons are the contract's, money
is summed in one currency. Runs in every resolve: standard library and PyYAML.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from andamio.catalog.definitions import Catalog, CatalogError, Entity, FeatureService, Model, unknown, whole_view
from andamio.catalog.view_document import parse_view_document
from andamio.contracts.contract_document import parse_contract
from andamio.contracts.document import Node, parse_share, read_document
from andamio.contracts.model import Contract
from andamio.features.definition import DefinitionError, FeatureView
from andamio.features.view_document import parse_duration

_ENTITY_KEYS = ("name", "version", "owner", "description", "join_keys")
_SERVICE_KEYS = ("name", "version", "owner", "description", "availability", "views")
_MODEL_KEYS = ("name", "version", "owner", "description", "service", "labels", "trained_by")
# Beside the YAML, wherever the package is installed. `__file__` and not a package name: `andamio` is a
# namespace package, which importlib.resources may find in several places.
_PACKAGED = Path(__file__).parent
REFERENCE_POLICY = _PACKAGED / "policies" / "reference.yaml"
"""Who may do what with the packaged catalog: the roles of the reference, in the format of `andamio.auth.policy`."""


@dataclass(frozen=True, slots=True)
class _View:
    parts: tuple[FeatureView, ...]

    @property
    def id(self) -> str:
        return whole_view(self.parts[0])


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
        parts, entity = parse_view_document(node, contracts, entities)
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
            raise unknown(node, "views", "feature view", view_id, whole)
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
        raise unknown(node, "service", "feature service", service, services)
    for label in labels:
        if label not in contracts:
            raise unknown(node, "labels", "contract", label, contracts)
    return Model(
        name=node.need("name", str),
        version=node.need("version", int),
        owner=node.need("owner", str),
        description=node.need("description", str),
        service=service,
        labels=labels,
        trained_by=node.need("trained_by", str),
    )


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
