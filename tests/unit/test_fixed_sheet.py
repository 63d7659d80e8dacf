"""A sheet with fixed headings: found by name, in any order; whatever else stands there is named."""

from types import MappingProxyType

import pytest

from compendium.errors import CellError
from compendium.raw.fixed_sheet import find_headings
from compendium.raw.workbook import Sheet

COLUMNS = ("name_zh", "kind", "note_en")


def sheet(*rows: tuple[str, ...]) -> Sheet:
    texts = {
        (number, column): text
        for number, row in enumerate(rows, start=1)
        for column, text in enumerate(row, start=1)
        if text
    }
    return Sheet("plan", "projects", MappingProxyType(texts), MappingProxyType({}))


@pytest.mark.parametrize(
    ("first_row", "places"),
    [
        pytest.param(COLUMNS, (1, 2, 3), id="in order"),
        pytest.param(("note_en", "name_zh", "kind"), (2, 3, 1), id="in another order"),
        pytest.param((" name_zh ", "", "kind", "note_en"), (1, 3, 4), id="an empty column"),
    ],
)
def test_headings_are_found_in_any_order(
    first_row: tuple[str, ...], places: tuple[int, ...]
) -> None:
    assert find_headings(sheet(first_row), COLUMNS) == (dict(zip(COLUMNS, places, strict=True)), ())


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        pytest.param(
            [("name_zh", "kinds", "note_en")],
            [
                "B1: unknown heading 'kinds'; the nearest known: kind",
                "D1: the heading 'kind' is missing",
            ],
            id="a heading renamed",
        ),
        pytest.param([(*COLUMNS, "xyz")], ["D1: unknown heading 'xyz'"], id="a column added"),
        pytest.param(
            [("name_zh", "kind")], ["C1: the heading 'note_en' is missing"], id="a column less"
        ),
        pytest.param(
            [(*COLUMNS, "kind")], ["D1: duplicate heading 'kind', also in B1"], id="a column twice"
        ),
        pytest.param(
            [()], [f"A1: the heading {name!r} is missing" for name in COLUMNS], id="no headings"
        ),
        pytest.param(
            [COLUMNS, ("甲", "zone", "", "stray")],
            ["D2: 'stray' has no heading"],
            id="a text under no heading",
        ),
        pytest.param(
            [("name_zh", "", "kind", "note_en"), ("甲", "stray")],
            ["B2: 'stray' has no heading"],
            id="a text in a column left empty",
        ),
        pytest.param(
            [
                ("name_zh", "", "note_en"),
                ("甲", "zone", ""),
                ("乙", "park", ""),
                ("丙", "zone", ""),
            ],
            [
                "B1: the heading 'kind' is missing",
                "B2: 'zone' and 2 more of this column have no heading",
            ],
            id="a heading deleted",
        ),
    ],
)
def test_every_fault_is_named_with_its_cell(rows: list[tuple[str, ...]], told: list[str]) -> None:
    _, problems = find_headings(sheet(*rows), COLUMNS)
    assert all(isinstance(problem, CellError) for problem in problems)
    assert [str(problem).removeprefix("plan/projects!") for problem in problems] == told
