"""Named things as a box, a list or a sentence has them: below their headings and their parents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from compendium.chapter.terms import WORDS
from compendium.printed.wording import is_missing
from compendium.raw.corrections import Correction
from compendium.site.reference.links import Charts, Link, Links
from compendium.site.reference.raw_plan import RawPlan
from compendium.site.reference.readings import say_text, split_locator


@dataclass(frozen=True)
class Named:
    """One thing that a plan names, with what is part of it.

    Attributes
    ----------
    row_id, cell
        Its id, and the cell of the sheet that prints it.
    name_zh, name_en
        Its name as printed, and ours in English.
    printed_as
        The words of the plan, where the name was made up from a list or put right.
    kind, stage
        In words; no stage for none.
    verb
        As printed, with its gaps.
    entity
        Address of the real thing among all plans, empty for none.
    mentions
        How many rows of all plans name it.
    about
        Our own sentence on an action or policy.
    """

    row_id: str
    cell: str
    name_zh: str
    name_en: str
    printed_as: str
    kind: str
    stage: str
    verb: str
    place: Link | None
    entity: str
    mentions: int
    about: str
    charts: tuple[Link, ...]
    corrections: Sequence[Correction]
    parts: tuple[Named, ...]


@dataclass(frozen=True)
class Group:
    """The things below one heading; without one its names are empty."""

    name_zh: str
    name_en: str
    things: tuple[Named, ...]


def group_names(
    projects: Sequence[Mapping[str, Any]], links: Links, charts: Charts, raw: RawPlan
) -> tuple[Group, ...]:
    """Put named things below their headings, in the order of the plan.

    Parameters
    ----------
    projects
        Rows of ``projects.csv`` of one print, in order.
    links, charts
        What leads on from them.
    raw
        The plan's raw folder.
    """
    here = {row["project_id"] for row in projects}
    parts: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in projects:
        parts[row["parent_id"] if row["parent_id"] in here else ""].append(row)

    def name(row: Mapping[str, Any]) -> Named:
        entity = row["entity_id"]
        return Named(
            row_id=row["project_id"],
            cell=split_locator(row["locator"])[1],
            name_zh=row["name_zh"],
            name_en=row["name_en"],
            printed_as=_printed_as(row, raw),
            kind=WORDS[links.lang][row["kind"]],
            stage="" if is_missing(row["stage"]) else WORDS[links.lang][row["stage"]],
            verb=say_text(row["action_zh"]),
            place=links.place(row["place_id"]),
            entity=links.entity(entity),
            mentions=links.mentions(entity),
            about=say_text(row[f"about_{links.lang}"]),
            charts=charts.numbers[row["project_id"]],
            corrections=raw.corrected_at(row["locator"]),
            parts=tuple(map(name, parts[row["project_id"]])),
        )

    groups: list[tuple[tuple[str, str], list[Named]]] = []
    for row in parts[""]:
        # A paragraph's heading is the name of what it is about: it stands there once.
        is_itself = row["group_zh"] == row["name_zh"]
        heading = ("", "") if is_itself else (say_text(row["group_zh"]), say_text(row["group_en"]))
        if not groups or groups[-1][0] != heading:
            groups.append((heading, []))
        groups[-1][1].append(name(row))
    return tuple(Group(*heading, tuple(things)) for heading, things in groups)


def _printed_as(row: Mapping[str, Any], raw: RawPlan) -> str:
    # A declared correction says it already.
    if row["name_origin"] == "printed" or raw.corrected_at(row["locator"]):
        return ""
    return raw.printed_as.get(split_locator(row["locator"]), "")
