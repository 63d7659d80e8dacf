"""Where the rows of a chart come from: ids to cells of the raw tables, and to named sources."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from rapidfuzz import process

from compendium.chapter.chart_html import Source
from compendium.chapter.provenance import KEYS
from compendium.chapter.show import cite_plan
from compendium.errors import CompendiumError, UnknownNameError
from compendium.printed.numerals import read_integer
from compendium.printed.text import fold_width
from compendium.printed.wording import choose, is_missing

# Tables and sections of a plan: so many are named beside a chart, and in its citation.
_MOST_NAMED, _MOST_CITED = 2, 12
_NUMBERED = re.compile(r"(?P<kind>表|专栏)(?P<number>\d+)")
_KINDS = {"表": "table", "专栏": "box"}


@dataclass(frozen=True)
class Origin:
    """Where one row comes from.

    Attributes
    ----------
    row_id, kind
        Its id, and the table it stands in: ``observation``, ``project`` or ``check``.
    locators
        The raw cells; a check has those of all figures that it compares.
    places
        Plan and, in it, the table's id or the path of the section, of each of these cells.
    """

    row_id: str
    kind: str
    locators: tuple[str, ...]
    places: tuple[tuple[str, str], ...]

    def part(self) -> dict[str, str]:
        """Give what a page is told of the row."""
        return {"id": self.row_id, "kind": self.kind, "locator": " ".join(self.locators)}


class Origins:
    """The origins of all rows that a chapter reaches, by their ids."""

    def __init__(
        self, observations: pd.DataFrame, projects: pd.DataFrame, audit: pd.DataFrame
    ) -> None:
        figures = _printed(observations, "observation")
        self._known = {**figures, **_printed(projects, "project"), **_compared(audit, figures)}

    def find(self, row_id: str) -> Origin:
        """Give where a row comes from.

        Raises
        ------
        UnknownNameError
            If the chapter reaches no row of this id; it names the nearest.
        """
        if row_id not in self._known:
            nearest = process.extract(row_id, list(self._known), limit=3)
            raise UnknownNameError("row", row_id, tuple(each for each, *_ in nearest))
        return self._known[row_id]

    def find_all(self, ids: Iterable[str]) -> tuple[Origin, ...]:
        """Give where some rows come from, each once and in order; see `find`."""
        return tuple(self.find(each) for each in dict.fromkeys(ids))


def _printed(rows: pd.DataFrame, kind: str) -> dict[str, Origin]:
    where = rows["table_id"].where(rows["table_id"].notna(), rows["section_zh"])
    columns = (rows[KEYS[kind]], rows["locator"], rows["plan_id"], where)
    return {
        row_id: Origin(row_id, kind, (locator,), ((plan, place),))
        for row_id, locator, plan, place in zip(*columns, strict=True)
    }


def _compared(audit: pd.DataFrame, figures: Mapping[str, Origin]) -> dict[str, Origin]:
    checks = {}
    for check_id, left, right in zip(
        audit["check_id"], audit["left_id"], audit["right_id"], strict=True
    ):
        ids = dict.fromkeys(each for side in (left, right) for each in str(side).split("|"))
        sides = [figures[each] for each in ids if each in figures]
        checks[check_id] = Origin(
            check_id,
            "check",
            tuple(dict.fromkeys(each for side in sides for each in side.locators)),
            tuple(dict.fromkeys(each for side in sides for each in side.places)),
        )
    return checks


def row_ids(data: pd.DataFrame) -> pd.Series[Any]:
    """Give the ids of each row (R tuples), from ``ids`` or the columns of ids that there are.

    Raises
    ------
    CompendiumError
        If the data has no such column.
    """
    if "ids" in data.columns:
        return data["ids"]
    keys = [key for key in ("baseline_id", "target_id", *KEYS.values()) if key in data.columns]
    if not keys:
        raise CompendiumError(f"the data has no ids: no column ids, {', '.join(KEYS.values())}")
    rows = data[keys].itertuples(index=False, name=None)
    ids = [tuple(each for each in row if not is_missing(each)) for row in rows]
    return pd.Series(ids, index=data.index, dtype=object)


def name_origins(
    origins: Sequence[Origin], tables: pd.DataFrame, plans: pd.DataFrame, lang: str
) -> list[Source]:
    """Name the plans that rows come from, each with its tables and sections.

    Parameters
    ----------
    tables, plans
        ``tables.csv`` and ``plans.csv``.
    """
    numbers = say_tables(tables, lang)
    named: dict[str, dict[str, None]] = {}
    for plan, place in (each for origin in origins for each in origin.places):
        named.setdefault(plan, {})[numbers.get(place) or say_section(place, lang)] = None
    known = {str(plan["plan_id"]): plan for plan in plans.to_dict("records")}
    return [_name(known[plan], list(places), lang) for plan, places in named.items()]


def _name(plan: Mapping[Hashable, Any], places: list[str], lang: str) -> Source:
    return Source(
        plan_id=str(plan["plan_id"]),
        plan=str(plan[f"short_{lang}"]),
        colour="" if is_missing(plan["colour"]) else str(plan["colour"]),
        number=_join_places(places, _MOST_NAMED, lang),
        cite=cite_plan(plan, lang)
        + choose(lang, en=", ", zh="，")
        + _join_places(places, _MOST_CITED, lang),
    )


def _join_places(places: list[str], most: int, lang: str) -> str:
    left = len(places) - most
    more = choose(lang, en=f" and {left} more", zh=f"等{len(places)}处") if left > 0 else ""
    return choose(lang, en=", ", zh="、").join(places[:most]) + more


def say_tables(tables: pd.DataFrame, lang: str) -> dict[str, str]:
    """Say the numbers of tables, boxes and listing sections, so that a reader finds them.

    Parameters
    ----------
    tables
        ``tables.csv``.

    >>> tables = {"table_id": ["a", "b", "c"], "number_zh": ["表1", "专栏3", "三（一）1"]}
    >>> tables = pd.DataFrame(tables | {"section_zh": ["二/（一）", "六/（二）", "三/（一）/1"]})
    >>> say_tables(tables, "en"), say_tables(tables, "zh")["c"]
    ({'a': 'table 1', 'b': 'box 3', 'c': 'sec. 3.1.1'}, '三（一）1')
    """
    columns = (tables[name] for name in ("table_id", "number_zh", "section_zh"))
    return {
        key: _say_number(number, section, lang)
        for key, number, section in zip(*columns, strict=True)
    }


def _say_number(number_zh: str, section_zh: str, lang: str) -> str:
    if lang == "zh":
        return number_zh
    if found := _NUMBERED.fullmatch(number_zh):
        return f"{_KINDS[found['kind']]} {found['number']}"
    # A section that lists is numbered by its path; any other number stays as it is printed.
    is_path = number_zh == section_zh.replace("/", "")
    return say_section(section_zh, lang) if is_path else number_zh


def say_section(section_zh: str, lang: str) -> str:
    """Write a heading path briefly, so that a reader finds the section in the plan.

    >>> say_section("第四篇/第八章/第二节", "en"), say_section("二/（三）/1", "en")
    ('ch. 8 sec. 2', 'sec. 2.3.1')
    >>> say_section("第四篇/第八章/第二节", "zh"), say_section("二/（三）/1", "zh")
    ('第八章第二节', '二（三）1')
    """
    # Chapters are numbered through: the part above them is not needed to find one.
    parts = [part for part in section_zh.split("/") if not part.endswith("篇")]
    if lang == "zh":
        return "".join(parts or [section_zh])
    if not all(_number(part) for part in parts):
        return section_zh
    numbers = [_number(part) for part in parts]
    if parts and parts[0].endswith("章"):
        return " ".join(map(" ".join, zip(("ch.", "sec."), numbers, strict=False)))
    return f"sec. {'.'.join(numbers)}"


def section_key(section_zh: str) -> tuple[int, ...]:
    """Give what heading paths are sorted by, so that they stand as in the plan.

    >>> sorted(["六/（二）/2", "二/（十）", "二/（三）/1", "六"], key=section_key)
    ['二/（三）/1', '二/（十）', '六', '六/（二）/2']
    """
    return tuple(int(_number(part) or 0) for part in section_zh.split("/"))


def _number(part: str) -> str:
    bare = fold_width(part).strip("()第篇章节")
    if bare.isascii():
        return bare
    return str(read_integer(bare)) if set(bare) <= set("零一二三四五六七八九十百") else ""
