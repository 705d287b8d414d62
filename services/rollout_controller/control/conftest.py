"""The fixtures of the control loop's tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from andamio.telemetry.setup import Telemetry, start
from rollout_controller.control.trial_site import Site


@pytest.fixture(scope="module")
def telemetry() -> Telemetry:
    return start("rollout_controller")


@pytest.fixture
def site(tmp_path: Path, telemetry: Telemetry) -> Iterator[Site]:
    site = Site(tmp_path, telemetry)
    yield site
    for store in site.stores:
        store.close()
