"""Settings are read with their defaults, or refused with the field; the plan follows from them."""

import pytest

from andamio.rollout.errors import InvalidDocument
from andamio.rollout.json_fields import Fields
from andamio.rollout.plan import plan
from andamio.rollout.settings import Settings, Tolerance


def test_what_is_not_said_has_its_default() -> None:
    document = {"canary_steps": [0.1, 0.5], "errors": {"harm": 0.01}}
    settings = Settings.from_fields(Fields(document, "settings"))
    assert settings == Settings(canary_steps=(0.1, 0.5), errors=Tolerance(harm=0.01, margin=0.10))


@pytest.mark.parametrize(
    ("document", "says"),
    [
        ({"canary_steps": [0.5, 0.25]}, "rising weights"),
        ({"canary_steps": []}, "rising weights"),
        ({"canary_steps": [1.0]}, "must be between 0.001 and 0.999"),
        ({"errors": {"harm": 0.2, "margin": 0.1}}, "'margin' must be between 0.2 and 1"),
        ({"step_request": 3}, "'step_request' is not known"),
    ],
)
def test_a_broken_setting_is_refused_with_its_name(document: object, says: str) -> None:
    with pytest.raises(InvalidDocument, match=says):
        Settings.from_fields(Fields(document, "settings"))


def test_the_plan_states_what_is_allowed_and_what_is_expected() -> None:
    expected = plan(Settings())
    assert expected.false_rollback == 0.01
    assert 500 <= expected.requests <= 1_000
    assert expected.errors_to_roll_back <= 12
    assert "false rollback" in expected.to_text()


def test_more_care_costs_more_requests() -> None:
    assert plan(Settings(errors=Tolerance(0.01, 0.02))).requests > plan(Settings()).requests
