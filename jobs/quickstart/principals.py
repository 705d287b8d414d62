"""Who takes part in a run, and the tokens that the development issuer gives them: nobody is let in without one.

<work>/secrets/auth/auth.yaml       what every service is started with: the issuer's key set and the policy
<work>/secrets/auth/policy.yaml     a copy of the reference policy (`libs/andamio/catalog/policies/reference.yaml`)
<work>/secrets/auth/SUBJECT.token   one a principal, for this user alone to read
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from andamio.auth.development import DevelopmentIssuer, Identity, write_settings
from andamio.catalog.loading import REFERENCE_POLICY
from andamio.environment import Environment
from quickstart.serving_sections import Participant

# Longer than any run, and what a token may live for at most.
_LIFE_S = 86_400.0
ALL_TENANTS = ("*",)


@dataclass(frozen=True, slots=True)
class Part:
    """One principal of a run."""

    subject: str
    role: str
    purposes: tuple[str, ...]
    does: str
    """What it is let in for, as the report says it."""
    tenants: tuple[str, ...] | None = ()
    """None: those of the data."""


SHOP = Part("shop-gateway", "scorer", ("fraud_prevention",), "has its payments scored", None)
INFERENCE = Part("svc-inference", "inference", ("fraud_prevention",), "reads features to score with", ALL_TENANTS)
PARITY = Part("svc-parity", "analyst", ("model_development",), "compares what is served", ALL_TENANTS)
OPERATOR = Part("quickstart-operator", "operator", (), "names the stable release, starts rollouts")
APPROVER = Part("quickstart-approver", "approver", (), "approves the promotion")
PARTS = (SHOP, INFERENCE, PARITY, OPERATOR, APPROVER)


class Principals:
    """The tokens of a run."""

    def __init__(self, folder: Path, tenants: Iterable[str], now_s: float) -> None:
        """Make the settings and a token each. `tenants` are those of the data; `now_s` is the time since 1970."""
        # What a quickstart starts is development, whatever the environment of whoever runs it says.
        self.settings = write_settings(folder, REFERENCE_POLICY, Environment.DEV)
        self._folder, self._now_s = folder, now_s
        self._issuer = DevelopmentIssuer(folder, Environment.DEV)
        self._tenants = tuple(sorted(set(tenants)))
        self._tokens = {part.subject: self.issue(part) for part in PARTS}
        for subject, token in self._tokens.items():
            with os.fdopen(os.open(self._file(subject), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(token + "\n")

    def participants(self) -> list[Participant]:
        """The parts, for the report."""
        return [Participant(subject=part.subject, role=part.role, does=part.does) for part in PARTS]

    def issue(self, part: Part, age_s: float = 0.0) -> str:
        """A token as the part has it; one of age `age_s` was issued that long ago."""
        tenants = self._tenants if part.tenants is None else part.tenants
        identity = Identity(part.subject, tenants, [part.role], part.purposes)
        return self._issuer.issue(identity, self._now_s - age_s, _LIFE_S)

    def reference(self, part: Part) -> str:
        """Where a process reads the part's token, as `--feature-token` and its like take it."""
        return f"file:{self._file(part.subject)}"

    def headers(self, part: Part) -> dict[str, str]:
        """What a request of the part carries."""
        return bearing(self._tokens[part.subject])

    def _file(self, subject: str) -> Path:
        return self._folder / f"{subject}.token"


def bearing(token: str) -> dict[str, str]:
    """The header of a request that carries the token."""
    return {"authorization": f"Bearer {token}"}
