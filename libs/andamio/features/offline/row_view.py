"""Views of plain rows: a value stands as it is from its event time on, until the entity's next row or its time to live.

    the row at (key, t) = of the rows of the key that pass the filter, with t - ttl <= event time <= t,
                          the greatest by (event time, created, tie break, all columns)

Both ends are closed, as in Feast: a row of exactly t is seen by a label at t. (A windowed view ends before t, so that a
payment never sees itself; a plain row is a state, like a customer's limit, that holds at t.) The order is total: rows
that tie in all of it are the same, so the answer does not depend on how rows are stored. Nulls come first.

With known-time semantics only rows with created <= t count: what a label could have been served with. A row without a
created time then never counts; a view without a created column has nothing to go by, and is refused.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from andamio.features.definition import DefinitionError, Predicate
from andamio.features.view_document import parse_predicate


@dataclass(frozen=True, slots=True)
class RowView:
    """A versioned set of columns of one entity's rows."""

    name: str
    version: int
    key_columns: tuple[str, ...]
    """Columns that together name the entity."""
    event_time_column: str
    """A timestamp: from when on the row holds."""
    columns: tuple[str, ...]
    """The features, of any type."""
    created_column: str | None = None
    """A timestamp: when the row became known."""
    tie_break: tuple[str, ...] = ()
    """Columns that decide between rows of the same event and created time, such as a sequence: the greatest wins."""
    ttl_us: int = 0
    """A row older than this at t is not seen; 0 for no limit."""
    predicates: tuple[Predicate, ...] = ()
    """All must hold for a row to count at all."""

    @property
    def id(self) -> str:
        return f"{self.name}@{self.version}"

    @property
    def order(self) -> tuple[str, ...]:
        """The columns by which the greatest row is found."""
        created = () if self.created_column is None else (self.created_column,)
        return tuple(dict.fromkeys((self.event_time_column, *created, *self.tie_break, *self.columns)))

    @property
    def needed(self) -> tuple[str, ...]:
        """All columns that the view reads."""
        return tuple(dict.fromkeys((*self.key_columns, *self.order, *(p.column for p in self.predicates))))


def parse_row_settings(document: Mapping[str, Any], name: str) -> tuple[tuple[str, ...], tuple[Predicate, ...]]:
    """Tie break and filter of a document such as {tie_break: [sequence], filter: [{column: state, equals: open}]}."""
    unknown = sorted(document.keys() - {"tie_break", "filter"})
    if unknown:
        raise DefinitionError(f"row view '{name}': '{unknown[0]}' is not known; use tie_break and filter")

    def fail(what: str) -> DefinitionError:
        return DefinitionError(f"row view '{name}': {what}")

    return tuple(document.get("tie_break", ())), tuple(parse_predicate(e, fail) for e in document.get("filter", ()))


def row_at(
    view: RowView, rows: Iterable[Mapping[str, Any]], key: Sequence[Any], t: Any, ttl: Any = None, known: bool = False
) -> Mapping[str, Any] | None:
    """The oracle: the row at (key, t) by a look at each, or None. `t` and `ttl` are of the columns' own types."""

    def order(row: Mapping[str, Any]) -> list[tuple[bool, Any]]:
        return [(row[name] is not None, row[name]) for name in view.order]

    def counts(row: Mapping[str, Any]) -> bool:
        time, created = row[view.event_time_column], row[view.created_column] if view.created_column else None
        return (
            [row[name] for name in view.key_columns] == list(key)
            and all(predicate.holds(row) for predicate in view.predicates)
            and time is not None
            and time <= t
            and (not ttl or t <= time + ttl)
            and (not known or (created is not None and created <= t))
        )

    return max((row for row in rows if counts(row)), key=order, default=None)
