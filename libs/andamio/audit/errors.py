"""What can go wrong around the audit log.

AndamioError
└── AuditError
    ├── InvalidRecord           what is to be recorded breaks the rules: unknown action, too large, personal data
    ├── LogUnavailable          the log, or the place of its checkpoints, cannot be read or written now
    └── LogTampered             what is there is not what a checkpoint committed to; nothing is appended to it
"""

from andamio.errors import AndamioError


class AuditError(AndamioError):
    """Base of the errors of the audit lib."""


class InvalidRecord(AuditError):
    """A value breaks the rules of records; the message names the field and the fix. Nothing was written."""


class LogUnavailable(AuditError):
    """The log or its checkpoints cannot be reached. If it was raised while writing, the record may or may not be there."""


class LogTampered(AuditError):
    """The log is not a continuation of its last checkpoint: cut, restored from a copy, or rewritten."""
