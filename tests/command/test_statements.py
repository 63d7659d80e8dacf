"""Bad rows of the statements and projects, and bad vocabularies, from the user's side."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping

import pytest
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from support import Project, Run

COMMERCE, OUTLINE, FUTIAN = "shenzhen-commerce-145", "shenzhen-outline-145", "futian-cbd-155"
ZHONGSHAN = "zhongshan-services-145"

Change = Callable[[Workbook], str]
"""Spoils a workbook, and gives the cell that the message must name."""


def column_of(sheet: Worksheet, heading: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == heading)


def find_row(sheet: Worksheet, wanted: Mapping[str, str]) -> int:
    """Find the one row with these texts under these headings, wherever it stands."""
    rows = [
        row
        for row in range(2, sheet.max_row + 1)
        if all(sheet.cell(row, column_of(sheet, name)).value == v for name, v in wanted.items())
    ]
    assert len(rows) == 1, f"{len(rows)} rows of {sheet.title} have {wanted}"
    return rows[0]


def change(
    sheet_name: str, wanted: Mapping[str, str], new: Mapping[str, str], named: str
) -> Change:
    """Type other texts into one row; the message must name the cell of the column ``named``."""

    def spoil(book: Workbook) -> str:
        sheet = book[sheet_name]
        row = find_row(sheet, wanted)
        for heading, text in new.items():
            sheet.cell(row, column_of(sheet, heading)).value = text
        return f"{sheet_name}!{get_column_letter(column_of(sheet, named))}{row}"

    return spoil


def repeat(sheet_name: str, wanted: Mapping[str, str], named: str) -> Change:
    """Copy one row to below the last one."""

    def spoil(book: Workbook) -> str:
        sheet = book[sheet_name]
        row, last = find_row(sheet, wanted), sheet.max_row + 1
        for column in range(1, sheet.max_column + 1):
            sheet.cell(last, column).value = sheet.cell(row, column).value
        return f"{sheet_name}!{get_column_letter(column_of(sheet, named))}{last}"

    return spoil


def type_cell(sheet_name: str, address: str, text: str) -> Change:
    def spoil(book: Workbook) -> str:
        book[sheet_name][address].value = text
        return f"{sheet_name}!{address}"

    return spoil


SALES = {"indicator_zh": "社会消费品零售总额", "printed": "8664.8亿元"}
STORES = {"printed": "436家"}
INCOME = {"printed": "6.49万元"}
MALL = {"number_zh": "专栏1", "name_zh": "领展中心城商场—市民中心地下连接通道"}
PARK = {"number_zh": "三（一）1", "name_zh": "加快发展法人金融机构"}

BAD_ROWS = [
    pytest.param(
        COMMERCE, change("statements", SALES, {"low": "8864.8", "high": "8864.8"}, "low"),
        "'8664.8亿元' is 8664.8, but low and high say 8864.8",
        id="printed value and number disagree",
    ),
    pytest.param(
        COMMERCE, change("statements", SALES, {"unit_zh": "亿美元"}, "unit_zh"),
        "'亿美元' is in USD, but retail-sales is measured in CNY", id="unit disagrees",
    ),
    pytest.param(
        COMMERCE, type_cell("T1", "D4", "8664.8万元"),
        "86648000 is out of all proportion for retail-sales", id="万 for 亿 in a table",
    ),
    pytest.param(
        COMMERCE, repeat("statements", SALES, "printed"),
        f"duplicate of {COMMERCE}/statements!K", id="a statement twice",
    ),
    pytest.param(
        COMMERCE, change("statements", SALES, {"indicator_zh": "社会消费零售总额"}, "indicator_zh"),
        "unknown indicator '社会消费零售总额'; the nearest known: 社会消费品零售总额",
        id="unknown indicator",
    ),
    pytest.param(
        COMMERCE,
        change("statements", SALES, {"source_kind": "box", "number_zh": "专栏99"}, "number_zh"),
        "unknown box '专栏99' for a box: it is in no layout", id="a box that is not there",
    ),
    pytest.param(
        COMMERCE, type_cell("statements", "K1", "value"),
        "unknown heading 'value'", id="a heading renamed",
    ),
    pytest.param(
        FUTIAN, type_cell("statements", "R1", "remarks"),
        "unknown heading 'remarks'", id="a column added to the statements",
    ),
    pytest.param(
        FUTIAN, change("projects", MALL, {"parent_zh": "没有的行动"}, "parent_zh"),
        "missing parent: no row of this box is named '没有的行动'", id="a parent that is not there",
    ),
    pytest.param(
        FUTIAN, change("projects", MALL, {"kind": "event"}, "kind"),
        "'event', but the entity underground-passage-link-centralwalk-civic-centre is of the kind "
        "'transport'", id="an entity with two kinds",
    ),
    pytest.param(
        FUTIAN,
        change("projects", MALL, {"name_zh": "领展中心城商场—市民中心地下联接通道"}, "name_zh"),
        "unknown entity '领展中心城商场—市民中心地下联接通道'; "
        "the nearest known: 领展中心城商场—市民中心地下连接通道", id="unknown entity",
    ),
    pytest.param(
        FUTIAN, repeat("projects", MALL, "name_zh"),
        f"duplicate of {FUTIAN}/projects!F", id="a project twice",
    ),
    pytest.param(
        ZHONGSHAN, change("projects", PARK, {"about_en": ""}, "about_en"),
        "needs a sentence on what it is about", id="an action without an about",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("plan", "spoil", "reason"), BAD_ROWS)
def test_a_bad_row_is_named_by_its_cell_and_nothing_is_lost(
    plan: str, spoil: Change, reason: str, project: Project, run: Run
) -> None:
    before = project.clean_files()
    assert run("clean", plan).status == 0, "the plan is read before it is spoilt"
    cleaned = (project.root / "build" / "clean" / f"{plan}.json").read_bytes()
    cells: list[str] = []
    project.edit(plan, lambda book: cells.append(spoil(book)))
    outcome = run("clean", plan)
    assert outcome.status == 1
    lines = outcome.error.splitlines()
    assert lines[0].startswith(f"data/raw/{plan}/workbook.xlsx: ")
    assert any(line.startswith(f"  {plan}/{cells[0]}: ") and reason in line for line in lines)
    assert "Traceback" not in outcome.error
    assert (project.root / "build" / "clean" / f"{plan}.json").read_bytes() == cleaned
    assert project.clean_files() == before


def test_all_problems_of_all_plans_are_listed_at_once(project: Project, run: Run) -> None:
    spoilt = {
        COMMERCE: [
            change("statements", SALES, {"low": "1"}, "low"),
            change("statements", {"printed": "981.27亿元"}, {"place_zh": "深川市"}, "place_zh"),
            type_cell("T1", "D4", "8664.8万元"),
        ],
        FUTIAN: [
            change("statements", STORES, {"period_end": "2019"}, "period_end"),
            change("projects", MALL, {"kind": "event"}, "kind"),
        ],
        OUTLINE: [repeat("statements", INCOME, "printed")],
        ZHONGSHAN: [change("projects", PARK, {"about_en": ""}, "about_en")],
    }
    before = project.clean_files()
    cells = []
    for plan, changes in spoilt.items():
        for spoil in changes:
            project.edit(plan, lambda book, p=plan, s=spoil: cells.append(f"{p}/{s(book)}"))
    outcome = run("clean")
    assert outcome.status == 1
    lines = outcome.error.splitlines()
    assert lines[0] == "clean: 7 problems"
    said, ready = lines[1:8], lines[8:]
    assert sorted(line.split(": ")[0].strip() for line in said) == sorted(cells)
    assert ready[1].startswith("  data/vocab/places.csv: TODO,深川市,")
    assert len(ready) == 2
    assert not (project.root / "build" / "clean").exists()
    assert project.clean_files() == before


Rows = list[dict[str, str]]


def edit_vocabulary(project: Project, name: str, spoil: Callable[[Rows], None]) -> None:
    path = project.root / "data" / "vocab" / name
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    spoil(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def set_field(key: str, **new: str) -> Callable[[Rows], None]:
    """Give the row with this id other texts."""

    def spoil(rows: Rows) -> None:
        (row,) = (row for row in rows if next(iter(row.values())) == key)
        row |= new

    return spoil


def copy_row(key: str, **new: str) -> Callable[[Rows], None]:
    """Add a row that differs from the one with this id as given."""

    def spoil(rows: Rows) -> None:
        (row,) = (row for row in rows if next(iter(row.values())) == key)
        rows.append(row | new)

    return spoil


BAD_VOCABULARIES = [
    pytest.param(
        "entities.csv", copy_row("qianhai", name_zh="别处", aliases_zh="别处"),
        "duplicate entity_id 'qianhai'", id="an entity id twice",
    ),
    pytest.param(
        "entities.csv", copy_row("qianhai", entity_id="elsewhere", name_zh="别处"),
        "'前海' leads to both 'qianhai' and 'elsewhere'", id="an entity alias twice",
    ),
    pytest.param(
        "places.csv", set_field("futian", parent_id="futian"),
        "futian: lies in itself (futian)", id="a place that is its own parent",
    ),
    pytest.param(
        "places.csv", set_field("shenzhen", parent_id="hetao"),
        "lies in itself (futian in shenzhen in hetao)", id="places in a ring",
    ),
    pytest.param(
        "places.csv", set_field("futian", parent_id="shenchuan"),
        "futian: unknown parent 'shenchuan'", id="a parent that is not there",
    ),
    pytest.param(
        "magnitudes.csv", set_field("retail-sales", indicator_id="retail-turnover"),
        "unknown indicator 'retail-turnover'", id="bounds of an unknown indicator",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "spoil", "message"), BAD_VOCABULARIES)
def test_a_vocabulary_that_contradicts_itself_is_named_and_nothing_is_lost(
    name: str, spoil: Callable[[Rows], None], message: str, project: Project, run: Run
) -> None:
    before = project.clean_files()
    edit_vocabulary(project, name, spoil)
    outcome = run("clean")
    assert outcome.status == 1
    assert outcome.error.startswith(f"data/vocab/{name}: ")
    assert message in outcome.error
    assert not (project.root / "build" / "clean").exists()
    assert project.clean_files() == before


def test_an_entity_of_another_kind_than_its_mentions_is_named_at_each(
    project: Project, run: Run
) -> None:
    edit_vocabulary(project, "entities.csv", set_field("qianhai", kind="event"))
    outcome = run("clean")
    mentions = sum(row["entity_id"] == "qianhai" for row in read_projects(project))
    assert outcome.status == 1
    assert mentions > 1
    assert outcome.error.count("the entity qianhai is of the kind 'event'") > 1
    assert len(re.findall(r"projects!H\d+|also H\d+|, H\d+", outcome.error)) == mentions


def insert_copy(
    sheet_name: str, wanted: Mapping[str, str], new: Mapping[str, str]
) -> Callable[[Workbook], None]:
    """Put a row above the one found, with its texts but for those given."""

    def insert(book: Workbook) -> None:
        sheet = book[sheet_name]
        row = find_row(sheet, wanted)
        sheet.insert_rows(row)
        for column in range(1, sheet.max_column + 1):
            heading = str(sheet.cell(1, column).value)
            sheet.cell(row, column).value = new.get(heading, sheet.cell(row + 1, column).value)

    return insert


@pytest.mark.parametrize(
    ("name", "insert"),
    [
        ("observations", insert_copy("statements", STORES, {"printed": "437家", "low": "437",
                                                            "high": "437", "ordinal": "2"})),
        ("projects", insert_copy("projects", MALL, {"name_zh": "AR/VR", "kind": "technology",
                                                    "name_en": "Augmented and virtual reality",
                                                    "key": "ar-vr"})),
    ],
    ids=["statement", "project"],
)  # fmt: skip
def test_a_new_row_in_the_middle_changes_no_other_rows_id(
    name: str, insert: Callable[[Workbook], None], project: Project, run: Run
) -> None:
    before = read_ids(project, name)
    project.edit(FUTIAN, insert)
    for step in ("clean", "combine", "check"):
        outcome = run(step)
        assert outcome.status == 0, outcome.error
    after = read_ids(project, name)
    (new,) = set(after) - set(before)
    assert [row_id for row_id in after if row_id != new] == before
    assert before.index(after[after.index(new) + 1]) == after.index(new) > 0


def read_ids(project: Project, name: str) -> list[str]:
    path = project.root / "data" / "clean" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [row[0] for row in csv.reader(file)][1:]


def read_projects(project: Project) -> Rows:
    with (project.root / "data/clean/projects.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


BOX = """
  - table_id: shenzhen-commerce-145-b99
    number_zh: 表1
    title_zh: 甲
    title_en: A
    section_zh: 一
    chapter: trade
"""


def test_a_box_that_has_the_number_of_a_table_is_refused(project: Project, run: Run) -> None:
    project.replace(f"data/raw/{COMMERCE}/layout.yaml", "\nboxes:", f"\nboxes:{BOX.rstrip()}")
    assert run("clean", COMMERCE).status == 1
