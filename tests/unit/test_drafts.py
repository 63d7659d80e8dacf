"""Drafts are passed over until a person accepts them, and leave the workbook then."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from compendium.draft.accept import accept_drafts
from compendium.draft.workbook import build_workbook
from compendium.errors import CompendiumError
from compendium.raw.drafts import pass_over_drafts
from compendium.raw.workbook import Sheet, read_workbook
from compendium.record.vocabulary import read_vocabularies
from support import ROOT

VOCABULARIES = read_vocabularies(ROOT / "data" / "vocab")
SENTENCE = "到2030年，零售额达到9亿元。"


def write(path: Path, *marks: str) -> Path:
    """Write a workbook with one project a mark."""
    rows = [
        {
            "draft": mark, "draft_sentence": SENTENCE, "name_zh": f"甲{number}",
            "name_en": "A Park", "number_zh": "专栏1", "section_zh": "第一章",
        }
        for number, mark in enumerate(marks)
    ]  # fmt: skip
    path.write_bytes(build_workbook(VOCABULARIES, {"projects": rows}))
    return path


def projects(path: Path) -> Sheet:
    return read_workbook(path)["projects"]


def held(sheet: Sheet) -> set[str]:
    return set(sheet.texts.values())


def test_only_accepted_rows_are_read(tmp_path: Path) -> None:
    sheet, problems = pass_over_drafts(
        projects(write(tmp_path / "w.xlsx", "draft", "yes", "no", ""))
    )
    assert problems == []
    assert {"甲1", "甲3"} <= held(sheet)
    assert not {"甲0", "甲2", SENTENCE, "draft", "draft_sentence"} & held(sheet)
    assert sheet.waiting == 1
    assert sheet.help_cells


def test_another_mark_is_refused_with_its_cell(tmp_path: Path) -> None:
    _, problems = pass_over_drafts(projects(write(tmp_path / "w.xlsx", "draft", "ja")))
    assert [str(each) for each in problems] == [
        f"{tmp_path.name}/projects!A3: draft 'ja' is not one of draft, yes, no"
    ]
    with pytest.raises(CompendiumError, match="not one of"):
        accept_drafts(tmp_path / "w.xlsx", VOCABULARIES)


def test_accepting_takes_out_what_helped(tmp_path: Path) -> None:
    path = write(tmp_path / "w.xlsx", "yes", "no", "yes")
    decided = accept_drafts(path, VOCABULARIES)["projects"]
    assert (decided.accepted, decided.refused, decided.waiting) == (2, 1, 0)
    sheet = projects(path)
    assert {"甲0", "甲2"} <= held(sheet)
    assert not any(each.startswith("draft") or each in ("甲1", SENTENCE) for each in held(sheet))
    # Two things of one English name get two keys.
    assert {"a-park", "a-park-2"} <= held(sheet)
    assert pass_over_drafts(sheet)[0].help_cells == 0


def test_undecided_drafts_stay_as_they_are(tmp_path: Path) -> None:
    path = write(tmp_path / "w.xlsx", "yes", "draft")
    assert accept_drafts(path, VOCABULARIES)["projects"].waiting == 1
    sheet = projects(path)
    sentences = [spot for spot, text in sheet.texts.items() if text == SENTENCE]
    assert len(sentences) == 1
    assert sheet.text(sentences[0][0], 1) == "draft"


def test_accepting_again_changes_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "w.xlsx", "yes")
    accept_drafts(path, VOCABULARIES)
    before = path.read_bytes()
    assert accept_drafts(path, VOCABULARIES) == {}
    assert path.read_bytes() == before


def test_the_workbook_offers_what_may_be_typed(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write(tmp_path / "w.xlsx", "draft"))
    for name, heading, offered in (
        ("statements", "role", '"actual,target,forecast"'),
        ("statements", "source_kind", '"box,text"'),
        ("projects", "draft", '"draft,yes,no"'),
        ("statements", "place_zh", "lists!"),
        ("projects", "action_zh", "lists!"),
        ("projects", "chapter", "lists!"),
    ):
        sheet = book[name]
        (column,) = [cell.column_letter for cell in sheet[1] if cell.value == heading]
        lists = [
            each.formula1
            for each in sheet.data_validations.dataValidation
            if f"{column}2" in str(each.sqref)
        ]
        assert len(lists) == 1, heading
        assert lists[0].startswith(offered), heading


def test_the_instructions_are_in_both_languages_and_name_every_column(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write(tmp_path / "w.xlsx", "draft"))
    guide = book["instructions"]
    for row in guide.iter_rows(min_row=2, values_only=True):
        assert bool(row[0]) == bool(row[1]), row
    said = {str(cell.value).partition(":")[0] for cell in guide["A"] if cell.value}
    for name in ("statements", "projects"):
        typed = {str(cell.value) for cell in book[name][1]}
        assert {each for each in typed if not each.startswith("draft")} <= said
