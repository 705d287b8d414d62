"""Inference and the rollout controller as processes, with a stand-in for the feature API, for trials over HTTP.

The services are the built binaries, where they lie below the working directory or $ANDAMIO_BINARIES; else they are run
from the sources that this process imports from.
"""

import json
import math
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import numpy

from andamio.catalog.loading import load_catalog
from andamio.models.linear_model import linear_onnx
from andamio.models.package import GoldenRow, Manifest, write_package
from andamio.models.signing import local_signer
from andamio.models.training_schema import declared_schema, trained_schema
from andamio.service_run.local_service import free_port

_READY_S = 120.0
_STOP_S = 40.0
_REQUEST_FIELDS = ("amount_minor", "lines", "distinct_products")
_WEIGHT_OF_AMOUNT = 2e-5
_BIAS = {"stable": -1.0, "candidate": -0.95}
WHO = {"actor": "recovery trials", "reason": "a rehearsal"}


def expected_score(package: str, amount_minor: int) -> float:
    """What a healthy release of a package scores."""
    return 1 / (1 + math.exp(-(_WEIGHT_OF_AMOUNT * amount_minor + _BIAS[package])))


class Services:
    """Both services, running, and the folder that they share."""

    def __init__(self, folder: Path, inference_url: str, controller_url: str) -> None:
        self.folder = folder
        self.inference_url = inference_url
        self.controller_url = controller_url
        self.log_dir = folder / "decisions"
        self.table = folder / "routing.json"
        self._client = httpx.Client(base_url=controller_url, timeout=30, trust_env=False)

    def post(self, path: str, **body: Any) -> dict[str, Any]:
        """Command the controller."""
        response = self._client.post(path, json={**WHO, **body})
        response.raise_for_status()
        document: dict[str, Any] = response.json()
        return document

    def get(self, path: str) -> Any:
        """Ask the controller."""
        response = self._client.get(path)
        response.raise_for_status()
        return response.json()

    def release(self, release_id: str, package: str, fault: Mapping[str, Any] | None = None) -> None:
        """Write a release document."""
        path = self.folder / "packages" / package
        digest = json.loads((path / "manifest.json").read_text(encoding="utf-8"))["digest"]
        document = {"release_id": release_id, "package": str(path), "digest": digest, "deadline_ms": 2_000}
        if fault is not None:
            document["fault"] = dict(fault)
        (self.folder / "releases" / f"{release_id}.json").write_text(json.dumps(document), encoding="utf-8")


@contextmanager
def running(folder: Path, settings: Mapping[str, Any], rollback_delay_s: float = 0.0) -> Iterator[Services]:
    """Both services, r-stable being stable. `rollback_delay_s` makes rollbacks reach the replicas late (a control)."""
    (folder / "releases").mkdir(parents=True)
    _packages(folder / "packages")
    settings_file = folder / "settings.json"
    settings_file.write_text(json.dumps(settings), encoding="utf-8")
    ports = [free_port() for _ in range(2)]
    services = Services(folder, f"http://127.0.0.1:{ports[0]}", f"http://127.0.0.1:{ports[1]}")
    services.release("r-stable", "stable")
    read_table = folder / "late.json" if rollback_delay_s else services.table
    with ExitStack() as stack:
        feature_api = stack.enter_context(_feature_api())
        releases = ["--releases", str(folder / "releases"), "--log-dir", str(services.log_dir)]
        controller = ["--state", str(folder / "rollout.db"), "--routing-table", str(services.table)]
        controller += ["--settings", str(settings_file), "--telemetry-dir", str(folder / "telemetry")]
        stack.enter_context(_process("rollout_controller", [*controller, *releases, "--port", str(ports[1])], folder))
        services.post("/v1/stable", release_id="r-stable")
        if rollback_delay_s:
            stack.enter_context(_relay(services.table, read_table, rollback_delay_s))
        inference = ["--routing-table", str(read_table), "--feature-api", feature_api, "--allow-fault-injection"]
        inference += ["--telemetry-dir", str(folder / "telemetry"), "--features-budget-ms", "2000"]
        stack.enter_context(_process("inference", [*inference, *releases, "--port", str(ports[0])], folder))
        yield services


def _packages(folder: Path) -> None:
    catalog = load_catalog()
    service = catalog.services["reversal_risk@1"]
    inputs = (*_REQUEST_FIELDS, *service.feature_names())
    # As if trained on one row of ones and one without values: the gate on skew asks for it.
    rows = numpy.array([[1.0] * len(inputs), [math.nan] * len(inputs)], dtype=numpy.float32)
    schema = trained_schema(declared_schema(catalog, service, _REQUEST_FIELDS), rows)
    weights = [_WEIGHT_OF_AMOUNT, *([0.0] * (len(inputs) - 1))]
    for name, bias in _BIAS.items():
        write_package(
            folder / name,
            onnx_bytes=linear_onnx(weights, bias),
            manifest=Manifest(
                "reversal_risk", inputs, service.id, _REQUEST_FIELDS, 0.5, "run", "data", name, schema=schema
            ),
            signer=local_signer(folder.parent / "state"),
            golden_rows=[GoldenRow((None,) * len(inputs), 1 / (1 + math.exp(-bias)))],
        )


@contextmanager
def _process(name: str, arguments: list[str], folder: Path) -> Iterator[None]:
    binary = Path(os.environ.get("ANDAMIO_BINARIES") or Path.cwd()) / f"services.{name}" / "bin.pex"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PEX") and key != "PYTHONPATH"}
    environment["ANDAMIO_STATE"] = str(folder / "state")
    if binary.exists():
        command = [sys.executable, str(binary)]
    else:
        command = [sys.executable, "-m", f"{name}.main"]
        environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    errors = folder / f"{name}.stderr"
    with errors.open("ab") as stderr:
        process = subprocess.Popen(
            [*command, *arguments], stdout=subprocess.PIPE, stderr=stderr, env=environment, start_new_session=True
        )
    stuck = threading.Timer(_READY_S, process.kill)
    stuck.start()
    try:
        assert process.stdout is not None
        if b"ready" not in process.stdout.readline():
            raise RuntimeError(f"{name} did not start: {errors.read_text(encoding='utf-8')[-2000:]}")
        stuck.cancel()
        yield
    finally:
        stuck.cancel()
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class _FeatureApi(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    features: tuple[str, ...] = ()
    views: tuple[str, ...] = ()

    def do_POST(self) -> None:
        try:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        except ValueError:
            return  # a replica that was killed while it asked
        answer = {
            "feature_service": asked["feature_service"],
            "as_of_ms": asked["as_of_ms"],
            "applied_position": dict.fromkeys(self.views, 1),
            "features": list(self.features),
            "results": [
                {
                    "entity": entity,
                    "statuses": dict.fromkeys(self.views, "present"),
                    "values": [0] * len(self.features),
                }
                for entity in asked["entities"]
            ],
        }
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


class _QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A replica that is killed resets its connections: that is the trial, not news."""


@contextmanager
def _feature_api() -> Iterator[str]:
    service = load_catalog().services["reversal_risk@1"]
    _FeatureApi.features = tuple(service.feature_names())
    _FeatureApi.views = tuple(view.id for view in service.views)
    with _QuietServer(("127.0.0.1", 0), _FeatureApi) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@contextmanager
def _relay(source: Path, target: Path, rollback_delay_s: float) -> Iterator[None]:
    """Copy the table as it changes; one without a candidate only after a while, if the last one had one."""
    stop = threading.Event()
    had_candidate = False

    def copy() -> None:
        nonlocal had_candidate
        while not stop.wait(0.02):
            text = source.read_text(encoding="utf-8")
            has_candidate = json.loads(text)["candidate"] is not None
            if had_candidate and not has_candidate:
                _hold_back(source, target, stop, rollback_delay_s)
            had_candidate = has_candidate
            _replace(target, text)

    thread = threading.Thread(target=copy)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _hold_back(source: Path, target: Path, stop: threading.Event, seconds: float) -> None:
    """Keep the old table alive: its heartbeat goes on, so that the replicas do not fall back by themselves."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and not stop.wait(0.5):
        old = json.loads(target.read_text(encoding="utf-8"))
        written_at_ms = json.loads(source.read_text(encoding="utf-8"))["written_at_ms"]
        _replace(target, json.dumps({**old, "written_at_ms": written_at_ms}))


def _replace(path: Path, text: str) -> None:
    partial = path.with_suffix(".partial")
    partial.write_text(text, encoding="utf-8")
    partial.rename(path)
