"""What may not leave the process: values of named fields, replaced before a log line or a span is written.

Redaction is by field name, so it costs one set lookup a field. Free text is not searched here but by `andamio.pii`'s
recognizers, which can only find what looks like somebody's data: pass it as a field instead.
"""

from collections.abc import Mapping
from typing import Any

REDACTED = "[redacted]"

# Names that no service may log in the clear. A service adds the fields that its contracts class as personal.
ALWAYS_REDACTED: frozenset[str] = frozenset(
    {"authorization", "cookie", "password", "secret", "token", "api_key", "customer", "customer_id", "email", "phone"}
)


def redact(fields: Mapping[str, Any], names: frozenset[str] = ALWAYS_REDACTED) -> dict[str, Any]:
    """A copy of `fields` with the value of every sensitive name, at any depth, replaced by "[redacted]".

    Names compare without case and by their last dotted part, as in "enduser.email".
    """
    return {
        name: REDACTED if _is_sensitive(name, names) else _redact_value(value, names) for name, value in fields.items()
    }


def _redact_value(value: Any, names: frozenset[str]) -> Any:
    if isinstance(value, Mapping):
        return redact(value, names)
    if isinstance(value, (list, tuple)):
        return [_redact_value(item, names) for item in value]
    return value


def _is_sensitive(name: str, names: frozenset[str]) -> bool:
    return name.lower().rpartition(".")[2] in names
