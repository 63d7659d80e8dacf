"""The folder of a new source: its files, and what of them is drafted from its text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from compendium.draft.candidates import find_candidates
from compendium.draft.names import find_names
from compendium.draft.periods import Years, plan_years
from compendium.draft.reading import read_text
from compendium.draft.rows import Context, draft_projects, draft_statements, known_names
from compendium.draft.tables import draft_table
from compendium.draft.workbook import build_workbook
from compendium.draft.yaml_files import (
    NO_CORRECTIONS,
    write_exceptions,
    write_layout,
    write_source,
)
from compendium.paths import CORRECTIONS, EXCEPTIONS, LAYOUT, SOURCE, WORKBOOK
from compendium.printed.text import fold_width, name_key, squeeze
from compendium.raw.hidden import drop_hidden
from compendium.record.vocabulary import Vocabularies

# Of Paul Tol's qualitative schemes, which people tell apart who do not see all colours.
_COLOURS = ("#7a4f9e", "#994455", "#117733", "#004488", "#aa3377", "#666633", "#4477aa", "#885522")


@dataclass(frozen=True)
class Drafted:
    """What the program prepared of a plan.

    Attributes
    ----------
    files
        File name → content, all files of ``data/raw/<plan>``.
    tables, statements, projects
        How many tables, figures and names stand in the workbook as drafts.
    """

    files: Mapping[str, bytes]
    tables: int = 0
    statements: int = 0
    projects: int = 0


def draft_source(
    plan_id: str,
    vocabularies: Vocabularies,
    *,
    text: str | None = None,
    file_name: str = "",
    colours: Sequence[str] = (),
) -> Drafted:
    """Make the files of a new source.

    Parameters
    ----------
    plan_id
        Name of its folder.
    vocabularies
        The known names.
    text
        The plan's text; without it the sheets are empty.
    file_name
        The text's file name.
    colours
        The colours of other plans.
    """
    free = [each for each in _COLOURS if each not in colours]
    facts = {"colour": free[0]} if free else {}
    if text is None:
        return Drafted(
            {
                SOURCE: write_source(facts),
                LAYOUT: write_layout(plan_id, (), (), "", vocabularies),
                CORRECTIONS: NO_CORRECTIONS.encode(),
                EXCEPTIONS: write_exceptions(None),
                WORKBOOK: build_workbook(vocabularies, {}),
            }
        )
    # Tabs part the cells of a table.
    cells = [[drop_hidden(cell) for cell in line.split("\t")] for line in text.split("\n")]
    given, text = text, "\n".join(map("\t".join, cells))
    reading = read_text(text)
    years = plan_years(reading.passage.text) or Years(2026, 2030)
    facts |= _read_facts(given, file_name, years, vocabularies)
    context = Context(
        vocabularies,
        known_names(vocabularies),
        facts.get("place_id", ""),
        reading.passage.text,
    )
    units = {squeeze(fold_width(unit.unit_zh)) for unit in vocabularies.units.values()}
    statements = draft_statements(find_candidates(reading, units, years), context)
    projects = draft_projects(find_names(reading, vocabularies), context)
    places = frozenset(vocabularies.places.ids)
    tables = [draft_table(block, years, places) for block in reading.tables]
    boxes = [(each.number, each.title, each.section) for each in reading.boxes]
    used = {row["number_zh"] for row in (*statements, *projects)}
    workbook = build_workbook(
        vocabularies, {"statements": statements, "projects": projects}, tables
    )
    return Drafted(
        {
            SOURCE: write_source(facts),
            LAYOUT: write_layout(
                plan_id,
                tables,
                [box for box in boxes if box[0] in used],
                facts.get("place_id", ""),
                vocabularies,
            ),
            CORRECTIONS: NO_CORRECTIONS.encode(),
            EXCEPTIONS: write_exceptions(reading, statements),
            WORKBOOK: workbook,
        },
        len(tables),
        len(statements),
        len(projects),
    )


def _read_facts(
    text: str, file_name: str, years: Years, vocabularies: Vocabularies
) -> dict[str, str]:
    """Give what the beginning of a text says of the plan."""
    head = [squeeze(drop_hidden(line)) for line in text.split("\n")[:12] if line.strip()]
    title = next((line for line in head if re.search("规划|纲要", line) and len(line) < 60), "")
    facts = {
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "source_file": file_name,
        "period_start": str(years.first),
        "period_end": str(years.last),
        "status": "draft" if re.search("草案|征求意见|送审", title) else "final",
    }
    if title:
        facts["title_zh"] = title
    places = vocabularies.places
    named = [name for name in places.ids if len(name) > 1 and name in name_key(title)]
    if named:
        place_id = places.ids[max(named, key=lambda name: (-name_key(title).find(name), len(name)))]
        facts["place_id"] = place_id
        if (level := places.rows[place_id]["level"]) in ("city", "district"):
            facts["level"] = level
    return facts
