"""Writers that are killed in the middle leave a log that is whole; `tests/bench/audit_kills.py` kills 50."""

from pathlib import Path
from random import Random

from andamio.audit import kills

_KILLS = 4


def test_kills_lose_nothing_acknowledged_double_nothing_and_leave_a_valid_log(url: str, tmp_path: Path) -> None:
    account = kills.run(url, tmp_path, _KILLS, Random(6), writers=2)
    assert account.acknowledged > _KILLS
    assert (account.lost, account.doubled) == (0, 0)
    assert account.unacknowledged <= account.kills
    assert account.report.ok, account.report
    assert account.report_after.ok, account.report_after
    assert account.report_after.covered == account.report_after.records == account.report.records
