"""Which names this API answers to: without authentication, a page of somebody else's must not reach it by a name of theirs.

A browser lets a page talk to the name it came from. A name that is made to point to 127.0.0.1 after the page has loaded
(DNS rebinding) would let any page on the internet command the controller of whoever reads it.
"""

from collections.abc import Callable
from http import HTTPStatus

from fastapi import Request

from andamio.web.problems import RequestRefused

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def answers_to(names: frozenset[str] | None) -> Callable[[Request], None]:
    """A dependency that refuses a request to any other name; None answers to all."""

    def named(request: Request) -> None:
        if names is not None and (request.url.hostname or "") not in names:
            known = ", ".join(sorted(names))
            raise RequestRefused(
                HTTPStatus.MISDIRECTED_REQUEST,
                "host",
                f"this API answers to {known} alone; ask it by one of these names",
            )

    return named
