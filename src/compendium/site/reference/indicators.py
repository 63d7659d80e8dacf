"""A page for each indicator: its figures of all plans, what they ask for, and what goes with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from importlib.metadata import version
from typing import Any

from markupsafe import Markup

from compendium.site.reference.ladder import Ladder, Row, make_ladders
from compendium.site.reference.ladder_words import show_ladder
from compendium.site.reference.lexicon import Lexicon, group_rows, list_rows, say_time
from compendium.site.reference.material import Material
from compendium.site.reference.related import Related
from compendium.site.reference.requirements import say_requirement
from compendium.site.render import render_html

_EXPLAINED = 6
"""So many comparisons are explained; the others lead to their explanation."""


def make_indicators(material: Material) -> Iterator[tuple[str, Markup]]:
    """Make the page of every indicator of the record, and the page that lists them."""
    pages = IndicatorPages(Lexicon(material))
    for indicator in pages.lexicon.indicators.values():
        yield (
            f"indicators/{indicator['indicator_id']}",
            render_html("reference/indicator.html.j2", **pages.describe(indicator)),
        )
    yield (
        "indicators/index",
        render_html("reference/indicators.html.j2", **pages.describe_all()),
    )


class IndicatorPages:
    """What the pages of the indicators show.

    Attributes
    ----------
    lexicon
        The record in the words of the edition.
    related
        What goes with an indicator.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon, self.lang = lexicon, lexicon.lang
        self.related = Related(lexicon)

    @cached_property
    def _rows(self) -> Mapping[str, list[Row]]:
        return group_rows(self.lexicon.observations, "indicator_id")

    @cached_property
    def _targets(self) -> Mapping[str, list[Row]]:
        return group_rows(list_rows(self.lexicon.material.record.targets), "indicator_id")

    def describe(self, indicator: Row) -> dict[str, Any]:
        """Give what the page of an indicator shows."""
        lexicon, related = self.lexicon, self.related
        indicator_id = str(indicator["indicator_id"])
        rows, targets = self._rows[indicator_id], self._targets.get(indicator_id, [])
        baselines = {str(each["target_id"]): str(each["baseline_id"]) for each in targets}
        ladders, left = make_ladders(rows, baselines)
        ids = [str(row["observation_id"]) for row in rows]
        aliases = [each for each in str(indicator["aliases_zh"]).split("|") if each]
        asked = [self._target(each) for each in targets]
        checks = [self._check(each, indicator_id) for each in related.checks.get(indicator_id, [])]
        explained = [each for each in checks if each["verdict"] != "agree"][:_EXPLAINED]
        numbers = rows if len(rows) == 1 else [row for row in left if row["value_low"] != ""]
        large = list({_number(row): row for row in numbers}.values())
        return {
            "lang": self.lang,
            "id": indicator_id,
            "name": lexicon.name(indicator),
            "other": lexicon.other_name(indicator),
            "definition": indicator[f"definition_{self.lang}"],
            "aliases": [each for each in aliases if each != indicator["name_zh"]],
            "unit": lexicon.words.after(str(indicator["unit"])).strip(),
            "direction": indicator["direction"],
            "chapter": indicator["chapter"],
            "chapter_name": lexicon.material.chapters[str(indicator["chapter"])],
            "ladders": [show_ladder(ladder, lexicon) for ladder in ladders],
            "plans": self._key(ladders),
            "roles": self._roles(ladders),
            "large": [lexicon.figure(row) for row in large if not ladders and len(large) == 1],
            "beside": [lexicon.figure(row) for row in left if ladders],
            "figures": [lexicon.figure(row) for row in _by_place(rows)],
            "is_one": len(rows) == 1,
            "targets": _merge_same(each for each in asked if each["baseline"]),
            "without": group_rows((each for each in asked if not each["baseline"]), "requirement"),
            "checks": explained,
            "linked": group_rows((each for each in checks if each not in explained), "verdict"),
            "projects": [self._project(each) for each in related.find_projects(indicator, rows)],
            "uses": lexicon.uses(ids),
            "neighbours": [lexicon.indicator(each) for each in related.find_neighbours(indicator)],
            "cites": lexicon.cites(ids),
            "version": version("compendium"),
        }

    def describe_all(self) -> dict[str, Any]:
        """Give what the list of all indicators shows: by chapter, with their numbers."""
        lexicon = self.lexicon
        chapters = group_rows(lexicon.indicators.values(), "chapter")
        parts = [
            {
                "id": chapter,
                "title": title,
                "indicators": [self._entry(each) for each in chapters[chapter]],
            }
            for chapter, title in lexicon.material.chapters.items()
            if chapter in chapters
        ]
        return {
            "lang": self.lang,
            "parts": parts,
            "indicators": len(lexicon.indicators),
            "figures": len(lexicon.observations),
        }

    def _entry(self, indicator: Row) -> dict[str, Any]:
        rows = self._rows[str(indicator["indicator_id"])]
        return {
            **self.lexicon.indicator(str(indicator["indicator_id"])),
            "figures": len(rows),
            "plans": len({row["plan_id"] for row in rows}),
        }

    def _key(self, ladders: Sequence[Ladder]) -> list[dict[str, str]]:
        plans = [each for ladder in ladders for step in ladder.steps for each in step.plan_ids]
        return [self.lexicon.plan(each) for each in dict.fromkeys(plans)]

    def _roles(self, ladders: Sequence[Ladder]) -> list[dict[str, str]]:
        roles = dict.fromkeys(step.role for ladder in ladders for step in ladder.steps)
        return [{"id": role, "name": self.lexicon.values["role"][role]} for role in roles]

    def _target(self, target: Row) -> dict[str, Any]:
        lexicon, known = self.lexicon, self.lexicon.figures_by_id
        baseline = known.get(str(target["baseline_id"]))
        return {
            "figure": lexicon.figure(known[str(target["target_id"])]),
            "baseline": lexicon.figure(baseline) if baseline else None,
            "is_other_plan": bool(baseline) and target["baseline_plan_id"] != target["plan_id"],
            "requirement": say_requirement(target, lexicon.words),
        }

    def _check(self, check: Row, indicator_id: str) -> dict[str, Any]:
        return {
            "href": self.lexicon.at(str(check["check_id"])),
            "verdict": check["verdict"],
            "what": self._say_what(check, indicator_id),
            "explanation": check[f"explanation_{self.lang}"],
        }

    def _say_what(self, check: Row, indicator_id: str) -> str:
        """Name what an indicator is compared with: another one, or itself at a place and time."""
        others = sorted(self.related.list_compared(check) - {indicator_id})
        left = self.lexicon.figures_by_id[str(check["left_id"]).split("|")[0]]
        place = self.lexicon.place(str(left["place_id"]))["name"]
        names = [self.lexicon.indicator(each)["name"] for each in others]
        return ", ".join([*names[:1], place, say_time(left, self.lang)])

    def _project(self, project: Row) -> dict[str, Any]:
        lexicon = self.lexicon
        return {
            "name": lexicon.name(project),
            "href": lexicon.at(str(project["project_id"])),
            "kind": lexicon.values["kind"][str(project["kind"])],
            "where": lexicon.where(project),
        }


def _merge_same(targets: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Give targets that several prints set alike once, with the other prints as ``also``."""
    same: dict[tuple[str, ...], list[Mapping[str, Any]]] = defaultdict(list)
    for target in targets:
        figure = target["figure"]
        said = (figure["said"], figure["place"]["name"], figure["time"])
        same[*said, target["baseline"]["id"], target["requirement"]].append(target)
    return [{**found[0], "also": [each["figure"] for each in found[1:]]} for found in same.values()]


def _number(row: Row) -> tuple[object, ...]:
    names = ("place_id", "role", "comparator", "period_start", "period_end", "value_low")
    return tuple(row[name] for name in (*names, "value_high"))


def _by_place(rows: Sequence[Row]) -> list[Row]:
    """Sort figures by place, the one with most first, and by year; without a year last."""
    places = group_rows(rows, "place_id")
    order = sorted(places, key=lambda place: -len(places[place]))
    return [
        row
        for place in order
        for row in sorted(places[place], key=lambda row: str(row["period_end"] or "9999"))
    ]
