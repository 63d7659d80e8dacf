"""A new source from the user's side: its folder, what is to do, nothing lost or let in."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from compendium.raw.workbook import read_workbook
from repository.sixth_plan import FIXTURE, PLAN
from support import ROOT, Project, Run

# In a record that has the plan already it is not new.
pytestmark = pytest.mark.skipif((ROOT / "data" / "raw" / PLAN).is_dir(), reason="not new here")

TEXT = FIXTURE / f"{PLAN}.txt"
FILES = {"source.yaml", "layout.yaml", "corrections.yaml", "not-figures.yaml", "workbook.xlsx"}


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("text", [(), (str(TEXT),)], ids=["empty", "from a text"])
def test_all_files_are_made(text: tuple[str, ...], project: Project, run: Run) -> None:
    outcome = run("new", PLAN, *text)
    assert outcome.status == 0, outcome.error
    folder = project.root / "data" / "raw" / PLAN
    assert set(files(folder)) == FILES
    assert next(iter(read_workbook(folder / "workbook.xlsx"))) == "instructions"
    for name in ("source.yaml", "layout.yaml", "not-figures.yaml"):
        comments = [line for line in files(folder)[name].decode().splitlines() if line[:1] == "#"]
        assert any(line.isascii() for line in comments), name
        assert any(not line.isascii() for line in comments), name


def test_nothing_is_overwritten(project: Project, run: Run) -> None:
    assert run("new", PLAN).status == 0
    before = files(project.root / "data" / "raw" / PLAN)
    outcome = run("new", PLAN, str(TEXT))
    assert outcome.status == 1
    assert outcome.error.strip().endswith("is there already; nothing is overwritten")
    assert files(project.root / "data" / "raw" / PLAN) == before


@pytest.mark.parametrize("name", ["Dong Guan", "../elsewhere", "市规划"])
def test_an_id_that_is_none_is_refused(name: str, project: Project, run: Run) -> None:
    before = sorted(project.root.rglob("*"))
    outcome = run("new", name)
    assert outcome.status == 1
    assert "is not an id: lower-case ASCII" in outcome.error
    assert sorted(project.root.rglob("*")) == before


def test_a_text_that_is_missing_leaves_nothing(project: Project, run: Run) -> None:
    outcome = run("new", PLAN, "nowhere.txt")
    assert outcome.status == 1
    assert "nowhere.txt: is not a readable text" in outcome.error
    assert not (project.root / "data" / "raw" / PLAN).exists()


def test_what_is_still_to_do_is_said_for_all_files_at_once(project: Project, run: Run) -> None:
    run("new", PLAN, str(TEXT))
    outcome = run("clean", PLAN)
    assert outcome.status == 1
    for said in (
        "source.yaml: short_en: is still to be written (short name in English) (line ",
        "layout.yaml: tables.0.title_en: is still to be written (the title in English) (line ",
        "layout.yaml: boxes.1.chapter: is still to be written (one of consumption, ",
    ):
        assert said in outcome.error
    assert "not one of" not in outcome.error


def _value(line: str) -> str:
    return "services" if "chapter: " in line else "text"


def fill(project: Project) -> None:
    """Write what is TODO, and decide on nothing."""
    folder = project.root / "data" / "raw" / PLAN
    for name in ("source.yaml", "layout.yaml"):
        lines = (folder / name).read_text("utf-8").splitlines()
        done = [re.sub('"TODO[^"]*"', _value(line), line) for line in lines]
        (folder / name).write_text("\n".join(done) + "\n", "utf-8")


def test_no_draft_is_in_the_data_before_it_is_accepted(project: Project, run: Run) -> None:
    run("new", PLAN, str(TEXT))
    fill(project)
    outcome = run("clean", PLAN)
    assert outcome.status == 1
    # The table is no draft once its layout is written; its new names are told.
    assert "T1!B6: unknown indicator '与香港服务贸易额'" in outcome.error
    assert "statements" not in outcome.error
    assert not (project.root / "build" / "clean" / f"{PLAN}.json").exists()

    book = openpyxl.load_workbook(project.workbook(PLAN))
    del book["T1"]
    book["statements"]["A2"] = "yes"
    book.save(project.workbook(PLAN))
    layout = project.root / "data" / "raw" / PLAN / "layout.yaml"
    layout.write_text("tables: []\nboxes: []\n", "utf-8")
    outcome = run("clean", PLAN)
    assert outcome.status == 0, outcome.error
    assert outcome.output == f"{PLAN}: 1 figure, 0 projects; 50 drafts wait for a yes or no\n"
    made = (project.root / "build" / "clean" / f"{PLAN}.json").read_text("utf-8")
    assert "到2030年，" not in made
    assert "服务业增加值达到5600亿元，占" not in made


def test_check_refuses_a_workbook_with_sentences(project: Project, run: Run) -> None:
    plan = "futian-cbd-155"

    def draft(book: openpyxl.Workbook) -> None:
        sheet = book["statements"]
        column = sheet.max_column + 1
        sheet.cell(1, column, "draft_sentence")
        sheet.cell(2, column, "规划里的一句话。")

    (project.root / "src" / "compendium").mkdir(parents=True, exist_ok=True)
    project.edit(plan, draft)
    outcome = run("check", "--tables", str(project.root / "data" / "clean"))
    assert outcome.status == 1
    assert "holds drafts and sentences of the plan (1 cells)" in outcome.error
    assert f"run `compendium accept {plan}`" in outcome.error
    assert run("accept", plan).status == 0


def test_write_vocab_adds_rows_that_wait_for_a_person(project: Project, run: Run) -> None:
    plan = "shenzhen-commerce-145"
    project.edit(plan, lambda book: book["T1"].__setitem__("E4", "12500百亿卢比"))
    outcome = run("clean", plan, "--write-vocab")
    assert outcome.status == 0, outcome.error
    assert "units.csv: 1 new row of shenzhen-commerce-145, 2 cells still TODO" in (outcome.output)
    row = (project.root / "data" / "vocab" / "units.csv").read_text("utf-8").splitlines()[-1]
    assert row.startswith("百亿卢比,TODO canonical unit of 卢比,10000000000,TODO")
    again = run("clean", plan)
    assert again.status == 1
    assert "column unit: is still to be written (canonical unit of 卢比)" in again.error


def test_a_file_with_little_to_say_shows_how(project: Project, run: Run) -> None:
    path = project.root / "data" / "raw" / "futian-cbd-155" / "corrections.yaml"
    path.write_text("", "utf-8")
    assert "with nothing to declare it says 'corrections: []'" in run("clean").error
    path.unlink()
    assert "is missing; with nothing to declare it says 'corrections: []'" in run("clean").error


def test_the_rows_of_the_page_on_revisions_and_outcomes_are_read(
    project: Project, run: Run
) -> None:
    page = (ROOT / "book" / "re-run.md").read_text("utf-8")
    cells = re.findall(r"^\| `(\w+)` \| ([^|`]+) \| ([^|`]+) \|$", page, flags=re.MULTILINE)
    plans = re.findall(r"^\.venv/bin/compendium new ([\w-]+)$", page, flags=re.MULTILINE)
    keys = {"revises": "shenzhen-commerce-145", "kind": "statistics"}
    for number, (plan, (key, value)) in enumerate(zip(plans, keys.items(), strict=True), 1):
        assert run("new", plan).status == 0
        source = project.root / "data" / "raw" / plan / "source.yaml"
        said = {"place_id": "shenzhen", "level": "city", "status": "final"}
        said |= {"period_start": "2025", "period_end": "2025"}
        text = re.sub(
            rf'^# {key}: "TODO.*"$', f"{key}: {value}", source.read_text("utf-8"), flags=re.M
        )
        for name, known in said.items():
            text = re.sub(rf'^{name}: "TODO.*"$', f'{name}: "{known}"', text, flags=re.M)
        source.write_text(re.sub('"TODO[^"]*"', '"text"', text), "utf-8")
        row = {cell[0]: cell[number] for cell in cells}

        def type_row(book: Workbook, row: dict[str, str] = row) -> None:
            sheet = book["statements"]
            sheet.append([row.get(str(cell.value)) for cell in sheet[1]])

        project.edit(plan, type_row)
        outcome = run("clean", plan)
        assert outcome.status == 0, outcome.error
        assert outcome.output.strip() == f"{plan}: 1 figure, 0 projects"
