"""Writes Prometheus rules and Grafana dashboards from the objectives of all services, and checks that they are fresh.

infra/observability/rules/<service>.yaml   infra/observability/dashboards/<service>.json
"""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

import yaml

from andamio.cli import run
from andamio.errors import UserError
from andamio.telemetry.slo.alert_rules import rule_group
from andamio.telemetry.slo.dashboards import service_dashboard
from andamio.telemetry.slo.document import Slo, load_slos

COMMAND = "./pants run libs/andamio/telemetry/slo:generate"
OUT = Path("infra/observability")
_MARK = f"# Generated from the service's slo.yaml by `{COMMAND}`; do not edit."


def objectives(root: Path) -> dict[str, tuple[Slo, ...]]:
    """Service -> its objectives, of every service of the repository at `root`; raises `AndamioError`."""
    found = {}
    for folder in sorted(path.parent for path in (root / "services").glob("*/BUILD")):
        slos = load_slos(folder / "slo.yaml")
        for slo in slos:
            if slo.service != folder.name:
                raise UserError(
                    f"{folder}/slo.yaml, {slo.name}: service is '{slo.service}'; it must be '{folder.name}'"
                )
            if not (root / slo.runbook).is_file():
                raise UserError(f"{folder}/slo.yaml, {slo.name}: there is no runbook {slo.runbook}; write it")
        found[folder.name] = slos
    return found


def render(services: Mapping[str, tuple[Slo, ...]]) -> dict[Path, str]:
    """Path below `OUT` -> text."""
    files = {}
    for service, slos in services.items():
        rules = yaml.safe_dump({"groups": [rule_group(slo) for slo in slos]}, sort_keys=False, width=120)
        files[Path("rules") / f"{service}.yaml"] = f"{_MARK}\n{rules}"
        files[Path("dashboards") / f"{service}.json"] = service_dashboard(service, slos) + "\n"
    return files


def stale(files: Mapping[Path, str], out: Path) -> list[str]:
    """What is missing below `out`, differs, or is there without a service."""
    there = {path.relative_to(out) for kind in ("rules", "dashboards") for path in (out / kind).glob("*")}
    changed = [path for path, text in files.items() if path not in there or (out / path).read_text("utf-8") != text]
    return [str(out / path) for path in sorted({*changed, *(there - set(files))})]


def main(argv: list[str]) -> int:
    """Write, or with --check report; 1 if something is stale."""
    arguments = argparse.ArgumentParser(prog="generate", description=__doc__, epilog=f"example: {COMMAND} -- --check")
    arguments.add_argument("--check", action="store_true", help="change nothing; exit with 1 if a file is stale")
    arguments.add_argument("--root", type=Path, default=Path(), help="the repository (default: this folder)")
    options = arguments.parse_args(argv)
    files, out = render(objectives(options.root)), options.root / OUT
    if options.check:
        found = stale(files, out)
        for path in found:
            print(f"stale: {path}; run {COMMAND}")
        return 1 if found else 0
    for path in stale(files, out):
        Path(path).unlink(missing_ok=True)
    for name, text in files.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(text, encoding="utf-8")
        print(out / name)
    return 0


if __name__ == "__main__":
    sys.exit(run(main))
