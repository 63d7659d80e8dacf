"""The explorer's page as it comes: its controls, the first rows, and what all of it holds.

That is what shows without a script; with one, it is what shows until a reader wants more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from markupsafe import Markup

from compendium.contract.enums import LANGUAGES
from compendium.contract.terms import Terms
from compendium.printed.wording import choose, is_missing, say_number, say_period
from compendium.site.addresses import Addresses, indicator_address, place_address
from compendium.site.explorer.added import JOIN, Column, list_rows
from compendium.site.explorer.data import NAMES, find_address, find_names, read_columns
from compendium.site.explorer.sets import FILTERS, SETS, Listed, explorer_address
from compendium.site.files import Files
from compendium.site.page_values import Record
from compendium.site.render import render_html

LIBRARY = "_static/vendor/table-core-8.21.3.js"
"""The library that filters, counts and sorts: TanStack Table, as its makers build it."""

FIRST_ROWS = 20
# Longer lists come with the data.
_SHORT = ("plan", "chapter", "role", "measure")

Names = Mapping[str, Mapping[str, tuple[str, str]]]


def explorer_values(
    files: Files, clean: Path, record: Record, terms: Terms, addresses: Addresses
) -> dict[str, str]:
    """Give what the explorer's page shows: ``explorer``, and ``explorer_holds``, its counts.

    Parameters
    ----------
    files
        The scripts that it loads, of `compendium.site.explorer.data.make_data`.
    clean, record, terms, addresses
        What they were made from.
    """
    names, lang = find_names(record, terms), record.words.lang
    tables = {each.name: read_columns(clean / f"{each.table}.csv") for each in SETS}
    return {
        "explorer": _draw(files, tables, names, record, addresses),
        "explorer_holds": render_html(
            "explorer-holds.html.j2", **count_all(tables, names, lang), lang=lang
        ),
    }


def named_things(projects: pd.DataFrame, chapter: str) -> tuple[int, str]:
    """Give how many rows of projects are of a chapter's subject, and where they can be searched."""
    return int((projects["chapter"] == chapter).sum()), explorer_address(
        "projects", chapter=chapter
    )


def _draw(
    files: Files,
    tables: Mapping[str, Mapping[str, Column]],
    names: Names,
    record: Record,
    addresses: Addresses,
) -> Markup:
    lang, first = record.words.lang, SETS[0]
    sets = [
        {
            "name": each.name,
            "title": each.titles[lang],
            "rows": say_number(len(next(iter(tables[each.name].values())))),
            "filters": " ".join(each.filters),
            "src": find_address(files, each.name),
        }
        for each in SETS
    ]
    groups = [
        {
            "key": key,
            "title": FILTERS[key][lang],
            "values": count_values(tables[first.name][column], names[key], lang)
            if key in _SHORT
            else [],
        }
        for key, column in first.filters.items()
    ]
    return render_html(
        "explorer.html.j2",
        sets=sets,
        groups=groups,
        headings={key: said[lang] for key, said in first.headings.items()},
        rows=_first_rows(record, names, addresses),
        total=sets[0]["rows"],
        names_src=find_address(files, NAMES),
        library=LIBRARY,
        indicators=indicator_address("{}"),
        places=place_address("{}"),
        lang=lang,
    )


def _first_rows(record: Record, names: Names, addresses: Addresses) -> list[dict[str, Any]]:
    lang, found = record.words.lang, record.observations.head(FIRST_ROWS)
    place = LANGUAGES.index(lang)

    def said(key: str, value: object) -> str:
        return "" if is_missing(value) else names[key][str(value)][place]

    return [
        {
            "indicator": said("indicator", row["indicator_id"]),
            "indicator_address": indicator_address(str(row["indicator_id"])),
            "printed_name": row["indicator_zh"],
            "said": record.words.say_figure(row),
            "address": addresses.rows[str(row["observation_id"])],
            "printed": _with_unit(row["printed"], row["unit_zh"]),
            "period": _period(row, lang),
            "role": said("role", row["role"]),
            "place": said("place", row["place_id"]),
            "place_address": place_address(str(row["place_id"])),
            "plan": said("plan", row["plan_id"]),
            "stands": said("table", row["table_id"]).partition(" ")[0] or row["section_zh"],
        }
        for row in list_rows(found)
    ]


def _with_unit(printed: str, unit: str) -> str:
    # In a table the unit stands in another cell.
    return printed if is_missing(unit) or unit in printed else f"{printed} {unit}"


def _period(row: Mapping[str, Any], lang: str) -> str:
    start, end = (
        "" if is_missing(row[key]) else str(row[key]) for key in ("period_start", "period_end")
    )
    if not end:
        return choose(lang, en="no year", zh="未写年份")
    return say_period(start, end) if start else choose(lang, en=f"to {end}", zh=f"至{end}")


def count_values(
    column: Column, names: Mapping[str, tuple[str, str]], lang: str
) -> list[dict[str, Any]]:
    """Give the values of a column, as they are in the vocabulary: names, and numbers of rows.

    >>> count_values(["b", "a|b", ""], {"a": ("A", "甲"), "b": ("B", "乙")}, "zh")
    [{'value': 'a', 'name': '甲', 'rows': 1}, {'value': 'b', 'name': '乙', 'rows': 2}]
    """
    rows = Counter(value for cell in column for value in cell.split(JOIN) if value)
    return [
        {"value": value, "name": said[LANGUAGES.index(lang)], "rows": rows[value]}
        for value, said in names.items()
        if value in rows
    ]


def count_all(
    tables: Mapping[str, Mapping[str, Column]], names: Names, lang: str
) -> dict[str, Any]:
    """Count the rows of all sets by plan, and named and real things by kind.

    Parameters
    ----------
    tables
        Set → its clean table, as columns.
    names, lang
        What values are called, and in which language.
    """
    return {
        "sets": [{"name": each.name, "title": each.titles[lang]} for each in SETS],
        "plans": _cross(tables, SETS, "plan", names, lang),
        "kinds": _cross(
            tables, [each for each in SETS if "kind" in each.filters], "kind", names, lang
        ),
        "things": [each.titles[lang] for each in SETS if "kind" in each.filters],
        "files": sorted(each.table for each in SETS),
    }


def _cross(
    tables: Mapping[str, Mapping[str, Column]],
    sets: Sequence[Listed],
    key: str,
    names: Names,
    lang: str,
) -> list[dict[str, Any]]:
    counted = {
        each.name: {
            found["value"]: found["rows"]
            for found in count_values(tables[each.name][each.filters[key]], names[key], lang)
        }
        for each in sets
    }
    return [
        {
            "name": said[LANGUAGES.index(lang)],
            "counts": [
                {
                    "rows": say_number(counted[each.name].get(value, 0)),
                    "address": explorer_address(each.name, **{key: value}),
                }
                for each in sets
            ],
        }
        for value, said in names[key].items()
        if any(value in each for each in counted.values())
    ]
