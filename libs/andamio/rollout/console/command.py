"""`andamio rollout ...`: start, watch and stop rollouts at a controller. Every command that changes something says why."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from andamio.auth.service_token import TOKEN_VARIABLE
from andamio.errors import UserError
from andamio.rollout.console.client import ControllerClient
from andamio.rollout.console.command_frame import (
    CONTROLLER_VARIABLE,
    Run,
    chosen_rollout,
    connected,
    rollout_id_of,
    show,
    who,
)
from andamio.rollout.console.replay_command import replayed
from andamio.rollout.console.standing_commands import add_standing_commands

_EXAMPLES = f"""examples:
  andamio rollout plan --controller http://127.0.0.1:8302
  andamio rollout start r2-challenger --reason "trained on May" --controller http://127.0.0.1:8302
  export {CONTROLLER_VARIABLE}=http://127.0.0.1:8302          # instead of --controller
  andamio rollout watch                                    # the rollout under way; --once prints one frame
  andamio rollout hold rollout-7 --reason "waiting for the fraud team"
  andamio rollout approve rollout-7 --reason "reviewed the score differences" --actor grace
  andamio rollout abort rollout-7 --reason "complaints from the shop"
  andamio rollout kill --reason "wrong decisions in production"
  andamio rollout pin tenant:shop r1-champion --reason "their contract names the model"
  andamio rollout freeze-window add sales --time-zone Europe/Madrid --from 2026-11-27T00:00 --until 2026-12-01T00:00 \\
      --reason "the sales"
  andamio rollout replay rollout-7 --verdict 120
exit status: 0 done; 1 the controller says no or cannot be reached, or a replay differs; 2 a mistake of the caller;
  3 a replay met verdicts of another version of the rules, which it cannot compare, and no difference in the others
"""


def add_commands(groups: Any) -> Any:
    """Add the group `rollout`; `groups` is what argparse's `add_subparsers` returns. Returns the group's own."""
    group = groups.add_parser(
        "rollout",
        help="releases on their way: start, watch, approve, hold, abort, freeze, kill, replay",
        description=__doc__,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = group.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, run: Run, help_: str, among: Any = None) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = (among or commands).add_parser(
            name, help=help_, epilog=_EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        parser.add_argument(
            "--controller", metavar="URL", help=f"the rollout controller (default: the variable {CONTROLLER_VARIABLE})"
        )
        parser.add_argument(
            "--token-file", type=Path, help=f"file of the token to send (default: the variable {TOKEN_VARIABLE})"
        )
        parser.add_argument("--json", action="store_true", help="print JSON on stdout")
        parser.set_defaults(run=lambda options: connected(options, run))
        return parser

    def add_change(name: str, run: Run, help_: str, among: Any = None) -> argparse.ArgumentParser:
        parser = add(name, run, help_, among)
        parser.add_argument("--reason", required=True, help="why; it goes to the record")
        parser.add_argument("--actor", help="who (default: the user of this environment)")
        return parser

    add_change("start", _start, "begin the rollout of a release, and say what it will take").add_argument("release")
    add_change("stable", _stable, "set the first stable release, or go back to one that is still warm").add_argument(
        "release"
    )
    for name, help_ in _ABOUT_A_ROLLOUT.items():
        about = add_change(name, _tell, help_)
        about.add_argument("rollout", metavar="ID", help="such as rollout-7")
        if name == "approve":
            about.add_argument("--stage", help="only if this is the stage it waits to enter, such as canary[1]")
    for name, (_, _, help_) in _SWITCHES.items():
        add_change(name, _switch, help_)
    status = add("status", _status, "the controller, or one rollout")
    watch = add("watch", _watch, "a rollout as it happens, in the terminal; Ctrl-C ends it")
    watch.add_argument("--once", action="store_true", help="print one frame and end")
    plan = add("plan", _plan, "what a rollout allows and expects: of one, or of one that started now")
    plan.add_argument("--release", help="of this release, if it started now")
    replay = add(
        "replay",
        replayed,
        "give recorded verdicts again from the recorded decisions; status 1 if one differs, 3 if other rules gave one",
    )
    replay.add_argument("--verdict", type=int, metavar="N", help="only this one, from 1, oldest first")
    for parser in (status, watch, plan, replay):
        parser.add_argument(
            "rollout", nargs="?", metavar="ID", help="such as rollout-7 (default: the one under way, or the last)"
        )
    verdicts = add("verdicts", _verdicts, "recorded verdicts of a rollout, newest first, a page at a time")
    verdicts.add_argument("rollout", nargs="?", metavar="ID", help="such as rollout-7 (default: the last)")
    verdicts.add_argument(
        "--limit", type=int, default=20, metavar="N", help="verdicts a page (default 20, at most 500)"
    )
    verdicts.add_argument("--before", type=int, metavar="NUMBER", help="only those before this one: the next page")
    replay.add_argument(
        "--moves", action="store_true", help="instead: every failover, and all that labels decided, from their evidence"
    )
    add_standing_commands(commands, add, add_change)
    return commands


_ABOUT_A_ROLLOUT = {
    "approve": "let a rollout pass the stage that waits for a person",
    "hold": "stop the forward moves of a rollout; it still rolls back",
    "resume": "end a hold",
    "abort": "roll back now",
}
_SWITCHES = {
    "freeze": ("frozen", True, "stop the forward moves of all rollouts; they still roll back"),
    "unfreeze": ("frozen", False, "allow forward moves again"),
    "kill": ("killed", True, "stable only, at once, for as long as it is set; ends the rollout under way"),
    "unkill": ("killed", False, "clear the kill switch"),
}


def _start(client: ControllerClient, options: argparse.Namespace) -> int:
    body = {**who(options), "release_id": options.release}
    plan = client.get("/v1/plan", release_id=options.release)
    if not options.json:
        print(f"{options.release} {plan['text']}{_expected(plan)}")
    rollout = client.post("/v1/rollouts", body)
    waits = f", but makes no forward move: {rollout['frozen_by']}" if rollout["frozen_by"] else ""
    begun = f"{rollout['rollout_id']}: {rollout['release_id']} over {rollout['stable']} has begun{waits}"
    show(options, rollout, f"{begun}; andamio rollout watch {rollout['rollout_id']} shows it")
    return 0


def _stable(client: ControllerClient, options: argparse.Namespace) -> int:
    status = client.post("/v1/stable", {**who(options), "release_id": options.release})
    show(options, status, f"stable is {status['stable']} (routing table {_version(status)})")
    return 0


def _tell(client: ControllerClient, options: argparse.Namespace) -> int:
    asked = {"stage": options.stage} if getattr(options, "stage", None) else {}
    rollout = client.post(f"/v1/rollouts/{rollout_id_of(options.rollout)}/{options.command}", {**who(options), **asked})
    show(options, rollout, _sentence(rollout))
    return 0


def _switch(client: ControllerClient, options: argparse.Namespace) -> int:
    name, value, _ = _SWITCHES[options.command]
    path = {"frozen": "/v1/freeze", "killed": "/v1/kill"}[name]
    status = client.post(path, {**who(options), name: value})
    show(options, status, f"{name}: {'yes' if status[name] else 'no'} (routing table {_version(status)})")
    return 0


def _status(client: ControllerClient, options: argparse.Namespace) -> int:
    if options.rollout is not None:
        rollout = client.get(f"/v1/rollouts/{rollout_id_of(options.rollout)}")
        lines = [_sentence(rollout), f"plan: {rollout['plan']}"]
        lines += [f"{each['from']} -> {each['to']} by {each['actor']}: {each['reason']}" for each in rollout["history"]]
        show(options, rollout, "\n".join(lines))
        return 0
    status = client.get("/v1/status")
    shown = {
        "stable": status["stable"] or "none yet",
        "warm": ", ".join(status["warm"]) or "none",
        "rollout": _under_way(client, status),
        "under watch": _watches(status["watches"]),
        "frozen": _switched(status["frozen"], status["frozen_by"]),
        "freeze window": status["window"] or "none in force",
        "killed": _switched(status["killed"], status["killed_by"]),
        "failover": f"yes, {status['failover']} answers" if status["failover"] else "no",
        "routing table": _version(status),
        "replicas": _replicas(status),
        "led by": _lease(status["lease"]),
    }
    show(options, status, "\n".join(f"{name:14} {value}" for name, value in shown.items()))
    return 0


def _plan(client: ControllerClient, options: argparse.Namespace) -> int:
    if options.rollout is not None and options.release is not None:
        raise UserError("a rollout and --release are two plans; name one of them")
    if options.rollout is not None:
        plan = client.get(f"/v1/rollouts/{rollout_id_of(options.rollout)}/plan")
    else:
        plan = client.get("/v1/plan", release_id=options.release)
    show(options, plan, f"{plan['release_id'] or 'a release'} {plan['text']}{_expected(plan)}")
    return 0


def _verdicts(client: ControllerClient, options: argparse.Namespace) -> int:
    rollout_id = chosen_rollout(client, options.rollout)
    page = client.get(f"/v1/rollouts/{rollout_id}/verdicts", limit=options.limit, before=options.before)
    lines = [f"{each['number']} {each['ruling'].replace('_', ' ')}: {each['reason']}" for each in page["verdicts"]]
    if page["next_before"] is not None:
        lines.append(f"earlier ones: andamio rollout verdicts {rollout_id} --before {page['next_before']}")
    show(options, page, "\n".join(lines or [f"{rollout_id} has no such verdicts"]))
    return 0


def _watch(client: ControllerClient, options: argparse.Namespace) -> int:
    # Only now: the other commands need no terminal drawing.
    from andamio.rollout.console import watch

    if options.json:
        return watch.as_json(client, options.rollout, once=options.once)
    return watch.in_terminal(client, options.rollout, once=options.once)


def _sentence(rollout: Mapping[str, Any]) -> str:
    share = f" at {rollout['candidate_weight']:.0%}" if rollout["candidate_weight"] else ""
    held = ", held" if rollout.get("held") else ""
    waits = f", waiting for an approval to enter {rollout['awaits']}" if rollout.get("awaits") else ""
    waits += f", frozen by {rollout['frozen_by']}" if rollout.get("frozen_by") else ""
    state = rollout["state"].replace("_", " ")
    last = rollout["history"][-1]
    return (
        f"{rollout['rollout_id']}: {rollout['release_id']} over {rollout['stable']} is {state}{share}{held}"
        f"{waits} (last: {last['reason']}, by {last['actor']})"
    )


def _under_way(client: ControllerClient, status: Mapping[str, Any]) -> str:
    last = status["last_rollout_id"]
    if last is None:
        return "none yet"
    sentence = _sentence(client.get(f"/v1/rollouts/{last}"))
    return sentence if status["rollout_id"] else f"none under way; the last was {sentence}"


def _watches(watches: Sequence[Mapping[str, Any]]) -> str:
    """Promoted releases whose labels may still take them back."""
    days = [(each["limit_ms"] - each["spent_ms"]) / 86_400_000 for each in watches]
    named = [
        f"{each['release_id']} ({each['rollout_id']}{', as promised so far' if each['clear'] else ''}, {left:.1f} days more)"
        for each, left in zip(watches, days)
    ]
    return ", ".join(named) or "none"


def _switched(on: bool, by: Mapping[str, Any] | None) -> str:
    if not on:
        return "no"
    return f"yes, by {by['actor']}: {by['reason']}" if by else "yes"


def _version(status: Mapping[str, Any]) -> str:
    return f"version {status['table']['version']}" if status["table"] else "not written yet"


def _replicas(status: Mapping[str, Any]) -> str:
    if not status["lease"]["leads"]:
        return "the controller that leads hears of them"
    if not status["replicas"]:
        return "none heard of"
    version = status["table"]["version"] if status["table"] else None
    behind = [each for each in status["replicas"] if each["table_version"] != version]
    text = f"{len(status['replicas']) - len(behind)} of {len(status['replicas'])} go by it"
    late = ", ".join(f"{each['replica']} by version {each['table_version']}" for each in behind)
    return f"{text}; {late}" if late else text


def _lease(lease: Mapping[str, Any]) -> str:
    if lease["leads"]:
        return f"this controller, {lease['holder']}, epoch {lease['epoch']}"
    return f"{lease['holder'] or 'nobody'}; this controller stands by"


def _expected(plan: Mapping[str, Any]) -> str:
    if plan["expected_s"] is None:
        return ""
    minutes = plan["expected_s"] / 60
    time = f"{minutes:.0f} min" if minutes >= 2 else f"{plan['expected_s']:.0f} s"
    return f"; at the present {plan['requests_per_s']:.1f} requests/s that is about {time}"
