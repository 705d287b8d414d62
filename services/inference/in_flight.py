"""The register of what a process is executing: a write-ahead marker that outlives the process that wrote it.

One file a process, `<directory>/<pid>-<start>.register`, mapped into memory: what is written into the map is in the
kernel at once and stays there when the process is killed, whatever kills it. It has a section a loaded release:

    byte 0 to 1023   one a thread: 0 idle, 1 executing, 2 loading
    byte 1024        1 where the release is proven (stable, or stable before), 0 where it is a candidate
    byte 1025 on     {"release": id, "digest": digest}, padded with NUL; all NUL where the section is free

Behind the sections are the lines of the decision log that wait for their shadow, each in a slot of 8 KiB: its length in
4 bytes, 0 where the slot is free, then the line. So an answer that was given is logged, whatever ends its process.

The process holds a lock on its file for as long as it lives, which ends with it, also on another machine that mounts
the folder: who gets the lock knows that the process is gone. A clean stop removes the file.
"""

import fcntl
import json
import mmap
import os
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from inference.errors import InferenceError

_SECTION_BYTES = 2048
_SECTIONS = 32
_SLOTS = 1024
_PROVEN_AT = _SLOTS
_NAME_AT = _SLOTS + 1
_EXECUTING, _LOADING = 1, 2
_LINES_AT = _SECTIONS * _SECTION_BYTES
LINE_BYTES = 8192
"""The room of a line, with its length."""
LINES = 2048
"""How many lines a process may keep at a time: about as many payments as it answers in a second."""
_BYTES = _LINES_AT + LINES * LINE_BYTES
_LENGTH = struct.Struct("<I")
_SUFFIX = ".register"


@dataclass(frozen=True, slots=True)
class Held:
    """A release that a process held when it ended."""

    release: str
    digest: str
    proven: bool
    executing: int = 0
    """Threads that were executing it."""
    loading: bool = False

    @property
    def in_hand(self) -> bool:
        """Whether the process was at work on it."""
        return self.loading or self.executing > 0


@dataclass(frozen=True, slots=True)
class Dead:
    """A process that ended without saying so."""

    process: str
    """Process id and start, as in the file's name."""
    held: tuple[Held, ...]
    lines: tuple[bytes, ...] = ()
    """Lines of the decision log that waited for their shadow."""

    @property
    def pid(self) -> int:
        """Its process id."""
        return int(self.process.partition("-")[0])


class Section:
    """The marks of one loaded release. Marking takes no lock: lists append and pop atomically."""

    def __init__(self, register: "Register | None", start: int) -> None:
        self._register = register
        self._map: mmap.mmap | bytearray = register.map if register else bytearray(_SECTION_BYTES)
        self._start = start
        self._free = list(range(start, start + _SLOTS))

    def enter(self) -> int:
        """Mark one more execution, before it begins; the answer is for `leave`."""
        slot = self._free.pop()
        self._map[slot] = _EXECUTING
        return slot

    def leave(self, slot: int) -> None:
        """The execution is over, whatever came of it."""
        self._map[slot] = 0
        self._free.append(slot)

    @contextmanager
    def loading(self) -> Iterator[None]:
        """Mark the loading: verifying, building the session, the golden set."""
        slot = self.enter()
        self._map[slot] = _LOADING
        try:
            yield
        finally:
            self.leave(slot)

    def prove(self, proven: bool) -> None:
        """Whether the release has been stable: then a death counts against it only where no candidate was in hand."""
        self._map[self._start + _PROVEN_AT] = int(proven)

    def close(self) -> None:
        """Nothing of the release runs any more. May be called again."""
        register, self._register = self._register, None
        if register is not None:
            # A late `leave` must not write into a section that belongs to another release by then.
            self._map = bytearray(_SECTIONS * _SECTION_BYTES)
            register.free(self._start)


class Register:
    """The register of this process."""

    def __init__(self, directory: Path) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self.path = directory / f"{os.getpid()}-{time.time_ns() // 1_000_000}{_SUFFIX}"
        partial = self.path.with_suffix(".partial")
        self._file = partial.open("w+b")
        self._file.truncate(_BYTES)
        fcntl.flock(self._file, fcntl.LOCK_EX)
        # Under its name only once it is locked: nobody takes a process for dead that is about to begin.
        partial.rename(self.path)
        self.map = mmap.mmap(self._file.fileno(), _BYTES)
        self._lines = [_LINES_AT + number * LINE_BYTES for number in range(LINES)]
        self._starts = [number * _SECTION_BYTES for number in reversed(range(_SECTIONS))]
        self._lock = threading.Lock()

    def section(self, release: str, digest: str) -> Section:
        """A section for a release that is about to be loaded."""
        name = json.dumps({"release": release, "digest": digest}, separators=(",", ":")).encode()
        room = _SECTION_BYTES - _NAME_AT
        if len(name) > room:
            raise InferenceError(f"release {release} has a name or digest of {len(name)} bytes; {room} are room")
        with self._lock:
            if not self._starts:
                raise InferenceError(f"{_SECTIONS} releases are loaded; route to fewer")
            start = self._starts.pop()
            self.map[start : start + _SECTION_BYTES] = bytes(_NAME_AT) + name.ljust(room, b"\0")
        return Section(self, start)

    def keep(self, line: bytes) -> int | None:
        """Keep a line until `let_go`; None, and not kept, where it is too long or there is no room."""
        if len(line) > LINE_BYTES - _LENGTH.size or not self._lines:
            return None
        slot = self._lines.pop()
        start = slot + _LENGTH.size
        self.map[start : start + len(line)] = line
        # Last: a slot counts once its length is there.
        _LENGTH.pack_into(self.map, slot, len(line))
        return slot

    def let_go(self, slot: int) -> None:
        """The line is in the log."""
        _LENGTH.pack_into(self.map, slot, 0)
        self._lines.append(slot)

    def free(self, start: int) -> None:
        """For `Section.close`."""
        with self._lock:
            if not self._file.closed:
                self.map[start : start + _SECTION_BYTES] = bytes(_SECTION_BYTES)
            self._starts.append(start)

    def close(self) -> None:
        """A clean stop: what is still in hand is nobody's fault. May be called again."""
        with self._lock:
            if not self._file.closed:
                self.path.unlink(missing_ok=True)
                self._file.close()


def collect_dead(directory: Path) -> Iterator[Dead]:
    """The registers of processes that are gone, oldest first, each given to one caller only.

    A register is removed when the next one is asked for: a caller that dies over it leaves it to another.
    """
    for path in sorted(directory.glob(f"*{_SUFFIX}"), key=lambda path: path.name.rpartition("-")[2]):
        try:
            file = path.open("rb")
        except FileNotFoundError:
            continue
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                continue
            if not os.fstat(file.fileno()).st_nlink:
                continue  # another one has collected it in the meantime
            content = file.read()
            held, lines = tuple(_held(content[:_LINES_AT])), tuple(_kept(content))
            yield Dead(path.name.removesuffix(_SUFFIX), held, lines)
            path.unlink(missing_ok=True)


def _held(content: bytes) -> Iterator[Held]:
    for start in range(0, len(content), _SECTION_BYTES):
        section = content[start : start + _SECTION_BYTES]
        slots, name = section[:_SLOTS], section[_NAME_AT:].rstrip(b"\0")
        if name:
            named = json.loads(name)
            executing, loading = slots.count(_EXECUTING), slots.count(_LOADING) > 0
            yield Held(named["release"], named["digest"], bool(section[_PROVEN_AT]), executing, loading)


def _kept(content: bytes) -> Iterator[bytes]:
    for slot in range(_LINES_AT, len(content), LINE_BYTES):
        (length,) = _LENGTH.unpack_from(content, slot)
        if length:
            yield content[slot + _LENGTH.size : slot + _LENGTH.size + length]
