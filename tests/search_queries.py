"""Queries that are drawn from the vocabularies, and what each has to find."""

from __future__ import annotations

import random
import re
import string
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from pypinyin import lazy_pinyin

from compendium.contract.load import load
from support import ROOT

_CHINESE = re.compile("[㐀-鿿]+")
_WORD = re.compile(r"[a-z]+")
_FEW = 3
SHARES = {"name": 70, "alias": 30, "part": 60, "pinyin": 50, "number": 50, "slip": 40}
"""How many of 300 are drawn of each sort."""


@dataclass(frozen=True)
class Shown:
    """A row that the search shows: its names in both languages and others, its kind and address."""

    names: tuple[str, ...]
    kind: str
    address: str


@dataclass(frozen=True)
class Query:
    """A query, and what is asked of the first three rows.

    Attributes
    ----------
    sort, text
        Where the query comes from, and what is typed.
    fits
        Whether a row is an answer.
    is_wanted
        Whether a row is the thing that the query was drawn from.
    answers
        How many different things are answers.
    """

    sort: str
    text: str
    fits: Callable[[Shown], bool]
    is_wanted: Callable[[Shown], bool]
    answers: int = 1

    def is_answered(self, shown: Sequence[Shown]) -> bool:
        """Tell whether the first three have what was drawn, or are answers all, if many are."""
        if any(map(self.is_wanted, shown)):
            return True
        return self.answers > _FEW and len(shown) == _FEW and all(map(self.fits, shown))


def fold(name: str) -> str:
    """Write a name without signs, spaces and case, as two of them are compared here."""
    text = unicodedata.normalize("NFKC", name).lower()
    return re.sub(r"[^a-z0-9㐀-鿿]+", "", text)


def draw(count: int, seed: int) -> list[Query]:
    """Draw queries of all sorts; a draw is the same wherever it is made."""
    chance = random.Random(seed)
    tables = {name: load(name, ROOT / "data" / "clean") for name in
              ("indicators", "entities", "places", "projects", "observations")}  # fmt: skip
    things = _Things(tables)
    makers = {
        "name": lambda: _name(things, chance),
        "alias": lambda: _alias(things, chance),
        "part": lambda: _part(things, chance),
        "pinyin": lambda: _pinyin(things, chance),
        "number": lambda: _number(tables["observations"], chance),
        "slip": lambda: _slip(things, chance),
    }
    return [
        query
        for sort, share in SHARES.items()
        for query in _take(makers[sort], count * share // sum(SHARES.values()))
    ]


def _take(make: Callable[[], Query | None], count: int) -> Iterator[Query]:
    while count:
        if query := make():
            yield query
            count -= 1


class _Things:
    """The names of all things."""

    def __init__(self, tables: Mapping[str, pd.DataFrame]) -> None:
        of = [tables[name] for name in ("indicators", "entities", "places", "projects")]
        # Places are few: each kind is drawn from as often as the root of its number.
        self.groups = [list(zip(each["name_en"], each["name_zh"], strict=True)) for each in of]
        self.weights = [len(group) ** 0.5 for group in self.groups]
        self.aliases = [
            (alias, row["name_zh"])
            for table in of[:2]
            for row in table[["name_zh", "aliases_zh"]].dropna().to_dict("records")
            for alias in row["aliases_zh"].split("|")
            if alias != row["name_zh"]
        ]
        named = {name for group in self.groups for names in group for name in names}
        self.folded = {fold(name) for name in named | {alias for alias, _ in self.aliases}}
        self.sounds = {name: "|".join(_sound(name)) for group in self.groups for _, name in group}
        self.words = {" ".join(_WORD.findall(name.lower())) for name in named}

    def choose(self, chance: random.Random) -> tuple[str, str]:
        """Draw a thing's names, English and Chinese."""
        return chance.choice(chance.choices(self.groups, self.weights)[0])


def _is_named(*names: str) -> Callable[[Shown], bool]:
    wanted = {fold(name) for name in names}
    return lambda shown: bool(wanted & set(map(fold, shown.names)))


def _name(things: _Things, chance: random.Random) -> Query:
    name = chance.choice(things.choose(chance))
    return Query("name", name, _is_named(name), _is_named(name))


def _alias(things: _Things, chance: random.Random) -> Query:
    alias, name = chance.choice(things.aliases)
    return Query("alias", alias, _is_named(name), _is_named(name))


def _part(things: _Things, chance: random.Random) -> Query | None:
    """Draw two characters or more of a Chinese name, or a whole word of an English one."""
    english, chinese = things.choose(chance)
    if chance.random() < 0.5:
        runs = [run for run in _CHINESE.findall(chinese) if len(run) > 1]
        if not runs:
            return None
        run = chance.choice(runs)
        start = chance.randrange(len(run) - 1)
        part = run[start : chance.randrange(start + 2, len(run) + 1)]
        found = {name for name in things.folded if part in name}
    else:
        words = [word for word in _WORD.findall(english.lower()) if len(word) > 3]
        if not words:
            return None
        part = chance.choice(words)
        found = {name for name in things.words if part in name.split()}
    return Query(
        "part",
        part,
        lambda shown: any(part in fold(name) for name in shown.names),
        _is_named(english, chinese),
        len(found),
    )


def _sound(name: str) -> list[str]:
    return [syllable for run in _CHINESE.findall(name) for syllable in lazy_pinyin(run)]


def _write(sound: Sequence[str], way: str) -> str:
    return "".join(each[0] if way == "initials" else each for each in sound)


def _pinyin(things: _Things, chance: random.Random) -> Query | None:
    """Draw the whole sound of a Chinese name, its first syllables, or its initials."""
    _, chinese = things.choose(chance)
    sound = _sound(chinese)
    if len(sound) < 2 or len(sound) > 14:
        return None
    way = chance.choice(("whole", "begun", "initials"))
    if way == "begun":
        sound = sound[: chance.randrange(2, len(sound) + 1)]
    typed = _write(sound, way)
    if way == "whole" and chance.random() < 0.5:
        typed = " ".join(sound)

    def begins(shown: Shown) -> bool:
        sounds = (_sound(name) for name in shown.names)
        return any(_write(each, way).startswith(typed.replace(" ", "")) for each in sounds if each)

    spelt = (_write(each.split("|"), way) for each in things.sounds.values() if each)
    count = sum(each.startswith(typed.replace(" ", "")) for each in spelt)
    return Query("pinyin", typed, begins, _is_named(chinese), count)


_DIGITS = "零一二三四五六七八九"


def _in_characters(number: int) -> str:
    """Write a number below ten thousand in Chinese characters.

    >>> _in_characters(5000), _in_characters(280), _in_characters(12)
    ('五千', '二百八十', '十二')
    """
    said, gap = "", False
    for power, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            said += ("零" if gap and said else "") + _DIGITS[digit] + sign
        gap = gap or (not digit and bool(said))
        gap = False if digit else gap
    return said.removeprefix("一") if said.startswith("一十") else said


def _ways(row: Mapping[str, Any]) -> list[tuple[str, float]]:
    """Give the ways to write a figure's number, each with the number that it names."""
    low, value = float(row["low"]), float(row["value_low"])
    unit = "" if pd.isna(row["unit_zh"]) else str(row["unit_zh"])
    bare = f"{low:.10g}"
    ways = [(bare, low), (f"{low:,.10g}" if low < 1e6 else bare, low)]
    ways += [(f"{bare}{unit}", value), (f"{bare} {unit}", value)]
    if low == int(low) and 1 < low < 10000:
        said = _in_characters(int(low))
        ways += [(said, low), (f"{said}{unit}", value)]
    if unit.startswith("亿"):
        ways += [(f"{low / 10000:.10g}万亿", value), (f"{low / 10:.10g} billion", value)]
    elif unit.startswith("万亿"):
        ways += [(f"{bare} trillion", value), (f"{low * 10000:.10g}亿", value)]
    elif unit.startswith("万"):
        ways += [(f"{value:.0f}", value), (f"{value:,.0f}", value)]
        ways += [(f"{low / 100:.10g} million", value), (f"{bare}万", value)]
    elif unit == "%":
        ways += [(f"{bare}%", value), (f"{bare} percent", value)]
    elif unit == "年":
        ways += [(f"{bare} years", value)]
    return ways


def _number(observations: pd.DataFrame, chance: random.Random) -> Query | None:
    numbers = observations.dropna(subset=["value_low"])
    row = numbers.iloc[chance.randrange(len(numbers))]
    if row["low"] != row["high"] or row["measure"] == "rank":
        return None
    typed, number = chance.choice(_ways(row))
    columns = numbers[["low", "high", "value_low", "value_high"]].astype(float)
    ids = set(numbers.loc[(columns == number).any(axis=1), "observation_id"])
    wanted = str(row["observation_id"])
    return Query(
        "number",
        typed,
        lambda shown: shown.address.partition("#")[2] in ids,
        lambda shown: shown.address.endswith(f"#{wanted}"),
        len(ids),
    )


def _slip(things: _Things, chance: random.Random) -> Query | None:
    """Draw an English name with one wrong, missing, extra or swapped letter in a long word."""
    english, _ = things.choose(chance)
    places = [
        place
        for word in re.finditer(r"[A-Za-z]{5,}", english)
        for place in range(word.start(), word.end() - 1)
    ]
    if not places:
        return None
    at = chance.choice(places)
    letter = chance.choice(string.ascii_lowercase)
    typed = chance.choice((
        english[:at] + letter + english[at + 1 :],
        english[:at] + english[at + 1 :],
        english[:at] + letter + english[at:],
        english[:at] + english[at + 1] + english[at] + english[at + 2 :],
    ))  # fmt: skip
    if fold(typed) in things.folded or fold(typed) == fold(english):
        return None
    return Query("slip", typed, _is_named(english), _is_named(english))


def judge(queries: Iterable[Query], answers: Iterable[Sequence[Shown]]) -> list[str]:
    """Give the queries that were not answered."""
    return [
        f"{query.sort}: {query.text} ({query.answers})"
        for query, shown in zip(queries, answers, strict=True)
        if not query.is_answered(shown)
    ]
