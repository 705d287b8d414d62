"""`andamio audit start NAME -- COMMAND ...`: a job whose deployment is on record before it starts.

For jobs that cannot write the log themselves. The record is made, then this process becomes the command: signals, output
and exit status are its own. A log that takes no record starts nothing.
"""

import argparse
import os
import shutil
import sys
from contextlib import closing
from typing import Any

from andamio.audit import canonical_json
from andamio.audit.actor import actor_of
from andamio.audit.deployment import arguments_in_force, record_deployment
from andamio.audit.log import open_audit
from andamio.audit.service_trail import LOG_VARIABLE
from andamio.environment import DEPLOYMENT_VARIABLE
from andamio.errors import UserError

_EXAMPLES = """examples:
  andamio audit start stream_features --log work/audit.db -- stream_features.pex --log work/log --tile-log work/tile-log ...
  ANDAMIO_DEPLOYER=svc:deploy andamio audit start stream_features --log postgresql://audit@db/audit -- ...
"""
# What a binary's environment says of the binary itself must not reach the one that takes its place.
_OWN = ("PEX", "PEX_PATH", "PEX_EXTRA_SYS_PATH", "__PEX_UNVENDORED__")


def add_command(commands: Any) -> None:
    """Add `start` to the commands of the group `audit`."""
    command = commands.add_parser(
        "start",
        help="record a job's deployment, then become it",
        description=__doc__,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("name", help="of the job, such as stream_features")
    command.add_argument("job", nargs="+", metavar="COMMAND", help="after --: the job's binary and its arguments")
    command.add_argument(
        "--log", metavar="URL", default=os.environ.get(LOG_VARIABLE), help=f"the audit log (default: ${LOG_VARIABLE})"
    )
    command.set_defaults(run=_start)


def _start(options: argparse.Namespace) -> int:
    if not options.log:
        raise UserError(f"{options.name} would be on no record; name the audit log with --log URL or {LOG_VARIABLE}")
    binary = shutil.which(options.job[0])
    if binary is None:
        raise UserError(f"there is no program {options.job[0]}; give a path, or one of $PATH, after --")
    document = arguments_in_force(options.job)
    with closing(open_audit(options.log)) as log:
        record_deployment(log, actor_of(f"job:{options.name}", os.environ), options.name, document)
    environment = {name: value for name, value in os.environ.items() if name not in _OWN}
    environment[DEPLOYMENT_VARIABLE] = canonical_json.digest(document, "document")
    sys.stdout.flush()
    os.execve(binary, options.job, environment)
    raise AssertionError("a process that was replaced went on")
