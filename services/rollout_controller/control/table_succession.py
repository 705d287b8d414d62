"""Which routing table is written next: its version, and what is to be said of the one that was found there."""

from dataclasses import replace

from andamio.rollout.errors import InvalidDocument, StaleWriter
from andamio.rollout.machine.state_machine import Control, Transition, routes
from andamio.rollout.routing_table import RoutingTable
from andamio.rollout.settings import Settings
from rollout_controller.control.table_file import TableRouter


def epoch_found(router: TableRouter) -> int:
    """The epoch of the table that is there; 0 where there is none that can be read."""
    try:
        found = router.read()
    except InvalidDocument:
        return 0
    return found.epoch if found else 0


def next_table(
    control: Control,
    before: RoutingTable | None,
    written: RoutingTable | None,
    router: TableRouter,
    settings: Settings,
    epoch: int,
    at_ms: int,
) -> tuple[RoutingTable | None, tuple[Transition, ...]]:
    """The table of a state, after the table `before`; None while there is no stable release.

    What is there is not what this controller last wrote (`written`): that is a transition. Raises `StaleWriter` where
    a later controller has written.
    """
    table = routes(control, 0, at_ms, settings)
    if table is None:
        return None, ()
    found: RoutingTable | None = None
    problem = None
    try:
        found = router.read()
    except InvalidDocument as error:
        problem = str(error)
    if found is not None and found.epoch > epoch:
        raise StaleWriter(f"the routing table is of epoch {found.epoch}, this controller leads in {epoch}")
    if written is not None and problem is None and found != written:
        problem = "is missing" if found is None else f"was replaced by version {found.version}, which nobody decided"
    # Beyond the file's version as well: a new or set-back store must not give a version two meanings.
    last = max(found.version if found else 0, before.version if before else 0)
    kept = before is not None and table.same_routes(before) and last == before.version
    version = last if kept else last + 1
    repaired = () if problem is None else (Transition("routing table", "damaged", f"version {version}", problem),)
    return replace(table, version=version, epoch=epoch), repaired
