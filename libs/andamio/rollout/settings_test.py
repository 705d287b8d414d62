"""Settings are read with their defaults, or refused with the field; the plan follows from them."""

import json
from dataclasses import asdict, replace

import pytest

from andamio.rollout.errors import InvalidDocument
from andamio.rollout.json_fields import Fields
from andamio.rollout.settings import EQUIVALENT, AlphaSplit, Settings, Tolerance


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


def test_a_profile_is_the_start_and_every_field_overrides_it() -> None:
    document = {"profile": "equivalent", "shadow_pairs": 500, "shift": {"harm": 0.05}}
    settings = Settings.from_fields(Fields(document, "settings"))
    assert settings == replace(EQUIVALENT, shadow_pairs=500, shift=Tolerance(0.05, 0.10))


@pytest.mark.parametrize("settings", [Settings(), EQUIVALENT, Settings(alpha_split=AlphaSplit(errors=5.0))])
def test_settings_survive_their_document(settings: Settings) -> None:
    assert Settings.from_fields(Fields(json.loads(json.dumps(asdict(settings))), "settings")) == settings


@pytest.mark.parametrize("settings", [Settings(), EQUIVALENT, Settings(max_segments=3, false_rollback=0.05)])
def test_the_parts_of_all_tests_sum_to_the_allowed_false_rollbacks(settings: Settings) -> None:
    total = settings.alpha("drift", "canary") + settings.alpha("sample_ratio", "canary")
    in_both_stages = ["errors", "slow", "latency", "score", "reviews"]
    in_both_stages += [name for name in ("shift", "flips") if getattr(settings, name) is not None]
    for stage in ("shadow", "canary"):
        total += sum(settings.alpha(guard, stage) for guard in in_both_stages)
        total += 4 * settings.max_segments * settings.alpha("segments", stage)
    assert total == pytest.approx(settings.false_rollback)
