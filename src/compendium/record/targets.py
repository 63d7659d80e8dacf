"""Targets beside what they start from: ``targets.csv``, worked out from the observations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from operator import itemgetter

import pandas as pd

from compendium.contract.plain import list_rows, list_texts, to_frame
from compendium.contract.revisions import find_standing
from compendium.contract.tables import BY_NAME
from compendium.printed.units import write_number
from compendium.record.outcomes import SUBJECT, find_outcome, judge_outcome
from compendium.record.revisions import revised_plans

Row = Mapping[str, str]
"""One row of observations.csv, as texts."""

_READ = [
    *("observation_id", "plan_id", "table_id", "indicator_id", "place_id", "role", "source_kind"),
    *("period_start", "period_end", "year", "period_kind", "measure", "unit"),
    *("comparator", "value_low", "value_high"),
]
_HUNDRED = Decimal(100)
_subject_of = itemgetter(*SUBJECT)


def build_targets(
    observations: pd.DataFrame, plans: pd.DataFrame, indicators: pd.DataFrame
) -> pd.DataFrame:
    """Put every target that stands beside its baseline, and beside what came of it.

    The baseline is a past figure of the same indicator, place, measure and unit, dated before the
    target and not after the year before the plan begins (a plan for 2021-2025 starts from 2020; a
    revision starts from where the plan does that it revises).
    Of these it is, in this order: one of the same kind of period; the one that the same table
    prints; the latest; one of the same plan; one in a table; the first in the order of the rows.
    What was superseded is neither target, baseline nor outcome; see `find_outcome` for the last.

    Parameters
    ----------
    observations, plans, indicators
        The tables of the contract, as texts.

    Returns
    -------
    DataFrame
        (T rows) of ``targets.csv``, as texts: one row a target, in the order of the observations.
        ``comparison`` is

        - ``growth``: two levels of a year or a moment, with the multiple and the average yearly
          growth in percent that leads from the one to the other;
        - ``multiple``: two counts of things, two totals over equally many years, or two running
          totals that both leave open from when they count;
        - ``difference``: two shares, growth rates, multiples or ranks, in the target's unit
          (percentage points for percentages);
        - ``none``, with a ``reason``.

        Of a range the lower end counts. Numbers that do not end have six digits. ``reached`` is
        what `judge_outcome` says.
    """
    ids = observations["observation_id"]
    superseded = find_standing(list_texts(ids), list_texts(observations["supersedes"]))
    role = observations["role"]
    past = (role == "actual") & (observations["value_low"] != "") & (observations["year"] != "")
    wanted = past | (role == "target")
    if superseded:
        wanted &= ~ids.isin(superseded.keys())
    rows = list_rows(observations.loc[wanted, _READ])
    first_years = dict(zip(plans["plan_id"], plans["period_start"], strict=True))
    revised = dict(zip(plans["plan_id"], plans["revises"], strict=True))
    base_years = {
        plan: int(first_years[[plan, *revised_plans(plan, revised)][-1]][:4]) - 1
        for plan in first_years
    }
    actual: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if row["role"] == "actual":
            actual[_subject_of(row)].append(row)
    directions = dict(zip(indicators["indicator_id"], indicators["direction"], strict=True))
    statistics = _order_statistics(plans)
    targets = (
        _pair(
            row,
            known := actual[_subject_of(row)],
            base_years[row["plan_id"]],
            find_outcome(row, known, statistics),
            directions[row["indicator_id"]],
        )
        for row in rows
        if row["role"] == "target"
    )
    return to_frame(targets, BY_NAME["targets"].columns)


def _order_statistics(plans: pd.DataFrame) -> list[str]:
    """Give the sources that are statistics, from the earliest to the latest."""
    statistics = plans[plans["kind"] == "statistics"]
    return list(statistics.sort_values(["period_end", "issued", "plan_id"])["plan_id"])


def _pair(
    target: Row, known: Sequence[Row], base_year: int, outcome: Row | None, direction: str
) -> Row:
    """Give a row of targets.csv."""
    baseline = _find_baseline(target, known, base_year)
    comparison, reason = _compare(target, baseline, [row for row in known if row is not outcome])
    numbers = dict.fromkeys(("multiple", "growth_percent", "difference"), "")
    years = ""
    if baseline is not None and target["year"]:
        years = str(int(target["year"]) - int(baseline["year"]))
        numbers |= dict(_work_out(comparison, target, baseline, int(years)))
    return {
        "target_id": target["observation_id"],
        "plan_id": target["plan_id"],
        "baseline_id": baseline["observation_id"] if baseline else "",
        "baseline_plan_id": baseline["plan_id"] if baseline else "",
        "indicator_id": target["indicator_id"],
        "place_id": target["place_id"],
        "baseline_year": baseline["year"] if baseline else "",
        "target_year": target["year"],
        "years": years,
        "baseline_value": baseline["value_low"] if baseline else "",
        "target_value": target["value_low"],
        "unit": target["unit"],
        **numbers,
        "comparison": comparison,
        "reason": reason,
        "outcome_id": outcome["observation_id"] if outcome else "",
        "outcome_value": outcome["value_low"] if outcome else "",
        "reached": judge_outcome(target, outcome, direction) if outcome else "",
    }


def _find_baseline(target: Row, known: Sequence[Row], base_year: int) -> Row | None:
    if not target["value_low"]:
        return None
    latest = min(base_year, int(target["year"]) - 1) if target["year"] else base_year
    before = [row for row in known if int(row["year"]) <= latest]
    if len(before) == 1:
        return before[0]
    # max() gives the first of equals: the order of the rows decides last.
    return max(before, key=lambda row: _preference(row, target), default=None)


def _preference(row: Row, target: Row) -> tuple[bool | int, ...]:
    return (
        row["period_kind"] == target["period_kind"],
        bool(target["table_id"]) and row["table_id"] == target["table_id"],
        int(row["year"]),
        row["plan_id"] == target["plan_id"],
        row["source_kind"] == "table",
    )


def _compare(target: Row, baseline: Row | None, known: Iterable[Row]) -> tuple[str, str]:
    """Say how target and baseline can be compared, or why they cannot."""
    if not target["value_low"]:
        return "none", "target in words"
    if baseline is None:
        return "none", "baseline later than the plan's base year" if known else "no baseline"
    if not target["year"]:
        return "none", "target without a year"
    kinds = baseline["period_kind"], target["period_kind"]
    if kinds[0] != kinds[1]:
        return "none", f"{_SAID[kinds[0]]} against {_SAID[kinds[1]]}"
    if target["unit"] in _DIFFER:
        return "difference", ""
    if Decimal(baseline["value_low"]) <= 0 or Decimal(target["value_low"]) <= 0:
        return "none", "no multiple of zero or less"
    if target["period_kind"] == "cumulative":
        same = _span(baseline) == _span(target)
        return ("multiple", "") if same else ("none", "totals over different years")
    return ("multiple" if target["measure"] == "count" else "growth"), ""


# What is compared by how far apart it is; all else by how many times it is.
_DIFFER = ("percent", "percentage_point", "rank", "times", "water_class")
_SAID = {
    "point": "a moment",
    "annual": "a year",
    "cumulative": "a running total",
    "average": "a yearly average",
}


def _span(row: Row) -> int | None:
    start = row["period_start"]
    return int(row["year"]) - int(start[:4]) + 1 if start else None


def _work_out(comparison: str, target: Row, baseline: Row, years: int) -> Iterator[tuple[str, str]]:
    aim, base = Decimal(target["value_low"]), Decimal(baseline["value_low"])
    if comparison == "difference":
        yield "difference", write_number(aim - base)
    if comparison in ("growth", "multiple"):
        yield "multiple", write_number(aim / base)
    if comparison == "growth":
        yield "growth_percent", write_number((_root(aim / base, years) - 1) * _HUNDRED)


def _root(value: Decimal, degree: int) -> Decimal:
    """Give the root of a positive number.

    >>> _root(Decimal("1.61051"), 5), _root(Decimal("7.25"), 1)
    (Decimal('1.100000000000000000000000000'), Decimal('7.25'))
    """
    root = Decimal(float(value) ** (1 / degree))
    # Each of Newton's steps doubles the digits. A power of 1/5 would take twenty times as long.
    for _ in range(2):
        root -= (root - value / root ** (degree - 1)) / degree
    return root
