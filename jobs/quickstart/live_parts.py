"""The parts that run on while payments are replayed: Flink, tile writer, feature API, rollout controller and Ray Serve."""

import time
from contextlib import closing

import httpx

from andamio.audit.deployment import arguments_in_force, record_deployment
from andamio.audit.log import open_audit
from quickstart.errors import StepFailed
from quickstart.principals import INFERENCE, OPERATOR, Principals
from quickstart.processes import Child, Processes, find_binary
from quickstart.scenario import STABLE
from quickstart.settings import Settings

# Customers whose answers are logged: enough to look at, and seconds to recompute.
_SERVED_RATE = 0.1
# Everything is on this machine: a proxy of the environment must not come between.
LOCAL = httpx.Client(trust_env=False)


class LiveParts:
    """Starts them as processes, each waited for until it answers."""

    def __init__(self, settings: Settings, processes: Processes, principals: Principals) -> None:
        self._settings = settings
        self._processes = processes
        self._principals = principals

    def start_stream(self, cutover_ms: int | None, start_position: int | None) -> None:
        """What counts events: Flink and the tile writer, and the feature API, which answers when this returns."""
        s = self._settings
        arguments = ["--log", str(s.log), "--tile-log", str(s.tile_log), "--cutover-ms", str(cutover_ms)]
        arguments += ["--start-position", str(start_position), "--checkpoint-dir", str(s.work / "checkpoints")]
        with closing(open_audit(str(s.audit), environment=s.variables)) as log:
            # It cannot write the log itself; the others record their own.
            record_deployment(log, "quickstart", "stream_features", arguments_in_force(arguments))
        self._flink = self._processes.start(find_binary(s.binaries, "jobs.stream_features"), *arguments)
        self._processes.start(
            find_binary(s.binaries, "jobs.tile_writer"),
            "--tile-log",
            str(s.tile_log),
            "--store",
            str(s.store),
            "--epoch",
            "1",
        )
        feature_api = self._processes.start(
            find_binary(s.binaries, "services.feature_api"),
            *("--store", str(s.store), "--host", s.host, "--port", str(s.feature_api_port)),
            *("--telemetry-dir", str(s.telemetry)),
            *("--served-log", str(s.served), "--served-rate", str(_SERVED_RATE)),
            *("--pii-keys", str(s.pii_keys)),
            *("--auth", str(self._principals.settings)),
        )
        self._wait_http(feature_api, f"{s.url(s.feature_api_port)}/readyz", 60)

    def start_serving(self) -> None:
        """What decides: the controller, given the first stable release, and Ray Serve; all of it is ready when this returns."""
        s = self._settings
        controller = self._processes.start(
            find_binary(s.binaries, "services.rollout_controller"),
            *("--state", str(s.work / "controller.db"), "--releases", str(s.releases)),
            *("--routing-table", str(s.routing_table), "--log-dir", str(s.decisions)),
            *("--host", s.host, "--port", str(s.controller_port), "--telemetry-dir", str(s.telemetry)),
            *("--auth", str(self._principals.settings)),
        )
        self._wait_http(controller, f"{s.url(s.controller_port)}/readyz", 60)
        body = {"release_id": STABLE.release_id, "reason": "the first release"}
        operator = self._principals.headers(OPERATOR)
        try:
            response = LOCAL.post(f"{s.url(s.controller_port)}/v1/stable", json=body, headers=operator, timeout=30)
        except httpx.HTTPError as error:
            controller.require_running()
            raise StepFailed(f"the controller does not answer ({error}) (log: {controller.log})") from None
        if response.status_code not in (200, 201):
            raise StepFailed(f"the controller did not take the first stable release: {response.text}")
        inference = self._processes.start(
            find_binary(s.binaries, "services.inference"),
            *("--releases", str(s.releases), "--routing-table", str(s.routing_table)),
            *("--feature-api", s.url(s.feature_api_port), "--host", s.host, "--port", str(s.inference_port)),
            *("--log-dir", str(s.decisions), "--telemetry-dir", str(s.telemetry), "--allow-fault-injection"),
            *("--pii-keys", str(s.pii_keys)),
            *("--auth", str(self._principals.settings)),
            *("--feature-token", self._principals.reference(INFERENCE)),
        )
        inference.wait_ready(120)
        self._flink.wait_ready(120)

    def _wait_http(self, child: Child, url: str, deadline_s: float) -> None:
        until = time.monotonic() + deadline_s
        while time.monotonic() < until:
            try:
                # Another run's service could answer at this port; ours may be about to say that it is taken.
                if LOCAL.get(url, timeout=1.0).status_code == 200 and child.listens_on(httpx.URL(url).port):
                    return
            except httpx.HTTPError:
                pass  # it is not listening yet
            child.require_running()
            time.sleep(0.1)
        raise StepFailed(f"{child.name} did not answer {url} within {deadline_s:.0f} s (log: {child.log})")
