"""Whether a mutant went through without a trace."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, get_column_letter

from compendium.printed.text import name_key
from compendium.raw.layout import read_layout
from compendium.raw.workbook import Sheet, read_workbook
from compendium.record.clean import Cleaned, clean_source
from compendium.record.sheets import FIXED_SHEETS
from compendium.record.vocabulary import Vocabularies
from mutation.grid import Move, Spot

# What stands in a workbook for those who work on it, or is held by the layout in its own words:
# a changed text there changes no row, because no row has it.
BY_HOLDS = {
    "category": "the group of a row in the printed table; no column of observations.csv",
    "number": "the running number of a row in the printed table; no column of observations.csv",
}
BY_HEADING = {
    "printed_as": "how the box words a name; a remark beside the record",
    "note_en": "a remark beside the record",
}
NOTE = "the table's note; what it says of marks and rows stands in the layout"

Row = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Source:
    """One plan's folder: its sheets, its rows, and the cells whose text is in no row."""

    folder: Path
    vocabularies: Vocabularies
    sheets: Mapping[str, Sheet]
    cleaned: Cleaned
    silent: Mapping[str, Mapping[Spot, str]]

    @classmethod
    def read(cls, folder: Path, vocabularies: Vocabularies) -> Source:
        sheets = read_workbook(folder / "workbook.xlsx")
        cleaned = clean_source(folder, vocabularies, sheets)
        silent = {name: dict(_find_silent(folder, sheet)) for name, sheet in sheets.items()}
        return cls(folder, vocabularies, sheets, cleaned, silent)

    def clean(self, sheets: Mapping[str, Sheet]) -> Cleaned:
        return clean_source(self.folder, self.vocabularies, sheets)


def _find_silent(folder: Path, sheet: Sheet) -> Iterator[tuple[Spot, str]]:
    """Give the cells, filled or not, whose text is in no row, and why that is right."""
    if sheet.name in FIXED_SHEETS:
        headings = BY_HEADING if sheet.name == "projects" else {}
        for column in range(1, max(column for _, column in sheet.texts) + 1):
            if why := headings.get(sheet.text(1, column)):
                yield from (((row, column), why) for row in range(2, sheet.last_row + 1))
        return
    (layout,) = (
        each for each in read_layout(folder / "layout.yaml").tables if each.sheet == sheet.name
    )
    for row in range(layout.header[1] + 1, sheet.last_row + 1):
        note = sheet.text(row, 1).startswith(layout.notes or "\0")
        for number, column in layout.columns.items():
            if note or column.holds in BY_HOLDS:
                yield (row, number), NOTE if note else BY_HOLDS[column.holds]


def judge(source: Source, sheet: Sheet, move: Move, cleaned: Cleaned) -> str:
    """Say what is wrong with a mutant that was not refused; empty if it left its trace.

    Parameters
    ----------
    source
        As it was.
    sheet
        As it is now.
    move
        Old cell → new cell, none for a cell that is gone.
    cleaned
        What was read of it.
    """
    old = source.sheets[sheet.name]
    gone, come = _changes(old, sheet, move, source.vocabularies)
    lost, gained = _difference(source.cleaned, cleaned, sheet.name, move)
    if not lost and not gained:
        silent = source.silent[sheet.name]
        # A cell that only shows the text of its merged area holds none of its own.
        heard = gone & (set(old.texts) - set(old.anchors)) - set(silent)
        heard |= come & (set(sheet.texts) - set(sheet.anchors)) - {move(each) for each in silent}
        return f"no row tells of {sorted(heard)}" if heard else ""
    headings = any(row == 1 for row, _ in gone | come) and sheet.name in FIXED_SHEETS
    touched = _numbers(lost, sheet.name) & {row for row, _ in gone}
    touched |= _numbers(gained, sheet.name) & {row for row, _ in come}
    return "" if touched or headings else f"other rows changed: {(*lost, *gained)[:3]}"


def _changes(
    old: Sheet, new: Sheet, move: Move, vocabularies: Vocabularies
) -> tuple[set[Spot], set[Spot]]:
    """Give the cells whose text is not what it was, as they stood and as they stand."""

    def key(text: str) -> str:
        # White space and width are not part of what a plan prints, and 宝安 is 宝安区.
        return vocabularies.places.ids.get(name_key(text), name_key(text))

    image = {to: spot for spot in old.texts if (to := move(spot))}
    same = {(spot, to) for to, spot in image.items() if key(old.text(*spot)) == key(new.text(*to))}
    gone = set(old.texts) - {spot for spot, _ in same}
    come = (set(new.texts) | {to for spot in gone if (to := move(spot))}) - {to for _, to in same}
    return gone, come


def _difference(
    before: Cleaned, after: Cleaned, sheet: str, move: Move
) -> tuple[list[str], list[str]]:
    """Give the locators of the rows that are no longer there, and of those that are new."""
    was = [(content, locator, _follow(locator, sheet, move)) for content, locator in _rows(before)]
    now = _rows(after)
    moved, found = Counter((content, to) for content, _, to in was), Counter(now)
    lost = [at for content, at, to in was if moved[content, to] > found[content, to]]
    gained = [at for content, at in now if found[content, at] > moved[content, at]]
    return lost, gained


def _rows(cleaned: Cleaned) -> list[tuple[Row, str]]:
    return [
        (tuple(each for each in vars(row).items() if each[0] != "locator"), row.locator)
        for row in (*cleaned.observations, *cleaned.projects)
    ]


def _follow(locator: str, sheet: str, move: Move) -> str:
    head, _, address = locator.rpartition("!")
    if not head.endswith(f"#{sheet}"):
        return locator
    to = move(spot_of(address))
    return f"{head}!{address_of(to)}" if to else ""


def _numbers(locators: list[str], sheet: str) -> set[int]:
    return {
        spot_of(address)[0]
        for head, _, address in (each.rpartition("!") for each in locators)
        if head.endswith(f"#{sheet}")
    }


def spot_of(address: str) -> Spot:
    letters, row = coordinate_from_string(address)
    return row, column_index_from_string(letters)


def address_of(spot: Spot) -> str:
    return f"{get_column_letter(spot[1])}{spot[0]}"


def names_the_place(message: str, plan: str, sheet: str) -> bool:
    """Whether an error names a cell of the sheet, or the table that has no row any more."""
    cell = rf"{re.escape(plan)}/{re.escape(sheet)}![A-Z]+\d+"
    return bool(re.search(rf"{cell}|is declared, but no row comes from it", message))
