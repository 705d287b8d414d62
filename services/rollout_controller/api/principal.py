"""Who is asking: the one place where authentication comes in.

`create_app(identify=...)` takes a dependency that gives the authenticated principal of a request, or None where nobody
was authenticated. Until there is authentication it gives None: the actor that a body names is then taken at its word,
and the API must stay on the loopback interface. Once a principal is known, a body may name no other.
"""

from collections.abc import Callable
from http import HTTPStatus

from fastapi import Request

from andamio.web.problems import RequestRefused

Identify = Callable[[Request], str | None]
"""The authenticated principal of a request, None for nobody. It may raise `RequestRefused` with 401."""


def nobody(_: Request) -> str | None:
    """No authentication."""
    return None


def acting(principal: str | None, claimed: str) -> str:
    """The actor for the record. Raises `RequestRefused` for a principal who claims to be someone else."""
    if principal is not None and principal != claimed:
        raise RequestRefused(
            HTTPStatus.FORBIDDEN, "actor", f"you are {principal} and cannot act as {claimed}; send your own name"
        )
    return claimed
