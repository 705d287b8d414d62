"""What is known of a feature service before the first request: its names, its key, and the bytes that answers share."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import orjson

from andamio.auth.policy import Access, Action
from andamio.catalog.definitions import Catalog, FeatureService
from andamio.catalog.lineage import Item, pii_of
from andamio.errors import UserError
from andamio.features.definition import FeatureView
from andamio.features.online.view_answer import Columns, ViewAnswer

WriteResults = Callable[[Sequence[tuple[str, str]], Sequence[Columns]], bytes]
"""JSON of the results of these (tenant, key)s; empty where the columns were not found by machine code."""


class Positions:
    """The log positions behind an answer as JSON, made anew when they are others than in the answer before."""

    __slots__ = ("_last", "_text")

    def __init__(self) -> None:
        self._last: list[dict[int, int]] = []
        self._text = b""

    def __call__(self, answers: Sequence[ViewAnswer]) -> bytes:
        """The two fields of a `wire.ReadAnswer`, without braces. The answers of one service, in the order of its views."""
        applied = [answer.applied_positions for answer in answers]
        if applied != self._last or not self._text:
            head = {
                "applied_position": {answer.view.id: answer.applied_positions.get(0, -1) for answer in answers},
                "applied_positions": positions(answers),
            }
            self._last, self._text = applied, orjson.dumps(head)[1:-1]
        return self._text


def positions(answers: Sequence[ViewAnswer]) -> dict[str, dict[str, int]]:
    """The log positions behind each view, by partition."""
    return {answer.view.id: {str(part): at for part, at in answer.applied_positions.items()} for answer in answers}


@dataclass(frozen=True, slots=True)
class ServicePlan:
    """A feature service made ready to be served."""

    id: str
    views: tuple[FeatureView, ...]
    key_column: str
    """The field that names an entity beside its tenant."""
    features: tuple[str, ...]
    has_distinct: bool
    """Whether a feature can be saturated."""
    access: Access
    """What a reader must be allowed: the service, and the classes of the personal data that its features are made of."""
    prefix: bytes
    """The beginning of every answer, up to the value of as_of_ms."""
    positions: Positions = field(default_factory=Positions, compare=False)
    write_results: WriteResults | None = None
    """The results by machine code, where that is asked for."""


def plan(service: FeatureService, catalog: Catalog, compiled: bool = False) -> ServicePlan:
    """Make a service ready. Raises `UserError` if its views are not about the same kind of entity."""
    columns = {view.key_column for view in service.views}
    if len(columns) != 1:
        listed = ", ".join(sorted(columns))
        raise UserError(
            f"the views of feature service {service.id} have different keys ({listed}); make a service of each"
        )
    features = service.feature_names()
    head = orjson.dumps({"feature_service": service.id, "features": features})
    return ServicePlan(
        id=service.id,
        views=service.views,
        key_column=columns.pop(),
        features=features,
        has_distinct=any(feature.at_most is not None for view in service.views for feature in view.features),
        access=Access(
            Action.FEATURES_READ,
            f"feature_service:{service.id}",
            frozenset(pii_of(catalog, Item("service", service.id))),
        ),
        prefix=head[:-1] + b',"as_of_ms":',
        write_results=_compiled(service.views) if compiled else None,
    )


def _compiled(views: Sequence[FeatureView]) -> WriteResults | None:
    try:
        from feature_api import compiled_answers
    except ImportError:  # without numba
        return None
    return compiled_answers.writer(views)


def plans(catalog: Catalog, compiled: bool = False) -> dict[str, ServicePlan]:
    """All services of a catalog by id. `compiled`: see `compiled_answers`."""
    return {service_id: plan(service, catalog, compiled) for service_id, service in catalog.services.items()}


def views_of(served: Iterable[ServicePlan]) -> tuple[FeatureView, ...]:
    """The views of these services, each once."""
    return tuple({view.id: view for one in served for view in one.views}.values())
