"""Rows that the program proposed and nobody has accepted yet: they are passed over.

A fixed sheet may have columns whose headings begin with ``draft``. The first says what a person
decided of the row; the others are what helps to decide, the plan's sentence among them, and never
leave the workbook.
"""

from __future__ import annotations

from dataclasses import replace

from compendium.errors import CellError, CellTextError, CompendiumError
from compendium.raw.workbook import Sheet

DRAFT = "draft"
"""The heading of the column that says what a row is."""

OPEN, ACCEPTED, REFUSED = "draft", "yes", "no"
MARKS = (OPEN, ACCEPTED, REFUSED)
"""Not decided; to be read; to be dropped. A row without a mark is to be read."""

HELP_SHEETS = ("instructions", "lists")
"""Sheets of a workbook that help a person and are never read."""


def is_draft_heading(heading: str) -> bool:
    """Say whether a column of a fixed sheet is none of the record."""
    return heading.strip() == DRAFT or heading.strip().startswith(f"{DRAFT}_")


def pass_over_drafts(sheet: Sheet) -> tuple[Sheet, list[CompendiumError]]:
    """Give a fixed sheet without its draft columns and the rows that nobody accepted.

    Returns
    -------
    tuple
        The sheet, which knows how many rows still wait and how many cells of help it holds; and a
        `CellError` for each mark that is none of `MARKS`.
    """
    columns = {
        column: text.strip()
        for (row, column), text in sheet.texts.items()
        if row == 1 and is_draft_heading(text)
    }
    if not columns:
        return sheet, []
    problems: list[CompendiumError] = []
    over: set[int] = set()
    waiting = 0
    for column, heading in columns.items():
        for row in range(2, sheet.last_row + 1) if heading == DRAFT else ():
            mark = sheet.text(row, column).strip()
            if mark and mark not in MARKS:
                fault = CellTextError(f"{DRAFT} {mark!r} is not one of {', '.join(MARKS)}")
                problems.append(CellError(sheet.cell(row, column), fault))
            if mark and mark != ACCEPTED:
                over.add(row)
                waiting += mark == OPEN
    texts = {
        spot: text
        for spot, text in sheet.texts.items()
        if spot[1] not in columns and spot[0] not in over
    }
    anchors = {spot: anchor for spot, anchor in sheet.anchors.items() if spot in texts}
    help_cells = sum(spot[0] > 1 and spot[1] in columns for spot in sheet.texts)
    return replace(
        sheet, texts=texts, anchors=anchors, waiting=waiting, help_cells=help_cells
    ), problems
