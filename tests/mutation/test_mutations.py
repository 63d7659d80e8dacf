"""Nothing is lost: what a hand does to a workbook by mistake is refused, or a row tells of it.

The real workbooks are spoilt in every way that `mutants` knows: each sheet as a whole, and a seeded
sample of rows and cells. ``MUTANTS=2000 python -m pytest tests/mutation`` tries more of them.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from compendium.errors import CompendiumError
from compendium.raw.workbook import Sheet
from compendium.record.clean import clean_source
from compendium.record.vocabulary import read_vocabularies
from mutation.grid import Grid
from mutation.judge import Source, judge, names_the_place
from mutation.mutants import MISTAKES, Mutant
from support import ROOT

PLANS = sorted(path.parent.name for path in ROOT.glob("data/raw/*/layout.yaml"))
MUTANTS, SEED = int(os.environ.get("MUTANTS", "48")), int(os.environ.get("SEED", "1"))


@pytest.fixture(scope="module", params=PLANS)
def source(request: pytest.FixtureRequest) -> Source:
    vocabularies = read_vocabularies(ROOT / "data" / "vocab")
    return Source.read(ROOT / "data" / "raw" / request.param, vocabularies)


def refusal(source: Source, sheets: Mapping[str, Sheet]) -> str:
    """Give the message that a workbook is refused with; empty if it is read."""
    try:
        source.clean(sheets)
    except CompendiumError as error:
        return str(error)
    return ""


def test_a_sheet_cannot_vanish(source: Source) -> None:
    silent = []
    for name in source.sheets:
        rest = {other: sheet for other, sheet in source.sheets.items() if other != name}
        empty = Sheet(source.folder.name, name, {}, {})
        renamed = {
            f"{other}2" if other == name else other: each for other, each in source.sheets.items()
        }
        for what, sheets in (
            ("deleted", rest),
            ("emptied", source.sheets | {name: empty}),
            ("renamed", renamed),
            ("doubled", source.sheets | {f"{name}2": source.sheets[name]}),
        ):
            if name not in refusal(source, sheets):
                silent.append(f"{name} {what}")
    assert silent == []


def test_the_order_of_the_sheets_is_free(source: Source) -> None:
    turned = dict(reversed(source.sheets.items()))
    assert source.clean(turned).as_record() == source.cleaned.as_record()


def test_a_mistake_is_refused_or_a_row_tells_of_it(source: Source) -> None:
    dice = random.Random(f"{SEED} {source.folder.name}")
    names = sorted(source.sheets)
    complaints = []
    for number in range(MUTANTS):
        name = names[number % len(names)]
        mistake = MISTAKES[number // len(names) % len(MISTAKES)]
        mutant = mistake(dice, Grid.of(source.sheets[name]))
        if complaint := try_out(source, name, mutant):
            complaints.append(f"{name}: {mutant.what}: {complaint}")
    assert not complaints, "\n".join(complaints)


def try_out(source: Source, name: str, mutant: Mutant) -> str:
    """Say what is wrong with how a mutant was taken; empty if nothing is."""
    plan = source.folder.name
    sheet = mutant.grid.to_sheet(plan, name)
    try:
        cleaned = source.clean(source.sheets | {name: sheet})
    except CompendiumError as error:
        return "" if names_the_place(str(error), plan, name) else f"refused with {error}"
    return judge(source, sheet, mutant.move, cleaned)


# The same by way of a spreadsheet program: what a file holds besides texts.


def hide_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[sheet.max_row // 2].hidden = True


def hide_column(sheet: Worksheet) -> None:
    sheet.column_dimensions["C"].hidden = True


def hide_sheet(sheet: Worksheet) -> None:
    sheet.sheet_state = "hidden"


def delete_rows(sheet: Worksheet) -> None:
    sheet.delete_rows(sheet.max_row // 2)


def delete_column(sheet: Worksheet) -> None:
    sheet.delete_cols(3)


def cut_and_paste_a_row(sheet: Worksheet) -> None:
    row, last = sheet.max_row // 2, sheet.max_row
    sheet.move_range(f"A{row}:Z{row}", rows=last + 2 - row)


def cut_and_paste_a_cell(sheet: Worksheet) -> None:
    sheet.move_range(f"B{sheet.max_row // 2}", rows=sheet.max_row, cols=30)


def turn_into_a_formula(sheet: Worksheet) -> None:
    sheet["C5"] = '="a"'


def save_changed(
    source: Source, name: str, change: Callable[[Worksheet], None], folder: Path
) -> Path:
    """Give a copy of a source's folder in whose workbook one sheet was changed and saved."""
    copy = folder / source.folder.name
    shutil.copytree(source.folder, copy)
    book = openpyxl.load_workbook(source.folder / "workbook.xlsx")
    change(book[name])
    book.save(copy / "workbook.xlsx")
    return copy


AS_A_HAND_DOES = (
    delete_rows,
    delete_column,
    cut_and_paste_a_row,
    cut_and_paste_a_cell,
    turn_into_a_formula,
)


@pytest.mark.parametrize("number", range(len(AS_A_HAND_DOES)))
def test_a_changed_file_is_refused_or_changes_the_rows(
    source: Source, number: int, tmp_path: Path
) -> None:
    change = AS_A_HAND_DOES[number]
    # Another sheet in each plan, so that every change meets every kind of sheet.
    name = sorted(source.sheets)[(number + PLANS.index(source.folder.name)) % len(source.sheets)]
    folder = save_changed(source, name, change, tmp_path)
    try:
        unnoticed = clean_source(folder, source.vocabularies) == source.cleaned
    except CompendiumError as error:
        unnoticed = f"{name}!" not in str(error)
    assert not unnoticed, f"{change.__name__} in {name}"


@pytest.mark.parametrize("hide", [hide_row, hide_column, hide_sheet])
def test_what_is_hidden_is_read_all_the_same(
    source: Source, hide: Callable[[Worksheet], None], tmp_path: Path
) -> None:
    folder = save_changed(source, "statements", hide, tmp_path)
    same = clean_source(folder, source.vocabularies) == source.cleaned
    assert same
