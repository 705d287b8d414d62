"""Jars that no Python package brings: pinned by a pom beside this module, fetched once by Maven into a cache.

    <cache>/andamio/jars/<name>-<digest of the pom and its lock>/*.jar

`<name>.lock` holds each jar's SHA-256; a download that differs is refused. The cache is XDG_CACHE_HOME, or ~/.cache.

    JarsError(UserError)    no Maven, no such set, a failed or altered download
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from andamio.errors import UserError

_POMS = Path(__file__).parent
_TIMEOUT_S = 600.0


class JarsError(UserError):
    """The jars of a set cannot be had; the message says what to do."""


def jars(name: str) -> tuple[Path, ...]:
    """The jars of a set ("kafka", "flink-kafka", "delta"), absolute and by name, fetched if they are not there yet.

    Several processes may ask at once: one fetches, the others wait. Raises `JarsError`.
    """
    pom, lock = _POMS / f"{name}.pom.xml", _POMS / f"{name}.lock"
    if not pom.is_file():
        known = ", ".join(sorted(path.name.removesuffix(".pom.xml") for path in _POMS.glob("*.pom.xml")))
        raise JarsError(f"there is no set of jars '{name}'; choose from {known}")
    locked = lock.read_bytes() if lock.is_file() else b""
    folder = _cache() / f"{name}-{hashlib.sha256(pom.read_bytes() + locked).hexdigest()[:16]}"
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with (folder.parent / f".{name}.lock").open("ab") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            if not folder.is_dir():
                _fetch(name, _digests(locked), folder)
    return tuple(sorted(folder.glob("*.jar")))


def lock_lines(paths: tuple[Path, ...]) -> str:
    """What `<name>.lock` says of these jars: one line each, digest and file name."""
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in paths)


def maven_command(name: str, work: Path) -> list[str]:
    """What fetches a set into `work`/jars. Raises `JarsError` if there is no Maven."""
    maven = shutil.which("mvn")
    if maven is None:
        raise JarsError(f"the jars of '{name}' are fetched by Maven, which is not here; install it (apt: maven)")
    # Maven writes beside the pom that it is given.
    shutil.copy(_POMS / f"{name}.pom.xml", work / "pom.xml")
    goal = ["dependency:copy-dependencies", f"-DoutputDirectory={work / 'jars'}", "-DincludeScope=runtime"]
    return [maven, "-q", "-B", "-f", str(work / "pom.xml"), *goal]


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "andamio" / "jars"


def _digests(locked: bytes) -> dict[str, str]:
    return {name: digest for digest, name in (line.split("  ", 1) for line in locked.decode().splitlines())}


def _fetch(name: str, digests: dict[str, str], folder: Path) -> None:
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{name}-") as scratch:
        work = Path(scratch)
        command = maven_command(name, work)
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=_TIMEOUT_S, check=False)
        except subprocess.TimeoutExpired:
            raise JarsError(f"fetching the jars of '{name}' took over {_TIMEOUT_S:.0f} s; check the network") from None
        if done.returncode:
            said = next((line for line in done.stdout.splitlines() if "ERROR" in line), f"exit {done.returncode}")
            raise JarsError(f"Maven could not fetch the jars of '{name}': {said[:300]}")
        fetched = tuple(sorted((work / "jars").glob("*.jar")))
        _verify(name, fetched, digests)
        (work / "jars").rename(folder)


def _verify(name: str, fetched: tuple[Path, ...], digests: dict[str, str]) -> None:
    got = _digests(lock_lines(fetched).encode())
    if not digests:
        raise JarsError(f"'{name}' has no lock; write {name}.lock with: python -m andamio.jars.lock {name}")
    for jar in sorted(set(got) ^ set(digests)):
        raise JarsError(f"{jar} is in one of pom and lock of '{name}' alone; write the lock again")
    for jar, digest in got.items():
        if digest != digests[jar]:
            raise JarsError(f"{jar} of '{name}' differs from its lock; do not use it, and find out why")
