"""Tokens read back by a job that must know whom a line is about: the right is the key, and its use is on record.

    access = access_at_start("feature_health", options, "served values recomputed")    # --pii-keys, --audit
    Revealer(access).value("customer", "shop", "tok_k1_...")

The first token that is revealed writes `pii.detokenized` to the audit log, before the value is given out: a job that
cannot be recorded reveals nothing, and outside development does not start. Lines from before there were tokens hold the
value itself, which is given back.
"""

import argparse
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from andamio.audit.log import open_audit
from andamio.audit.service_trail import add_option, wrong_with_audit
from andamio.environment import Environment, environment_of_process, refuse_development_defaults
from andamio.errors import UserError
from andamio.pii import key_settings
from andamio.pii.tokens import KeyRing, TokenError, is_token, of_tenant


@dataclass(frozen=True)
class Access:
    """A job's way to the keys, and where it says that it used them."""

    actor: str
    reason: str
    keys_file: Path | None
    audit_log: str | None
    """None in development alone."""
    environment: Environment

    @cached_property
    def keys(self) -> KeyRing:
        """Had at the first use: a job that meets no token needs none. Raises `UserError`."""
        return key_settings.key_settings(self.keys_file, self.environment).ring()

    def record(self, field_name: str) -> None:
        """Write to the audit log that tokens of a field are revealed."""
        if self.audit_log is not None:
            with open_audit(self.audit_log) as log:
                log.append(self.actor, "pii.detokenized", f"field/{field_name}", self.reason)


class Revealer:
    """Values of tokens. One thread."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._recorded: set[str] = set()
        self._known: dict[tuple[str, str, str], str] = {}

    def value(self, field_name: str, tenant: str, text: str) -> str:
        """What a token of a tenant's field stands for; raises `UserError` for one of other keys, or of another tenant."""
        if not is_token(text):
            return text
        known = self._known.get((field_name, tenant, text))
        if known is None:
            if field_name not in self._recorded:
                self._access.record(field_name)
                self._recorded.add(field_name)
            try:
                known = self._access.keys.reveal(text, of_tenant(field_name, tenant))
            except TokenError:
                raise UserError(
                    f"a {field_name} of tenant '{tenant}' is a token of other keys; give --pii-keys the file of the service "
                    "that wrote it"
                ) from None
            self._known[field_name, tenant, text] = known
        return known


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add `--pii-keys` and `--audit`."""
    key_settings.add_options(parser)
    add_option(parser)


def access_at_start(job: str, options: argparse.Namespace, reason: str) -> Access:
    """What `add_options` asked for; raises `UserError` for what may not be outside development."""
    environment = environment_of_process()
    wrong = key_settings.wrong_outside_development(options.pii_keys) + wrong_with_audit(options.audit)
    refuse_development_defaults(environment, job, wrong if environment is not Environment.DEV else ())
    return Access(f"job:{job}", reason, options.pii_keys, options.audit, environment)
