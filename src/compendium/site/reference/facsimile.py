"""A printed table as it stands on its sheet: its cells, merged areas, headings and note."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from compendium.printed.text import squeeze
from compendium.raw.layout import TableLayout
from compendium.raw.workbook import Sheet

_LINE_END = re.compile(r"\s*\n\s*")
_BETWEEN_WORDS = re.compile(r"(?<=[A-Za-z])\s*\n\s*(?=[A-Za-z])")
# What the cells of a column say of those beside them.
_HEADS = {"category": "row", "indicator": "row", "place": "row"}

Spot = tuple[int, int]


@dataclass(frozen=True)
class PrintedCell:
    """One cell as printed, or one merged area.

    Attributes
    ----------
    sheet, address
        The sheet's name, and the first cell (``C4``).
    text
        What it holds, in one line.
    rows, columns
        How many rows and columns it goes over.
    holds
        What its column holds, as the layout says (``value``, ``indicator`` …).
    scope
        What it heads: ``col``, ``row``, ``rowgroup``, or nothing.
    """

    sheet: str
    address: str
    text: str
    rows: int
    columns: int
    holds: str = ""
    scope: str = ""

    @property
    def anchor(self) -> str:
        """Its anchor on the page of its table."""
        return f"{self.sheet}-{self.address}"


@dataclass(frozen=True)
class PrintedRow:
    """A row of a printed table: its number on the sheet, and the cells that begin in it."""

    number: int
    cells: tuple[PrintedCell, ...]


@dataclass(frozen=True)
class Facsimile:
    """A printed table (H header rows, R rows), with its title and the note below it.

    The note is in this project's words: the plan's own is a sentence, which does not carry over.
    """

    title: PrintedCell
    head: tuple[PrintedRow, ...]
    body: tuple[PrintedRow, ...]
    note: PrintedCell | None


def show_sheet(sheet: Sheet, layout: TableLayout) -> Facsimile:
    """Give a table as it stands on its sheet.

    Parameters
    ----------
    sheet
        The sheet as transcribed, its corrections not made.
    layout
        How the table stands on it.
    """
    areas = _merged_areas(sheet)
    width = max(column for _, column in sheet.texts)

    def cell(spot: Spot) -> PrintedCell:
        row, column = spot
        last = areas.get(spot, spot)
        rows, text = last[0] - row + 1, _one_line(sheet.text(*spot))
        holds = layout.columns[column].holds if column in layout.columns else ""
        is_head = row <= layout.header[1]
        scope = "col" if is_head else _HEADS.get(holds, "")
        return PrintedCell(
            sheet.name,
            _address(spot),
            text,
            rows,
            last[1] - column + 1,
            holds,
            (f"{scope}group" if scope == "row" and rows > 1 else scope) if text else "",
        )

    def row(number: int) -> PrintedRow:
        spots = [(number, column) for column in range(1, width + 1)]
        return PrintedRow(number, tuple(cell(spot) for spot in spots if spot not in sheet.anchors))

    first, last = layout.header
    notes = (
        number
        for number in range(last + 1, sheet.last_row + 1)
        if layout.notes and squeeze(sheet.text(number, 1)).startswith(layout.notes)
    )
    end = next(notes, sheet.last_row + 1)
    return Facsimile(
        title=cell(layout.title),
        head=tuple(map(row, range(first, last + 1))),
        body=tuple(map(row, range(last + 1, end))),
        note=cell((end, 1)) if end <= sheet.last_row else None,
    )


def _merged_areas(sheet: Sheet) -> Mapping[Spot, Spot]:
    """Give the last cell of each merged area, by its first."""
    spots: dict[Spot, list[Spot]] = defaultdict(list)
    for spot, anchor in sheet.anchors.items():
        spots[anchor].append(spot)
    return {
        anchor: (max(row for row, _ in held), max(column for _, column in held))
        for anchor, held in spots.items()
    }


def _one_line(text: str) -> str:
    # A line ends where its column does, which says nothing; two words stay apart.
    return _LINE_END.sub("", _BETWEEN_WORDS.sub(" ", text))


def _address(spot: Spot) -> str:
    return f"{get_column_letter(spot[1])}{spot[0]}"
