"""Two places of checkpoints: what is cut or forged at one shows by the other, and verification says which disagree."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from andamio.audit import log as log_module
from andamio.audit.checkpoint_places import CheckpointPlaces, place_of
from andamio.audit.checkpoints import CheckpointFile
from andamio.audit.errors import LogTampered, LogUnavailable
from andamio.audit.local_postgres import new_schema
from andamio.audit.log import AuditLog, open_audit
from andamio.errors import UserError

Opened = Callable[..., AuditLog]


@pytest.fixture(params=["file", "table"])
def witness(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A second place: on another volume, or in another schema."""
    if request.param == "file":
        return str(tmp_path / "elsewhere" / "witness")
    return new_schema(request.getfixturevalue("postgres"))


@pytest.fixture
def opened(tmp_path: Path, witness: str, monkeypatch: pytest.MonkeyPatch) -> Opened:
    monkeypatch.setattr(log_module, "FLUSH_S", 1_000.0)

    def again(read_only: bool = False, second: str | None = witness) -> AuditLog:
        return open_audit(str(tmp_path / "audit.db"), witness=second, read_only=read_only, environment={})

    return again


def first(folder: Path) -> Path:
    return folder / "audit.db.checkpoints"


def write(opened: Opened, rounds: int) -> None:
    """Each round is checkpointed when the log is closed."""
    for number in range(rounds):
        with closing(opened()) as log:
            log.append("controller", "rollout.advanced", "rollout/r1", f"round {number}")


def findings(opened: Opened) -> list[str]:
    with closing(opened(read_only=True)) as log:
        return [each.what for each in log.verify().findings]


def test_both_places_have_every_checkpoint_and_agree_with_the_log(opened: Opened, tmp_path: Path, witness: str) -> None:
    write(opened, 3)
    with closing(opened(read_only=True)) as log:
        report = log.verify()
        sizes = [[each.size for each in place.all()[0]] for place in log.checkpoints.places]
    assert report.ok
    assert sizes == [[0, 1, 2, 3]] * 2
    assert [(each.agrees, each.covered) for each in report.places] == [(True, 3)] * 2
    assert report.places[1].name == str(first(tmp_path))


def test_a_log_cut_together_with_its_first_place_shows_by_the_witness(opened: Opened, tmp_path: Path) -> None:
    write(opened, 1)
    saved = {file.name: file.read_bytes() for file in tmp_path.iterdir() if file.is_file()}
    write(opened, 3)
    for file in tmp_path.iterdir():
        if file.is_file():
            file.unlink()
    for name, content in saved.items():
        (tmp_path / name).write_bytes(content)
    with closing(opened(read_only=True, second=None)) as log:
        assert log.verify().ok  # without the witness nothing is seen
    assert any("3 records are cut off" in what for what in findings(opened))
    with pytest.raises(LogTampered, match="witness"):
        opened()


def test_a_first_place_that_says_another_root_is_named_and_takes_no_more(opened: Opened, tmp_path: Path) -> None:
    write(opened, 2)
    lines = [json.loads(line) for line in first(tmp_path).read_text().splitlines()]
    lines[-1]["root"] = "ab" * 32
    first(tmp_path).write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert any("different roots of the first 2 records" in what for what in findings(opened))
    assert any(f"by the checkpoints at {first(tmp_path)}" in what for what in findings(opened))
    with pytest.raises(LogTampered, match="says otherwise"):
        opened()


def test_checkpoints_that_a_killed_writer_left_out_are_brought_to_the_witness(opened: Opened, tmp_path: Path) -> None:
    write(opened, 1)
    with closing(opened(second=None)) as log:
        log.append("controller", "rollout.advanced", "rollout/r1", "not seen by the witness")
    assert findings(opened) == []  # one checkpoint behind is what a kill leaves
    opened().close()
    with closing(opened(read_only=True)) as log:
        assert [[each.size for each in place.all()[0]] for place in log.checkpoints.places] == [[0, 1, 2]] * 2


def test_a_witness_that_was_cut_is_said_by_what_the_first_place_goes_on_to(opened: Opened, tmp_path: Path) -> None:
    witness = tmp_path / "file"  # a table refuses to be cut

    def by_file(read_only: bool = False) -> AuditLog:
        return opened(read_only=read_only, second=str(witness))

    write(by_file, 4)
    witness.write_text("".join(witness.read_text().splitlines(keepends=True)[:2]))
    (found,) = findings(by_file)
    assert found == f"{first(tmp_path)} goes on, where {witness} ends at 1 records: checkpoints were cut off there"


def test_a_witness_that_is_added_later_gets_what_was_there_before(opened: Opened) -> None:
    with closing(opened(second=None)) as log:
        log.append("controller", "rollout.advanced", "rollout/r1", "early")
    write(opened, 1)
    with closing(opened(read_only=True)) as log:
        assert log.verify().ok
        assert [each.size for each in log.checkpoints.places[0].all()[0]] == [0, 1, 2]


def test_a_witness_that_cannot_be_written_stops_the_log_when_a_checkpoint_is_due(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LogUnavailable, match="checkpoints"):
        open_audit(str(tmp_path / "audit.db"), witness=str(tmp_path / "file" / "witness"), environment={})


def test_the_table_takes_checkpoints_of_a_role_that_may_change_nothing(postgres: str, tmp_path: Path) -> None:
    url = new_schema(postgres)
    schema = url.rpartition("%3D")[2]
    with closing(open_audit(str(tmp_path / "a.db"), witness=url, environment={})):
        pass
    role = f"writer_{schema}"
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute(f"CREATE ROLE {role} LOGIN")
        owner.execute(f"GRANT USAGE ON SCHEMA {schema} TO {role}")
        owner.execute(f"GRANT SELECT, INSERT ON audit_checkpoints TO {role}")
        owner.execute(f"GRANT USAGE ON SEQUENCE audit_checkpoints_number_seq TO {role}")
        for statement in ("DELETE FROM audit_checkpoints", "UPDATE audit_checkpoints SET line = ''"):
            with pytest.raises(psycopg.Error, match="append only"):
                owner.execute(statement)
    as_role = url.replace("//postgres:@", f"//{role}@")
    with closing(open_audit(str(tmp_path / "a.db"), witness=as_role, environment={})) as log:
        log.append("controller", "rollout.advanced", "rollout/r1", "by the role")
    with closing(open_audit(str(tmp_path / "a.db"), witness=as_role, read_only=True, environment={})) as log:
        assert log.verify().ok


@pytest.mark.parametrize("place", ["mysql://db/x", "postgresql://ada:secret@db/x", "postgresql://db/x?password=secret"])
def test_a_place_that_is_none_or_holds_a_password_is_refused_without_repeating_it(place: str) -> None:
    with pytest.raises(UserError) as refused:
        place_of(place, writable=True)
    assert "secret" not in str(refused.value)


def test_one_place_alone_is_as_it_was(tmp_path: Path) -> None:
    places = CheckpointPlaces(CheckpointFile(tmp_path / "checkpoints"))
    assert (places.last(), places.all(), len(places.places)) == (None, ([], 0), 1)
