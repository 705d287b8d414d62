"""Who a command is recorded under.

Where callers are authenticated it is the principal: a body may leave `actor` out, or name that very subject, and no
other. Where nobody is asked who they are (development, on loopback) the body's word is taken, and there must be one.
"""

from collections.abc import Callable
from http import HTTPStatus

from fastapi import Request

from andamio.auth.guard import Guard
from andamio.auth.principal import Principal
from andamio.web.problems import RequestRefused

Identify = Callable[[Request], Principal | None]


def identify(guard: Guard) -> Identify:
    """A dependency that gives who was let in by the route's declaration; None where nobody is asked."""

    def identified(request: Request) -> Principal | None:
        principal: Principal = request.state.principal
        return None if guard.open else principal

    return identified


def acting(principal: Principal | None, claimed: str | None) -> str:
    """The actor for the record. Raises `RequestRefused` for a principal who claims to be someone else, or for nobody."""
    if principal is not None:
        if claimed is not None and principal.subject != claimed:
            raise RequestRefused(
                HTTPStatus.FORBIDDEN,
                "actor",
                f"you are {principal.subject} and cannot act as somebody else; leave the actor out",
            )
        return principal.subject
    if claimed is None:
        raise RequestRefused(HTTPStatus.UNPROCESSABLE_ENTITY, "actor", "actor: is missing, and nobody is authenticated")
    return claimed
