"""`andamio rollout pin|unpin|freeze-window`: what stands beside all rollouts until it is taken away."""

import argparse
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from andamio.errors import UserError
from andamio.rollout.console.client import ControllerClient
from andamio.rollout.console.command_frame import AddCommand, show, who

_WINDOW_EXAMPLES = """examples:
  andamio rollout freeze-window add sales --time-zone Europe/Madrid --from 2026-11-27T00:00 --until 2026-12-01T00:00 \\
      --reason "the sales"
  andamio rollout freeze-window add weekends --time-zone Europe/Madrid --from "fri 16:00" --until "mon 08:00" \\
      --reason "nobody is in"
  andamio rollout freeze-window list --json
  andamio rollout freeze-window remove sales --reason "they are over"
"""
_ENTITY = re.compile("[0-9a-f]{16}")


def add_standing_commands(commands: Any, add: AddCommand, add_change: AddCommand) -> None:
    """Add them to the group's `commands`."""
    pin = add_change("pin", _pin, "let one warm release answer a tenant or an entity, whatever the weights say")
    unpin = add_change("unpin", _pin, "take a pin away")
    for parser in (pin, unpin):
        parser.add_argument("subject", help="tenant:NAME, or entity:16 HEX DIGITS as in the decision log")
    pin.add_argument("release")
    unpin.set_defaults(release=None)
    group = commands.add_parser(
        "freeze-window",
        help="times at which no rollout moves forward: add, list, remove",
        description="Times at which no rollout moves forward; rollbacks always happen.",
        epilog=_WINDOW_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    windows = group.add_subparsers(dest="window_command", required=True, metavar="COMMAND")
    adding = add_change("add", _add_window, "add a window, or replace the one of its name", among=windows)
    adding.add_argument("name")
    adding.add_argument(
        "--time-zone", required=True, help="IANA name, such as Europe/Madrid: the times are on its wall"
    )
    adding.add_argument("--from", dest="start", required=True, metavar="TIME", help="2026-11-27T00:00, or fri 16:00")
    adding.add_argument(
        "--until", dest="end", required=True, metavar="TIME", help="of the same kind; not in the window"
    )
    add("list", _list_windows, "all windows, and which are in force", among=windows)
    add_change("remove", _remove_window, "remove a window", among=windows).add_argument("name")


def _pin(client: ControllerClient, options: argparse.Namespace) -> int:
    kind, _, name = options.subject.partition(":")
    if not name or not (kind == "tenant" or (kind == "entity" and _ENTITY.fullmatch(name))):
        raise UserError(
            f"a pin is of tenant:NAME, or entity:16 hex digits as in the decision log, not of '{options.subject}'"
        )
    body = {**who(options), "subject": options.subject, "release_id": options.release}
    status = client.post("/v1/pins", body)
    lines = [f"{subject} is answered by {release}" for subject, release in sorted(status["pins"].items())]
    show(options, status, "\n".join(lines) or "nothing is pinned")
    return 0


def _add_window(client: ControllerClient, options: argparse.Namespace) -> int:
    bounds = {"from": options.start, "until": options.end}
    weekly = [" " in time for time in bounds.values()]
    if weekly[0] != weekly[1]:
        raise UserError(
            "--from and --until must be of one kind: two dates, or two times of the week such as 'fri 16:00'"
        )
    window = {"name": options.name, "time_zone": options.time_zone, **({"weekly": bounds} if weekly[0] else bounds)}
    return _show_windows(options, client.post("/v1/freeze-windows", {**who(options), "window": window}))


def _list_windows(client: ControllerClient, options: argparse.Namespace) -> int:
    return _show_windows(options, client.get("/v1/freeze-windows"))


def _remove_window(client: ControllerClient, options: argparse.Namespace) -> int:
    path = f"/v1/freeze-windows/{quote(options.name, safe='')}"
    return _show_windows(options, client.delete(path, who(options)))


def _show_windows(options: argparse.Namespace, answer: Mapping[str, Any]) -> int:
    lines = []
    for each in answer["windows"]:
        window = each["window"]
        bounds, every = window.get("weekly") or window, "every week " if "weekly" in window else ""
        now = ", in force now" if each["in_force"] else ""
        lines.append(
            f"{window['name']}: {every}from {bounds['from']} until {bounds['until']} in {window['time_zone']}{now}"
        )
    show(options, answer, "\n".join(lines) or "there are no freeze windows")
    return 0
