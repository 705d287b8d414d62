"""The rules of a contract on a whole batch, in one fused pass: what `checks` says row by row, at the speed of a scan.

All rules of all fields, and those between fields, become one SELECT of DuckDB over the Arrow batch, which marks the rows
that fail. What only Python can see, a value of another type than its field's or a field of no contract, is found column
by column before. The reason is then the oracle's: `checks` is asked about the rows that failed, which are few, so a row
is refused in the same words wherever it is refused.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from andamio.contracts import checks
from andamio.contracts.checks import CONTRACT_VERSION, VERSION_PATTERN, Rejected, Row, Violation
from andamio.contracts.compilers.arrow import schema
from andamio.contracts.document import ContractError
from andamio.contracts.model import Contract, Field, Scalar

_PYTHON: dict[str, set[type]] = {"string": {str}, "integer": {int}, "number": {int, float}, "boolean": {bool}}
# What Python's expressions and RE2's, which DuckDB uses, are sure to agree on; any other pattern is left to Python.
_SHARED = re.compile(
    r"(?:[^\\.^$\[\](){}*+?|]|\\[d.\\-]|\[\^?(?:[^\[\]\\^]|\\[d.\\-])+\]|\((?!\?)|[)|]"
    r"|(?:[*+?]|\{\d{1,3}(?:,\d{0,3})?\})(?![*+?{]))*"
)


class QualityError(ContractError):
    """The compiled rules and the row-wise ones disagree: a fault of this lib, for which no row shall pay."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a batch."""

    accepted: pa.Table
    """In the order given, one column a field of the contract; null where the log has yet to assign."""
    rejected: tuple[Rejected, ...]
    """In the order given, each with every violation."""
    places: tuple[int, ...]
    """Of the rejected rows in the batch, counted from 0."""

    @property
    def rows(self) -> int:
        return int(self.accepted.num_rows) + len(self.rejected)

    def by_rule(self) -> dict[str, int]:
        """Rejected rows by the first violation, as in "range amount_minor"; the most frequent first."""
        return count_by_rule(self.rejected)


def count_by_rule(rejected: Sequence[Rejected]) -> dict[str, int]:
    """Rows by the first rule that each breaks, as in "range amount_minor"; the most frequent first."""
    counted = Counter(row.rule for row in rejected)
    return dict(sorted(counted.items(), key=lambda entry: (-entry[1], entry[0])))


class QualityRules:
    """One contract's rules, compiled once; for one thread at a time."""

    def __init__(self, contract: Contract, *, logged: bool = False) -> None:
        """`logged`: the rows come out of the log, so fields that the log assigns must be there too."""
        self.contract = contract
        self._logged = logged
        self._names = frozenset(contract.field_names())
        self._columns = pa.schema([each.with_nullable(True) for each in schema(contract)])
        self._connection = duckdb.connect()
        self._in_python = [field for field in contract.fields if field.pattern and not self._is_shared(field.pattern)]
        conditions = [each for field in contract.fields for each in self._conditions(field)]
        conditions += _event_conditions(contract)
        # A condition that is null, because a value is, says nothing.
        failed = " OR ".join(f"coalesce({condition}, false)" for condition in conditions) or "false"
        self._query = f"SELECT {failed} AS failed FROM batch"

    def check_rows(self, rows: Sequence[Row]) -> Checked:
        """Judge rows as they come from JSON; of those that share a unique value the first stays, within the batch."""
        misfits = self._misfits(rows)
        places = [place for place in range(len(rows)) if place not in misfits] if misfits else range(len(rows))
        table = self._table(rows, places)
        failed = {place: self._violations(rows[place]) for place in misfits}
        failed |= {places[index]: self._violations(rows[places[index]]) for index in self._failing(table)}
        return self._split(table, places, failed, lambda place: rows[place])

    def check_table(self, table: pa.Table) -> Checked:
        """Judge a batch that has the contract's columns and types, as a Delta table of it has."""
        table = table.select(self._columns.names).cast(self._columns)
        failing = self._failing(table)
        broken = dict(zip(failing, table.take(pa.array(failing, pa.int64())).to_pylist()))
        failed = {place: self._violations(row) for place, row in broken.items()}

        def row_of(place: int) -> Row:
            row: Row = broken.get(place) or table.slice(place, 1).to_pylist()[0]
            return row

        return self._split(table, range(table.num_rows), failed, row_of)

    def _violations(self, row: Row) -> tuple[Violation, ...]:
        violations = checks.check_row(self.contract, row, logged=self._logged)
        if not violations:
            raise QualityError(
                f"a compiled rule of {self.contract.id} refuses a row that keeps it; report this as a bug"
            )
        return violations

    def _split(
        self,
        table: pa.Table,
        places: Sequence[int],
        failed: dict[int, tuple[Violation, ...]],
        row_of: Callable[[int], Row],
    ) -> Checked:
        kept = [index for index, place in enumerate(places) if place not in failed]
        if len(kept) < table.num_rows:
            table = table.take(pa.array(kept, pa.int64()))
        repeated = self._repeated(table)
        if repeated:
            failed = failed | {places[kept[index]]: violations for index, violations in repeated.items()}
            table = table.take(pa.array([i for i in range(table.num_rows) if i not in repeated], pa.int64()))
        rejected = tuple(sorted(failed))
        return Checked(table, tuple(Rejected(row_of(place), failed[place]) for place in rejected), rejected)

    def _misfits(self, rows: Sequence[Row]) -> set[int]:
        """Places of rows that do not fit into columns: they break a rule that the compiled ones cannot see."""
        misfits: set[int] = set()
        if not all(map(self._names.issuperset, rows)):
            misfits |= {place for place, row in enumerate(rows) if not self._names.issuperset(row)}
        for field in self.contract.fields:
            values = [row.get(field.name) for row in rows]
            if set(map(type, values)) - {type(None)} <= _PYTHON[field.logical_type] and self._fits(field, values):
                continue
            misfits |= {
                place
                for place, value in enumerate(values)
                if value is not None
                and (type(value) not in _PYTHON[field.logical_type] or not self._fits(field, [value]))
            }
        return misfits

    def _fits(self, field: Field, values: list[Any]) -> bool:
        if field.logical_type == "number":
            return all(type(value) is not int or abs(value) <= checks.DOUBLE_EXACT for value in values)
        try:
            pa.array(values, self._columns.field(field.name).type)
        except (pa.ArrowException, OverflowError, UnicodeEncodeError, ValueError):
            return False
        return True

    def _table(self, rows: Sequence[Row], places: Sequence[int]) -> pa.Table:
        kept = rows if len(places) == len(rows) else [rows[place] for place in places]
        arrays = [pa.array([row.get(column.name) for row in kept], column.type) for column in self._columns]
        return pa.Table.from_arrays(arrays, schema=self._columns)

    def _failing(self, table: pa.Table) -> list[int]:
        if table.num_rows == 0:  # Arrow 25 dies of a segmentation fault in indices_nonzero of nothing
            return []
        self._connection.register("batch", table)
        failed = self._connection.sql(self._query).to_arrow_table()["failed"]
        self._connection.unregister("batch")
        failing = set(pc.indices_nonzero(failed).to_pylist())
        for field in self._in_python:
            pattern = re.compile(str(field.pattern), re.ASCII)
            bad = [text for text in pc.unique(table[field.name]).to_pylist() if text and not pattern.fullmatch(text)]
            if pattern.fullmatch("") is None:
                bad.append("")
            failing.update(pc.indices_nonzero(pc.is_in(table[field.name], pa.array(bad, pa.string()))).to_pylist())
        return sorted(failing)

    def _repeated(self, table: pa.Table) -> dict[int, tuple[Violation, ...]]:
        unique = [field.name for field in self.contract.fields if field.unique]
        if all(
            pc.count_distinct(table[name], mode="only_valid").as_py() == table.num_rows - table[name].null_count
            for name in unique
        ):
            return {}
        columns = {name: table[name].to_pylist() for name in unique}
        seen: dict[str, set[Any]] = {name: set() for name in unique}
        repeated: dict[int, tuple[Violation, ...]] = {}
        for index in range(table.num_rows):
            values = {name: column[index] for name, column in columns.items() if column[index] is not None}
            again = tuple(checks.repeats(name) for name in values if values[name] in seen[name])
            if again:
                repeated[index] = again
                continue
            for name, value in values.items():
                seen[name].add(value)
        return repeated

    def _is_shared(self, pattern: str) -> bool:
        if _SHARED.fullmatch(pattern) is None:
            return False
        try:
            self._connection.execute("SELECT regexp_full_match('', ?)", [pattern]).fetchall()
        except duckdb.Error:
            return False
        return True

    def _conditions(self, field: Field) -> list[str]:
        """Each true of a value that breaks one of the field's rules."""
        name = _quoted(field.name)
        conditions = []
        if field.required and (self._logged or not field.assigned_by_log):
            conditions.append(f"{name} IS NULL")
        if field.logical_type == "number":
            conditions.append(f"NOT isfinite({name})")
        if field.logical_type in ("integer", "number"):
            for limit, operator in ((field.minimum, "<"), (field.maximum, ">")):
                if limit is not None:
                    conditions.append(f"{name} {operator} {limit!r}")
        if field.min_length is not None:
            conditions.append(f"length({name}) < {field.min_length}")
        if field.max_length is not None:
            conditions.append(f"length({name}) > {field.max_length}")
        if field.pattern is not None and field not in self._in_python:
            conditions.append(f"NOT regexp_full_match({name}, {_literal(field.pattern)})")
        if field.valid_values is not None:
            conditions.append(f"{name} NOT IN ({', '.join(map(_literal, field.valid_values))})")
        return conditions


def _event_conditions(contract: Contract) -> list[str]:
    if contract.roles is None:
        return []
    event_time, known_at = _quoted(contract.roles.event_time), _quoted(contract.roles.known_at)
    # As HUGEINT: the difference of two int64 may not fit in one.
    conditions = [f"{event_time}::HUGEINT - {known_at} > {contract.clock_skew_ms}"]
    version = contract.field(CONTRACT_VERSION)
    if version is not None and version.logical_type == "string":
        name = _quoted(CONTRACT_VERSION)
        major, minor = (f"coalesce(try_cast(split_part({name}, '.', {part}) AS BIGINT), 0)" for part in (1, 2))
        conditions += [
            f"NOT regexp_full_match({name}, '{VERSION_PATTERN}')",
            f"{name} IS NOT NULL AND ({major} <> {contract.major} OR {minor} > {contract.minor})",
        ]
    return conditions


def _literal(value: Scalar) -> str:
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else repr(value)


def _quoted(name: str) -> str:
    return f'"{name}"'
