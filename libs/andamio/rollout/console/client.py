"""The controller's HTTP API, as the command line and a pipeline use it. Synchronous; one connection pool.

200, 201            the document
401, 403, 404, 422  `UserError`: the request names what is not there, or says what cannot be
409                 `CommandRefused`: the command does not fit the state
no answer, 5xx      `ControllerUnavailable`
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import httpx

from andamio.auth.service_token import TOKEN_VARIABLE
from andamio.errors import UserError
from andamio.rollout.console.printable import printable
from andamio.rollout.errors import CommandRefused, ControllerUnavailable

# The stream has a pulse a second: this long without a line, and the connection is dead.
STREAM_SILENCE_S = 10.0
_TIMEOUT_S = 60.0


@dataclass(frozen=True, slots=True)
class Event:
    """One server-sent event."""

    kind: str
    document: dict[str, Any]
    cursor: str | None
    """Where to go on after it; None for a pulse."""


class ControllerClient:
    """A controller behind a URL. A context manager. Raises `UserError` for what is no address."""

    def __init__(self, url: str, token: str | None = None, for_terminal: bool = False) -> None:
        """`token` is sent as a bearer token; `for_terminal`: documents hold only text that can be printed as it is."""
        self._shown: Callable[[Any], Any] = printable if for_terminal else lambda document: document
        if not _is_address(url):
            raise UserError(f"'{url}' is no address of a rollout controller; write --controller http://host:port")
        self.url = url.rstrip("/")
        headers = {"authorization": f"Bearer {token}"} if token else {}
        self._http = httpx.Client(base_url=self.url, headers=headers, timeout=_TIMEOUT_S, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def get(self, path: str, **query: str | int | None) -> dict[str, Any]:
        """The document at `path`; a query parameter of None is left out."""
        asked = {name: value for name, value in query.items() if value is not None}
        return self._ask("GET", path, params=asked)

    def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """What a command answers."""
        return self._ask("POST", path, json=body)

    def delete(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """What a command that takes something away answers."""
        return self._ask("DELETE", path, json=body)

    @contextmanager
    def events(self, after: str) -> Iterator[Iterator[Event]]:
        """The events after a cursor, until the connection ends; then ask again after the last one's cursor."""
        timeout = httpx.Timeout(_TIMEOUT_S, read=STREAM_SILENCE_S)
        try:
            with self._http.stream("GET", "/v1/events", params={"after": after}, timeout=timeout) as response:
                if response.status_code >= 400:
                    response.read()
                    raise self._refusal(response)
                yield (replace(e, document=self._shown(e.document)) for e in _parsed(response.iter_lines()))
        except httpx.TransportError as error:
            raise self._unavailable(error) from None

    def _ask(self, method: str, path: str, **parts: Any) -> dict[str, Any]:
        try:
            response = self._http.request(method, path, **parts)
        except httpx.TransportError as error:
            raise self._unavailable(error) from None
        if response.status_code >= 400:
            raise self._refusal(response)
        try:
            document: dict[str, Any] = response.json()
        except ValueError:
            raise UserError(f"{self.url} does not answer like a rollout controller; correct --controller") from None
        shown: dict[str, Any] = self._shown(document)
        return shown

    def _unavailable(self, error: httpx.TransportError) -> ControllerUnavailable:
        why = str(error) or type(error).__name__
        return ControllerUnavailable(
            f"the rollout controller at {self.url} does not answer ({why}); check --controller, or start it again: "
            "replicas without it go back to stable"
        )

    def _refusal(self, response: httpx.Response) -> Exception:
        try:
            detail = str(printable(response.json()["detail"]))
        except (ValueError, KeyError, TypeError):
            detail = f"{self.url} answered {response.status_code}; is it a rollout controller?"
        if response.status_code == 401:
            detail += f"; name a token that holds with --token-file, or in {TOKEN_VARIABLE}"
        if response.status_code == 409:
            return CommandRefused(detail)
        return ControllerUnavailable(detail) if response.status_code >= 500 else UserError(detail)


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, a bracket that does not close
        return False


def _parsed(lines: Iterator[str]) -> Iterator[Event]:
    """Server-sent events (HTML standard, 9.2.6), of which the controller writes single lines of data."""
    fields: dict[str, str] = {}
    for line in lines:
        if line:
            name, _, value = line.partition(":")
            fields[name] = value.removeprefix(" ")
        else:
            if "data" in fields:
                yield Event(fields.get("event", "message"), json.loads(fields["data"]), fields.get("id"))
            fields = {}
