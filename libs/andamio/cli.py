"""How every command line of andamio ends: exit statuses, and one sentence instead of a traceback.

Exit status 0: done. 1: it ran and the answer is no (a check failed, a child died). 2: the user's mistake.
130: interrupted.
"""

import argparse
import ipaddress
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from andamio.errors import AndamioError, UserError


def run(main: Callable[[list[str]], int], argv: list[str] | None = None) -> int:
    """Call `main` with the arguments and turn deliberate errors into a sentence on stderr and an exit status."""
    started_as = Path(sys.argv[0])
    # A binary runs its `main.py`: the folder says whose.
    program = started_as.parent.name if started_as.name in ("main.py", "__main__.py") else started_as.name
    try:
        return main(sys.argv[1:] if argv is None else argv)
    except UserError as error:
        print(f"{program}: {error}", file=sys.stderr)
        return 2
    except AndamioError as error:
        print(f"{program}: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"{program}: interrupted", file=sys.stderr)
        return 130


def main_of(add_commands: Callable[[Any], object]) -> Callable[[list[str]], int]:
    """The main of a program of these groups of commands, as `andamio` is one; `add_commands` takes argparse's groups.

    Every command sets `run`, a function of its options that gives the exit status.
    """
    parser = argparse.ArgumentParser(prog="andamio")
    add_commands(parser.add_subparsers(required=True, metavar="GROUP"))

    def main(argv: list[str]) -> int:
        options = parser.parse_args(argv)
        return int(options.run(options))

    return main


def require_free_port(host: str, port: int, option: str) -> None:
    """Raise `UserError` naming `option` if `host:port` cannot be bound."""
    if not 0 < port < 65536:
        raise UserError(f"port {port} is outside 1 to 65535; choose another with {option}")
    with socket.socket() as probe:
        # A port in TIME_WAIT after a clean stop is free for us: servers bind with the same option.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = error.strerror or str(error)
            raise UserError(f"port {port} on {host} cannot be used ({reason}); choose another with {option}") from None


def require_writable_directory(path: Path, option: str) -> None:
    """Create `path` if needed; raise `UserError` naming `option` if files cannot be written in it."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        probe = path / ".write-probe"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise UserError(f"cannot write to {path} ({error.strerror}); choose another folder with {option}") from None


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a server that listens on `host`."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
