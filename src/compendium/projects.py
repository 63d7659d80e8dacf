"""Named projects, places and actions, from the sheet ``projects``, to rows of ``projects.csv``."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from compendium.errors import Cell, CellError, CompendiumError, DuplicateError, UnknownNameError
from compendium.records import Record, check_headings, find_problems, read_records
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
        except CellError:
            problems += find_problems(_parts(record, boxes, heads, vocabularies))
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
    kind = record.choose("kind", KINDS_OF_PROJECT)
    table_id = _find_box(record, boxes)
    return Project(
        project_id=_project_id(record, table_id),
        plan_id=record.cell("name_zh").source,
        table_id=table_id,
        section_zh=record.require("section_zh"),
        group_zh=record["group_zh"],
        group_en=record["group_en"],
        parent_id=_find_parent(record, table_id, heads),
        name_zh=record.require("name_zh"),
        name_en=record.require("name_en"),
        kind=kind,
        action_zh=record["action_zh"],
        stage=record.choose("stage", ("", *STAGES)),
        place_id=_find_place(record, vocabularies),
        chapter=record.choose("chapter", CHAPTERS),
        entity_id=_find_entity(record, kind, vocabularies),
        about_en=_read_about(record, "about_en"),
        about_zh=_read_about(record, "about_zh"),
        locator=record.locator("name_zh"),
    )


def _parts(
    record: Record,
    boxes: Mapping[str, str],
    heads: Mapping[tuple[str, str], list[Record]],
    vocabularies: Vocabularies,
) -> Iterator[Callable[[], object]]:
    """Give the readings that a row is made of, each of which can fail by itself."""
    yield partial(record.choose, "kind", KINDS_OF_PROJECT)
    yield partial(_find_box, record, boxes)
    yield from (partial(record.require, each) for each in ("section_zh", "name_zh", "name_en"))
    if record["number_zh"] in boxes:
        yield partial(_find_parent, record, "", heads)
    yield partial(record.choose, "stage", ("", *STAGES))
    yield partial(_find_place, record, vocabularies)
    yield partial(record.choose, "chapter", CHAPTERS)
    if record["kind"] in KINDS_OF_PROJECT and record["name_zh"]:
        yield partial(_find_entity, record, record["kind"], vocabularies)
    yield from (partial(_read_about, record, each) for each in ("about_en", "about_zh"))


def _find_box(record: Record, boxes: Mapping[str, str]) -> str:
    try:
        return boxes[record["number_zh"]]
    except KeyError:
        raise record.error("number_zh", f"the layout has no box {record['number_zh']!r}") from None


def _find_parent(
    record: Record, table_id: str, heads: Mapping[tuple[str, str], list[Record]]
) -> str:
    """Give the id of the row that this one stands under, empty for none."""
    line = [record]
    while parent := line[-1]["parent_zh"]:
        found = heads.get((line[-1]["number_zh"], parent), [])
        if len(found) != 1:
            raise record.error("parent_zh", f"{len(found)} rows of this box are named {parent!r}")
        if any(found[0].row == each.row for each in line):
            raise record.error("parent_zh", f"{record['name_zh']!r} would stand under itself")
        line.append(found[0])
    return _project_id(line[1], table_id) if len(line) > 1 else ""


def _read_about(record: Record, column: str) -> str:
    """Give the sentence on an action or policy; a titled paragraph needs one."""
    if len(record[column]) > MOST_ABOUT:
        raise record.error(column, f"{len(record[column])} characters; at most {MOST_ABOUT}")
    if record["kind"] in WITHOUT_ENTITY and not record["parent_zh"] and not record[column]:
        raise record.error(
            column, f"an {record['kind']} needs a sentence that says what it is about"
        )
    return record[column]


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
