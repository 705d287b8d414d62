"""The quarantine: a release that was in hand when a process died is not executed again, until it is let out.

    the process had in hand       is blamed                       quarantined after
    a candidate                   the candidate                   1 death
    none, but held a candidate    the candidate: it may have      `DEATHS` within `WINDOW_MS`
                                  spoiled memory for the others
    stable, held no candidate     stable                          `DEATHS` within `WINDOW_MS`
    nothing, held no candidate    nobody

Whoever finds a dead process's register first, the next process of the replica or a sibling, writes the verdict,
`<directory>/<release>.json`; all replicas read it. It holds for the release's digest: a release of the same name and
another package is another one. A person lifts it with a name and a reason, by `inference quarantine`.

The blame is by presence, not by proof: a process that is killed from outside while a candidate executes puts the
candidate into quarantine too. That costs a rollout that can be started again; the other mistake costs the service.
"""

import json
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from inference.errors import InferenceError
from inference.in_flight import Dead, Held, Register, Section, collect_dead

DEATHS = 3
# Deaths further apart than this are the machine's, or rare enough to serve between them.
WINDOW_MS = 600_000
_SETTLED_NS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Death:
    """A process that died with the release in hand."""

    at_ms: int
    """When it was found."""
    process: str
    in_hand: str
    """"executing 3 requests of it", "loading it" or "holding it"."""


@dataclass(frozen=True, slots=True)
class Case:
    """What is held against one release."""

    release: str
    digest: str
    quarantined: bool
    deaths: tuple[Death, ...] = ()

    @property
    def reason(self) -> str:
        """One sentence, for the table and the decision log."""
        last = self.deaths[-1]
        return (
            f"quarantined: process {last.process} died {last.in_hand} ({len(self.deaths)} such "
            f"death{'s' if len(self.deaths) > 1 else ''}); release a new package, or lift it with `inference quarantine`"
        )

    def after(self, death: Death, certain: bool) -> "Case":
        """With one more death; it takes `DEATHS` of them where it is not certain."""
        recent = tuple(past for past in self.deaths if certain or death.at_ms - past.at_ms <= WINDOW_MS)
        deaths = (*recent, death)
        return replace(self, deaths=deaths, quarantined=self.quarantined or certain or len(deaths) >= DEATHS)


def blamed(dead: Dead) -> tuple[tuple[Held, ...], bool]:
    """Who is blamed for a death, and whether that is certain enough at the first one."""
    candidates = tuple(held for held in dead.held if not held.proven)
    in_hand = tuple(held for held in candidates if held.in_hand)
    if in_hand:
        return in_hand, True
    return candidates or tuple(held for held in dead.held if held.in_hand), False


class Quarantine:
    """The quarantine of all replicas that share `directory`, and this process's own register in it."""

    def __init__(
        self, directory: Path, clock_ms: Callable[[], int], recover: Callable[[Dead], None] = lambda _: None
    ) -> None:
        """`recover` is told of each dead process before its register is gone, for the lines that it kept."""
        directory.mkdir(parents=True, exist_ok=True)
        self._directory = directory
        self._registers = directory / "in-flight"
        self._clock_ms = clock_ms
        self._recover = recover
        self.register = Register(self._registers)
        self._read_at_ns = -1
        self._cases: dict[str, Case] = {}

    def section(self, release: str, digest: str) -> Section:
        """Where this process marks what it executes of a release."""
        return self.register.section(release, digest)

    def close(self) -> None:
        """A clean stop of this process."""
        self.register.close()

    def sweep(self) -> list[tuple[Dead, list[Case]]]:
        """Look for processes that died, and hold it against what they had in hand; each death is returned once."""
        found = []
        for dead in collect_dead(self._registers):
            self._recover(dead)
            cases = []
            suspects, certain = blamed(dead)
            for held in suspects:
                case = self._case(held.release, held.digest)
                case = case.after(Death(self._clock_ms(), dead.process, _work(held)), certain)
                self._write(case)
                cases.append(case)
            found.append((dead, cases))
        return found

    def holds(self, release: str, digest: str) -> str | None:
        """Why the release is not to be executed, None if it may be. Costs one stat where nothing has changed."""
        case = self.cases().get(release)
        return case.reason if case is not None and case.quarantined and case.digest == digest else None

    def cases(self) -> Mapping[str, Case]:
        """Release -> what is held against it, quarantined or not yet."""
        changed_ns = self._directory.stat().st_mtime_ns
        if changed_ns != self._read_at_ns:
            self._cases = read_cases(self._directory)
            # Within a tick of the file system's clock two changes look like one: what is that new is read again.
            self._read_at_ns = changed_ns if time.time_ns() - changed_ns > _SETTLED_NS else -1
        return self._cases

    def _case(self, release: str, digest: str) -> Case:
        case = self.cases().get(release)
        return case if case is not None and case.digest == digest else Case(release, digest, quarantined=False)

    def _write(self, case: Case) -> None:
        partial = self._directory / f".{case.release}.{os.getpid()}.partial"
        with partial.open("w", encoding="utf-8") as file:
            file.write(json.dumps(asdict(case)) + "\n")
            file.flush()
            # Before the release can be loaded again, also where the machine died with the process.
            os.fsync(file.fileno())
        partial.rename(self._directory / f"{case.release}.json")
        self._read_at_ns = -1


def _work(held: Held) -> str:
    if held.loading:
        return "loading it"
    if held.executing:
        return f"executing {held.executing} request{'s' if held.executing > 1 else ''} of it"
    return "holding it"


def quarantine_directory(log_dir: Path) -> Path:
    """Where the quarantine of a service is."""
    return log_dir / "quarantine"


def read_cases(directory: Path) -> dict[str, Case]:
    """Release -> case, as all replicas see them; a file that cannot be read holds nothing against anyone."""
    cases = {}
    for path in sorted(directory.glob("*.json")):
        try:
            document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            deaths = tuple(Death(**death) for death in document["deaths"])
            cases[path.stem] = Case(document["release"], document["digest"], document["quarantined"], deaths)
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return cases


def lift(directory: Path, release: str, actor: str, reason: str, at_ms: int) -> Case:
    """Let a release out; who, why and what was held against it go to `<directory>/lifted.ndjson`.

    Raises `InferenceError` where nothing is held against it.
    """
    case = read_cases(directory).get(release)
    if case is None:
        known = ", ".join(read_cases(directory)) or "nothing"
        raise InferenceError(f"nothing is held against release {release}; {directory} has {known}")
    line = {"at_ms": at_ms, "actor": actor, "reason": reason, "case": asdict(case)}
    with (directory / "lifted.ndjson").open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
        file.flush()
        os.fsync(file.fileno())
    (directory / f"{release}.json").unlink(missing_ok=True)
    return case
