"""The routing table: which release answers a request, written by the controller alone, read by every replica.

    stable             the release that answers when in doubt
    candidate          the release under rollout, or null
    candidate_weight   share of the entities that the candidate answers (canary)
    shadow_share       share of the entities for which the release that does not answer scores in the background
    pins               "tenant:NAME" or "entity:16 HEX DIGITS" -> the release that answers it
    fallback           who answers where stable cannot: an earlier release that is warm, or "rules"
    failover           stable failed as a whole: the fallback answers every request
    written_at_ms      heartbeat: refreshed at every tick of the controller, even if nothing changes
    version            grows by one whenever routes change; decisions log the version they saw
    epoch              grows by one with every new writer; a table of a lower epoch is a late word of a former writer

Rollback is one write of this file. It is replaced atomically, so a reader sees a whole table or the one before.
Assignment is sticky by entity: a customer does not flip between releases while a weight stands, and raising
the weight only moves customers towards the candidate.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from andamio.rollout.errors import InvalidDocument, StaleWriter
from andamio.rollout.json_fields import Fields, parse_object, read_object

# A replica cut off from its controller cannot hear of a rollback; after this it serves stable only.
HEARTBEAT_LIMIT_MS = 5_000

# The fallback that is no release: plain rules, which need neither model nor features.
RULES = "rules"


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
    """No candidate and no pins, whatever the other fields say."""
    stage: str = "stable"
    """gates, shadow or canary, failover, or stable."""
    epoch: int = 0
    pins: Mapping[str, str] = field(default_factory=dict)
    fallback: str = RULES
    failover: bool = False

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
            epoch=fields.integer("epoch", 0, 2**63, 0),
            pins=_pins(fields) if fields.has("pins") else {},
            fallback=fields.text("fallback") if fields.has("fallback") else RULES,
            failover=fields.flag("failover") if fields.has("failover") else False,
        )

    def to_json(self) -> str:
        """The document, one line."""
        return json.dumps(asdict(self), separators=(",", ":"))

    def releases(self) -> tuple[str, ...]:
        """Every release that a replica keeps loaded, stable first."""
        named = (self.stable, self.candidate, *self.warm, self.fallback)
        return tuple(dict.fromkeys(name for name in named if name is not None and name != RULES))

    def is_stale(self, now_ms: int) -> bool:
        """Whether the heartbeat is further from `now_ms` than `HEARTBEAT_LIMIT_MS`, or has a clock that went back."""
        # A heartbeat from the future would otherwise be believed until then.
        return abs(now_ms - self.written_at_ms) > HEARTBEAT_LIMIT_MS

    def same_routes(self, other: "RoutingTable") -> bool:
        """Whether both route alike: equal but for version, epoch and heartbeat."""
        return replace(other, version=self.version, epoch=self.epoch, written_at_ms=self.written_at_ms) == self

    def supersedes(self, applied: "RoutingTable | None") -> bool:
        """Whether a replica that goes by `applied` must go by this one: no table of an earlier writer, none set back."""
        return applied is None or (self.epoch, self.version) >= (applied.epoch, applied.version)


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who answers one request (`primary`), and who scores it in the background, if anyone (`shadow`).

    `primary` is `RULES` in a failover without a release to fall back to.
    """

    primary: str
    shadow: str | None
    pinned: bool = False
    """A pin decided, not chance: the request says nothing about the weights."""


def entity_of(tenant: str, customer: str) -> str:
    """16 hex digits that stand for a customer of a tenant where there is no key: whoever guesses one can check it.

    Services take a pseudonym (`andamio.pii.tokens`) in its place.
    """
    return hashlib.sha256(f"{tenant}\x1f{customer}".encode()).hexdigest()[:16]


def assign(table: RoutingTable, tenant: str, customer: str, now_ms: int, entity: str | None = None) -> Assignment:
    """The releases for a request of (tenant, customer) at `now_ms`; `entity` stands for both: a service's pseudonym.

    In shadow the candidate scores in the background. In canary, where the candidate answers, stable does (the
    mirror): so pairs of scores for the same request exist in both stages. A failover sends everything to the fallback.
    A stale heartbeat or the kill switch leaves stable alone.
    """
    if table.failover:
        return Assignment(table.fallback, None)
    if table.kill or table.is_stale(now_ms) or (table.candidate is None and not table.pins):
        return Assignment(table.stable, None)
    entity = entity or entity_of(tenant, customer)
    if table.pins:
        pinned = table.pins.get(f"entity:{entity}") or table.pins.get(f"tenant:{tenant}")
        if pinned is not None:
            return Assignment(pinned, None, pinned=True)
    candidate = table.candidate
    if candidate is None:
        return Assignment(table.stable, None)
    # Two independent points in [0, 1) of one digest. The candidate is the salt: otherwise the same customers would
    # meet every candidate first. 53 bits are what a double holds exactly, so that a point is below 1.
    digest = hashlib.sha256(f"{entity}{candidate}".encode()).digest()
    answers = (int.from_bytes(digest[:8], "big") >> 11) / 2**53 < table.candidate_weight
    paired = (int.from_bytes(digest[8:16], "big") >> 11) / 2**53 < table.shadow_share
    if answers:
        return Assignment(candidate, table.stable if paired else None)
    return Assignment(table.stable, candidate if paired else None)


def read_table(path: Path) -> RoutingTable:
    """The table at `path`; raises `InvalidDocument` when there is none or it breaks the format."""
    return RoutingTable.from_fields(read_object(path, "a routing table"))


def write_table(path: Path, table: RoutingTable, durable: bool = True) -> None:
    """Replace the table at `path` atomically, unless a later writer has written there: then raises `StaleWriter`.

    The comparison and the write are one, by a lock on the folder: a controller that was paused between its decision
    and its write cannot undo its successor's. A table that breaks its format is overwritten.
    `durable`: survives a power cut. A heartbeat need not, and must not wait for a busy disk.
    """
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        try:
            there = read_table(path)
        except InvalidDocument:
            there = None
        if not table.supersedes(there):
            assert there is not None
            raise StaleWriter(
                f"{path} was written by a later controller (epoch {there.epoch}, version {there.version}); "
                f"refused to replace it with epoch {table.epoch}, version {table.version}"
            )
        partial = path.with_name(f".{path.name}.partial")
        with partial.open("w", encoding="utf-8") as file:
            file.write(table.to_json() + "\n")
            file.flush()
            if durable:
                os.fsync(file.fileno())
        partial.rename(path)
    finally:
        os.close(folder)


def _pins(fields: Fields) -> dict[str, str]:
    nested = fields.object("pins")
    return {subject: nested.text(subject) for subject in nested.names()}
