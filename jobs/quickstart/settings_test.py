"""Where a run's files lie: what is secret is apart from what may be shown around."""

import stat
from pathlib import Path

from andamio.environment import Environment
from andamio.pii.key_settings import write_development_keys
from quickstart.principals import Principals
from quickstart.settings import Settings, prepare_work


def test_all_keys_and_tokens_of_a_run_are_in_a_folder_that_only_its_user_may_enter(tmp_path: Path) -> None:
    work = tmp_path / "work"
    settings = Settings(None, work, tmp_path, 1, None, 1, 1, 1.0, 1, 1, 2, 3)
    for _ in range(2):  # again, over an earlier run
        with prepare_work(work):
            write_development_keys(settings.pii_keys.parent, Environment.DEV)
            Principals(settings.auth, ["shop"], 1.0)
        assert stat.S_IMODE(settings.secrets.stat().st_mode) == 0o700
        written = {path for path in work.rglob("*") if path.is_file() and path.stat().st_size}
        assert len(written) > 5
        assert {path for path in written if settings.secrets not in path.parents} == set()
