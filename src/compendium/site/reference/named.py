"""What a plan wants of a named thing: one row of ``projects.csv`` as a page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from compendium.contract.enums import PROJECT_KINDS, STAGES
from compendium.site.reference.lexicon import Lexicon, Row, group_rows, list_rows


class Named:
    """The named things of the record, in the words of one edition.

    Attributes
    ----------
    lexicon
        The record in the words of the edition.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon, self.lang = lexicon, lexicon.lang

    @cached_property
    def entities(self) -> Mapping[str, Row]:
        """Entity id → its row."""
        rows = list_rows(self.lexicon.material.record.entities)
        return {str(row["entity_id"]): row for row in rows}

    @cached_property
    def mentions(self) -> Mapping[str, list[Row]]:
        """Entity id → the rows that name it."""
        return group_rows((row for row in self.lexicon.projects if row["entity_id"]), "entity_id")

    @cached_property
    def roles(self) -> Mapping[str, list[Row]]:
        """Project id → what it is to become."""
        rows = (row for row in self.lexicon.projects if row["kind"] == "role")
        return group_rows(rows, "parent_id")

    def entity(self, entity_id: str) -> dict[str, Any]:
        """Give the names of a thing, the way to it and how often it is named; nothing of none."""
        if not entity_id:
            return {}
        row = self.entities[entity_id]
        return {
            "id": entity_id,
            "name": self.lexicon.name(row),
            "other": self.lexicon.other_name(row),
            "href": f"../{self.lexicon.material.addresses.entities[entity_id]}",
            "mentions": int(row["mentions"]),
        }

    def project(self, row: Row) -> dict[str, Any]:
        """Give a named thing with the plan's verb, its stage and what it is to become."""
        lexicon = self.lexicon
        return {
            "id": row["project_id"],
            "href": lexicon.at(str(row["project_id"])),
            "name": lexicon.name(row),
            "verb": row["action_zh"],
            "stage": lexicon.values["stage"].get(str(row["stage"]), ""),
            "group": row[f"group_{self.lang}"],
            "plan": lexicon.plan(str(row["plan_id"])),
            "where": lexicon.where(row),
            "entity": self.entity(str(row["entity_id"])),
            "roles": [self.project(each) for each in self.roles.get(str(row["project_id"]), ())],
        }


def count_stages(rows: Iterable[Row]) -> tuple[list[str], list[tuple[str, list[int]]]]:
    """Count named things by kind and stage.

    Returns
    -------
    tuple
        The stages that there are, what has none last as ``""``; and each kind with its counts,
        its sum last.
    """
    kinds = group_rows(rows, "kind")
    there = {str(row["stage"]) for found in kinds.values() for row in found}
    stages = [stage for stage in (*STAGES, "") if stage in there]
    return stages, [(kind, _count(kinds[kind], stages)) for kind in PROJECT_KINDS if kind in kinds]


def _count(rows: Sequence[Row], stages: Sequence[str]) -> list[int]:
    counts = [sum(row["stage"] == stage for row in rows) for stage in stages]
    return [*counts, len(rows)]
