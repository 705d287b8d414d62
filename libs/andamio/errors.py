"""The root of every exception that andamio raises on purpose.

    AndamioError                 something a caller can act on; its text is one sentence that names the offender and the fix
    └── UserError                a mistake of the person at the keyboard: bad option, missing file, port in use

Each lib roots its own tree in `AndamioError`; nothing else is caught at a command line.
"""


class AndamioError(Exception):
    """Base of all deliberate errors. The message is one sentence: what is wrong, where, and what to do."""


class UserError(AndamioError):
    """The input of the person running a command is at fault. Command lines exit with status 2."""
