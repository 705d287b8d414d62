"""From changed files to what must be tested and deployed, each with the chain of dependencies that puts it there.

Pure: the target graph comes in as `./pants peek ::` prints it, the changed targets as `./pants list` does.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Action = Literal["test", "deploy"]

# No target owns these, and everything is built by them: a change here plans everything.
EVERYTHING = ("pants", "pants.toml", "pyproject.toml", "infra/macros.py", "infra/pants_plugins/", ".ci/")


@dataclass(frozen=True, slots=True)
class Target:
    """One target of the monorepo."""

    address: str
    kind: str
    """Pants' target type, such as "python_test" or "pex_binary"."""
    tags: tuple[str, ...]
    dependencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to do, and why."""

    action: Action
    address: str
    why: tuple[str, ...]
    """The chain from a changed file to this target; each depends on the one before it."""


def parse_targets(peek: Iterable[Mapping[str, Any]]) -> dict[str, Target]:
    """Targets by address, from the JSON of `./pants peek ::`."""
    return {
        row["address"]: Target(
            row["address"], row["target_type"], tuple(row.get("tags") or ()), tuple(row.get("dependencies") or ())
        )
        for row in peek
    }


def action_of(target: Target) -> Action | None:
    """What a target in the plan asks for: a test runs, a binary tagged deployable is deployed."""
    if target.kind == "python_test":
        return "test"
    if "deployable" in target.tags:
        return "deploy"
    return None


def forces_everything(changed_files: Iterable[str]) -> str | None:
    """The first changed file that every target is built by, or None."""
    for path in changed_files:
        if any(path == rule or (rule.endswith("/") and path.startswith(rule)) for rule in EVERYTHING):
            return path
    return None


def plan(
    targets: Mapping[str, Target], roots: Mapping[str, str], selected: Iterable[str], everything: str | None = None
) -> tuple[Entry, ...]:
    """The plan, deployments first, by address.

    `roots` maps directly changed targets to the file that changed; `selected` are the addresses that Pants
    calls transitively changed. With `everything` (a file) all targets are selected, for that reason.
    """
    if everything is not None:
        entries = [Entry(action, t.address, (everything,)) for t in targets.values() if (action := action_of(t))]
    else:
        cause = _causes(targets, roots)
        entries = [
            Entry(action, address, _chain(cause, roots, address))
            for address in selected
            if address in targets and (action := action_of(targets[address]))
        ]
    return tuple(sorted(entries, key=lambda entry: (entry.action, entry.address)))


def _causes(targets: Mapping[str, Target], roots: Mapping[str, str]) -> dict[str, str | None]:
    """For each target that depends on a root, the dependency on a shortest chain to one; roots map to None."""
    dependents: dict[str, list[str]] = {}
    for target in targets.values():
        for dependency in target.dependencies:
            dependents.setdefault(dependency, []).append(target.address)
    cause: dict[str, str | None] = dict.fromkeys(sorted(roots))
    queue = deque(cause)
    while queue:
        current = queue.popleft()
        for dependent in sorted(dependents.get(current, ())):
            if dependent not in cause:
                cause[dependent] = current
                queue.append(dependent)
    return cause


def _chain(cause: Mapping[str, str | None], roots: Mapping[str, str], address: str) -> tuple[str, ...]:
    if address not in cause:
        return ("Pants says it changed; no chain of explicit dependencies shows why",)
    chain: list[str] = []
    current: str | None = address
    while current is not None:
        chain.append(current)
        current = cause[current]
    return (roots[chain[-1]], *reversed(chain[:-1])) if len(chain) > 1 else (roots[address],)


def render(entries: Sequence[Entry], ref: str) -> str:
    """The plan as text for a terminal or a review."""
    if not entries:
        return f"since {ref}: nothing to test, nothing to deploy\n"
    lines = [f"since {ref}: deploy {_count(entries, 'deploy')}, test {_count(entries, 'test')}"]
    for entry in entries:
        lines.append(f"  {entry.action:6}  {entry.address}")
        lines.append(f"          because {' <- '.join(reversed(entry.why))} changed")
    return "\n".join(lines) + "\n"


def _count(entries: Sequence[Entry], action: Action) -> int:
    return sum(entry.action == action for entry in entries)
