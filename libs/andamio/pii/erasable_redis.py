"""Erasure from the online store in Redis (see `andamio.features.online.redis_layout` for its keys).

Every key of the entity goes: of both writers, of generations and epochs that no read looks at, and its repairs. A writer
that had read a key before commits only if its bytes are as they were, so it finds out and starts from nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from andamio.features.online.online_store import StoreError, StoreUnavailable
from andamio.features.online.redis_layout import decode_repair, parse_tile_key, tenant_name
from andamio.features.online.redis_wire import Address, Wire
from andamio.pii.erasure import ErasureError, Finding, Subject

_NOTE = "snapshots, append-only files and replicas of the server keep it until they are rewritten"
_REPAIRS = b"andamio:repairs:*"
_SCANNED_AT_ONCE = 500
_GLOB = re.compile(r"([*?\[\]\\^])")


@dataclass(frozen=True, slots=True)
class RedisOnlineStore:
    """One database of a Redis server; the credential is a writer's."""

    address: Address

    def erase(self, subject: Subject, dry_run: bool) -> Iterator[Finding]:
        """One finding: keys and repairs."""
        wire = Wire(self.address)
        try:
            keys, repairs = list(_keys(wire, subject)), list(_repairs(wire, subject))
            count = len(keys) + len(repairs)
            if count == 0 or dry_run:
                yield Finding("online store", str(self.address), "found" if count else "nothing_found", count)
                return
            # A key at a time fails alone; what is left is found by the next run.
            wire.pipeline([*(("UNLINK", key) for key in keys), *(("HDEL", *repair) for repair in repairs)])
            yield Finding("online store", str(self.address), "erased", count, _NOTE)
        except (StoreError, StoreUnavailable) as error:
            raise ErasureError(str(error)) from None
        finally:
            wire.close()


def _keys(wire: Wire, subject: Subject) -> Iterator[bytes]:
    ending = _GLOB.sub(r"\\\1", subject.entity)
    pattern = f"andamio:tenant:{tenant_name(subject.tenant)}:*:{ending}"
    for names in _pages(wire, pattern.encode()):
        # A key with ":" in it may end like another.
        for name in names:
            found = parse_tile_key(name)
            if (found.tenant, found.key) == (subject.tenant, subject.entity):
                yield name


def _repairs(wire: Wire, subject: Subject) -> Iterator[tuple[bytes, bytes]]:
    for names in _pages(wire, _REPAIRS):
        for name in names:
            found = wire.call("HGETALL", name)
            for place, data in zip(found[::2], found[1::2], strict=True):
                repair = decode_repair(data)
                if (repair.tenant, repair.key) == (subject.tenant, subject.entity):
                    yield name, place


def _pages(wire: Wire, pattern: bytes) -> Iterator[set[bytes]]:
    """The names that match, page by page; SCAN may give one twice, which is the caller's to bear."""
    position = b"0"
    while True:
        position, names = wire.call("SCAN", position, "MATCH", pattern, "COUNT", _SCANNED_AT_ONCE)
        yield set(names)
        if position == b"0":
            return
