"""Canaries: seeded personal values that are planted in a run's events, and a scan for them in everything the run wrote.

    python -m tests.bench.pii_canaries plant --count 10000 --out work/canaries.json --events events.ndjson --planted planted.ndjson
    python -m tests.bench.pii_canaries scan --canaries work/canaries.json --run work/run --store lake --store log

`plant` puts values in place of those of a field (default `customer`) in rows of JSON lines, CSV or Parquet. `scan` reads
every file under a folder, packed ones too (gzip, zip, Parquet's pages as Arrow gives them, SQLite as bytes), and looks
for each value as written, without separators, in UTF-8, in JSON's escapes, percent-encoded, and in Base64 at its three
offsets. Folders and files where the values belong (the event log, the lakehouse, the online store) are named by --store,
and counted apart. Status 1 if any was found outside, or none in a store: then nothing was planted.
"""

import argparse
import base64
import csv
import gzip
import json
import random
import re
import sys
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from tests.bench.pii_corpus.values import SLOTS, Filling

STORES = ("log", "lake", "tile-log", "checkpoints", "store.db", "events.ndjson")
"""Where the quickstart keeps its customers' ids, by name: the event log and its file, the lakehouse, Flink, the online store."""
ENTITIES = ("card", "email", "person", "cpf", "iban", "phone", "dni", "curp", "cuit", "address")
_GRAM = 8  # bytes; every form of a canary is at least this long
_TABLE_BITS = 22
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_FOUND_SHOWN = 50
_BESIDE_SQLITE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database is part of it (sqlite.org/tempfiles.html), and stays where the last two users leave at once."""


def canaries(seed: int, count: int) -> list[str]:
    """Distinct values, entity by entity, each of at least ten characters."""
    source = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        entity = ENTITIES[len(found) % len(ENTITIES)]
        fill = Filling(source, ("es", "pt", "en")[source.randrange(3)], source.randrange(2))
        value = SLOTS[entity][1](fill)
        if entity in ("person", "address", "email"):
            # There are fewer names than canaries: a tail of letters makes each one's own.
            value = f"{value.partition('@')[0]}{_tail(source)}{value[value.find('@') :] if '@' in value else ''}"
        if len(value) >= 10:
            found[value] = None
    return list(found)


def as_ids(values: Iterable[str]) -> list[str]:
    """The values without spaces and accents, at most 64 long, as ids must be."""
    return list(dict.fromkeys(re.sub(r"[^!-~]", "_", value)[-64:] for value in values))


def _tail(source: random.Random) -> str:
    return "".join(source.choices("bcdfghjklmnpqrstvwxz", k=6))


def forms(value: str) -> set[bytes]:
    """How a value may be written in a file."""
    plain = value.encode()
    texts = {plain, json.dumps(value)[1:-1].encode(), quote(value).encode(), quote(value, safe="").encode()}
    compact = re.sub(r"[^0-9A-Za-z]", "", value)
    if len(compact) >= 10 and compact.isascii():
        texts |= {compact.encode(), compact.lower().encode(), compact.upper().encode()}
    for offset in range(3):
        encoded = base64.b64encode(b"\0" * offset + plain)
        # Characters at both ends mix with what stands beside; the middle is the value's own.
        texts.add(encoded[(0, 2, 3)[offset] : len(encoded) - 4])
    return {text for text in texts if len(text) >= _GRAM}


class Scanner:
    """Looks for many byte strings at once: a table of their first eight bytes, then the whole of those that fit."""

    def __init__(self, values: Iterable[str]) -> None:
        self._by_gram: dict[bytes, list[tuple[bytes, str]]] = {}
        for value in values:
            for form in forms(value):
                self._by_gram.setdefault(form[:_GRAM], []).append((form, value))
        self._table = np.zeros(1 << _TABLE_BITS, np.bool_)
        if self._by_gram:
            self._table[_places(np.frombuffer(b"".join(self._by_gram), np.uint64))] = True

    def find(self, data: bytes) -> set[str]:
        """The values that are somewhere in `data`."""
        found: set[str] = set()
        for offset in range(_GRAM):
            whole = (len(data) - offset) // _GRAM * _GRAM
            if whole <= 0:
                break
            grams = np.frombuffer(data, np.uint64, whole // _GRAM, offset)
            for index in np.flatnonzero(self._table[_places(grams)]).tolist():
                position = index * _GRAM + offset
                candidates = self._by_gram.get(data[position : position + _GRAM], ())
                found.update(value for form, value in candidates if data.startswith(form, position))
        return found


def _places(grams: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Places in the table: a multiplicative hash (Knuth, vol. 3, 6.4), its upper bits."""
    hashed: NDArray[np.uint64] = grams * _MULTIPLIER >> np.uint64(64 - _TABLE_BITS)
    return hashed


@dataclass(frozen=True, slots=True)
class Hit:
    """A file that holds canaries."""

    path: str
    count: int
    example: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a scan found, and what it read."""

    hits: tuple[Hit, ...]
    """Files outside the stores."""
    stores: Mapping[str, int]
    """Canaries in each store, by name: where they belong."""
    files: int
    bytes: int


def scan(folder: Path, values: Iterable[str], stores: Collection[str] = ()) -> Found:
    """The files under `folder` with a canary. What is in a folder or file named in `stores` is counted apart."""
    scanner, hits, files, size = Scanner(values), [], 0, 0
    stored: dict[str, set[str]] = {name: set() for name in stores}
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.is_symlink():
            continue
        found: set[str] = set()
        for part in _contents(path):
            size += len(part)
            found |= scanner.find(part)
        files += 1
        store = _store_of(path.relative_to(folder), stores)
        if store is not None:
            stored[store] |= found
        elif found:
            hits.append(Hit(path.relative_to(folder).as_posix(), len(found), min(found)))
    return Found(tuple(hits), {name: len(found) for name, found in stored.items()}, files, size)


def _store_of(path: Path, stores: Collection[str]) -> str | None:
    """The store that a file is in, or is, or is kept beside."""
    of_database = path.name
    for suffix in _BESIDE_SQLITE:
        of_database = of_database.removesuffix(suffix)
    return next((name for name in stores if name in path.parts or name == of_database), None)


def _contents(path: Path) -> Iterator[bytes]:
    """The file's name and bytes, and what is packed in it."""
    yield path.name.encode()
    data = path.read_bytes()
    yield data
    if data[:2] == b"\x1f\x8b":
        yield gzip.decompress(data)
    elif data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(path) as packed:
            for name in packed.namelist():
                yield packed.read(name)
    elif data[:4] == b"PAR1":
        rows = pq.read_table(path).to_pylist()
        yield "\n".join(json.dumps(row, default=str, ensure_ascii=False) for row in rows).encode()


def plant(events: Path, planted: Path, values: list[str], field: str, text: str = "note") -> tuple[int, int]:
    """Copy rows (JSON lines, or CSV or Parquet by its suffix) with canaries; returns how many rows, and how many canaries are in them.

    Equal values of `field` get equal canaries, each value one of its own as long as there are any, so that a
    customer's history stays one customer's. A row with a `text` gets the next one that no customer has, at its end.
    """
    planting = _Planting(values, field, text)
    if events.suffix == ".parquet":
        table = pq.read_table(events)
        known = planting.customers(table.select([field]).to_pylist())
        columns = [name for name in (field, text) if name in table.column_names]
        rows = [planting.planted(row, known) for row in table.select(columns).to_pylist()]
        for name in columns:
            texts = pa.array([None if row[name] is None else str(row[name]) for row in rows], pa.string())
            table = table.set_column(table.schema.get_field_index(name), name, texts)
        pq.write_table(table, planted)
        return planting.rows, len(planting.used)
    with events.open(encoding="utf-8", newline="") as lines, planted.open("w", encoding="utf-8", newline="") as out:
        if events.suffix == ".csv":
            known = planting.customers(csv.DictReader(lines))
            lines.seek(0)
            reader = csv.DictReader(lines)
            writer = csv.DictWriter(out, reader.fieldnames or ())
            writer.writeheader()
            for row in reader:
                writer.writerow(planting.planted(row, known))
        else:
            known = planting.customers(map(json.loads, lines))
            lines.seek(0)
            for line in lines:
                out.write(json.dumps(planting.planted(json.loads(line), known), separators=(",", ":")) + "\n")
    return planting.rows, len(planting.used)


class _Planting:
    """Which value gets which canary."""

    def __init__(self, values: list[str], field: str, text: str) -> None:
        self._values, self._field, self._text = values, field, text
        self._next = 0
        self.rows = 0
        self.used: set[str] = set()

    def customers(self, rows: Iterable[dict[str, Any]]) -> dict[str, str]:
        """A canary for each value of the field, in order of appearance; beyond the last they begin again."""
        known: dict[str, str] = {}
        for row in rows:
            if row.get(self._field) and str(row[self._field]) not in known:
                known[str(row[self._field])] = self._values[len(known) % len(self._values)]
        self._next = len(known)
        return known

    def planted(self, row: dict[str, Any], known: dict[str, str]) -> dict[str, Any]:
        self.rows += 1
        if row.get(self._field):
            row[self._field] = known[str(row[self._field])]
            self.used.add(row[self._field])
        if row.get(self._text):
            value = self._values[self._next % len(self._values)]
            self._next += 1
            row[self._text] = f"{row[self._text]} {value}"
            self.used.add(value)
        return row


def main(argv: list[str]) -> int:
    """Plant or scan; prints JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    planting, scanning = commands.add_parser("plant"), commands.add_parser("scan")
    planting.add_argument("--count", type=int, default=10_000)
    planting.add_argument("--seed", type=int, default=7)
    planting.add_argument(
        "--out", type=Path, required=True, help="where the values are kept for the scan: outside the run"
    )
    planting.add_argument("--events", type=Path, help="rows to plant into: JSON lines, or *.csv")
    planting.add_argument("--planted", type=Path, help="where the planted rows go")
    planting.add_argument("--field", default="customer")
    planting.add_argument("--text", default="note", help="free text that gets the canaries which no customer has")
    planting.add_argument(
        "--as-ids", action="store_true", help="without spaces and accents, at most 64 long, as ids must be"
    )
    scanning.add_argument("--canaries", type=Path, required=True)
    scanning.add_argument("--run", type=Path, required=True)
    scanning.add_argument(
        "--store", action="append", default=[], help="name of a folder or file where the values belong: counted apart"
    )
    options = parser.parse_args(argv)
    if options.command == "plant":
        values = canaries(options.seed, options.count)
        if options.as_ids:
            values = as_ids(values)
        options.out.write_text(json.dumps(values))
        rows, used = (
            plant(options.events, options.planted, values, options.field, options.text) if options.events else (0, 0)
        )
        print(json.dumps({"canaries": len(values), "rows": rows, "planted": used}))
        return 0
    values = json.loads(options.canaries.read_text())
    found = scan(options.run, values, options.store)
    shown = [asdict(hit) for hit in found.hits[:_FOUND_SHOWN]]
    counts = {"files": found.files, "bytes": found.bytes, "in_stores": found.stores}
    print(
        json.dumps({"canaries": len(values), **counts, "files_with_canaries": len(found.hits), "hits": shown}, indent=2)
    )
    return 1 if found.hits or (options.store and not any(found.stores.values())) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
