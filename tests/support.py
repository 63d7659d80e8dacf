"""What many tests use: a copy of the data that a test may spoil, and what a command gave."""

from __future__ import annotations

import shutil
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pandas as pd
from openpyxl.workbook import Workbook

from compendium.chapter.targets import SIDE, pair_targets, required_growth
from compendium.contract.columns import Coded

ROOT = Path(__file__).parents[1]


def describe(root: Path) -> None:
    """Copy what the book says of itself to another repository."""
    for name in ("CITATION.cff", "CHANGELOG.md"):
        shutil.copy(ROOT / name, root)


def list_texts(column: list[str] | Coded) -> list[str]:
    """Give the texts of all rows of a cleaned record's column."""
    if isinstance(column, list):
        return column
    codes = memoryview(b64decode(column["codes"])).cast("I")
    return [column["texts"][code] for code in codes]


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


def paired(base: dict[str, object] | None, target: dict[str, object]) -> pd.DataFrame:
    """Put a target beside its baseline (or none), with the numbers that targets.csv would give."""
    sides = pd.DataFrame([base, target] if base else [target])
    sides = sides.astype({"value_low": "Float64", "value_high": "Float64"})
    row: dict[str, object] = dict.fromkeys(
        ("baseline_id", "baseline_plan_id", "years", "multiple", "growth_percent", "difference"),
        pd.NA,
    )
    if base:
        first, last = base["value_low"], target["value_low"]
        years = int(str(target["period_end"])[:4]) - int(str(base["period_end"])[:4])
        row |= {"baseline_id": base["observation_id"], "baseline_plan_id": base["plan_id"]}
        row["years"] = years
        if isinstance(first, float) and isinstance(last, float):
            row["difference"] = last - first
            if first > 0:
                row |= {"multiple": last / first}
                row |= {"growth_percent": required_growth(first, last, years)}
    return pair_targets(sides, pd.DataFrame([row | {"target_id": target["observation_id"]}]))
