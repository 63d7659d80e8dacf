"""What came of a target: the past figure that it was about, and whether that keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from operator import itemgetter

Row = Mapping[str, str]
"""One row of observations.csv, as texts."""

SUBJECT = ("indicator_id", "place_id", "measure", "unit")

_period_of = itemgetter("period_start", "period_end", "period_kind")
_INFINITE = Decimal("Infinity")


def find_outcome(target: Row, known: Iterable[Row], statistics: Sequence[str]) -> Row | None:
    """Find what came of a target: a past figure of its very period.

    Parameters
    ----------
    target
        A row with the role ``target``.
    known
        Past figures of its indicator, place, measure and unit that stand, in the order of the rows.
    statistics
        The sources that are statistics, from the earliest to the latest: of several figures the
        latest source's counts, statistics before plans, then one in a table, then the first.

    Returns
    -------
    dict or None
        None for a target without a period too: what it is about has no end.
    """
    if not target["period_end"]:
        return None
    period = _period_of(target)
    same = [row for row in known if _period_of(row) == period]
    if not same:
        return None
    order = {plan: place for place, plan in enumerate(statistics)}
    # max() gives the first of equals: the order of the rows decides last.
    return max(
        same,
        key=lambda row: (order.get(row["plan_id"], -1), row["source_kind"] == "table"),
    )


def judge_outcome(target: Row, outcome: Row, direction: str) -> str:
    """Say whether an outcome keeps its target.

    A bound (at least, at most) is kept or not. A plain number or a range is reached from the side
    that is wanted of the indicator: 12,600 reaches 12,500 where more is wanted, and 4 reaches 3-5.
    Where neither way is wanted only what lies in the range does, and nothing else is judged.

    Parameters
    ----------
    direction
        ``up``, ``down`` or ``none``: which way is wanted of the indicator.

    Returns
    -------
    str
        ``reached`` or ``missed``; empty for words, for a number that is only about right (左右,
        约) and was not reached, and for an outcome that is itself too open to tell.
    """
    if not target["value_low"] or not outcome["value_low"] or outcome["comparator"] == "≈":
        return ""
    least, most = Decimal(target["value_low"]), Decimal(target["value_high"])
    bound = target["comparator"]
    if bound in ("=", "≈"):
        bound = {"up": "≥", "down": "≤"}.get(direction, "")
    low, high = _ends(outcome)
    if not bound:
        return "reached" if low >= (least, 0) and high <= (most, 0) else ""
    verdict = _judge(low, high, bound, (least if bound in ("≥", ">") else most, 0))
    return "" if verdict == "missed" and target["comparator"] == "≈" else verdict


End = tuple[Decimal, int]
"""A number, and whether what is meant lies just above (1) or below (-1) it."""


def _ends(outcome: Row) -> tuple[End, End]:
    """Give between what an outcome lies, as it is printed."""
    low, high = Decimal(outcome["value_low"]), Decimal(outcome["value_high"])
    bound = outcome["comparator"]
    return (
        (-_INFINITE if bound in ("≤", "<") else low, int(bound == ">")),
        (_INFINITE if bound in ("≥", ">") else high, -int(bound == "<")),
    )


def _judge(low: End, high: End, bound: str, aim: End) -> str:
    kept, lost = {
        "≥": (low >= aim, high < aim),
        ">": (low > aim, high <= aim),
        "≤": (high <= aim, low > aim),
        "<": (high < aim, low >= aim),
    }[bound]
    return "reached" if kept else "missed" if lost else ""
