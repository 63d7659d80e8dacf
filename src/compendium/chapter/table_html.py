"""A table as HTML, and how its headings and cells are written for a reader."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from numbers import Real
from typing import Any

import pandas as pd
from markupsafe import Markup

from compendium.chapter.html import render

MOST_IDS = 6
"""So many ids a row of a table carries on its page."""

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*")
_SPELLINGS = {"gdp": "GDP", "m2": "m²"}
_BARE_NUMBER = re.compile(r"[+−–-]?[\d,.]*%?")


def data_cells(data: pd.DataFrame) -> dict[str, Any]:
    """Give the data of a chart as headings and cells that a reader expects.

    Returns
    -------
    dict
        ``rows``, a pair of the headings (C texts) and the cells (R rows of C texts), and
        ``numeric``, which columns hold numbers.
    """
    headings = [format_heading(str(column)) for column in data.columns]
    cells = [
        [format_value(value) for value in row] for row in data.itertuples(index=False, name=None)
    ]
    numeric = [bool(pd.api.types.is_numeric_dtype(data[column])) for column in data.columns]
    return {"rows": [headings, cells], "numeric": numeric}


def table_html(
    headings: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    label: str,
    lang: str,
    caption: str = "",
    numeric: Sequence[bool] | None = None,
    ids: Sequence[Sequence[str]] = (),
) -> Markup:
    """Write a table in a region that scrolls on its own and that the keyboard can reach.

    Parameters
    ----------
    headings, rows
        (C texts) and (R rows of C cells), texts or `Html`; the first cell heads its row. On a small
        screen a row is a card, in which every other cell names its column.
    label, caption
        What is said of the region, and shown above the table.
    numeric
        Which columns are set to the right; those of bare numbers unless given.
    ids
        Of each row, the ids of the rows of the clean tables that it shows; none unless given.
    """
    if numeric is None:
        numeric = [
            all(_BARE_NUMBER.fullmatch(str(row[place])) for row in rows)
            for place in range(len(headings))
        ]
    columns = [
        {"heading": heading, "number": Markup(' class="number"' if is_number else "")}
        for heading, is_number in zip(headings, numeric, strict=True)
    ]
    return render(
        "table.html.j2",
        columns=columns,
        rows=rows,
        # A count of many rows has its ids in its download.
        ids=[" ".join(each) if len(each) <= MOST_IDS else "" for each in ids] or [""] * len(rows),
        label=label,
        caption=caption,
        lang=lang,
    )


def format_heading(name: str) -> str:
    """Write a column's name for a reader; what is no plain id is a heading already.

    >>> format_heading("share_of_gdp"), format_heading("CNY_2025"), format_heading("Per cent")
    ('Share of GDP', 'CNY 2025', 'Per cent')
    """
    if not _NAME.fullmatch(name):
        return name
    words = " ".join(_SPELLINGS.get(word, word) for word in name.split("_"))
    return words if words.startswith("m²") else words[0].upper() + words[1:]


def format_value(value: object) -> str:
    """Write one value for a reader: no float noise, separators from five digits, missing as "".

    >>> format_value(8664.8), format_value(1_234_567), format_value(2025.0), format_value(None)
    ('8664.8', '1,234,567', '2025', '')
    """
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bool) or not isinstance(value, Real):
        return str(value)
    number = float(value)
    separator = "," if abs(number) >= 10_000 else ""
    if number.is_integer():
        return f"{int(number):{separator}}"
    return f"{number:{separator}.10g}"
