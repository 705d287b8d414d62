import json
from pathlib import Path

import pytest

from andamio.errors import UserError
from stream_features.job_record import JobRecord, ViewState, read_record


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    record = JobRecord({"visits@3": ViewState("abc", 86_400_000, 17, ("part-1-0",))}, "/a/savepoint")
    record.write(tmp_path)
    assert read_record(tmp_path) == record


def test_no_record_is_none(tmp_path: Path) -> None:
    assert read_record(tmp_path) is None


def test_the_state_of_a_job_with_other_operators_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "job.json").write_text(json.dumps({"views": {}, "next_slot": 2, "savepoint": None}))
    with pytest.raises(UserError, match="state of another version of the job.* choose an empty folder"):
        read_record(tmp_path)
