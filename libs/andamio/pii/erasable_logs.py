"""Erasure from logs on disk: files of JSON lines, rewritten without the subject's.

A line is the subject's if its tenant is (or it names none) and the entity, its token or its digest stands in it as a whole
value, at any depth. A file appears in its new form by rename, so a reader sees the old or the new one. A file
that a living process has open to write is left alone and reported: what the process would append would be lost.
"""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from andamio.pii.erasure import ErasureError, Finding, Subject

_PLAIN = re.compile(r"[A-Za-z0-9_.@-]+")
_TENANT_FIELDS = ("tenant", "tenant_id")


@dataclass(frozen=True, slots=True)
class JsonLogs:
    """All *.ndjson files under a folder: event log, served values, decisions, telemetry."""

    folder: Path

    def erase(self, subject: Subject, dry_run: bool) -> Iterator[Finding]:
        """A finding a file that had lines of the subject, or one for the folder."""
        if not self.folder.is_dir():
            raise ErasureError(f"{self.folder} is no folder of logs; correct --logs")
        being_written = _written_by_others()
        clean = True
        for path in sorted(self.folder.rglob("*.ndjson")):
            try:
                count = sum(is_of(line, subject) for line in path.open("rb"))
            except OSError as error:
                raise ErasureError(f"{path} cannot be read ({error.strerror}); run as its owner") from None
            if count == 0:
                continue
            clean = False
            if dry_run:
                yield Finding("log", str(path), "found", count)
            elif path.name.startswith(".") or path.resolve() in being_written:
                note = "a process is writing it: stop or rotate it, then run this again"
                yield Finding("log", str(path), "kept", count, note)
            else:
                _rewrite(path, subject)
                yield Finding("log", str(path), "erased", count, "readers that follow it by byte offset start again")
        if clean:
            yield Finding("log", str(self.folder), "nothing_found")


def is_of(line: bytes, subject: Subject) -> bool:
    """Whether a line is the subject's."""
    # Most lines do not have the bytes anywhere. JSON may write other characters in several ways, so only these are sought.
    plain = _PLAIN.fullmatch(subject.entity) is not None
    if plain and not any(name.encode() in line for name in subject.names):
        return False
    try:
        document = json.loads(line)
    except ValueError:
        # A line that was cut: it has the bytes, so it goes.
        return any(name.encode("utf-8", "surrogatepass") in line for name in subject.names)
    if not isinstance(document, dict):
        return names_subject(document, subject)
    tenants = [document[name] for name in _TENANT_FIELDS if isinstance(document.get(name), str)]
    return (not tenants or subject.tenant in tenants) and names_subject(document, subject)


def names_subject(value: Any, subject: Subject) -> bool:
    """Whether one of the subject's names stands in a JSON value as a whole text, at any depth."""
    if isinstance(value, str):
        return value in subject.names
    if isinstance(value, dict):
        return any(names_subject(each, subject) for each in value.values())
    return isinstance(value, list) and any(names_subject(each, subject) for each in value)


def _rewrite(path: Path, subject: Subject) -> None:
    partial = path.with_name(f".{path.name}.erasing")
    try:
        with path.open("rb") as lines, partial.open("wb") as kept:
            os.fchmod(kept.fileno(), path.stat().st_mode)
            kept.writelines(line for line in lines if not is_of(line, subject))
            kept.flush()
            os.fsync(kept.fileno())
        partial.rename(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise ErasureError(f"{path} cannot be rewritten ({error.strerror}); free space, or run as its owner") from None


def _written_by_others() -> set[Path]:
    """Files that processes of this machine have open to write; those of other users are not seen without their rights."""
    found: set[Path] = set()
    for descriptor in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            flags = (descriptor.parent.parent / "fdinfo" / descriptor.name).read_text()
            mode = int(next(line for line in flags.splitlines() if line.startswith("flags:")).split()[1], 8)
            if mode & os.O_ACCMODE:
                found.add(descriptor.resolve())
        except (OSError, StopIteration, ValueError):
            continue  # gone meanwhile, or not ours to see
    return found
