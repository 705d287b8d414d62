"""A recorded verdict is given again to the bit, or it is said why not."""

import json
from dataclasses import replace
from typing import Any

import pytest

from andamio.rollout.errors import OtherRules
from andamio.rollout.evidence.evidence import Counts, Evidence, MeanDifference
from andamio.rollout.judgement.replay import other_rules, replay
from andamio.rollout.judgement.rules import RULES, settings_digest
from andamio.rollout.judgement.verdict import judge
from andamio.rollout.settings import EQUIVALENT, Settings

NOTHING = MeanDifference(0, 0.0, -1.0, 1.0)
EVIDENCE = Evidence("shadow", 0, 40, Counts(40, 1), Counts(40), NOTHING, NOTHING, None, 0)


def recorded() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(json.dumps(judge(EVIDENCE, EQUIVALENT).to_document()))
    return {**document, "number": 7, "at_ms": 5, "rollout_id": "rollout-1", "observations": 40}


def test_a_verdict_names_its_rules_and_settings() -> None:
    assert recorded()["rules"] == RULES
    assert recorded()["settings_digest"] == settings_digest(EQUIVALENT)


def test_a_verdict_is_given_again_from_its_evidence() -> None:
    assert replay(recorded(), EQUIVALENT).same


def test_a_field_that_was_altered_is_named() -> None:
    assert replay({**recorded(), "reason": "because"}, EQUIVALENT).differs == ("reason",)


def test_other_settings_are_a_difference_even_where_the_findings_are_the_same() -> None:
    longer = replace(EQUIVALENT, watch_ms=EQUIVALENT.watch_ms + 1)
    assert replay(recorded(), longer).differs == ("settings_digest",)
    assert settings_digest(Settings()) != settings_digest(EQUIVALENT)


@pytest.mark.parametrize("rules", [RULES + 1, RULES - 1, None])
def test_a_verdict_of_other_rules_is_not_compared_and_one_sentence_says_so(rules: int | None) -> None:
    other = {**recorded(), "rules": rules, "reason": "what the other rules say"}
    if rules is None:
        del other["rules"]  # as the first version recorded it
    with pytest.raises(OtherRules, match=f"version {rules or 1} of the rules and this code has version {RULES}"):
        replay(other, EQUIVALENT)
    assert other_rules(other) is not None
    assert other_rules(recorded()) is None
