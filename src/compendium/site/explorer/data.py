"""The explorer's data: each set a script that a page from a disk can load too, and names for all.

A script holds the columns of a clean table as they stand in its CSV, so that the browser gives a
selection back as the same rows, and what `added` works out beside them. `pack` writes both short.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd

from compendium.chapter.inert import one_line
from compendium.chapter.origins import say_tables
from compendium.chapter.terms import name_values
from compendium.contract.enums import LANGUAGES
from compendium.contract.terms import Terms
from compendium.site.addresses import Addresses
from compendium.site.explorer.added import ADD, Column
from compendium.site.explorer.sets import FILTERS, SETS, Listed
from compendium.site.files import Files
from compendium.site.page_values import Record

FOLDER = PurePosixPath("_static/explorer")
NAMES = "names"
Packed = str | Column | dict[str, Any]
"""A column as a script has it: see `pack`."""

_WORDS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "measure": {
        "level": ("level", "水平"),
        "share": ("share", "占比"),
        "growth": ("growth", "增速"),
        "rank": ("rank", "位次"),
        "ratio": ("ratio", "比率"),
        "count": ("count", "数量"),
    },
    "comparison": {
        "growth": ("yearly growth", "年均增长"),
        "multiple": ("multiple", "倍数"),
        "difference": ("difference", "差值"),
        "none": ("nothing", "不可比"),
    },
    "source": {
        "box": ("in a box", "专栏"),
        "section": ("in a section that lists", "列举性章节"),
        "text": ("in a sentence", "正文句子"),
    },
}


def make_data(clean: Path, record: Record, terms: Terms, addresses: Addresses) -> Files:
    """Make the scripts with the rows of all sets, and with the names that they share.

    Parameters
    ----------
    clean
        The folder of the clean tables.
    record, terms
        The same tables, typed, and the words that go with them.
    addresses
        Where each row stands.
    """
    added = {each.name: ADD[each.name](record, addresses) for each in SETS}
    files = {
        NAMES: {
            "names": find_names(record, terms),
            "titles": {key: said[record.words.lang] for key, said in FILTERS.items()},
        },
        **{
            each.name: describe_set(
                each, read_columns(clean / f"{each.table}.csv"), added[each.name], record.words.lang
            )
            for each in SETS
        },
    }
    return {FOLDER / f"{name}.js": _script(name, content) for name, content in files.items()}


def find_address(files: Files, name: str) -> str:
    """Give the address of a script, from a page of the edition; it changes with the content."""
    path = FOLDER / f"{name}.js"
    return f"{path}?v={hashlib.sha256(files[path]).hexdigest()[:8]}"


def read_columns(path: Path) -> dict[str, Column]:
    """Read a clean table as columns of texts, just as they stand in it."""
    with path.open(encoding="utf-8", newline="") as file:
        headings, *rows = csv.reader(file, strict=True)
    return {name: [row[place] for row in rows] for place, name in enumerate(headings)}


def describe_set(
    listed: Listed, columns: Mapping[str, Column], added: Mapping[str, Column], lang: str
) -> dict[str, Any]:
    """Describe a set as the page's script reads it.

    Parameters
    ----------
    listed
        The set.
    columns, added
        The columns of its table, and those worked out beside it (R texts each).
    lang
        The edition.
    """
    return {
        "rows": len(next(iter(columns.values()))),
        "columns": pack_all(columns),
        "added": pack_all(added),
        "filters": dict(listed.filters),
        "headings": {key: said[lang] for key, said in listed.headings.items()},
        "words": list(listed.words),
    }


def pack_all(columns: Mapping[str, Column]) -> dict[str, Packed]:
    """Write columns (R texts each) as `pack` does, each knowing those before it."""
    earlier: dict[str, Column] = {}
    packed: dict[str, Packed] = {}
    for name, column in columns.items():
        packed[name] = pack(column, earlier)
        earlier[name] = column
    return packed


def pack(column: Column, earlier: Mapping[str, Column]) -> Packed:
    """Write a column without saying much twice.

    One that has the same value everywhere is that value. Where values repeat, it is a list of them
    (``of``) and each row's place in it (``at``); where only their beginnings do, what follows them
    comes with it (``rest``). Where a column is mostly like an earlier one, it is that one's name
    (``like``) and the rows with another value (``but``).

    >>> pack(["a", "a", "a"], {}), pack(["a", "b"], {})
    ('a', ['a', 'b'])
    >>> pack(["a", "b", "a", "b", "a"], {})
    {'of': ['a', 'b'], 'at': [0, 1, 0, 1, 0]}
    >>> pack(["one", "two", "3"], {"names": ["one", "two", "three"]})
    {'like': 'names', 'but': {2: '3'}}
    >>> pack(["t1.a", "t1.b", "t1.c", "t1.d", "t2.e"], {})
    {'of': ['t1.', 't2.'], 'at': [0, 0, 0, 0, 1], 'rest': ['a', 'b', 'c', 'd', 'e']}
    """
    found = dict.fromkeys(column)
    if len(found) == 1:
        return column[0]
    if len(found) * 2 < len(column):
        return _list_values(column)
    for name, other in earlier.items():
        differences = _differ(column, other)
        if len(differences) * 2 < len(column):
            return {"like": name, "but": differences}
    beginnings, rest = zip(*map(_split, column), strict=True)
    if all(beginnings) and len(set(beginnings)) * 2 < len(column):
        return {**_list_values(beginnings), "rest": list(rest)}
    return column


def _list_values(column: Sequence[str]) -> dict[str, list[Any]]:
    places = {value: place for place, value in enumerate(dict.fromkeys(column))}
    return {"of": list(places), "at": [places[value] for value in column]}


def _split(value: str) -> tuple[str, str]:
    """Part an id behind its table, and the address of a cell behind its sheet."""
    sign = "!" if "!" in value else "."
    head, found, tail = value.partition(sign)
    return (head + found, tail) if found else ("", value)


def _differ(column: Column, other: Column) -> dict[int, str]:
    pairs = enumerate(zip(column, other, strict=True))
    return {row: own for row, (own, others) in pairs if own != others}


def find_names(record: Record, terms: Terms) -> dict[str, dict[str, tuple[str, str]]]:
    """Give what ids and values are called, English and Chinese, by the filter that has them.

    ``table`` is no filter: it has the printed tables, a number and a title each.
    """
    tables = record.tables
    numbers = {lang: say_tables(tables, lang) for lang in LANGUAGES}
    return {
        "plan": _pairs(record.plans, "plan_id", "short"),
        "place": _pairs(record.places, "place_id", "name"),
        "indicator": _pairs(record.indicators, "indicator_id", "name"),
        "table": {
            key: (f"{numbers['en'][key]} {en}", f"{numbers['zh'][key]} {zh}")
            for key, (en, zh) in _pairs(tables, "table_id", "title").items()
        },
        "chapter": {key: (said["en"], said["zh"]) for key, said in terms.chapters.items()},
        **{
            key: {value: (name_values("en")[key][value], name) for value, name in said.items()}
            for key, said in name_values("zh").items()
        },
        **{key: dict(said) for key, said in _WORDS.items()},
    }


def _pairs(table: pd.DataFrame, key: str, name: str) -> dict[str, tuple[str, str]]:
    columns = (table[key], *(table[f"{name}_{lang}"] for lang in LANGUAGES))
    return {
        str(each): (one_line(str(en)), one_line(str(zh)))
        for each, en, zh in zip(*columns, strict=True)
    }


def _script(name: str, content: Mapping[str, Any]) -> bytes:
    return f"(window.explorerData??={{}}).{name}={_write(content)};\n".encode()


def _write(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
