"""Two marks on one scale: where they stand, and what the scale shows.

Places are percentages of the drawing's width, so that it fits any page while its words keep their
size.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from compendium.chapter.html import CHINESE_RUN
from compendium.chapter.labels import text_width
from compendium.site.across.facts import Check, Side

NARROW = 288
"""Pixels of a pair's drawing on the narrowest page."""

_FAR = Decimal("0.25")
_STEPS = (Decimal(1), Decimal("0.5"), Decimal("0.2"), Decimal("0.1"))


@dataclass(frozen=True)
class Mark:
    """A mark on a scale: where (%), what is written above it, and how it is drawn."""

    at: float
    label: str
    role: str
    bound: str
    colour: str
    level: int = 0

    @property
    def is_chinese(self) -> bool:
        """Whether its words are Chinese, in whatever edition."""
        return CHINESE_RUN.search(self.label) is not None


@dataclass(frozen=True)
class Pair:
    """Two marks on one scale.

    Attributes
    ----------
    marks
        Left and right side; a mark whose words would meet the other's is one level higher.
    start, end
        What the ends of the scale are, in words.
    gap
        How far apart the marks are, in words.
    middle
        Where (%) the gap is written.
    """

    marks: tuple[Mark, Mark]
    start: str
    end: str
    gap: str
    middle: float

    @property
    def levels(self) -> int:
        """How many rows of words stand above the scale."""
        return 1 + max(mark.level for mark in self.marks)


def find_domain(left: Decimal, right: Decimal, *, is_rank: bool = False) -> tuple[Decimal, Decimal]:
    """Choose what a scale shows of two values that differ.

    Values far apart stand on a scale from zero (ranks: from the first place), so that a length says
    how many times as much one is. Others stand a third of the way from either end, on round ends.

    >>> [str(end) for end in find_domain(Decimal(50), Decimal(100))]
    ['0', '120']
    >>> [str(end) for end in find_domain(Decimal("440.81"), Decimal("442.1"))]
    ['440', '443']
    """
    low, high = sorted((left, right))
    gap = high - low
    step = _find_step(gap)
    if is_rank:
        return Decimal(1), high + 2
    if low >= 0 and gap > _FAR * high:
        step = _find_step(high / 4)
        return Decimal(0), _round(high * Decimal("1.12"), step, ROUND_CEILING)
    room = gap * Decimal("0.6")
    return _round(low - room, step, ROUND_FLOOR), _round(high + room, step, ROUND_CEILING)


def draw_pair(check: Check, say: Callable[[Decimal, str], str]) -> Pair:
    """Place the two sides of a comparison; ``say`` writes a value in its unit."""
    sides = (check.left, check.right)
    low, high = find_domain(*(side.value for side in sides), is_rank=check.unit == "rank")
    places = [float((side.value - low) / (high - low) * 100) for side in sides]
    half = [text_width(side.label) / 2 + 6 for side in sides]
    apart = abs(places[0] - places[1]) / 100 * NARROW
    levels = (0, 1 if apart < sum(half) else 0)
    marks = [
        _mark(side, place, level) for side, place, level in zip(sides, places, levels, strict=True)
    ]
    return Pair(
        (marks[0], marks[1]),
        say(low, check.unit),
        say(high, check.unit),
        check.gap,
        round(sum(places) / 2, 2),
    )


def _mark(side: Side, place: float, level: int) -> Mark:
    return Mark(round(place, 2), side.label, side.role, side.bound, side.colour, level)


def _find_step(gap: Decimal) -> Decimal:
    """Give the largest round step that is not longer than a gap: 1, 2 or 5 times a power of ten."""
    power = Decimal(1).scaleb(gap.adjusted())
    return next(step for step in (power * 10 * part for part in _STEPS) if step <= gap).normalize()


def _round(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    rounded = (value / step).to_integral_value(rounding) * step
    return Decimal(f"{rounded.normalize():f}")
