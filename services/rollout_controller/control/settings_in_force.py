"""Which settings a step goes by: a release's own where it has some, else those that the controller is told."""

from collections.abc import Callable

from andamio.errors import AndamioError
from andamio.rollout.errors import NoSuchRelease
from andamio.rollout.machine.state_machine import Command, Control, SetStable, Start
from andamio.rollout.routing_table import RULES
from andamio.rollout.settings import Settings

SettingsOf = Callable[[str], Settings | None]
"""A release's own settings, None for the controller's; may raise `AndamioError`."""


class SettingsInForce:
    """Settings by release, with `default` for those that have none."""

    def __init__(self, default: Settings, settings_of: SettingsOf) -> None:
        self.default = default
        self._settings_of = settings_of
        self._stable: tuple[str | None, Settings] = (None, default)

    def require_release(self, release_id: str) -> None:
        """Raises `NoSuchRelease`; what else may be wrong with a release, its gates will say."""
        try:
            self._settings_of(release_id)
        except AndamioError as error:
            if isinstance(error, NoSuchRelease):
                raise

    def of(self, release_id: str | None) -> Settings:
        """The settings that a rollout of the release would start with now."""
        if release_id is None or release_id == RULES:
            return self.default
        try:
            return self._settings_of(release_id) or self.default
        except AndamioError:
            return self.default  # the gates will say what is wrong with the release

    def of_step(self, control: Control, command: Command | None) -> Settings:
        """Without a rollout under way: those of the release that a command is about, else of the stable one."""
        if isinstance(command, Start | SetStable):
            return self.of(command.release_id)
        if control.stable != self._stable[0]:
            # Kept, for it is asked for at every tick and a release document never changes.
            self._stable = (control.stable, self.of(control.stable))
        return self._stable[1]
