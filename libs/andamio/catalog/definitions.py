"""What a catalog holds: contracts, entities, feature views, feature services and models, by id ("name@version")."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from andamio.contracts.document import DocumentError, Node
from andamio.contracts.model import Contract
from andamio.features.definition import FeatureView


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


def whole_view(part: FeatureView) -> str:
    """The id of the view that a part belongs to."""
    return part.id.partition(".")[0]


def unknown(node: Node, field: str, kind: str, wanted: str, known: Mapping[str, object]) -> CatalogError:
    """A document that names what is not there."""
    listed = ", ".join(sorted(known)) or "none is defined yet"
    return CatalogError(node.document, field, f"there is no {kind} '{wanted}'", f"choose one of {listed}, or add it")
