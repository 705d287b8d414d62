"""Promotion through the registry: approve and promote, with what is kept and recorded of it.

What is decided is `promotion.py`'s; here the version is found, its package verified, the copy made and tagged, and the
evidence, the approval and the promotion itself are kept beside the training run under their digests.
"""

from collections.abc import Callable
from typing import Any

from andamio.models.errors import PromotionRefused
from andamio.models.package import ModelPackage
from andamio.models.promotion import (
    APPROVED,
    AuditTrail,
    Statement,
    approval,
    require_promotable,
    require_reason,
    source_of,
)
from andamio.models.registry import CHAMPION, RegisteredVersion, Registry
from andamio.models.signing import Signer
from andamio.models.trust import Trust


class Promotions:
    """Approvals and promotions of one registry."""

    def __init__(
        self, registry: Registry, trust: Trust, clock: Callable[[], int], audit: AuditTrail | None = None
    ) -> None:
        """`clock` gives ms UTC; with `audit`, every approval, promotion and refusal is recorded there."""
        self._registry = registry
        self._trust = trust
        self._clock = clock
        self._audit = audit

    def approve(self, model: str, reference: str, to: str, signer: Signer, reason: str) -> Statement:
        """Approve the version (alias or number) in the environment before `to`; raises `PromotionRefused`."""
        require_reason(reason)
        if to not in APPROVED:
            raise PromotionRefused(f"{to} needs no approval; only {', '.join(APPROVED)} does")
        version, package = self._package(model, reference, to)
        given = approval(model, package.digest, _author(package), to, reason, self._clock(), signer)
        # Now rather than at the promotion: whoever approves is the one who can have the key added.
        given.require_trusted(self._trust)
        subject = f"{version.model}/{version.version}"
        self._check(signer.identity, "approval.given", subject, reason, None, given)
        self._registry.keep(version, "approval", given.to_document(), given.digest)
        self._registry.tag(version, {f"andamio.approval.{to}": given.digest})
        self._record(signer.identity, "approval.given", subject, reason, None, given)
        return given

    def promote(
        self,
        model: str,
        reference: str,
        to: str,
        evidence: Statement | None,
        signer: Signer,
        reason: str,
        alias: str = CHAMPION,
    ) -> RegisteredVersion:
        """Copy the version (alias or number) to the environment `to`, where `alias` moves to it.

        Raises `PromotionRefused` for want of evidence or approval, and for a package that is not trusted.
        """
        require_reason(reason)
        version, package = self._package(model, reference, to)
        approved = self._approval(version, to)
        try:
            require_promotable(model, package.digest, _author(package), to, evidence, approved, self._trust)
        except PromotionRefused as refusal:
            subject = f"{version.model}/{version.version}"
            self._record(signer.identity, "package.refused", subject, str(refusal), None, evidence)
            raise
        assert evidence is not None
        content = {
            "model": model,
            "package_digest": package.digest,
            "from": {"model": version.model, "version": version.version},
            "to": to,
            "gates": evidence.digest,
            "approval": None if approved is None else approved.digest,
            "reason": reason,
            "at_ms": self._clock(),
        }
        promotion = Statement.signed("promotion", content, signer)
        subject = f"{version.model}/{version.version}"
        self._check(signer.identity, "model.promoted", subject, reason, content["from"], promotion)
        for statement in (evidence, promotion):
            self._registry.keep(version, statement.kind, statement.to_document(), statement.digest)
        copied = self._registry.copy(
            version,
            f"{model}.{to}",
            {
                "andamio.gates": evidence.digest,
                "andamio.approval": "" if approved is None else approved.digest,
                "andamio.promotion": promotion.digest,
                "andamio.promoted_by": signer.identity,
                "andamio.promoted_from": f"{version.model}/{version.version}",
            },
        )
        copied = self._registry.point(copied, alias)
        self._record(
            signer.identity, "model.promoted", f"{copied.model}/{copied.version}", reason, content["from"], promotion
        )
        return copied

    def _package(self, model: str, reference: str, to: str) -> tuple[RegisteredVersion, ModelPackage]:
        version = self._registry.find(f"{model}.{source_of(to)}", reference)
        return version, self._registry.package_at(version, trust=self._trust)

    def _approval(self, version: RegisteredVersion, to: str) -> Statement | None:
        digest = version.tags.get(f"andamio.approval.{to}")
        if to not in APPROVED or not digest:
            return None
        return Statement.from_document(self._registry.kept(version, "approval", digest), "approval")

    def _record(
        self, actor: str, action: str, subject: str, reason: str, before: Any, statement: Statement | None
    ) -> None:
        if self._audit is not None:
            self._audit.append(actor, action, subject, reason, before, *_said(statement))

    def _check(
        self, actor: str, action: str, subject: str, reason: str, before: Any, statement: Statement | None
    ) -> None:
        """What cannot be recorded is not done: raises what the audit log has against it."""
        if self._audit is not None:
            self._audit.check(actor, action, subject, reason, before, *_said(statement))


def _said(statement: Statement | None) -> tuple[Any, Any]:
    """What a record has as the state after, and as evidence."""
    if statement is None:
        return None, None
    return {"kind": statement.kind, "digest": statement.digest}, statement.to_document()


def _author(package: ModelPackage) -> str:
    if package.signature is None:
        raise PromotionRefused(f"package {package.digest[:12]} is not signed, so has no author; sign it to promote it")
    return package.signature.signer
