"""What Ray starts as HAProxy: corrects the configuration that Ray wrote, and becomes HAProxy.

    python haproxy_process.py BINARY METRICS_PORT STATISTICS_PORT PARENT -db -f CONFIG [-sf PID ...]

Runs as a script of its own with nothing but the standard library. It ends when the process that started it does: an
HAProxy that outlives a killed service would hold its port, and hand out connections to replicas that are gone.
"""

import ctypes
import os
import re
import signal
import sys
from collections.abc import Sequence

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
# Replicas do not watch for clients that hang up. The id that a client gives its request stays here, and goes into the
# answer, one that HAProxy gives itself included: what a replica gets of a client that asks again has then the same head,
# which it need not parse again.
_FRONTEND = """\
    http-request set-header x-request-disconnect-disabled ?1
    http-request set-var(txn.request_id) req.hdr(x-request-id)
    http-request del-header x-request-id
    http-after-response set-header x-request-id %[var(txn.request_id)] if { var(txn.request_id) -m found }
"""
_NO_REPLICA = (
    '    http-request return status 503 content-type text/plain string "No replica is known yet." hdr retry-after 1'
)


def corrected(config: str, own_ports: Sequence[str]) -> str:
    """The configuration with `own_ports` on loopback, the admin socket its owner's, and `_FRONTEND`'s rules.

    Where it knows of no replica, as after a start, it answers 503 in place of 404: ask again, the path may be right.
    """
    for port in own_ports:
        config = re.sub(rf"^(\s*bind )\*?:{port}$", rf"\g<1>127.0.0.1:{port}", config, flags=re.MULTILINE)
    config = config.replace(" mode 666 level admin ", " mode 600 level admin ")
    if not re.search(r"^\s*use_backend ", config, flags=re.MULTILINE):
        config = re.sub(r"^    http-request return status 404 .*$", _NO_REPLICA, config, count=1, flags=re.MULTILINE)
    return re.sub(r"^    default_backend ", _FRONTEND + r"\g<0>", config, count=1, flags=re.MULTILINE)


def main(arguments: Sequence[str]) -> None:
    """Returns only if the process that started this one has ended meanwhile."""
    binary, metrics_port, statistics_port, parent, quiet, flag, path, *more = arguments
    with open(path, encoding="utf-8") as file:
        config = corrected(file.read(), (metrics_port, statistics_port))
    os.umask(0o077)
    with open(f"{path}.local", "w", encoding="utf-8") as file:
        file.write(config)
    # Not SIGTERM: while HAProxy starts, it would be lost.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != int(parent):
        return  # it has ended already
    os.execv(binary, [binary, quiet, flag, f"{path}.local", *more])


if __name__ == "__main__":
    main(sys.argv[1:])
