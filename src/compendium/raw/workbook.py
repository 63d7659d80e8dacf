"""A workbook's sheets as text tables: merges filled, cell addresses kept, nothing interpreted."""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from compendium.errors import (
    Cell,
    CellError,
    CellTextError,
    CompendiumError,
    Report,
    WorkbookError,
)
from compendium.raw.container import Area, Container, cells_of, check_container
from compendium.raw.hidden import hidden_character

# What a cell of a spreadsheet can hold.
_LONGEST_TEXT = 32_767
# How a spreadsheet writes a control character inside a text.
_ESCAPED = re.compile("_x[0-9A-Fa-f]{4}_")
# Decimals that are certain in a binary number; more are left by a calculation.
_CERTAIN_DIGITS = 15


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
    waiting, help_cells
        How many drafts were passed over because nobody has decided on them, and how many cells
        help to decide; see `compendium.raw.drafts`.
    """

    source: str
    name: str
    texts: Mapping[tuple[int, int], str]
    anchors: Mapping[tuple[int, int], tuple[int, int]]
    waiting: int = 0
    help_cells: int = 0

    def text(self, row: int, column: int) -> str:
        """Give a cell's text, empty if there is none."""
        return self.texts.get((row, column), "")

    def cell(self, row: int, column: int) -> Cell:
        """Give the address of the cell that holds the text (the first one of a merged area)."""
        row, column = self.anchors.get((row, column), (row, column))
        return Cell(self.source, self.name, f"{get_column_letter(column)}{row}")

    @property
    def filled(self) -> frozenset[tuple[int, int]]:
        """Where a text was typed: the filled cells without those that a merged area fills."""
        return frozenset(self.texts) - self.anchors.keys()

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
    container = check_container(path)
    problems: list[CompendiumError] = []
    try:
        with warnings.catch_warnings():
            # openpyxl warns of what it passes over; what we need is checked below.
            warnings.simplefilter("ignore")
            sheets = _read_sheets(path, container, problems)
    except CompendiumError:
        raise
    except Exception as error:  # openpyxl lets a dozen kinds out for a damaged part
        reason = str(error).split("\n")[0]
        raise WorkbookError(path, f"is damaged or not an .xlsx workbook ({reason})") from error
    if problems:
        raise Report(path.as_posix(), tuple(problems))
    return sheets


def _read_sheets(
    path: Path, container: Container, problems: list[CompendiumError]
) -> dict[str, Sheet]:
    # Streamed, since a whole openpyxl workbook makes a cell of every position that a comment, a
    # link or a merged area names. Hidden sheets, rows and columns are read as any other.
    # The file is opened here, since openpyxl leaves it open if a part of it is damaged.
    with path.open("rb") as file, closing(openpyxl.load_workbook(file, read_only=True)) as book:
        _check_sheets(path, container, book)
        return {
            sheet.title: _read_sheet(sheet, path.parent.name, container, problems)
            for sheet in book.worksheets
        }


def _check_sheets(path: Path, container: Container, book: Any) -> None:
    """Refuse sheets that openpyxl would pass over, and names that could not be told apart."""
    if charts := [sheet.title for sheet in book.chartsheets]:
        raise WorkbookError(path, f"the sheet {charts[0]!r} holds a chart, no cells; remove it")
    if tuple(book.sheetnames) != container.sheets:
        lost = [name for name in container.sheets if name not in book.sheetnames]
        raise WorkbookError(path, f"is damaged (cannot read the sheet {', '.join(lost)})")
    seen: set[str] = set()
    for name in container.sheets:
        if name.casefold() in seen:
            raise WorkbookError(path, f"duplicate sheet {name!r}")
        if hidden := hidden_character(name):
            raise WorkbookError(path, f"the name of the sheet {name!r} holds {hidden}")
        seen.add(name.casefold())


def _read_sheet(
    sheet: Any, source: str, container: Container, problems: list[CompendiumError]
) -> Sheet:
    texts: dict[tuple[int, int], str] = {}
    anchors: dict[tuple[int, int], tuple[int, int]] = {}
    # What the part says of its size may be wrong, and would cut cells off.
    sheet.reset_dimensions()
    for cell in (cell for row in sheet.rows for cell in row if cell.value is not None):
        try:
            text = _cell_text(cell)
        except CellTextError as error:
            problems.append(_fault(source, sheet.title, (cell.row, cell.column), error))
            continue
        if text.strip():
            texts[cell.row, cell.column] = text
    covered: dict[tuple[int, int], Area] = {}
    # Which part a sheet was read from is known to openpyxl alone.
    for area in container.merges.get(sheet._worksheet_path, ()):
        for spot in cells_of(area):
            reason = ""
            if spot in covered:
                reason = f"lies in two merged areas, {_name(area)} and {_name(covered[spot])}"
            elif spot in texts and spot != area[0]:
                reason = f"holds {texts[spot]!r} under the merged area {_name(area)}, unseen"
            if reason:
                problems.append(_fault(source, sheet.title, spot, CellTextError(reason)))
            covered[spot] = area
    for spot, (anchor, _) in covered.items():
        if anchor in texts and spot != anchor:
            texts[spot] = texts[anchor]
            anchors[spot] = anchor
    return Sheet(source, sheet.title, MappingProxyType(texts), MappingProxyType(anchors))


def _fault(source: str, sheet: str, spot: tuple[int, int], error: CellTextError) -> CellError:
    return CellError(Cell(source, sheet, _address(spot)), error)


def _address(spot: tuple[int, int]) -> str:
    return f"{get_column_letter(spot[1])}{spot[0]}"


def _name(area: Area) -> str:
    return f"{_address(area[0])}:{_address(area[1])}"


def _cell_text(cell: Any) -> str:
    """Give a cell's text as printed; a plain number typed as a number is taken as its digits."""
    kind, value = cell.data_type, cell.value
    if kind == "s":
        return _check_text(str(value))
    if kind == "n" and isinstance(value, int | float) and cell.number_format == "General":
        digits = sum(sign.isdigit() for sign in repr(value))
        if math.isfinite(value) and digits <= _CERTAIN_DIGITS and "e" not in repr(value):
            return repr(value)
        raise CellTextError(f"holds the number {value!r}; type it as text, exactly as printed")
    if kind == "f":
        formula = getattr(value, "text", value)
        raise CellTextError(f"holds a formula ({formula}) where a printed value is expected")
    if kind == "e":
        raise CellTextError(f"holds the spreadsheet error {value}")
    raise CellTextError(
        f"holds {value!r} with the number format {cell.number_format!r}; "
        "type it as text, exactly as printed"
    )


def _check_text(text: str) -> str:
    if len(text) > _LONGEST_TEXT:
        raise CellTextError(f"holds {len(text)} characters; a cell can hold {_LONGEST_TEXT}")
    escaped = _ESCAPED.search(text)
    if hidden := hidden_character(text) or (
        f"the control character {escaped[0]}" if escaped else ""
    ):
        raise CellTextError(f"holds {hidden}; remove it")
    return text
