"""What the job refuses before there is any Flink."""

import pytest

from andamio.environment import DEPLOYMENT_VARIABLE, VARIABLE
from andamio.errors import UserError
from stream_features.main import main

ARGUMENTS = ["--log", "log", "--tile-log", "tile-log", "--cutover-ms", "0", "--checkpoint-dir", "state"]


@pytest.mark.parametrize("environment", ["staging", "production"])
def test_outside_development_a_start_that_is_on_no_record_is_refused(
    environment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, environment)
    monkeypatch.delenv(DEPLOYMENT_VARIABLE, raising=False)
    with pytest.raises(UserError, match="(?s)stream_features does not start in .*andamio audit start"):
        main(ARGUMENTS)
    monkeypatch.setenv(DEPLOYMENT_VARIABLE, "ab" * 32)
    with pytest.raises(UserError, match="--start-position"):
        main([*ARGUMENTS, "--start-position", "-1"])
