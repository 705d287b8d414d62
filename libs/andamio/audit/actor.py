"""Who a process acts for, where no person is at its keyboard."""

import re
from collections.abc import Mapping

DEPLOYER_VARIABLE = "ANDAMIO_DEPLOYER"
_NO_ID = re.compile(r"[^A-Za-z0-9._:/@=,+#-]+")


def actor_of(process: str, environment: Mapping[str, str]) -> str:
    """The id of whoever `ANDAMIO_DEPLOYER` names, else `process`, such as "service:feature_api"."""
    return as_id(environment.get(DEPLOYER_VARIABLE) or process)


def as_id(name: str) -> str:
    """A name as an id of the audit log: without spaces."""
    return _NO_ID.sub("_", name)
