"""What a promotion needs, decided from documents alone: the gates' evidence, and for production a second person.

    dev -> staging        gates passed, signed by someone trusted
    staging -> production  the same, and an approval signed by someone other than the author

Evidence and approvals are about a package's digest, not about a name that may move. Each is a JSON document with a
signature over the digest of the rest; the author is who signed the package.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from andamio.errors import UserError
from andamio.models.canonical_json import digest_of
from andamio.models.errors import PromotionRefused, SigningError
from andamio.models.signing import Signature, Signer
from andamio.models.trust import Trust

ENVIRONMENTS = ("dev", "staging", "production")
"""In the order of promotion."""
APPROVED = ("production",)
"""Environments that need a second person."""
REQUIRED_GATES = ("package", "signature", "contract", "skew", "golden set")
_PURPOSES = {"gates": "andamio gate report", "approval": "andamio approval", "promotion": "andamio promotion"}


class AuditTrail(Protocol):
    """Where it is recorded who did what; the audit lib's log is one."""

    def append(
        self, actor: str, action: str, subject: str, reason: str, before: Any, after: Any, evidence: Any
    ) -> object:
        """Record one thing that was done, durably."""
        ...

    def check(self, actor: str, action: str, subject: str, reason: str, before: Any, after: Any, evidence: Any) -> None:
        """Raise, before anything is done, what `append` would raise for words that it does not take."""
        ...


@dataclass(frozen=True, slots=True)
class Statement:
    """A signed document of one kind ("gates", "approval" or "promotion")."""

    kind: str
    content: Mapping[str, Any]
    signature: Signature

    @property
    def digest(self) -> str:
        """Of the content: what is recorded and referred to."""
        return digest_of(self.content)

    def to_document(self) -> dict[str, Any]:
        return {"kind": self.kind, "content": dict(self.content), "signature": self.signature.to_document()}

    @classmethod
    def signed(cls, kind: str, content: Mapping[str, Any], signer: Signer) -> "Statement":
        """Sign a content."""
        return cls(kind, content, signer.sign(_PURPOSES[kind], digest_of(content)))

    @classmethod
    def from_document(cls, document: object, kind: str) -> "Statement":
        """Raises `PromotionRefused` for anything but a signed document of this kind."""
        try:
            if not isinstance(document, dict) or document["kind"] != kind or not isinstance(document["content"], dict):
                raise ValueError("it is of another kind")
            return cls(kind, document["content"], Signature.from_document(document["signature"]))
        except (KeyError, TypeError, ValueError) as error:
            raise PromotionRefused(f"this is no signed {_PURPOSES[kind]} ({error}); make it with andamio") from None

    def require_trusted(self, trust: Trust) -> None:
        """Raises `PromotionRefused` unless a trusted signer stands behind it, whatever development allows."""
        strict = Trust(trust.signers, False, trust.source)
        try:
            strict.check(_PURPOSES[self.kind], self.digest, self.signature, f"the {_PURPOSES[self.kind]}")
        except SigningError as error:
            raise PromotionRefused(str(error)) from None


def require_reason(reason: str) -> None:
    """Raise `UserError` for a reason that says nothing."""
    if not reason.strip():
        raise UserError("--reason is blank; it goes to the record, so say why")


def gate_evidence(
    release_id: str, package_digest: str, checks: Sequence[tuple[str, bool, str]], at_ms: int, signer: Signer
) -> Statement:
    """The gates' report as evidence; `checks` are (gate, passed, detail), `at_ms` UTC."""
    content = {
        "release_id": release_id,
        "package_digest": package_digest,
        "checks": [{"name": name, "passed": passed, "detail": detail} for name, passed, detail in checks],
        "at_ms": at_ms,
    }
    return Statement.signed("gates", content, signer)


def approval(
    model: str, package_digest: str, author: str, to: str, reason: str, at_ms: int, signer: Signer
) -> Statement:
    """An approval by `signer`; raises `PromotionRefused` for the author's own."""
    _require_other(signer.identity, author)
    content = {"model": model, "package_digest": package_digest, "to": to, "reason": reason, "at_ms": at_ms}
    return Statement.signed("approval", content, signer)


def source_of(to: str) -> str:
    """The environment that is promoted from; raises `PromotionRefused` for one that nothing is promoted to."""
    if to not in ENVIRONMENTS[1:]:
        raise PromotionRefused(f"nothing is promoted to {to!r}; choose one of {', '.join(ENVIRONMENTS[1:])}")
    return ENVIRONMENTS[ENVIRONMENTS.index(to) - 1]


def require_promotable(
    model: str,
    package_digest: str,
    author: str,
    to: str,
    evidence: Statement | None,
    approved: Statement | None,
    trust: Trust,
) -> None:
    """Raise `PromotionRefused` with the first thing that is missing, and how to get it."""
    source_of(to)
    what = f"{model} {package_digest[:12]}"
    if evidence is None:
        raise PromotionRefused(f"{what} has no gates' evidence; make it with andamio releases verify --out FILE")
    evidence.require_trusted(trust)
    if evidence.content.get("package_digest") != package_digest:
        raise PromotionRefused(
            f"the gate report is about package {str(evidence.content.get('package_digest'))[:12]}, not {what}; "
            "run the gates on a release of this package"
        )
    checks = evidence.content.get("checks")
    passed = {check.get("name"): check.get("passed") is True for check in checks} if isinstance(checks, list) else {}
    for gate in REQUIRED_GATES:
        if not passed.get(gate):
            state = "did not pass" if gate in passed else "was not run on"
            raise PromotionRefused(f"gate {gate!r} {state} {what}; only what passes every gate is promoted")
    if not all(passed.values()):
        raise PromotionRefused(f"{what} did not pass every gate; only what does is promoted")
    if to not in APPROVED:
        return
    if approved is None:
        raise PromotionRefused(
            f"{what} has no approval for {to}; someone other than {author} gives it with andamio models approve"
        )
    approved.require_trusted(trust)
    if (approved.content.get("package_digest"), approved.content.get("to")) != (package_digest, to):
        raise PromotionRefused(f"the approval is not of {what} for {to}; approve this version")
    _require_other(approved.signature.signer, author)


def _require_other(approver: str, author: str) -> None:
    if approver == author:
        raise PromotionRefused(f"{approver} is the author, who cannot approve it; ask someone else to approve")
