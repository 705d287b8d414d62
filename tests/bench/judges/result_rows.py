"""What the simulated rollouts add up to: shares and medians with their intervals, a row a judge, and who is behind whom."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tests.bench.judges import peers
from tests.bench.judges.chart import Curve
from tests.bench.judges.intervals import median, share
from tests.bench.judges.our_judge import Outcome
from tests.bench.judges.simulated import Harmless, Struck
from tests.bench.judges.threshold_peers import Result

# Ahead of a peer: the share found larger by at least this, and at the median this part of its requests or fewer.
SHARE_AHEAD_BY_AT_LEAST = 0.0
MEDIAN_BELOW_PART = 1.0
_NEVER = float("inf")


def harmless_rows(rollouts: Sequence[Harmless], planned: int) -> dict[str, Any]:
    """Of ours on harmless rollouts; `planned`: the requests of the plan."""
    ours = [each.outcome for each in rollouts]
    return {
        "rollouts": len(ours),
        "as_the_controller_runs_them": sum(not each.by_arrays for each in rollouts),
        "false_rollbacks": share(sum(o.rolled_back for o in ours), len(ours)).to_document(),
        "rolled_back": sum(o.rolled_back for o in ours),
        "why": dict(Counter(_why(o) for o in ours if o.rolled_back)),
        "promoted_within_plan": share(
            sum(not o.rolled_back and o.requests <= planned for o in ours), len(ours)
        ).to_document(),
        "requests": median([float(o.requests) for o in ours]).to_document(),
    }


def regression_rows(rollouts: Sequence[Struck], best: Mapping[str, peers.Tuned]) -> tuple[dict[str, Any], list[str]]:
    """The rows of one regression, and where ours, at the matched rate, is not ahead of a tuned peer."""
    stated, matched = ([done.ours[place] for done in rollouts] for place in (0, 1))
    ours = _found_after(matched)
    rows: dict[str, Any] = {
        "ours": {
            **_row(ours),
            "exposed": median([float(o.exposed) for o in matched]).to_document(),
            "why": dict(Counter(_why(o) for o in matched if o.rolled_back)),
        }
    }
    behind = []
    for name, peer in best.items():
        theirs = list(peer.requests)
        rows[name] = {**_row(theirs), "settings": peer.settings}
        if _share(ours) < _share(theirs) + SHARE_AHEAD_BY_AT_LEAST:
            behind.append(f"found {_share(ours):.1%}, {name} {_share(theirs):.1%}")
        middle, their_middle = median(ours).value, median(theirs).value
        if not middle < MEDIAN_BELOW_PART * their_middle:
            behind.append(f"median {middle:g} requests, {name} {their_middle:g}")
    rows["ours, at the stated rate"] = _row(_found_after(stated))
    for name, found in _documented(rollouts).items():
        rows[f"{name}, as documented"] = _row(found)
    return rows, behind


def curves(rollouts: Sequence[Struck], best: Mapping[str, peers.Tuned]) -> list[Curve]:
    """The same for the chart."""
    stated, matched = (_found_after(done.ours[place] for done in rollouts) for place in (0, 1))
    return [
        Curve("ours", matched, "ours"),
        Curve("ours, at the stated rate", stated, "documented"),
        *(Curve(name, list(peer.requests), "tuned") for name, peer in best.items()),
        *(Curve(f"{name}, as documented", found, "documented") for name, found in _documented(rollouts).items()),
    ]


def _row(found_after: list[float]) -> dict[str, Any]:
    found = share(sum(r < _NEVER for r in found_after), len(found_after))
    return {"found": found.to_document(), "requests": median(found_after).to_document()}


def _share(found_after: Sequence[float]) -> float:
    return sum(r < _NEVER for r in found_after) / len(found_after)


def _why(outcome: Outcome) -> str:
    return outcome.reason.split(":")[0]


def _found_after(results: Iterable[Outcome | Result]) -> list[float]:
    return [float(r.requests) if (r.rolled_back if isinstance(r, Outcome) else r.found) else _NEVER for r in results]


def _documented(rollouts: Sequence[Struck]) -> dict[str, list[float]]:
    seen = [done.documented for done in rollouts if done.documented]
    return {name: _found_after(d[name] for d in seen) for name in (peers.DOCUMENTED if seen else ())}
