"""A release: a model package plus its serving settings; the unit that is rolled out and rolled back, whole.

The document `<releases>/<release_id>.json`; only the first three fields must be there:

    {"release_id": "r1-champion", "package": "../packages/champion", "digest": "sha256...",
     "deadline_ms": 250, "max_concurrency": 16, "max_queue": 64, "device": "cpu", "threads": 1,
     "batch": {"max_size": 1, "max_wait_ms": 0}, "warm_releases": 2, "segments": ["tenant"],
     "rollout": {"canary_steps": [0.1, 0.5]}, "registry": {"model": "reversal_risk.production", "version": 3},
     "fault": null}

`fault` makes a release go wrong on purpose, for rehearsals; inference refuses it unless told otherwise.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from andamio.rollout.errors import InvalidDocument, NoSuchRelease
from andamio.rollout.json_fields import Fields, parse_object, read_object
from andamio.rollout.settings import Settings

FAULT_KINDS = ("error", "slow", "amount_in_pounds", "nan", "crash", "hang")
FAULT_STARTS = ("shadow", "canary")
DEVICES = ("cpu", "cuda")
# Each segment is another family of tests that shares the allowed false-rollback probability.
MAX_SEGMENTS = 8
MAX_BATCH = 1024
NAMES_A_RELEASE = r"^[A-Za-z0-9_][A-Za-z0-9._-]*$"
"""What the controller takes for a release's id."""
# Releases that a message lists.
_NAMED = 10


@dataclass(frozen=True, slots=True)
class Fault:
    """A rehearsed fault."""

    kind: str
    """error: raises. slow: sleeps `delay_ms`. amount_in_pounds: divides amount_minor by 100 before scoring. nan: scores
    what is not a number. crash: ends the process. hang: never returns, and lets nothing else in the process run."""
    share: float = 1.0
    """Share of the executions that it strikes, 0 to 1."""
    delay_ms: int = 0
    starts: str = "canary"
    """shadow: every execution, from loading on. canary: it sleeps until the routing table's stage is canary, then
    strikes every execution of the release, shadow ones too."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Adaptive micro-batching of one release."""

    max_size: int = 1
    """Most requests in one run of the model, 1 to 1024; 1 is off."""
    max_wait_ms: int = 0
    """Longest wait of the first request for others, 0 to 100; 0 takes what is waiting already."""


@dataclass(frozen=True, slots=True)
class RegistryVersion:
    """Where the package came from in the registry; for people, the digest decides."""

    model: str
    version: int


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
    max_queue: int = 64
    """Executions that may wait beyond `max_concurrency`; the next is refused. 0: none waits."""
    device: str = "cpu"
    """cpu or cuda: the ONNX Runtime provider, and what Ray reserves."""
    threads: int = 1
    """ONNX Runtime's threads within one run of the model, 1 to 256."""
    batch: Batch = Batch()
    warm_releases: int = 2
    """How many earlier releases stay warm behind this one, 1 to 8: as far back as it may have to fall."""
    segments: tuple[str, ...] = ("tenant",)
    """Request fields or features by whose value verdicts are also given; at most `MAX_SEGMENTS`."""
    rollout: Settings | None = None
    """How careful this release's rollout is; None: as the controller is told."""
    registry: RegistryVersion | None = None
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
            max_queue=fields.integer("max_queue", 0, 65_536, 64),
            device=fields.choice("device", DEVICES) if fields.has("device") else "cpu",
            threads=fields.integer("threads", 1, 256, 1),
            batch=_batch(fields.object("batch")) if fields.has("batch") else Batch(),
            warm_releases=fields.integer("warm_releases", 1, 8, 2),
            segments=_segments(fields) if fields.has("segments") else ("tenant",),
            rollout=Settings.from_fields(fields.object("rollout")) if fields.has("rollout") else None,
            registry=_registry(fields.object("registry")) if fields.has("registry") else None,
            fault=_fault(fields.object("fault")) if fields.has("fault") else None,
        )

    def rollout_settings(self, default: Settings) -> Settings:
        """How its rollout is done: by its own settings or else `default`, with as many earlier releases warm as either asks."""
        settings = self.rollout or default
        return replace(settings, warm_releases=max(settings.warm_releases, self.warm_releases))

    def to_document(self) -> dict[str, Any]:
        """The document with every default filled in; what is not set at all is null."""
        document = asdict(self)
        return {**document, "package": str(self.package), "segments": list(self.segments)}


def load_release(folder: Path, release_id: str) -> Release:
    """The release `release_id` of the releases in `folder`; raises `InvalidDocument`, `NoSuchRelease` if there is none."""
    _require_file_name(release_id, str(folder))
    path = folder / f"{release_id}.json"
    if not path.exists():
        known = ", ".join(sorted(each.stem for each in folder.glob("*.json"))[:_NAMED]) or "none"
        raise NoSuchRelease(str(path), "", f"cannot be read as a release: it is not there (there are: {known})")
    release = Release.from_fields(read_object(path, "a release"), folder)
    if release.release_id != release_id:
        raise InvalidDocument(str(path), "release_id", f"must be the file's name, {release_id!r}")
    return release


def write_release(folder: Path, document: Mapping[str, Any]) -> Release:
    """Write a release document into `folder` and load it back; the file appears whole.

    Raises `InvalidDocument` for a document that breaks the format, and for a release that is there already with
    another content: a release is never changed, since what was rolled out must be what can be rolled back to.
    """
    text = json.dumps(dict(document), indent=2) + "\n"
    release = Release.from_fields(parse_object(text, "the release", "it"), folder)
    if not re.fullmatch(NAMES_A_RELEASE, release.release_id):
        fix = f"must be a name of letters, digits, '.', '_' and '-', as in r2-challenger, not {release.release_id!r}"
        raise InvalidDocument("the release", "release_id", fix)
    path = folder / f"{release.release_id}.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if path.exists() and load_release(folder, release.release_id) != release:
            raise InvalidDocument(str(path), "release_id", "is there already with other settings; choose another id")
        partial = folder / f".{release.release_id}.json.partial"
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
    except OSError as error:
        raise InvalidDocument(str(path), "", f"cannot be written ({error.strerror}); choose another folder") from None
    return load_release(folder, release.release_id)


def _require_file_name(release_id: str, where: str) -> None:
    if "/" in release_id or release_id.startswith("."):
        raise InvalidDocument(where, "release_id", f"must be a file name without its .json, not {release_id!r}")


def _segments(fields: Fields) -> tuple[str, ...]:
    names = fields.texts("segments")
    if len(set(names)) != len(names) or not all(names):
        raise fields.invalid("segments", f"must be names, each once, not {list(names)}")
    if len(names) > MAX_SEGMENTS:
        raise fields.invalid("segments", f"must be at most {MAX_SEGMENTS} names, not {len(names)}")
    return names


def _batch(fields: Fields) -> Batch:
    fields.refuse_unknown(*Batch.__dataclass_fields__)
    return Batch(fields.integer("max_size", 1, MAX_BATCH, 1), fields.integer("max_wait_ms", 0, 100, 0))


def _registry(fields: Fields) -> RegistryVersion:
    fields.refuse_unknown(*RegistryVersion.__dataclass_fields__)
    return RegistryVersion(fields.text("model"), fields.integer("version", 1, 10**9))


def _fault(fields: Fields) -> Fault:
    fields.refuse_unknown(*Fault.__dataclass_fields__)
    kind = fields.choice("kind", FAULT_KINDS)
    return Fault(
        kind=kind,
        share=fields.number("share", 0.0, 1.0, 1.0),
        delay_ms=fields.integer("delay_ms", 1 if kind == "slow" else 0, 60_000, 0),
        starts=fields.choice("starts", FAULT_STARTS) if fields.has("starts") else "canary",
    )
