"""Stable ids: made from what a figure is about, never from its print."""

from __future__ import annotations

import re
import unicodedata

from compendium.errors import CellTextError
from compendium.printed.numerals import read_integer
from compendium.printed.text import fold_width

KEY = r"[a-z0-9]+(?:-[a-z0-9]+)*"
"""The form of the part of an id that a person gives."""

_PART = re.compile(r"第?[(]?(?P<number>\d+|[零一二三四五六七八九十百]+)[)]?[篇章节]?")


def number_section(section_zh: str) -> str:
    """Write a heading path with digits.

    Raises
    ------
    CellTextError
        If a part of it has no number.

    >>> number_section("第三篇/第六章/第一节"), number_section("三/（一）/2")
    ('3-6-1', '3-1-2')
    """
    numbers = []
    for part in section_zh.split("/"):
        match = _PART.fullmatch(fold_width(part))
        if match is None:
            raise CellTextError(f"{part!r} of the section {section_zh!r} has no number")
        printed = match["number"]
        numbers.append(printed if printed.isascii() else str(read_integer(printed)))
    return "-".join(numbers)


def name_observation(
    where: str,
    indicator_id: str,
    place_id: str,
    period: tuple[str, str],
    role: str,
    ordinal: str = "",
) -> str:
    """Make the id of a figure.

    Parameters
    ----------
    where
        The table's or box's id, or the plan's with the number of the section.
    period
        First and last year or month; empty where there is none.
    ordinal
        ``2``, ``3`` … where a passage prints several figures that agree in all else; given once,
        in the workbook, so that another row changes no id.

    >>> name_observation("p-t1", "retail-sales", "shenzhen", ("2021", "2025"), "target")
    'p-t1.retail-sales.shenzhen.2021-2025.target'
    """
    start, end = period
    years = start if start == end else f"{start or 'to'}-{end}"
    parts = (where, indicator_id, place_id, years or "undated", role, ordinal)
    return ".".join(part for part in parts if part)


def slugify(name_en: str) -> str:
    """Make the part of an id from an English name, for a person to take or to change.

    >>> slugify("Shenzhen–Hong Kong Park (phase 2)")
    'shenzhen-hong-kong-park-phase-2'
    """
    letters = (
        sign for sign in unicodedata.normalize("NFKD", name_en) if not unicodedata.combining(sign)
    )
    return "-".join(re.findall(r"[a-z0-9]+", "".join(letters).lower()))
