"""Writes the lock of a set of jars, after its pom has changed: `python -m andamio.jars.lock kafka`."""

import subprocess
import sys
import tempfile
from pathlib import Path

from andamio import cli
from andamio.errors import UserError
from andamio.jars.maven import lock_lines, maven_command


def main(argv: list[str]) -> int:
    """Fetch what the pom of each named set says, and write its lock beside it."""
    if not argv:
        raise UserError("name at least one set of jars, such as kafka")
    here = Path(__file__).parent
    for name in argv:
        with tempfile.TemporaryDirectory() as scratch:
            subprocess.run(maven_command(name, Path(scratch)), check=True)
            fetched = tuple(sorted((Path(scratch) / "jars").glob("*.jar")))
            (here / f"{name}.lock").write_text(lock_lines(fetched), encoding="utf-8")
            print(f"{name}: {len(fetched)} jars")
    return 0


if __name__ == "__main__":
    sys.exit(cli.run(main))
