"""Printed periods to years, and what a table's marks make of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from compendium.printed.text import fold_width, squeeze


@dataclass(frozen=True)
class Period:
    """A span of years, both ends included, and how its figure is to be read.

    ``kind`` is ``point`` (a stock or a moment), ``annual`` (a year's flow), ``cumulative``
    (a total over the span) or ``average`` (a yearly mean over the span). A total whose first year
    the plan does not say has no ``start``.
    """

    start: int | None
    end: int
    kind: str


def parse_year(printed: str) -> int:
    """Read the year of a column heading.

    Raises
    ------
    ValueError
        If the text is not one year.

    >>> parse_year("2025 年")
    2025
    """
    match = re.fullmatch(r"((?:19|20)\d\d)年?", fold_width(squeeze(printed)))
    if match is None:
        raise ValueError(printed)
    return int(match[1])


def parse_span(printed: str) -> tuple[int, int]:
    """Read the year of a column heading, or the years of a span; both ends are given.

    Raises
    ------
    ValueError
        If the text is neither, or the span ends before it begins.

    >>> parse_span("2025年"), parse_span("2026-2030年")
    ((2025, 2025), (2026, 2030))
    """
    first, dash, last = (
        fold_width(squeeze(printed)).replace("—", "-").replace("–", "-").partition("-")
    )
    years = (parse_year(first), parse_year(last if dash else first))
    if years[1] < years[0]:
        raise ValueError(printed)
    return years


def parse_open_span(printed: str) -> tuple[int | None, int]:
    """Read the years of a span as `parse_span` does; ``to 2030`` has no first year.

    >>> parse_open_span("to 2030"), parse_open_span("2026-2030")
    ((None, 2030), (2026, 2030))
    """
    if printed.startswith("to "):
        return None, parse_year(printed.removeprefix("to "))
    return parse_span(printed)


def span(year: int, *, kind: str, years: int = 1) -> Period:
    """Give the period of ``years`` years that ends with ``year``.

    >>> span(2025, kind="cumulative", years=5)
    Period(start=2021, end=2025, kind='cumulative')
    """
    return Period(year - years + 1, year, kind)
