"""Plain rows at labels: our offline store against Feast's DuckDB one, both through `get_historical_features`.

    pip install --no-deps -r tests/bench/requirements.txt
    PYTHONPATH=libs:. python -m tests.bench.point_in_time_rows

2 million rows, 500,000 labels, a Parquet file. 3% of rows repeat key and event time of another, a third of these the
created time too, with other values; 1% of labels are at the very time of a row; a time to live of 30 days. Either side
answers once to warm up, then `--rounds` times, in turns; seconds are the least, from the call to the data frame, since
what else runs on a machine only adds. Every
row of every answer is compared with a loop over the key's rows. Where the created time ties as well, our total order
(the columns themselves) has one answer; another of the tied rows, which Feast gives at random, is counted apart, as
`wrong_on_full_ties`. Known-time semantics (`filter_by_created_timestamp`) are timed apart, on both sides.
"""

import argparse
import json
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import yaml
from feast import Entity, FeatureStore, FeatureView, Field, FileSource, ValueType
from feast.types import Float64, Int64, String

from tests.bench import machine

TIMES_AS_FAST = 2.0
"""As Feast's DuckDB store."""
WRONG_ROWS = 0
ROWS = 2_000_000
LABELS = 500_000

KEYS = 50_000
FEATURES = ("score", "amount", "plan")
_REFS = [f"accounts:{name}" for name in FEATURES]
_START_US, _SPAN_US = 1_700_000_000_000_000, 180 * 86_400_000_000
_TTL = timedelta(days=30)
_COUNTS = ("missing", "wrong", "wrong_on_full_ties")
_OURS = "andamio.features.feast_plugins.feast_offline_store.TileOfflineStore"


def rows_of(count: int, seed: int = 1) -> pd.DataFrame:
    """Rows in no order."""
    random = np.random.default_rng(seed)
    key = random.integers(0, KEYS, count)
    event = _START_US + random.integers(0, _SPAN_US // 1_000_000, count) * 1_000_000
    created = event + random.integers(0, 3_600_000_000, count)
    again = np.flatnonzero(random.random(count) < 0.03)
    of = random.integers(0, count, len(again))
    key[again], event[again] = key[of], event[of]
    full = again[::3]
    created[full] = created[of[::3]]
    return pd.DataFrame(
        {
            "account": np.char.add("account-", key.astype(str)),
            "event_time": pd.to_datetime(event, unit="us", utc=True),
            "created": pd.to_datetime(created, unit="us", utc=True),
            "score": random.random(count),
            "amount": random.integers(0, 10**9, count),
            "plan": np.char.add("plan-", random.integers(0, 9, count).astype(str)),
        }
    )


def labels_of(rows: pd.DataFrame, count: int, seed: int = 2) -> pd.DataFrame:
    """Labels of the rows' keys, and of some that have no row."""
    random = np.random.default_rng(seed)
    key = random.integers(0, KEYS + KEYS // 100, count)
    times = pd.Series(pd.to_datetime(_START_US + random.integers(0, _SPAN_US, count), unit="us", utc=True))
    labels = pd.DataFrame({"account": np.char.add("account-", key.astype(str)), "event_timestamp": times})
    at_rows = np.flatnonzero(random.random(count) < 0.01)
    chosen = rows.iloc[random.integers(0, len(rows), len(at_rows))]
    labels.loc[at_rows, "account"] = chosen["account"].to_numpy()
    labels.loc[at_rows, "event_timestamp"] = pd.Series(chosen["event_time"].array, index=at_rows)
    labels["label"] = np.arange(count)
    return labels


def oracle(rows: pd.DataFrame, labels: pd.DataFrame, known: bool) -> list[list[tuple[Any, ...]]]:
    """The features of each label's row, by a loop over the rows of its key, then those of rows that tie with it."""
    by_key: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    times = (rows["event_time"].astype("int64"), rows["created"].astype("int64"))
    for account, *row in zip(rows["account"], *times, *(rows[name] for name in FEATURES)):
        by_key[account].append(tuple(row))
    ttl = pd.Timedelta(_TTL).value // (1000 if str(rows["event_time"].dtype).startswith("datetime64[us") else 1)
    found = []
    for account, t in zip(labels["account"], labels["event_timestamp"].astype("int64")):
        held = [row for row in by_key.get(account, ()) if row[0] <= t <= row[0] + ttl and (not known or row[1] <= t)]
        greatest = sorted((row for row in held if row[:2] == max(held)[:2]), reverse=True)
        found.append([row[2:] for row in greatest] or [(None,) * len(FEATURES)])
    return found


def wrong_rows(answer: pd.DataFrame, labels: pd.DataFrame, expected: list[list[tuple[Any, ...]]]) -> dict[str, int]:
    """How many labels are missing from an answer, and how many have another row's values."""
    by_label = dict(zip(answer["label"], zip(*(answer[name] for name in FEATURES))))
    wrong = tied = 0
    for label, rows in zip(labels["label"], expected):
        if label in by_label:
            got = tuple(None if pd.isna(value) else value for value in by_label[label])
            wrong += got not in rows
            tied += got in rows[1:] and got != rows[0]
    return {"missing": len(labels) - len(by_label), "wrong": wrong, "wrong_on_full_ties": tied}


def feature_store(folder: Path, offline_store: dict[str, Any], rows_path: Path) -> FeatureStore:
    """A Feast repository of one view over the file."""
    folder.mkdir()
    settings = {
        "project": "bench",
        "provider": "local",
        "registry": str(folder / "registry.db"),
        "online_store": {"type": "sqlite", "path": str(folder / "online.db")},
        "offline_store": offline_store,
        "entity_key_serialization_version": 3,
    }
    (folder / "feature_store.yaml").write_text(yaml.safe_dump(settings))
    store = FeatureStore(repo_path=str(folder))
    account = Entity(name="account", join_keys=["account"], value_type=ValueType.STRING)
    source = FileSource(path=str(rows_path), timestamp_field="event_time", created_timestamp_column="created")
    types = {"score": Float64, "amount": Int64, "plan": String}
    schema = [Field(name="account", dtype=String), *(Field(name=name, dtype=types[name]) for name in FEATURES)]
    store.apply([account, FeatureView(name="accounts", entities=[account], schema=schema, source=source, ttl=_TTL)])
    return store


def main() -> int:
    """Run once; the result as JSON on stdout, 1 if an objective is missed."""
    parser = argparse.ArgumentParser(description="Plain rows at labels, ours against Feast's.")
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--labels", type=int, default=LABELS)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--dask", action="store_true", help="Feast's file store too, once")
    options = parser.parse_args()
    rows = rows_of(options.rows)
    labels = labels_of(rows, options.labels)
    result: dict[str, Any] = {
        "benchmark": "point_in_time_rows",
        "machine": machine.description(),
        "rows": len(rows),
        "labels": len(labels),
    }
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pq.write_table(pa.Table.from_pandas(rows, preserve_index=False), folder / "rows.parquet")
        sides = {"ours": {"type": _OURS, "memory_limit": "4GB"}, "feast_duckdb": {"type": "duckdb"}}
        stores = {side: feature_store(folder / side, kind, folder / "rows.parquet") for side, kind in sides.items()}

        def ask(store: FeatureStore, known: bool) -> Callable[[], pd.DataFrame]:
            return lambda: store.get_historical_features(
                labels.copy(), _REFS, filter_by_created_timestamp=known
            ).to_df()

        for known, section in ((False, "as_in_feast"), (True, "known_time")):
            expected = oracle(rows, labels, known)
            asked = {side: ask(store, known) for side, store in stores.items()}
            measured = {side: {**wrong_rows(each(), labels, expected)} for side, each in asked.items()}
            seconds: dict[str, list[float]] = {side: [] for side in stores}
            cpu: dict[str, list[float]] = {side: [] for side in stores}
            for _ in range(options.rounds):
                for side, each in asked.items():
                    began, used = time.monotonic(), machine.cpu_seconds()
                    each()
                    seconds[side].append(time.monotonic() - began)
                    cpu[side].append(machine.cpu_seconds() - used)
            result[section] = {
                side: {
                    "seconds": round(min(seconds[side]), 3),
                    "all_seconds": [round(each, 3) for each in seconds[side]],
                    "cpu_seconds": round(min(cpu[side]), 3),
                    **measured[side],
                }
                for side in stores
            }
            print(f"{section}: {result[section]}", file=sys.stderr, flush=True)
        if options.dask:
            store = feature_store(folder / "feast_dask", {"type": "file"}, folder / "rows.parquet")
            began = time.monotonic()
            answer = ask(store, False)()
            seconds_dask = round(time.monotonic() - began, 3)
            result["feast_dask"] = {"seconds": seconds_dask, **wrong_rows(answer, labels, oracle(rows, labels, False))}
    plain, then = result["as_in_feast"], result["known_time"]
    result["times_as_fast"] = round(plain["feast_duckdb"]["seconds"] / plain["ours"]["seconds"], 2)
    result["times_as_fast_known_time"] = round(then["feast_duckdb"]["seconds"] / then["ours"]["seconds"], 2)
    result["known_time_costs_seconds"] = round(then["ours"]["seconds"] - plain["ours"]["seconds"], 3)
    result["objectives"] = {"times_as_fast": TIMES_AS_FAST, **dict.fromkeys(_COUNTS, WRONG_ROWS)}
    print(json.dumps(result, indent=2))
    exact = all(result[s]["ours"][k] == WRONG_ROWS for s in ("as_in_feast", "known_time") for k in _COUNTS)
    return 0 if exact and result["times_as_fast"] >= TIMES_AS_FAST else 1


if __name__ == "__main__":
    sys.exit(main())
