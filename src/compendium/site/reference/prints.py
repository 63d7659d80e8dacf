"""Everything as it is printed: a page for each table, box and list, and for a plan's sentences."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from markupsafe import Markup

from compendium.chapter.origins import say_section, say_tables, section_key
from compendium.contract.columns import COLOUR
from compendium.printed.wording import is_missing
from compendium.raw.addresses import position
from compendium.raw.layout import TableLayout
from compendium.site.addresses import print_page
from compendium.site.reference.facsimile import show_sheet
from compendium.site.reference.links import Charts, Links, rows_of
from compendium.site.reference.material import Material
from compendium.site.reference.print_names import group_names
from compendium.site.reference.print_words import SAID
from compendium.site.reference.raw_plan import RawPlan, read_plan
from compendium.site.reference.readings import Reading, read_figure
from compendium.site.render import render_html

Row = Mapping[str, Any]
INDEX = "prints/index"


@dataclass(frozen=True)
class Print:
    """A page of prints.

    Attributes
    ----------
    page
        Its name (``prints/<table_id>``).
    plan, table
        Rows of ``plans.csv`` and of ``tables.csv``; no table for a plan's sentences.
    number, title
        As its links say it, in the edition's language; no number for sentences.
    figures, projects
        The rows that stand on it, in order.
    """

    page: str
    plan: Row
    table: Row | None
    number: str
    title: str
    figures: Sequence[Row]
    projects: Sequence[Row]

    @property
    def file(self) -> str:
        """Its file, seen from another page of prints."""
        return f"{self.page.rpartition('/')[2]}.html"

    @property
    def short(self) -> str:
        """What a link to it says."""
        return self.number or self.title


def make_prints(material: Material) -> Iterator[tuple[str, Markup]]:
    """Make the pages of all prints, and the list of them."""
    links, found = Links(material), find_prints(material)
    yield INDEX, _render("prints", material, plans=list(found.values()))
    read = cache(lambda plan_id: read_plan(material.raw / plan_id))
    for prints in found.values():
        for place, each in enumerate(prints):
            beside = {
                "before": prints[place - 1] if place else None,
                "after": prints[place + 1] if place + 1 < len(prints) else None,
            }
            yield each.page, _make_print(each, links, read(each.plan["plan_id"]), beside)


def find_prints(material: Material) -> dict[str, list[Print]]:
    """Give the prints of each plan in the order of the plan, its sentences last."""
    record, lang = material.record, material.lang
    tables = {row["table_id"]: row for row in rows_of(record.tables)}
    numbers = say_tables(record.tables, lang)
    rows: dict[str, tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for kind, printed in enumerate((record.observations, record.projects)):
        for row in rows_of(printed):
            rows[print_page(row["table_id"], row["plan_id"])][kind].append(row)
    prints: dict[str, list[Print]] = {}
    for plan in rows_of(record.plans):
        plan_id = plan["plan_id"]
        found = prints.setdefault(plan_id, [])
        for table_id, table in tables.items():
            if table["plan_id"] == plan_id:
                page = print_page(table_id, plan_id)
                number = numbers[table_id].capitalize()
                found.append(Print(page, plan, table, number, table[f"title_{lang}"], *rows[page]))
        page = print_page(None, plan_id)
        if page in rows:
            title = SAID[lang]["sentences"]
            found.append(Print(page, plan, None, "", title, *rows[page]))
    return prints


def _make_print(
    found: Print, links: Links, raw: RawPlan, beside: Mapping[str, Print | None]
) -> Markup:
    row_ids = [row["observation_id"] for row in found.figures]
    row_ids += [row["project_id"] for row in found.projects]
    charts = links.charts(row_ids)

    def read(figure: Row) -> Reading:
        return read_figure(figure, links, charts, found.page)

    values: dict[str, Any] = {"found": found, "charts": charts, **beside}
    if found.table is None:
        sections = _sections(found, links, charts, raw, read)
        return _render("text", links.material, **values, sections=sections)
    values["section"] = say_section(found.table["section_zh"], links.lang)
    if layout := raw.tables.get(found.table["table_id"]):
        values |= _table_values(found, layout, links, raw, read)
        return _render("table", links.material, **values)
    values |= {
        "readings": list(map(read, found.figures)),
        "groups": group_names(found.projects, links, charts, raw),
    }
    return _render("box", links.material, **values)


def _table_values(
    found: Print,
    layout: TableLayout,
    links: Links,
    raw: RawPlan,
    read: Callable[[Row], Reading],
) -> dict[str, Any]:
    """Give the table as it stands on its sheet, and its readings by the rows of the sheet."""
    sheet = raw.sheets[layout.sheet]
    readings: dict[int, list[Reading]] = defaultdict(list)
    reading_of: dict[str, str] = {}
    # A cell that is printed once for several rows has a figure of each.
    taken: dict[str, int] = defaultdict(int)
    for figure in found.figures:
        reading = read(figure)
        readings[position(reading.cell)[0] + taken[reading.cell]].append(reading)
        reading_of.setdefault(reading.cell, reading.row_id)
        taken[reading.cell] += 1
    corrections = {
        row: found for (name, row), found in raw.corrections.items() if name == sheet.name
    }
    return {
        "shown": show_sheet(sheet, layout),
        "readings": readings,
        "reading_of": reading_of,
        "corrections": corrections,
        "corrected": {each.cell for found in corrections.values() for each in found},
        "place": links.place(layout.place) if layout.place else None,
    }


def _sections(
    found: Print, links: Links, charts: Charts, raw: RawPlan, read: Callable[[Row], Reading]
) -> list[dict[str, Any]]:
    """Give the figures and named things of a plan's sentences, section by section."""
    paths = {row["section_zh"] for row in (*found.figures, *found.projects)}
    return [
        {
            "path": path,
            "said": say_section(path, links.lang),
            "anchor": "s" + "-".join(map(str, section_key(path))),
            "readings": [read(row) for row in found.figures if row["section_zh"] == path],
            "groups": group_names(
                [row for row in found.projects if row["section_zh"] == path], links, charts, raw
            ),
        }
        for path in sorted(paths, key=section_key)
    ]


def _render(kind: str, material: Material, **values: Any) -> Markup:
    lang = material.lang
    return render_html(
        f"reference/print_{kind}.html.j2",
        **values,
        lang=lang,
        say=SAID[lang],
        han=Markup(' lang="zh-Hans"') if lang == "en" else "",
        own=Markup(' lang="en"') if lang == "en" else "",
        latin=Markup(' lang="en"') if lang == "zh" else "",
        colour_of=_colour,
        name=lambda row, field: str(row[f"{field}_{lang}"]),
    )


def _colour(plan: Row) -> str:
    # Nothing but a colour may come into a drawing.
    colour = "" if is_missing(plan["colour"]) else str(plan["colour"])
    return colour if re.fullmatch(COLOUR, colour) else ""
