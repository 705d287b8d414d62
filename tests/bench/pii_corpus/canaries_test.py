"""The scanner finds every canary however it is written, finds nothing else, and logs and spans let none through."""

import base64
import gzip
import json
import random
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from andamio.pii.scrubbing import scrub
from tests.bench.pii_canaries import canaries, plant, scan

_VALUES = canaries(7, 300)


def test_canaries_are_many_and_distinct_and_repeatable() -> None:
    assert len(set(_VALUES)) == 300
    assert canaries(7, 300) == _VALUES


def test_a_canary_is_found_however_it_is_written(tmp_path: Path) -> None:
    source = random.Random(1)
    wanted = set()
    for number, value in enumerate(_VALUES[:60]):
        plain = value.encode()
        written = (
            plain,
            json.dumps({"m": value}).encode(),
            base64.b64encode(b"x" * (number % 3) + plain + b"tail"),
            gzip.compress(plain),
        )[source.randrange(4)]
        (tmp_path / f"f{number}.bin").write_bytes(
            source.randbytes(50) + written if written[:2] != b"\x1f\x8b" else written
        )
        wanted.add(f"f{number}.bin")
    pq.write_table(pa.table({"a": [_VALUES[61]] * 3}), tmp_path / "t.parquet")
    found = scan(tmp_path, _VALUES)
    assert {hit.path for hit in found.hits} == wanted | {"t.parquet"}
    assert found.files == 61


def test_random_bytes_have_no_hits_and_stores_are_counted_apart(tmp_path: Path) -> None:
    (tmp_path / "noise").write_bytes(random.Random(2).randbytes(200_000))
    (tmp_path / "lake").mkdir()
    (tmp_path / "lake" / "part").write_text(_VALUES[0])
    apart = scan(tmp_path, _VALUES, ["lake"])
    assert (apart.hits, apart.stores) == ((), {"lake": 1})
    assert len(scan(tmp_path, _VALUES).hits) == 1


@pytest.mark.parametrize("suffix", ["-wal", "-shm", "-journal"])
def test_what_sqlite_keeps_beside_a_store_is_of_the_store_and_beside_another_file_is_not(
    tmp_path: Path, suffix: str
) -> None:
    for name in ("store.db", f"store.db{suffix}", f"other.db{suffix}", "store.db.copy"):
        (tmp_path / name).write_text(_VALUES[0])
    found = scan(tmp_path, _VALUES, ["store.db"])
    assert found.stores == {"store.db": 1}
    assert [hit.path for hit in found.hits] == [f"other.db{suffix}", "store.db.copy"]


def test_planting_puts_a_canary_into_every_row(tmp_path: Path) -> None:
    events = tmp_path / "events.ndjson"
    events.write_text("".join(json.dumps({"customer": "c", "note": "n", "x": n}) + "\n" for n in range(5)))
    assert plant(events, tmp_path / "planted.ndjson", _VALUES, "customer") == (5, 6)
    rows = [json.loads(line) for line in (tmp_path / "planted.ndjson").read_text().splitlines()]
    assert len({row["customer"] for row in rows} & set(_VALUES)) == 1  # one customer stays one
    pq.write_table(
        pa.table({"CustomerID": [17, 18, 17, None], "Description": ["a", None, "b", "c"]}), tmp_path / "e.parquet"
    )
    assert plant(tmp_path / "e.parquet", tmp_path / "p.parquet", _VALUES, "CustomerID", "Description") == (4, 5)
    ids = pq.read_table(tmp_path / "p.parquet")["CustomerID"].to_pylist()
    assert ids == [_VALUES[0], _VALUES[1], _VALUES[0], None]
    table = tmp_path / "events.csv"
    table.write_text("Customer ID,x\n17,1\n18,2\n,3\n")
    assert plant(table, tmp_path / "planted.csv", _VALUES, "Customer ID") == (3, 2)
    planted = (tmp_path / "planted.csv").read_text().splitlines()
    assert "17,1" not in planted
    assert planted[3] == ",3"


def test_numbered_canaries_do_not_survive_scrubbing_in_an_error_message(tmp_path: Path) -> None:
    # Names of six consonants at the end are no names; what has a written form must all be gone.
    messages = (
        scrub(f"payment failed for tarjeta/CPF/CUIT/DNI/telefone {value}: timeout after 30 ms") for value in _VALUES
    )
    (tmp_path / "service.log").write_text("\n".join(messages))
    hits = scan(tmp_path, [value for number, value in enumerate(_VALUES) if number % 10 in (0, 1, 3, 4, 7)]).hits
    assert hits == ()
