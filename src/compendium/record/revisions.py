"""The figures of a revised plan: each supersedes the figure that it revises."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pandas as pd

from compendium.contract.plain import list_rows
from compendium.contract.revisions import list_superseded

Row = Mapping[str, str]
"""One row of observations.csv, as texts."""

# One figure of one plan, wherever the plan prints it.
_SAME = (
    "indicator_id", "place_id", "period_start", "period_end", "period_kind", "role", "measure",
)  # fmt: skip
_COLUMNS = ["observation_id", "plan_id", "unit", "source_kind", "supersedes", *_SAME]
_ORDINAL = re.compile(r".+\.[0-9]+")


def supersede(observations: pd.DataFrame, plans: pd.DataFrame) -> pd.DataFrame:
    """Fill ``supersedes`` for the figures of plans that revise others.

    A figure of a revision supersedes every print of the figure in the revised plan that shares
    indicator, place, period and its kind, role, measure and unit (words have none); where the plan
    that it revises prints none, that of the plan which this one revises. Of several prints in the
    revision the first in a table supersedes, else the first. What a person typed stays as it is,
    and what is superseded already is left alone. Figures that only an ordinal tells apart are left
    to a person.

    Parameters
    ----------
    observations, plans
        The tables of the contract, as texts (R and P rows).

    Returns
    -------
    DataFrame
        The observations in their order.
    """
    revised = dict(zip(plans["plan_id"], plans["revises"], strict=True))
    if not any(revised.values()):
        return observations
    # A plan before those that revise it.
    lines = {plan: revised_plans(plan, revised) for plan in revised}
    by_plan: dict[str, list[Row]] = defaultdict(list)
    for row in list_rows(observations[_COLUMNS]):
        by_plan[row["plan_id"]].append(row)
    made = {
        row["observation_id"]: row["supersedes"]
        for rows in by_plan.values() for row in rows if row["supersedes"]
    }  # fmt: skip
    taken = {old for listed in made.values() for old in list_superseded(listed)}
    for plan, line in sorted(lines.items(), key=lambda each: len(each[1])):
        earlier = [_by_figure(by_plan[each]) for each in line]
        for figure, prints in _by_figure(by_plan[plan]).items():
            free = [row for row in prints if row["observation_id"] not in made]
            # One that a person gave its place supersedes what there is.
            if len(free) < len(prints) or _is_several(prints):
                continue
            ids = list(_find_earlier(free[0], [each.get(figure, []) for each in earlier], taken))
            if ids:
                first = next((row for row in free if row["source_kind"] == "table"), free[0])
                made[first["observation_id"]] = "|".join(ids)
                taken |= {*ids}
    if not made:
        return observations
    return observations.assign(supersedes=observations["observation_id"].map(made).fillna(""))


def revised_plans(plan: str, revised: Mapping[str, str]) -> list[str]:
    """Give the plans that a plan revises, the nearest first.

    A plan that there is not, and a ring, end the line: the contract's check names them.

    >>> revised_plans("second", {"first": "", "revision": "first", "second": "revision"})
    ['revision', 'first']
    """
    line: list[str] = []
    while (plan := revised.get(plan, "")) in revised and plan not in line:
        line.append(plan)
    return line


def _by_figure(rows: Iterable[Row]) -> dict[tuple[str, ...], list[Row]]:
    figures: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        figures[tuple(row[name] for name in _SAME)].append(row)
    return figures


def _is_several(prints: Iterable[Row]) -> bool:
    return any(_ORDINAL.fullmatch(row["observation_id"]) for row in prints)


def _find_earlier(row: Row, earlier: Sequence[Sequence[Row]], taken: set[str]) -> Iterator[str]:
    """Give the prints of the nearest plan that has some which stand."""
    for prints in earlier:
        ids = [
            each["observation_id"]
            for each in prints
            if each["observation_id"] not in taken
            and (each["unit"] == row["unit"] or not (each["unit"] and row["unit"]))
        ]
        if ids and not _is_several(prints):
            yield from ids
            return
