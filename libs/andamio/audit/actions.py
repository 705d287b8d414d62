"""What can be recorded: a closed vocabulary, `object.verb` in the past tense, each with its meaning.

An unknown action is refused, so that a reader can ask for all approvals and know that none hides under another
spelling. A domain adds its own with `ACTIONS.extended({...})`, handed to `open_audit`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from andamio.audit.errors import InvalidRecord

_NAME = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Vocabulary:
    """The actions that a log takes, by name."""

    meanings: Mapping[str, str]

    def __post_init__(self) -> None:
        for name, meaning in self.meanings.items():
            if not _NAME.fullmatch(name) or len(name) > 64 or not meaning:
                raise InvalidRecord(f"action {name!r}: write it as object.verb in small letters, and say what it means")

    def __iter__(self) -> Iterator[str]:
        return iter(self.meanings)

    def extended(self, meanings: Mapping[str, str]) -> "Vocabulary":
        """This vocabulary and more actions. A name keeps its meaning: giving it another is refused."""
        for name, meaning in meanings.items():
            if self.meanings.get(name, meaning) != meaning:
                raise InvalidRecord(f"action {name} already means {self.meanings[name]!r}; choose another name")
        return Vocabulary({**self.meanings, **meanings})

    def check(self, action: str) -> None:
        """Raise `InvalidRecord` for an action that is not in the vocabulary."""
        if action not in self.meanings:
            family = action.partition(".")[0] if isinstance(action, str) else ""
            near = [name for name in self.meanings if name.startswith(family + ".")] or list(self.meanings)
            raise InvalidRecord(
                f"action {action!r} is not in the vocabulary; use one of {', '.join(near)}, or register it"
            )


ACTIONS = Vocabulary(
    {
        "model.registered": "a model package was built and entered in the registry",
        "model.promoted": "a model version was made the one to use",
        "model.retired": "a model version may not be used any more",
        "package.signed": "a model package's digest was signed",
        "package.refused": "a package failed a gate (signature, golden set, fingerprint)",
        "release.created": "a release document was written: a package digest and its serving settings",
        "deployment.applied": "a service, job or setting was deployed",
        "deployment.reverted": "a deployment was taken back",
        "rollout.started": "a candidate was given to the controller",
        "rollout.advanced": "a rollout went a stage or step forward",
        "rollout.held": "a rollout was stopped from moving forward, by a person or a verdict",
        "rollout.resumed": "a held rollout may move again",
        "rollout.promoted": "the candidate became stable",
        "rollout.rolled_back": "traffic went back to stable on a verdict or a missing measurement",
        "rollout.aborted": "a person took the candidate back",
        "rollout.refused": "a candidate failed its gates and got no traffic",
        "rollout.decided": "a verdict was given that moved something; its evidence can be replayed",
        "rollout.moved": "a transition of the rollout's state machine that no other action names",
        "rollout.frozen": "forward moves of all rollouts were stopped",
        "rollout.unfrozen": "forward moves were allowed again",
        "rollout.killed": "the kill switch sent all traffic to stable",
        "stable.set": "a person named the stable release",
        "freeze_window.added": "a time in which nothing moves forward was declared",
        "freeze_window.removed": "such a time was taken back",
        "routing.changed": "the routing table was written",
        "release.quarantined": "a release that kills its process was taken out of service",
        "approval.requested": "a person was asked to approve",
        "approval.given": "a person approved",
        "approval.denied": "a person refused",
        "policy.changed": "who may do what was changed: a policy, role, tenant or token setting",
        "access.denied": "a request was refused by policy",
        "key.rotated": "a signing or tokenization key was replaced",
        "settings.changed": "settings of a service in use were changed",
        "pii.accessed": "personal data was read, for the purpose in the reason",
        "pii.exported": "personal data left the platform",
        "pii.detokenized": "a token was turned back into what it stands for",
        "pii.erased": "a data subject's data was deleted across stores",
        "contract.changed": "a contract or feature view was released or withdrawn",
        "automation.ran": "a job or bot changed something without a person at the keyboard",
        "log.opened": "a process began to write to this log",
    }
)
