"""From raw to clean from the user's side: the same bytes, all or nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from compendium.contract import package
from support import ROOT, Project, Run, list_texts

COMMERCE = "shenzhen-commerce-145"


def build(run: Run) -> None:
    for step in ("clean", "combine", "check"):
        outcome = run(step)
        assert outcome.status == 0, outcome.error


def test_the_committed_tables_are_what_the_raw_data_gives(project: Project, run: Run) -> None:
    committed = project.clean_files()
    build(run)
    assert project.clean_files() == committed


def test_the_tables_can_be_built_from_nothing(project: Project, run: Run) -> None:
    committed = project.clean_files()
    for path in (project.root / "data" / "clean").iterdir():
        path.unlink()
    (project.root / "data" / "clean").rmdir()
    build(run)
    assert project.clean_files() == committed


def test_a_new_row_changes_no_other_rows_id(project: Project, run: Run) -> None:
    before = read_ids(project)

    def add_row(book: openpyxl.Workbook) -> None:
        sheet = book["T1"]
        for area in list(sheet.merged_cells.ranges):
            if area.min_row > 3:
                sheet.unmerge_cells(str(area))
        sheet.insert_rows(4)
        for column, text in enumerate(("类别", "0", "样品行业营业额", "10亿元", "20亿元"), start=1):
            sheet.cell(4, column).value = text

    project.edit(COMMERCE, add_row)
    project.replace(
        "data/vocab/indicators.csv",
        "\nretail-sales,",
        "\nsample-revenue,样品行业营业额,Sample revenue,A.,甲。,CNY,CNY,level,annual,up,trade,"
        "样品行业营业额\nretail-sales,",
    )
    project.replace(
        "data/vocab/magnitudes.csv",
        "\nretail-sales,",
        "\nsample-revenue,900000000,3000000000\nretail-sales,",
    )
    build(run)
    after = read_ids(project)
    assert set(before) < set(after)
    assert len(after) == len(before) + 2


def read_ids(project: Project) -> list[str]:
    lines = (project.root / "data/clean/observations.csv").read_text("utf-8").splitlines()
    return [line.split(",", 1)[0] for line in lines[1:]]


def test_the_steps_in_one_go_give_the_same(project: Project, run: Run) -> None:
    committed = project.clean_files()
    shutil.rmtree(project.root / "data" / "clean")
    (project.root / "book").mkdir()
    for name in ("README.md", "book/data.md"):
        shutil.copy(ROOT / name, project.root / name)
    outcome = run("data")
    assert outcome.status == 0, outcome.error
    assert project.clean_files() == committed
    for name in ("README.md", "book/data.md"):
        assert (project.root / name).read_bytes() == (ROOT / name).read_bytes()


def test_a_failure_while_writing_leaves_the_old_tables(
    project: Project, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = project.clean_files()
    assert run("clean").status == 0
    # A table that stays as it was is not written again.
    project.replace("data/clean/projects.csv", "project_id,", "project_id ,")
    before = project.clean_files()
    real = Path.write_bytes

    def fail(path: Path, content: bytes) -> int:
        if path.name == "projects.csv":
            raise OSError(28, "No space left on device", str(path))
        return real(path, content)

    monkeypatch.setattr(Path, "write_bytes", fail)
    outcome = run("combine")
    assert outcome.status == 1
    assert outcome.error.endswith("projects.csv: No space left on device\n")
    assert project.clean_files() == before
    assert [path.name for path in (project.root / "data").glob(".*")] == []


def test_a_folder_with_something_else_is_not_replaced(project: Project, run: Run) -> None:
    assert run("clean").status == 0
    mine = project.root / "mine"
    mine.mkdir()
    (mine / "thesis.docx").touch()
    outcome = run("combine", "--out", "mine")
    assert outcome.status == 1
    assert "mine: holds thesis.docx, no table; nothing was written" in outcome.error
    assert [path.name for path in mine.iterdir()] == ["thesis.docx"]


def test_a_row_that_breaks_the_contract_stops_everything(project: Project, run: Run) -> None:
    before = project.clean_files()
    assert run("clean").status == 0
    path = project.root / "build" / "clean" / f"{COMMERCE}.json"
    record = json.loads(path.read_text("utf-8"))
    for column, text in (("role", "wish"), ("period_end", "2019")):
        texts = list_texts(record["observations"][column])
        record["observations"][column] = [text, *texts[1:]]
    path.write_text(json.dumps(record), "utf-8")
    outcome = run("combine")
    assert outcome.status == 1
    assert "column role: 'wish' is not one of actual, target, forecast" in outcome.error
    assert "column period_end: '2019' is before period_start" in outcome.error
    assert project.clean_files() == before


def test_check_finds_a_table_changed_by_hand(project: Project, run: Run) -> None:
    project.replace("data/clean/observations.csv", ",8664.8,8664.8,", ",8664.9,8664.9,")
    outcome = run("check")
    assert outcome.status == 1
    assert "datapackage.json: is not what the tables give" in outcome.error


def test_check_names_a_missing_table(project: Project, run: Run) -> None:
    (project.root / "data/clean/places.csv").unlink()
    assert "places.csv: is missing" in run("check").error


def test_combine_without_clean_says_what_to_do(project: Project, run: Run) -> None:
    assert "run `compendium clean` first" in run("combine").error


def test_combine_refuses_a_record_of_another_version(project: Project, run: Run) -> None:
    assert run("clean").status == 0
    path = project.root / "build" / "clean" / f"{COMMERCE}.json"
    path.write_text(json.dumps({"plan": {}, "observations": []}), "utf-8")
    outcome = run("combine")
    assert outcome.status == 1
    assert outcome.error == (
        f"build/clean/{COMMERCE}.json: is of another version; run `compendium clean` first\n"
    )


def test_the_folder_is_never_half_written(project: Project) -> None:
    frames = package.read_package(project.root / "data" / "clean")
    terms = package.read_terms(project.root / "data" / "clean")
    del frames["places"]
    before = project.clean_files()
    with pytest.raises(KeyError):
        package.write_package(frames, terms, project.root / "data" / "clean")
    assert project.clean_files() == before
