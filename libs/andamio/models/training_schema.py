"""What a model was trained on, input by input, and what serving declares for the same inputs: the two sides of skew.

Serving's side is computed from the catalog: an input's name, type, source and the range that its definition allows, and
a digest of each view's meaning. Training's side is the same at the time of training, with what was seen in the data.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy
import numpy.typing

from andamio.catalog.definitions import Catalog, FeatureService
from andamio.contracts.model import Field
from andamio.features.definition import Feature, FeatureView
from andamio.models.canonical_json import digest_of
from andamio.pii.sinks import aggregated_columns, require_plain

REQUEST = "request"
LEVELS = (0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99)
"""Of the quantiles that are kept of each input."""
# What an owner may reword, and what says when values are fresh, changes no value.
_WITHOUT_MEANING = ("owner", "description", "freshness_ms", "ttl_ms", "tail_ms")
_WHOLE = frozenset({"count", "sum", "count_distinct", "time_since_last", "min", "max", "last"})


@dataclass(frozen=True, slots=True)
class DeclaredInput:
    """One input as serving declares it."""

    name: str
    type: str
    """integer or number."""
    source: str
    """"request", or the id of the view that it comes from."""
    minimum: float | None = None
    """Least value that the definition allows, inclusive; None: no limit."""
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class DeclaredSchema:
    """The inputs of a model as the catalog defines them now."""

    inputs: tuple[DeclaredInput, ...]
    views: Mapping[str, str]
    """View id to the digest of what its values mean."""


@dataclass(frozen=True, slots=True)
class TrainedInput:
    """One input as training saw it."""

    name: str
    type: str
    source: str
    missing: float
    """Share of the rows without a value, 0 to 1."""
    minimum: float | None
    """Of the values that are there; None where none is."""
    maximum: float | None
    quantiles: tuple[float, ...]
    """At `LEVELS`; empty where no value is there."""


@dataclass(frozen=True, slots=True)
class TrainingSchema:
    """The inputs of a model as it was trained on them."""

    rows: int
    inputs: tuple[TrainedInput, ...]
    views: Mapping[str, str]
    """View id to the digest of its meaning then."""

    def to_document(self) -> dict[str, Any]:
        """As the package's manifest has it."""
        inputs = [{**asdict(each), "quantiles": list(each.quantiles)} for each in self.inputs]
        return {"rows": self.rows, "inputs": inputs, "views": dict(self.views)}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "TrainingSchema":
        """Raises `KeyError`, `TypeError` or `ValueError` for a document of another form."""
        return cls(
            rows=int(document["rows"]),
            inputs=tuple(
                TrainedInput(**{**each, "quantiles": tuple(map(float, each["quantiles"]))})
                for each in document["inputs"]
            ),
            views={str(view): str(digest) for view, digest in document["views"].items()},
        )


def declared_schema(catalog: Catalog, service: FeatureService, request_fields: Sequence[str]) -> DeclaredSchema:
    """What serving declares: the request fields, by the contracts behind the service, then the service's features.

    Raises `UntreatedField` for an input of a personal class: names, golden rows and quantiles of inputs go to MLflow.
    """
    for view in service.views:
        require_plain(catalog.contract_of(view), "tracking", (*request_fields, *aggregated_columns(view)))
    fields = {field.name: field for view in service.views for field in catalog.contract_of(view).fields}
    request = tuple(
        DeclaredInput(name, fields[name].logical_type, REQUEST, fields[name].minimum, fields[name].maximum)
        for name in request_fields
        if name in fields
    )
    features = (
        _declared(name, feature, view, catalog.contract_of(view).field(feature.column or ""))
        for view in service.views
        for name, feature in zip(view.feature_names(), view.features, strict=True)
    )
    return DeclaredSchema((*request, *features), {view.id: view_digest(view) for view in service.views})


def view_digest(view: FeatureView) -> str:
    """The digest of what a view's values mean: its definition without owner, texts and how long values are kept."""
    return digest_of({name: value for name, value in asdict(view).items() if name not in _WITHOUT_MEANING})


def trained_schema(declared: DeclaredSchema, matrix: numpy.typing.NDArray[numpy.float32]) -> TrainingSchema:
    """The declared inputs with what `matrix` [N, inputs], NaN where missing, holds of each."""
    if matrix.ndim != 2 or matrix.shape[1] != len(declared.inputs) or not len(matrix):
        raise ValueError(f"the matrix must be [N, {len(declared.inputs)}] with rows, not {matrix.shape}")
    return TrainingSchema(
        len(matrix),
        tuple(_trained(each, matrix[:, column]) for column, each in enumerate(declared.inputs)),
        declared.views,
    )


def skew(
    trained: TrainingSchema, declared: DeclaredSchema, golden: Sequence[Sequence[float | None]] = ()
) -> Iterator[str]:
    """What differs between training and serving, a phrase each; nothing where they agree.

    Names, order, types, sources and the meaning of views must be the same; what training saw must be possible under
    what serving declares; and the golden inputs must lie in what training saw.
    """
    for position, (ours, theirs) in enumerate(zip(trained.inputs, declared.inputs)):
        for what in ("name", "source", "type"):
            if getattr(ours, what) != getattr(theirs, what):
                yield (
                    f"input {position} ({ours.name}) was trained with {what} {getattr(ours, what)}, "
                    f"served with {getattr(theirs, what)}"
                )
                break
        else:
            yield from _outside(ours, theirs)
    if len(trained.inputs) != len(declared.inputs):
        yield f"{len(trained.inputs)} inputs were trained on, {len(declared.inputs)} are served"
    for view in sorted({*trained.views, *declared.views}):
        if view not in declared.views:
            yield f"{view} is no longer served"
        elif trained.views.get(view) != declared.views[view]:
            yield f"{view} means something else than at training; give a changed view a new version"
    for column, each in enumerate(trained.inputs):
        values = [row[column] for row in golden if column < len(row)]
        if each.missing == 0 and None in values:
            yield f"a golden row has no {each.name}, which training never missed"
        present = [value for value in values if value is not None]
        if present and (each.minimum is None or each.maximum is None):
            yield f"a golden row has a {each.name}, which training never saw"
        elif present and not (_at_most(each.minimum, min(present)) and _at_most(max(present), each.maximum)):
            yield f"a golden {each.name} is outside of what training saw, {each.minimum:g} to {each.maximum:g}"


def _outside(ours: TrainedInput, theirs: DeclaredInput) -> Iterator[str]:
    if not (_at_most(theirs.minimum, ours.minimum) and _at_most(ours.maximum, theirs.maximum)):
        low, high = ("any" if limit is None else f"{limit:g}" for limit in (theirs.minimum, theirs.maximum))
        yield (
            f"{ours.name} was between {ours.minimum:g} and {ours.maximum:g} at training, served it is from "
            f"{low} to {high}"
        )


def _at_most(low: float | None, high: float | None) -> bool:
    # Values passed through float32, limits did not.
    return low is None or high is None or float(numpy.float32(low)) <= float(numpy.float32(high))


def _declared(name: str, feature: Feature, view: FeatureView, column: Field | None) -> DeclaredInput:
    minimum: float | None = None
    maximum: float | None = None
    match feature.function:
        case "count" | "variance":
            minimum = 0.0
        case "count_distinct":
            minimum, maximum = 0.0, None if feature.at_most is None else float(feature.at_most)
        case "time_since_last":
            minimum = 0.0
        case "sum":
            # Below 0 only if a single value may be.
            minimum = 0.0 if column is not None and column.minimum is not None and column.minimum >= 0 else None
        case _:
            minimum, maximum = (None, None) if column is None else (column.minimum, column.maximum)
    return DeclaredInput(name, "integer" if feature.function in _WHOLE else "number", view.id, minimum, maximum)


def _trained(declared: DeclaredInput, column: numpy.typing.NDArray[numpy.float32]) -> TrainedInput:
    present = column[~numpy.isnan(column)].astype(numpy.float64)
    missing = 1 - len(present) / len(column)
    if not len(present):
        return TrainedInput(declared.name, declared.type, declared.source, missing, None, None, ())
    quantiles = numpy.quantile(present, LEVELS, method="inverted_cdf")
    return TrainedInput(
        declared.name,
        declared.type,
        declared.source,
        missing,
        float(present.min()),
        float(present.max()),
        tuple(map(float, quantiles)),
    )
