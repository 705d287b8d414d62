"""Which job a state folder belongs to, so that a start resumes the right state, or says why it cannot.

    <checkpoint dir>/job.json    the views, each with its fingerprint and its cut-over

A view's operators have ids that follow from its id alone, so state finds its operator again whatever views come and
go beside it. What a view computes must not change under its state; a view's id says what it computes, so a changed view
is a new one. The cut-over may move on: the state of what batch has taken over is simply not used again.
"""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from andamio.errors import UserError
from andamio.features.definition import FeatureView
from andamio.features.stream.flink_source import Source
from andamio.features.stream.operator_settings import fingerprint

_NAME = "job.json"
# Of the state and of this record. 1 had the state of operators that Flink made of SQL.
_FORMAT = 2


@dataclass(frozen=True, slots=True)
class ViewState:
    """What is known of a view's state."""

    fingerprint: str
    """Of what is computed, and from where on."""
    cutover_ms: int
    position: int = -1
    """Of an embedded log, up to where it was read at the savepoint that it was resumed from."""
    former_runs: tuple[str, ...] = ()
    """Runs whose lines in the tile log say nothing about what is read since then."""


@dataclass(frozen=True, slots=True)
class JobRecord:
    """The job of a state folder, or of a savepoint."""

    views: Mapping[str, ViewState]
    savepoint: str | None = None
    """Folder of the savepoint to resume from while there is no checkpoint."""

    def write(self, folder: Path) -> None:
        """Put it into the folder, whole or not at all."""
        hidden = folder / f".{_NAME}"
        hidden.write_text(json.dumps({"format": _FORMAT} | asdict(self), indent=1), encoding="utf-8")
        hidden.rename(folder / _NAME)

    def read_up_to(self, positions: Mapping[str, int]) -> "JobRecord":
        """As of a savepoint at these positions."""
        return self._with(lambda view_id, state: replace(state, position=positions.get(view_id, -1)))

    def resumed(
        self, from_checkpoint: bool, before: "JobRecord | None", runs: Mapping[str, tuple[str, ...]]
    ) -> "JobRecord":
        """As it starts from a checkpoint or a savepoint, or anew, over a tile log that `runs` have written."""

        def start(view_id: str, state: ViewState) -> ViewState:
            goes_on = from_checkpoint and before is not None and view_id in before.views
            return state if goes_on else replace(state, former_runs=runs[view_id])

        return self._with(start)

    def _with(self, change: Callable[[str, ViewState], ViewState]) -> "JobRecord":
        return replace(self, views={view_id: change(view_id, state) for view_id, state in self.views.items()})


def read_record(folder: Path) -> JobRecord | None:
    """The record in a folder; None if there is none. Raises `UserError` if another version of the job wrote it."""
    path = folder / _NAME
    if not path.exists():
        return None
    entries = json.loads(path.read_text(encoding="utf-8"))
    if entries.pop("format", 1) != _FORMAT:
        raise UserError(
            f"{folder} has the state of another version of the job, with other operators; resume with the version that "
            "wrote it, or choose an empty folder with --checkpoint-dir to read the log again"
        )
    views = {
        view_id: ViewState(**{**state, "former_runs": tuple(state["former_runs"])})
        for view_id, state in entries.pop("views").items()
    }
    return JobRecord(views, **entries)


def continued(
    record: JobRecord | None,
    wanted: Mapping[str, tuple[FeatureView, Source]],
    cutover_ms: int,
    dropped: Collection[str],
) -> JobRecord:
    """The record of a job that computes `wanted` and takes up the state of `record`.

    Raises `UserError` that names the view and the fix if that state would not be right for it.
    """
    known = record or JobRecord({})
    for view_id in sorted(set(known.views) - set(wanted) - set(dropped)):
        raise UserError(
            f"the state has view '{view_id}', which is not asked for; ask for it with --view, or give its state up with "
            f"--drop-view {view_id}"
        )
    views = {}
    for view_id, (view, source) in sorted(wanted.items()):
        computed = fingerprint(view, source)
        state = known.views.get(view_id)
        if state is None:
            state = ViewState(computed, cutover_ms)
        elif state.fingerprint != computed:
            raise UserError(
                f"view '{view_id}' is defined, or started, otherwise than in its state; give a changed view a new version, "
                "start from the former position, or choose an empty folder with --checkpoint-dir to read the log again"
            )
        elif cutover_ms < state.cutover_ms:
            raise UserError(
                f"--cutover-ms {cutover_ms} is before {state.cutover_ms}, the one of the state of view '{view_id}': what "
                f"batch owned since then was never counted; use {state.cutover_ms} or a later one"
            )
        views[view_id] = replace(state, cutover_ms=cutover_ms)
    return JobRecord(views, known.savepoint)
