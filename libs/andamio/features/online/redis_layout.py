"""Where things are in Redis, and the one script that changes them.

    andamio:store                                         the format
    andamio:epoch                                         number of the stream's newest epoch
    andamio:tail                                          that epoch, its cursor, a count of writes (writers only)
    andamio:view:<view>                                   `ViewState`
    andamio:books:<view>                                  `Books` (writers only)
    andamio:repairs:<view>                                hash of deliveries that wait (writers only)
    andamio:tenant:<tenant>:batch:<view>:<generation>:<key>     a key's tiles by batch (`tile_codec`)
    andamio:tenant:<tenant>:stream:<view>:<epoch>:<key>         a key's tiles by the stream
    andamio:tenant:<tenant>:guard:<view>:<epoch>:<key>          their versions and event ids (writers only)

A tenant is spelled with %XX for everything but letters, digits, "_" and "-", so neither ":" nor a glob character of one
tenant reaches into another's keys, and a credential is bounded by a pattern:

    ACL SETUSER shop  on >SECRET  resetkeys ~andamio:tenant:shop:* ~andamio:store ~andamio:epoch ~andamio:view:*
                      -@all +mget +get +ping +select
    ACL SETUSER batch on >SECRET  resetkeys ~andamio:*  -@all +@read +@write +@scripting +ping +select -@dangerous

Nothing is ever changed but by COMMIT: it compares some keys with what the writer had read, and if all are as they were
does everything the writer decided from them; else nothing. It is one command of Redis, so no read sees half of it, a
writer killed before or after it leaves a whole state, and of two that race one is told to look again.
"""

import hashlib
import json
from dataclasses import astuple, dataclass, field
from functools import lru_cache
from urllib.parse import quote, unquote

from andamio.features.online.online_store import Repair
from andamio.features.online.redis_wire import Argument, Wire

FORMAT = b"1"
STORE, EPOCH, TAIL = b"andamio:store", b"andamio:epoch", b"andamio:tail"
TENANT_KEYS = b"andamio:tenant:*"

# Expected values first ("" for a key that is not there), then one operation after another.
_COMMIT = """
local expected = tonumber(ARGV[1])
for i = 1, expected do
  if (redis.call('GET', KEYS[i]) or '') ~= ARGV[i + 1] then return 0 end
end
local argument, key = expected + 2, expected + 1
while ARGV[argument] do
  local operation = ARGV[argument]
  if operation == 'set' then
    redis.call('SET', KEYS[key], ARGV[argument + 1])
    argument = argument + 2
  elseif operation == 'unlink' then
    redis.call('UNLINK', KEYS[key])
    argument = argument + 1
  elseif operation == 'hset' then
    redis.call('HSET', KEYS[key], ARGV[argument + 1], ARGV[argument + 2])
    argument = argument + 3
  elseif operation == 'hsetnx' then
    redis.call('HSETNX', KEYS[key], ARGV[argument + 1], ARGV[argument + 2])
    argument = argument + 3
  else
    redis.call('HDEL', KEYS[key], ARGV[argument + 1])
    argument = argument + 2
  end
  key = key + 1
end
return 1
"""
_COMMIT_SHA = hashlib.sha1(_COMMIT.encode(), usedforsecurity=False).hexdigest()


def state_key(view_id: str) -> bytes:
    """Of a view's `ViewState`."""
    return f"andamio:view:{view_id}".encode()


def books_key(view_id: str) -> bytes:
    """Of a view's `Books`."""
    return f"andamio:books:{view_id}".encode()


def repairs_key(view_id: str) -> bytes:
    """Of a view's repairs."""
    return f"andamio:repairs:{view_id}".encode()


@lru_cache(maxsize=10_000)
def batch_prefix(view_id: str, generation: int, tenant: str) -> bytes:
    """What a key's name follows."""
    return f"andamio:tenant:{tenant_name(tenant)}:batch:{view_id}:{generation}:".encode()


@lru_cache(maxsize=10_000)
def stream_prefix(view_id: str, epoch: int, tenant: str) -> bytes:
    """What a key's name follows."""
    return f"andamio:tenant:{tenant_name(tenant)}:stream:{view_id}:{epoch}:".encode()


@lru_cache(maxsize=10_000)
def guard_prefix(view_id: str, epoch: int, tenant: str) -> bytes:
    """What a key's name follows."""
    return f"andamio:tenant:{tenant_name(tenant)}:guard:{view_id}:{epoch}:".encode()


def tenant_name(tenant: str) -> str:
    """A tenant as it stands in keys and in patterns of credentials."""
    return quote(tenant, safe="").replace(".", "%2E").replace("~", "%7E")


def batch_pattern(view_id: str, generation: int) -> bytes:
    """The names of all keys' tiles of a generation, as SCAN takes it."""
    return f"andamio:tenant:*:batch:{view_id}:{generation}:*".encode()


@dataclass(frozen=True, slots=True)
class TileKey:
    """The name of a key with tiles, taken apart."""

    tenant: str
    writer: str
    """batch, stream, or guard of the stream's."""
    view: str
    number: int
    """Generation or epoch."""
    key: str


def guard_of(name: bytes) -> bytes:
    """The name of the guard of a stream's tiles."""
    tiles = parse_tile_key(name)
    return guard_prefix(tiles.view, tiles.number, tiles.tenant) + tiles.key.encode()


def parse_tile_key(name: bytes) -> TileKey:
    """What a name of TENANT_KEYS says."""
    _, _, tenant, writer, view, number, key = name.decode().split(":", 6)
    return TileKey(unquote(tenant), writer, view, int(number), key)


def entity_of(name: bytes) -> tuple[str, str]:
    """Tenant and key."""
    found = parse_tile_key(name)
    return found.tenant, found.key


def repair_field(repair: Repair) -> str:
    """Where a delivery stands in its view's hash: it is known by its place in the log."""
    return f"{repair.partition}:{repair.position}"


def encode_repair(repair: Repair) -> str:
    """As JSON."""
    return json.dumps(astuple(repair))


def decode_repair(data: bytes) -> Repair:
    """From `encode_repair`."""
    return Repair(*json.loads(data))


@dataclass(slots=True)
class Commit:
    """Changes that hold only if nothing they were decided from has changed."""

    expected: dict[bytes, bytes | None]
    """By key what the writer has read; None for nothing."""
    keys: list[bytes] = field(default_factory=list)
    arguments: list[Argument] = field(default_factory=list)

    def add(self, operation: str, key: bytes, *arguments: Argument) -> None:
        """set VALUE, unlink, hset FIELD VALUE, hsetnx FIELD VALUE, hdel FIELD."""
        self.keys.append(key)
        self.arguments += (operation, *arguments)

    def send(self, wire: Wire) -> bool:
        """Whether it was done; if not, nothing was, and the writer has to read again."""
        keys = [*self.expected, *self.keys]
        body: list[Argument] = [len(keys), *keys, len(self.expected)]
        body += [value or b"" for value in self.expected.values()]
        body += self.arguments
        return bool(wire.script(_COMMIT, _COMMIT_SHA, body) == 1)
