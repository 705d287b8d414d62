"""A process that appends until it is killed: what the tests and the benchmark of kills start several of.

python -m andamio.audit.writer_process URL CHECKPOINTS NAME FROM     (prints `number sequence digest` a durable record)
"""

import sys
from pathlib import Path

from andamio.audit.log import open_audit


def main(url: str, checkpoints: str, name: str, first: int) -> None:
    """Append records named `name.N` for N from `first`; a line is printed only when the receipt is there."""
    log = open_audit(url, checkpoints=Path(checkpoints))
    number = first
    while True:
        # Every seventh has evidence beside it, which must come and go with its record.
        evidence = {"n": number, "padding": "x" * (5_000 if number % 7 == 0 else 10)}
        receipt = log.append(name, "automation.ran", f"{name}.{number}", "written until killed", evidence=evidence)
        print(number, receipt.sequence, receipt.digest, flush=True)
        number += 1


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
