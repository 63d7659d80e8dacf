"""The sheets with fixed headings, ``statements`` and ``projects``: which headings, and their rows.

The headings come from the row models; their order in a workbook is free.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compendium.contract.columns import columns
from compendium.contract.rows import Observation, Project
from compendium.errors import CompendiumError
from compendium.raw.fixed_sheet import find_headings
from compendium.record.ledger import Ledger
from compendium.record.reader import RowReader

# What a person types beside the columns of the table: what makes a row's id, how the box words a
# name, and remarks.
_BESIDE: Mapping[str, tuple[str, ...]] = {
    "statements": ("ordinal",),
    "projects": ("key", "printed_as", "note_en"),
}
_MODELS: Mapping[str, Any] = {"statements": Observation, "projects": Project}

FIXED_SHEETS = tuple(_MODELS)


def headings(sheet: str) -> tuple[str, ...]:
    """Give the headings of a fixed sheet.

    >>> headings("projects")[:3]
    ('number_zh', 'section_zh', 'source_kind')
    """
    typed = tuple(each.heading for each in columns(_MODELS[sheet]) if each.heading)
    return typed + _BESIDE[sheet]


def open_rows(ledger: Ledger) -> tuple[tuple[RowReader, ...], tuple[CompendiumError, ...]]:
    """Give the rows of a fixed sheet, or what is wrong with its headings."""
    sheet = ledger.sheet
    places, problems = find_headings(sheet, headings(sheet.name))
    if problems:
        return (), problems
    for place in places.values():
        ledger.text(1, place)
    held = {name: (place,) for name, place in places.items()}
    filled = sorted({row for row, _ in sheet.texts if row > 1})
    return tuple(RowReader(ledger, row, held) for row in filled), ()
