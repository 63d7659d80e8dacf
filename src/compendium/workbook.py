"""A workbook's sheets as text tables: merges filled, cell addresses kept, nothing interpreted."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import openpyxl
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from compendium.errors import (
    Cell,
    CellError,
    CellTextError,
    CompendiumError,
    Report,
    WorkbookError,
)

# A table of a plan is far smaller; what expands to more is no transcription but a zip bomb.
MOST_BYTES = 64 * 2**20
MOST_CELLS = 1_000_000
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


@dataclass(frozen=True)
class Sheet:
    """One sheet as text.

    Attributes
    ----------
    source, name
        The source's folder name and the sheet's name.
    texts
        ``(row, column) → text``, both from 1; every cell of a merged area has its text. Empty
        cells are absent.
    anchors
        ``(row, column) → (row, column)`` of the cell that holds the text, for the filled cells.
    """

    source: str
    name: str
    texts: Mapping[tuple[int, int], str]
    anchors: Mapping[tuple[int, int], tuple[int, int]]

    def text(self, row: int, column: int) -> str:
        """Give a cell's text, empty if there is none."""
        return self.texts.get((row, column), "")

    def cell(self, row: int, column: int) -> Cell:
        """Give the address of the cell that holds the text (the first one of a merged area)."""
        row, column = self.anchors.get((row, column), (row, column))
        return Cell(self.source, self.name, f"{get_column_letter(column)}{row}")

    @property
    def last_row(self) -> int:
        """The last row with a text, 0 if there is none."""
        return max((row for row, _ in self.texts), default=0)


def read_workbook(path: Path) -> dict[str, Sheet]:
    """Read every sheet of an ``.xlsx`` workbook as text.

    Parameters
    ----------
    path
        The workbook; its folder's name is the source.

    Returns
    -------
    dict
        Sheet name → `Sheet`, in the workbook's order.

    Raises
    ------
    WorkbookError
        If the file is missing, empty, encrypted, damaged, not a workbook, or would expand to more
        than `MOST_BYTES`.
    Report
        If cells hold a formula, a date, or a number whose printed form is not certain; all of
        them are named.
    """
    check_file(path)
    try:
        book = openpyxl.load_workbook(path)
    except Exception as error:  # openpyxl lets a dozen kinds out for a damaged part
        raise WorkbookError(path, f"is damaged or not an .xlsx workbook ({error})") from error
    for sheet in book:
        if sheet.max_row * sheet.max_column > MOST_CELLS:
            raise WorkbookError(
                path, f"sheet {sheet.title!r} spans {sheet.dimensions}; remove its far-off cell"
            )
    problems: list[CompendiumError] = []
    sheets = {sheet.title: _read_sheet(sheet, path.parent.name, problems) for sheet in book}
    if problems:
        raise Report(path.as_posix(), tuple(problems))
    return sheets


def check_file(path: Path) -> None:
    """Refuse a file that openpyxl would fail on, or choke on, with the reason in plain words.

    Raises
    ------
    WorkbookError
        See `read_workbook`.
    """
    if not path.is_file():
        raise WorkbookError(path, "is missing")
    with path.open("rb") as file:
        head = file.read(8)
    if not head:
        raise WorkbookError(path, "is empty (0 bytes)")
    if head == _OLE:
        raise WorkbookError(
            path, "is encrypted or in the old .xls form; save it as .xlsx without a password"
        )
    if not head.startswith(b"PK"):
        raise WorkbookError(path, "is not an .xlsx workbook (not a zip file)")
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            names = set(archive.namelist())
    except zipfile.BadZipFile as error:
        raise WorkbookError(path, f"is truncated or damaged ({error})") from error
    if size > MOST_BYTES:
        raise WorkbookError(
            path, f"expands to {size // 2**20} MiB; a workbook may hold {MOST_BYTES // 2**20} MiB"
        )
    if "xl/workbook.xml" not in names:
        raise WorkbookError(path, "is a zip file, but not an .xlsx workbook")


def _read_sheet(sheet: Worksheet, source: str, problems: list[CompendiumError]) -> Sheet:
    texts: dict[tuple[int, int], str] = {}
    anchors: dict[tuple[int, int], tuple[int, int]] = {}
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, MergedCell) or cell.value is None:
                continue
            try:
                text = _cell_text(cell)
            except CellTextError as error:
                problems.append(CellError(Cell(source, sheet.title, cell.coordinate), error))
                continue
            if text.strip():
                texts[cell.row, cell.column] = text
    for area in sheet.merged_cells.ranges:
        anchor = (area.min_row, area.min_col)
        if anchor in texts:
            for position in ((r, c) for r, c in area.cells if (r, c) != anchor):
                texts[position] = texts[anchor]
                anchors[position] = anchor
    return Sheet(source, sheet.title, MappingProxyType(texts), MappingProxyType(anchors))


def _cell_text(cell: SheetCell) -> str:
    """Give a cell's text as printed; a plain number typed as a number is taken as its digits."""
    kind, value = cell.data_type, cell.value
    if kind == "s":
        return str(value)
    if kind == "n" and isinstance(value, int | float) and cell.number_format == "General":
        return repr(value)
    if kind == "f":
        raise CellTextError(f"holds a formula ({value}) where a printed value is expected")
    if kind == "e":
        raise CellTextError(f"holds the spreadsheet error {value}")
    raise CellTextError(
        f"holds {value!r} with the number format {cell.number_format!r}; "
        "type it as text, exactly as printed"
    )
