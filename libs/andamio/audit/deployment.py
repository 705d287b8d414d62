"""What a service or job runs with, on record as its deployment, once while it is the same.

    record_deployment(log, "quickstart", "stream_features", arguments_in_force(arguments))

Whoever holds the log records itself (`ServiceTrail.deployed`). A job that cannot (the stream's resolve has no library for
the log's signatures) is recorded by who starts it: `andamio audit start`, or the program that starts it as its child.
"""

import re
from collections.abc import Sequence

from andamio.audit.in_force import Document, record_in_force
from andamio.audit.log import AuditLog, Receipt

APPLIED = "deployment.applied"
_USER = re.compile(r"//[^/\s]*@")


def record_deployment(log: AuditLog, actor: str, name: str, document: Document) -> Receipt | None:
    """Record that `name` runs with this from now on; None if the record says so already. Raises as `AuditLog.append` does."""
    return record_in_force(log, actor, APPLIED, f"deployment/{name}", document, describe)


def describe(before: Document | None, now: Document) -> str:
    """What changed, in a sentence."""
    if before is None:
        return "the first deployment on record"
    changed = sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))
    return f"changed: {', '.join(changed)}"[:1_000]


def arguments_in_force(arguments: Sequence[str]) -> dict[str, str]:
    """A command line as a record keeps it: `--option value`, `--option=value` and flags by option, the rest as "arguments".

    An option that is given twice keeps its values in their order.
    """
    found: dict[str, list[str]] = {}
    option = ""
    for argument in map(without_user, arguments):
        if argument.startswith("--"):
            option, _, value = argument.removeprefix("--").partition("=")
            values = found.setdefault(option, [])
            if value:
                values.append(value)
                option = ""
        else:
            found.setdefault(option or "arguments", []).append(argument)
            option = ""
    return {name: " ".join(values) for name, values in sorted(found.items())}


def without_user(text: str) -> str:
    """An address without who it is asked as: that may be a person's address, and a password would be nobody's to see."""
    return _USER.sub("//", text)
