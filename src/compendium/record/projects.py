"""Named projects, places and actions, from the sheet ``projects``, to rows of ``projects.csv``."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from compendium.contract.enums import (
    DEEDS,
    LISTED_IN,
    NAME_ORIGINS,
    PROJECT_KINDS,
    STAGES,
    WITHOUT_ENTITY,
)
from compendium.contract.rows import Project
from compendium.errors import CompendiumError, UnknownNameError
from compendium.printed.text import name_key
from compendium.record.ids import KEY, number_section, slugify
from compendium.record.ledger import Ledger
from compendium.record.reader import RowReader
from compendium.record.sheets import open_rows, read_rows
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
    heads = _find_heads(rows)
    projects, problems = read_rows(
        rows,
        lambda row: _read(row, boxes, heads, vocabularies),
        lambda project: project.project_id,
        shown="name_zh",
        hint="if they are two things, give one another key",
    )
    return projects, (*wrong, *problems)


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
    table_id = _find_table(row, boxes)
    for name in ("name_zh", "name_en"):
        row.require(name)
    row.read("section_zh", number_section)
    if not re.fullmatch(KEY, _key(row)):
        ready = slugify(row["name_en"])
        row.fault("key", f"key {row['key']!r} is no lower-case name with hyphens; e.g. {ready!r}")
    parent_id = _find_parent(row, boxes, heads)
    _check_stage(row, vocabularies)
    _check_kind(row, kind, vocabularies)
    row.choose("name_origin", NAME_ORIGINS)
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
        "project_id": _project_id(row, boxes),
        "plan_id": row.source,
        "table_id": table_id,
        "parent_id": parent_id,
        "place_id": place_id,
        "entity_id": entity_id,
        "locator": row.locator("name_zh"),
    }
    return Project(**(typed | made))


def _find_table(row: RowReader, boxes: Mapping[str, str]) -> str:
    """Give the box or section that a name stands in; a name in running text has none."""
    source_kind, number = row.choose("source_kind", LISTED_IN), row["number_zh"]
    if (source_kind == "text") == bool(number) or (number and number not in boxes):
        row.fault("number_zh", f"unknown box {number!r} for a {source_kind}: it is in no layout")
    return boxes.get(number, "")


def _find_parent(row: RowReader, boxes: Mapping[str, str], heads: Heads) -> str:
    """Give the id of the row that this one stands under, empty for none."""
    line = [row]
    while parent := line[-1]["parent_zh"]:
        found = heads.get((line[-1]["number_zh"], parent), [])
        if len(found) > 1:
            # Where a box names a thing again, the nearest row above is meant.
            found = [each for each in found if each.row < line[-1].row][-1:]
        if len(found) != 1:
            row.fault("parent_zh", f"missing parent: no row of this box is named {parent!r}")
            return ""
        if any(found[0].row == each.row for each in line):
            row.fault("parent_zh", f"{row['name_zh']!r} would stand under itself")
            return ""
        line.append(found[0])
    if len(line) == 1:
        return ""
    # The parent's own section may have no number.
    return row.read("parent_zh", lambda _: _project_id(line[1], boxes)) or ""


def _check_stage(row: RowReader, vocabularies: Vocabularies) -> None:
    """Hold a stage against that of its verb: one verb has one stage, or the row says why not."""
    stage, verb, reason = row.choose("stage", ("", *STAGES)), row["action_zh"], "stage_reason_en"
    if verb and verb not in vocabularies.stages:
        row.fault("action_zh", UnknownNameError("verb", verb, where="data/vocab/verbs.csv"))
        return
    usual = vocabularies.stages.get(verb, "")
    if stage != usual and not row[reason]:
        row.fault("stage", f"{stage!r}, but {verb!r} is {usual!r} in verbs.csv: missing {reason}")
    if stage == usual and row[reason]:
        row.fault(reason, f"{stage!r} is what verbs.csv says, so that it needs no reason")


def _check_kind(row: RowReader, kind: str, vocabularies: Vocabularies) -> None:
    """Hold the kind of a named thing against what things with such a name are."""
    if kind in WITHOUT_ENTITY:
        return
    name = row["name_zh"]
    for each in vocabularies.endings:
        if name.endswith(each.ending) and kind != each.kind and name not in each.but:
            row.fault(
                "kind",
                f"{kind!r}, but what ends in {each.ending} is a {each.kind} "
                "(exceptions: data/vocab/kinds-by-ending.csv)",
            )


def _check_about(row: RowReader) -> None:
    """Hold the sentences on a row against their length; actions and policies have them."""
    for name in ("about_en", "about_zh"):
        if len(row[name]) > MOST_ABOUT:
            row.fault(name, f"{len(row[name])} characters; at most {MOST_ABOUT}")
        if row["kind"] in DEEDS and not row[name]:
            row.fault(name, f"missing: the kind {row['kind']} needs a sentence on what it is about")
        if row["kind"] not in DEEDS and row[name]:
            row.fault(name, f"only an action or policy has a sentence, not the kind {row['kind']}")


def _key(row: RowReader) -> str:
    """Give the key of a row; until drafts are accepted, the one that they will get."""
    return row["key"] or (slugify(row["name_en"]) if row.drafted else "")


def _project_id(row: RowReader, boxes: Mapping[str, str]) -> str:
    # The key is given once, in the workbook: neither a new row nor a mended name changes it.
    where = boxes.get(row["number_zh"], "") or f"{row.source}-s{number_section(row['section_zh'])}"
    return f"{where}.{_key(row)}"


def _find_entity(row: RowReader, kind: str, vocabularies: Vocabularies) -> str | None:
    """Give the entity of a named thing; an action, a policy or a type of thing has none."""
    name = row["name_zh"]
    if kind in WITHOUT_ENTITY or not name or name_key(name) in vocabularies.types_of_thing:
        return ""
    entity_id = row.read("name_zh", vocabularies.entities.find)
    entity_kind = vocabularies.entities.rows[entity_id]["kind"] if entity_id else kind
    if kind in PROJECT_KINDS and entity_kind != kind:
        row.fault("kind", f"{kind!r}, but the entity {entity_id} is of the kind {entity_kind!r}")
    return entity_id
