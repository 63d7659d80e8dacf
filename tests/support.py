"""What many tests use: a copy of the data that a test may spoil, and what a command gave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook

from compendium.chapter.targets import SIDE

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Project:
    """A copy of the repository's data in a folder of its own."""

    root: Path

    def workbook(self, plan: str) -> Path:
        return self.root / "data" / "raw" / plan / "workbook.xlsx"

    def edit(self, plan: str, change: Callable[[Workbook], None]) -> None:
        """Change a workbook as a person would in a spreadsheet."""
        book = openpyxl.load_workbook(self.workbook(plan))
        change(book)
        book.save(self.workbook(plan))

    def replace(self, name: str, old: str, new: str) -> None:
        """Change a text file; the old text must be there."""
        path = self.root / name
        text = path.read_text("utf-8")
        assert old in text, f"{old!r} is not in {name}"
        path.write_text(text.replace(old, new), "utf-8")

    def clean_files(self) -> dict[str, bytes]:
        folder = self.root / "data" / "clean"
        return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@dataclass(frozen=True)
class Outcome:
    """What a user sees of a command."""

    status: int
    output: str
    error: str


Run = Callable[..., Outcome]


FIGURE_OF = {"plan_id": "p", "table_id": "p-t1", "place_id": "futian", "chapter": "trade"}


def figure(role: str, value: float | None, **facts: object) -> dict[str, object]:
    """Give one row of the observations, a baseline or a target, with some facts changed."""
    year = "2025" if role == "actual" else "2030"
    usual = {
        **dict.fromkeys(SIDE, ""),
        **FIGURE_OF,
        "indicator_id": "x",
        "binding": None,
        "role": role,
        "source_kind": "table",
        "observation_id": f"{role}-{facts}",
        "value_low": value,
        "value_high": value,
        "unit": "CNY",
        "measure": "level",
        "period_start": year,
        "period_end": year,
        "period_kind": "annual",
    }
    return usual | facts
