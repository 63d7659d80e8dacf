"""Named projects, places and actions, from the sheet ``projects``, to rows of ``projects.csv``."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence

from compendium.contract.enums import DEEDS, PROJECT_KINDS, STAGES
from compendium.contract.rows import Project
from compendium.errors import Cell, CompendiumError, DuplicateError
from compendium.printed.text import name_key
from compendium.record.ledger import Ledger
from compendium.record.reader import RowReader
from compendium.record.sheets import open_rows
from compendium.record.vocabulary import Vocabularies

MOST_ABOUT = 160

Heads = Mapping[tuple[str, str], Sequence[RowReader]]


def read_projects(
    ledger: Ledger, boxes: Mapping[str, str], vocabularies: Vocabularies
) -> tuple[tuple[Project, ...], tuple[CompendiumError, ...]]:
    """Read the things that a plan names in its boxes and lists.

    Parameters
    ----------
    ledger
        The sheet ``projects`` (R rows under the headings of `Project`, and ``printed_as`` and
        ``note_en``, which stay in the workbook).
    boxes
        Printed number of a table or box → its table id.
    vocabularies
        Places and entities.

    Returns
    -------
    tuple
        R projects in the order of the sheet, and a `CellError` for everything that names something
        unknown, has no table or parent, contradicts its entity or stands twice.
    """
    rows, wrong = open_rows(ledger)
    problems: list[CompendiumError] = list(wrong)
    heads = _find_heads(rows)
    projects: dict[str, Project] = {}
    cells: dict[str, Cell] = {}
    for row in rows:
        project = _read(row, boxes, heads, vocabularies)
        if project is not None:
            key = project.project_id
            if key in cells:
                row.fault("name_zh", DuplicateError(key, cells[key]))
            projects[key], cells[key] = project, row.cell("name_zh")
        problems += row.problems
    return tuple(projects.values()), tuple(problems)


def _find_heads(rows: Sequence[RowReader]) -> Heads:
    """Give the rows that others may stand under, by box and name.

    Where a box names a thing twice, it is the titled paragraph that others stand under.
    """
    heads: dict[tuple[str, str], list[RowReader]] = defaultdict(list)
    for row in rows:
        heads[row["number_zh"], row["name_zh"]].append(row)
    return {
        key: [each for each in named if not each["parent_zh"]] or named
        for key, named in heads.items()
    }


def _read(
    row: RowReader, boxes: Mapping[str, str], heads: Heads, vocabularies: Vocabularies
) -> Project | None:
    typed = row.typed(Project)
    kind = row.choose("kind", PROJECT_KINDS)
    table_id = boxes.get(row["number_zh"], "")
    if not table_id:
        row.fault("number_zh", f"unknown box {row['number_zh']!r}: it is in no layout")
    for name in ("section_zh", "name_zh", "name_en"):
        row.require(name)
    parent_id = _find_parent(row, table_id, heads)
    row.choose("stage", ("", *STAGES))
    place_id = row.read("place_zh", vocabularies.places.find) if row["place_zh"] else ""
    row.choose("chapter", vocabularies.terms.chapters)
    entity_id = _find_entity(row, kind, vocabularies)
    _check_about(row)
    # Remarks for those who work on the record; no column of the table.
    for name in ("printed_as", "note_en"):
        row[name]
    if not row.sound or place_id is None or entity_id is None:
        return None
    made = {
        "project_id": _project_id(row, table_id),
        "plan_id": row.source,
        "table_id": table_id,
        "parent_id": parent_id,
        "place_id": place_id,
        "entity_id": entity_id,
        "locator": row.locator("name_zh"),
    }
    return Project(**(typed | made))


def _find_parent(row: RowReader, table_id: str, heads: Heads) -> str:
    """Give the id of the row that this one stands under, empty for none."""
    line = [row]
    while parent := line[-1]["parent_zh"]:
        found = heads.get((line[-1]["number_zh"], parent), [])
        if len(found) != 1:
            row.fault("parent_zh", f"{len(found)} rows of this box are named {parent!r}")
            return ""
        if any(found[0].row == each.row for each in line):
            row.fault("parent_zh", f"{row['name_zh']!r} would stand under itself")
            return ""
        line.append(found[0])
    return _project_id(line[1], table_id) if len(line) > 1 else ""


def _check_about(row: RowReader) -> None:
    """Hold the sentences on a row against their length; a titled paragraph needs them."""
    for name in ("about_en", "about_zh"):
        if len(row[name]) > MOST_ABOUT:
            row.fault(name, f"{len(row[name])} characters; at most {MOST_ABOUT}")
        if row["kind"] in DEEDS and not row["parent_zh"] and not row[name]:
            row.fault(name, f"an {row['kind']} needs a sentence that says what it is about")


def _project_id(row: RowReader, table_id: str) -> str:
    # From the names alone, so that a new row changes no other row's id.
    named = f"{row['parent_zh']}|{row['name_zh']}"
    return f"{table_id}.{hashlib.sha256(named.encode()).hexdigest()[:8]}"


def _find_entity(row: RowReader, kind: str, vocabularies: Vocabularies) -> str | None:
    """Give the entity of a named thing; an action, a policy or a type of thing has none."""
    name = row["name_zh"]
    if kind in DEEDS or not name or name_key(name) in vocabularies.types_of_thing:
        return ""
    entity_id = row.read("name_zh", vocabularies.entities.find)
    entity_kind = vocabularies.entities.rows[entity_id]["kind"] if entity_id else kind
    if kind in PROJECT_KINDS and entity_kind != kind:
        row.fault("kind", f"{kind!r}, but the entity {entity_id} is of the kind {entity_kind!r}")
    return entity_id
