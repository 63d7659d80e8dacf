"""Declared faults of the text conversion: applied to a sheet, and refused once they expire."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType

from compendium.errors import Cell, CellError, CompendiumError, CorrectionError
from compendium.layout import Correction, position
from compendium.text import squeeze
from compendium.workbook import Sheet


def correct_sheet(
    sheet: Sheet, corrections: Iterable[Correction]
) -> tuple[Sheet, tuple[CompendiumError, ...]]:
    """Give the sheet with its declared corrections made.

    Parameters
    ----------
    sheet
        The sheet as transcribed.
    corrections
        The source's corrections; those of other sheets are passed over.

    Returns
    -------
    tuple
        The corrected sheet, and a `CellError` for every correction whose cell no longer holds the
        printed text or whose expected fact no longer holds.
    """
    texts = dict(sheet.texts)
    problems: list[CompendiumError] = []
    for each in corrections:
        if each.sheet != sheet.name:
            continue
        expected = [(each.cell, each.printed)]
        if each.expect_cell:
            expected.append((each.expect_cell, each.expect_holds))
        misses = [
            CellError(
                Cell(sheet.source, sheet.name, address),
                CorrectionError(text, sheet.text(*position(address))),
            )
            for address, text in expected
            if squeeze(sheet.text(*position(address))) != squeeze(text)
        ]
        problems += misses
        if not misses:
            anchor = position(each.cell)
            filled = (spot for spot, held in sheet.anchors.items() if held == anchor)
            texts |= dict.fromkeys((anchor, *filled), each.corrected)
    return replace(sheet, texts=MappingProxyType(texts)), tuple(problems)
