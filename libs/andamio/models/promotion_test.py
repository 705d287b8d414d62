"""What a promotion needs: each thing that is missing, forged or about something else is refused with its reason."""

import json
from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from andamio.models.errors import PromotionRefused
from andamio.models.promotion import REQUIRED_GATES, Statement, approval, gate_evidence, require_promotable, source_of
from andamio.models.signing import Signer
from andamio.models.trust import Trust

ADA, BOB, EVE = (Signer(name, Ed25519PrivateKey.generate()) for name in ("ada", "bob", "eve"))
TRUST = Trust({ADA.public_key: "ada", BOB.public_key: "bob"}, allow_unsigned=True)
PASSED = [(gate, True, "") for gate in REQUIRED_GATES]
GATES = gate_evidence("r1", "d1", PASSED, 1, ADA)
APPROVAL = approval("m", "d1", "ada", "production", "fine", 1, BOB)


def promote(
    to: str = "production", gates: Statement | None = GATES, approved: Statement | None = APPROVAL, **changes: Any
) -> None:
    arguments: dict[str, Any] = {"package_digest": "d1", "author": "ada", "trust": TRUST, **changes}
    require_promotable("m", to=to, evidence=gates, approved=approved, **arguments)


def test_gates_are_enough_for_staging_and_production_takes_an_approval_too() -> None:
    promote("staging", approved=None)
    promote("production")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"gates": None}, "has no gates' evidence"),
        ({"package_digest": "d2"}, "the gate report is about package d1, not m d2"),
        ({"gates": gate_evidence("r1", "d1", PASSED[:-1], 1, ADA)}, "gate 'golden set' was not run on"),
        ({"gates": gate_evidence("r1", "d1", [*PASSED[:-1], ("golden set", False, "")], 1, ADA)}, "did not pass"),
        ({"gates": gate_evidence("r1", "d1", [*PASSED, ("mine", False, "")], 1, ADA)}, "did not pass every gate"),
        ({"gates": gate_evidence("r1", "d1", PASSED, 1, EVE)}, "that key is not trusted"),
        ({"gates": replace(GATES, content={**GATES.content, "at_ms": 2})}, "does not hold"),
        ({"approved": None}, "has no approval for production; someone other than ada gives it"),
        ({"approved": approval("m", "d2", "ada", "production", "", 1, BOB)}, "the approval is not of m d1"),
        ({"approved": approval("m", "d1", "ada", "staging", "", 1, BOB)}, "the approval is not of m d1"),
        ({"approved": approval("m", "d1", "ada", "production", "", 1, EVE)}, "that key is not trusted"),
        ({"approved": approval("m", "d1", "bob", "production", "", 1, ADA)}, "ada is the author, who cannot approve"),
        ({"approved": replace(APPROVAL, content={**APPROVAL.content, "reason": "other"})}, "does not hold"),
        ({"to": "dev"}, "nothing is promoted to 'dev'"),
    ],
)
def test_what_is_missing_forged_or_about_something_else_is_refused(arguments: dict[str, Any], says: str) -> None:
    with pytest.raises(PromotionRefused, match=says):
        promote(**arguments)


def test_an_author_cannot_even_sign_an_approval_of_their_own() -> None:
    with pytest.raises(PromotionRefused, match="ask someone else"):
        approval("m", "d1", "ada", "production", "fine", 1, ADA)


def test_no_environment_is_left_out() -> None:
    assert (source_of("staging"), source_of("production")) == ("dev", "staging")


def test_a_statement_comes_back_from_its_document_and_is_of_one_kind() -> None:
    document = json.loads(json.dumps(GATES.to_document()))
    assert Statement.from_document(document, "gates") == GATES
    broken: object
    for broken in (document | {"signature": {}}, [], {}):
        with pytest.raises(PromotionRefused, match="no signed andamio gate report"):
            Statement.from_document(broken, "gates")
    with pytest.raises(PromotionRefused, match="no signed andamio approval"):
        Statement.from_document(document, "approval")
