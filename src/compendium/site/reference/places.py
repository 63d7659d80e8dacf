"""A page for each place: what the plans promise of it, and what they want there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from markupsafe import Markup

from compendium.contract.enums import PROJECT_KINDS
from compendium.printed.wording import choose
from compendium.site.reference.lexicon import Lexicon, Row, group_rows
from compendium.site.reference.material import Material
from compendium.site.reference.named import Named, count_stages
from compendium.site.reference.tile_maps import has_tile, make_maps
from compendium.site.render import render_html

_MOST_NAMED = 100
"""A place with more named things has them counted, and listed by the prints that name them."""


def make_places(material: Material) -> Iterator[tuple[str, Markup]]:
    """Make the page of every place of the record, and the page of all maps."""
    pages = PlacePages(Named(Lexicon(material)))
    for place_id in pages.lexicon.places:
        yield (
            f"places/{place_id}",
            render_html("reference/place.html.j2", **pages.describe(place_id)),
        )
    yield "places/index", render_html("reference/places.html.j2", **pages.describe_all())


class PlacePages:
    """What the pages of the places show.

    Attributes
    ----------
    named
        The named things of the record, in the words of the edition.
    lexicon
        All else of it.
    """

    def __init__(self, named: Named) -> None:
        self.named, self.lexicon, self.lang = named, named.lexicon, named.lang

    @cached_property
    def _figures(self) -> Mapping[str, list[Row]]:
        return group_rows(self.lexicon.observations, "place_id")

    @cached_property
    def _things(self) -> Mapping[str, list[Row]]:
        rows = (row for row in self.lexicon.projects if row["kind"] != "role")
        return group_rows(rows, "place_id")

    @cached_property
    def _roles(self) -> Mapping[str, list[Row]]:
        rows = (row for row in self.lexicon.projects if row["kind"] == "role")
        return group_rows(rows, "place_id")

    @cached_property
    def _parts(self) -> Mapping[str, list[Row]]:
        return group_rows(self.lexicon.places.values(), "parent_id")

    @cached_property
    def _counts(self) -> Mapping[str, int]:
        return {place: len(rows) for place, rows in self._things.items()}

    def describe(self, place_id: str) -> dict[str, Any]:
        """Give what the page of a place shows."""
        lexicon, place = self.lexicon, self.lexicon.places[place_id]
        things = self._things.get(place_id, [])
        marked = self._marked(place_id)
        maps = make_maps(lexicon, self._counts, marked)
        wholes = [place_id, str(lexicon.places[marked]["parent_id"]) if marked else ""]
        return {
            "lang": self.lang,
            "id": place_id,
            "name": lexicon.name(place),
            "other": lexicon.other_name(place),
            "level": place["level"],
            "parent": lexicon.place(str(place["parent_id"])),
            "parts": [
                lexicon.place(str(part["place_id"])) for part in self._parts.get(place_id, [])
            ],
            "maps": [{**maps[each], "is_own": each == place_id} for each in wholes if each in maps],
            "chapters": self._promises(self._figures.get(place_id, [])),
            "figures": len(self._figures.get(place_id, [])),
            "roles": self._wanted(self._roles.get(place_id, [])),
            "things": len(things),
            "is_listed": len(things) <= _MOST_NAMED,
            "kinds": self._kinds(things) if len(things) <= _MOST_NAMED else [],
            "stages": self._stages(things) if len(things) > _MOST_NAMED else {},
            "prints": self._prints(things) if len(things) > _MOST_NAMED else [],
            "repeated": self._repeated(place_id),
        }

    def describe_all(self) -> dict[str, Any]:
        """Give what the page of all places shows: the maps, and the places on none."""
        maps = make_maps(self.lexicon, self._counts)
        return {
            "lang": self.lang,
            "maps": list(maps.values()),
            "others": [
                {**self.lexicon.place(place_id), "count": self._counts.get(place_id, 0)}
                for place_id, place in self.lexicon.places.items()
                if not has_tile(place)
            ],
        }

    def _marked(self, place_id: str) -> str:
        """Give the tile that a page marks: its place's own, or that in which the place lies."""
        while place_id and not has_tile(self.lexicon.places[place_id]):
            place_id = str(self.lexicon.places[place_id]["parent_id"])
        return place_id

    def _promises(self, rows: Sequence[Row]) -> list[dict[str, Any]]:
        """Give the figures of a place by chapter and indicator, targets before facts."""
        lexicon = self.lexicon
        chapters = group_rows(rows, "chapter")
        return [
            {
                "id": chapter,
                "title": title,
                "figures": len(chapters[chapter]),
                "indicators": [
                    {
                        **lexicon.indicator(indicator_id),
                        "figures": [lexicon.figure(row) for row in _by_year(found)],
                    }
                    for indicator_id, found in group_rows(chapters[chapter], "indicator_id").items()
                ],
            }
            for chapter, title in lexicon.material.chapters.items()
            if chapter in chapters
        ]

    def _wanted(self, rows: Sequence[Row]) -> list[dict[str, Any]]:
        """Give what things of a place, or the place itself, are to become."""
        known = self.lexicon.projects_by_id
        found = []
        for parent_id, roles in group_rows(rows, "parent_id").items():
            parent = known.get(parent_id)
            found.append(
                {
                    "name": self.lexicon.name(parent) if parent else "",
                    "plan": self.lexicon.plan(str(roles[0]["plan_id"])),
                    "where": self.lexicon.where(roles[0]),
                    "roles": [self.named.project(role) for role in roles],
                }
            )
        return found

    def _kinds(self, things: Sequence[Row]) -> list[dict[str, Any]]:
        kinds = group_rows(things, "kind")
        return [
            {
                "name": self.lexicon.values["kind"][kind],
                "things": [self.named.project(row) for row in kinds[kind]],
            }
            for kind in PROJECT_KINDS
            if kind in kinds
        ]

    def _stages(self, things: Sequence[Row]) -> dict[str, Any]:
        stages, counted = count_stages(things)
        words = self.lexicon.values
        unsaid = choose(self.lexicon.lang, en="not said", zh="未写")
        return {
            "stages": [words["stage"].get(stage, unsaid) for stage in stages],
            "kinds": [
                {"id": kind, "name": words["kind"][kind], "counts": counts}
                for kind, counts in counted
            ],
        }

    def _prints(self, things: Sequence[Row]) -> list[dict[str, Any]]:
        """Give the boxes, sections and texts that name things of a place, with how many."""
        pages = Counter(
            (str(row["plan_id"]), str(row["table_id"]), self.lexicon.page_of(row)) for row in things
        )
        tables = self.lexicon.tables
        return [
            {
                "plan": self.lexicon.plan(plan_id),
                "number": self.lexicon.numbers[table_id] if table_id else "",
                "title": tables[table_id][f"title_{self.lang}"] if table_id else "",
                "href": href,
                "count": count,
            }
            for (plan_id, table_id, href), count in pages.items()
        ]

    def _repeated(self, place_id: str) -> list[dict[str, Any]]:
        """Give the things that lie in a place and are named more than once, most often first."""
        found = [
            self.named.entity(entity_id)
            for entity_id, row in self.named.entities.items()
            if row["place_id"] == place_id and int(row["mentions"]) > 1
        ]
        return sorted(found, key=lambda entity: -entity["mentions"])


def _by_year(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: str(row["period_end"] or "9999"))
