"""Who asks: what is left of a token once it is verified and its claims are mapped."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Principal:
    """A person or a service."""

    subject: str
    """Stable id within the issuer; goes to records and logs as the actor."""
    tenants: frozenset[str] | None = frozenset()
    """Whose data they may touch; None for all, which a token has to say in so many words."""
    roles: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()
    """What they may use personal data for."""
    issuer: str = ""

    def may_touch(self, tenant: str) -> bool:
        """Whether the tenant's data are theirs to ask for."""
        return self.tenants is None or tenant in self.tenants
