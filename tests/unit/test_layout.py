"""A layout that does not say what it should is refused, with the place and the line in the file."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from compendium.errors import DeclarationError, Report
from compendium.printed.quantity import parse_quantity
from compendium.raw.layout import MARKS, read_layout

TABLE: dict[str, Any] = {
    "table_id": "plan-t1",
    "number_zh": "表1",
    "kind": "indicator",
    "title_zh": "指标",
    "title_en": "Indicators",
    "section_zh": "二",
    "chapter": "trade",
    "sheet": "T1",
    "title": "A1",
    "header": "2-3",
    "notes": "注",
    "place": "shenzhen",
    "unit": "cell",
    "columns": {
        "A": {"heading": "指标", "holds": "indicator"},
        "B": {"heading": "2025年", "holds": "value", "role": "target", "period": "2025年"},
    },
}
BOX: dict[str, Any] = {
    "table_id": "plan-b1",
    "number_zh": "专栏1",
    "title_zh": "重点行动",
    "title_en": "Key actions",
    "section_zh": "三/（一）",
    "chapter": "trade",
}
UNFIT = {"heading": "x", "holds": "category", "role": "target"}
SPAN = {"heading": "年均增长", "holds": "value", "role": "target", "period": "2026-2030"}


def write(folder: Path, *tables: Any, **parts: Any) -> Path:
    path = folder / "layout.yaml"
    # Without shared parts, which would become aliases.
    entries = json.loads(json.dumps({"tables": list(tables), **parts}))
    path.write_text(yaml.safe_dump(entries, allow_unicode=True, sort_keys=False), "utf-8")
    return path


def faults(path: Path) -> list[tuple[str, str]]:
    """Give place and reason of each fault of a layout."""
    with pytest.raises((DeclarationError, Report)) as caught:
        read_layout(path)
    problems = caught.value.problems if isinstance(caught.value, Report) else (caught.value,)
    for problem in problems:
        assert isinstance(problem, DeclarationError)
        assert problem.path == path
    return [(problem.place, problem.reason) for problem in problems]  # type: ignore[attr-defined]


def column(**facts: Any) -> dict[str, Any]:
    return {"columns": TABLE["columns"] | {"B": TABLE["columns"]["B"] | facts}}


def with_column(**facts: Any) -> dict[str, Any]:
    return {"columns": TABLE["columns"] | {"C": SPAN | facts}}


def note(**facts: Any) -> dict[str, Any]:
    return {"rows": [{"row": "甲", **facts}]}


def test_a_layout_is_read(tmp_path: Path) -> None:
    layout = read_layout(write(tmp_path, TABLE, boxes=[BOX]))
    (table,), (box,) = layout.tables, layout.boxes
    assert (table.title, table.header) == ((1, 1), (2, 3))
    assert table.columns[2].role == "target"
    assert box.section_zh == "三/（一）"
    assert layout.numbers == {"表1": "plan-t1", "专栏1": "plan-b1"}


def test_the_usual_header_of_a_five_year_plan_can_be_said(tmp_path: Path) -> None:
    growth = {"period_kind": "average", "unit": "%", "indicator": "{name}年均增长"}
    total = {"heading": "累计", "period_kind": "cumulative"}
    columns = TABLE["columns"] | {"C": SPAN | growth, "D": SPAN | total}
    (table,) = read_layout(write(tmp_path, TABLE | {"columns": columns})).tables
    assert (table.columns[3].unit, table.columns[3].indicator) == ("%", "{name}年均增长")
    assert (table.columns[4].period, table.columns[4].period_kind) == ("2026-2030", "cumulative")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"notes": None}, id="a table without a note"),
        pytest.param({"header": 2}, id="one header row"),
        pytest.param(note(columns=["B"], note_en="x", note_zh="甲"), id="a row note"),
        pytest.param(
            {"rows": [{"row": "甲", "columns": ["B"]}, {"row": "乙", "columns": ["B"]}]},
            id="notes on two rows",
        ),
        pytest.param(note(period="to 2025"), id="a row of which only the last year is known"),
        pytest.param(
            note(period="2021-2025", period_kind="cumulative"), id="a total row with its years"
        ),
        pytest.param({"marks": {"[]": {"period_kind": "cumulative", "years": 5}}}, id="a mark"),
        pytest.param(column(period_kind="cumulative", single_year=True), id="a declared total"),
        pytest.param(note(period_kind="cumulative", single_year=True), id="a declared total row"),
        pytest.param(
            note(period_kind="cumulative") | {"marks": {"[]": {"years": 5}}},
            id="a total whose mark may say of how many years",
        ),
    ],
)
def test_what_a_layout_may_say(change: dict[str, Any], tmp_path: Path) -> None:
    assert read_layout(write(tmp_path, TABLE | change)).tables


ENTRY = "tables.0"
SLIPS: dict[str, tuple[dict[str, Any], str, str]] = {
    # What ended in a traceback (house.md, B6).
    "a year without quotes": (
        column(period=2020), "tables.0.columns.B.period", "'2020' must be text in quotes"),
    "an id that is a number": ({"table_id": 5}, "tables.0.table_id", "'5' must be text in quotes"),
    "marks as text": ({"marks": "x"}, "tables.0.marks", "must be a mapping (name: value), not a"),
    "years in words": ({"marks": {"[]": {"years": "five"}}}, "tables.0.marks.[].years",
        "must be a whole number, not a text"),
    "years as a fraction": ({"marks": {"[]": {"years": 2.5}}}, "tables.0.marks.[].years",
        "must be a whole number"),
    "no years": ({"marks": {"[]": {"years": 0}}}, "tables.0.marks.[].years", "0 is less than 1"),
    # What lost data without a word (B3, B4).
    "an empty note": ({"notes": ""}, "tables.0.notes", "is empty"),
    "a row note on no column": (note(columns=["Z"]), "tables.0.rows.0.columns.0",
        "'Z' is no column of values; these are B"),
    "a row note on a column of names": (note(columns=["A"]), "tables.0.rows.0.columns.0",
        "'A' is no column of values"),
    "columns of a note as text": (note(columns="D"), "tables.0.rows.0.columns",
        "must be a list ([] for none), not a text"),
    "two columns in one text": (note(columns=["AB C"]), "tables.0.rows.0.columns.0",
        "'AB C' is not a column"),
    "an unknown mark": ({"marks": {"#": {}}}, "tables.0.marks.#", "'#' is not one of [], {}, *"),
    "a place by its name": ({"place": "深圳"}, "tables.0.place", "'深圳' is not an id"),
    "two notes on one figure": ({"rows": [{"row": "甲"}, {"row": "甲", "columns": ["B"]}]},
        "tables.0.rows.1", "duplicate note on the row and column ('甲', 'B')"),
    # A total over one year (researcher.md, 4.4).
    "a total of one year": (column(period_kind="cumulative"), "tables.0.columns.B.period_kind",
        "cumulative over one year"),
    "a total of one year by a mark": ({"marks": {"*": {"period_kind": "cumulative"}}},
        "tables.0.marks.*.period_kind", "cumulative over one year"),
    "a total of one year by a note": (note(period_kind="cumulative"),
        "tables.0.rows.0.period_kind", "cumulative over one year"),
    # Values that are not allowed.
    "kind": ({"kind": "list"}, "tables.0.kind", "'list' is not one of indicator, comparison"),
    "unit": ({"unit": "somewhere"}, "tables.0.unit", "'somewhere' is not one of cell"),
    "a unit column that is not there": ({"unit": "column"}, "tables.0.unit", "unit: column goes"),
    "role": (column(role="wish"), "tables.0.columns.B.role", "'wish' is not one of actual"),
    "holds": (column(holds="price"), "tables.0.columns.B.holds", "'price' is not one of category"),
    "period": (column(period="soon"), "tables.0.columns.B.period", "'soon' is not a year"),
    "a span backwards": (column(period="2030-2026"), "tables.0.columns.B.period", "is not a year"),
    "period of a mark": ({"marks": {"*": {"period": "?"}}}, "tables.0.marks.*.period", "'?' is"),
    "period of a row note": (note(period="soon"), "tables.0.rows.0.period", "'soon' is not a year"),
    "an open period without a year": (note(period="to"), "tables.0.rows.0.period", "'to' is not"),
    "an open period of no year of ours": (note(period="to 1850"), "tables.0.rows.0.period",
        "'to 1850' is not a year"),
    "an open span": (note(period="to 2026-2030"), "tables.0.rows.0.period", "is not a year"),
    "an open column": (column(period="to 2030"), "tables.0.columns.B.period", "is not a year"),
    "a template": (with_column(indicator="{row}"), "tables.0.columns.C.indicator",
        "'{row}' takes no other brackets than {name}"),
    "a role without a value": (
        {"columns": TABLE["columns"] | {"C": UNFIT}},
        "tables.0.columns.C.role", "belongs to a column that holds value, not category"),
    "a value without its role": (
        {"columns": TABLE["columns"] | {"C": {"heading": "x", "holds": "value"}}},
        "tables.0.columns.C", "a column of values lacks 'role'"),
    "an unknown field": (column(colour="red"), "tables.0.columns.B.colour", "unknown field"),
    "a misspelt field": ({"chaptre": "trade"}, "tables.0.chaptre",
        "unknown field; the nearest known: chapter"),
    "no place": ({"place": None}, "tables.0.place", "must be a text, not nothing"),
    "no columns": ({"columns": {}}, "tables.0.columns", "no column holds indicator"),
    "a column that is none": ({"columns": {"1A": {"heading": "", "holds": "unit"}}},
        "tables.0.columns.1A", "'1A' is not a column"),
    "a column far off": ({"columns": {"XFE": {"heading": "", "holds": "unit"}}},
        "tables.0.columns.XFE", "'XFE' is not a column"),
    "header": ({"header": "two"}, "tables.0.header", "'two' is not one row"),
    "header backwards": ({"header": "3-2"}, "tables.0.header", "'3-2' is not one row"),
    "title": ({"title": "1A"}, "tables.0.title", "'1A' is not the address of a cell"),
    "a fixed sheet": ({"sheet": "projects"}, "tables.0.sheet", "is the sheet of fixed headings"),
    "a hidden character": ({"title_zh": "指\u202e标"}, "tables.0.title_zh",
        "holds the hidden character U+202E"),
    "a line break": ({"title_en": "a\nb"}, "tables.0.title_en", "holds a line break"),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_a_table_is_one_clear_error(slip: str, tmp_path: Path) -> None:
    change, place, reason = SLIPS[slip]
    found = faults(write(tmp_path, TABLE | change))
    assert [(where, reason in why) for where, why in found if reason in why] == [(place, True)]


def test_a_place_beside_a_column_of_places_is_refused(tmp_path: Path) -> None:
    columns = {"A": {"heading": "", "holds": "place"}, "B": TABLE["columns"]["B"]}
    table = TABLE | {"kind": "comparison", "columns": columns}
    assert faults(write(tmp_path, table)) == [
        (ENTRY, "needs either a place or a column that holds it")
    ]


@pytest.mark.parametrize("field", [name for name in TABLE if name != "place"])
def test_a_missing_field_of_a_table_is_named(field: str, tmp_path: Path) -> None:
    table = {name: value for name, value in TABLE.items() if name != field}
    assert faults(write(tmp_path, table)) == [(ENTRY, f"missing field {field!r}")]


@pytest.mark.parametrize("field", BOX)
def test_a_missing_field_of_a_box_is_named(field: str, tmp_path: Path) -> None:
    box = {name: value for name, value in BOX.items() if name != field}
    assert faults(write(tmp_path, boxes=[box])) == [("boxes.0", f"missing field {field!r}")]


def test_every_fault_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    second = TABLE | {"table_id": 5, "marks": "x"}
    path = write(tmp_path, TABLE | column(period=2020), second, boxes=[BOX | {"colour": "red"}])
    with pytest.raises(Report) as caught:
        read_layout(path)
    lines = path.read_text("utf-8").splitlines()
    told = {problem.place: lines[problem.line - 1].strip() for problem in caught.value.problems}  # type: ignore[attr-defined]
    assert told == {
        "tables.0.columns.B.period": "period: 2020",
        "tables.1.table_id": "- table_id: 5",
        "tables.1.marks": "marks: x",
        "boxes.0.colour": "colour: red",
    }
    assert (
        f"{path.as_posix()}: tables.0.columns.B.period: '2020' must be text in quotes (line "
        in (str(caught.value))
    )


@pytest.mark.parametrize(
    ("second", "place", "reason"),
    [
        ({"table_id": "plan-t2", "number_zh": "表2"}, "tables.1.sheet", "duplicate sheet 'T1'"),
        ({"sheet": "T2", "number_zh": "表2"}, "tables.1.table_id", "duplicate table_id 'plan-t1'"),
        ({"sheet": "T2", "table_id": "t2"}, "tables.1.number_zh", "duplicate number_zh '表1'"),
    ],
)
def test_two_tables_may_not_share(
    second: dict[str, str], place: str, reason: str, tmp_path: Path
) -> None:
    assert faults(write(tmp_path, TABLE, TABLE | second)) == [(place, reason)]


def test_a_table_and_a_box_may_not_share_a_number(tmp_path: Path) -> None:
    path = write(tmp_path, TABLE, boxes=[BOX | {"number_zh": "表1"}])
    assert faults(path) == [("boxes.0.number_zh", "duplicate number_zh '表1'")]


@pytest.mark.parametrize("part", ["tables", "boxes"])
@pytest.mark.parametrize("value", [5, [5], ["专栏1"], [[BOX]], None, "x", {"a": 1}], ids=repr)
def test_a_part_that_is_no_list_of_mappings_is_refused(
    part: str, value: Any, tmp_path: Path
) -> None:
    ((place, reason),) = faults(write(tmp_path, **{part: value}))
    assert place.startswith(part)
    assert reason.startswith("must be a ")


def test_the_marks_are_those_that_a_cell_can_have() -> None:
    read = [mark for text in ("[1]", "{1}", "1*") for mark in parse_quantity(text).marks]
    assert tuple(read) == MARKS


def break_at(path: Path, change: Callable[[str], str]) -> Path:
    path.write_text(change(path.read_text("utf-8")), "utf-8")
    return path


def test_an_empty_note_in_yaml_is_told_from_none(tmp_path: Path) -> None:
    path = break_at(write(tmp_path, TABLE), lambda text: text.replace("notes: 注", "notes:"))
    assert read_layout(path).tables[0].notes is None
