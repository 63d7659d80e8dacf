"""Which figures stand on one scale: the ladders of an indicator, and what is not drawn.

A year's amount, a total over several years, a yearly mean and a moment are different things, and so
are two units, two measures and two places: each has a scale of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from compendium.chapter.language import ROLES
from compendium.printed.wording import is_missing

Row = Mapping[str, Any]
"""A row of ``observations.csv``, as `compendium.load` gives it."""


@dataclass(frozen=True)
class Scale:
    """What the figures on one scale have in common.

    Attributes
    ----------
    place_id, unit, measure, kind
        As in ``observations.csv``; ``kind`` is the kind of period.
    years
        Of a total: how many years it sums up, or 0 where the plan does not say from when; of any
        other figure 1.
    """

    place_id: str
    unit: str
    measure: str
    kind: str
    years: int = 1


@dataclass(frozen=True)
class Step:
    """One figure on a scale, by all who print it.

    Attributes
    ----------
    ids, plan_ids
        The rows that print it, and their plans, each once.
    role, bound
        As in ``observations.csv`` (``bound`` is the comparator).
    start, year
        The first year of its period where the plan says it, else the last; and the last.
    low, high
        In the canonical unit.
    """

    ids: tuple[str, ...]
    plan_ids: tuple[str, ...]
    role: str
    bound: str
    start: int
    year: int
    low: float
    high: float


@dataclass(frozen=True)
class Ladder:
    """The figures of one scale by their years, and which of them are led up to from which.

    Attributes
    ----------
    steps
        At least two, of at least two years, in the order of their years.
    rises
        Places in ``steps``: from where, to where. A fact is led up to from the last earlier fact,
        of its own plan where it has one; a target from its baseline of ``targets.csv``.
    """

    scale: Scale
    steps: tuple[Step, ...]
    rises: tuple[tuple[int, int], ...]


def scale_of(row: Row) -> Scale | None:
    """Give the scale that a figure stands on; None for words and for what has no year."""
    if is_missing(row["value_low"]) or is_missing(row["year"]):
        return None
    years = 1
    if row["period_kind"] == "cumulative":
        years = 0 if is_missing(row["period_start"]) else int(row["year"]) - _first_year(row) + 1
    return Scale(
        str(row["place_id"]), str(row["unit"]), str(row["measure"]), str(row["period_kind"]), years
    )


def make_ladders(
    rows: Iterable[Row], baselines: Mapping[str, str]
) -> tuple[list[Ladder], list[Row]]:
    """Sort the figures of an indicator onto their scales.

    Parameters
    ----------
    rows
        Of one indicator (R rows).
    baselines
        Target → baseline, of ``targets.csv``.

    Returns
    -------
    tuple
        The ladders, the longest first, and the rows that stand on none: words, figures without a
        year, and those that no other year can be held against.
    """
    scales: dict[Scale, list[Row]] = defaultdict(list)
    left: list[Row] = []
    for row in rows:
        scale = scale_of(row)
        (left if scale is None else scales[scale]).append(row)
    ladders = []
    for scale, found in scales.items():
        steps = _merge(found)
        if len({step.year for step in steps}) > 1:
            ladders.append(Ladder(scale, steps, tuple(_rises(steps, baselines))))
        else:
            left += found
    return sorted(ladders, key=lambda ladder: -len(ladder.steps)), left


def _merge(rows: Iterable[Row]) -> tuple[Step, ...]:
    """Give one step for rows that print the same figure of the same years."""
    same: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        year = int(row["year"])
        start = year if is_missing(row["period_start"]) else _first_year(row)
        key = (
            str(row["role"]),
            str(row["comparator"]),
            start,
            year,
            float(row["value_low"]),
            float(row["value_high"]),
        )
        same[key].append(row)
    steps = [
        Step(
            tuple(str(row["observation_id"]) for row in found),
            tuple(dict.fromkeys(str(row["plan_id"]) for row in found)),
            *key,
        )
        for key, found in same.items()
    ]
    return tuple(sorted(steps, key=lambda step: (step.year, ROLES.index(step.role), step.low)))


def _rises(steps: tuple[Step, ...], baselines: Mapping[str, str]) -> Iterable[tuple[int, int]]:
    place = {row_id: at for at, step in enumerate(steps) for row_id in step.ids}
    for at, step in enumerate(steps):
        if step.role == "target":
            bases = (place.get(baselines.get(each, "")) for each in step.ids)
            starts = dict.fromkeys(base for base in bases if base is not None)
            yield from ((start, at) for start in starts)
        elif (before := _fact_before(steps, at)) is not None:
            yield before, at


def _fact_before(steps: tuple[Step, ...], at: int) -> int | None:
    step = steps[at]
    earlier = [k for k in range(at) if steps[k].role == step.role and steps[k].year < step.year]
    own = [k for k in earlier if {*steps[k].plan_ids} & {*step.plan_ids}]
    return max(own or earlier, key=lambda k: steps[k].year, default=None)


def _first_year(row: Row) -> int:
    return int(str(row["period_start"])[:4])
