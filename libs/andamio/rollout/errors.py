"""What can go wrong around a rollout.

AndamioError
└── RolloutError
    ├── InvalidDocument      a release, routing table or settings file breaks its format
    │   └── NoSuchRelease    there is no such release in the folder of releases; a `UserError` too
    ├── GateFailure          a release or its package does not hold what it promises
    ├── Conflict             a command that does not fit the state of the rollout
    ├── DamagedRecord        what was recorded cannot be read any more, or a part of it is gone
    ├── OtherRules           a recorded verdict was given by another version of the rules
    ├── StaleWriter          a controller that another has succeeded tried to write
    ├── CommandRefused       a controller behind a URL says Conflict
    └── ControllerUnavailable    it does not answer, or failed
"""

from andamio.errors import AndamioError, UserError


class RolloutError(AndamioError):
    """Base of the errors of the rollout lib."""


class InvalidDocument(RolloutError):
    """A document breaks its format. `field` names the offending field, '' for the document as a whole."""

    def __init__(self, where: str, field: str, fix: str) -> None:
        self.field = field
        self.fix = fix
        super().__init__(f"{where}: {f'field {field!r} ' if field else ''}{fix}")


class NoSuchRelease(InvalidDocument, UserError):
    """A release that has no document; the message names those that have."""


class GateFailure(RolloutError):
    """A release or its package does not hold what it promises; the message is the gate's detail."""


class Conflict(RolloutError):
    """The command cannot be obeyed in the present state; the message says which one can."""


class DamagedRecord(RolloutError):
    """What was recorded cannot be read any more, or a part of it is gone; the message names the rollout."""


class OtherRules(RolloutError):
    """A recorded verdict was given by another version of the rules, so it cannot be given again; the message names both."""


class StaleWriter(RolloutError):
    """Another controller leads since: what this one has decided must not be written. Its remedy is to stand by."""


class CommandRefused(RolloutError):
    """The controller did not obey: the command does not fit the state. The message is its own."""


class ControllerUnavailable(RolloutError):
    """The controller cannot be reached or failed."""
