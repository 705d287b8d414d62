"""Machine code writes the bytes that `answers` writes by hand."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from andamio.catalog.loading import load_catalog
from andamio.features.definition import FeatureView
from andamio.features.online.row_format import NULL_LOW
from andamio.features.online.view_answer import ViewAnswer, without_values
from feature_api.answers import as_json
from feature_api.service_plan import ServicePlan, plan
from feature_api.validation import Read

pytest.importorskip("numba")

from andamio.features.online.found_columns import FoundColumns, FoundShape  # noqa: E402  # needs numba

CATALOG = load_catalog()
PLANS = [plan(service, CATALOG, compiled=True) for service in CATALOG.services.values()]

NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=5) | st.sampled_from(
    ['"', "\\", '\\"],[']
)
INTEGERS = st.integers(-(2**63), 2**63 - 1) | st.sampled_from([0, -1, 9, 10, NULL_LOW])
DOUBLES = st.floats(0, allow_nan=False, allow_infinity=False) | st.none()


@st.composite
def found_of(draw: st.DrawFn, view: FeatureView, keys: int) -> FoundColumns:
    """What machine code may have found of so many keys."""
    shape = FoundShape(view)
    found = np.zeros((keys + 1, shape.width), np.int64)
    for row in found[:-1]:
        integers = [draw(INTEGERS), draw(st.integers(0, 2)), draw(st.integers(0, 2 ** len(shape.distinct) - 1))]
        row[: shape.doubles_from] = integers + [draw(INTEGERS) for _ in range(3, shape.doubles_from)]
        for column in range(shape.doubles_from, shape.width):
            double = draw(DOUBLES)
            row[column] = NULL_LOW if double is None else np.float64(double).view(np.int64)
    found[-1] = (found[:-1] == NULL_LOW).sum(axis=0)
    return FoundColumns(shape, found)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.sampled_from(PLANS), st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=3), st.booleans(), st.data())
def test_machine_code_writes_what_python_writes(
    plan: ServicePlan, keys: list[tuple[str, str]], event_times: bool, data: st.DataObject
) -> None:
    answers = [ViewAnswer(view, {0: 7}, 1_000, 900, data.draw(found_of(view, len(keys)))) for view in plan.views]
    read = Read(plan, keys, None, event_times, None)
    assert plan.write_results is not None
    assert as_json(read, 5, answers) == as_json(read._replace(plan=replace(plan, write_results=None)), 5, answers)


def test_a_view_that_is_too_old_is_written_by_hand() -> None:
    plan = PLANS[0]
    assert plan.write_results is not None
    assert not plan.write_results(
        [("shop", "ada")], [without_values(view, "too_old", 1).columns for view in plan.views]
    )
