"""The broker for tests is a real one, keeps what it was told, and leaves nothing behind, however it ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient
from confluent_kafka.cimpl import NewTopic

from andamio.errors import UserError
from kafka import local_broker
from kafka.local_broker import HOST, BrokerError, LocalBroker

# Longer than a loaded machine needs; no test depends on how long it takes.
PATIENCE_S = 60.0
# Its day is long past: with Kafka's own retention it would be deleted.
OLD_MS = 1_300_000_000_000


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalBroker]:
    with LocalBroker(tmp_path_factory.mktemp("a folder") / "kafka") as running:
        yield running


def produce(broker: LocalBroker, topic: str, value: bytes) -> None:
    producer = Producer({"bootstrap.servers": broker.bootstrap, "log_level": 0})
    producer.produce(topic, value, timestamp=OLD_MS)
    assert producer.flush(PATIENCE_S) == 0


def first_message(broker: LocalBroker, topic: str) -> bytes | None:
    consumer = Consumer({"bootstrap.servers": broker.bootstrap, "group.id": "none", "log_level": 0})
    try:
        consumer.assign([TopicPartition(topic, 0, 0)])
        message = consumer.poll(PATIENCE_S)
        assert message is not None
        assert message.error() is None
        return message.value()
    finally:
        consumer.close()


def create_topic(broker: LocalBroker, topic: str) -> None:
    admin = AdminClient({"bootstrap.servers": broker.bootstrap})
    admin.create_topics([NewTopic(topic, 1, 1)])[topic].result(PATIENCE_S)


def ended(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def wait_until_ended(pid: int) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not ended(pid):
        assert time.monotonic() < deadline, f"process {pid} is still there"
        time.sleep(0.05)


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(os.path.abspath(path) for path in sys.path if path)}


def test_it_listens_on_loopback_alone(broker: LocalBroker) -> None:
    listening = [c for c in psutil.Process(broker.pid).net_connections() if c.status == psutil.CONN_LISTEN]
    assert {c.laddr.ip.removeprefix("::ffff:") for c in listening} == {HOST}
    assert int(broker.bootstrap.partition(":")[2]) in {c.laddr.port for c in listening}


def test_what_is_acknowledged_outlives_a_crash_of_the_broker_however_old_it_is(tmp_path: Path) -> None:
    # After a crash the controller waits for the end of the broker's session, by default 9 s.
    session = {"broker.session.timeout.ms": "2000", "broker.heartbeat.interval.ms": "500"}
    with LocalBroker(tmp_path / "kafka", settings=session) as broker:
        create_topic(broker, "crash")
        produce(broker, "crash", b"kept")
        before = broker.bootstrap
        broker.kill()
        assert not broker.alive()
        broker.start()
        assert broker.bootstrap == before
        assert first_message(broker, "crash") == b"kept"
        broker.stop()
        broker.start()
        assert first_message(broker, "crash") == b"kept"


def test_several_run_side_by_side(broker: LocalBroker, tmp_path: Path) -> None:
    with LocalBroker(tmp_path / "other") as other:
        create_topic(other, "of-the-other")
        assert "of-the-other" not in AdminClient({"bootstrap.servers": broker.bootstrap}).list_topics(timeout=30).topics


def test_a_topic_is_not_made_by_a_misspelling(broker: LocalBroker) -> None:
    producer = Producer({"bootstrap.servers": broker.bootstrap, "log_level": 0, "message.timeout.ms": 2_000})
    delivered: list[bool] = []
    producer.produce("paymnets", b"x", on_delivery=lambda error, _: delivered.append(error is None))
    producer.flush(PATIENCE_S)
    assert delivered == [False]
    assert "paymnets" not in AdminClient({"bootstrap.servers": broker.bootstrap}).list_topics(timeout=30).topics


def test_leaving_the_context_ends_the_process_and_deletes_the_folder(tmp_path: Path) -> None:
    with LocalBroker(tmp_path / "kafka") as broker:
        pid = broker.pid
        assert pid is not None
    assert ended(pid)
    assert list(tmp_path.iterdir()) == []


def test_it_ends_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    program = (
        "import pathlib, sys, time\n"
        f"from {local_broker.__name__} import LocalBroker\n"
        "broker = LocalBroker(pathlib.Path(sys.argv[1]))\n"
        "broker.start()\n"
        "print(broker.pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / "kafka")], env=environment(), stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert not ended(pid)
        parent.send_signal(signal.SIGKILL)
    wait_until_ended(pid)


def test_a_port_that_is_taken_in_the_meantime_is_replaced_by_another(
    broker: LocalBroker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = int(broker.bootstrap.partition(":")[2])
    free = local_broker._free_port
    offered = iter([taken, free(), free(), free()])
    monkeypatch.setattr(local_broker, "_free_port", lambda: next(offered))
    with LocalBroker(tmp_path / "kafka") as other:
        assert other.bootstrap != broker.bootstrap


def test_a_port_that_was_asked_for_and_is_taken_is_an_error_that_names_it(broker: LocalBroker, tmp_path: Path) -> None:
    port = int(broker.bootstrap.partition(":")[2])
    with pytest.raises(BrokerError, match=f"127.0.0.1:{port}.*Address already in use"), LocalBroker(tmp_path, port):
        pass


def test_a_setting_that_it_refuses_is_in_the_message(tmp_path: Path) -> None:
    with (
        pytest.raises(BrokerError, match="num.io.threads.*broker.log"),
        LocalBroker(tmp_path, settings={"num.io.threads": "none"}),
    ):
        pass


def test_without_java_one_sentence_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "nowhere"))
    with pytest.raises(UserError, match="install a Java 17 runtime"), LocalBroker(tmp_path / "kafka"):
        pass


def test_the_command_prints_the_address_and_keeps_its_data_until_the_next_time(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kafka.main", "--folder", str(tmp_path / "kafka")]
    for _ in range(2):
        with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            broker = LocalBroker(tmp_path / "kafka", int(process.stdout.readline().rpartition(":")[2]))
            if "kept" not in AdminClient({"bootstrap.servers": broker.bootstrap}).list_topics(timeout=30).topics:
                create_topic(broker, "kept")
                produce(broker, "kept", b"a message")
            assert first_message(broker, "kept") == b"a message"
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE_S) == 0
