"""May the catalog change this way since a release? One ordered table a kind; the first rule that matches decides.

    events     BACKWARD          against the release named: every row that was valid is valid and means the same
    features   FULL_TRANSITIVE   against every release: a version of a view means one thing for ever

What is removed must have no reader in the release before, because that reader still runs: readers move first.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from andamio.catalog.definitions import Catalog, Entity, FeatureService, Model
from andamio.catalog.lineage import Item, lineage, parts_by_view
from andamio.contracts.compatibility import CompatibilityError, require_backward
from andamio.features.definition import Feature, FeatureView

T = TypeVar("T")
_NEW_VERSION = "put it into a new version of the view beside this one, and move readers to it"


@dataclass(frozen=True, slots=True)
class Rule(Generic[T]):
    """It matches an old and a new state (None: not there); then the change is breaking."""

    name: str
    matches: Callable[[T | None, T | None], bool]
    fix: str = _NEW_VERSION


@dataclass(frozen=True, slots=True)
class Finding:
    """One change that breaks what was released."""

    against: str
    """The reference that it was released with."""
    document: str
    rule: str
    field: str
    fix: str

    def __str__(self) -> str:
        return f"{self.document}, {self.field}: {self.rule} since {self.against}; {self.fix}"


def _changed(value: Callable[[T], object]) -> Callable[[T | None, T | None], bool]:
    return lambda old, new: old is not None and new is not None and value(old) != value(new)


FEATURE_RULES: tuple[Rule[Feature], ...] = (
    Rule("feature removed", lambda old, new: new is None),
    # A model's inputs are all features of its service, in order.
    Rule("feature added", lambda old, new: old is None),
    Rule("function changed", _changed(lambda feature: feature.function)),
    Rule("column changed", _changed(lambda feature: feature.column)),
    Rule("window changed", _changed(lambda feature: feature.window_ms)),
    Rule("at_most changed", _changed(lambda feature: feature.at_most)),
)

# Of a view's part, which reads one source; freshness, tail, owner and description change no value.
VIEW_RULES: tuple[tuple[str, Rule[FeatureView]], ...] = (
    ("source", Rule("source removed", lambda old, new: new is None)),
    ("source", Rule("source added", lambda old, new: old is None)),
    ("key_column", Rule("key changed", _changed(lambda view: view.key_column))),
    ("source.contract", Rule("contract changed", _changed(lambda view: (view.contract, view.contract_version)))),
    ("source.lateness", Rule("lateness changed", _changed(lambda view: view.lateness_ms))),
    ("source.duplicate_horizon", Rule("duplicate horizon changed", _changed(lambda view: view.duplicate_horizon_ms))),
    ("filter", Rule("filter changed", _changed(lambda view: frozenset(view.predicates)))),
    ("hops", Rule("edge changed", _changed(lambda view: view.hops))),
    ("ttl", Rule("ttl changed", _changed(lambda view: view.ttl_ms))),
)
FEATURE_ORDER: Rule[FeatureView] = Rule(
    "features reordered",
    _changed(lambda view: [feature.name for feature in view.features]),
    "keep their order, which is that of the models' inputs",
)

SERVICE_RULES: tuple[tuple[str, Rule[FeatureService]], ...] = (
    (
        "views",
        Rule(
            "views changed",
            _changed(lambda service: [view.id for view in service.views]),
            "put them into a new version of the service, and move models to it",
        ),
    ),
)
ENTITY_RULES: tuple[tuple[str, Rule[Entity]], ...] = (
    (
        "join_keys",
        Rule("join keys changed", _changed(lambda entity: entity.join_keys), "define a new version of the entity"),
    ),
)
MODEL_RULES: tuple[tuple[str, Rule[Model]], ...] = (
    (
        "service",
        Rule("service changed", _changed(lambda model: model.service), "define a new version of the model beside it"),
    ),
)


def incompatibilities(new: Catalog, released: Sequence[tuple[str, Catalog]]) -> tuple[Finding, ...]:
    """Findings of `new` against releases (reference and catalog), of which the first is the last one made.

    Events are compared with that one; what must hold against all, with all, each finding once, with its newest release.
    """
    findings: dict[tuple[str, str, str], Finding] = {}
    for number, (reference, old) in enumerate(released):
        found = [*_contracts(reference, old, new), *_removed(reference, old, new)] if number == 0 else []
        for finding in (*found, *_features(reference, old, new)):
            findings.setdefault((finding.document, finding.rule, finding.field), finding)
    return tuple(findings.values())


def _contracts(reference: str, old: Catalog, new: Catalog) -> list[Finding]:
    findings = []
    for contract_id, before in old.contracts.items():
        after = new.contracts.get(contract_id)
        document = old.sources[contract_id]
        if after is None:
            if before.status not in ("deprecated", "retired"):
                fix = "keep it with 'status: deprecated' for a release, then remove it"
                findings.append(Finding(reference, document, "contract removed", "status", fix))
            continue
        try:
            require_backward(before, after)
        except CompatibilityError as error:
            findings += [Finding(reference, document, each.rule, each.field, each.fix) for each in error.findings]
    return findings


def _removed(reference: str, old: Catalog, new: Catalog) -> list[Finding]:
    """What is no longer there, though the release before has a reader of it."""
    graph, kept = lineage(old), set(lineage(new).items)
    findings = []
    for item in graph.items:
        readers = graph.readers(item)
        if item in kept or item.kind == "contract" or not readers:
            continue
        named = ", ".join(f"{reader.kind} {reader.id}" for reader in readers)
        fix = f"{named} reads it: release without that reader first, or with it moved to another version"
        findings.append(Finding(reference, _document(item), f"{item.kind} removed", "file", fix))
    return findings


def _features(reference: str, old: Catalog, new: Catalog) -> list[Finding]:
    findings: list[Finding] = []

    def judge(document: str, pairs: Sequence[tuple[str, Rule[T]]], before: T | None, after: T | None) -> None:
        broken = next(((field, rule) for field, rule in pairs if rule.matches(before, after)), None)
        if broken is not None:
            findings.append(Finding(reference, document, broken[1].name, broken[0], broken[1].fix))

    old_views, new_views = parts_by_view(old), parts_by_view(new)
    for view_id in sorted(old_views.keys() & new_views.keys()):
        document = _document(Item("view", view_id))
        if old.entity_ids[old_views[view_id][0].id] != new.entity_ids[new_views[view_id][0].id]:
            findings.append(Finding(reference, document, "entity changed", "entity", _NEW_VERSION))
        befores, afters = _by_source(old_views[view_id]), _by_source(new_views[view_id])
        for source in sorted(befores.keys() | afters.keys()):
            before, after = befores.get(source), afters.get(source)
            place = f"sources.{source}." if source else ""
            for field, rule in VIEW_RULES:
                if rule.matches(before, after):
                    findings.append(Finding(reference, document, rule.name, place + field, rule.fix))
                    if before is None or after is None:
                        break
            if before is None or after is None:
                continue
            features_before = {feature.name: feature for feature in before.features}
            features_after = {feature.name: feature for feature in after.features}
            for name in dict.fromkeys((*features_before, *features_after)):
                ordered = [(f"features.{name}", rule) for rule in FEATURE_RULES]
                judge(document, ordered, features_before.get(name), features_after.get(name))
            if features_before.keys() == features_after.keys():
                judge(document, [("features", FEATURE_ORDER)], before, after)
    for kind, service in _common(old.services, new.services):
        judge(f"service {kind}", SERVICE_RULES, *service)
    for kind, entity in _common(old.entities, new.entities):
        judge(f"entity {kind}", ENTITY_RULES, *entity)
    for kind, model in _common(old.models, new.models):
        judge(f"model {kind}", MODEL_RULES, *model)
    return findings


def _by_source(parts: Sequence[FeatureView]) -> dict[str, FeatureView]:
    return {part.source: part for part in parts}


def _common(old: Mapping[str, T], new: Mapping[str, T]) -> list[tuple[str, tuple[T, T]]]:
    return [(each, (before, new[each])) for each, before in old.items() if each in new]


def _document(item: Item) -> str:
    return f"{item.kind} {item.id}"
