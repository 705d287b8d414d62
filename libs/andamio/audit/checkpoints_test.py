"""Checkpoints: what a signature covers, and a file that crashes leave readable."""

from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from andamio.audit.checkpoints import Checkpoint, CheckpointFile, read_public_key, read_signing_key
from andamio.audit.errors import LogUnavailable
from andamio.errors import UserError

_FIRST = Checkpoint("a1", 3, "0a" * 32, "0b" * 32, 1_700_000_000_000)


def test_a_signature_holds_for_every_member_and_its_key_alone() -> None:
    key = Ed25519PrivateKey.generate()
    signed = _FIRST.signed(key)
    assert signed.is_signed_by(key.public_key())
    assert not signed.is_signed_by(Ed25519PrivateKey.generate().public_key())
    assert not _FIRST.is_signed_by(key.public_key())
    for change in ({"log_id": "a2"}, {"size": 4}, {"root": "0c" * 32}, {"head": "0c" * 32}, {"at_ms": 1}):
        assert not replace(signed, **change).is_signed_by(key.public_key())
    assert not replace(signed, signature="no base64").is_signed_by(key.public_key())


@pytest.mark.parametrize("cut", [1, 40, 150])
def test_a_line_that_a_crash_cut_short_is_skipped_and_closed_by_the_next(tmp_path: Path, cut: int) -> None:
    file = CheckpointFile(tmp_path / "folder" / "checkpoints")
    assert (file.last(), file.all()) == (None, ([], 0))
    second, third = replace(_FIRST, size=5), replace(_FIRST, size=9)
    file.append(_FIRST)
    file.append(second)
    file.path.write_bytes(file.path.read_bytes()[:-cut])
    # All but the line's end there is the checkpoint itself.
    left = [_FIRST] if cut > 1 else [_FIRST, second]
    assert file.last() == left[-1]
    file.append(third)
    assert file.last() == third
    assert file.all() == ([*left, third], 2 - len(left))


def test_the_last_checkpoint_is_found_behind_much_that_is_none(tmp_path: Path) -> None:
    file = CheckpointFile(tmp_path / "checkpoints")
    for size in range(1, 600):
        file.append(replace(_FIRST, size=size))
    assert file.last() == replace(_FIRST, size=599)
    with file.path.open("ab") as more:
        more.write(b"x" * 70_000 + b"\n")
    assert file.last() == replace(_FIRST, size=599)
    assert len(file.all()[0]) == 599


@pytest.mark.parametrize(
    "line", ["", "[]", "{}", "7", '{"size": 1}', '{"log_id":"a","size":true,"root":"","head":"","at_ms":1}']
)
def test_what_is_no_checkpoint_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Checkpoint.parse(line)


def test_a_place_that_cannot_be_written_and_a_key_that_is_none_are_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no key")
    with pytest.raises(LogUnavailable, match="checkpoints"):
        CheckpointFile(tmp_path / "file" / "checkpoints").append(_FIRST)
    for read in (read_signing_key, read_public_key):
        for name in ("file", "none"):
            with pytest.raises(UserError, match=name):
                read(tmp_path / name)
