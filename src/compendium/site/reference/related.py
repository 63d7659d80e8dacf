"""What goes with an indicator: comparisons, the things its sections name, its neighbours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import cached_property

from compendium.contract.enums import VERDICTS
from compendium.site.reference.lexicon import Lexicon, Row, list_rows

_NEIGHBOURS = 12
_STEM = 2
_SHARED = 4


class Related:
    """What goes with the indicators of the record.

    Attributes
    ----------
    lexicon
        The record in the words of the edition.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    @cached_property
    def checks(self) -> Mapping[str, list[Row]]:
        """Indicator → the comparisons that it or one of its figures stands in, worst first."""
        found: dict[str, list[Row]] = defaultdict(list)
        for check in list_rows(self.lexicon.material.record.audit):
            for indicator_id in sorted(self.list_compared(check)):
                found[indicator_id].append(check)
        worst = VERDICTS[::-1].index
        return {
            key: sorted(rows, key=lambda row: worst(str(row["verdict"])))
            for key, rows in found.items()
        }

    @cached_property
    def _projects(self) -> Mapping[tuple[str, str], list[Row]]:
        """Plan and section → the things named there."""
        found: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for project in self.lexicon.projects:
            if project["kind"] != "role":
                found[str(project["plan_id"]), str(project["section_zh"])].append(project)
        return found

    @cached_property
    def _stems(self) -> Mapping[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for indicator in self.lexicon.indicators.values():
            found[_stem_of(indicator)].append(str(indicator["indicator_id"]))
        return found

    def find_projects(self, indicator: Row, rows: Sequence[Row]) -> list[Row]:
        """Give what the sections that print an indicator name by its words.

        Those of the same plan and section whose name shares a run of four characters with the
        indicator's: 循环经济营收 with 福田区循环经济产业园, and never by the sense alone.
        """
        sections = dict.fromkeys((str(row["plan_id"]), str(row["section_zh"])) for row in rows)
        return [
            project
            for section in sections
            for project in self._projects.get(section, [])
            if _shared(str(indicator["name_zh"]), str(project["name_zh"])) >= _SHARED
        ]

    def find_neighbours(self, indicator: Row) -> list[str]:
        """Give the indicators of its chapter whose ids begin alike, and those compared with it."""
        own = str(indicator["indicator_id"])
        stem = self._stems[_stem_of(indicator)]
        compared = [
            each for check in self.checks.get(own, []) for each in sorted(self.list_compared(check))
        ]
        found = [each for each in dict.fromkeys([*stem, *compared]) if each != own]
        return found[:_NEIGHBOURS]

    def list_compared(self, check: Row) -> set[str]:
        """Give the indicators that stand on either side of a comparison, and its own."""
        known = self.lexicon.figures_by_id
        sides = f"{check['left_id']}|{check['right_id']}".split("|")
        found = {str(known[each]["indicator_id"]) for each in sides if each in known}
        return found | {str(check["indicator_id"])}


def _stem_of(indicator: Row) -> tuple[str, str]:
    words = str(indicator["indicator_id"]).split("-")
    return str(indicator["chapter"]), "-".join(words[:_STEM])


def _shared(one: str, other: str) -> int:
    return (
        SequenceMatcher(None, one, other, autojunk=False)
        .find_longest_match(0, len(one), 0, len(other))
        .size
    )
