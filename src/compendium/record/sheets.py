"""The sheets with fixed headings, ``statements`` and ``projects``: which headings, and their rows.

The headings come from the row models; their order in a workbook is free.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from compendium.contract.columns import columns
from compendium.contract.rows import Observation, Project
from compendium.errors import Cell, CompendiumError, DuplicateError
from compendium.raw.fixed_sheet import find_headings
from compendium.record.ledger import Ledger
from compendium.record.reader import RowReader

Made = TypeVar("Made")

# What a person types beside the columns of the table: what makes a row's id, how the box words a
# name, and remarks.
_BESIDE: Mapping[str, tuple[str, ...]] = {
    "statements": ("ordinal",),
    "projects": ("key", "printed_as", "note_en"),
}
BESIDE_MEANINGS: Mapping[str, tuple[str, str]] = {
    "ordinal": (
        "2, 3 … for a figure that agrees with another of its passage in all that its id is made of",
        "同一段落中其余各项都相同的第2、第3个数字",
    ),
    "key": (
        "Last part of the row's id: lower-case words with hyphens, given once and never changed",
        "行编号的末段：小写单词以连字符相连，一经给定不再更改",
    ),
    "printed_as": ("The name as the box words it, where it was made up", "专栏中的原文写法"),
    "note_en": ("A remark for those who work on the record", "给整理者的备注"),
}
"""Such a column → what it means, in English and Chinese."""
# What most workbooks have no need of.
_OPTIONAL: Mapping[str, tuple[str, ...]] = {"statements": ("supersedes",), "projects": ()}

MODELS: Mapping[str, Any] = {"statements": Observation, "projects": Project}
"""Fixed sheet → the model of its rows."""

NOT_TYPED = {("source_kind", "table"), ("period_from", "cell")}
"""Heading and value that only the sheet of a table gives a figure."""

FIXED_SHEETS = tuple(MODELS)


def headings(sheet: str) -> tuple[str, ...]:
    """Give the headings of a fixed sheet.

    >>> headings("projects")[:3]
    ('number_zh', 'section_zh', 'source_kind')
    """
    typed = tuple(each.heading for each in columns(MODELS[sheet]) if each.heading)
    return typed + _BESIDE[sheet]


def open_rows(ledger: Ledger) -> tuple[tuple[RowReader, ...], tuple[CompendiumError, ...]]:
    """Give the rows of a fixed sheet, or what is wrong with its headings."""
    sheet = ledger.sheet
    places, problems = find_headings(sheet, headings(sheet.name), _OPTIONAL[sheet.name])
    if problems:
        return (), problems
    for place in places.values():
        ledger.text(1, place)
    held = {name: (place,) for name, place in places.items()}
    filled = sorted({row for row, _ in sheet.texts if row > 1})
    return tuple(RowReader(ledger, row, held) for row in filled), ()


def read_rows(
    rows: Iterable[RowReader],
    read: Callable[[RowReader], Made | None],
    name: Callable[[Made], str],
    *,
    shown: str,
    hint: str,
) -> tuple[tuple[Made, ...], tuple[CompendiumError, ...]]:
    """Read the rows of a fixed sheet; no two may have one id.

    Parameters
    ----------
    rows
        (R rows) of the sheet.
    read, name
        What a row becomes, none where it has a fault; and its id.
    shown, hint
        The column whose cell is named where an id stands twice, and what to do then.
    """
    found: dict[str, Made] = {}
    cells: dict[str, Cell] = {}
    problems: list[CompendiumError] = []
    for row in rows:
        made = read(row)
        if made is not None:
            key = name(made)
            if key in cells:
                row.fault(shown, DuplicateError(key, cells[key], hint))
            found[key], cells[key] = made, row.cell(shown)
        problems += row.problems
    return tuple(found.values()), tuple(problems)
