"""How a printed indicator table stands on its sheet: headings, rows, and cells of values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from compendium.errors import (
    Cell,
    CellError,
    CellTextError,
    CompendiumError,
    HeadingError,
)
from compendium.printed.quantity import is_none
from compendium.printed.text import name_key, split_bracketed_unit, squeeze
from compendium.raw.layout import Column, TableLayout
from compendium.record.ledger import Ledger
from compendium.record.reader import RowReader, column_letter

# A column of running numbers; anything else with a digit would be a figure passed over.
_RUNNING_NUMBER = re.compile(r"[(（]?(?:\d{1,3}|[一二三四五六七八九十]+)[)）]?[、.．]?")


@dataclass(frozen=True)
class ValueColumn:
    """One value column: its number in the sheet, what the layout says of it, its name and unit."""

    place: int
    column: Column
    name: str
    unit_zh: str


def check_headings(ledger: Ledger, layout: TableLayout) -> Iterator[CompendiumError]:
    """Hold the title and the headings against the layout; a heading elsewhere is pointed to."""
    title = ledger.text(*layout.title)
    # Some plans print a colon between number and title (专栏 1：…).
    if name_key(title).replace(":", "", 1) != name_key(layout.number_zh + layout.title_zh):
        expected = f"{layout.number_zh} {layout.title_zh}"
        yield CellError(ledger.cell(*layout.title), HeadingError(expected, title))
    used = sorted({column for _, column in ledger.sheet.texts})
    found = {column: _heading(ledger, layout, column) for column in used}
    for number, column in layout.columns.items():
        here = found.get(number, "")
        for row in range(layout.header[0], layout.header[1] + 1):
            ledger.text(row, number)
        if name_key(here) == name_key(column.heading):
            continue
        elsewhere = [n for n, text in found.items() if name_key(text) == name_key(column.heading)]
        sheet = ledger.sheet
        yield CellError(
            Cell(sheet.source, sheet.name, f"{column_letter(number)}{layout.header[0]}"),
            HeadingError(column.heading, here, column_letter(elsewhere[0]) if elsewhere else ""),
        )


def _heading(ledger: Ledger, layout: TableLayout, column: int) -> str:
    """Join the header rows of a column without white space; a merged heading counts once."""
    first, last = layout.header
    parts: dict[Cell, str] = {}
    for row in range(first, last + 1):
        parts.setdefault(ledger.cell(row, column), squeeze(ledger.sheet.text(row, column)))
    return "".join(parts.values())


def find_body(ledger: Ledger, layout: TableLayout) -> tuple[int, ...]:
    """Give the rows between the headings and the note, which is taken as read."""
    sheet = ledger.sheet
    rows: list[int] = []
    for row in range(layout.header[1] + 1, sheet.last_row + 1):
        if layout.notes and squeeze(sheet.text(row, 1)).startswith(layout.notes):
            ledger.text(row, 1)
            break
        if any(sheet.text(row, column) for column in layout.columns):
            rows.append(row)
    return tuple(rows)


def open_row(ledger: Ledger, layout: TableLayout, row: int, value: int = 0) -> RowReader:
    """Give a row by what its columns hold; ``value`` is the value column that is looked at."""
    places: dict[str, tuple[int, ...]] = {"value": (value,)} if value else {}
    for number, column in layout.columns.items():
        if column.holds != "value":
            places[column.holds] = (*places.get(column.holds, ()), number)
    return RowReader(ledger, row, places)


def check_labels(row: RowReader) -> Iterator[CellError]:
    """Refuse a figure in a column that is said to hold none."""
    if any(sign.isdigit() for sign in name_key(row["category"])):
        row.fault("category", f"{row['category']!r} has a number; a column of figures holds value")
    if row["number"] and not _RUNNING_NUMBER.fullmatch(squeeze(row["number"])):
        row.fault("number", f"{row['number']!r} is no running number")
    yield from row.problems


def name_row(layout: TableLayout, row: RowReader) -> str:
    """Give the key of a row, by which the layout's notes name it: its indicator, or its place."""
    holds = "place" if layout.kind == "comparison" else "indicator"
    return name_key(split_bracketed_unit(row[holds])[0])


def check_row_notes(
    ledger: Ledger, layout: TableLayout, rows: Sequence[RowReader]
) -> Iterator[CompendiumError]:
    """Refuse a note of the layout on a row that the table does not have."""
    keys = {name_row(layout, row) for row in rows}
    for note in layout.rows:
        if name_key(note.row) not in keys:
            reason = f"the layout has a note on the row {note.row!r}, which the table does not have"
            yield CellError(ledger.cell(*layout.title), CellTextError(reason))


def list_values(layout: TableLayout, row: RowReader) -> Iterator[ValueColumn]:
    """Give the value columns of a row, each with the name and unit that it has in this row."""
    for place, column in layout.columns.items():
        if column.holds == "value":
            name, unit = _name_and_unit(layout, row, column)
            yield ValueColumn(place, column, name, column.unit or unit)


def _name_and_unit(layout: TableLayout, row: RowReader, column: Column) -> tuple[str, str]:
    if layout.kind == "comparison":
        name, unit = split_bracketed_unit(column.heading)
        return column.subject + name, unit
    printed = row["indicator"]
    bracketed = layout.unit == "indicator"
    name, unit = split_bracketed_unit(printed) if bracketed else (squeeze(printed), row["unit"])
    # 年均增长 of the row's indicator is an indicator of its own.
    return column.indicator.format(name=name) if column.indicator else name, squeeze(unit)


@dataclass(frozen=True)
class NamedCell:
    """One value cell by its names, before any of them is looked up."""

    name: str
    unit_zh: str
    printed: str
    place: str
    column: Column


def list_cells(ledger: Ledger, layout: TableLayout) -> Iterator[NamedCell]:
    """Give the value cells of a printed table that print something but a dash.

    ``place`` is the name of the place as printed, empty where the layout gives it for all rows.
    """
    for row in find_body(ledger, layout):
        reader = open_row(ledger, layout, row)
        for value in list_values(layout, reader):
            printed = squeeze(open_row(ledger, layout, row, value.place)["value"])
            if printed and not is_none(printed):
                place = "" if layout.place else reader["place"]
                yield NamedCell(value.name, value.unit_zh, printed, place, value.column)
