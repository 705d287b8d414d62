"""What a person or a pipeline can ask of the controller; every command says who asks, and why.

Command
├── SetStable            a release answers everything, at once: the first, an earlier one, or stable again
├── Start                begin a rollout
├── Approve              let it pass a stage that waits for a person (`Settings.approvals`)
├── Hold, Resume         stop (allow) its forward moves
├── Abort                roll back, or take back what was promoted and is still under watch
├── Pin                  a tenant or an entity is answered by one release
├── Freeze               stop (allow) all forward moves
├── AddFreezeWindow, RemoveFreezeWindow
└── Kill                 no candidate, for as long as it is set
"""

from dataclasses import dataclass

from andamio.rollout.machine.freeze_windows import FreezeWindow


@dataclass(frozen=True, slots=True)
class Command:
    """What a person or a pipeline asks for: always with who and why."""

    actor: str
    reason: str


@dataclass(frozen=True, slots=True)
class SetStable(Command):
    """Make a release stable at once: the first one, or back to an earlier one that is still warm.

    After a failover, naming stable itself lets it answer again.
    """

    release_id: str


@dataclass(frozen=True, slots=True)
class Start(Command):
    """Begin the rollout of a release."""

    rollout_id: str
    release_id: str


@dataclass(frozen=True, slots=True)
class Approve(Command):
    """Let the rollout enter the stage that waits for a person. The actor must not be the one who started it."""

    rollout_id: str
    stage: str | None = None
    """The stage meant ("shadow", "canary[1]", "promoted"), so that an approval that comes late approves nothing else;
    None: whichever waits."""


@dataclass(frozen=True, slots=True)
class Hold(Command):
    """Stop the forward moves of the rollout; it still rolls back."""

    rollout_id: str


@dataclass(frozen=True, slots=True)
class Resume(Command):
    """End a hold."""

    rollout_id: str


@dataclass(frozen=True, slots=True)
class Abort(Command):
    """Roll back now."""

    rollout_id: str


@dataclass(frozen=True, slots=True)
class Pin(Command):
    """Let one release answer a tenant ("tenant:shop") or an entity ("entity:" and its 16 hex digits)."""

    subject: str
    release_id: str | None
    """None unpins."""


@dataclass(frozen=True, slots=True)
class Freeze(Command):
    """Stop (or allow) forward moves."""

    frozen: bool


@dataclass(frozen=True, slots=True)
class AddFreezeWindow(Command):
    """Add a window, or replace the one of its name."""

    window: FreezeWindow


@dataclass(frozen=True, slots=True)
class RemoveFreezeWindow(Command):
    """Remove a window."""

    name: str


@dataclass(frozen=True, slots=True)
class Kill(Command):
    """No candidate for as long as it is set; ends the rollout under way."""

    killed: bool
