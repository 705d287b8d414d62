"""A policy is in force when it is on record, at start and when its file changes, and never half or unread."""

import logging
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from andamio.auth.attack_table import Authority
from andamio.auth.development import Identity
from andamio.auth.errors import AuthError
from andamio.auth.guard import Guard
from andamio.auth.policy import Access, Action
from andamio.auth.policy_differences import describe
from andamio.auth.policy_watch import PolicyWatch, start_guard
from andamio.auth.settings import load_settings
from andamio.environment import Environment
from andamio.errors import AndamioError

LOGGER = logging.getLogger("andamio.probe")
GRANT = {
    "name": "scorers",
    "roles": ["scorer"],
    "actions": ["model.score"],
    "resources": ["model:*"],
}
READING = {
    **GRANT,
    "name": "readers",
    "actions": ["features.read"],
    "resources": ["view:*"],
    "pii": ["identifier"],
    "purposes": ["fraud_prevention"],
}
SCORE = Access(Action.MODEL_SCORE, "model:m")
SHOP = Identity("shop", ["shop"], ["scorer"], ["fraud_prevention"])


class Trail:
    """Keeps what it is told; refuses while it is away."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.accesses: list[tuple[str, str]] = []
        self.away = False
        self._last: Mapping[str, Any] | None = None

    def in_force(
        self,
        action: str,
        document: Mapping[str, Any],
        describe: Callable[[Mapping[str, Any] | None, Mapping[str, Any]], str],
    ) -> None:
        if self.away:
            raise AndamioError("the audit log is away")
        assert action == "policy.changed"
        if document != self._last:
            self.told.append(describe(self._last, document))
            self._last = document

    def accessed(self, actor: str, resource: str, classes: frozenset[str], purposes: frozenset[str]) -> None:
        self.accesses.append((actor, resource))


class Site:
    """A policy file, the guard by it, and its watch."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "source.yaml"
        self.trail = Trail()
        self._written = 0
        self.write(GRANT)
        self.authority = Authority(folder / "auth", self.file)
        self.file = folder / "auth" / "policy.yaml"
        self.settings = load_settings(self.authority.settings)
        self.guard = self.start()
        self.watch = PolicyWatch(self.settings, self.guard, self.trail, LOGGER)

    def start(self) -> Guard:
        return start_guard(self.settings, Environment.DEV, lambda _: None, self.trail, LOGGER)

    def write(self, *grants: Mapping[str, Any], text: str | None = None) -> None:
        self.file.write_text(text if text is not None else yaml.safe_dump({"grants": list(grants)}))
        self._written += 1
        # Two writes within one tick of the file system's clock would look alike.
        os.utime(self.file, ns=(self._written, self._written))

    def lets(self, access: Access = SCORE) -> bool:
        headers = [(k.encode(), v.encode()) for k, v in self.authority.headers(SHOP).items()]
        try:
            self.guard.authorize(self.guard.authenticate(headers), access)
        except AuthError:
            return False
        return True


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_the_policy_of_the_start_is_on_record_before_anyone_is_let_in(site: Site) -> None:
    assert site.trail.told == ["the first policy on record: 1 grants, 1 issuers"]
    site.trail.away = True
    with pytest.raises(AndamioError, match="away"):
        site.start()


def test_a_changed_file_is_on_record_and_then_in_force_without_a_restart(site: Site) -> None:
    assert site.lets()
    site.write({**GRANT, "actions": ["model.promote"]}, READING)
    site.watch.look()
    assert site.trail.told[1:] == ["grant 'readers' is new; grant 'scorers': actions +model.promote -model.score"]
    assert not site.lets()
    site.watch.look()
    site.write(GRANT)
    site.watch.look()
    assert site.trail.told[2:] == ["grant 'readers' is gone; grant 'scorers': actions +model.score -model.promote"]
    assert site.lets()


def test_a_file_that_says_the_same_in_other_words_changes_nothing(site: Site) -> None:
    site.write(text="# reviewed\n" + yaml.safe_dump({"grants": [dict(reversed(GRANT.items()))]}))
    site.watch.look()
    assert (len(site.trail.told), site.lets()) == (1, True)


@pytest.mark.parametrize("text", ["grants: [", "grants: [{name: x}]", "", None])
def test_a_file_that_cannot_be_read_changes_nothing_until_it_can(
    site: Site, text: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    if text is None:
        site.file.unlink()
    else:
        site.write(text=text)
    for _ in range(3):
        site.watch.look()
    assert (len(site.trail.told), site.lets()) == (1, True)
    site.write(READING)
    site.watch.look()
    assert not site.lets()
    assert len([each for each in caplog.records if each.message == "the policy stays as it was"]) == 1


def test_a_policy_that_cannot_be_recorded_is_not_in_force_until_it_is(site: Site) -> None:
    site.trail.away = True
    site.write(READING)
    site.watch.look()
    assert site.lets()
    site.trail.away = False
    site.watch.look()
    assert (len(site.trail.told), site.lets()) == (2, False)


def test_only_allowed_access_to_personal_data_is_counted(site: Site) -> None:
    read = Access(Action.FEATURES_READ, "view:v", frozenset({"identifier"}))
    assert not site.lets(read)
    site.write(GRANT, READING)
    site.watch.look()
    assert site.lets(read)
    assert site.lets(SCORE)
    assert site.trail.accesses == [("shop", "view:v")]


def test_a_long_change_is_cut_and_counted() -> None:
    before = {"issuers": [], "grants": [{"name": f"grant {number}"} for number in range(300)]}
    text = describe(before, {"issuers": [], "grants": []})
    assert len(text) < 1_000
    assert text.endswith("(300 changes)")
