"""Contract of the front door: what is missing on a machine is said in one message, with the command that gets it."""

import os
import subprocess
from pathlib import Path

FRONT_DOOR = Path("pants").resolve()
# The script also looks where distributions put it; few still have one.
SYSTEM_HAS_39 = any(Path(folder, "python3.9").exists() for folder in ("/usr/bin", "/usr/local/bin"))


def _run(tmp_path: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """The script on a machine with a shell and nothing else, its caches elsewhere."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("bash", "dirname", "readlink", "sed", "env", "cat"):
        (tools / name).symlink_to(f"/usr/bin/{name}" if Path(f"/usr/bin/{name}").exists() else f"/bin/{name}")
    bare = {"PATH": str(tools), "HOME": str(tmp_path), "PYENV_ROOT": str(tmp_path), "JAVA_HOME": str(tmp_path)}
    return subprocess.run(
        [str(tools / "bash"), str(FRONT_DOOR), *arguments],
        env={**bare, **environment},
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )


def test_everything_that_is_missing_is_named_at_once_with_the_command_that_gets_it(tmp_path: Path) -> None:
    finished = _run(tmp_path, "test", "::")
    assert finished.returncode == 1
    if not SYSTEM_HAS_39:
        assert "Python 3.9" in finished.stderr
        assert "pyenv install 3.9" in finished.stderr
    assert "Java 17" in finished.stderr
    assert "apt-get install openjdk-17" in finished.stderr
    assert "line " not in finished.stderr  # no message of the shell itself


def test_an_old_java_is_not_taken(tmp_path: Path) -> None:
    java = tmp_path / "jdk" / "bin" / "java"
    java.parent.mkdir(parents=True)
    java.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n")
    java.chmod(0o755)
    assert "Java 17" in _run(tmp_path, "--version", JAVA_HOME=str(tmp_path / "jdk")).stderr


def test_a_new_java_is_taken(tmp_path: Path) -> None:
    java = tmp_path / "jdk" / "bin" / "java"
    java.parent.mkdir(parents=True)
    java.write_text("#!/bin/sh\necho 'openjdk version \"21\" 2023-09-19' >&2\n")
    java.chmod(0o755)
    finished = _run(tmp_path, "--version", JAVA_HOME=str(tmp_path / "jdk"), LANG=os.environ.get("LANG", "C.UTF-8"))
    assert "Java 17" not in finished.stderr
