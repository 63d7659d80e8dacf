"""Declared faults of the text conversion: applied to a sheet, and refused once they expire."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from compendium.declared import build_fact, read_yaml, refuse_twice
from compendium.errors import Cell, CellError, CompendiumError, CorrectionError
from compendium.layout import position
from compendium.text import squeeze
from compendium.workbook import Sheet


@dataclass(frozen=True)
class Correction:
    """A declared fault of the text conversion in one cell, with what must still hold."""

    sheet: str
    cell: str
    printed: str
    corrected: str
    reason_en: str
    reason_zh: str
    evidence: str
    expect_cell: str = ""
    expect_holds: str = ""


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """Read a ``corrections.yaml``.

    Raises
    ------
    LayoutError
        If an entry lacks a field or has an unknown one, or if two entries name the same cell.
    """
    corrections = []
    for entry in read_yaml(path).get("corrections") or []:
        facts = dict(entry)
        expect = facts.pop("expect", None) or {}
        facts |= {"expect_cell": expect.get("cell", ""), "expect_holds": expect.get("holds", "")}
        corrections.append(
            build_fact(Correction, facts, path, f"correction of {facts.get('cell')}")
        )
    refuse_twice((f"{each.sheet}!{each.cell}" for each in corrections), "cell", path)
    return tuple(corrections)


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
