import json
from dataclasses import replace

import numpy

from andamio.catalog.loading import load_catalog
from andamio.models.training_schema import (
    LEVELS,
    DeclaredInput,
    TrainingSchema,
    declared_schema,
    skew,
    trained_schema,
    view_digest,
)

CATALOG = load_catalog()
SERVICE = CATALOG.services["reversal_risk@1"]
REQUEST = ("amount_minor", "lines", "distinct_products")
DECLARED = declared_schema(CATALOG, SERVICE, REQUEST)
RANDOM = numpy.random.default_rng(1)
MATRIX = RANDOM.integers(1, 1000, (200, len(DECLARED.inputs))).astype(numpy.float32)
MATRIX[:50, 3] = numpy.nan
MATRIX[:, 4] = numpy.nan
TRAINED = trained_schema(DECLARED, MATRIX)


def test_the_declared_inputs_are_the_request_and_then_the_services_features() -> None:
    assert [each.name for each in DECLARED.inputs] == [*REQUEST, *SERVICE.feature_names()]
    by_name = {each.name: each for each in DECLARED.inputs}
    assert by_name["lines"].source == "request"
    assert by_name["customer_payments__payments_count_1h"] == DeclaredInput(
        "customer_payments__payments_count_1h", "integer", "customer_payments@1", 0.0
    )
    assert by_name["customer_payments__amount_mean_30d"].type == "number"
    assert set(DECLARED.views) == {view.id for view in SERVICE.views}


def test_training_keeps_range_missing_share_and_quantiles_that_occurred() -> None:
    whole, partly, never = TRAINED.inputs[0], TRAINED.inputs[3], TRAINED.inputs[4]

    assert (whole.minimum, whole.maximum) == (MATRIX[:, 0].min(), MATRIX[:, 0].max())
    assert (whole.missing, partly.missing, never.missing) == (0, 0.25, 1)
    assert (never.minimum, never.quantiles) == (None, ())
    assert list(whole.quantiles) == sorted(whole.quantiles)
    assert len(whole.quantiles) == len(LEVELS)
    assert set(whole.quantiles) <= set(MATRIX[:, 0].tolist())
    for level, value in zip(LEVELS, whole.quantiles):
        assert (MATRIX[:, 0] <= value).mean() >= level > (MATRIX[:, 0] < value).mean()


def test_a_schema_comes_back_from_its_document() -> None:
    assert TrainingSchema.from_document(json.loads(json.dumps(TRAINED.to_document()))) == TRAINED


def test_what_is_served_as_it_was_trained_has_no_skew() -> None:
    golden = [[None if numpy.isnan(value) else float(value) for value in row] for row in MATRIX]
    assert list(skew(TRAINED, DECLARED, golden)) == []


def test_each_kind_of_skew_is_named() -> None:
    def found(trained: TrainingSchema = TRAINED, declared: object = DECLARED, golden: object = ()) -> str:
        return "; ".join(skew(trained, declared, golden))  # type: ignore[arg-type]

    first = DECLARED.inputs[0]
    retyped = replace(DECLARED, inputs=(replace(first, type="number"), *DECLARED.inputs[1:]))
    assert "input 0 (amount_minor) was trained with type integer, served with number" in found(declared=retyped)
    narrowed = replace(DECLARED, inputs=(replace(first, maximum=10.0), *DECLARED.inputs[1:]))
    assert "amount_minor was between" in found(declared=narrowed)
    assert f"{len(DECLARED.inputs)} inputs were trained on, 1 are served" in found(
        declared=replace(DECLARED, inputs=(first,))
    )
    assert "customer_payments@1 means something else" in found(
        declared=replace(DECLARED, views={**DECLARED.views, "customer_payments@1": "other"})
    )
    assert "customer_payments@1 is no longer served" in found(declared=replace(DECLARED, views={}))
    row: list[float | None] = [5.0] * len(DECLARED.inputs)
    assert "a golden row has a " in found(golden=[row])
    assert "which training never missed" in found(golden=[[None, *row[1:]]])
    assert "a golden amount_minor is outside of what training saw" in found(golden=[[5e6, *row[1:]]])


def test_a_views_meaning_is_what_changes_its_values_and_nothing_else() -> None:
    view = SERVICE.views[0]
    assert view_digest(replace(view, owner="others", description="x", freshness_ms=1)) == view_digest(view)
    assert view_digest(replace(view, lateness_ms=1)) != view_digest(view)
    assert view_digest(replace(view, predicates=())) != view_digest(view)
    assert view_digest(replace(view, features=view.features[1:])) != view_digest(view)
