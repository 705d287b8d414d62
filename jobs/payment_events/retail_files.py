"""Order lines and the files that hold them, for tests: xlsx as UCI publishes it, CSV as it is exported, Parquet."""

import csv
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet

from payment_events.retail import COLUMNS

Line = tuple[Any, ...]
"""One order line, in the order of `COLUMNS`."""


def line(
    invoice: str,
    stock_code: str = "22752",
    quantity: int = 1,
    time: str = "2011-03-01 10:00",
    price: float = 1.0,
    customer: int | None = 17850,
    country: str = "United Kingdom",
) -> Line:
    """An order line; `time` is the shop's local time."""
    return (invoice, stock_code, "MUG", quantity, datetime.fromisoformat(time), price, customer, country)


def write_parquet(path: Path, lines: Sequence[Line]) -> Path:
    """Typed as in the public Parquet copies."""
    types = (
        pa.string(),
        pa.string(),
        pa.string(),
        pa.int64(),
        pa.timestamp("us"),
        pa.float64(),
        pa.int32(),
        pa.string(),
    )
    columns = list(zip(*lines)) or [()] * len(COLUMNS)
    arrays = [pa.array(column, kind) for column, kind in zip(columns, types, strict=True)]
    pyarrow.parquet.write_table(pa.table(dict(zip(COLUMNS, arrays))), path)
    return path


def write_xlsx(path: Path, lines: Sequence[Line]) -> Path:
    """Invoice numbers and stock codes that look like numbers are numbers, as in the original."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(list(COLUMNS))
    for row in lines:
        sheet.append([int(cell) if isinstance(cell, str) and cell.isdigit() else cell for cell in row])
    book.save(path)
    return path


def write_csv(path: Path, lines: Sequence[Line], encoding: str = "utf-8") -> Path:
    """Dates month first and without leading zeros, as in the exports that circulate."""
    with path.open("w", newline="", encoding=encoding) as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for row in lines:
            t = row[4]
            writer.writerow([*row[:4], f"{t.month}/{t.day}/{t.year} {t.hour}:{t.minute:02d}", *row[5:]])
    return path


def load(connection: duckdb.DuckDBPyConnection, lines: Sequence[Line]) -> None:
    """Create table `lines`, as `retail.load_lines` does, without a file."""
    connection.execute("""
        CREATE TABLE lines (line_number BIGINT, invoice VARCHAR, stock_code VARCHAR, description VARCHAR, quantity BIGINT,
            local_time TIMESTAMP, unit_price DECIMAL(18, 6), customer VARCHAR, country VARCHAR)
        """)
    if lines:
        connection.executemany(
            "INSERT INTO lines VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(number, *row) for number, row in enumerate(lines, 1)],
        )
