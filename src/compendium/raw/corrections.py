"""Declared faults of the text conversion: applied to a sheet, and refused once they expire."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Self

from openpyxl.utils import get_column_letter
from pydantic import Field, model_validator
from pydantic.dataclasses import dataclass

from compendium.errors import Cell, CellError, CellTextError, CompendiumError, CorrectionError
from compendium.printed.text import squeeze
from compendium.raw.addresses import Address, position
from compendium.raw.declarations import (
    STRICT,
    Text,
    find_duplicates,
    read_declaration,
    refuse_contradictions,
)
from compendium.raw.hidden import hidden_character
from compendium.raw.workbook import Sheet

CellText = Annotated[str, Field(description="All of the cell's text; line breaks do not count.")]


@dataclass(frozen=True, config=STRICT)
class Expectation:
    """Another cell of the sheet, and what it must hold for the correction to be in its place."""

    cell: Annotated[Address, Field(description="The other cell.")]
    holds: CellText


@dataclass(frozen=True, config=STRICT)
class Correction:
    """A declared fault of the text conversion in one cell, with what must still hold."""

    sheet: Annotated[Text, Field(description="Name of the sheet.")]
    cell: Annotated[Address, Field(description="The cell; of a merged area the first one.")]
    printed: CellText
    corrected: CellText
    reason_en: Annotated[Text, Field(description="What is wrong, and why it is sure.")]
    reason_zh: Annotated[Text, Field(description="The same in Chinese.")]
    evidence: Annotated[Text, Field(description="Where the plan shows it.")]
    expect: Annotated[
        Expectation | None, Field(description="A cell nearby, and what it must hold.")
    ] = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if squeeze(self.printed) == squeeze(self.corrected):
            refuse_contradictions([(("corrected",), "is what is printed; nothing is corrected")])
        if hidden := hidden_character(self.corrected):
            refuse_contradictions([(("corrected",), f"holds {hidden}")])
        return self


@dataclass(frozen=True, config=STRICT)
class Corrections:
    """The faults of one plan's text conversion that are mended on reading; [] for none."""

    corrections: Annotated[tuple[Correction, ...], Field(description="One entry a cell.")]

    @model_validator(mode="after")
    def _check(self) -> Self:
        cells = (
            (("corrections", number, "cell"), f"{each.sheet}!{each.cell}")
            for number, each in enumerate(self.corrections)
        )
        refuse_contradictions(find_duplicates(cells, "cell"))
        return self


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """Read a ``corrections.yaml``.

    Raises
    ------
    DeclarationError, Report
        See `compendium.raw.declarations.read_declaration`.
    """
    return read_declaration(path, Corrections).corrections


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
        The corrected sheet, and a `CellError` for every correction whose cell is a later one of a
        merged area or no longer holds the printed text, or whose expected fact no longer holds.
    """
    texts = dict(sheet.texts)
    problems: list[CompendiumError] = []
    for each in corrections:
        if each.sheet != sheet.name:
            continue
        misses = list(_find_misses(sheet, each))
        problems += misses
        if not misses:
            anchor = position(each.cell)
            filled = (spot for spot, held in sheet.anchors.items() if held == anchor)
            texts |= dict.fromkeys((anchor, *filled), each.corrected)
    kept = {spot: text for spot, text in texts.items() if text.strip()}
    return replace(sheet, texts=MappingProxyType(kept)), tuple(problems)


def _find_misses(sheet: Sheet, correction: Correction) -> Iterator[CellError]:
    """Say why a correction cannot be made."""
    cell = Cell(sheet.source, sheet.name, correction.cell)
    if anchor := sheet.anchors.get(position(correction.cell)):
        first = f"{get_column_letter(anchor[1])}{anchor[0]}"
        reason = (
            f"a declared correction names a later cell of a merged area; its text is in {first}"
        )
        yield CellError(cell, CellTextError(reason))
        return
    expected = [(correction.cell, correction.printed)]
    if correction.expect:
        expected.append((correction.expect.cell, correction.expect.holds))
    for address, text in expected:
        found = sheet.text(*position(address))
        if squeeze(found) != squeeze(text):
            cell = Cell(sheet.source, sheet.name, address)
            yield CellError(cell, CorrectionError(text, found))
