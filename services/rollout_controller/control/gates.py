"""The gates of a rollout, as this controller runs them: those of the rollout lib, under this process's trusted keys."""

import os
from pathlib import Path

from andamio.models.errors import SigningError
from andamio.models.trust import trust_of
from andamio.rollout.machine.state_machine import Check, GateReport
from andamio.rollout.releases import release_gates


def check_release(releases: Path, release_id: str) -> GateReport:
    """Run the gates on a release, in order, up to the first that fails."""
    try:
        trust = trust_of(os.environ)
    except SigningError as error:
        return GateReport((Check("signature", False, str(error)),))
    return release_gates.check_release(releases, release_id, trust)
