"""Several processes behind one port: the parent opens it, forks, passes signals on, and replaces a worker that dies.

Fork before anything has threads: telemetry, the store and the event loop begin in the worker.
"""

import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from types import FrameType

from andamio.parent_death import die_with_parent

_SOON_S = 5.0  # a worker that dies within this never served: another one would not either


def listen(host: str, port: int) -> socket.socket:
    """A listening socket that forked workers can share."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    opened = socket.create_server((host, port), family=family, backlog=2048)
    opened.set_inheritable(True)
    return opened


def run(count: int, serve: Callable[[int], int]) -> int:
    """Run `serve(index)` in `count` processes until SIGTERM or SIGINT; the highest exit status of them.

    `serve` does its own draining; every worker is told once. One that dies unasked is replaced, unless it was young.
    """
    workers: dict[int, tuple[int, float]] = {}
    told: list[int] = []

    def tell(number: int, frame: FrameType | None) -> None:
        told.append(number)
        for pid in workers:
            os.kill(pid, signal.SIGTERM)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, tell)
    for index in range(count):
        _fork(index, serve, workers)
    worst = 0
    while workers:
        pid, status = os.wait()
        if pid not in workers:
            continue
        index, started = workers.pop(pid)
        code = os.waitstatus_to_exitcode(status)
        worst = max(worst, code if told else abs(code) or 1)
        if told:
            continue
        if time.monotonic() - started < _SOON_S:
            tell(signal.SIGTERM, None)
            continue
        print(f"worker {index} ended with status {code}; another one takes its place", file=sys.stderr)
        worst = 0
        _fork(index, serve, workers)
    return worst


def _fork(index: int, serve: Callable[[int], int], workers: dict[int, tuple[int, float]]) -> None:
    # A signal between fork and the note of the child would not reach it.
    stops = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, stops)
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            die_with_parent()
            for number in stops:
                signal.signal(number, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, stops)
            code = serve(index)
        finally:
            sys.stderr.flush()
            os._exit(code)
    workers[pid] = (index, time.monotonic())
    signal.pthread_sigmask(signal.SIG_UNBLOCK, stops)
