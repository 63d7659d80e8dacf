"""What the pages of prints take from a plan's raw folder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from compendium.paths import CORRECTIONS, LAYOUT, WORKBOOK
from compendium.raw.addresses import position
from compendium.raw.corrections import Correction, read_corrections
from compendium.raw.fixed_sheet import find_headings
from compendium.raw.layout import TableLayout, read_layout
from compendium.raw.workbook import Sheet, read_workbook
from compendium.site.reference.readings import split_locator

# The sheet of named things: their names, and how the plan words them.
_NAMES, _NAME, _WORDED = "projects", "name_zh", "printed_as"


@dataclass(frozen=True)
class RawPlan:
    """A plan's workbook, how it is read, and the declared faults of its text.

    Attributes
    ----------
    sheets
        Name → sheet, as transcribed.
    tables
        Table id → how the table stands on its sheet.
    corrections
        Sheet and row → the corrections made there.
    printed_as
        Sheet and cell of a name → how the plan words it.
    """

    sheets: Mapping[str, Sheet]
    tables: Mapping[str, TableLayout]
    corrections: Mapping[tuple[str, int], Sequence[Correction]]
    printed_as: Mapping[tuple[str, str], str]

    def corrected_at(self, locator: str) -> Sequence[Correction]:
        """Give the corrections in the row of a cell."""
        sheet, cell = split_locator(locator)
        return self.corrections.get((sheet, position(cell)[0]), ())


def read_plan(folder: Path) -> RawPlan:
    """Read a plan's raw folder.

    Raises
    ------
    CompendiumError
        If one of its files is missing or cannot be read.
    """
    declared, sheets = folder / CORRECTIONS, read_workbook(folder / WORKBOOK)
    corrections: dict[tuple[str, int], list[Correction]] = defaultdict(list)
    for each in read_corrections(declared) if declared.is_file() else ():
        corrections[each.sheet, position(each.cell)[0]].append(each)
    return RawPlan(
        sheets,
        {each.table_id: each for each in read_layout(folder / LAYOUT).tables},
        corrections,
        dict(_find_wording(sheets[_NAMES])) if _NAMES in sheets else {},
    )


def _find_wording(sheet: Sheet) -> Iterator[tuple[tuple[str, str], str]]:
    columns, _ = find_headings(sheet, (_NAME, _WORDED))
    if len(columns) == len((_NAME, _WORDED)):
        for row in range(2, sheet.last_row + 1):
            cell = sheet.cell(row, columns[_NAME]).address
            yield (sheet.name, cell), sheet.text(row, columns[_WORDED])
