"""Rows of the observations by what they are about: the first line of every figure's cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypedDict

import pandas as pd
from rapidfuzz import fuzz, process

from compendium.chapter.standing import STANDING, look_up
from compendium.errors import ChapterError, UnknownNameError
from compendium.printed.wording import is_missing

Wanted = str | Iterable[str]


class Filters(TypedDict, total=False):
    """What rows can be asked for by: one value or several, and all filters hold together.

    Attributes
    ----------
    observation, indicator, place, plan, table
        Ids.
    role, measure, source_kind
        As the codebook lists them.
    section
        The heading path in the plan, as printed (第三章/第二节).
    chapter_name
        The chapter that a figure belongs to.
    year
        The last year of the figure's period.
    """

    observation: Wanted
    indicator: Wanted
    place: Wanted
    plan: Wanted
    table: Wanted
    role: Wanted
    measure: Wanted
    section: Wanted
    chapter_name: Wanted
    source_kind: Wanted
    year: int | Iterable[int]


COLUMNS: Mapping[str, str] = {
    "observation": "observation_id",
    "indicator": "indicator_id",
    "place": "place_id",
    "plan": "plan_id",
    "table": "table_id",
    "role": "role",
    "measure": "measure",
    "section": "section_zh",
    "chapter_name": "chapter",
    "source_kind": "source_kind",
    "year": "year",
}
# Each value that is asked for must be found: a figure of three places must not draw two.
_EACH = ("observation", "indicator", "place", "plan", "table", "section")
_NEAREST = 3


def select_rows(
    observations: pd.DataFrame, filters: Filters, *, chapter: str, known: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Give the observations that have one of the wanted values in each column, in their order.

    Parameters
    ----------
    known
        Where each can be found, of `look_up`; only by its own columns unless given.

    Raises
    ------
    ChapterError
        If there is no such filter, no row, or no row with one of the ids that are asked for; it
        names the nearest.
    """
    wanted = read_filters(filters, chapter=chapter)
    if known is None:
        known = look_up(observations, "observation_id", observations.iloc[:0])
    for name, values in wanted.items():
        check_known(name, values, known[COLUMNS[name]], chapter=chapter)
    found = match_rows(known, wanted)
    for name in (each for each in _EACH if each in wanted):
        if left := [each for each in wanted[name] if each not in set(found[COLUMNS[name]])]:
            raise ChapterError(chapter, _say_missing(observations, wanted | {name: left}))
    if found.empty:
        raise ChapterError(chapter, _say_missing(observations, wanted))
    stands = observations["observation_id"].isin(found[STANDING])
    return observations[stands].reset_index(drop=True)


def match_rows(observations: pd.DataFrame, wanted: Mapping[str, list[str]]) -> pd.DataFrame:
    """Give the observations that have one of the wanted values in each column; maybe none."""
    for name, values in wanted.items():
        observations = observations[_matches(observations, name, values)]
    return observations


def read_filters(filters: Filters, *, chapter: str) -> dict[str, list[str]]:
    """Give the wanted values of each filter as lists of texts.

    Raises
    ------
    ChapterError
        If there is no such filter.
    """
    for name in filters:
        if name not in COLUMNS:
            raise ChapterError(chapter, f"no filter {name!r}; they are {', '.join(COLUMNS)}")
    return {name: _as_list(values) for name, values in filters.items()}


def check_known(name: str, values: Iterable[str], known: Iterable[object], *, chapter: str) -> None:
    """Refuse a value that no row has, and name those that are written most like it.

    Raises
    ------
    ChapterError
        For the first such value.
    """
    listed = list(dict.fromkeys(str(each) for each in known if not is_missing(each)))
    for value in values:
        if value not in listed:
            nearest = tuple(each for each, *_ in process.extract(value, listed, limit=_NEAREST))
            raise ChapterError(chapter, str(UnknownNameError(name, value, nearest)))


def _as_list(values: object) -> list[str]:
    if isinstance(values, Iterable) and not isinstance(values, str):
        return [str(each) for each in values]
    return [str(values)]


def _matches(observations: pd.DataFrame, name: str, values: list[str]) -> pd.Series[bool]:
    column: pd.Series[bool] = observations[COLUMNS[name]].astype("string").isin(values)
    return column


def _say_missing(observations: pd.DataFrame, wanted: Mapping[str, list[str]]) -> str:
    """Say that no row has all that is wanted, and name those whose ids have most of it."""
    asked = ", ".join(f"{name} {' | '.join(values)}" for name, values in wanted.items())
    nearest = process.extract(
        " ".join(value for values in wanted.values() for value in values),
        list(observations["observation_id"]),
        scorer=fuzz.token_set_ratio,
        processor=_apart,
        limit=_NEAREST,
    )
    return f"no row has {asked}; the nearest are {' | '.join(each for each, *_ in nearest)}"


def _apart(row_id: str) -> str:
    return re.sub(r"[-.]", " ", row_id)
