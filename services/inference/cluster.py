"""A Ray of our own on this machine, small, quiet and on the loopback interface, for as long as the service runs."""

import io
import logging
import os
import secrets
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from types import FrameType

# Before Ray is imported: it reads these on import, and its processes inherit them.
os.environ.update(
    {
        "RAY_USAGE_STATS_ENABLED": "0",
        "RAY_enable_metrics_collection": "0",
        "RAY_task_events_report_interval_ms": "0",
        "RAY_SERVE_LOG_TO_STDERR": "0",
        # A replica's gRPC port listens on all interfaces whatever Ray is told, and unpickles what it gets; only who
        # holds this run's token may talk to it, and to Ray's other ports.
        "RAY_AUTH_MODE": "token",
        "RAY_AUTH_TOKEN": secrets.token_hex(32),
        # Otherwise Ray replaces "127.0.0.1" by an address that others can reach and listens on all interfaces, its
        # metrics without a token. Named after the systems on which this is the default; it works on all.
        "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",
        # Another Ray's address in the environment must not make us join it.
        "RAY_ADDRESS": "",
        # An ingress that is gone is started again after three of these, not after 30 s; a replica's port is looked at
        # every second.
        "RAY_SERVE_PROXY_HEALTH_CHECK_PERIOD_S": "1",
        "RAY_SERVE_PROXY_HEALTH_CHECK_TIMEOUT_S": "5",
        "RAY_SERVE_HAPROXY_HEALTH_CHECK_INTER": "1s",
        # A node that does not answer is dead after 4 s, not after 40; one whose connection breaks, at once.
        "RAY_health_check_initial_delay_ms": "5000",
        "RAY_health_check_period_ms": "1000",
        "RAY_health_check_timeout_ms": "2000",
        "RAY_health_check_failure_threshold": "3",
        # Ray runs its workers, and with them replicas and HAProxy, at niceness 15: whatever else runs on the machine, Ray's
        # own bookkeeping first of all, would keep a request waiting for tens of milliseconds. Added to what they inherit,
        # which is this service's own.
        "RAY_worker_niceness": "0",
        "RAY_SERVE_THROUGHPUT_OPTIMIZED": "1",
        "RAY_SERVE_ENABLE_HA_PROXY": "1",
    }
)

import httpx  # noqa: E402
import ray  # noqa: E402
from ray import serve  # noqa: E402
from ray.serve.schema import LoggingConfig  # noqa: E402

from andamio.processes import adopt_orphans, end_descendants  # noqa: E402
from andamio.telemetry.setup import start  # noqa: E402
from inference import ingress  # noqa: E402
from inference.deployment import application  # noqa: E402
from inference.errors import InferenceError  # noqa: E402
from inference.nodes import Node, NodeWatch, publish  # noqa: E402
from inference.settings import ReplicaSettings  # noqa: E402

# What the models pass through Ray is small; Ray's minimum is 75 MiB.
_OBJECT_STORE_BYTES = 80 * 1024 * 1024
# A Unix socket's path has at most 107 bytes, of which Ray's session and socket names take up to 64.
_LONGEST_TEMP_DIR = 107 - 64
_READY_LIMIT_S = 90.0
_WATCH_INTERVAL_S = 1.0
_GONE_AFTER_S = 30.0


class Stopped(BaseException):
    """SIGTERM came. No `Exception`: nothing on the way may swallow it."""


def serve_until_stopped(settings: ReplicaSettings, host: str, port: int, replicas: int, nodes: int = 1) -> None:
    """Serve until SIGTERM; prints "ready <url>" when requests are answered. Leaves no process behind.

    With more `nodes` than this one it waits for them to join: each takes its part of the replicas.
    """
    url = f"http://{host}:{port}"
    signal.signal(signal.SIGTERM, _stop)
    adopt_orphans()
    try:
        # Stdout is for "ready" alone.
        stdout = sys.stdout
        with redirect_stdout(sys.stderr), _ray(settings.log_dir):
            # Ray has put a handler of its own in place.
            signal.signal(signal.SIGTERM, _stop)
            _require_gpus(replicas if settings.device == "cuda" else 0)
            serve.start(
                http_options={"host": host, "port": port, "location": "HeadOnly"},
                logging_config=_quiet(),
            )
            publish(settings.log_dir, ray.get_runtime_context().gcs_address, os.environ["RAY_AUTH_TOKEN"])
            app = application(settings, replicas, nodes)
            serve.run(app, name="inference", route_prefix="/", logging_config=_quiet())
            # One client for all questions: to make one takes 20 ms of the processor that requests are served by.
            with httpx.Client(base_url=url, trust_env=False) as client:
                _wait_ready(client)
                print(f"ready {url}", file=stdout, flush=True)
                telemetry = start("inference", settings.telemetry_dir)
                try:
                    _watch(client, NodeWatch(settings.log_dir, telemetry.logger, telemetry.meter))
                finally:
                    telemetry.shutdown()
    except Stopped:
        return
    except SystemExit:
        # Ray's handler, in place while it starts, knows of no graceful stop.
        return
    finally:
        end_descendants()


def _require_gpus(wanted: int) -> None:
    """Raise `InferenceError` where Ray has fewer: it would wait for them without a word."""
    found = int(ray.cluster_resources().get("GPU", 0))  # type: ignore[no-untyped-call]
    if found < wanted:
        raise InferenceError(
            f"the stable release asks for device cuda, a GPU for each of {wanted} replicas, and Ray finds {found}; "
            "start fewer replicas, or serve on a machine with more GPUs"
        )


def _quiet() -> LoggingConfig:
    return LoggingConfig(log_level="WARNING", enable_access_log=False)


@contextmanager
def _ray(log_dir: Path) -> Iterator[None]:
    """Ray, from start to end. Its logs stay in `<log_dir>/ray` if that path is short enough for its sockets."""
    ingress_dir = Path(tempfile.mkdtemp(prefix="ingress-", dir="/tmp"))
    os.environ.update(ingress.environment(ingress_dir, threads=len(os.sched_getaffinity(0))))
    temp_dir = log_dir.resolve() / "ray"
    temporary = len(os.fsencode(temp_dir)) > _LONGEST_TEMP_DIR
    if temporary:
        temp_dir = Path(tempfile.mkdtemp(prefix="andamio-ray-"))
    try:
        ray.init(
            address="local",
            num_cpus=1,  # also the number of workers that Ray starts ahead of need
            include_dashboard=False,
            object_store_memory=_OBJECT_STORE_BYTES,
            log_to_driver=False,
            logging_level=logging.WARNING,
            _temp_dir=str(temp_dir),
            _node_ip_address="127.0.0.1",
        )
        yield
    finally:
        # A second SIGTERM must not leave half of it running.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        # Ray tells on stdout that what is being stopped has stopped.
        with redirect_stdout(io.StringIO()):
            if ray.is_initialized():
                serve.shutdown()  # type: ignore[no-untyped-call]
            ray.shutdown()
        shutil.rmtree(ingress_dir, ignore_errors=True)
        if temporary:
            shutil.rmtree(temp_dir, ignore_errors=True)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise Stopped


def _wait_ready(client: httpx.Client) -> None:
    """Wait for 200 of /readyz; raises `InferenceError` with the reason when the limit is over."""
    until = time.monotonic() + _READY_LIMIT_S
    reason = "no answer"
    while time.monotonic() < until:
        try:
            response = client.get("/readyz", timeout=2.0)
            if response.status_code == 200:
                return
            reason = response.json().get("detail", response.text)
        except (httpx.HTTPError, ValueError) as error:
            reason = str(error)
        time.sleep(0.05)
    raise InferenceError(f"not ready after {_READY_LIMIT_S:.0f} s: {reason}")


def _watch(client: httpx.Client, nodes: NodeWatch) -> None:
    """Return never, while the service answers; raises `InferenceError` when it has not for long."""
    alive = time.monotonic()
    while time.monotonic() - alive < _GONE_AFTER_S:
        time.sleep(_WATCH_INTERVAL_S)
        nodes.look(map(Node.from_table, ray.nodes()))  # type: ignore[no-untyped-call]
        try:
            if client.get("/healthz", timeout=5.0).status_code == 200:
                alive = time.monotonic()
        except httpx.HTTPError:
            continue
    silent = f"{client.base_url} has not answered for {_GONE_AFTER_S:.0f} s"
    raise InferenceError(f"{silent}; see Ray's logs, and start it again")
