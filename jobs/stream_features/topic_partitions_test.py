"""A topic whose number of partitions changes ends the stream with one sentence: at a start, also from a savepoint, and
while it runs.
"""

from pathlib import Path

import pytest

from andamio.errors import UserError
from andamio.features.logs.kafka_topics import KafkaLogError
from stream_features import savepoints
from stream_features.errors import StreamError
from stream_features.job_record import JobRecord
from stream_features.topic_partitions import TopicPartitions

SAID = "topic 'b' has 4 partitions and had 3 when the stream began to read it"


def test_partitions_that_came_while_it_runs_end_it(tmp_path: Path) -> None:
    counts = {"a": 2, "b": 3}
    partitions = TopicPartitions(counts.__getitem__, counts, tmp_path)
    partitions.require_unchanged()
    counts["b"] = 4
    with pytest.raises(StreamError, match=SAID):
        partitions.require_unchanged()


def test_partitions_that_came_while_it_was_down_are_refused_at_the_next_start(tmp_path: Path) -> None:
    TopicPartitions({"b": 3}.__getitem__, ["b"], tmp_path)
    # A view of another topic comes beside, and the first one goes for a while.
    TopicPartitions({"a": 2}.__getitem__, ["a"], tmp_path)
    with pytest.raises(UserError, match=SAID):
        TopicPartitions({"a": 2, "b": 4}.__getitem__, ["a", "b"], tmp_path)
    TopicPartitions({"a": 2, "b": 3}.__getitem__, ["a", "b"], tmp_path).require_unchanged()


def test_a_broker_that_does_not_answer_is_an_error_at_the_start_and_no_reason_to_end_later(tmp_path: Path) -> None:
    answers = True

    def count(topic: str) -> int:
        if not answers:
            raise KafkaLogError(f"topic '{topic}' cannot be read")
        return 3

    partitions = TopicPartitions(count, ["b"], tmp_path)
    answers = False
    partitions.require_unchanged()
    with pytest.raises(UserError, match="--kafka: topic 'b' cannot be read"):
        TopicPartitions(count, ["b"], tmp_path)


def savepoint_of(state: Path, folder: Path) -> Path:
    """As the job leaves it, but for what Flink writes."""
    (folder / "savepoint-1").mkdir(parents=True)
    (folder / "savepoint-1" / "_metadata").touch()
    savepoints.keep(state, folder, JobRecord({}))
    return folder


def test_partitions_that_came_after_a_savepoint_are_refused_wherever_it_is_restored(tmp_path: Path) -> None:
    first, elsewhere = tmp_path / "first", tmp_path / "elsewhere"
    first.mkdir()
    TopicPartitions({"b": 3}.__getitem__, ["b"], first)
    savepoints.restore(elsewhere, savepoint_of(first, tmp_path / "savepoint"))
    with pytest.raises(UserError, match=SAID):
        TopicPartitions({"b": 4}.__getitem__, ["b"], elsewhere)
    TopicPartitions({"b": 3}.__getitem__, ["b"], elsewhere).require_unchanged()


def test_a_way_back_forgets_no_topic_that_the_upgrade_has_read(tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.mkdir()
    TopicPartitions({"a": 2}.__getitem__, ["a"], state)
    before = savepoint_of(state, tmp_path / "before the upgrade")
    TopicPartitions({"a": 2, "b": 3}.__getitem__, ["a", "b"], state)
    savepoints.restore(state, before)
    with pytest.raises(UserError, match=SAID):
        TopicPartitions({"a": 2, "b": 4}.__getitem__, ["a", "b"], state)


def test_a_savepoint_of_an_embedded_log_says_nothing_of_topics(tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.mkdir()
    savepoints.restore(state, savepoint_of(state, tmp_path / "savepoint"))
    assert not (state / "partitions.json").exists()
