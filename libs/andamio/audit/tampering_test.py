"""No tampering at or before the last checkpoint goes unseen; `tests/bench/audit_tampering.py` runs 10,000."""

from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from andamio.audit import log as log_module
from andamio.audit.checkpoint_places import CheckpointPlaces
from andamio.audit.checkpoints import CheckpointFile
from andamio.audit.log import AuditLog, open_audit
from andamio.audit.record import document_digest
from andamio.audit.store import Row
from andamio.audit.tampering import TAMPERINGS, Contents, read, tampered, write

_TRIALS = 25  # of each kind
_COVERED = 60


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A log of 70 records, of which 60 are under checkpoints."""
    monkeypatch.setattr(log_module, "FLUSH_S", 1_000.0)
    path = tmp_path / "audit.db"
    now_ms = 1_700_000_000_000
    with closing(open_audit(str(path), lambda: now_ms, environment={}).store) as store:
        log = AuditLog(store, CheckpointPlaces(CheckpointFile(tmp_path / "audit.db.checkpoints")), lambda: now_ms)
        for number in range(70):
            now_ms += 700 if number < _COVERED else 0
            evidence = ["x" * 5_000, number] if number % 7 == 0 else {"n": number}
            key = f"k{number}" if number % 5 == 0 else None
            log.append("controller", "rollout.advanced", "rollout/r1", f"step {number}", evidence=evidence, key=key)
            if number == _COVERED - 1:
                log.checkpoint()
    return path


def test_the_untouched_log_verifies_also_when_it_was_written_anew(log: Path) -> None:
    with closing(open_audit(str(log), read_only=True, environment={})) as opened:
        report = opened.verify()
        assert (report.ok, report.records, report.covered) == (True, 70, _COVERED)
    write(log, read(log))
    with closing(open_audit(str(log), read_only=True, environment={})) as opened:
        assert opened.verify().ok


@pytest.mark.parametrize("name", TAMPERINGS)
def test_no_tampering_goes_unseen_and_nothing_after_it_is_vouched_for(log: Path, name: str) -> None:
    original = read(log)
    random = Random(name)
    for _ in range(_TRIALS):
        changed, first = tampered(name, original, _COVERED, random)
        write(log, changed)
        with closing(open_audit(str(log), read_only=True, environment={})) as opened:
            report = opened.verify()
        assert not report.ok, (name, first)
        assert report.first_bad is None or report.first_bad <= first, (name, first, report)


def test_after_the_last_checkpoint_the_chain_shows_what_was_not_chained_anew(log: Path) -> None:
    original = read(log)
    row = original.rows[64]
    document = row.document.replace("step 64", "step 46")
    rows = list(original.rows)
    for forged, first, what in (
        ([*rows[:64], Row(65, document_digest(document), document, row.key), *rows[65:]], 66, "does not follow"),
        ([*rows[:64], *rows[65:]], 65, "missing"),
        ([*rows[:64], rows[66]._replace(sequence=65), *rows[65:]], 65, "stands in its place"),
    ):
        write(log, Contents(original.log_id, tuple(forged), original.bodies))
        with closing(open_audit(str(log), read_only=True, environment={})) as opened:
            report = opened.verify()
        assert report.first_bad == first
        assert any(what in finding.what for finding in report.findings)


def test_what_comes_after_the_last_checkpoint_can_be_cut_unseen(log: Path) -> None:
    # The limit of the guarantee, stated so that nobody believes in more.
    original = read(log)
    write(log, Contents(original.log_id, original.rows[:_COVERED], original.bodies))
    with closing(open_audit(str(log), read_only=True, environment={})) as opened:
        assert opened.verify().ok
