"""Nothing is lost: a sheet that remembers which of its cells were read."""

from __future__ import annotations

from collections.abc import Iterator

from compendium.errors import Cell, CellError, UnusedCellError
from compendium.raw.workbook import Sheet


class Ledger:
    """A sheet, and which of its cells a reader took or a layout declares as a note.

    Readers read through `text`, so that a cell which they pass over is found by `unused`.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._used: set[tuple[int, int]] = set()

    def text(self, row: int, column: int) -> str:
        """Give a cell's text, empty if there is none, and take it as read."""
        spot = row, column
        self._used.add(self.sheet.anchors.get(spot, spot))
        return self.sheet.texts.get(spot, "")

    def cell(self, row: int, column: int) -> Cell:
        """Give the address of the cell that holds the text."""
        return self.sheet.cell(row, column)

    def unused(self) -> Iterator[CellError]:
        """Give an error for each cell that holds something and was not read."""
        for spot, text in self.sheet.texts.items():
            if spot not in self.sheet.anchors and spot not in self._used:
                yield CellError(self.sheet.cell(*spot), UnusedCellError(text))
