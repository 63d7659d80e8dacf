"""What the explorer lists, by what it is filtered, and the addresses of its selections.

A selection stands in the address, so that it can be linked to, kept and gone back to::

    explorer.html#set=projects&place=futian,nanshan&stage=build&q=metro&sort=-place

===========  =======================================================================================
key          what it says
===========  =======================================================================================
``set``      what is listed: ``figures`` (the default), ``targets``, ``projects`` or ``entities``
a filter     ids or values as in the clean tables, several joined by a comma (any of them); ``-`` is
             "not stated". Which filters a set has says `Listed.filters`: ``plan``, ``chapter``,
             ``place``, ``indicator``, ``role``, ``measure``, ``year``, ``comparison``, ``kind``,
             ``stage``, ``source``
``q``        words that all have to be found, in Chinese or English, or the whole id of a row
``sort``     a key of `Listed.headings`; with ``-`` before it from the greatest down
===========  =======================================================================================

`explorer_address` writes such an address for other pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

PAGE = "explorer.html"


@dataclass(frozen=True)
class Listed:
    """One of the things that the explorer lists.

    Attributes
    ----------
    name
        As the address has it.
    table
        The clean table whose rows are listed.
    titles
        What the rows are called, by language.
    filters
        Key of a filter → the column that it looks at, of the table or of what is added to it. A
        column may hold several values, joined by ``|``.
    headings
        Key of a column of the view → its heading, by language.
    words
        The columns with texts in which words are looked for, besides the names, in both languages,
        of the row's plan, place, indicator and printed table.
    """

    name: str
    table: str
    titles: Mapping[str, str]
    filters: Mapping[str, str]
    headings: Mapping[str, Mapping[str, str]]
    words: tuple[str, ...]


def _say(en: str, zh: str) -> Mapping[str, str]:
    return {"en": en, "zh": zh}


_INDICATOR = _say("Indicator", "指标")
_PLACE = _say("Place", "地区")
_PLAN = _say("Plan", "规划")

FILTERS: Mapping[str, Mapping[str, str]] = {
    "plan": _PLAN,
    "chapter": _say("Chapter", "章节"),
    "place": _PLACE,
    "indicator": _INDICATOR,
    "role": _say("Actual or target", "现状或目标"),
    "measure": _say("What is measured", "度量"),
    "year": _say("Year", "年份"),
    "comparison": _say("What can be computed", "可比方式"),
    "kind": _say("Kind", "类型"),
    "stage": _say("Stage", "阶段"),
    "source": _say("Where it is listed", "列举之处"),
}
"""Key of a filter → what it is called, by language."""

SETS: tuple[Listed, ...] = (
    Listed(
        "figures",
        "observations",
        _say("Figures", "数字"),
        {
            "plan": "plan_id",
            "chapter": "chapter",
            "role": "role",
            "place": "place_id",
            "indicator": "indicator_id",
            "year": "year",
            "measure": "measure",
        },
        {
            "indicator": _INDICATOR,
            "value": _say("Figure", "数字"),
            "year": _say("Period", "时期"),
            "place": _PLACE,
            "plan": _PLAN,
        },
        ("indicator_zh", "section_zh", "printed", "unit_zh", "said", "note_en", "note_zh"),
    ),
    Listed(
        "targets",
        "targets",
        _say("Targets", "目标"),
        {
            "plan": "plan_id",
            "chapter": "chapter",
            "comparison": "comparison",
            "place": "place_id",
            "indicator": "indicator_id",
            "year": "target_year",
        },
        {
            "indicator": _INDICATOR,
            "value": _say("Target", "目标"),
            "growth": _say("What it takes", "所需变化"),
            "place": _PLACE,
            "plan": _PLAN,
        },
        ("indicator_zh", "printed", "said", "baseline_said", "reason"),
    ),
    Listed(
        "projects",
        "projects",
        _say("Named in plans", "规划所提及"),
        {
            "plan": "plan_id",
            "chapter": "chapter",
            "kind": "kind",
            "stage": "stage",
            "place": "place_id",
            "source": "source_kind",
        },
        {
            "name": _say("Name", "名称"),
            "kind": _say("Kind", "类型"),
            "stage": _say("Stage", "阶段"),
            "place": _PLACE,
            "plan": _PLAN,
        },
        (
            "name_zh",
            "name_en",
            "group_zh",
            "group_en",
            "section_zh",
            "action_zh",
            "about_en",
            "about_zh",
        ),
    ),
    Listed(
        "entities",
        "entities",
        _say("Real things", "实体"),
        {"plan": "plans", "chapter": "chapter", "kind": "kind", "place": "place_id"},
        {
            "name": _say("Name", "名称"),
            "kind": _say("Kind", "类型"),
            "mentions": _say("Times named", "提及次数"),
            "place": _PLACE,
            "plan": _say("Plans", "规划"),
        },
        ("name_zh", "name_en", "aliases_zh"),
    ),
)


def explorer_address(
    name: str, *, q: str = "", sort: str = "", **filters: str | Iterable[str]
) -> str:
    """Give the address of a selection, from the edition's folder.

    Raises
    ------
    KeyError
        If there is no such set, or it has no such filter or column.

    >>> explorer_address("projects", chapter="trade", place=["futian", "nanshan"])
    'explorer.html#set=projects&chapter=trade&place=futian,nanshan'
    >>> explorer_address("figures", q="零售 2025", sort="-year")
    'explorer.html#set=figures&q=%E9%9B%B6%E5%94%AE+2025&sort=-year'
    """
    listed = {each.name: each for each in SETS}[name]
    parts = [("set", name)]
    for key, wanted in filters.items():
        values = [wanted] if isinstance(wanted, str) else list(wanted)
        listed.filters[key]
        parts.append((key, ",".join(map(quote, values))))
    if q:
        parts.append(("q", quote(q).replace("%20", "+")))
    if sort:
        listed.headings[sort.removeprefix("-")]
        parts.append(("sort", sort))
    return f"{PAGE}#{'&'.join(f'{key}={value}' for key, value in parts)}"
