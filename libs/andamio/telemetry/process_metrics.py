"""What the process itself uses: processor time, memory, threads, and the work of Python's garbage collector."""

import gc
import os
import resource
import threading
from collections.abc import Iterable
from pathlib import Path

from opentelemetry.metrics import CallbackOptions, Meter, Observation

from andamio.telemetry import conventions

_GC = (
    (conventions.CPYTHON_GC_COLLECTIONS, "{collection}", "collections", "Times that a generation was collected"),
    (conventions.CPYTHON_GC_COLLECTED_OBJECTS, "{object}", "collected", "Objects collected, by generation"),
    (conventions.CPYTHON_GC_UNCOLLECTABLE_OBJECTS, "{object}", "uncollectable", "Objects found uncollectable"),
)
_STATM = Path("/proc/self/statm")


def observe_process(meter: Meter) -> None:
    """Report on this process whenever metrics are collected; between collections it costs nothing."""
    meter.create_observable_counter(conventions.PROCESS_CPU_TIME, [_cpu], "s", "CPU time, by mode")
    meter.create_observable_up_down_counter(conventions.PROCESS_MEMORY_USAGE, [_memory], "By", "Physical memory in use")
    meter.create_observable_up_down_counter(conventions.PROCESS_THREAD_COUNT, [_threads], "{thread}", "Python threads")
    for name, unit, key, description in _GC:
        meter.create_observable_counter(name, [_Collector(key)], unit, description)


class _Collector:
    def __init__(self, key: str) -> None:
        self._key = key

    def __call__(self, options: CallbackOptions) -> Iterable[Observation]:
        for generation, stats in enumerate(gc.get_stats()):
            yield Observation(stats[self._key], {conventions.CPYTHON_GC_GENERATION: generation})


def _cpu(options: CallbackOptions) -> Iterable[Observation]:
    used = resource.getrusage(resource.RUSAGE_SELF)
    yield Observation(used.ru_utime, {conventions.CPU_MODE: "user"})
    yield Observation(used.ru_stime, {conventions.CPU_MODE: "system"})


def _memory(options: CallbackOptions) -> Iterable[Observation]:
    if _STATM.exists():
        yield Observation(int(_STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE"))
    else:  # no /proc: the most so far, which macOS gives in bytes
        yield Observation(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def _threads(options: CallbackOptions) -> Iterable[Observation]:
    yield Observation(threading.active_count())
