"""A file for a key that is made once, by whichever process comes first."""

import os
import secrets
from pathlib import Path


def create_once(path: Path, content: bytes) -> None:
    """Write the file unless it is there: readable by its owner alone from the first moment, and whole or not at all.

    Processes may race: one of them wins, and all go on with its content.
    """
    if path.exists():
        return
    staging = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(staging, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        os.link(staging, path)
    except FileExistsError:
        pass
    finally:
        staging.unlink()
