"""The three formats say the same, and a file that cannot be read is refused in one sentence."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from andamio.errors import UserError
from payment_events.retail import load_lines
from payment_events.retail_files import line, write_csv, write_parquet, write_xlsx

LINES = [
    line("536365", "85123A", 6, "2010-12-01 08:26", 2.55),
    line("536365", "71053", 6, "2010-12-01 08:26", 3.39),
    line("C536379", "D", -1, "2010-12-01 09:41", 27.5, 14527),
    line("536414", "22139", 56, "2010-12-11 11:52", 0.001, None, "EIRE"),
]
WRITERS = pytest.mark.parametrize(
    ("write", "name"), [(write_xlsx, "a.xlsx"), (write_csv, "a.csv"), (write_parquet, "a.PARQUET")]
)


def read(path: Path) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        load_lines(connection, path)
        return connection.execute("SELECT * FROM lines ORDER BY line_number").fetchall()


@WRITERS
def test_every_format_gives_the_same_lines(write: Callable[..., Path], name: str, tmp_path: Path) -> None:
    rows = read(write(tmp_path / name, LINES))
    assert rows[0] == (
        *(1, "536365", "85123A", "MUG", 6, datetime(2010, 12, 1, 8, 26)),
        *(Decimal("2.55"), "17850", "United Kingdom"),
    )
    assert rows[2][1:5] == ("C536379", "D", "MUG", -1)
    assert rows[3][5:] == (datetime(2010, 12, 11, 11, 52), Decimal("0.001"), None, "EIRE")
    assert len(rows) == len(LINES)


def test_a_csv_in_latin_1_with_a_pound_sign_is_read(tmp_path: Path) -> None:
    pounds = (*LINES[0][:2], "£ SIGN", *LINES[0][3:])
    assert read(write_csv(tmp_path / "a.csv", [pounds], encoding="latin-1"))[0][3] == "£ SIGN"


def test_columns_are_found_in_any_order_case_and_spacing(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "Country,customer id,UNITPRICE,Invoice Date,quantity,Description,StockCode,InvoiceNo,Extra\n"
        'France,12583.0,3.75,2010-12-01T08:45:00,24,"RED, ""BIG"" MUG",22728,536370,x\n'
    )
    assert read(path) == [
        (1, "536370", "22728", 'RED, "BIG" MUG', 24, datetime(2010, 12, 1, 8, 45), Decimal("3.75"), "12583", "France")
    ]


def test_a_cell_that_cannot_be_parsed_is_null(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n 1 ,,x,2.5,noon,cheap,,\n"
    )
    assert read(path) == [(1, "1", None, "x", None, None, None, None, None)]


@WRITERS
def test_a_truncated_file_is_refused(write: Callable[..., Path], name: str, tmp_path: Path) -> None:
    path = write(tmp_path / name, LINES * 50)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3].rpartition(b",")[0] or b"PAR1")
    with pytest.raises(UserError, match="cut short") as refusal:
        read(path)
    assert "\n" not in str(refusal.value)


@WRITERS
def test_a_file_without_lines_is_refused(write: Callable[..., Path], name: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="has no order lines"):
        read(write(tmp_path / name, []))


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.parquet"])
def test_an_empty_file_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).touch()
    with pytest.raises(UserError):
        read(tmp_path / name)


def test_missing_columns_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,Country\n")
    with pytest.raises(UserError, match="lacks the columns UnitPrice, CustomerID"):
        read(path)


def test_a_missing_file_and_an_unknown_extension_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="there is no file"):
        read(tmp_path / "a.csv")
    (tmp_path / "a.json").write_text("{}")
    with pytest.raises(UserError, match=r"a\.json is not one of \.xlsx, \.csv, \.parquet"):
        read(tmp_path / "a.json")
