"""Memory and CPU of the whole process tree, sampled once a second while the run goes on."""

import threading
from dataclasses import dataclass, field

import psutil

from quickstart.progress import now_ms
from quickstart.result import MemorySample, ProcessMemory

_INTERVAL_S = 1.0
_MIB = 1024 * 1024
# How a process of the tree is named in the report, by what its command line contains; first match wins.
_NAMES = (
    ("jobs.stream_features", "stream job (Python)"),
    ("org.apache.flink", "Flink (JVM)"),
    ("pyflink", "Flink (JVM)"),
    ("jobs.tile_writer", "tile writer"),
    ("services.feature_api", "feature API"),
    ("services.rollout_controller", "rollout controller"),
    ("ray::", "inference (Ray Serve)"),
    ("raylet", "inference (Ray Serve)"),
    ("gcs_server", "inference (Ray Serve)"),
    ("/ray/", "inference (Ray Serve)"),
    ("services.inference", "inference (Ray Serve)"),
    ("jobs.train_reversal_risk", "training"),
    ("jobs.batch_features", "batch features"),
    ("jobs.feature_parity", "parity"),
    ("jobs.payment_events", "payment events"),
)


@dataclass
class Sampler:
    """Samples in a thread between `start` and `stop`."""

    samples: list[MemorySample] = field(default_factory=list)
    peaks_mb: dict[str, float] = field(default_factory=dict)
    cpu_s: dict[str, float] = field(default_factory=dict)
    _cpu_by_pid: dict[tuple[int, float], tuple[str, float]] = field(default_factory=dict)
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
        return max((sample["mb"] for sample in self.samples), default=0.0)

    def processes(self) -> list[ProcessMemory]:
        """Peak memory and CPU by kind of process, the largest first."""
        for name, seconds in self._cpu_by_pid.values():
            self.cpu_s[name] = 0.0
        for name, seconds in self._cpu_by_pid.values():
            self.cpu_s[name] += seconds
        ordered = sorted(self.peaks_mb.items(), key=lambda item: -item[1])
        return [ProcessMemory(name=name, peak_mb=mb, cpu_s=self.cpu_s.get(name)) for name, mb in ordered]

    def _loop(self) -> None:
        while not self._stopped.wait(_INTERVAL_S):
            self._sample()

    def _sample(self) -> None:
        own = psutil.Process()
        by_name: dict[str, float] = {}
        for process in [own, *own.children(recursive=True)]:
            try:
                name = "quickstart" if process.pid == own.pid else _name(" ".join(process.cmdline()))
                # Proportional share: pages that several processes map (Ray's object store) count once.
                memory = process.memory_full_info().pss / _MIB
                times = process.cpu_times()
                self._cpu_by_pid[process.pid, process.create_time()] = (name, times.user + times.system)
            except (psutil.NoSuchProcess, psutil.AccessDenied):
                continue
            by_name[name] = by_name.get(name, 0.0) + memory
        self.samples.append(MemorySample(at_ms=now_ms(), mb=sum(by_name.values())))
        for name, mb in by_name.items():
            self.peaks_mb[name] = max(self.peaks_mb.get(name, 0.0), mb)


def _name(command_line: str) -> str:
    return next((name for part, name in _NAMES if part in command_line), "other")
