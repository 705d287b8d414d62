"""What the Redis store does with its server, beyond what every store promises (`store_contract_test`)."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from andamio.features.online.local_redis import LocalRedis
from andamio.features.online.online_store import (
    Progress,
    StoreError,
    StoreMismatch,
    StoreMissing,
    StoreUnavailable,
    TileRow,
)
from andamio.features.online.redis_layout import FORMAT, STORE, tenant_name
from andamio.features.online.redis_store import RedisStore
from andamio.features.online.redis_wire import Address, Wire
from andamio.features.online.store_examples import HOUR, MINUTE, T0, VIEW, count_2h, event, tile, write
from andamio.features.online.stores import open_store

ROUNDS = 150
# Two of these race: each adds its own rows of keys and tiles that the other one writes, too.
RACER = """
import sys
from andamio.features.online.online_store import Progress
from andamio.features.online.store_examples import MINUTE, T0, VIEW, event, tile, write
from andamio.features.online.stores import open_store

url, racer, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
store = open_store(url, [VIEW])
print("ready", flush=True)
sys.stdin.readline()
for number in range(rounds):
    position = 2 * number + racer
    lines = [write(tile(T0, position + 1, MINUTE, f"k{number % 5}"), position)]
    lines += [write(event(T0 + position, f"e{position}", f"k{number % 5}"), position)]
    store.apply(1, lines + [Progress(VIEW.id, position)], str(position))
"""


@pytest.fixture(scope="module")
def server() -> Iterator[LocalRedis]:
    with LocalRedis() as running:
        yield running


@pytest.fixture
def store(server: LocalRedis) -> Iterator[RedisStore]:
    server.flush()
    made = RedisStore(server.address, [VIEW], create=True)
    yield made
    made.close()


def names(server: LocalRedis) -> list[str]:
    return sorted(name.decode() for name in Wire(server.address).call("KEYS", "andamio:tenant:*"))


def test_two_processes_that_race_lose_no_row_and_never_go_back(server: LocalRedis, store: RedisStore) -> None:
    paths = os.pathsep.join(os.path.abspath(path) for path in sys.path if path)
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", RACER, server.url, str(racer), str(ROUNDS)],
            env={**os.environ, "PYTHONPATH": paths},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for racer in (0, 1)
    ]
    for racer in racers:
        assert racer.stdout is not None
        assert racer.stdout.readline() == "ready\n"
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("go\n")
        racer.stdin.flush()
    reached = -1
    while any(racer.poll() is None for racer in racers):
        position = store.applied_position(VIEW)
        assert position >= reached
        reached = position
    assert [racer.wait() for racer in racers] == [0, 0]
    for racer in racers:
        racer.communicate()
    assert store.applied_position(VIEW) == 2 * ROUNDS - 1
    for key in range(5):
        # The highest position of the key, by whichever racer; and every raw event of both.
        last = 2 * max(number for number in range(ROUNDS) if number % 5 == key) + 1
        entity = [("shop", f"k{key}")]
        assert store.read(VIEW, entity, T0 + MINUTE).entities[0].values["count_10m"] == last + 1
        assert store.read(VIEW, entity, T0 + 2 * ROUNDS).entities[0].values["count_10m"] == 2 * ROUNDS // 5


def test_a_read_beside_a_writer_always_has_the_values_of_its_applied_position(store: RedisStore) -> None:
    keys = [("shop", f"k{number}") for number in range(30)]
    stop = threading.Event()

    def keep_writing() -> None:
        position = 0
        while not stop.is_set():
            position += 1
            rows = [write(tile(T0, position, key=key), position) for _, key in keys]
            rows += [write(event(T0 + position, f"e{position}", key), position) for _, key in keys]
            store.apply(1, [*rows, Progress(VIEW.id, position)], str(position))

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        seen = set()
        for _ in range(300):
            read = store.read(VIEW, keys, T0 + HOUR)
            position = max(read.applied_position, 0)
            assert {entity.values["count_2h"] for entity in read.entities} == {position}
            seen.add(position)
        assert len(seen) > 1
    finally:
        stop.set()
        writer.join()


def test_a_reader_beside_batches_and_new_epochs_sees_each_whole_or_not_at_all(store: RedisStore) -> None:
    keys = [("shop", f"k{number}") for number in range(30)]
    stop = threading.Event()

    def keep_replacing() -> None:
        amount = 0
        while not stop.is_set():
            amount += 1
            store.write_batch(VIEW, T0, [tile(T0 - HOUR, amount, key=key) for _, key in keys])
            store.apply(amount, [write(tile(T0, 1000, key=key), amount) for _, key in keys], "")
            store.sweep()

    writer = threading.Thread(target=keep_replacing)
    writer.start()
    try:
        for _ in range(300):
            read = store.read(VIEW, keys, T0 + HOUR)
            assert len({entity.values["count_2h"] for entity in read.entities}) == 1
    finally:
        stop.set()
        writer.join()


def test_a_sweep_trims_keys_without_writes_and_drops_what_writers_left_behind(
    server: LocalRedis, store: RedisStore
) -> None:
    def broken() -> Iterator[TileRow]:
        yield tile(T0 - HOUR, 9, key="half")
        raise RuntimeError("killed")

    store.write_batch(VIEW, T0, [tile(T0 - HOUR, 1), tile(T0 - HOUR, 1, key="bo")])
    store.write_batch(VIEW, T0, [tile(T0 - HOUR, 2)])
    with pytest.raises(RuntimeError):
        store.write_batch(VIEW, T0, broken())
    store.apply(1, [write(tile(T0, 1, key="old"), 1)], "")
    store.apply(2, [write(tile(T0, 1, key="eve"), 1), write(event(T0 + 1, "e", "eve"), 1)], "")
    assert len(names(server)) == 7
    store.sweep()
    assert names(server) == [
        "andamio:tenant:shop:batch:payments@1:2:ada",
        "andamio:tenant:shop:guard:payments@1:2:eve",
        "andamio:tenant:shop:stream:payments@1:2:eve",
    ]
    sizes = [Wire(server.address).call("STRLEN", name) for name in names(server)[1:3]]
    store.apply(2, [write(event(T0 + 9 * HOUR, "e", "fay"), 2)], "")
    store.sweep()
    for name, full in zip(names(server)[1:3], sizes):
        assert Wire(server.address).call("STRLEN", name) < full
    ada, eve = store.read(VIEW, [("shop", "ada"), ("shop", "eve")], T0 + 9 * HOUR).entities
    assert (ada.status, ada.newest_event_time_ms) == ("expired", T0 - 1)
    assert (eve.status, eve.newest_event_time_ms) == ("expired", T0 + HOUR - 1)


def test_a_batch_that_another_one_overtook_changes_nothing_and_is_told(store: RedisStore) -> None:
    def slow() -> Iterator[TileRow]:
        yield tile(T0 - HOUR, 9)
        store.write_batch(VIEW, T0, [tile(T0 - HOUR, 2)])

    with pytest.raises(StoreError, match="another batch write of view payments@1 has begun"):
        store.write_batch(VIEW, T0, slow())
    assert count_2h(store, T0) == 2


def test_a_tenants_credential_reads_its_own_keys_and_nothing_else(server: LocalRedis, store: RedisStore) -> None:
    for tenant in ("shop", "shop:2", "s*"):
        store.apply(1, [write(replace(tile(T0, 5), tenant=tenant), 1)], "")
    admin = Wire(server.address)
    for user, tenant in (("shop", "shop"), ("star", "s*")):
        patterns = [f"~andamio:tenant:{tenant_name(tenant)}:*", "~andamio:store", "~andamio:epoch", "~andamio:view:*"]
        admin.call("ACL", "SETUSER", user, "on", f">{user}-pw", "resetkeys", *patterns, "-@all", "+mget", "+select")
    environment = {"ANDAMIO_STORE_USER": "shop", "ANDAMIO_STORE_PASSWORD": "shop-pw"}
    reader = open_store(server.url, [VIEW], environment=environment)
    assert reader.read(VIEW, [("shop", "ada")], T0 + HOUR).entities[0].values["count_2h"] == 5
    for other in ("shop:2", "s*", "other"):
        with pytest.raises(StoreError, match="NOPERM"):
            reader.read(VIEW, [(other, "ada")], T0 + HOUR)
    environment = {"ANDAMIO_STORE_USER": "star", "ANDAMIO_STORE_PASSWORD": "star-pw"}
    star = open_store(server.url, [VIEW], environment=environment)
    assert star.read(VIEW, [("s*", "ada")], T0 + HOUR).entities[0].status == "present"
    with pytest.raises(StoreError, match="NOPERM"):
        star.read(VIEW, [("shop", "ada")], T0 + HOUR)
    for refused in (
        lambda: reader.apply(1, [write(tile(T0, 6), 2)], ""),
        lambda: reader.write_batch(VIEW, T0, []),
        lambda: reader.repairs(VIEW),
    ):
        with pytest.raises(StoreError, match="ANDAMIO_STORE_USER"):
            refused()
    reader.close()
    star.close()
    assert count_2h(store, T0 + HOUR) == 5


def test_the_documented_writers_credential_can_do_all_that_a_writer_does(server: LocalRedis, store: RedisStore) -> None:
    rights = ["resetkeys", "~andamio:*", "-@all", "+@read", "+@write", "+@scripting", "+select", "-@dangerous"]
    Wire(server.address).call("ACL", "SETUSER", "writer", "on", ">writer-pw", *rights)
    environment = {"ANDAMIO_STORE_USER": "writer", "ANDAMIO_STORE_PASSWORD": "writer-pw"}
    writer = open_store(server.url, [VIEW], create=True, environment=environment)
    assert isinstance(writer, RedisStore)
    writer.write_batch(VIEW, T0, [tile(T0 - HOUR, 2)])
    writer.apply(1, [write(tile(T0, 3), 1), write(tile(T0 - HOUR, 3), 2)], "")
    assert (count_2h(writer, T0 + HOUR), writer.repair_count(VIEW)) == (5, 1)
    writer.sweep()
    with pytest.raises(StoreError, match="NOPERM"):
        Wire(Address("127.0.0.1", server.port, user="writer", password="writer-pw")).call("FLUSHALL")
    writer.close()


def test_opening_says_what_is_missing_different_or_not_there(server: LocalRedis, store: RedisStore) -> None:
    with pytest.raises(StoreMissing, match="/1; write one"):
        open_store(f"redis://127.0.0.1:{server.port}/1", [VIEW])
    Wire(server.address).call("SET", STORE, FORMAT + b"0")
    with pytest.raises(StoreMismatch, match="format 10"):
        open_store(server.url, [VIEW])
    with pytest.raises(StoreUnavailable, match="check that it runs there"):
        open_store("redis://127.0.0.1:1/0", [VIEW])


def test_a_server_that_stalls_is_unavailable_and_then_answers_again(server: LocalRedis, store: RedisStore) -> None:
    store.apply(1, [write(tile(T0, 3), 1)], "")
    patient = RedisStore(server.address, [VIEW], timeout_s=0.2)
    assert count_2h(patient, T0 + HOUR) == 3
    os.kill(server.pid, signal.SIGSTOP)
    try:
        with pytest.raises(StoreUnavailable, match="no answer in time"):
            count_2h(patient, T0 + HOUR)
    finally:
        os.kill(server.pid, signal.SIGCONT)
    assert count_2h(patient, T0 + HOUR) == 3
    patient.close()
