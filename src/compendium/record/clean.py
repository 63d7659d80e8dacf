"""One source's folder: what the document is, and its tables read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from rapidfuzz import process

from compendium.contract.columns import Columns, columns, list_columns
from compendium.contract.rows import PrintedTable, Project
from compendium.errors import (
    CompendiumError,
    DeclarationError,
    Report,
    UnknownNameError,
    WorkbookError,
    flatten,
    gather,
)
from compendium.paths import CORRECTIONS, LAYOUT, SOURCE, WORKBOOK
from compendium.raw.corrections import correct_sheet, read_corrections
from compendium.raw.drafts import HELP_SHEETS, pass_over_drafts
from compendium.raw.layout import BoxLayout, Layout, TableLayout, read_layout
from compendium.raw.source import read_plan
from compendium.raw.workbook import Sheet, read_workbook
from compendium.record.amounts import MeasuredObservation
from compendium.record.indicator_tables import read_table
from compendium.record.ledger import Ledger
from compendium.record.projects import read_projects
from compendium.record.sheets import FIXED_SHEETS
from compendium.record.statements import read_statements
from compendium.record.vocabulary import Vocabularies

Row = TypeVar("Row")


@dataclass(frozen=True)
class Cleaned:
    """One source, cleaned: its row of ``plans.csv``, its tables, its figures and named things.

    ``waiting`` is how many drafts of its workbook nobody has decided on; they are in no table.
    """

    plan: dict[str, str]
    tables: tuple[dict[str, str], ...]
    observations: tuple[MeasuredObservation, ...]
    projects: tuple[Project, ...]
    waiting: int = 0

    def as_record(self) -> dict[str, Any]:
        """Give the plain form that is written between the steps: tables as columns, and a count."""
        return {
            "plans": list_columns([self.plan], self.plan),
            "tables": list_columns(self.tables, _name_table_columns()),
            "observations": _list_facts(self.observations, MeasuredObservation),
            "projects": _list_facts(self.projects, Project),
            "waiting": self.waiting,
        }


def _list_facts(facts: Sequence[Any], model: Any) -> Columns:
    return list_columns(map(vars, facts), [each.name for each in fields(model)])


def clean_source(
    folder: Path, vocabularies: Vocabularies, sheets: Mapping[str, Sheet] | None = None
) -> Cleaned:
    """Read one source's folder ``data/raw/<plan_id>``.

    Parameters
    ----------
    folder
        Holds ``workbook.xlsx``, ``layout.yaml``, ``source.yaml`` and ``corrections.yaml``.
    vocabularies
        The names and units to read it with.
    sheets
        The workbook's sheets, if they are at hand already; else the workbook is read.

    Raises
    ------
    WorkbookError, DeclarationError
        If a file is missing or damaged.
    Report
        With every cell that could not be read; nothing is returned then.
    """
    layout_path, workbook = folder / LAYOUT, folder / WORKBOOK
    plan, declared = _read_declared(folder)
    layouts = declared.tables
    printed: tuple[TableLayout | BoxLayout, ...] = (*layouts, *declared.boxes)
    corrected, problems = read_corrected(folder, sheets)
    problems += _check_sheets(corrected, layouts, workbook)
    problems += _check_places(plan, layouts, vocabularies, folder)
    if problems:
        raise Report(workbook.as_posix(), tuple(problems))
    ledgers = {name: Ledger(sheet) for name, sheet in corrected.items()}
    numbers = declared.numbers
    observations: list[MeasuredObservation] = []
    for layout in layouts:
        observations += _collect(
            read_table(ledgers[layout.sheet], layout, vocabularies), ledgers[layout.sheet], problems
        )
    statements, projects = (ledgers[name] for name in FIXED_SHEETS)
    observations += _collect(
        read_statements(statements, numbers, vocabularies), statements, problems
    )
    named = _collect(read_projects(projects, numbers, vocabularies), projects, problems)
    filled = {each.table_id for each in observations} | {each.table_id for each in named}
    waiting = sum(sheet.waiting for sheet in corrected.values())
    waits = f"; {waiting} drafts wait for a yes or no" if waiting else ""
    if not problems:
        problems += [
            DeclarationError(
                layout_path, f"{each.table_id} is declared, but no row comes from it{waits}"
            )
            for each in printed
            if each.table_id not in filled
        ]
    if problems:
        raise Report(workbook.as_posix(), tuple(problems))
    return Cleaned(
        plan={"plan_id": folder.name, **plan},
        tables=tuple(_table_row(each, folder.name) for each in printed),
        observations=tuple(observations),
        projects=tuple(named),
        waiting=waiting,
    )


def _read_declared(folder: Path) -> tuple[dict[str, str], Layout]:
    """Read what people declared of a source, or raise the faults of all its files at once."""
    failed: list[CompendiumError] = []
    plan: dict[str, str] = {}
    layout = Layout()
    try:
        plan = read_plan(folder / SOURCE)
    except CompendiumError as error:
        failed.append(error)
    try:
        layout = read_layout(folder / LAYOUT)
    except CompendiumError as error:
        failed.append(error)
    try:
        read_corrections(folder / CORRECTIONS)
    except CompendiumError as error:
        failed.append(error)
    if failed:
        raise gather(folder.as_posix(), flatten(failed))
    return plan, layout


def _collect(
    read: tuple[tuple[Row, ...], tuple[CompendiumError, ...]],
    ledger: Ledger,
    problems: list[CompendiumError],
) -> tuple[Row, ...]:
    """Take the rows of a sheet, and what is wrong with it: also each cell that was passed over."""
    rows, wrong = read
    problems += wrong or ledger.unused()
    return rows


def _check_sheets(
    sheets: Mapping[str, Sheet], layouts: Sequence[TableLayout], workbook: Path
) -> Iterator[CompendiumError]:
    needed = (*(layout.sheet for layout in layouts), *FIXED_SHEETS)
    for name in needed:
        if name not in sheets:
            yield WorkbookError(workbook, f"the sheet {name!r} is missing; has {', '.join(sheets)}")
    for name in sheets:
        if name not in needed and name not in HELP_SHEETS:
            yield WorkbookError(workbook, f"unknown sheet {name!r}: it is in no layout")


def _check_places(
    plan: Mapping[str, str],
    layouts: Sequence[TableLayout],
    vocabularies: Vocabularies,
    folder: Path,
) -> Iterator[CompendiumError]:
    """Hold the ids of places that people wrote against the vocabulary."""
    named = [(plan["place_id"], folder / SOURCE, "place_id")]
    named += [
        (layout.place, folder / LAYOUT, f"{layout.table_id}: place")
        for layout in layouts
        if layout.place
    ]
    for place_id, path, where in named:
        if place_id not in vocabularies.places.rows:
            near = process.extract(place_id, list(vocabularies.places.rows), limit=3)
            unknown = UnknownNameError("place id", place_id, tuple(name for name, *_ in near))
            yield DeclarationError(path, f"{where}: {unknown}")


def read_corrected(
    folder: Path, sheets: Mapping[str, Sheet] | None = None
) -> tuple[dict[str, Sheet], list[CompendiumError]]:
    """Read a source's workbook (unless its sheets are given), and make its declared corrections.

    Returns
    -------
    tuple
        Sheet name → `Sheet`, without drafts that nobody accepted; and what is wrong with the
        corrections (those that have expired, and those that name a sheet which is not there) and
        with the marks of drafts.

    Raises
    ------
    WorkbookError, DeclarationError, Report
        If a file is missing or damaged, or a cell holds no printed text.
    """
    declared = folder / CORRECTIONS
    corrections = read_corrections(declared)
    if sheets is None:
        sheets = read_workbook(folder / WORKBOOK)
    problems: list[CompendiumError] = [
        DeclarationError(declared, f"names the sheet {each.sheet!r}, which is not there")
        for each in corrections
        if each.sheet not in sheets
    ]
    corrected: dict[str, Sheet] = {}
    for name, sheet in sheets.items():
        corrected[name], expired = correct_sheet(sheet, corrections)
        problems += expired
        if name in FIXED_SHEETS:
            corrected[name], marks = pass_over_drafts(corrected[name])
            problems += marks
    return corrected, problems


def _name_table_columns() -> list[str]:
    """Name what a plan says of its tables; their rows are counted later."""
    return ["table_id", "plan_id", *(each.name for each in columns(PrintedTable) if each.typed)]


def _table_row(layout: TableLayout | BoxLayout, plan_id: str) -> dict[str, str]:
    kind = layout.kind if isinstance(layout, TableLayout) else "project"
    known = {"plan_id": plan_id, "kind": kind}
    return {name: known.get(name) or str(getattr(layout, name)) for name in _name_table_columns()}
