"""What a change would test and deploy, and why: asks git and Pants, prints the plan. Needs no third-party package."""

import argparse
import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from deploy_plan.graph import forces_everything, parse_targets, plan, render  # noqa: E402  # the path comes first

ROOT = Path(__file__).resolve().parents[2]


def _run(*command: str) -> str:
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if finished.returncode != 0:
        tail = (finished.stderr.strip() or finished.stdout.strip()).splitlines()[-1:]
        sys.exit(f"plan-deploy: `{' '.join(command)}` failed: {' '.join(tail)}")
    return finished.stdout


def main() -> None:
    parser = argparse.ArgumentParser(
        prog=".ci/plan-deploy",
        description="Prints what a change since REF would test and deploy, and why each is in the plan.",
        epilog="example: .ci/plan-deploy main --json",
    )
    parser.add_argument("ref", nargs="?", default="HEAD~1", help="the git revision to compare with (default HEAD~1)")
    parser.add_argument("--json", action="store_true", help="print the plan as JSON")
    options = parser.parse_args()
    commit = _run("git", "rev-parse", "--verify", f"{options.ref}^{{commit}}").strip()
    files = sorted(
        set(_run("git", "diff", "--name-only", commit).splitlines())
        | set(_run("git", "ls-files", "--others", "--exclude-standard").splitlines())
    )
    targets = parse_targets(json.loads(_run("./pants", "peek", "::")))
    changed = _run("./pants", f"--changed-since={commit}", "list").split()
    selected = _run("./pants", f"--changed-since={commit}", "--changed-dependents=transitive", "list").split()
    roots = {address: _file_of(address, files) for address in changed}
    entries = plan(targets, roots, selected, forces_everything(files))
    if options.json:
        print(json.dumps({"since": commit, "plan": [asdict(entry) for entry in entries]}, indent=2))
    else:
        print(render(entries, options.ref), end="")


def _file_of(address: str, files: list[str]) -> str:
    """The changed file that a directly changed target stands for: its own source, else a file of its folder."""
    path = address.split(":")[0].split("@")[0].split("#")[0]
    if path in files:
        return path
    return next((file for file in files if file.startswith(f"{path}/")), path)


if __name__ == "__main__":
    main()
