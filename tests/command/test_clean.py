"""Bad input from the user's side: one clear report, exit status 1, and nothing lost."""

from __future__ import annotations

import sys
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
import yaml
from openpyxl.workbook import Workbook

from support import ROOT, Project, Run

COMMERCE, OUTLINE, FUTIAN = "shenzhen-commerce-145", "shenzhen-outline-145", "futian-cbd-155"
ZHONGSHAN = "zhongshan-services-145"


def put(sheet: str, **cells: str) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        for address, value in cells.items():
            book[sheet][address] = value

    return change


def remove_sheet(book: Workbook) -> None:
    del book["T1"]


def move_column(book: Workbook) -> None:
    sheet = book["T1"]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    for row in range(2, 4):
        old, new = sheet.cell(row, 4).value, sheet.cell(row, 5).value
        sheet.cell(row, 4).value, sheet.cell(row, 5).value = new, old


def repeat_row(book: Workbook) -> None:
    sheet = book["T1"]
    for column in range(2, 6):
        sheet.cell(5, column).value = sheet.cell(4, column).value


BAD_CELLS = [
    pytest.param(
        COMMERCE, put("T1", D4="12..5亿元"),
        f"{COMMERCE}/T1!D4: cannot read '12..5亿元' as a quantity; did you mean '12.5亿元'?",
        id="unreadable number",
    ),
    pytest.param(
        COMMERCE, put("T1", D4="8664.8亿欧元"), f"{COMMERCE}/T1!D4: unknown unit '亿欧元'",
        id="unknown unit",
    ),
    pytest.param(
        COMMERCE, put("T1", D4="8664.8"), f"{COMMERCE}/T1!D4: '8664.8' has no unit", id="no unit"
    ),
    pytest.param(
        COMMERCE, put("T1", D4="稳步提高"),
        f"{COMMERCE}/T1!D4: cannot read '稳步提高' as a quantity; "
        "a target in words is listed under words in layout.yaml",
        id="words in no list",
    ),
    pytest.param(
        COMMERCE, put("T1", D4="8664.8万平方米"),
        f"{COMMERCE}/T1!D4: '万平方米' is in m2, but retail-sales is measured in CNY",
        id="a unit of another kind",
    ),
    pytest.param(
        COMMERCE, put("T1", C4="社会消费品零售额"),
        f"{COMMERCE}/T1!C4: unknown indicator '社会消费品零售额'; "
        "the nearest known: 社会消费品零售总额",
        id="indicator not in the vocabulary",
    ),
    pytest.param(
        COMMERCE, put("T1", D4=""), f"{COMMERCE}/T1!D4: holds no value", id="no value"
    ),
    pytest.param(
        COMMERCE, put("T1", D4="=1+1"), f"{COMMERCE}/T1!D4: holds a formula (=1+1)", id="formula"
    ),
    pytest.param(
        COMMERCE, put("T1", D4="{8664.8亿元}"),
        f"{COMMERCE}/T1!D4: '{{8664.8亿元}}' has the mark {{}}, which no note explains",
        id="a mark that no note explains",
    ),
    pytest.param(
        COMMERCE, put("T1", G9="?"),
        f"{COMMERCE}/T1!G9: '?' is in no column or row that is read", id="stray text"
    ),
    pytest.param(
        COMMERCE, put("T1", C2="名称"), "expected the heading '指标', found '名称'",
        id="renamed heading",
    ),
    pytest.param(
        COMMERCE, put("T1", A1="表2 别的表"), f"{COMMERCE}/T1!A1: expected the heading '表1 ",
        id="another table's title",
    ),
    pytest.param(
        COMMERCE, move_column,
        f"{COMMERCE}/T1!D2: expected the heading '2020年现状值', found '2025年目标值'; "
        "that heading stands in column E",
        id="moved column",
    ),
    pytest.param(
        COMMERCE, remove_sheet,
        f"{COMMERCE}/workbook.xlsx: the sheet 'T1' is missing; has statements, projects",
        id="missing sheet",
    ),
    pytest.param(
        COMMERCE, lambda book: book.create_sheet("notes"),
        "unknown sheet 'notes': it is in no layout", id="sheet in no layout",
    ),
    pytest.param(
        COMMERCE, repeat_row,
        f"{COMMERCE}/T1!D5: duplicate of {COMMERCE}/T1!D4: both would be the row "
        f"'{COMMERCE}-t1.retail-sales.shenzhen.2020.actual'",
        id="duplicate id",
    ),
    pytest.param(
        OUTLINE, put("B1", E3="随意性"),
        f"{OUTLINE}/B1!E3: unknown binding '随意性'; the nearest known: 约束性 | 预期性",
        id="unknown attribute",
    ),
    pytest.param(
        OUTLINE, put("B1", F3="完成任务"), f"{OUTLINE}/B1!F3: cannot read '完成任务'",
        id="words that the layout does not allow",
    ),
    pytest.param(
        OUTLINE, put("B1", F3="{6.0%}", D3="万元"),
        f"{OUTLINE}/B1!F3: '{{6.0%}}' has two units, % and 万元", id="two units",
    ),
    pytest.param(
        FUTIAN, put("T1", B25="社区设施覆盖率"),
        f"{FUTIAN}/T1!B25: a declared correction expects '社区公共服务设施 15 分钟步行可达覆盖率' "
        "here, found '社区设施覆盖率'",
        id="a correction that no longer matches",
    ),
    pytest.param(
        FUTIAN, put("T1", D25="99"),
        f"{FUTIAN}/T1!D25: a declared correction expects '100' here, found '99'",
        id="a correction whose expectation no longer holds",
    ),
    pytest.param(
        FUTIAN, put("T1", B18="新造特色首秀空间 (个)"),
        "has a note on the row '建成特色首秀空间', which the table does not have",
        id="a note on a row that is gone",
    ),
    pytest.param(
        ZHONGSHAN, put("T1", A3="中山县"), f"{ZHONGSHAN}/T1!A3: unknown place '中山县'",
        id="unknown place",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("plan", "change", "message"), BAD_CELLS)
def test_a_bad_cell_is_named_and_nothing_is_lost(
    plan: str, change: Callable[[Workbook], None], message: str, project: Project, run: Run
) -> None:
    before = project.clean_files()
    project.edit(plan, change)
    outcome = run("clean", plan)
    assert outcome.status == 1
    assert message in outcome.error
    assert "Traceback" not in outcome.error
    assert not (project.root / "build" / "clean" / f"{plan}.json").exists()
    assert project.clean_files() == before


def test_every_bad_cell_of_every_plan_is_reported_at_once(project: Project, run: Run) -> None:
    project.edit(COMMERCE, put("T1", D4="一些", E4="很多"))
    project.edit(ZHONGSHAN, put("T1", B3="1523,25"))
    error = run("clean").error
    assert error.splitlines()[0] == "clean: 3 problems"
    for cell in (f"{COMMERCE}/T1!D4", f"{COMMERCE}/T1!E4", f"{ZHONGSHAN}/T1!B3"):
        assert cell in error


def test_an_unknown_name_is_reported_once_for_all_its_values(project: Project, run: Run) -> None:
    project.edit(COMMERCE, put("T1", C4="某某"))
    assert run("clean", COMMERCE).error.count(f"{COMMERCE}/T1!C4") == 1


def test_a_workbook_that_is_no_zip_is_named(project: Project, run: Run) -> None:
    project.workbook(COMMERCE).write_text("not a workbook")
    outcome = run("clean", COMMERCE)
    assert outcome.status == 1
    assert "shenzhen-commerce-145/workbook.xlsx: is not an .xlsx workbook" in outcome.error


def test_a_layout_that_names_a_sheet_twice_is_refused(project: Project, run: Run) -> None:
    path = project.root / "data" / "raw" / COMMERCE / "layout.yaml"
    layout = yaml.safe_load(path.read_text("utf-8"))
    layout["tables"] += [deepcopy(layout["tables"][0]) | {"table_id": f"{COMMERCE}-t2"}]
    path.write_text(yaml.safe_dump(layout, allow_unicode=True), "utf-8")
    outcome = run("clean", COMMERCE)
    assert (outcome.status, "duplicate sheet 'T1'" in outcome.error) == (1, True)


def test_a_source_without_a_field_is_refused(project: Project, run: Run) -> None:
    project.replace(f"data/raw/{COMMERCE}/source.yaml", "issued:", "published:")
    assert "source.yaml: missing field 'issued'" in run("clean", COMMERCE).error


@pytest.mark.parametrize("name", ["clean", "data"])
def test_strays_among_the_plans_are_passed_over(name: str, project: Project, run: Run) -> None:
    raw = project.root / "data" / "raw"
    for stray in (".ipynb_checkpoints/workbook.xlsx", "notes/notes.txt", "x.md"):
        (raw / stray).parent.mkdir(exist_ok=True)
        (raw / stray).touch()
    (project.root / "README.md").write_bytes((ROOT / "README.md").read_bytes())
    (project.root / "book").mkdir()
    assert run(name).status == 0


def test_a_plan_that_lacks_a_file_is_named_with_it(project: Project, run: Run) -> None:
    (project.root / "data" / "raw" / COMMERCE / "source.yaml").unlink()
    error = run("clean", COMMERCE).error
    assert error == f"data/raw/{COMMERCE}/source.yaml: is missing\n"


def test_all_paths_are_the_repositorys_wherever_one_works(
    project: Project, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project.root / "notebooks").mkdir()
    monkeypatch.chdir(project.root / "notebooks")
    before = project.clean_files()
    for step in ("clean", "combine", "check"):
        assert run(step).status == 0
    assert project.clean_files() == before
    assert list((project.root / "notebooks").iterdir()) == []
    plans = {path.parent.name for path in project.root.glob("data/raw/*/layout.yaml")}
    made = {path.stem for path in (project.root / "build" / "clean").iterdir()}
    assert made == plans | {"_audit"}


def test_a_path_that_is_given_is_taken_from_where_one_works(
    project: Project, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project.root / "notebooks").mkdir()
    monkeypatch.chdir(project.root / "notebooks")
    assert run("clean", COMMERCE, "--out", "here").status == 0
    made = sorted(path.name for path in Path("here").iterdir())
    assert made == [f"{COMMERCE}.json", f"{COMMERCE}.made-from"]


def test_only_what_changed_is_cleaned_again(project: Project, run: Run) -> None:
    plans = sorted(path.parent.name for path in project.root.glob("data/raw/*/layout.yaml"))

    def cleaned() -> list[str]:
        outcome = run("clean", "--changed")
        assert outcome.status == 0
        return [line.split(":")[0] for line in outcome.output.splitlines()]

    assert cleaned() == plans
    assert cleaned() == []
    project.edit(COMMERCE, put("T1", D4="8665.8亿元"))
    assert cleaned() == [COMMERCE]
    record = project.root / "build" / "clean" / f"{FUTIAN}.json"
    record.unlink()
    assert cleaned() == [FUTIAN]
    record.with_suffix(".made-from").unlink()
    assert cleaned() == [FUTIAN]
    with (project.root / "data" / "vocab" / "verbs.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert cleaned() == plans


def test_what_could_not_be_cleaned_is_still_due(project: Project, run: Run) -> None:
    assert run("clean", "--changed").status == 0
    project.edit(COMMERCE, put("T1", D4="12..5亿元"))
    for _ in range(2):
        assert f"{COMMERCE}/T1!D4" in run("clean", "--changed").error


def test_what_cannot_be_written_is_one_line(project: Project, run: Run) -> None:
    (project.root / "build").write_text("a file where a folder is wanted")
    outcome = run("clean", COMMERCE)
    assert outcome.status == 1
    assert len(outcome.error.splitlines()) == 1
    assert outcome.error.startswith(f"{project.root}/build") or "build" in outcome.error
    assert outcome.output == ""


def test_outside_of_a_repository_one_line_says_so(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data" / "raw").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    outcome = run("clean")
    assert outcome.status == 1
    assert "is not inside the repository" in outcome.error


def test_a_missing_extra_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nbformat", None)
    monkeypatch.delitem(sys.modules, "compendium.site.run", raising=False)
    monkeypatch.delitem(sys.modules, "compendium.site.notebooks", raising=False)
    outcome = run("chapters", "trade")
    assert outcome.status == 1
    assert outcome.error == (
        "this step needs the package 'nbformat': pip install 'compendium[book]'\n"
    )


def test_an_unknown_plan_offers_the_known_ones(project: Project, run: Run) -> None:
    outcome = run("clean", "guangzhou")
    assert outcome.status == 1
    assert "has no plan guangzhou; the plans are " in outcome.error


def test_help_shows_the_steps(capsys: pytest.CaptureFixture[str], run: Run) -> None:
    with pytest.raises(SystemExit) as caught:
        run("--help")
    assert caught.value.code == 0
    shown = capsys.readouterr().out
    for step in ("clean", "combine", "check", "chapters"):
        assert f"\n    {step} " in shown


def test_debug_shows_the_traceback(project: Project, run: Run) -> None:
    project.workbook(COMMERCE).unlink()
    with pytest.raises(Exception, match="is missing"):
        run("--debug", "clean", COMMERCE)
