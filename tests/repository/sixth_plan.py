"""Adds the invented plan and chapter of ``tests/fixtures/sixth-plan`` to a repository."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from pathlib import Path

import openpyxl

from support import ROOT

FIXTURE = ROOT / "tests" / "fixtures" / "sixth-plan"
PLAN, CHAPTER = "dongguan-services-155", "innovation"


def copy_repository(to: Path) -> Path:
    """Copy what git tracks, or would, to a folder that becomes a repository of its own."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)
    for command in (("git", "init", "--quiet"), ("git", "add", "--all")):
        subprocess.run(command, cwd=to, check=True)
    return to


def link_environment(here: Path, there: Path) -> None:
    """Make a folder that is `there` for every program, and up to date for make."""
    here.mkdir()
    for path in there.iterdir():
        if not path.name.startswith("."):
            (here / path.name).symlink_to(path)
    (here / ".packages").write_text(f"{here.parent}\n", "utf-8")
    (here / ".project").touch()


def run(root: Path, *command: str) -> str:
    """Run a command in the copy, whose own code is imported; give what it said."""
    done = subprocess.run(
        command, cwd=root, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(root / "src")},
    )  # fmt: skip
    said = done.stdout + done.stderr
    assert done.returncode == 0, f"{' '.join(command)}:\n{said[-6000:]}"
    return said


def add_plan(root: Path) -> None:
    """Add the plan as a contributor does: its folder, and what it needs in the vocabularies."""
    folder = root / "data" / "raw" / PLAN
    shutil.copytree(FIXTURE / "raw", folder)
    write_workbook(FIXTURE / "sheets", folder / "workbook.xlsx")
    for rows in sorted((FIXTURE / "vocab").glob("*.csv")):
        add_rows(rows, root / "data" / "vocab" / rows.name)
    with (root / "CITATION.cff").open("a", encoding="utf-8") as file:
        file.write((FIXTURE / "citation.yml").read_text("utf-8"))


def write_workbook(sheets: Path, path: Path) -> None:
    """Write one sheet a CSV file, every cell as text; a row of one cell is as wide as the table."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for source in sorted(sheets.glob("*.csv")):
        with source.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        sheet, width = book.create_sheet(source.stem), max(map(len, rows))
        for number, row in enumerate(rows, start=1):
            for column, text in enumerate(row, start=1):
                sheet.cell(number, column, text or None)
            if len(row) == 1:
                sheet.merge_cells(
                    start_row=number, end_row=number, start_column=1, end_column=width
                )
    book.save(path)


def add_rows(rows: Path, vocabulary: Path) -> None:
    """Add rows to a vocabulary, below its own."""
    head, _, added = rows.read_text("utf-8").partition("\n")
    known = vocabulary.read_text("utf-8")
    assert known.splitlines()[0] == head, f"{vocabulary.name} has other columns by now"
    vocabulary.write_text(known + added, "utf-8")


def add_chapter(root: Path) -> None:
    """Add the chapter: its notebook, its words, and its line in the table of contents."""
    shutil.copy2(FIXTURE / f"{CHAPTER}.ipynb", root / "notebooks")
    shutil.copy2(FIXTURE / f"{CHAPTER}.po", root / "book" / "locale" / "zh_CN" / "LC_MESSAGES")
    contents = root / "_toc.yml"
    line = "      - file: livability\n"
    text = contents.read_text("utf-8")
    assert line in text
    contents.write_text(text.replace(line, f"{line}      - file: {CHAPTER}\n"), "utf-8")
