"""From event to model: which document reads which, as a graph.

contract ─► feature view ─► feature service ─► model        and contract ─► model, for what it learns from
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from andamio.catalog.definitions import Catalog, whole_view
from andamio.features.definition import FeatureView

Kind = Literal["contract", "view", "service", "model"]
KINDS: tuple[Kind, ...] = ("contract", "view", "service", "model")


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """A document of the catalog."""

    kind: Kind
    id: str


@dataclass(frozen=True, slots=True)
class Lineage:
    """Documents, and (read, reader) pairs."""

    items: tuple[Item, ...]
    """By kind in the order of `KINDS`, then by id."""
    edges: tuple[tuple[Item, Item], ...]

    def upstream(self, item: Item) -> tuple[Item, ...]:
        """Everything that it is made from, nearest kinds last."""
        return self._reach(item, [(reader, read) for read, reader in self.edges])

    def downstream(self, item: Item) -> tuple[Item, ...]:
        """Everything that changes when it does."""
        return self._reach(item, self.edges)

    def readers(self, item: Item) -> tuple[Item, ...]:
        """What reads it directly."""
        return tuple(reader for read, reader in self.edges if read == item)

    def around(self, item: Item) -> "Lineage":
        """The part of the graph that leads to and from one document."""
        kept = {item, *self.upstream(item), *self.downstream(item)}
        edges = tuple(edge for edge in self.edges if kept.issuperset(edge))
        return Lineage(tuple(each for each in self.items if each in kept), edges)

    def _reach(self, item: Item, edges: Iterable[tuple[Item, Item]]) -> tuple[Item, ...]:
        edges = list(edges)
        reached, open_items = set[Item](), [item]
        while open_items:
            here = open_items.pop()
            found = {end for start, end in edges if start == here} - reached
            reached |= found
            open_items += found
        return tuple(each for each in self.items if each in reached)


def parts_by_view(catalog: Catalog) -> dict[str, list[FeatureView]]:
    """View id to its parts, one a source."""
    views: dict[str, list[FeatureView]] = {}
    for part in catalog.views.values():
        views.setdefault(whole_view(part), []).append(part)
    return views


def lineage(catalog: Catalog) -> Lineage:
    """The whole catalog's."""
    views = parts_by_view(catalog)
    by_kind: dict[Kind, Iterable[str]] = {
        "contract": catalog.contracts,
        "view": views,
        "service": catalog.services,
        "model": catalog.models,
    }
    edges = {
        (Item("contract", f"{part.contract}@{part.contract_version}"), Item("view", view_id))
        for view_id, parts in views.items()
        for part in parts
    }
    for service in catalog.services.values():
        edges |= {(Item("view", whole_view(part)), Item("service", service.id)) for part in service.views}
    for model in catalog.models.values():
        edges.add((Item("service", model.service), Item("model", model.id)))
        edges |= {(Item("contract", label), Item("model", model.id)) for label in model.labels}
    items = tuple(Item(kind, each) for kind in KINDS for each in sorted(by_kind[kind]))
    return Lineage(items, tuple(sorted(edges)))


def pii_of(catalog: Catalog, item: Item) -> dict[str, tuple[str, ...]]:
    """Class to the "contract.column"s of it that a document carries: of its own, or of the columns that it reads.

    A view reads its key, its filter's and its features' columns; a service, what its views read.
    """
    if item.kind == "contract":
        columns = {(item.id, name) for name in catalog.contracts[item.id].field_names()}
    elif item.kind == "model":
        return pii_of(catalog, Item("service", catalog.models[item.id].service))
    else:
        parts = parts_by_view(catalog)[item.id] if item.kind == "view" else catalog.services[item.id].views
        columns = {
            (f"{part.contract}@{part.contract_version}", column)
            for part in parts
            for column in (
                part.key_column,
                *(predicate.column for predicate in part.predicates),
                *(feature.column for feature in part.features if feature.column is not None),
            )
        }
    found: dict[str, tuple[str, ...]] = {}
    for contract_id, column in sorted(columns):
        pii_class = catalog.contracts[contract_id].pii_classes().get(column)
        if pii_class is not None:
            found[pii_class] = (*found.get(pii_class, ()), f"{contract_id}.{column}")
    return found
