"""10,000 random tamperings at or before the last checkpoint of an audit log: how many go unseen.

PYTHONPATH=libs:. python -m tests.bench.audit_tampering [--trials 10000] [--seed 6]
"""

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from random import Random

from andamio.audit.log import open_audit
from andamio.audit.tampering import TAMPERINGS, Contents, read, tampered, write
from tests.bench.machine import description

UNSEEN_MOST = 0
FALSELY_VOUCHED_MOST = 0  # reports whose first bad sequence lies after the first record that was changed
FALSE_ALARMS_MOST = 0  # of untouched logs that were written anew in the same way
_RECORDS, _COVERED = 220, 200


def main(argv: list[str]) -> int:
    """Run the trials; status 1 if an objective is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=6)
    options = parser.parse_args(argv)
    random = Random(options.seed)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "audit.db"
        _make(path)
        original = read(path)
        tried: Counter[str] = Counter()
        unseen: Counter[str] = Counter()
        vouched: Counter[str] = Counter()
        exact = 0
        for trial in range(options.trials):
            name = list(TAMPERINGS)[trial % len(TAMPERINGS)]
            changed, first = tampered(name, original, _COVERED, random)
            ok, first_bad = _verified(path, changed)
            tried[name] += 1
            unseen[name] += ok
            vouched[name] += first_bad is not None and first_bad > first
            exact += first_bad == first
        false_alarms = sum(not _verified(path, original)[0] for _ in range(100))
    met = (
        sum(unseen.values()) <= UNSEEN_MOST
        and sum(vouched.values()) <= FALSELY_VOUCHED_MOST
        and false_alarms <= FALSE_ALARMS_MOST
    )
    result = {
        "machine": description(),
        "seed": options.seed,
        "records": _RECORDS,
        "covered": _COVERED,
        "tried": dict(tried),
        "unseen": {name: count for name, count in unseen.items() if count},
        "falsely_vouched": {name: count for name, count in vouched.items() if count},
        "first_bad_exact": exact,
        "false_alarms_of_100": false_alarms,
        "seconds": round(time.monotonic() - began, 1),
        "objectives_met": met,
    }
    print(json.dumps(result, indent=2))
    return 0 if met else 1


def _make(path: Path) -> None:
    now_ms = 1_700_000_000_000
    with closing(open_audit(str(path), lambda: now_ms, environment={})) as log:
        for number in range(_COVERED):
            now_ms += 90  # a checkpoint every dozen records
            evidence = ["x" * 5_000, number] if number % 20 == 0 else {"n": number}
            key = f"k{number}" if number % 5 == 0 else None
            log.append(
                "controller", "rollout.advanced", f"rollout/{number % 9}", f"{number}", None, None, evidence, key
            )
        log.checkpoint()
        kept = Path(log.checkpoints.name).read_bytes()
        for number in range(_COVERED, _RECORDS):
            log.append("controller", "rollout.advanced", "rollout/1", f"{number}", evidence={"n": number})
    # Closing covered the rest; as a kill would have left it, they are not.
    Path(log.checkpoints.name).write_bytes(kept)


def _verified(path: Path, contents: Contents) -> tuple[bool, int | None]:
    write(path, contents)
    with closing(open_audit(str(path), read_only=True, environment={})) as log:
        report = log.verify()
    return report.ok, report.first_bad


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
