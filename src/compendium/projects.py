"""Named projects, places and actions, from the sheet ``projects``, to rows of ``projects.csv``."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from compendium.errors import Cell, CellError, CompendiumError, DuplicateError, UnknownNameError
from compendium.records import Record, check_headings, read_records
from compendium.schema import CHAPTERS, KINDS_OF_PROJECT, STAGES
from compendium.text import name_key
from compendium.vocab import Vocabularies
from compendium.workbook import Sheet

COLUMNS = (
    "number_zh",
    "section_zh",
    "group_zh",
    "group_en",
    "parent_zh",
    "name_zh",
    "name_en",
    "kind",
    "action_zh",
    "stage",
    "place_zh",
    "chapter",
    "about_en",
    "about_zh",
    "printed_as",
    "note_en",
)
"""The fixed headings of the sheet ``projects``."""

WITHOUT_ENTITY = ("action", "policy")
MOST_ABOUT = 160


@dataclass(frozen=True)
class Project:
    """One row of ``projects.csv``; the schema says what each field means."""

    project_id: str
    plan_id: str
    table_id: str
    section_zh: str
    group_zh: str
    group_en: str
    parent_id: str
    name_zh: str
    name_en: str
    kind: str
    action_zh: str
    stage: str
    place_id: str
    chapter: str
    entity_id: str
    about_en: str
    about_zh: str
    locator: str


def read_projects(
    sheet: Sheet, boxes: Mapping[str, str], vocabularies: Vocabularies
) -> tuple[tuple[Project, ...], tuple[CompendiumError, ...]]:
    """Read the things that a plan names in its boxes and lists.

    Parameters
    ----------
    sheet
        The sheet ``projects`` (R rows under `COLUMNS`).
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
    problems: list[CompendiumError] = list(check_headings(sheet, COLUMNS))
    if problems:
        return (), tuple(problems)
    records = read_records(sheet, COLUMNS)
    heads = _find_heads(records)
    projects: dict[str, Project] = {}
    cells: dict[str, Cell] = {}
    for record in records:
        try:
            project = _read(record, boxes, heads, vocabularies)
        except CellError as error:
            problems.append(error)
            continue
        key = project.project_id
        if key in cells:
            problems.append(record.error("name_zh", DuplicateError(key, cells[key])))
        projects[key], cells[key] = project, record.cell("name_zh")
    return tuple(projects.values()), tuple(problems)


def _find_heads(records: Sequence[Record]) -> Mapping[tuple[str, str], list[Record]]:
    """Give the rows that others may stand under, by box and name.

    Where a box names a thing twice, it is the titled paragraph that others stand under.
    """
    heads: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        heads[record["number_zh"], record["name_zh"]].append(record)
    return {
        key: [each for each in named if not each["parent_zh"]] or named
        for key, named in heads.items()
    }


def _read(
    record: Record,
    boxes: Mapping[str, str],
    heads: Mapping[tuple[str, str], list[Record]],
    vocabularies: Vocabularies,
) -> Project:
    table_id = boxes.get(record["number_zh"], "")
    if not table_id:
        raise record.error("number_zh", f"the layout has no box {record['number_zh']!r}")
    for column in ("section_zh", "name_zh", "name_en"):
        if not record[column]:
            raise record.error(column, f"{column} is empty")
    kind = record.choose("kind", KINDS_OF_PROJECT)
    for column in ("about_en", "about_zh"):
        if len(record[column]) > MOST_ABOUT:
            raise record.error(column, f"{len(record[column])} characters; at most {MOST_ABOUT}")
        if kind in WITHOUT_ENTITY and not record["parent_zh"] and not record[column]:
            raise record.error(column, f"an {kind} needs a sentence that says what it is about")
    parent_id = ""
    if parent := record["parent_zh"]:
        found = heads.get((record["number_zh"], parent), [])
        if len(found) != 1 or found[0].row == record.row:
            raise record.error(
                "parent_zh", f"{len(found)} other rows of this box are named {parent!r}"
            )
        parent_id = _project_id(found[0], table_id)
    return Project(
        project_id=_project_id(record, table_id),
        plan_id=record.cell("name_zh").source,
        table_id=table_id,
        section_zh=record["section_zh"],
        group_zh=record["group_zh"],
        group_en=record["group_en"],
        parent_id=parent_id,
        name_zh=record["name_zh"],
        name_en=record["name_en"],
        kind=kind,
        action_zh=record["action_zh"],
        stage=record.choose("stage", ("", *STAGES)),
        place_id=_find_place(record, vocabularies),
        chapter=record.choose("chapter", CHAPTERS),
        entity_id=_find_entity(record, kind, vocabularies),
        about_en=record["about_en"],
        about_zh=record["about_zh"],
        locator=record.locator("name_zh"),
    )


def _project_id(record: Record, table_id: str) -> str:
    # From the names alone, so that a new row changes no other row's id.
    named = f"{record['parent_zh']}|{record['name_zh']}"
    return f"{table_id}.{hashlib.sha256(named.encode()).hexdigest()[:8]}"


def _find_place(record: Record, vocabularies: Vocabularies) -> str:
    if not record["place_zh"]:
        return ""
    try:
        return vocabularies.places.find(record["place_zh"])
    except UnknownNameError as error:
        raise record.error("place_zh", error) from error


def _find_entity(record: Record, kind: str, vocabularies: Vocabularies) -> str:
    """Give the entity of a named thing; an action, a policy or a type of thing has none."""
    if kind in WITHOUT_ENTITY or name_key(record["name_zh"]) in vocabularies.types_of_thing:
        return ""
    try:
        entity_id = vocabularies.entities.find(record["name_zh"])
    except UnknownNameError as error:
        raise record.error("name_zh", error) from error
    entity_kind = vocabularies.entities.rows[entity_id]["kind"]
    if entity_kind != kind:
        raise record.error(
            "kind", f"{kind!r}, but the entity {entity_id} is of the kind {entity_kind!r}"
        )
    return entity_id
