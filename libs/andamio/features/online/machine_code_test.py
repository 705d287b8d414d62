"""Kept machine code is used again for the same source alone."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

pytest.importorskip("numba")

from andamio.features.online.machine_code import machine_code  # noqa: E402  # needs numba

PART = "from numba import njit\n\n\n@njit\ndef part(number):\n    return number + {more}\n"
WHOLE = "def whole(number):\n    return part(number)\n"


def whole(folder: Path, more: int) -> int:
    """What the function says of 1 when the part that it calls adds so much."""
    names = ["machine_code_test_part", "machine_code_test_whole"]
    for name, source in zip(names, (PART.format(more=more), f"from {names[0]} import part\n\n\n{WHOLE}")):
        (folder / f"{name}.py").write_text(source)
        sys.modules.pop(name, None)
    part, entry = map(loaded, [folder] * 2, names)
    return int(machine_code(part)(entry.whole)(1))


def loaded(folder: Path, name: str) -> ModuleType:
    """A module as Python imports it, without what it kept of the source before."""
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location(name, folder / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_code_is_compiled_anew_when_only_a_part_of_it_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    for more in (1, 2, 1):
        assert whole(tmp_path, more) == 1 + more
    assert len(list(tmp_path.rglob("*.nbi"))) == 2
