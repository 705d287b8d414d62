"""The routing table: which release answers a request, written by the controller alone, read by every replica.

    stable             the release that answers when in doubt
    candidate          the release under rollout, or null
    candidate_weight   share of the entities that the candidate answers (canary)
    shadow_share       share of the entities for which the release that does not answer scores in the background
    written_at_ms      heartbeat: refreshed at every tick of the controller, even if nothing changes
    version            grows by one whenever anything but the heartbeat changes; decisions log the version they saw

Rollback is one write of this file. It is replaced atomically, so a reader sees a whole table or the one before.
Assignment is sticky by entity: a customer does not flip between releases while a weight stands, and raising
the weight only moves customers towards the candidate.
"""

import hashlib
import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from andamio.rollout.json_fields import Fields, parse_object, read_object

# A replica cut off from its controller cannot hear of a rollback; after this it serves stable only.
HEARTBEAT_LIMIT_MS = 5_000


@dataclass(frozen=True, slots=True)
class RoutingTable:
    """One version of the table."""

    version: int
    written_at_ms: int
    """Clock of the controller, milliseconds UTC."""
    stable: str
    candidate: str | None = None
    candidate_weight: float = 0.0
    """0 to 1; above 0 only with a candidate."""
    shadow_share: float = 0.0
    """0 to 1."""
    warm: tuple[str, ...] = ()
    """Earlier stable releases that stay loaded, newest first."""
    kill: bool = False
    """Stable only, whatever the other fields say."""
    stage: str = "stable"

    @classmethod
    def from_json(cls, text: str, where: str = "routing table") -> "RoutingTable":
        """Parse a document; raises `InvalidDocument` naming the field."""
        return cls.from_fields(parse_object(text, where, "a routing table"))

    @classmethod
    def from_fields(cls, fields: Fields) -> "RoutingTable":
        """Build from a parsed document; raises `InvalidDocument` naming the field."""
        fields.refuse_unknown(*cls.__dataclass_fields__)
        candidate = fields.optional_text("candidate")
        weight = fields.number("candidate_weight", 0.0, 1.0)
        if weight > 0 and candidate is None:
            raise fields.invalid("candidate_weight", "must be 0 where there is no candidate")
        return cls(
            version=fields.integer("version", 0, 2**63),
            written_at_ms=fields.integer("written_at_ms", 0, 2**63),
            stable=fields.text("stable"),
            candidate=candidate,
            candidate_weight=weight,
            shadow_share=fields.number("shadow_share", 0.0, 1.0),
            warm=fields.texts("warm"),
            kill=fields.flag("kill"),
            stage=fields.text("stage"),
        )

    def to_json(self) -> str:
        """The document, one line."""
        return json.dumps(asdict(self), separators=(",", ":"))

    def releases(self) -> tuple[str, ...]:
        """Every release that a replica keeps loaded, stable first."""
        return tuple(dict.fromkeys((self.stable, *((self.candidate,) if self.candidate else ()), *self.warm)))

    def is_stale(self, now_ms: int) -> bool:
        """Whether the heartbeat is older than `HEARTBEAT_LIMIT_MS` at `now_ms`."""
        return now_ms - self.written_at_ms > HEARTBEAT_LIMIT_MS

    def same_routes(self, other: "RoutingTable") -> bool:
        """Whether both route alike: equal but for version and heartbeat."""
        return replace(other, version=self.version, written_at_ms=self.written_at_ms) == self


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who answers one request (`primary`), and who scores it in the background, if anyone (`shadow`)."""

    primary: str
    shadow: str | None


def assign(table: RoutingTable, tenant: str, customer: str, now_ms: int) -> Assignment:
    """The releases for a request of (tenant, customer) at `now_ms`.

    In shadow the candidate scores in the background. In canary, where the candidate answers, stable does (the
    mirror): so pairs of scores for the same request exist in both stages. A stale heartbeat or the kill switch
    leaves stable alone.
    """
    candidate = table.candidate
    if candidate is None or table.kill or table.is_stale(now_ms):
        return Assignment(table.stable, None)
    paired = _position("shadow", candidate, tenant, customer) < table.shadow_share
    if _position("primary", candidate, tenant, customer) < table.candidate_weight:
        return Assignment(candidate, table.stable if paired else None)
    return Assignment(table.stable, candidate if paired else None)


def read_table(path: Path) -> RoutingTable:
    """The table at `path`; raises `InvalidDocument` when there is none or it breaks the format."""
    return RoutingTable.from_fields(read_object(path, "a routing table"))


def write_table(path: Path, table: RoutingTable, durable: bool = True) -> None:
    """Replace the table at `path` atomically. One writer: the controller.

    `durable`: survives a power cut. A heartbeat need not, and must not wait for a busy disk.
    """
    partial = path.with_name(f".{path.name}.partial")
    with partial.open("w", encoding="utf-8") as file:
        file.write(table.to_json() + "\n")
        file.flush()
        if durable:
            os.fsync(file.fileno())
    partial.rename(path)


def _position(purpose: str, candidate: str, tenant: str, customer: str) -> float:
    """A fixed point in [0, 1) for an entity, independent between purposes and candidates.

    The candidate is the salt: otherwise the same customers would meet every candidate first.
    """
    # JSON keeps ("a", "bc") apart from ("ab", "c").
    digest = hashlib.sha256(json.dumps([purpose, candidate, tenant, customer]).encode()).digest()
    # 53 bits: what a double holds exactly, so that the result is below 1.
    return (int.from_bytes(digest[:8], "big") >> 11) / 2**53
