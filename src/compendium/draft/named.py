"""What a plan names: its figures, things and chapters, before any name is looked up."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from compendium.errors import QuantityError
from compendium.paths import LAYOUT, SOURCE
from compendium.printed.quantity import parse_quantity
from compendium.raw.layout import Layout, read_layout
from compendium.raw.source import read_plan
from compendium.record.clean import read_corrected
from compendium.record.ledger import Ledger
from compendium.record.reader import RowReader
from compendium.record.sheets import open_rows
from compendium.record.table_sheet import list_cells


@dataclass
class Figure:
    """A figure of a plan by its names, before they are looked up."""

    name: str
    unit_zh: str
    printed: str
    period_kind: str
    place: str


@dataclass
class Named:
    """What a plan names."""

    figures: list[Figure] = field(default_factory=list)
    projects: list[RowReader] = field(default_factory=list)
    chapters: list[str] = field(default_factory=list)
    place_id: str = ""


def read_named(folder: Path) -> Named:
    """Read what a source's accepted rows and tables name.

    Raises
    ------
    CompendiumError
        If one of its files cannot be read.
    """
    plan = read_plan(folder / SOURCE)
    layout = read_layout(folder / LAYOUT)
    sheets, _ = read_corrected(folder)
    named = Named(place_id=plan["place_id"], chapters=_chapters(layout))
    for table in layout.tables:
        if table.sheet in sheets:
            named.figures += [
                Figure(each.name, each.unit_zh, each.printed, each.column.period_kind, each.place)
                for each in list_cells(Ledger(sheets[table.sheet]), table)
            ]
    if "statements" in sheets:
        named.figures += [
            Figure(
                row["indicator_zh"], row["unit_zh"], row["printed"], row["period_kind"],
                row["place_zh"],
            )
            for row in open_rows(Ledger(sheets["statements"]))[0]
        ]  # fmt: skip
    if "projects" in sheets:
        named.projects += open_rows(Ledger(sheets["projects"]))[0]
        named.chapters += [row["chapter"] for row in named.projects]
    return named


def _chapters(layout: Layout) -> list[str]:
    return [*(each.chapter for each in layout.tables), *(each.chapter for each in layout.boxes)]


def find_unit(figure: Figure) -> str:
    """Give the printed unit of a figure, from its column or from its print."""
    if figure.unit_zh:
        return figure.unit_zh
    try:
        return parse_quantity(figure.printed).unit_zh
    except QuantityError:
        return ""
