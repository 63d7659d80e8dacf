"""A new source's workbook: sheets with headings and drop-down lists, and how to fill them in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from compendium.contract.columns import Column, columns
from compendium.draft.instructions import PARAGRAPHS
from compendium.draft.tables import DraftTable
from compendium.raw.drafts import DRAFT, HELP_SHEETS, MARKS
from compendium.record.sheets import BESIDE_MEANINGS, FIXED_SHEETS, MODELS, NOT_TYPED, headings
from compendium.record.vocabulary import Vocabularies

NOTES = ("draft_sentence", "draft_nearest", "draft_line")
"""What helps to decide on a draft, besides its mark."""

_LAST_ROW = 5000
_TEXT = "@"
_HEAD = Font(bold=True)
_HELP = PatternFill("solid", fgColor="EEEEEE")
_WIDTHS = {"draft_sentence": 60, "draft_nearest": 40, "indicator_zh": 30, "name_zh": 26}
_WIDTH = 14
# Columns whose values are in a vocabulary; another may be typed, and is then a new name.
_LISTED = {
    "indicator_zh": "indicators",
    "place_zh": "places",
    "unit_zh": "units",
    "action_zh": "verbs",
    "chapter": "chapters",
}


def build_workbook(
    vocabularies: Vocabularies,
    rows: Mapping[str, Sequence[Mapping[str, str]]],
    tables: Sequence[DraftTable] = (),
) -> bytes:
    """Write the workbook of a new source.

    Parameters
    ----------
    vocabularies
        What its drop-down lists offer.
    rows
        Fixed sheet → its rows (heading → text); none for an empty sheet.
    tables
        The printed tables, each on a sheet of its own (T1, T2 …).
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    _write_guide(book.create_sheet(HELP_SHEETS[0]))
    for number, table in enumerate(tables, 1):
        _write_table(book.create_sheet(f"T{number}"), table)
    lists = list_values(vocabularies)
    for name in FIXED_SHEETS:
        write_fixed(book.create_sheet(name), name, rows.get(name, ()), lists)
    _writelist_values(book.create_sheet(HELP_SHEETS[1]), lists)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def sheet_headings(name: str, *, drafted: bool) -> tuple[str, ...]:
    """Give the headings of a fixed sheet in a new workbook: those of drafts come first."""
    return ((DRAFT, *NOTES) if drafted else ()) + headings(name)


def list_values(vocabularies: Vocabularies) -> dict[str, list[str]]:
    """Give what each long drop-down list offers."""
    return {
        "indicators": [row["name_zh"] for row in vocabularies.indicators.rows.values()],
        "places": [row["name_zh"] for row in vocabularies.places.rows.values()],
        "units": [unit.unit_zh for unit in vocabularies.units.values()],
        "verbs": list(vocabularies.stages),
        "chapters": list(vocabularies.terms.chapters),
    }


def _write_guide(sheet: Any) -> None:
    _put_rows(sheet, [("English", "中文"), *PARAGRAPHS])
    at = len(PARAGRAPHS) + 3
    for name in FIXED_SHEETS:
        _put_rows(
            sheet, [(f"Columns of {name}", f"{name} 表的列", "values · 取值"), *_meanings(name)], at
        )
        for cell in sheet[at]:
            cell.font = _HEAD
        at += len(headings(name)) + 2
    for letter, width in (("A", 70), ("B", 60), ("C", 40)):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for cell in sheet[1]:
        cell.font = _HEAD


def _meanings(name: str) -> Iterable[tuple[str, str, str]]:
    known = {each.heading: each for each in columns(MODELS[name]) if each.heading}
    for heading in headings(name):
        if each := known.get(heading):
            yield f"{heading}: {each.en}", f"{heading}：{each.zh}", ", ".join(each.enum)
        else:
            en, zh = BESIDE_MEANINGS[heading]
            yield f"{heading}: {en}", f"{heading}：{zh}", ""


def _write_table(sheet: Any, table: DraftTable) -> None:
    _put_rows(sheet, table.rows)
    single = [place for place, row in enumerate(table.rows, 1) if len(row) == 1]
    for row in single:
        if table.width > 1:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=table.width)
    for column in range(1, table.width + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 20


def write_fixed(
    sheet: Any,
    name: str,
    rows: Sequence[Mapping[str, str]],
    lists: Mapping[str, Sequence[str]],
    heads: Sequence[str] = (),
) -> None:
    """Write a fixed sheet: headings, rows, and a drop-down list where few values are allowed.

    ``heads`` are its headings in order; those of a new workbook unless given.
    """
    heads = heads or sheet_headings(name, drafted=bool(rows))
    _put_rows(sheet, [heads, *([row.get(each, "") for each in heads] for row in rows)])
    sheet.freeze_panes = "A2"
    known: dict[str, Column] = {each.heading: each for each in columns(MODELS[name])}
    for place, heading in enumerate(heads, 1):
        letter = get_column_letter(place)
        sheet[f"{letter}1"].font = _HEAD
        dimension = sheet.column_dimensions[letter]
        dimension.width, dimension.number_format = _WIDTHS.get(heading, _WIDTH), _TEXT
        if heading in NOTES:
            sheet[f"{letter}1"].fill = _HELP
        formula, strict = _formula(heading, known.get(heading), lists)
        if formula:
            choice = DataValidation(
                type="list", formula1=formula, allow_blank=True, showErrorMessage=strict
            )
            choice.add(f"{letter}2:{letter}{_LAST_ROW}")
            sheet.add_data_validation(choice)


def _formula(
    heading: str, column: Column | None, lists: Mapping[str, Sequence[str]]
) -> tuple[str, bool]:
    """Give what a drop-down list offers, and whether nothing else may be typed."""
    if heading == DRAFT:
        return f'"{",".join(MARKS)}"', True
    if column and column.enum:
        allowed = [each for each in column.enum if (heading, each) not in NOT_TYPED]
        return f'"{",".join(allowed)}"', True
    if name := _LISTED.get(heading):
        letter = get_column_letter(list(lists).index(name) + 1)
        last = max(2, len(lists[name]) + 1)
        return f"{HELP_SHEETS[1]}!${letter}$2:${letter}${last}", heading == "chapter"
    return "", False


def _writelist_values(sheet: Any, lists: Mapping[str, Sequence[str]]) -> None:
    longest = max(map(len, lists.values()))
    rows = [
        [each[place] if place < len(each) else "" for each in lists.values()]
        for place in range(longest)
    ]
    _put_rows(sheet, [list(lists), *rows])


def _put_rows(sheet: Any, rows: Iterable[Sequence[str]], first: int = 1) -> None:
    for number, row in enumerate(rows, first):
        for column, text in enumerate(row, 1):
            if text:
                cell = sheet.cell(number, column, text)
                # A text that begins with = is no formula.
                cell.data_type, cell.number_format = "s", _TEXT
