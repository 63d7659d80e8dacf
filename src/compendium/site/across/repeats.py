"""Who repeats, raises or lowers a target of another plan, and whose targets have no counterpart.

Only what the tables can tell: a target is taken up where another plan prints a target for the same
indicator and the same place. Words without a number are no counterpart that can be measured.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from compendium.printed.wording import is_missing

Row = Mapping[Any, Any]
"""A row of ``observations.csv``, or of ``plans.csv``."""

REPEATED, BOUND, HIGHER, LOWER = "repeated", "bound", "higher", "lower"
TIGHTENED, EASED = "tightened", "eased"


@dataclass(frozen=True)
class Shared:
    """A target of two or more plans for one indicator, one place and one time.

    Attributes
    ----------
    rows
        Plan → the ids of the rows that print it, in the order of the plans.
    first
        Plan → the row by which it is compared: that of a table before that of a sentence.
    statement
        How the last differs from the first that does: ``repeated``, ``bound`` (the same number
        under another bound), ``higher``, ``lower``; of a plan of a later period ``tightened`` or
        ``eased`` where the indicator has a direction.
    """

    indicator_id: str
    place_id: str
    year: int
    rows: Mapping[str, tuple[str, ...]]
    first: Mapping[str, Row]
    statement: str


@dataclass(frozen=True)
class Coverage:
    """Targets of one plan on the subjects of narrower plans of its place.

    Attributes
    ----------
    plan_id
        The wider plan.
    narrower
        The plans whose subjects it shares.
    taken_up, left
        Ids of its targets, one an indicator, that one of them has too, and that none has.
    """

    plan_id: str
    narrower: tuple[str, ...]
    taken_up: tuple[str, ...]
    left: tuple[str, ...]


def state(first: Row, second: Row, *, direction: str = "none", is_later: bool = False) -> str:
    """Say how the second of two targets stands to the first.

    Parameters
    ----------
    direction
        ``up`` or ``down``: where the indicator should go; ``none``: either way.
    is_later
        Whether the second plan's period begins after the first's.

    >>> old = {"value_low": 15.0, "value_high": 15.0, "comparator": "≈"}
    >>> state(old, {"value_low": 16.0, "value_high": 16.0, "comparator": "≈"})
    'higher'
    """
    ends = [(float(row["value_low"]), float(row["value_high"])) for row in (first, second)]
    if ends[0] == ends[1]:
        return REPEATED if first["comparator"] == second["comparator"] else BOUND
    is_higher = ends[1] > ends[0]
    if is_later and direction in ("up", "down"):
        return TIGHTENED if is_higher == (direction == "up") else EASED
    return HIGHER if is_higher else LOWER


def find_shared(
    rows: Iterable[Row], plans: Sequence[Row], directions: Mapping[str, str]
) -> list[Shared]:
    """Find the targets that two or more plans print for one indicator, place and time.

    Parameters
    ----------
    rows
        Observations (R rows); those that are no target, have no number or no year are passed over.
    plans
        In the order in which they are named; later periods last.
    directions
        Indicator → its direction.
    """
    order = [str(plan["plan_id"]) for plan in plans]
    starts = {str(plan["plan_id"]): str(plan["period_start"]) for plan in plans}
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if row["role"] == "target" and not is_missing(row["value_low"]) and _year(row):
            groups[_same(row)].append(row)
    found = []
    for (indicator_id, place_id, *_), group in groups.items():
        by_plan = {
            plan: [row for row in group if row["plan_id"] == plan]
            for plan in order
            if any(row["plan_id"] == plan for row in group)
        }
        if len(by_plan) < 2:
            continue
        first = {
            plan: min(printed, key=lambda row: row["source_kind"] == "text")
            for plan, printed in by_plan.items()
        }
        found.append(
            Shared(
                indicator_id,
                place_id,
                _year(group[0]),
                {plan: tuple(str(row["observation_id"]) for row in printed)
                 for plan, printed in by_plan.items()},
                first,
                _state_all(first, starts, directions.get(indicator_id, "none")),
            )
        )  # fmt: skip
    return found


def find_coverage(
    rows: Iterable[Row], plans: Sequence[Row], table_kinds: Mapping[str, str]
) -> list[Coverage]:
    """Find which targets of a wide plan the narrower plans of its place and time have too.

    A plan is narrower where its targets are on some of the other's chapters only. Its subjects are
    the chapters of its tables of indicators.

    Parameters
    ----------
    rows
        Observations (R rows).
    table_kinds
        Table → its kind, of ``tables.csv``.
    """
    targets = [row for row in rows if row["role"] == "target"]
    of_plan = {
        str(plan["plan_id"]): [row for row in targets if row["plan_id"] == plan["plan_id"]]
        for plan in plans
    }
    chapters = {plan: {str(row["chapter"]) for row in own} for plan, own in of_plan.items()}
    subjects = {
        plan: {
            str(row["chapter"])
            for row in own
            if table_kinds.get(str(row["table_id"])) == "indicator"
        }
        for plan, own in of_plan.items()
    }
    found = []
    for wide in plans:
        wide_id = str(wide["plan_id"])
        narrower = [
            each
            for each in plans
            if each["place_id"] == wide["place_id"]
            and str(each["period_end"]) >= str(wide["period_end"])
            and chapters[str(each["plan_id"])] < chapters[wide_id]
        ]
        names = tuple(str(each["plan_id"]) for each in narrower)
        taken_up: dict[tuple[str, str], str] = {}
        left: dict[tuple[str, str], str] = {}
        for row in of_plan[wide_id]:
            key = (str(row["indicator_id"]), str(row["place_id"]))
            covering = [plan for plan in names if str(row["chapter"]) in subjects[plan]]
            if not covering or is_missing(row["value_low"]):
                continue
            has_it = any(
                (str(other["indicator_id"]), str(other["place_id"])) == key
                for plan in names
                for other in of_plan[plan]
                if not is_missing(other["value_low"])
            )
            (taken_up if has_it else left).setdefault(key, str(row["observation_id"]))
        if taken_up or left:
            found.append(Coverage(wide_id, names, tuple(taken_up.values()), tuple(left.values())))
    return found


def _state_all(first: Mapping[str, Row], starts: Mapping[str, str], direction: str) -> str:
    (base_plan, base), *others = first.items()
    statements = [
        state(base, row, direction=direction, is_later=starts[plan] > starts[base_plan])
        for plan, row in others
    ]
    return next((each for each in reversed(statements) if each not in (REPEATED, BOUND)),
                next((each for each in statements if each == BOUND), REPEATED))  # fmt: skip


def _same(row: Row) -> tuple[str, ...]:
    # Of totals, those over the same years only.
    start = str(row["period_start"]) if row["period_kind"] == "cumulative" else ""
    names = ("indicator_id", "place_id", "unit", "period_kind", "period_end")
    return (*(str(row[name]) for name in names), start)


def _year(row: Row) -> int:
    return 0 if is_missing(row["year"]) else int(row["year"])
