"""Who may do what: a list of grants, and nothing beyond them.

    grants:
      - name: inference reads features to score
        roles: [inference]
        actions: [features.read]
        resources: ["feature_service:*"]
        pii: [identifier, quasi_identifier, financial]
        purposes: [fraud_prevention]

A request is allowed if one grant allows all of it: a role of the principal, the action, the resource by a pattern
(`*` stands for any run of characters), every PII class of what would be returned, and a purpose that the principal has.
A grant that names PII classes must name purposes: personal data without a purpose is refused when the policy is read.
Tenants are no matter of policy: whoever may not touch a tenant may do nothing there.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from andamio.auth.errors import Forbidden
from andamio.auth.principal import Principal
from andamio.errors import UserError


class Action(StrEnum):
    """Everything that a route can be for. A new one belongs here, so that no policy names one that does not exist."""

    FEATURES_READ = "features.read"
    FEATURES_EXPORT = "features.export"
    """Features in a file that leaves the platform, as they are: treated, nobody needs to be asked."""
    MODEL_SCORE = "model.score"
    MODEL_PROMOTE = "model.promote"
    MODEL_APPROVE = "model.approve"
    ROLLOUT_READ = "rollout.read"
    ROLLOUT_CHANGE = "rollout.change"
    ROLLOUT_APPROVE = "rollout.approve"
    ROLLOUT_STOP = "rollout.stop"
    """Abort, freeze, kill: what only ever makes things safer may be granted more widely."""
    AUDIT_READ = "audit.read"
    SERVICE_INSPECT = "service.inspect"
    """Tables, versions and settings of a service: no data."""
    SERVICE_CHANGE = "service.change"
    """Settings of a service that are in force from the next request on."""


@dataclass(frozen=True, slots=True)
class Access:
    """What a request asks for."""

    action: Action
    resource: str
    """kind:name, as in feature_service:reversal_risk@1."""
    pii: frozenset[str] = frozenset()
    """PII classes of what would be returned, without "none"."""
    tenant: str | None = None
    """None where no tenant's data are touched."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One row of a policy."""

    name: str
    roles: frozenset[str]
    actions: frozenset[Action]
    resources: tuple[str, ...]
    pii: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()
    """One of these the principal must have; empty: none is needed."""

    def covers(self, principal: Principal, access: Access) -> str | None:
        """None if the grant allows it, else the first thing that is missing, from the most general on."""
        if not self.roles & principal.roles:
            return "role"
        if access.action not in self.actions:
            return "action"
        if not any(_matches(pattern, access.resource) for pattern in self.resources):
            return "resource"
        if not access.pii <= self.pii:
            return "pii"
        if self.purposes and not self.purposes & principal.purposes:
            return "purpose"
        return None

    def document(self) -> dict[str, Any]:
        """The grant as JSON has it, sets in order."""
        return {
            "name": self.name,
            "roles": sorted(self.roles),
            "actions": sorted(self.actions),
            "resources": sorted(self.resources),
            "pii": sorted(self.pii),
            "purposes": sorted(self.purposes),
        }


_NEARNESS = ("role", "action", "resource", "pii", "purpose")
_TEXTS = {
    "role": "none of the caller's roles may do anything here",
    "action": "the caller's roles do not allow it",
    "resource": "the caller's roles do not reach it",
    "pii": "it holds personal data of a class that the caller's roles do not allow",
    "purpose": "the caller's token names no purpose that allows it",
}


class Policy:
    """Grants, decided fast: what was decided once is remembered, for a policy never changes while it is loaded."""

    def __init__(self, grants: tuple[Grant, ...]) -> None:
        self.grants = grants
        self._decided: dict[tuple[object, ...], str | None] = {}

    def require(self, principal: Principal, access: Access) -> None:
        """Raise `Forbidden` unless the principal may; the reason is the nearest miss, "tenant" or "policy"."""
        if access.tenant is not None and not principal.may_touch(access.tenant):
            raise Forbidden("tenant", f"the caller may not touch the data of tenant '{access.tenant}'")
        question = (principal.roles, principal.purposes, access.action, access.resource, access.pii)
        if question in self._decided:
            missing = self._decided[question]
        else:
            missing = self._decide(principal, access)
            # Resources are of a catalog, so this stays small; whoever makes names up does not get to fill the memory.
            if len(self._decided) < 10_000:
                self._decided[question] = missing
        if missing is not None:
            raise Forbidden(missing, f"{access.action} of {access.resource} is refused: {_TEXTS[missing]}")

    def _decide(self, principal: Principal, access: Access) -> str | None:
        nearest = "role"
        for grant in self.grants:
            missing = grant.covers(principal, access)
            if missing is None:
                return None
            nearest = max(nearest, missing, key=_NEARNESS.index)
        return nearest


def load_policy(path: Path) -> Policy:
    """The policy in a YAML file; raises `UserError` that names the grant, the field and the fix."""
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UserError(f"the policy {path} cannot be read ({error.strerror}); check its path") from None
    except yaml.YAMLError as error:
        raise UserError(f"the policy {path} is not YAML ({' '.join(str(error).split())}); correct it") from None
    entries = document.get("grants") if isinstance(document, dict) else None
    if not isinstance(entries, list) or set(document) != {"grants"}:
        raise UserError(f"the policy {path} must be a mapping with one list, 'grants'")
    return Policy(tuple(_grant(entry, f"grant {number} of {path}") for number, entry in enumerate(entries, 1)))


def _grant(entry: Any, where: str) -> Grant:
    if not isinstance(entry, Mapping):
        raise UserError(f"{where} is no mapping; give it name, roles, actions and resources")
    unknown = sorted(set(entry) - set(Grant.__dataclass_fields__))
    if unknown:
        raise UserError(f"{where} has unknown fields {', '.join(map(str, unknown))}; remove them")
    name = entry.get("name")
    if not isinstance(name, str) or not name:
        raise UserError(f"{where} has no name; say in a few words what it is for")
    roles, actions, resources = (_list(entry, field, where, True) for field in ("roles", "actions", "resources"))
    wrong = sorted(set(actions) - set(Action))
    if wrong:
        raise UserError(f"{where} names actions that do not exist: {', '.join(wrong)}; choose of {', '.join(Action)}")
    pii, purposes = (frozenset(_list(entry, field, where, False)) for field in ("pii", "purposes"))
    if pii and not purposes:
        raise UserError(f"{where} gives out personal data for no purpose; name 'purposes'")
    return Grant(name, frozenset(roles), frozenset(map(Action, actions)), tuple(resources), pii, purposes)


def _list(entry: Mapping[str, Any], field: str, where: str, required: bool) -> list[str]:
    found = entry.get(field, [])
    if not isinstance(found, list) or not all(isinstance(word, str) and word for word in found):
        raise UserError(f"{where}: {field} must be a list of words")
    if required and not found:
        raise UserError(f"{where} has no {field}; a grant names at least one")
    return found


def _matches(pattern: str, resource: str) -> bool:
    return re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), resource, re.DOTALL) is not None
