"""50 kill -9 of processes that write to one audit log, on SQLite and on PostgreSQL: what is lost, doubled or broken.

PYTHONPATH=libs:. python -m tests.bench.audit_kills [--kills 50] [--writers 3] [--seed 6]
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from random import Random

from andamio.audit import kills
from andamio.audit.local_postgres import local_postgres, new_database
from tests.bench.machine import description

LOST_MOST = 0
DOUBLED_MOST = 0


def main(argv: list[str]) -> int:
    """Run on both databases; status 1 if an objective is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--writers", type=int, default=3)
    parser.add_argument("--seed", type=int, default=6)
    options = parser.parse_args(argv)
    found = {}
    with tempfile.TemporaryDirectory() as folder, local_postgres() as server:
        for name, url in (("sqlite", f"{folder}/sqlite/audit.db"), ("postgresql", new_database(server))):
            place = Path(folder) / name
            place.mkdir()
            found[name] = kills.run(url, place, options.kills, Random(options.seed), options.writers)
    met = all(
        account.lost <= LOST_MOST
        and account.doubled <= DOUBLED_MOST
        and account.report.ok
        and account.report_after.ok
        and account.unacknowledged <= account.kills
        for account in found.values()
    )
    shown = {
        name: {
            "kills": account.kills,
            "acknowledged": account.acknowledged,
            "lost": account.lost,
            "doubled": account.doubled,
            "written_but_not_acknowledged": account.unacknowledged,
            "valid_as_left": account.report.ok,
            "uncovered_as_left": account.report.records - account.report.covered,
            "valid_after_reopening": account.report_after.ok,
            "uncovered_after_reopening": account.report_after.records - account.report_after.covered,
            "checkpoints": account.report_after.checkpoints,
            "torn_checkpoint_lines": account.report_after.torn_lines,
        }
        for name, account in found.items()
    }
    print(json.dumps({"machine": description(), **shown, "objectives_met": met}, indent=2))
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
