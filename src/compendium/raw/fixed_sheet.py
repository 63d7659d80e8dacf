"""A sheet with fixed headings: its columns found by name, in any order."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from openpyxl.utils import get_column_letter
from rapidfuzz import process

from compendium.errors import Cell, CellError, CellTextError, CompendiumError
from compendium.raw.workbook import Sheet


def find_headings(
    sheet: Sheet, headings: Sequence[str], optional: Collection[str] = ()
) -> tuple[dict[str, int], tuple[CompendiumError, ...]]:
    """Find the columns of a sheet by their headings in row 1; ``optional`` ones may be missing.

    Returns
    -------
    tuple
        Heading → column, and a `CellError` for each heading that is missing, unknown (with the
        nearest known) or duplicate, and for the first text of each column without a heading.
    """
    found = {
        column: text
        for (row, column), text in sorted(sheet.texts.items())
        if row == 1 and text.strip()
    }
    places: dict[str, int] = {}
    for column, text in found.items():
        if text.strip() in headings:
            places.setdefault(text.strip(), column)
    faults = _find_faults(sheet, headings, found, places, optional)
    return places, tuple(faults)


def _find_faults(
    sheet: Sheet,
    headings: Sequence[str],
    found: Mapping[int, str],
    places: Mapping[str, int],
    optional: Collection[str],
) -> Iterator[CellError]:
    for column, text in found.items():
        name = text.strip()
        if name not in headings:
            near = process.extractOne(name, headings, score_cutoff=50)
            hint = f"; the nearest known: {near[0]}" if near else ""
            yield _fault(sheet, 1, column, f"unknown heading {name!r}{hint}")
        elif places[name] != column:
            first = get_column_letter(places[name])
            yield _fault(sheet, 1, column, f"duplicate heading {name!r}, also in {first}1")
    bare: dict[int, list[int]] = {}
    for row, column in sorted(sheet.texts):
        if row > 1 and column not in found:
            bare.setdefault(column, []).append(row)
    missing = [name for name in headings if name not in places and name not in optional]
    # One heading is gone and one column has none: there it stood.
    free = next(iter(bare)) if len(bare) == len(missing) == 1 else max(found, default=0) + 1
    for name in missing:
        yield _fault(sheet, 1, free, f"the heading {name!r} is missing")
    for column, (row, *below) in bare.items():
        more = f" and {len(below)} more of this column have" if below else " has"
        yield _fault(sheet, row, column, f"{sheet.texts[row, column]!r}{more} no heading")


def _fault(sheet: Sheet, row: int, column: int, reason: str) -> CellError:
    address = f"{get_column_letter(column)}{row}"
    return CellError(Cell(sheet.source, sheet.name, address), CellTextError(reason))
