"""Every refusal is counted by its reason; a flood of them fills no log; no token is in either."""

import logging

import pytest
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader

from andamio.auth.guard import Refusal
from andamio.auth.policy import Access, Action
from andamio.auth.principal import Principal
from andamio.auth.refusals import LOGGED_A_SECOND, Refusals


def test_a_flood_is_counted_in_full_and_logged_in_part(caplog: pytest.LogCaptureFixture) -> None:
    reader, now = InMemoryMetricReader(), [5.0]
    refusals = Refusals(MeterProvider([reader]).get_meter("test"), logging.getLogger("refusals"), lambda: now[0])
    for _ in range(1_000):
        refusals(Refusal("signature"))
    assert len(caplog.records) == LOGGED_A_SECOND
    now[0] = 6.0
    refusals(Refusal("role", Principal("ada", issuer="id"), Access(Action.ROLLOUT_STOP, "rollout:7")))
    said = {"reason": "role", "subject": "ada", "issuer": "id", "action": "rollout.stop", "resource": "rollout:7"}
    assert getattr(caplog.records[-1], "fields") == said  # noqa: B009 -- logging's `extra`
    data = reader.get_metrics_data()
    assert data is not None
    points = data.resource_metrics[0].scope_metrics[0].metrics[0].data.data_points
    assert {(point.attributes or {})["reason"]: point.value for point in points} == {"signature": 1_000, "role": 1}  # type: ignore[union-attr]
