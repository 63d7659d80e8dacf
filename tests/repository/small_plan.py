"""Follows the page *Run it again*: what it says to type and to run, and what it says comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl

from support import ROOT

PAGE = ROOT / "book" / "re-run.md"
SECTION = "## Add a plan: a small one, from document to chapter"
PLAN = "huizhou-services-155"


def read_section() -> str:
    """Give the section of the page that works a small plan."""
    return PAGE.read_text("utf-8").partition(f"{SECTION}\n")[2].partition("\n## ")[0]


def read_blocks(section: str) -> Iterator[tuple[str, str, str]]:
    """Give kind, content and the output printed below it, for each block that is run."""
    blocks = re.findall(r"^```(\w+)\n(.*?)^```$", section, flags=re.MULTILINE | re.DOTALL)
    for place, (kind, content) in enumerate(blocks):
        if kind in ("sh", "python"):
            after = blocks[place + 1] if place + 1 < len(blocks) else ("", "")
            yield kind, content, after[1] if after[0] == "text" else ""


def read_edits(section: str) -> list[tuple[str, str, str]]:
    """Give file, place and text of what the page says to type."""
    return re.findall(r"^\| `([\w.]+)` \| `([^`]+)` \| (.+?) \|$", section, flags=re.MULTILINE)


def type_edits(folder: Path, edits: list[tuple[str, str, str]]) -> None:
    for name, place, text in edits:
        path = folder / name
        if path.suffix == ".yaml":
            written = path.read_text("utf-8")
            done, count = re.subn(rf'(\b{place}: )"TODO[^"]*"', rf'\g<1>"{text}"', written, count=1)
            assert count == 1, f"{name} has no {place} to write"
            path.write_text(done, "utf-8")
        else:
            sheet, _, area = place.partition("!")
            book = openpyxl.load_workbook(path)
            cells = book[sheet][area]
            for cell in [cells] if not isinstance(cells, tuple) else [row[0] for row in cells]:
                cell.value = text
            book.save(path)
