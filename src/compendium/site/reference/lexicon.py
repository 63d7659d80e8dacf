"""How the pages of the record say its rows: names, periods, plans and the way to a print."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import pandas as pd

from compendium.chapter.origins import Origins, name_origins, say_section, say_tables
from compendium.chapter.terms import name_values
from compendium.chapter.theme import MUTED
from compendium.printed.wording import choose, is_missing, say_period
from compendium.site.addresses import indicator_address, place_address, print_page
from compendium.site.reference.material import Material
from compendium.site.reference.uses import Use

Row = Mapping[str, Any]

_COUNTED = 100
_KINDS = {
    "en": {"cumulative": ", total", "average": ", yearly mean"},
    "zh": {"cumulative": "合计", "average": "年均"},
}


def list_rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Give the rows of a table (R rows) as mappings; what is missing is an empty text."""
    rows = table.to_dict("records")
    return [
        {str(name): "" if is_missing(value) else value for name, value in row.items()}
        for row in rows
    ]


def group_rows(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    """Give rows by what they have in a column, each group in their order."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[str(row[key])].append(row)
    return dict(groups)


def say_time(row: Row, lang: str) -> str:
    """Say the period of a figure, and what of it the figure tells.

    >>> total = {"period_start": "2021", "period_end": "2025", "period_kind": "cumulative"}
    >>> say_time(total, "en"), say_time({**total, "period_start": ""}, "zh")
    ('2021–2025, total', '至2025合计')
    >>> say_time({**total, "period_end": "", "period_kind": "annual"}, "en")
    'no year'
    """
    start, end = (str(row[name]) for name in ("period_start", "period_end"))
    if not end:
        return choose(lang, en="no year", zh="未写年份")
    period = say_period(start, end) if start else choose(lang, en=f"to {end}", zh=f"至{end}")
    return period + _KINDS[lang].get(str(row["period_kind"]), "")


class Lexicon:
    """The record in the words of one edition, for pages one folder deep.

    Attributes
    ----------
    material
        What the pages are made from.
    """

    def __init__(self, material: Material) -> None:
        self.material, self.lang = material, material.lang
        self.words = material.record.words

    @cached_property
    def observations(self) -> list[dict[str, Any]]:
        """All figures, in the order of the table."""
        return list_rows(self.material.record.observations)

    @cached_property
    def projects(self) -> list[dict[str, Any]]:
        """All that a plan names, in the order of the table."""
        return list_rows(self.material.record.projects)

    @cached_property
    def figures_by_id(self) -> Mapping[str, Row]:
        """Observation id → its row."""
        return {str(row["observation_id"]): row for row in self.observations}

    @cached_property
    def projects_by_id(self) -> Mapping[str, Row]:
        """Project id → its row."""
        return {str(row["project_id"]): row for row in self.projects}

    @cached_property
    def indicators(self) -> Mapping[str, Row]:
        """Indicator id → its row."""
        rows = list_rows(self.material.record.indicators)
        return {str(row["indicator_id"]): row for row in rows}

    @cached_property
    def places(self) -> Mapping[str, Row]:
        """Place id → its row."""
        return {str(row["place_id"]): row for row in list_rows(self.material.record.places)}

    @cached_property
    def plans(self) -> Mapping[str, Row]:
        """Plan id → its row."""
        return {str(row["plan_id"]): row for row in list_rows(self.material.record.plans)}

    @cached_property
    def colours(self) -> Mapping[str, str]:
        """Plan id → its hue."""
        return {plan_id: str(plan["colour"] or MUTED) for plan_id, plan in self.plans.items()}

    @cached_property
    def tables(self) -> Mapping[str, Row]:
        """Table id → its row."""
        return {str(row["table_id"]): row for row in list_rows(self.material.record.tables)}

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """Table id → what its number is called."""
        return say_tables(self.material.record.tables, self.lang)

    @cached_property
    def values(self) -> Mapping[str, Mapping[str, str]]:
        """The words of roles, stages and kinds of projects."""
        return name_values(self.lang)

    @cached_property
    def origins(self) -> Origins:
        """Where every row comes from."""
        record = self.material.record
        return Origins(record.observations, record.projects, record.audit)

    def name(self, row: Row) -> str:
        """Give the name of an indicator, a place or a thing in this language."""
        return str(row[f"name_{self.lang}"])

    def other_name(self, row: Row) -> str:
        """Give the name in the other language."""
        return str(row["name_zh" if self.lang == "en" else "name_en"])

    def at(self, row_id: str) -> str:
        """Give the way to a row's place: its print, or its comparison."""
        return f"../{self.material.addresses.rows[row_id]}"

    def page_of(self, row: Row) -> str:
        """Give the way to the page of a row's print."""
        return f"../{print_page(row['table_id'], str(row['plan_id']))}.html"

    def place(self, place_id: str) -> dict[str, str]:
        """Give the name of a place and the way to its page; nothing of no place."""
        if not place_id:
            return {}
        return {"name": self.name(self.places[place_id]), "href": f"../{place_address(place_id)}"}

    def indicator(self, indicator_id: str) -> dict[str, str]:
        """Give the name of an indicator and the way to its page."""
        row = self.indicators[indicator_id]
        return {
            "id": indicator_id,
            "name": self.name(row),
            "other": self.other_name(row),
            "href": f"../{indicator_address(indicator_id)}",
        }

    def plan(self, plan_id: str) -> dict[str, str]:
        """Give the short name of a plan and its hue."""
        plan = self.plans[plan_id]
        return {
            "id": plan_id,
            "name": str(plan[f"short_{self.lang}"]),
            "colour": self.colours[plan_id],
        }

    def where(self, row: Row) -> str:
        """Name the table, box or section that a row stands in."""
        number = self.numbers.get(str(row["table_id"]), "")
        return number or say_section(str(row["section_zh"]), self.lang)

    def figure(self, row: Row) -> dict[str, Any]:
        """Give a figure as a page shows it."""
        said = self.words.say_figure(row)
        return {
            "id": row["observation_id"],
            "href": self.at(str(row["observation_id"])),
            "printed": row["printed"],
            # Words are said once.
            "said": "" if row["value_low"] == "" and self.lang == "zh" else said,
            "time": say_time(row, self.lang),
            "place": self.place(str(row["place_id"])),
            "role": self.values["role"][str(row["role"])],
            "plan": self.plan(str(row["plan_id"])),
            "where": self.where(row),
            "note": row[f"note_{self.lang}"],
        }

    @cached_property
    def _sizes(self) -> Mapping[Use, int]:
        return Counter(use for uses in self.material.uses.values() for use in uses)

    def uses(self, ids: Iterable[str]) -> list[Use]:
        """Give the charts that show any of some rows, each once, the most special first.

        A chart that counts a hundred rows and more shows none of them by itself.
        """
        uses = self.material.uses
        found = dict.fromkeys(use for each in ids for use in uses.get(each, ()))
        special = (use for use in found if self._sizes[use] < _COUNTED)
        return sorted(special, key=lambda use: self._sizes[use])

    def cites(self, ids: Sequence[str]) -> list[str]:
        """Give what one cites for some rows: each plan, with its tables and sections."""
        record = self.material.record
        found = self.origins.find_all(ids)
        return [
            source.cite for source in name_origins(found, record.tables, record.plans, self.lang)
        ]
