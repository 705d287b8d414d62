"""A release: a model package plus its serving settings; the unit that is rolled out and rolled back, whole.

The document `<releases>/<release_id>.json`:

    {"release_id": "r1-champion", "package": "../packages/champion", "digest": "sha256...",
     "deadline_ms": 250, "max_concurrency": 16, "fault": null}

`fault` makes a release go wrong on purpose, for rehearsals; inference refuses it unless told otherwise.
"""

from dataclasses import dataclass
from pathlib import Path

from andamio.rollout.errors import InvalidDocument
from andamio.rollout.json_fields import Fields, read_object

FAULT_KINDS = ("error", "slow", "amount_in_pounds")
FAULT_STARTS = ("shadow", "canary")


@dataclass(frozen=True, slots=True)
class Fault:
    """A rehearsed fault."""

    kind: str
    """error: raises. slow: sleeps `delay_ms`. amount_in_pounds: divides amount_minor by 100 before scoring."""
    share: float = 1.0
    """Share of the executions that it strikes, 0 to 1."""
    delay_ms: int = 0
    starts: str = "canary"
    """shadow: every execution, from loading on. canary: it sleeps until the routing table's stage is canary, then
    strikes every execution of the release, shadow ones too."""


@dataclass(frozen=True, slots=True)
class Release:
    """One release, as its document says."""

    release_id: str
    package: Path
    """Folder of the model package; a relative one is taken from the document's folder."""
    digest: str
    """Digest that the package must have."""
    deadline_ms: int = 250
    """An execution that takes longer is a timeout, and the fallback answers."""
    max_concurrency: int = 16
    fault: Fault | None = None

    @classmethod
    def from_fields(cls, fields: Fields, folder: Path) -> "Release":
        """Build from a parsed document in `folder`; raises `InvalidDocument` naming the field and the fix."""
        fields.refuse_unknown(*cls.__dataclass_fields__)
        return cls(
            release_id=fields.text("release_id"),
            package=folder / fields.text("package"),
            digest=fields.text("digest"),
            deadline_ms=fields.integer("deadline_ms", 1, 60_000, 250),
            max_concurrency=fields.integer("max_concurrency", 1, 1024, 16),
            fault=_fault(fields.object("fault")) if fields.has("fault") else None,
        )


def load_release(folder: Path, release_id: str) -> Release:
    """The release `release_id` of the releases in `folder`; raises `InvalidDocument`."""
    if "/" in release_id or release_id.startswith("."):
        raise InvalidDocument(str(folder), "release_id", f"must be a file name without its .json, not {release_id!r}")
    path = folder / f"{release_id}.json"
    release = Release.from_fields(read_object(path, "a release"), folder)
    if release.release_id != release_id:
        raise InvalidDocument(str(path), "release_id", f"must be the file's name, {release_id!r}")
    return release


def _fault(fields: Fields) -> Fault:
    fields.refuse_unknown(*Fault.__dataclass_fields__)
    kind = fields.choice("kind", FAULT_KINDS)
    return Fault(
        kind=kind,
        share=fields.number("share", 0.0, 1.0, 1.0),
        delay_ms=fields.integer("delay_ms", 1 if kind == "slow" else 0, 60_000, 0),
        starts=fields.choice("starts", FAULT_STARTS) if fields.has("starts") else "canary",
    )
