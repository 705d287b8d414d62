"""What the rules say is held by a corpus: whoever changes a verdict by a bit changes the version of the rules with it.

`golden_verdicts.jsonl` has the version in its first line, then a case a line: evidence, and what was said of it. To write it
anew, after raising `RULES` and saying in `rules.py` what changed:

    PYTHONPATH=libs python -m andamio.rollout.judgement.golden_verdicts_test

It refuses to write other verdicts under the same version. To the bit means on one platform's mathematical library.
"""

import hashlib
import json
import math
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from andamio.rollout.evidence.decision_log import Decision, Execution
from andamio.rollout.evidence.evidence import Evidence
from andamio.rollout.evidence.measurements import Measurements
from andamio.rollout.judgement.rules import RULES
from andamio.rollout.judgement.verdict import judge
from andamio.rollout.settings import PROFILES

CORPUS = Path(__file__).parent / "golden_verdicts.jsonl"

# What the candidate does wrong: errors more often, latency's spread, score added, threshold.
FAULTS = {
    "none": (0.02, 0.5, 0.0, 0.6),
    "errors": (0.30, 0.5, 0.0, 0.6),
    "latency": (0.02, 1.1, 0.0, 0.6),
    "scores": (0.02, 0.5, 0.05, 0.6),
    "decisions": (0.02, 0.5, 0.0, 0.5),
}
SHADOW = 300
LOOKS = (40, SHADOW, 700)


@dataclass(frozen=True)
class Case:
    """Evidence, and where it came from."""

    name: str
    profile: str
    evidence: dict[str, Any]


def cases() -> Iterator[Case]:
    """Simulated from seeds: 300 requests in shadow, the rest in two steps of canary."""
    for seed, fault in enumerate(FAULTS):
        for profile, settings in PROFILES.items():
            measured = Measurements("r1", "r2", settings)
            random_ = random.Random(seed)
            customers = [(random_.gammavariate(2, 0.5), random_.gauss(0, 0.3), random_.random()) for _ in range(80)]
            for n in range(max(LOOKS)):
                stage, step = ("shadow", 0) if n < SHADOW else ("canary", int(n >= 500))
                measured.add(decision(random_, n, customers, fault, settings.canary_steps[step]), stage, step)
                if n + 1 in LOOKS:
                    document = json.loads(json.dumps(measured.evidence(stage, step, 7 * n).to_document()))
                    yield Case(f"{profile}, {fault}, {n + 1} requests", profile, document)


def decision(
    random_: random.Random, n: int, customers: list[tuple[float, float, float]], fault: str, weight: float
) -> Decision:
    """Of a customer, in shadow until `SHADOW`, then answered by who it is assigned to."""
    customer = int(len(customers) * random_.random() ** 1.5)
    failing, slowness, place = customers[customer]
    pair = []
    for release, (errors, spread, shift, threshold) in (("r1", FAULTS["none"]), ("r2", FAULTS[fault])):
        score = min(1.0, max(0.0, 0.5 * place + random_.gauss(0.25, 0.04) + shift))
        bad = random_.random() < errors * failing
        latency = 25 * math.exp(slowness + random_.gauss(0, spread))
        pair.append(Execution(release, bad, latency, None if bad else score, None if bad else score > threshold))
    if n >= SHADOW and customer % 100 < 100 * weight:
        pair.reverse()
    inputs = (float(customer), round(random_.gauss(100, 20), 2))
    primary, shadow = pair
    return Decision(f"q{n}", 1, primary, shadow, str(customer), {"tenant": f"t{customer % 3}"}, inputs)


def said(case: Case) -> dict[str, str]:
    """Of the whole verdict a digest, and what a person can read."""
    verdict = judge(Evidence.from_document(case.evidence), PROFILES[case.profile])
    text = json.dumps(verdict.to_document(), sort_keys=True, allow_nan=False)
    return {
        "ruling": verdict.ruling.value,
        "reason": verdict.reason,
        "digest": hashlib.sha256(text.encode()).hexdigest(),
    }


def read_corpus() -> tuple[int, list[tuple[Case, dict[str, str]]]]:
    """The version, and every case with what was said of it."""
    first, *rest = CORPUS.read_text().splitlines()
    lines = [json.loads(line) for line in rest]
    return json.loads(first)["rules"], [(Case(**line["case"]), line["said"]) for line in lines]


def write_corpus() -> str | None:
    """Write what the rules say now; or say why not."""
    fresh = [(case, said(case)) for case in cases()]
    if CORPUS.exists() and read_corpus() != (RULES, fresh) and read_corpus()[0] == RULES:
        return (
            f"verdicts changed under version {RULES} of the rules: raise RULES in rules.py and say there what changed"
        )
    lines = [{"rules": RULES}, *({"case": vars(case), "said": say} for case, say in fresh)]
    CORPUS.write_text("".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines))
    return None


CHANGED = "verdicts changed: raise RULES in rules.py, say there what changed, and write the corpus anew"


def test_the_corpus_is_of_this_version_of_the_rules() -> None:
    assert read_corpus()[0] == RULES, "write the corpus anew"


def test_every_verdict_is_what_it_was_to_the_bit() -> None:
    changed = [case.name for case, expected in read_corpus()[1] if said(case) != expected]
    assert changed == [], CHANGED


def test_the_same_decisions_give_the_same_evidence_to_the_bit() -> None:
    assert list(cases()) == [case for case, _ in read_corpus()[1]], CHANGED


def test_the_corpus_has_every_ruling_and_harm_by_most_guards() -> None:
    known = [expected for _, expected in read_corpus()[1]]
    assert {each["ruling"] for each in known} == {"promote", "hold", "roll_back"}
    harmed = {each["reason"].split(":")[0] for each in known if each["ruling"] == "roll_back"}
    assert {"errors", "slow", "shift", "flips"} <= harmed


def test_another_verdict_is_not_written_under_the_same_version(monkeypatch: pytest.MonkeyPatch) -> None:
    before = CORPUS.read_bytes()
    monkeypatch.setattr(sys.modules[__name__], "said", lambda case: {"ruling": "hold", "reason": "", "digest": ""})
    assert "raise RULES" in str(write_corpus())
    assert CORPUS.read_bytes() == before


if __name__ == "__main__":
    sys.exit(write_corpus())
