"""Printed figures as numbers that know their rounding, and how two of them compare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from compendium.errors import FormulaError

RESTATED = ("indicator_id", "place_id", "role", "period_start", "period_end", "period_kind", "unit")
"""What two figures must share to be one figure printed twice."""

_figure_of = itemgetter(*RESTATED)

Row = Mapping[str, str]
"""One row of observations.csv, as texts, with the bounds ``least`` and ``most`` of its print."""


class Number(NamedTuple):
    """A figure, or what a formula makes of figures.

    A tuple, since the audit of a large record makes many of them, and a frozen dataclass takes
    several times as long to make.

    Attributes
    ----------
    value, top
        The number in ``unit``; ``top`` is the upper end of a range, else the same.
    low, high
        Between what the true number may lie, given how many digits are printed.
    unit
        Canonical unit; of a quotient of two units ``CNY_per_USD``.
    ids
        The observations (or projects) it comes from.
    year, years
        Last year of the figure's period, and how many years it has; none where it has no period,
        or figures of several periods were joined.
    up, down
        Whether the print leaves it open upwards (超, 以上) or downwards (低于).
    printed
        Whether it is one printed figure, not worked out.
    """

    value: Decimal
    top: Decimal
    low: Decimal
    high: Decimal
    unit: str
    ids: tuple[str, ...]
    year: int | None = None
    years: int | None = None
    up: bool = False
    down: bool = False
    printed: bool = False

    @property
    def half(self) -> Decimal:
        """How far rounding may have moved it."""
        return max(self.value - self.low, self.high - self.top)


class Judgement(NamedTuple):
    """Two numbers compared: ``difference`` is right less left; units are those of the numbers."""

    difference: Decimal
    tolerance: Decimal
    verdict: str


@dataclass(frozen=True)
class Restated:
    """A figure printed twice: the print that others are held against, and another one."""

    rows: tuple[Row, Row]

    @property
    def ids(self) -> tuple[str, str]:
        """The ids of the two observations."""
        return self.rows[0]["observation_id"], self.rows[1]["observation_id"]

    @cached_property
    def numbers(self) -> tuple[Number, Number]:
        """What the two print."""
        return read_number(self.rows[0]), read_number(self.rows[1])

    @cached_property
    def judgement(self) -> Judgement:
        """How they compare.

        What differs in its measure is not the same thing, and a limit that a plain number keeps is
        another statement than that number: both are `definition`.
        """
        first, second = self.rows
        judged = judge(*self.numbers, same_basis=first["measure"] == second["measure"])
        kept_limit = judged.verdict == "agree" and judged.difference
        return judged._replace(verdict="definition") if kept_limit else judged


def read_number(row: Row) -> Number:
    """Take an observation as a number.

    Parameters
    ----------
    row
        One row of observations.csv, as texts, with ``least`` and ``most``, the bounds that its
        print leaves (`compendium.printed.quantity.measure`).

    Raises
    ------
    FormulaError
        If the row is words without a number.
    """
    if not row["low"]:
        raise FormulaError(f"{row['observation_id']} is words ({row['printed']}), not a number")
    start, end = row["period_start"][:4], row["period_end"][:4]
    return Number(
        Decimal(row["value_low"]),
        Decimal(row["value_high"]),
        Decimal(row["least"]),
        Decimal(row["most"]),
        unit=row["unit"],
        ids=(row["observation_id"],),
        year=int(end) if end else None,
        years=int(end) - int(start) + 1 if start and end else None,
        up=row["comparator"] in (">", "≥"),
        down=row["comparator"] in ("<", "≤"),
        printed=True,
    )


def judge(left: Number, right: Number, *, same_basis: bool = True) -> Judgement:
    """Compare two numbers of one unit.

    Two printed figures of one thing may differ by half a unit of the last digit of the coarser
    one; where a side is worked out, by what the rounding of all its figures can add up to. A limit
    (超, 以上, 低于) agrees with a bare number that keeps it; two limits are compared as numbers.

    Returns
    -------
    Judgement
        ``definition`` wherever the two do not stand on the same basis; else ``agree``,
        ``rounding`` or ``conflict``.
    """
    gaps = (right.value - left.value, right.top - left.top)
    difference = max(gaps, key=abs)
    halves = (left.half, right.half)
    tolerance = max(halves) if left.printed and right.printed else sum(halves, Decimal(0))
    if not same_basis:
        verdict = "definition"
    elif difference == 0:
        verdict = "agree"
    elif abs(difference) <= tolerance:
        verdict = "rounding"
    else:
        verdict = "agree" if _keeps_limit(left, right) else "conflict"
    return Judgement(difference, tolerance, verdict)


def _keeps_limit(left: Number, right: Number) -> bool:
    for limit, number in ((left, right), (right, left)):
        if limit.up != limit.down and not (number.up or number.down):
            return number.high >= limit.low if limit.up else number.low <= limit.high
    return False


def find_restated(rows: Iterable[Row]) -> Iterator[Restated]:
    """Give every figure that is printed again, in the order of the rows.

    The prints of one figure, which agree in `RESTATED`, must stand together in the rows. All of
    them are held against the first that stands in a table, else against the first. Figures without
    a year, and words, are passed over.
    """
    dated = (row for row in rows if row["low"] and row["period_end"])
    for _, group in groupby(dated, key=_figure_of):
        prints = [*group]
        first = next((row for row in prints if row["source_kind"] == "table"), prints[0])
        yield from (Restated((first, row)) for row in prints if row is not first)
