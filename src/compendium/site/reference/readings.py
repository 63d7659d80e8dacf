"""Figures as they are printed and as they are read: what a page of prints says of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from compendium.chapter.terms import WORDS
from compendium.printed.wording import is_missing
from compendium.site.reference.links import Charts, Link, Links, Pair
from compendium.site.reference.print_words import SAID, say_time

# As many as the exact value of any figure has in words.
_EXACT = 6


@dataclass(frozen=True)
class Reading:
    """One figure: what is printed, how it is read, and what uses it.

    Attributes
    ----------
    row_id, cell
        Its id, and the cell of the sheet that prints it.
    printed, said
        The print, and the canonical value in words, with its comparator.
    name
        The indicator as printed.
    time, role, binding
        The true period, and what the figure is.
    period
        The period as printed.
    period_from
        Where it was read, in words; empty where the plan gives none.
    hedge
        The hedge as printed.
    note
        What could mislead a reader, in our words.
    """

    row_id: str
    cell: str
    printed: str
    said: str
    name: str
    indicator: Link
    place: Link | None
    time: str
    role: str
    binding: str
    period: str
    period_from: str
    hedge: str
    note: str
    pairs: tuple[Pair, ...]
    checks: tuple[Link, ...]
    charts: tuple[Link, ...]


def read_figure(figure: Mapping[str, Any], links: Links, charts: Charts, page: str) -> Reading:
    """Give what a page of prints says of a figure (a row of ``observations.csv``)."""
    words, lang = links.material.record.words, links.lang
    row_id = str(figure["observation_id"])
    said = SAID[lang]
    source = figure["period_from"]
    binding = figure["binding"]
    return Reading(
        row_id=row_id,
        cell=split_locator(figure["locator"])[1],
        printed=str(figure["printed"]),
        said=words.say_figure(figure, _EXACT),
        name=str(figure["indicator_zh"]),
        indicator=links.indicator(figure["indicator_id"]),
        place=links.place(figure["place_id"]),
        time=say_time(figure, lang),
        role=WORDS[lang][str(figure["role"])],
        binding="" if is_missing(binding) else said[str(binding)],
        period=say_text(figure["period_printed"]),
        period_from="" if is_missing(source) else said[f"{source} read"],
        hedge=say_text(figure["hedge_zh"]),
        note=say_text(figure[f"note_{lang}"]),
        pairs=links.pairs(row_id, page),
        checks=links.checks(row_id),
        charts=charts.numbers[row_id],
    )


def split_locator(locator: str) -> tuple[str, str]:
    """Give the sheet and the cell that a locator names.

    >>> split_locator("data/raw/plan/workbook.xlsx#T1!C4")
    ('T1', 'C4')
    """
    sheet, _, cell = locator.rpartition("#")[2].rpartition("!")
    return sheet, cell


def say_text(value: object) -> str:
    """Give a text of a loaded table, empty where it is missing."""
    return "" if is_missing(value) else str(value)
