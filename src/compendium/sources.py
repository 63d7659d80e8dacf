"""One source's folder: what the document is, and its tables read."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from compendium.corrections import correct_sheet, read_corrections
from compendium.declared import read_yaml
from compendium.errors import CompendiumError, LayoutError, Report, WorkbookError
from compendium.layout import (
    BoxLayout,
    TableLayout,
    read_boxes,
    read_layout,
)
from compendium.observations import Observation
from compendium.printed_tables import read_table
from compendium.projects import Project, read_projects
from compendium.statements import read_statements
from compendium.vocab import Vocabularies
from compendium.workbook import Sheet, read_workbook

PLAN_FIELDS = (
    "title_zh",
    "title_en",
    "issuer_zh",
    "issuer_en",
    "place_id",
    "level",
    "period_start",
    "period_end",
    "status",
    "issued",
    "source_file",
    "note_en",
)
"""What ``plans.csv`` takes from ``source.yaml``; null where the document is silent."""


FIXED_SHEETS = frozenset(("statements", "projects"))
"""The sheets with fixed headings, which need no layout."""


@dataclass(frozen=True)
class Cleaned:
    """One source, cleaned: its row of ``plans.csv``, its tables, its figures and named things."""

    plan: dict[str, str]
    tables: tuple[dict[str, str], ...]
    observations: tuple[Observation, ...]
    projects: tuple[Project, ...]

    def as_record(self) -> dict[str, Any]:
        """Give the plain form that is written between the steps."""
        return {
            "plan": self.plan,
            "tables": list(self.tables),
            "observations": [asdict(each) for each in self.observations],
            "projects": [asdict(each) for each in self.projects],
        }


def clean_source(folder: Path, vocabularies: Vocabularies) -> Cleaned:
    """Read one source's folder ``data/raw/<plan_id>``.

    Parameters
    ----------
    folder
        Holds ``workbook.xlsx``, ``layout.yaml``, ``source.yaml`` and ``corrections.yaml``.
    vocabularies
        The names and units to read it with.

    Raises
    ------
    WorkbookError, LayoutError
        If a file is missing or damaged.
    Report
        With every cell that could not be read; nothing is returned then.
    """
    plan = read_plan(folder / "source.yaml")
    layouts = read_layout(folder / "layout.yaml")
    boxes = read_boxes(folder / "layout.yaml")
    workbook = folder / "workbook.xlsx"
    sheets, problems = read_corrected(folder)
    named = {layout.sheet for layout in layouts} | FIXED_SHEETS
    problems += [
        WorkbookError(workbook, f"has no sheet {name!r}, only {', '.join(sheets)}")
        for name in sorted({layout.sheet for layout in layouts} - set(sheets))
    ]
    problems += [
        WorkbookError(workbook, f"the sheet {name!r} is in no layout; nothing may be passed over")
        for name in sheets
        if name not in named
    ]
    observations: list[Observation] = []
    for layout in layouts:
        if layout.sheet not in sheets:
            continue
        read, unread = read_table(sheets[layout.sheet], layout, vocabularies)
        observations += read
        problems += unread
    printed: tuple[TableLayout | BoxLayout, ...] = (*layouts, *boxes)
    numbers = {each.number_zh: each.table_id for each in printed}
    if len(numbers) < len(printed):
        raise LayoutError(folder / "layout.yaml", "gives a table and a box the same number_zh")
    projects: tuple[Project, ...] = ()
    if "statements" in sheets:
        read, unread = read_statements(sheets["statements"], numbers, vocabularies)
        observations += read
        problems += unread
    if "projects" in sheets:
        projects, unread = read_projects(sheets["projects"], numbers, vocabularies)
        problems += unread
    if problems:
        raise Report(workbook.as_posix(), tuple(problems))
    return Cleaned(
        plan={"plan_id": folder.name, **plan},
        tables=tuple(_table_row(each, folder.name) for each in printed),
        observations=tuple(observations),
        projects=projects,
    )


def read_corrected(folder: Path) -> tuple[dict[str, Sheet], list[CompendiumError]]:
    """Read a source's workbook with its declared corrections made.

    Returns
    -------
    tuple
        Sheet name → `Sheet`, and what is wrong with the corrections: those that have expired, and
        those that name a sheet which is not there.

    Raises
    ------
    WorkbookError, LayoutError, Report
        If a file is missing or damaged, or a cell holds no printed text.
    """
    declared = folder / "corrections.yaml"
    corrections = read_corrections(declared)
    sheets = read_workbook(folder / "workbook.xlsx")
    problems: list[CompendiumError] = [
        LayoutError(declared, f"names the sheet {each.sheet!r}, which is not there")
        for each in corrections
        if each.sheet not in sheets
    ]
    corrected: dict[str, Sheet] = {}
    for name, sheet in sheets.items():
        corrected[name], expired = correct_sheet(sheet, corrections)
        problems += expired
    return corrected, problems


def read_plan(path: Path) -> dict[str, str]:
    """Read what ``plans.csv`` takes from a ``source.yaml``; unknown is an empty text.

    Raises
    ------
    LayoutError
        If the file is missing, unreadable, or lacks one of `PLAN_FIELDS`.
    """
    facts = read_yaml(path)
    if missing := [field for field in PLAN_FIELDS if field not in facts]:
        raise LayoutError(path, f"lacks {', '.join(missing)} (null where the document is silent)")
    return {
        field: "" if facts[field] is None else str(facts[field]).strip() for field in PLAN_FIELDS
    }


def _table_row(layout: TableLayout | BoxLayout, plan_id: str) -> dict[str, str]:
    return {
        "table_id": layout.table_id,
        "plan_id": plan_id,
        "number_zh": layout.number_zh,
        "kind": layout.kind if isinstance(layout, TableLayout) else "project",
        "title_zh": layout.title_zh,
        "title_en": layout.title_en,
        "section_zh": layout.section_zh,
        "chapter": layout.chapter,
    }
