"""`andamio rollout replay`: recorded verdicts, failovers and what labels decided, given again and compared."""

import argparse

from andamio.errors import UserError
from andamio.rollout.console.client import ControllerClient
from andamio.rollout.console.command_frame import chosen_rollout, show

_OF_OTHER_RULES = 3


def replayed(client: ControllerClient, options: argparse.Namespace) -> int:
    """Of one rollout, or of all moves; the exit status says whether the record holds."""
    if options.moves:
        return _replay_moves(client, options)
    rollout_id = chosen_rollout(client, options.rollout)
    answer = client.get(f"/v1/rollouts/{rollout_id}/replay", verdict=options.verdict)
    lines = []
    for each in answer["verdicts"]:
        recorded, again = (f"{each[side]['ruling']} ({each[side]['reason']})" for side in ("recorded", "again"))
        same = "is given again" if each["equal"] else f"is recorded, but given again it is {again}"
        lines.append(f"verdict {each['verdict']}: {recorded} {same}")
    differ = "all equal" if answer["equal"] else "NOT all equal"
    if answer["checked"] or not answer["of_other_rules"]:
        lines.append(f"{rollout_id}: {answer['checked']} verdicts given again from the recorded decisions, {differ}")
    if answer["of_other_rules"]:
        lines.append(
            f"{rollout_id}: of {answer['of_other_rules']} verdicts the first is not compared: {answer['other_rules']}"
        )
    show(options, answer, "\n".join(lines))
    if not answer["equal"]:
        return 1
    return _OF_OTHER_RULES if answer["of_other_rules"] else 0


def _replay_moves(client: ControllerClient, options: argparse.Namespace) -> int:
    if options.rollout is not None or options.verdict is not None:
        raise UserError("--moves is about all failovers and labels; leave out the rollout and --verdict")
    answer = client.get("/v1/replay")
    lines = []
    for each in answer["moves"]:
        recorded = each["recorded"]
        same = "decided alike again" if each["equal"] else f"but its evidence says {each['again']}"
        lines.append(f"{recorded['subject']} {recorded['from']} -> {recorded['to']} ({recorded['reason']}), {same}")
    differ = "all equal" if answer["equal"] else "NOT all equal"
    show(options, answer, "\n".join([*lines, f"{answer['checked']} moves decided again from their evidence, {differ}"]))
    return 0 if answer["equal"] else 1
