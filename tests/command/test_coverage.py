"""``compendium coverage`` as a user runs it, on a small made-up plan."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from compendium.record.sheets import headings
from support import Run

TEXT = """一、基础
（一）成就
产值增至2.77万亿元，位列第五。
二、行动
专栏1 重点项目
建设东湖园、西湖园。
"""

DECLARED = r"patterns: [{pattern: '^专栏\d+', reason: heading-number}]"


def cell(sheet: str, column: str, row: int) -> str:
    return f"plan/{sheet}!{get_column_letter(headings(sheet).index(column) + 1)}{row}"


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan's folder, and its text beside ``data/``."""
    folder = tmp_path / "data" / "raw" / "plan"
    folder.mkdir(parents=True)
    for name in ("data/vocab", "src/compendium"):
        (tmp_path / name).mkdir(parents=True)
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    stated = [{"section_zh": "一/（一）", "printed": printed} for printed in ("2.77万亿元", "第五")]
    named = [
        {
            "section_zh": "二",
            "number_zh": "专栏1",
            "name_zh": name,
            "printed_as": name,
            "name_origin": "printed",
        }
        for name in ("东湖园", "西湖园")
    ]
    for name, rows in (("statements", stated), ("projects", named)):
        columns = headings(name)
        sheet = book.create_sheet(name)
        sheet.append(columns)
        for row in rows:
            sheet.append([row.get(column) for column in columns])
    book.save(folder / "workbook.xlsx")
    (folder / "layout.yaml").write_text("tables: []\n", "utf-8")
    for name in ("source.yaml", "corrections.yaml"):
        (folder / name).write_text("{}\n", "utf-8")
    (folder / "not-figures.yaml").write_text(DECLARED, "utf-8")
    (tmp_path / "plan.txt").write_text(TEXT, "utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


def test_a_whole_record_gives_one_line(plan: Path, run: Run) -> None:
    outcome = run("coverage", "plan.txt")
    assert (outcome.status, outcome.error) == (0, "")
    assert outcome.output == (
        "plan: 3 runs accounted for, 4 rows and 1 boxes looked up, nothing left over\n"
    )
    assert not (plan / "coverage.md").exists()


def test_every_leftover_is_listed_at_once(plan: Path, run: Run) -> None:
    text = TEXT.replace("第五", "第六").replace("西湖园", "北湖园")
    Path("plan.txt").write_text(text, "utf-8")
    outcome = run("coverage", "plan.txt", "--write")
    assert outcome.status == 1
    lines = outcome.error.splitlines()
    assert lines[0] == "coverage of plan: 5 problems"
    printed, name = cell("statements", "printed", 3), cell("projects", "name_zh", 3)
    places = ["line 3:", f"{printed}:", f"{cell('projects', 'printed_as', 3)}:", f"{name}:"]
    for place in (*places, "line 6:"):
        assert any(line.startswith(f"  {place}") for line in lines), place
    page = (plan / "coverage.md").read_text("utf-8")
    assert all(place in page for place in (*places, "line 6:"))


def test_the_page_is_the_same_twice_and_holds_no_path(plan: Path, run: Run) -> None:
    run("coverage", "plan.txt", "--write")
    first = (plan / "coverage.md").read_bytes()
    run("coverage", str(Path("plan.txt").resolve()), "--write")
    assert (plan / "coverage.md").read_bytes() == first
    assert str(Path.cwd()) not in first.decode("utf-8")
    assert "Nothing left over." in first.decode("utf-8")


def test_a_text_of_no_plan_is_refused(plan: Path, run: Run) -> None:
    Path("other.txt").write_text(TEXT, "utf-8")
    outcome = run("coverage", "other.txt")
    assert outcome.status == 1
    assert "has no plan other; the plans are plan" in outcome.error


def test_a_missing_text_is_named(plan: Path, run: Run) -> None:
    Path("plan.txt").unlink()
    outcome = run("coverage", "plan.txt")
    assert outcome.status == 1
    assert "plan.txt: is not a readable text" in outcome.error


def test_a_missing_declaration_is_named(plan: Path, run: Run) -> None:
    (plan / "not-figures.yaml").unlink()
    outcome = run("coverage", "plan.txt")
    assert outcome.status == 1
    assert "not-figures.yaml: is missing" in outcome.error


def test_an_end_that_does_not_fit_is_named(plan: Path, run: Run) -> None:
    (plan / "not-figures.yaml").write_text(f"{DECLARED}\nbox_ends: {{专栏2: 6}}", "utf-8")
    outcome = run("coverage", "plan.txt")
    assert outcome.status == 1
    assert "box_ends: the text has no 专栏2" in outcome.error


def test_a_sheet_with_another_heading_is_named(plan: Path, run: Run) -> None:
    book = openpyxl.load_workbook(plan / "workbook.xlsx")
    book["statements"]["A1"] = "section"
    book.save(plan / "workbook.xlsx")
    outcome = run("coverage", "plan.txt")
    assert outcome.status == 1
    assert "unknown heading 'section'; the nearest known: section_zh" in outcome.error
