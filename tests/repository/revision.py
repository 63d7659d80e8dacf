"""Adds the invented revision and outcomes of ``tests/fixtures/revision`` to a copy of the data."""

from __future__ import annotations

import shutil
from pathlib import Path

from repository.sixth_plan import write_workbook
from support import ROOT

FIXTURE = ROOT / "tests" / "fixtures" / "revision"
REVISED, REVISION, BULLETIN = (
    "shenzhen-commerce-145", "shenzhen-commerce-145-mid", "shenzhen-statistics-2025",
)  # fmt: skip
FOLDERS = {REVISION: "mid-term", BULLETIN: "bulletin"}


def add_sources(root: Path) -> None:
    """Add both as a researcher does: a folder each, and what CITATION.cff has of them."""
    for source, name in FOLDERS.items():
        folder = root / "data" / "raw" / source
        shutil.copytree(FIXTURE / name / "raw", folder)
        write_workbook(FIXTURE / name / "sheets", folder / "workbook.xlsx")
    with (root / "CITATION.cff").open("a", encoding="utf-8") as file:
        file.write((FIXTURE / "citation.yml").read_text("utf-8"))
