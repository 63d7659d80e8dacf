"""What leads from a row of a print to everything that uses it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from compendium.chapter.target_table import say_change
from compendium.chapter.targets import pair_targets
from compendium.contract.enums import VERDICTS
from compendium.printed.wording import is_missing
from compendium.site.addresses import indicator_address, place_address
from compendium.site.reference.material import Material
from compendium.site.reference.print_words import SAID
from compendium.site.reference.uses import Use

MOST_SHOWN = 100
"""A chart of more rows than these counts them; no single row leads to it, but its print does."""


@dataclass(frozen=True)
class Link:
    """A text that leads somewhere, seen from a page of prints."""

    text: str
    address: str


@dataclass(frozen=True)
class Pair:
    """The other side of a target: its baseline, or the target of a baseline.

    Attributes
    ----------
    way
        ``from`` (a baseline) or ``to`` (a target).
    other
        The figure on the other side.
    year
        Its year, empty where it has none.
    change
        What lies between.
    """

    way: str
    other: Link
    year: str
    change: str


@dataclass(frozen=True)
class Charts:
    """The charts that show rows of one print.

    Attributes
    ----------
    listed
        The charts, each with how many rows of the print it shows; a chart's number is its place.
    numbers
        Row id → the charts that show it and not too many others: their numbers, as links.
    """

    listed: tuple[tuple[Link, int], ...]
    numbers: Mapping[str, tuple[Link, ...]]


def link_from_print(address: str, page: str) -> str:
    """Write the address of a place on the site as seen from a page of prints.

    >>> link_from_print("prints/p-t1.html#a", "prints/p-t1"), link_from_print("agree.html", "x")
    ('#a', '../agree.html')
    """
    name, _, anchor = address.partition("#")
    if anchor and name == f"{page}.html":
        return f"#{anchor}"
    return address.removeprefix("prints/") if address.startswith("prints/") else f"../{address}"


class Links:
    """All links of the rows of a record, worked out once.

    Attributes
    ----------
    material
        What the pages are made from.
    """

    def __init__(self, material: Material) -> None:
        record, lang = material.record, material.lang
        self.material, self.lang = material, lang
        self._indicators = _names(record.indicators, "indicator_id", lang)
        self._places = _names(record.places, "place_id", lang)
        self._figures = {row["observation_id"]: row for row in rows_of(record.observations)}
        self._mentions = dict(
            zip(record.entities["entity_id"], record.entities["mentions"], strict=True)
        )
        self._checks = _find_checks(rows_of(record.audit))
        self._pairs = _find_pairs(material)
        self._rows_of_charts: dict[Use, int] = defaultdict(int)
        for uses in material.uses.values():
            for use in uses:
                self._rows_of_charts[use] += 1

    def indicator(self, indicator_id: str) -> Link:
        """Give the link to an indicator, by its name."""
        return Link(self._indicators[indicator_id], f"../{indicator_address(indicator_id)}")

    def place(self, place_id: object) -> Link | None:
        """Give the link to a place, by its name; none for none."""
        if is_missing(place_id):
            return None
        return Link(self._places[str(place_id)], f"../{place_address(str(place_id))}")

    def entity(self, entity_id: object) -> str:
        """Give the address of a named real thing; none for none."""
        entities = self.material.addresses.entities
        return "" if is_missing(entity_id) else f"../{entities[str(entity_id)]}"

    def mentions(self, entity_id: object) -> int:
        """Give how many rows of all plans name a real thing; 0 for none."""
        return 0 if is_missing(entity_id) else int(self._mentions[str(entity_id)])

    def checks(self, row_id: str) -> tuple[Link, ...]:
        """Give the comparisons of the audit that a figure is part of, verdict by verdict.

        The first of a verdict is named by it, the others by their number.
        """
        rows = self.material.addresses.rows
        found = self._checks.get(row_id, ())
        return tuple(
            Link(
                SAID[self.lang][verdict] if number == 1 else str(number),
                f"../{rows[check]}",
            )
            for verdict in VERDICTS
            for number, check in enumerate((c for c, v in found if v == verdict), start=1)
        )

    def pairs(self, row_id: str, page: str) -> tuple[Pair, ...]:
        """Give what a target starts from, and the targets elsewhere that start from a figure."""
        found = (
            Pair(way, self.figure(other, page), _year(self._figures[other]), change)
            for way, other, change in self._pairs.get(row_id, ())
        )
        # On its own page a target says what it starts from.
        return tuple(
            each for each in found if each.way == "from" or not each.other.address.startswith("#")
        )

    def figure(self, row_id: str, page: str) -> Link:
        """Give the link to a figure's print, by what is printed."""
        address = self.material.addresses.rows[row_id]
        return Link(str(self._figures[row_id]["printed"]), link_from_print(address, page))

    def charts(self, row_ids: Iterable[str]) -> Charts:
        """Give the charts that show these rows: first those that show them one by one."""
        found = {row_id: self.material.uses.get(row_id, ()) for row_id in row_ids}
        counts: dict[Use, int] = defaultdict(int)
        for uses in found.values():
            for use in uses:
                counts[use] += 1
        order = sorted(counts, key=lambda use: self._rows_of_charts[use] > MOST_SHOWN)
        numbers = {use: number for number, use in enumerate(order, start=1)}
        return Charts(
            tuple((Link(use.title, f"../{use.address}"), counts[use]) for use in order),
            {
                row_id: tuple(
                    Link(str(numbers[use]), f"../{use.address}")
                    for use in sorted(uses, key=numbers.__getitem__)
                    if self._rows_of_charts[use] <= MOST_SHOWN
                )
                for row_id, uses in found.items()
            },
        )


def rows_of(table: Any) -> list[dict[str, Any]]:
    """Give the rows of a table, in order."""
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def _names(table: Any, key: str, lang: str) -> Mapping[str, str]:
    return dict(zip(table[key], table[f"name_{lang}"], strict=True))


def _year(figure: Mapping[str, Any]) -> str:
    return "" if is_missing(figure["period_end"]) else str(figure["period_end"])


def _find_checks(audit: Iterable[Mapping[str, Any]]) -> Mapping[str, list[tuple[str, str]]]:
    checks: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for check in audit:
        sides = f"{check['left_id']}|{check['right_id']}".split("|")
        for row_id in dict.fromkeys(sides):
            checks[row_id].append((str(check["check_id"]), str(check["verdict"])))
    return checks


def _find_pairs(material: Material) -> Mapping[str, list[tuple[str, str, str]]]:
    """Give, of each figure that is a target with a baseline or such a baseline, the other side."""
    record = material.record
    pairs: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    paired = pair_targets(record.observations, record.targets)
    for pair in paired.to_dict("records"):
        if is_missing(pair["baseline_id"]):
            continue
        change = say_change(pair, record.words)
        pairs[pair["target_id"]].append(("from", pair["baseline_id"], change))
        pairs[pair["baseline_id"]].append(("to", pair["target_id"], change))
    return pairs
