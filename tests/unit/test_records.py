"""A sheet with fixed headings: its rows, their cells, and a heading out of its place."""

from types import MappingProxyType

import pytest

from compendium.errors import CellError, CellTextError, HeadingError, QuantityError
from compendium.records import Record, check_headings, read_records
from compendium.workbook import Sheet

COLUMNS = ("name_zh", "kind", "note_en")


def sheet(*rows: tuple[str, ...]) -> Sheet:
    texts = {
        (number, column): text
        for number, row in enumerate(rows, start=1)
        for column, text in enumerate(row, start=1)
        if text
    }
    return Sheet("plan", "projects", MappingProxyType(texts), MappingProxyType({}))


def test_a_row_gives_its_texts_by_column() -> None:
    (record,) = read_records(sheet(COLUMNS, (" 甲 ", "zone", "")), COLUMNS)
    assert [record[column] for column in COLUMNS] == ["甲", "zone", ""]


def test_a_row_knows_its_cells() -> None:
    (record,) = read_records(sheet(COLUMNS, ("甲", "zone", "")), COLUMNS)
    assert str(record.cell("kind")) == "plan/projects!B2"
    assert record.locator("note_en") == "data/raw/plan/workbook.xlsx#projects!C2"


def test_an_empty_row_is_passed_over_and_the_rows_keep_their_numbers() -> None:
    records = read_records(sheet(COLUMNS, ("甲", "", ""), ("", "", ""), ("乙", "", "")), COLUMNS)
    assert [(record.row, record["name_zh"]) for record in records] == [(2, "甲"), (4, "乙")]


@pytest.mark.parametrize("cause", ["is empty", QuantityError("x")])
def test_an_error_names_its_cell(cause: str | QuantityError) -> None:
    error = Record(sheet(COLUMNS), 7, COLUMNS).error("kind", cause)
    assert str(error.cell) == "plan/projects!B7"
    assert isinstance(error.cause, CellTextError if cause == "is empty" else QuantityError)


def test_a_value_is_chosen_from_the_allowed_ones() -> None:
    (record,) = read_records(sheet(COLUMNS, ("甲", "zone", "")), COLUMNS)
    assert record.choose("kind", ("park", "zone")) == "zone"
    with pytest.raises(CellError, match="plan/projects!B2: kind 'zone' is not one of park, event"):
        record.choose("kind", ("park", "event"))


def test_the_fixed_headings_pass() -> None:
    assert list(check_headings(sheet(COLUMNS, ("甲", "zone", "")), COLUMNS)) == []


@pytest.mark.parametrize(
    ("first_row", "wrong"),
    [
        pytest.param(
            ("name_zh", "type", "note_en"), [("B1", "kind", "type")], id="a heading renamed"
        ),
        pytest.param((*COLUMNS, "extra"), [("D1", "", "extra")], id="a column added"),
        pytest.param(("name_zh", "kind"), [("C1", "note_en", "")], id="a column taken away"),
        pytest.param(
            ("kind", "name_zh", "note_en"),
            [("A1", "name_zh", "kind"), ("B1", "kind", "name_zh")],
            id="two columns changed over",
        ),
        pytest.param(
            (), [("A1", "name_zh", ""), ("B1", "kind", ""), ("C1", "note_en", "")], id="no headings"
        ),
    ],
)
def test_every_heading_out_of_its_place_is_named(
    first_row: tuple[str, ...], wrong: list[tuple[str, str, str]]
) -> None:
    found = []
    for problem in check_headings(sheet(first_row), COLUMNS):
        assert isinstance(problem, CellError)
        assert isinstance(problem.cause, HeadingError)
        found.append((problem.cell.address, problem.cause.expected, problem.cause.found))
    assert found == wrong


def test_a_text_under_no_heading_is_named() -> None:
    stray = sheet(COLUMNS, ("甲", "zone", "", "stray"))
    assert [str(problem) for problem in check_headings(stray, COLUMNS)] != []
