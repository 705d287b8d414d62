"""The three requests to Flink's REST interface that a stream needs: is it alive, take a checkpoint, is it taken."""

import json
import urllib.error
import urllib.request
from typing import Any

_TIMEOUT_S = 5.0


class RestError(Exception):
    """Flink did not answer, or refused; the request can be repeated."""


class JobRest:
    """One job of a cluster on this machine."""

    def __init__(self, port: int, job_id: str) -> None:
        self._job = f"http://127.0.0.1:{port}/jobs/{job_id}"

    def state(self) -> str:
        """The job's state, such as RUNNING, RESTARTING or FAILED; raises `RestError`."""
        return str(_request(self._job)["state"])

    def trigger_checkpoint(self) -> str:
        """Ask for a checkpoint; returns the id to ask for its end with. Raises `RestError`."""
        return str(_request(f"{self._job}/checkpoints", {"checkpointType": "CONFIGURED"})["request-id"])

    def checkpoint_ended(self, trigger: str) -> bool:
        """True once the checkpoint is complete, or has failed; raises `RestError`."""
        return bool(_request(f"{self._job}/checkpoints/{trigger}")["status"]["id"] == "COMPLETED")


def _request(url: str, body: dict[str, str] | None = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    # No proxy, whatever the environment says: this never leaves the machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=_TIMEOUT_S) as response:
            return json.load(response)
    except (OSError, ValueError) as error:
        raise RestError(str(error)) from None
