"""Servers that the inference benchmark compares with, each a process: `python -m tests.bench.inference_bare KIND ...`.

default PORT MODEL     a FastAPI app of one ONNX model on Ray Serve as it comes
ingress PORT MODEL     the same app on Ray Serve with HAProxy and the throughput settings, each request through Ray's replica
ours PORT MODEL        the same with the direct path of services/inference to the app besides
uvicorn ARGUMENTS      the whole of services/inference behind a bare uvicorn; arguments as that service has them
"""

import os
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any

from andamio.parent_death import die_with_parent

# As services/inference has it: the comparison is of the ingress and its settings, not of Ray's defaults for limits.
_ONGOING = 256


def main(argv: list[str]) -> int:
    kind = argv[0]
    if kind == "uvicorn":
        return _uvicorn(argv[1:])
    folder = Path(tempfile.mkdtemp(prefix="bench-ray-", dir="/tmp"))
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ |= {"RAY_enable_metrics_collection": "0"}
    if kind in ("ingress", "ours"):
        from inference import ingress

        files = Path(tempfile.mkdtemp(prefix="ingress-", dir="/tmp"))
        os.environ |= ingress.environment(files, threads=len(os.sched_getaffinity(0)))
        os.environ |= {"RAY_SERVE_THROUGHPUT_OPTIMIZED": "1", "RAY_SERVE_ENABLE_HA_PROXY": "1"}
    if kind == "ingress":
        del os.environ["RAY_SERVE_HTTP_PROXY_CALLBACK_IMPORT_PATH"]
    return _bare(int(argv[1]), Path(argv[2]), folder, kind == "ours")


def _bare(port: int, model: Path, folder: Path, directly: bool) -> int:
    import numpy
    import onnxruntime
    import ray
    from fastapi import FastAPI
    from pydantic import BaseModel
    from ray import serve
    from ray.serve.schema import LoggingConfig

    class Inputs(BaseModel):
        inputs: list[float]

    app = FastAPI()

    @serve.deployment(num_replicas=1, max_ongoing_requests=_ONGOING, ray_actor_options={"num_cpus": 0})
    @serve.ingress(app)
    class Bare:
        def __init__(self) -> None:
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            self._session: Any = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
            if directly:
                from inference.direct_path import serve_directly

                # The app that Ray binds to this object is there after the constructor.
                serve_directly(lambda scope, receive, send: self.app(scope, receive, send))  # type: ignore[attr-defined]

        @app.post("/score")
        async def score(self, asked: Inputs) -> dict[str, float]:
            matrix = numpy.array([asked.inputs], dtype=numpy.float32)
            (scores,) = self._session.run(["score"], {"features": matrix})
            return {"score": float(scores[0])}

    ray.init(
        address="local",
        num_cpus=1,
        include_dashboard=False,
        object_store_memory=80 * 2**20,
        log_to_driver=False,
        _temp_dir=str(folder),
        _node_ip_address="127.0.0.1",
    )
    quiet = LoggingConfig(log_level="WARNING", enable_access_log=False)
    serve.start(http_options={"host": "127.0.0.1", "port": port}, logging_config=quiet)
    serve.run(Bare.bind(), route_prefix="/", logging_config=quiet)  # type: ignore[attr-defined]
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
    serve.shutdown()  # type: ignore[no-untyped-call]
    ray.shutdown()
    return 0


def _uvicorn(argv: list[str]) -> int:
    from andamio.auth.settings import guard_of, load_settings
    from andamio.environment import Environment
    from andamio.web.server import Server
    from inference.app import create_app
    from inference.deployment import create_replica
    from inference.settings import ReplicaSettings

    given = dict(zip(argv[::2], argv[1::2], strict=True))
    settings = ReplicaSettings(
        releases=Path(given["--releases"]),
        routing_table=Path(given["--routing-table"]),
        log_dir=Path(given["--log-dir"]),
        store=given["--store"],
        catalog=Path(given["--catalog"]),
        telemetry_dir=Path(given["--telemetry-dir"]),
        features_budget_ms=int(given["--features-budget-ms"]),
    )
    app = create_app(create_replica(settings), guard_of(load_settings(Path(given["--auth"])), Environment.DEV))
    Server(app, "127.0.0.1", int(given["--port"])).run()
    return 0


if __name__ == "__main__":
    die_with_parent()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM} if sys.argv[1] != "uvicorn" else set())
    sys.exit(main(sys.argv[1:]))
