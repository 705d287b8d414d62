"""What the catalog promises and knows, as tags that a person reads in Feast: contracts, objectives, personal data.

    feature view     contract_version, contract_owner, freshness_ms (the view's), source_freshness, source_availability, pii
    feature          pii: the class of the column that it is computed from
    feature service  contracts, freshness_ms (of its slowest view), availability, pii
    entity           its owner and description, version, pii

`pii` names the columns that are read, by class, as in "identifier: customer; quasi_identifier: country".
"""

from collections.abc import Iterable, Mapping

from andamio.catalog.definitions import Catalog
from andamio.contracts.model import Contract
from andamio.features.definition import FeatureView
from andamio.features.feast_plugins.feast_registry import Governance


def governance_of(catalog: Catalog) -> Governance:
    """Tags of everything in the catalog that Feast holds."""
    classes = {view.id: _classes(catalog.contract_of(view), view) for view in catalog.views.values()}
    return Governance(
        views={view.id: _view_tags(catalog.contract_of(view), classes[view.id]) for view in catalog.views.values()},
        columns=classes,
        services={
            (service.name, service.version): _present(
                {
                    "contracts": ", ".join(sorted({_versioned(catalog.contract_of(view)) for view in service.views})),
                    "freshness_ms": str(max(view.freshness_ms for view in service.views)),
                    "availability": _percent(service.availability),
                    "pii": _pii(classes[view.id] for view in service.views),
                }
            )
            for service in catalog.services.values()
        },
        entities=_entities(catalog, classes),
    )


def _view_tags(contract: Contract, classes: Mapping[str, str]) -> dict[str, str]:
    return _present(
        {
            "contract_version": _versioned(contract),
            "contract_owner": contract.owner,
            "source_freshness": contract.freshness or "",
            "source_availability": _percent(contract.availability),
            "pii": _pii([classes]),
        }
    )


def _entities(
    catalog: Catalog, classes: Mapping[str, Mapping[str, str]]
) -> dict[str, tuple[str, str, Mapping[str, str]]]:
    """By join key. A key that entities of several owners share, such as the tenant, is nobody's by itself."""
    found: dict[str, tuple[str, str, Mapping[str, str]]] = {}
    for view in catalog.views.values():
        entity = catalog.entity_of(view)
        pii = _pii([{name: c for name, c in classes[view.id].items() if name == view.key_column}])
        tags = _present({"version": str(entity.version), "pii": pii})
        found[view.key_column] = (entity.owner, entity.description, tags)
    return found


def _classes(contract: Contract, view: FeatureView) -> dict[str, str]:
    read = {view.key_column, *(feature.column for feature in view.features), *(each.column for each in view.predicates)}
    return {name: pii_class for name, pii_class in contract.pii_classes().items() if name in read}


def _pii(classes: Iterable[Mapping[str, str]]) -> str:
    columns: dict[str, set[str]] = {}
    for by_column in classes:
        for column, pii_class in by_column.items():
            columns.setdefault(pii_class, set()).add(column)
    return "; ".join(f"{pii_class}: {', '.join(sorted(names))}" for pii_class, names in sorted(columns.items()))


def _versioned(contract: Contract) -> str:
    return f"{contract.name} {contract.version}"


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.6g}%"


def _present(tags: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in tags.items() if value}
