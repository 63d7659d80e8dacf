"""The search's data as a script: one that a page opened from a disk can load too."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from compendium.record.ids import slugify
from compendium.site.search.entries import KINDS, Entry
from compendium.site.search.spelling import spell

NAME = "search-data.js"
"""The file's name, in an edition's folder."""

SPELT = ("indicator", "place", "entity", "project", "print")
"""The kinds whose Chinese names are found by their sound."""


def write_script(
    entries: Iterable[Entry],
    *,
    lang: str,
    units: Mapping[str, Sequence[Any]],
    ways: Sequence[tuple[str, str]],
) -> str:
    """Write the data of an edition's search.

    Columns instead of rows, and each name, note and head of an address once: a third of the bytes.

    Parameters
    ----------
    entries
        What can be found.
    lang
        The edition.
    units
        Unit as written → canonical unit and how many of it one is (`find_units`).
    ways
        Address and title of the pages that lead on where nothing is found.
    """
    rows = list(entries)
    kinds = list(KINDS)
    names, notes, words, heads = ({} for _ in range(4))  # type: ignore[var-annotated]
    for row in rows:
        names.setdefault((row.name_en, row.name_zh), len(names))
        notes.setdefault(row.note, len(notes))
        words.setdefault(row.words, len(words))
        heads.setdefault(_split(row.address)[0], len(heads))
    tails = [_split(row.address)[1] for row in rows]
    spelling = spell(row.name_zh for row in rows if row.kind in SPELT)
    data = {
        "lang": lang,
        "kinds": [[kind, *KINDS[kind][lang]] for kind in kinds],
        "spelt": [kinds.index(kind) for kind in SPELT],
        "en": [name_en for name_en, _ in names],
        "zh": [name_zh for _, name_zh in names],
        "notes": list(notes),
        "words": list(words),
        "heads": list(heads),
        "kind": [kinds.index(row.kind) for row in rows],
        "name": [names[row.name_en, row.name_zh] for row in rows],
        "note": [notes[row.note] for row in rows],
        "word": [words[row.words] for row in rows],
        "head": [heads[_split(row.address)[0]] for row in rows],
        # Half of the ids are their thing's name: the browser spells it, as `slugify` does.
        "tail": [
            0 if tail == slugify(row.name_en) else tail
            for row, tail in zip(rows, tails, strict=True)
        ],
        "aliases": {place: row.aliases for place, row in enumerate(rows) if row.aliases},
        "texts": {place: row.text for place, row in enumerate(rows) if row.text},
        "amounts": {
            place: [
                *(_plain(getattr(row.amount, name)) for name in _NUMBERS),
                row.amount.unit,
            ]
            for place, row in enumerate(rows)
            if row.amount
        },
        "units": units,
        "syllables": spelling.syllables,
        "own": spelling.own,
        "ways": ways,
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # JSON in a string is read faster than the same as JavaScript.
    quoted = text.replace("\\", "\\\\").replace("'", "\\'")
    for sign in "\u2028\u2029":
        quoted = quoted.replace(sign, " ")
    return f"window.compendiumSearchData=JSON.parse('{quoted}')\n"


_SCALES = {"万": 10**4, "亿": 10**8}
_NUMBERS = ("low", "high", "value_low", "value_high")


def find_units(
    observations: pd.DataFrame, words: Mapping[str, Mapping[str, str]]
) -> dict[str, tuple[str, float]]:
    """Give each unit as one writes it: its canonical unit, and how many of it.

    Parameters
    ----------
    observations
        Rows with ``unit_zh``, ``unit``, ``high`` and ``value_high``.
    words
        Canonical unit → what is written after a number, by language.

    >>> rows = pd.DataFrame([{"unit_zh": "亿美元", "unit": "USD", "high": 2, "value_high": 2e8}])
    >>> find_units(rows, {"USD": {"en": "US dollars", "zh": "美元"}})
    {'USD': ('USD', 1), 'US dollars': ('USD', 1), 'dollars': ('USD', 1), '美元': ('USD', 1)}
    """
    found: dict[str, tuple[str, float]] = {}
    for unit in dict.fromkeys(observations["unit"].dropna()):
        said = words.get(unit, {})
        names = (
            unit,
            said.get("en", ""),
            said.get("en", "").rpartition(" ")[2],
            said.get("zh", ""),
        )
        # What stands in brackets only tells two units apart.
        found |= {name: (unit, 1) for name in names if name and not {*"_()"} & {*name}}
    for row in observations.dropna(subset=["unit_zh", "value_high"]).to_dict("records"):
        bare = str(row["unit_zh"]).lstrip("".join(_SCALES))
        scale = math.prod(_SCALES[sign] for sign in str(row["unit_zh"]).removesuffix(bare))
        if bare and row["high"]:
            factor = round(float(row["value_high"]) / float(row["high"]) / scale, 9)
            found.setdefault(bare, (str(row["unit"]), _plain(factor)))
    return found


def _plain(number: float) -> float | int:
    return int(number) if number == int(number) else number


def _split(address: str) -> tuple[str, str]:
    """Split an address behind what many begin with: a page, or a row id's table.

    >>> _split("prints/a-t1.html#a-t1.gdp.futian"), _split("agree.html#x"), _split("index.html")
    (('prints/a-t1.html#a-t1.', 'gdp.futian'), ('agree.html#', 'x'), ('', 'index.html'))
    """
    page, sign, anchor = address.partition("#")
    if not sign:
        folder, slash, name = page.rpartition("/")
        return folder + slash, name
    table, dot, rest = anchor.partition(".")
    return (f"{page}#{table}{dot}", rest) if dot else (f"{page}#", anchor)
