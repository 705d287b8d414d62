"""The gates of a rollout in a process of their own: a model that ends its process must not end the controller's.

    python -m rollout_controller.control.gate_process RELEASES RELEASE_ID      # prints the report as JSON

What the process says is the report; a process that ends without one, or runs past its time, is a gate not passed.
"""

import json
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from andamio.parent_death import die_with_parent
from andamio.rollout.machine.state_machine import Check, GateReport
from rollout_controller.control.gates import check_release

# Beyond the settings' own limit for gates, after which nobody waits for the report any more.
_LIMIT_S = 120.0
_OUTPUT_AT_MOST = 500  # characters of what it said last


def check_apart(releases: Path, release_id: str) -> GateReport:
    """Run the gates on a release in a process of their own; never raises for what happens there."""
    command = [sys.executable, "-m", __name__, str(releases.absolute()), release_id]
    try:
        ended = subprocess.run(
            command, capture_output=True, text=True, timeout=_LIMIT_S, check=False, preexec_fn=die_with_parent
        )
    except subprocess.TimeoutExpired:
        return _not_passed(f"gave no answer within {_LIMIT_S:g} s")
    try:
        return GateReport(tuple(Check(**check) for check in json.loads(ended.stdout)))
    except (ValueError, TypeError):
        said = ended.stderr.strip()[-_OUTPUT_AT_MOST:]
        return _not_passed(f"ended by {_end(ended.returncode)} without an answer{': ' + said if said else ''}")


def _not_passed(detail: str) -> GateReport:
    return GateReport((Check("gates", False, f"their process {detail}"),))


def _end(status: int) -> str:
    return signal.Signals(-status).name if status < 0 else f"status {status}"


def main(argv: list[str]) -> int:
    """Print the report of the gates."""
    releases, release_id = argv
    print(json.dumps([asdict(check) for check in check_release(Path(releases), release_id).checks]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
