"""A connection to Redis with nothing between the bytes and hiredis: a read of features is one packet each way.

    StoreUnavailable    no connection, or no answer within the time-out; the connection is closed and made anew
    StoreError          Redis answered with an error; its text names no value

`Address` says where the server is; the credential comes apart from it, so an address may be printed.
"""

import socket
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import hiredis

from andamio.features.online.online_store import StoreError, StoreUnavailable

CONNECT_TIMEOUT_S = 5.0
DEFAULT_TIMEOUT_S = 10.0  # a writer's largest script takes well under a second
_RECEIVE_BYTES = 1 << 18

Argument = bytes | str | int
# hiredis types its argument as a tuple of one.
pack = cast(Callable[[tuple[Argument, ...]], bytes], hiredis.pack_command)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a Redis server is, and who asks."""

    host: str
    port: int
    db: int = 0
    tls: bool = False
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return f"redis{'s' if self.tls else ''}://{self.host}:{self.port}/{self.db}"


class Wire:
    """One connection, for one thread at a time; connects when first used, and again after a failure."""

    def __init__(self, address: Address, timeout_s: float | None = None) -> None:
        self.address = address
        self._timeout_s = DEFAULT_TIMEOUT_S if timeout_s is None else timeout_s
        self._socket: socket.socket | None = None
        self._reader = hiredis.Reader()

    def close(self) -> None:
        """Close the connection; the next call makes a new one."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def call(self, *command: Argument) -> Any:
        """One command and its answer. Raises `StoreUnavailable`, or `StoreError` for an answer that is an error."""
        return self.exchange(pack(command), 1)[0]

    def pipeline(self, commands: Sequence[Sequence[Argument]]) -> list[Any]:
        """Several commands in one packet; their answers in order. Raises the first error among them."""
        if not commands:
            return []
        return self.exchange(b"".join([pack(tuple(command)) for command in commands]), len(commands))

    def script(self, text: str, sha: str, arguments: Sequence[Argument]) -> Any:
        """Run a script that the server most often has already."""
        if self._socket is None:
            self._connect()
        answer = self._exchange(pack(("EVALSHA", sha, *arguments)), 1)[0]
        if isinstance(answer, Exception) and str(answer).startswith("NOSCRIPT"):
            return self.call("EVAL", text, *arguments)
        if isinstance(answer, Exception):
            raise refusal(self.address, answer)
        return answer

    def exchange(self, packed: bytes, answers: int) -> list[Any]:
        """Send packed commands and read their answers."""
        if self._socket is None:
            self._connect()
        found = self._exchange(packed, answers)
        for answer in found:
            if isinstance(answer, Exception):
                raise refusal(self.address, answer)
        return found

    def _exchange(self, packed: bytes, answers: int) -> list[Any]:
        assert self._socket is not None
        reader, receive = self._reader, self._socket.recv
        found: list[Any] = []
        try:
            self._socket.sendall(packed)
            while len(found) < answers:
                answer = reader.gets()
                if answer is False:
                    data = receive(_RECEIVE_BYTES)
                    if not data:
                        raise ConnectionError("it closed the connection")
                    reader.feed(data)
                else:
                    found.append(answer)
        except (OSError, hiredis.ProtocolError) as error:
            # What is still under way belongs to this command; the next one must not read it.
            self.close()
            raise unavailable(self.address, error) from error
        return found

    def _connect(self) -> None:
        address = self.address
        try:
            connected = socket.create_connection((address.host, address.port), CONNECT_TIMEOUT_S)
            if address.tls:
                connected = ssl.create_default_context().wrap_socket(connected, server_hostname=address.host)
        except OSError as error:
            raise unavailable(address, error) from error
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connected.settimeout(self._timeout_s)
        self._socket, self._reader = connected, hiredis.Reader()
        for answer in self._exchange(*greeting(address)):
            if isinstance(answer, Exception):
                self.close()
                raise refusal(address, answer)


def greeting(address: Address) -> tuple[bytes, int]:
    """What a new connection says first, and how many answers that gets."""
    commands: list[tuple[Argument, ...]] = []
    if address.password is not None:
        commands.append(("AUTH", address.user or "default", address.password))
    if address.db:
        commands.append(("SELECT", address.db))
    return b"".join(map(pack, commands)), len(commands)


def unavailable(address: Address, error: Exception) -> StoreUnavailable:
    """The one sentence for a server that does not answer."""
    problem = "no answer in time" if isinstance(error, TimeoutError) else str(error)
    return StoreUnavailable(f"the online store at {address} does not answer ({problem}); check that it runs there")


def refusal(address: Address, error: Exception) -> StoreError:
    """The one sentence for an answer that is an error. Its first word is Redis's code for it."""
    code = str(error).partition(" ")[0]
    if code in ("NOAUTH", "WRONGPASS", "NOPERM"):
        return StoreError(
            f"the online store at {address} refuses this credential ({code}); "
            "check ANDAMIO_STORE_USER, ANDAMIO_STORE_PASSWORD and the user's key patterns"
        )
    return StoreError(f"the online store at {address} refused a command ({error}); check the server")
