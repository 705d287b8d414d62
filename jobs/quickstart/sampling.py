"""Memory and CPU of the whole process tree, sampled once a second while the run goes on."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import psutil

from quickstart.progress import now_ms
from quickstart.result import MemorySample, ProcessMemory

_INTERVAL_S = 1.0
_MIB = 1024 * 1024


@dataclass
class Sampler:
    """Samples in a thread between `start` and `stop`. `names` gives the name of each child that was started, by pid."""

    names: Callable[[], Mapping[int, str]]
    samples: list[MemorySample] = field(default_factory=list)
    _peaks_mb: dict[str, float] = field(default_factory=dict)
    _cpu_s: dict[tuple[int, float], tuple[str, float]] = field(default_factory=dict)
    """By process, identified by pid and start time: its name and the CPU seconds it has used."""
    _stopped: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self._loop, name="sampler", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()

    @property
    def peak_mb(self) -> float:
        """Largest total of one sample, MiB."""
        return max((sample["mb"] for sample in self.samples), default=0.0)

    def processes(self) -> list[ProcessMemory]:
        """Peak memory and CPU by kind of process, the largest first."""
        cpu: dict[str, float] = {}
        for name, seconds in self._cpu_s.values():
            cpu[name] = cpu.get(name, 0.0) + seconds
        ordered = sorted(self._peaks_mb.items(), key=lambda item: -item[1])
        return [ProcessMemory(name=name, peak_mb=mb, cpu_s=cpu.get(name)) for name, mb in ordered]

    def _loop(self) -> None:
        while not self._stopped.wait(_INTERVAL_S):
            self._sample()

    def _sample(self) -> None:
        own, names = psutil.Process(), self.names()
        by_name: dict[str, float] = {}
        for process in [own, *own.children(recursive=True)]:
            try:
                name = _name(process, own.pid, names)
                # Proportional share: pages that several processes map (Ray's object store) count once.
                memory = process.memory_full_info().pss / _MIB
                times = process.cpu_times()
                self._cpu_s[process.pid, process.create_time()] = (name, times.user + times.system)
            except (psutil.NoSuchProcess, psutil.AccessDenied):
                continue
            by_name[name] = by_name.get(name, 0.0) + memory
        self.samples.append(MemorySample(at_ms=now_ms(), mb=sum(by_name.values())))
        for name, mb in by_name.items():
            self._peaks_mb[name] = max(self._peaks_mb.get(name, 0.0), mb)


def _name(process: psutil.Process, own_pid: int, names: Mapping[int, str]) -> str:
    """The child that a process is or descends from; an orphan that came to this process is "orphans"."""
    if process.pid == own_pid:
        return "jobs.quickstart"
    for ancestor in [process, *process.parents()]:
        if ancestor.pid in names:
            return names[ancestor.pid]
        if ancestor.pid == own_pid:
            break
    return "orphans"
