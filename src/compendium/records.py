"""A sheet with fixed headings: one record a row, every text with its cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from compendium.errors import Cell, CellError, CellTextError, CompendiumError, HeadingError
from compendium.workbook import Sheet


@dataclass(frozen=True)
class Record:
    """One row of a sheet with fixed headings."""

    sheet: Sheet
    row: int
    columns: Sequence[str]

    def __getitem__(self, column: str) -> str:
        return self.sheet.text(self.row, self.columns.index(column) + 1).strip()

    def cell(self, column: str) -> Cell:
        """Give the cell of a column in this row."""
        letter = get_column_letter(self.columns.index(column) + 1)
        return Cell(self.sheet.source, self.sheet.name, f"{letter}{self.row}")

    def locator(self, column: str) -> str:
        """Name the cell of a column as ``workbook#sheet!cell``."""
        cell = self.cell(column)
        return f"data/raw/{cell.source}/workbook.xlsx#{cell.sheet}!{cell.address}"

    def error(self, column: str, cause: CompendiumError | str) -> CellError:
        """Give an error at the cell of a column."""
        error = CellTextError(cause) if isinstance(cause, str) else cause
        return CellError(self.cell(column), error)

    def require(self, column: str) -> str:
        """Give the text of a column that may not be empty.

        Raises
        ------
        CellError
            If it is empty.
        """
        if not self[column]:
            raise self.error(column, f"{column} is empty")
        return self[column]

    def choose(self, column: str, allowed: Iterable[str]) -> str:
        """Give the text of a column if it is one of the allowed.

        Raises
        ------
        CellError
            If it is not.
        """
        if (text := self[column]) not in (choices := tuple(allowed)):
            raise self.error(column, f"{column} {text!r} is not one of {', '.join(choices)}")
        return text


def find_problems(parts: Iterable[Callable[[], object]]) -> list[CellError]:
    """Read every part of a row that could not be read, and give what is wrong with each."""
    problems: list[CellError] = []
    for read in parts:
        try:
            read()
        except CellError as error:
            problems.append(error)
    return problems


def check_headings(sheet: Sheet, columns: Sequence[str]) -> Iterator[CompendiumError]:
    """Give an error for each fixed heading out of its place, and each text under no heading."""
    width = max((column for _, column in sheet.texts), default=0)
    for number in range(1, max(width, len(columns)) + 1):
        expected = columns[number - 1] if number <= len(columns) else ""
        found = sheet.text(1, number).strip()
        if found != expected:
            cell = Cell(sheet.source, sheet.name, f"{get_column_letter(number)}1")
            yield CellError(cell, HeadingError(expected, found))
    for (row, column), text in sheet.texts.items():
        if row > 1 and column > len(columns):
            yield CellError(sheet.cell(row, column), CellTextError(f"{text!r} has no heading"))


def read_records(sheet: Sheet, columns: Sequence[str]) -> tuple[Record, ...]:
    """Give the rows below the headings; a row without any text is passed over."""
    used = sorted({row for row, _ in sheet.texts if row > 1})
    return tuple(Record(sheet, row, columns) for row in used)
