"""`andamio audit` as a user and an auditor see it."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from andamio import cli
from andamio.audit import independent_verifier
from andamio.audit.command import add_commands
from andamio.audit.log import open_audit
from andamio.audit.merkle import consistent

_RECORDS = 37


def _run(*arguments: str) -> int:
    return cli.run(cli.main_of(add_commands), ["audit", *arguments])


@pytest.fixture
def key(tmp_path: Path) -> Path:
    private = Ed25519PrivateKey.generate()
    path = tmp_path / "key.pem"
    path.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    path.with_suffix(".pub").write_bytes(public)
    return path


@pytest.fixture
def log(tmp_path: Path, key: Path) -> Path:
    path = tmp_path / "audit.db"
    now_ms = iter(range(1_700_000_000_000, 1_800_000_000_000, 400))
    with closing(open_audit(str(path), lambda: next(now_ms), signing_key=key, environment={})) as log:
        for number in range(_RECORDS):
            evidence = {"n": number} if number % 5 else "long " * 1_000
            subject = f"release/r{number % 3}"
            log.append("controller", "rollout.advanced", subject, f"step {number}", evidence=evidence)
    return path


def _json(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_verify_says_what_it_covered_and_ends_with_0(log: Path, key: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("verify", "--log", str(log)) == 0
    printed = capsys.readouterr().out
    assert "37 records, 37 of them under" in printed
    assert "nothing is wrong" in printed
    assert _run("verify", "--log", f"sqlite:///{log}", "--public-key", str(key.with_suffix(".pub")), "--json") == 0
    report = _json(capsys)
    assert (report["ok"], report["covered"], report["signatures_checked"]) == (True, 37, True)


def test_verify_names_the_first_bad_sequence_and_ends_with_1(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect(log)) as db, db:
        db.execute("DROP TRIGGER audit_records_UPDATE")
        db.execute("UPDATE audit_records SET document = replace(document, 'step 11', 'step 12') WHERE sequence = 12")
    assert _run("verify", "--log", str(log)) == 1
    printed = capsys.readouterr().out
    assert "record 12: " in printed
    assert "first bad sequence: 12" in printed
    assert _run("verify", "--log", str(log), "--json") == 1
    assert _json(capsys)["first_bad"] == 12
    assert _run("export", "--log", str(log)) == 1


def test_a_checkpoint_that_is_not_signed_by_the_key_does_not_count(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = Ed25519PrivateKey.generate().public_key()
    wrong = tmp_path / "wrong.pub"
    wrong.write_bytes(other.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    assert _run("verify", "--log", str(log), "--public-key", str(wrong), "--json") == 1
    assert "signature" in _json(capsys)["findings"][0]["what"]
    rotated = ["--public-key", str(wrong), "--public-key", str(tmp_path / "key.pub")]
    assert _run("verify", "--log", str(log), *rotated) == 0


def test_show_filters_and_gives_all_evidence(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("show", "--log", str(log), "--last", "2") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["36", "37"]
    assert "rollout.advanced  release/r0  step 36" in lines[-1]
    assert _run("show", "--log", str(log), "--subject", "release/r1", "--after", "30", "--json") == 0
    shown = _json(capsys)
    assert [each["sequence"] for each in shown] == [32, 35]
    assert _run("show", "--log", str(log), "--last", "0", "--json") == 0
    assert _json(capsys)[0]["evidence"] == "long " * 1_000


def test_an_independent_verifier_proves_every_exported_record(log: Path, tmp_path: Path) -> None:
    out = tmp_path / "export.ndjson"
    for filters in ([], ["--subject", "release/r2"], ["--after", "30"]):
        assert _run("export", "--log", str(log), "--out", str(out), *filters) == 0
        places = [str(out), str(log) + ".checkpoints"]
        checked = subprocess.run(
            [sys.executable, "-I", str(independent_verifier.__file__), *places],
            capture_output=True,
            text=True,
            check=False,
        )
        count = len(out.read_text().splitlines()) - 1
        assert checked.stdout == f"{count} records proven, 0 after the checkpoint and so not\n", checked.stderr


def test_the_independent_verifier_refuses_what_was_changed_in_an_export(log: Path, tmp_path: Path) -> None:
    out = tmp_path / "export.ndjson"
    assert _run("export", "--log", str(log), "--out", str(out)) == 0
    lines = out.read_text().splitlines()
    checkpoints = Path(str(log) + ".checkpoints").read_text().splitlines()
    assert independent_verifier.check(lines, checkpoints) == (_RECORDS, 0)
    for forged in (
        [*lines[:5], lines[5].replace("step 4", "step 5"), *lines[6:]],
        [*lines[:5], *lines[6:]],
        [*lines[:5], lines[6], lines[5], *lines[7:]],
        [*lines[:1], lines[1].replace("long long", "wide wide"), *lines[2:]],
        [lines[0].replace('"size": 37', '"size": 36'), *lines[1:]],
    ):
        assert forged != lines
        with pytest.raises(independent_verifier.Wrong):
            independent_verifier.check(forged, checkpoints)


def test_an_export_proves_that_an_earlier_checkpoint_is_a_prefix(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    earlier = json.loads(Path(str(log) + ".checkpoints").read_text().splitlines()[3])
    assert _run("export", "--log", str(log), "--since", str(earlier["size"])) == 0
    head = json.loads(capsys.readouterr().out.splitlines()[0])
    path = [bytes.fromhex(step) for step in head["consistency"]["path"]]
    roots = bytes.fromhex(earlier["root"]), bytes.fromhex(head["checkpoint"]["root"])
    assert consistent(earlier["size"], head["checkpoint"]["size"], *roots, path)
    assert _run("export", "--log", str(log), "--since", "1000") == 2


def test_a_users_mistake_is_one_sentence_and_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("verify", "--log", str(tmp_path / "none.db")) == 2
    assert _run("verify", "--log", "redis://x") == 2
    assert capsys.readouterr().err.count("\n") == 2
    assert not list(tmp_path.iterdir())
