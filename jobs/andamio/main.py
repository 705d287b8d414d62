"""The command of the platform: what is defined, and what is kept and served of it.

Each lib offers its commands as `add_commands(subparsers)` in a module `command.py`; this composes them. A command's
parser names its function, `set_defaults(run=...)`: options to exit status, 0 done, 1 the answer is no, 2 a mistake.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from andamio import cli
from andamio import new_command as new
from andamio.audit import command as audit
from andamio.audit.log import open_audit
from andamio.auth import command as auth
from andamio.catalog import command as catalog
from andamio.catalog import contracts_command as contracts
from andamio.catalog.loading import REFERENCE_POLICY, load_catalog
from andamio.contracts.compilers.arrow import schema
from andamio.contracts.model import EventRoles
from andamio.contracts.quality import QualityRules
from andamio.features.batch.lakehouse import Lakehouse
from andamio.features.batch.landing import land
from andamio.features.definition import FeatureView
from andamio.features.logs.event_log import DeliveryLog
from andamio.features.sdk import command as features
from andamio.features.sdk.read_command import add_read_commands
from andamio.models import command as models
from andamio.pii import erasure_command as pii
from andamio.pii.feature_export import FeatureExport
from andamio.rollout.console import command as rollout
from andamio.rollout.releases import release_command as releases

_EXAMPLES = """examples:
  andamio catalog list
  andamio catalog show reversal_risk@1 --json
  andamio catalog draw --out lineage.svg
  andamio contracts check --against release/2026-11-01
  andamio features status --lake work/lake --store work/online.db
  andamio features get --service reversal_risk@1 --entity tenant=shop,customer=c1 --store work/online.db
  andamio rollout watch --controller http://127.0.0.1:8302
  andamio audit verify --log work/audit.db
  andamio auth issue work/auth --subject ada --role operator --out work/ada.token
  andamio models list --registry sqlite:///work/mlflow.db
  andamio releases verify r2 --releases work/releases --out gates.json
  andamio new model churn owner=growth entity=customer event=plan_renewed
  andamio new service velocity_check owner=payments-risk
"""


def parser() -> argparse.ArgumentParser:
    """The command line: `andamio GROUP COMMAND ...`, in which every command takes --json."""
    root = argparse.ArgumentParser(
        prog="andamio",
        description=(__doc__ or "").partition("\n")[0],
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    groups = root.add_subparsers(dest="group", required=True, metavar="GROUP")
    catalog.add_commands(groups)
    contracts.add_commands(groups)
    sources = features.Sources(lambda folder: load_catalog(folder).views, _land, _audit)
    of_features = features.add_commands(groups, sources)
    export = FeatureExport(lambda folder, view: load_catalog(folder).contract_of(view))
    add_read_commands(of_features, lambda folder: load_catalog(folder).services, export)
    rollout.add_commands(groups)
    audit.add_commands(groups)
    pii.add_commands(groups, _event_roles)
    auth.add_commands(groups, REFERENCE_POLICY)
    models.add_commands(groups, open_audit)
    releases.add_commands(groups, open_audit)
    new.add_commands(groups)
    return root


def _event_roles(folder: Path | None) -> dict[str, EventRoles]:
    return {each.name: each.roles for each in load_catalog(folder).contracts.values() if each.roles is not None}


def _land(folder: Path | None, view: FeatureView, log: DeliveryLog, lake: Lakehouse) -> object:
    contract = load_catalog(folder).contract_of(view)
    check = QualityRules(contract, logged=True).check_rows
    landed = land(log, lake, contract.name, schema(contract), check, lambda _: None)
    if landed.quarantined:
        rules = ", ".join(f"{rule} ({count:,})" for rule, count in landed.broken_rules.items())
        print(f"andamio: {landed.quarantined:,} rows of {contract.id} go to quarantine: {rules}", file=sys.stderr)
    return landed


@contextmanager
def _audit(url: str | None) -> Iterator[features.Append | None]:
    url = url or os.environ.get("ANDAMIO_AUDIT_LOG")
    if not url:
        yield None
        return
    with open_audit(url) as log:
        yield log.append


def main(argv: list[str]) -> int:
    """Run one command; see --help."""
    options = parser().parse_args(argv)
    status: int = options.run(options)
    return status


if __name__ == "__main__":
    sys.exit(cli.run(main))
