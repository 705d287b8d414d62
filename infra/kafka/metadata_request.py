"""One question of the Kafka protocol, asked without a client library: whose broker is this, and is it up?

Metadata request, version 2 (https://kafka.apache.org/protocol#The_Messages_Metadata). A broker is in its own answer once
it has caught up with the cluster's metadata and serves clients.
"""

import socket
import struct
from typing import BinaryIO

_METADATA, _VERSION, _CORRELATION_ID = 3, 2, 1
_CLIENT = b"andamio"
_NO_TOPICS = struct.pack(">i", 0)


def serving_cluster(host: str, port: int, timeout_s: float) -> str | None:
    """The id of the cluster that serves clients at this address, None while it is not yet up.

    Raises `OSError` if nothing there speaks Kafka's protocol.
    """
    request = struct.pack(">hhih", _METADATA, _VERSION, _CORRELATION_ID, len(_CLIENT)) + _CLIENT + _NO_TOPICS
    with socket.create_connection((host, port), timeout=timeout_s) as connection:
        connection.sendall(struct.pack(">i", len(request)) + request)
        with connection.makefile("rb") as answer:
            _, correlation_id, brokers = _unpack(">iii", answer)
            if correlation_id != _CORRELATION_ID:
                raise ConnectionError(f"{host}:{port} does not speak Kafka's protocol")
            for _ in range(brokers):
                # Id, host, port and rack.
                _unpack(">i", answer)
                _string(answer)
                _unpack(">i", answer)
                _string(answer)
            cluster = _string(answer)
    return cluster if brokers else None


def _unpack(form: str, answer: BinaryIO) -> tuple[int, ...]:
    size = struct.calcsize(form)
    found = answer.read(size)
    if len(found) < size:
        raise ConnectionError("the connection was closed before the answer was whole")
    return struct.unpack(form, found)


def _string(answer: BinaryIO) -> str | None:
    (length,) = _unpack(">h", answer)
    return None if length < 0 else answer.read(length).decode()
