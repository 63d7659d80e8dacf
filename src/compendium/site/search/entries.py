"""What can be found: one entry a thing of the record, a chart or a section of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from compendium.chapter.origins import say_section, say_tables
from compendium.chapter.terms import WORDS, name_values
from compendium.printed.wording import is_missing, say_period
from compendium.site.addresses import (
    Addresses,
    indicator_address,
    place_address,
    print_page,
)
from compendium.site.page_values import Record

KINDS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "indicator": {"en": ("Indicators", "indicator"), "zh": ("指标", "指标")},
    "place": {"en": ("Places", "place"), "zh": ("地区", "地区")},
    "entity": {"en": ("Named things", "named thing"), "zh": ("实体", "实体")},
    "project": {"en": ("Projects in the plans", "project"), "zh": ("规划项目", "规划项目")},
    "figure": {"en": ("Figures", "figure"), "zh": ("数值", "数值")},
    "chart": {"en": ("Charts", "chart"), "zh": ("图", "图")},
    "section": {"en": ("Sections", "section"), "zh": ("章节", "章节")},
    "print": {"en": ("Tables and boxes", "print"), "zh": ("表与专栏", "表或专栏")},
}
"""The kinds of what can be found, in the order in which like matches are shown; their names, and
what one of them is called."""


@dataclass(frozen=True)
class Amount:
    """The numbers of a figure: as printed, in its canonical unit, and that unit."""

    low: float
    high: float
    value_low: float
    value_high: float
    unit: str


@dataclass(frozen=True)
class Entry:
    """One thing that can be found.

    Attributes
    ----------
    kind
        One of `KINDS`.
    address
        Where it stands, from the edition's folder.
    name_en, name_zh
        Its names; empty where it has none in that language.
    note
        What is said below its name.
    aliases
        Its other names.
    words
        More words by which it is found, which are not shown: its places.
    text
        What it says, of which the found passage is shown.
    amount
        Its numbers, if it is a figure with any.
    """

    kind: str
    address: str
    name_en: str
    name_zh: str
    note: str = ""
    aliases: tuple[str, ...] = ()
    words: str = ""
    text: str = ""
    amount: Amount | None = None


def find_entries(record: Record, synonyms: Mapping[str, str]) -> Iterator[Entry]:
    """Give what can be found of a record.

    Parameters
    ----------
    record
        The clean tables.
    synonyms
        A word of the plans → another that means the same: in an indicator's name either may stand.
    """
    addresses = Addresses(record)
    said = _Said(record)
    yield from _indicators(record, said, synonyms)
    yield from _places(record, said)
    yield from _entities(record, said, addresses)
    yield from _projects(record, said, addresses)
    yield from _figures(record, said, addresses)
    yield from _prints(record, said)


class _Said:
    """What plans, places and values are called, in the edition's language and in both."""

    def __init__(self, record: Record) -> None:
        self.lang = record.words.lang
        self.plans = record.plans.set_index("plan_id")[f"short_{self.lang}"].to_dict()
        self.places = record.places.set_index("place_id")[["name_en", "name_zh"]].to_dict("index")
        self.values = name_values(self.lang)
        self.numbers = say_tables(record.tables, self.lang)

    def place(self, place_id: object) -> str:
        """Give the names of a place in both languages, or nothing."""
        return "" if is_missing(place_id) else " ".join(self.places[str(place_id)].values())

    def own(self, place_id: object) -> str:
        """Give the name of a place in the edition's language, or nothing."""
        return "" if is_missing(place_id) else str(self.places[str(place_id)][f"name_{self.lang}"])

    def print(self, row: Mapping[str, Any]) -> str:
        """Say where a row is printed: its plan, and the table or section."""
        if is_missing(row["table_id"]):
            where = say_section(str(row["section_zh"]), self.lang)
        else:
            where = str(self.numbers[row["table_id"]])
        return f"{self.plans[row['plan_id']]}, {where}"

    def join(self, *parts: str) -> str:
        """Join what there is of a note."""
        return " · ".join(part for part in parts if part)


def _indicators(record: Record, said: _Said, synonyms: Mapping[str, str]) -> Iterator[Entry]:
    counts = record.observations["indicator_id"].value_counts()
    printed = record.observations.groupby("indicator_id")["indicator_zh"].unique().to_dict()
    for row in _rows(record.indicators):
        name, key = str(row["name_zh"]), row["indicator_id"]
        others = [*_split(row["aliases_zh"]), *printed.get(key, ())]
        yield Entry(
            "indicator",
            indicator_address(key),
            row["name_en"],
            name,
            _count(int(counts.get(key, 0)), said.lang),
            _aliases((*others, *swap_words((name, *others), synonyms)), name),
        )


def _places(record: Record, said: _Said) -> Iterator[Entry]:
    figures = record.observations["place_id"].value_counts()
    named = record.projects["place_id"].value_counts()
    for row in _rows(record.places):
        key = row["place_id"]
        bare = str(row["name_zh"]).rstrip("省市区县镇")
        yield Entry(
            "place",
            place_address(key),
            row["name_en"],
            row["name_zh"],
            said.join(
                said.own(row["parent_id"]),
                _count(int(figures.get(key, 0)), said.lang),
                _count(int(named.get(key, 0)), said.lang, "project"),
            ),
            (bare,) if len(bare) > 1 and bare != row["name_zh"] else (),
        )


def _entities(record: Record, said: _Said, addresses: Addresses) -> Iterator[Entry]:
    called = record.projects.dropna(subset=["entity_id"]).groupby("entity_id")
    names = called[["name_en", "name_zh"]].agg(list).to_dict("index")
    for row in _rows(record.entities):
        others = names.get(row["entity_id"], {"name_en": [], "name_zh": []})
        yield Entry(
            "entity",
            addresses.entities[row["entity_id"]],
            row["name_en"],
            row["name_zh"],
            said.join(
                said.values["kind"][row["kind"]],
                said.own(row["place_id"]),
                *(said.plans[plan] for plan in _split(row["plans"])),
            ),
            _aliases(
                (*_split(row["aliases_zh"]), *others["name_zh"], *others["name_en"]),
                row["name_zh"],
                row["name_en"],
            ),
            said.place(row["place_id"]),
        )


def _projects(record: Record, said: _Said, addresses: Addresses) -> Iterator[Entry]:
    for row in _rows(record.projects):
        stage = "" if is_missing(row["stage"]) else said.values["stage"][row["stage"]]
        yield Entry(
            "project",
            addresses.rows[row["project_id"]],
            row["name_en"],
            row["name_zh"],
            said.join(said.values["kind"][row["kind"]], stage, said.print(row)),
            words=" ".join((said.place(row["place_id"]), *_present(row, "group_en", "group_zh"))),
            text=" ".join(_present(row, "about_en", "about_zh")),
        )


def _figures(record: Record, said: _Said, addresses: Addresses) -> Iterator[Entry]:
    names = record.indicators.set_index("indicator_id")[["name_en", "name_zh"]].to_dict("index")
    for row in _rows(record.observations):
        name, place = names[row["indicator_id"]], said.places[row["place_id"]]
        period = (
            ""
            if is_missing(row["period_end"])
            else say_period(
                str(row["period_end" if is_missing(row["period_start"]) else "period_start"]),
                str(row["period_end"]),
            )
        )
        value, printed = record.words.say_figure(row), str(row["printed"])
        yield Entry(
            "figure",
            addresses.rows[row["observation_id"]],
            ", ".join(part for part in (name["name_en"], place["name_en"], period) if part),
            "，".join(part for part in (name["name_zh"], place["name_zh"], period) if part),
            said.join(
                value,
                "" if printed in value else printed,
                said.values["role"][row["role"]],
                said.print(row),
            ),
            # By a target's own wording, and by that it is one.
            words=" ".join(
                (str(row["indicator_zh"]), *(WORDS[each][row["role"]] for each in WORDS))
            ),
            amount=_amount(row),
        )


def _amount(row: Mapping[str, Any]) -> Amount | None:
    if is_missing(row["value_low"]):
        return None
    low, high = float(row["low"]), float(row["high"])
    return Amount(low, high, float(row["value_low"]), float(row["value_high"]), str(row["unit"]))


def _prints(record: Record, said: _Said) -> Iterator[Entry]:
    names = {row["plan_id"]: (row["short_en"], row["short_zh"]) for row in _rows(record.plans)}
    for row in _rows(record.tables):
        yield Entry(
            "print",
            f"{print_page(row['table_id'], row['plan_id'])}.html",
            row["title_en"],
            row["title_zh"],
            said.join(said.plans[row["plan_id"]], said.numbers[row["table_id"]]),
            words=" ".join((*names[row["plan_id"]], str(row["number_zh"]))),
        )
    in_text = record.observations[record.observations["table_id"].isna()]
    for plan_id, count in in_text["plan_id"].value_counts(sort=False).items():
        name_en, name_zh = names[plan_id]
        yield Entry(
            "print",
            f"{print_page(None, str(plan_id))}.html",
            f"{name_en}: figures in sentences",
            f"{name_zh}：正文中的数值",
            _count(int(count), said.lang),
        )


def swap_words(names: Iterable[str], synonyms: Mapping[str, str]) -> list[str]:
    """Give names with a word replaced by another that means the same, in either direction.

    >>> swap_words(["服务业增加值"], {"第三产业": "服务业"})
    ['第三产业增加值']
    """
    pairs = [*synonyms.items(), *((means, word) for word, means in synonyms.items())]
    return [name.replace(word, other) for name in names for word, other in pairs if word in name]


def _aliases(names: Iterable[str], *own: str) -> tuple[str, ...]:
    return tuple(name for name in dict.fromkeys(map(str, names)) if name not in own)


def _count(number: int, lang: str, kind: str = "figure") -> str:
    if number == 0:
        return ""
    word = KINDS[kind][lang][1]
    if lang == "zh":
        return f"{number} 个{word}"
    return f"{number} {word}{'' if number == 1 else 's'}"


def _present(row: Mapping[str, Any], *names: str) -> list[str]:
    return [str(row[name]) for name in names if not is_missing(row[name])]


def _split(joined: object) -> list[str]:
    return [] if is_missing(joined) else str(joined).split("|")


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]
