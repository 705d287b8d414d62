"""Order lines of the UCI Online Retail data set, from xlsx, CSV or Parquet, as one DuckDB table of parsed columns.

Every format is first read as text, so one parser decides what a cell means; a cell that cannot be parsed becomes
null and is dealt with by the rules in `invoices.py`, line by line. Source: Chen (2015), DOI 10.24432/C5BW33.

    lines: line_number, invoice, stock_code, description, quantity BIGINT, local_time TIMESTAMP,
           unit_price DECIMAL(18,6), customer, country
"""

import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from andamio.errors import UserError

COLUMNS = ("InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country")
EXTENSIONS = (".xlsx", ".csv", ".parquet")
# The original sheet takes about a minute; a word from time to time shows that it moves.
_ROWS_BETWEEN_PROGRESS = 100_000
_ROWS_PER_BATCH = 20_000

Progress = Callable[[str], None]


def load_lines(connection: duckdb.DuckDBPyConnection, path: Path, progress: Progress = lambda _: None) -> int:
    """Create table `lines` from the file and return its number of rows.

    Raises `UserError` for a file that is missing, of an unknown kind, cut short, without lines, or without a column.
    """
    reader = {".xlsx": _read_xlsx, ".csv": _read_csv, ".parquet": _read_parquet}.get(path.suffix.lower())
    if not path.is_file():
        raise UserError(f"there is no file {path}; give --data the Online Retail file as {', '.join(EXTENSIONS)}")
    if reader is None:
        raise UserError(
            f"{path.name} is not one of {', '.join(EXTENSIONS)}; convert it or give another file with --data"
        )
    text = reader(path, progress)
    if text.num_rows == 0:
        raise UserError(f"{path.name} has no order lines; give a complete file with --data")
    connection.register("text_lines", text)
    connection.execute(_PARSE)
    connection.unregister("text_lines")
    return int(text.num_rows)


# Cells of spreadsheets are floats ("17850.0"); a date is ISO or, in CSV exports of the original, month first.
_PARSE = r"""
CREATE OR REPLACE TABLE lines AS
SELECT
    row_number() OVER () AS line_number,
    nullif(regexp_replace(trim(CAST(InvoiceNo AS VARCHAR)), '\.0$', ''), '') AS invoice,
    nullif(regexp_replace(trim(CAST(StockCode AS VARCHAR)), '\.0$', ''), '') AS stock_code,
    CAST(Description AS VARCHAR) AS description,
    CASE WHEN TRY_CAST(CAST(Quantity AS VARCHAR) AS DECIMAL(18, 3)) = TRY_CAST(CAST(Quantity AS VARCHAR) AS BIGINT)
         THEN TRY_CAST(CAST(Quantity AS VARCHAR) AS BIGINT) END AS quantity,
    coalesce(
        TRY_CAST(CAST(InvoiceDate AS VARCHAR) AS TIMESTAMP),
        try_strptime(CAST(InvoiceDate AS VARCHAR), ['%m/%d/%Y %H:%M', '%m/%d/%Y %H:%M:%S', '%m/%d/%y %H:%M'])
    ) AS local_time,
    TRY_CAST(CAST(UnitPrice AS VARCHAR) AS DECIMAL(18, 6)) AS unit_price,
    nullif(regexp_replace(trim(CAST(CustomerID AS VARCHAR)), '\.0$', ''), '') AS customer,
    nullif(trim(CAST(Country AS VARCHAR)), '') AS country
FROM text_lines
"""


def _read_parquet(path: Path, progress: Progress) -> pa.Table:
    try:
        file = pyarrow.parquet.ParquetFile(path)
        positions = _positions(path, file.schema_arrow.names)
        table = file.read(columns=[file.schema_arrow.names[index] for index in positions])
    except (pa.ArrowException, OSError) as error:
        raise _damaged(path, error) from None
    return table.select([file.schema_arrow.names[index] for index in positions]).rename_columns(list(COLUMNS))


def _read_csv(path: Path, progress: Progress) -> pa.Table:
    try:
        with path.open("rb") as file:
            header = file.readline().decode("utf-8-sig", errors="replace").strip()
        names = [name.strip().strip('"') for name in header.split(",")] if header else []
        positions = _positions(path, names)
        table = pyarrow.csv.read_csv(
            path,
            read_options=pyarrow.csv.ReadOptions(skip_rows=1, column_names=names, encoding=_encoding(path)),
            parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
            convert_options=pyarrow.csv.ConvertOptions(column_types={name: pa.string() for name in names}),
        )
    except (pa.ArrowException, OSError) as error:
        raise _damaged(path, error) from None
    return table.select([names[index] for index in positions]).rename_columns(list(COLUMNS))


def _encoding(path: Path) -> str:
    """UTF-8 if all of the file is, else Latin-1: older exports carry a lone byte for the pound sign."""
    with path.open("r", encoding="utf-8") as file:
        try:
            while file.read(1 << 20):
                pass
        except UnicodeDecodeError:
            return "latin-1"
    return "utf-8"


def _read_xlsx(path: Path, progress: Progress) -> pa.Table:
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True)
        positions = _positions(path, [str(cell) for cell in next(rows, ()) if cell is not None])
        schema = pa.schema([(name, pa.string()) for name in COLUMNS])
        batches: list[pa.RecordBatch] = []
        pending: list[list[str | None]] = []
        count = 0
        for row in rows:
            # Spreadsheets end in rows that were formatted and never filled.
            if all(cell is None for cell in row):
                continue
            pending.append([_text(row[index]) if index < len(row) else None for index in positions])
            count += 1
            if len(pending) == _ROWS_PER_BATCH:
                batches.append(_batch(pending, schema))
                pending = []
            if count % _ROWS_BETWEEN_PROGRESS == 0:
                progress(f"read {count:,} order lines of {path.name}")
        if pending:
            batches.append(_batch(pending, schema))
        book.close()
    # A cut or damaged archive fails in whichever layer meets it first: zip, zlib or XML.
    except (zipfile.BadZipFile, OSError, EOFError, KeyError, ValueError, SyntaxError) as error:
        raise _damaged(path, error) from None
    return pa.Table.from_batches(batches, schema)


def _batch(rows: list[list[str | None]], schema: pa.Schema) -> pa.RecordBatch:
    return pa.record_batch([pa.array(column, pa.string()) for column in zip(*rows)], schema=schema)


def _text(cell: Any) -> str | None:
    if cell is None:
        return None
    return cell.isoformat(" ") if isinstance(cell, datetime) else str(cell)


def _positions(path: Path, names: Sequence[str]) -> list[int]:
    """Where each of `COLUMNS` stands among the file's names; letter case and blanks in a name do not matter."""
    index = {name.replace(" ", "").casefold(): position for position, name in enumerate(names)}
    missing = [name for name in COLUMNS if name.casefold() not in index]
    if missing:
        raise UserError(
            f"{path.name} lacks the column{'s' * (len(missing) > 1)} {', '.join(missing)}; add what is missing"
        )
    return [index[name.casefold()] for name in COLUMNS]


def _damaged(path: Path, error: Exception) -> UserError:
    # The reader's own words may quote a line, customer and all; its kind of error says enough.
    return UserError(
        f"{path.name} cannot be read to its end ({type(error).__name__}): it is cut short, or a line has too few or too "
        "many columns; fetch it again"
    )
