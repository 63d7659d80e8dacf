"""What was added, changed and removed between two states, by the ids of the rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from compendium.changes.state import Book, Row, State


@dataclass(frozen=True)
class Changed:
    """A row that is in both states with other values: the columns → before and after."""

    row_id: str
    old: Row
    new: Row
    columns: Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class TableChanges:
    """The rows of one table that are only in the new state, in both but not the same, or gone."""

    added: tuple[Row, ...]
    changed: tuple[Changed, ...]
    removed: tuple[Row, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True)
class BookChanges:
    """Chart ids and sentences: new, gone, and before and after where a reader reads otherwise.

    ``moved`` has the charts whose data changed while their words stayed.
    """

    new_charts: tuple[str, ...] = ()
    lost_charts: tuple[str, ...] = ()
    retold: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    moved: tuple[str, ...] = ()
    sentences: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def compare_tables(old: State, new: State) -> dict[str, TableChanges]:
    """Compare each table that both states have; an id that was renamed is the same row."""
    renamed = {**old.id_changes, **new.id_changes}
    return {
        name: _compare_rows(
            {renamed.get(key, key): row for key, row in old.tables[name].items()}, rows
        )
        for name, rows in new.tables.items()
        if name in old.tables
    }


def _compare_rows(old: Mapping[str, Row], new: Mapping[str, Row]) -> TableChanges:
    changed = []
    for key in (key for key in new if key in old):
        columns = {
            column: (old[key][column], new[key][column])
            for column in new[key]
            if column in old[key] and old[key][column] != new[key][column]
        }
        if columns:
            changed.append(Changed(key, old[key], new[key], columns))
    return TableChanges(
        tuple(row for key, row in new.items() if key not in old),
        tuple(changed),
        tuple(row for key, row in old.items() if key not in new),
    )


def compare_books(old: Book, new: Book) -> BookChanges:
    """Compare what the charts and the sentences of two books say."""
    both = [chart for chart in new.charts if chart in old.charts]

    def said(book: Book, chart: str) -> str:
        return ". ".join(book.charts[chart][part] for part in ("title", "finding"))

    retold = {
        chart: (said(old, chart), said(new, chart))
        for chart in both
        if said(old, chart) != said(new, chart)
    }
    return BookChanges(
        tuple(chart for chart in new.charts if chart not in old.charts),
        tuple(chart for chart in old.charts if chart not in new.charts),
        retold,
        tuple(
            chart
            for chart in both
            if chart not in retold and old.charts[chart]["data"] != new.charts[chart]["data"]
        ),
        {
            name: (old.sentences[name], text)
            for name, text in new.sentences.items()
            if name in old.sentences and old.sentences[name] != text
        },
    )
