"""Fields of points over years: where they stand, the lines between, and words that keep apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import dist, hypot

from compendium.chapter import language
from compendium.chapter.forms.marks import Mark
from compendium.chapter.forms.shapes import LINE, Line, Shape, Text, Weight, set_lines
from compendium.chapter.labels import Box, find_free, text_width
from compendium.chapter.theme import MUTED
from compendium.printed.wording import Wording, say_signed

ABOVE = ((0, -1), (-1, -1), (1, -1), (0, 1), (1, 0), (-1, 0), (1, 1), (-1, 1))
BELOW = ((0, 1), (1, 1), (-1, 1), (0, -1), (1, 0), (-1, 0), (1, -1), (-1, -1))
_DASHES: Mapping[str, tuple[int, ...]] = {"actual": (), "target": (6, 4)}
_DOTTED = (2, 3)
# A line to words shorter than this is not drawn.
_SHORT = 8.0
PERCENT = ("percent", "percentage_point", "%")


@dataclass(frozen=True)
class Field:
    """The room of one panel, and what its scales show."""

    box: Box
    years: tuple[int, int]
    values: tuple[float, float]

    def x(self, year: int | None) -> float:
        """Give where a year stands."""
        first, last = self.years
        if last == first:
            return (self.box.left + self.box.right) / 2
        part = ((year or first) - first) / (last - first)
        return self.box.left + part * (self.box.right - self.box.left)

    def y(self, value: float) -> float:
        """Give where a value stands."""
        low, high = self.values
        return self.box.bottom - (value - low) / (high - low) * (self.box.bottom - self.box.top)


@dataclass(frozen=True)
class Series:
    """The marks of one line in the order of their years, and where they stand."""

    name: str
    marks: tuple[Mark, ...]
    at: tuple[tuple[float, float], ...]

    def before(self, place: int) -> int | None:
        """Give the mark that a part of the line comes from: the last printed of an earlier year."""
        year = self.marks[place].year or 0
        earlier = [k for k in range(place) if (self.marks[k].year or 0) < year]
        if not earlier:
            return None
        latest = max(self.marks[k].year or 0 for k in earlier)
        return next(k for k in earlier if self.marks[k].year == latest)


def sort_line(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Sort the marks of a line by year, printed ones first."""
    return tuple(sorted(marks, key=lambda mark: (mark.year or 0, language.ROLES.index(mark.role))))


def span_values(values: Sequence[float], *, zero: bool) -> tuple[float, float]:
    """Give what a scale shows: from zero, or with some room below the least."""
    low, high = min(values), max(values)
    pad = (high - low) * 0.25 or abs(high) * 0.2 or 1.0
    if zero and low >= 0:
        return 0.0, high or 1.0
    return low - pad, high


def draw_axis(field: Field, frame: Box, years: Sequence[int]) -> list[Shape]:
    """Draw the line of years below a field; years too close to a later one are not written."""
    base = frame.bottom
    colour = MUTED if field.values[0] == 0 else language.FAINT
    shapes: list[Shape] = [Line(((frame.left, base), (frame.right, base)), colour, 1, level=1)]
    taken: list[Box] = []
    for year in [*years[:1], *reversed(years[1:])]:
        x = field.x(year)
        shapes.append(Line(((x, base), (x, base + 4)), MUTED, 1, level=1))
        half = text_width(str(year)) / 2
        middle = min(max(x, frame.left + half), frame.right - half)
        text = Text(middle, base + 14, str(year), "center", MUTED)
        if not any(map(text.box.meets, taken)):
            taken.append(text.box)
            shapes.append(text)
    return shapes


def connect(series: Series, colours: Mapping[str, str]) -> list[Shape]:
    """Draw the parts of a line: whole through what was, dashed to what is promised."""
    shapes: list[Shape] = []
    for place, mark in enumerate(series.marks):
        before = series.before(place)
        if before is None:
            continue
        ends = (series.at[before], series.at[place])
        dash = _DASHES.get(mark.role, _DOTTED)
        if mark.role in (language.COMPUTED, language.MISREAD):
            shapes.append(Line(ends, MUTED, 1.5, dash))
        else:
            shapes.append(Line(ends, language.hue_of(mark.plan_id, colours), 2.5, dash))
    return shapes


def boxes_along(start: tuple[float, float], end: tuple[float, float]) -> list[Box]:
    """Give small boxes along a line: words keep off it."""
    (x0, y0), (x1, y1) = start, end
    steps = max(2, int(max(abs(x1 - x0), abs(y1 - y0)) / 5))
    points = [(x0 + (x1 - x0) * k / steps, y0 + (y1 - y0) * k / steps) for k in range(steps + 1)]
    return [Box(x - 2, x + 2, y - 2, y + 2) for x, y in points]


def take_series(series: Series) -> list[Box]:
    """Give what a line and its points take, with their arrows."""
    boxes = []
    for mark, (x, y) in zip(series.marks, series.at, strict=True):
        side = language.BOUND_SIDES.get(mark.bound, 0)
        boxes.append(Box(x - 7, x + 7, y - 7 - 9 * (side > 0), y + 7 + 9 * (side < 0)))
    for place in range(len(series.marks)):
        before = series.before(place)
        if before is not None:
            boxes += boxes_along(series.at[before], series.at[place])
    return boxes


def place_words(
    lines: Sequence[str],
    at: tuple[float, float],
    taken: list[Box],
    field: Box,
    order: Sequence[tuple[int, int]],
    *,
    colour: str,
    weight: Weight = 400,
    reaches: Sequence[float] = (17, 22, 28, 36, 48),
    lead: bool = True,
    free: bool = False,
    may: Callable[[Box], bool] | None = None,
) -> list[Shape]:
    """Write lines at the nearest free place beside a point, and add that place to ``taken``.

    Parameters
    ----------
    lead
        Draw a thin rule to words that stand apart, where it meets nothing.
    free
        Write nothing where no place is free, not the words at the least bad one.
    may
        What else a place must be.
    """
    size = (max(text_width(line, weight=weight) for line in lines), len(lines) * LINE - 1.0)

    own = Box(at[0] - 8, at[0] + 8, at[1] - 8, at[1] + 8)

    def is_good(box: Box) -> bool:
        if may is not None and not may(box):
            return False
        start, end = _lead_ends(at, box)
        if not lead or dist(start, end) <= _SHORT:
            return True
        others = [other for other in taken if not other.meets(own)]
        steps = boxes_along(start, end)[2:-1]
        return not any(step.meets(other) for step in steps for other in others)

    box, align = find_free(size, at, taken, field, directions=order, reaches=reaches, may=is_good)
    is_clear = is_good(box)
    if free and not (is_clear and box.lies_in(field) and not any(map(box.meets, taken))):
        return []
    taken.append(Box(box.left - 3, box.right + 3, box.top, box.bottom))
    x = {"left": box.left, "right": box.right}.get(align, (box.left + box.right) / 2)
    middle = (box.top + box.bottom) / 2
    shapes: list[Shape] = list(
        set_lines(lines, x, middle, align=align, colour=colour, weight=weight)
    )
    start, end = _lead_ends(at, box)
    if lead and is_clear and dist(start, end) > _SHORT:
        shapes.append(Line((start, end), MUTED, 1))
    return shapes


def _lead_ends(
    at: tuple[float, float], box: Box
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Give where a line from a point to its words begins and ends."""
    x, y = at
    end_x, end_y = min(max(x, box.left), box.right), min(max(y, box.top), box.bottom)
    near = 9 / max(hypot(end_x - x, end_y - y), 9.0)
    return (x + (end_x - x) * near, y + (end_y - y) * near), (end_x, end_y)


def say_step(first: Mark, last: Mark, words: Wording) -> str:
    """Say what a step asks for: the growth a year, or the change of a share in points.

    >>> from compendium.printed.wording import Wording
    >>> marks = [Mark("", "", "", "actual", year, None, value, None, None, "=", "CNY", "")
    ...          for year, value in ((2020, 100.0), (2025, 150.0))]
    >>> say_step(*marks, Wording("en", {}, {}))
    '+8.4% a year'
    """
    years = (last.year or 0) - (first.year or 0)
    if last.unit in PERCENT:
        return language.say("points", words.lang, change=say_signed(last.at - first.at))
    if years <= 0 or first.at <= 0 or last.at <= 0:
        return ""
    rate = ((last.at / first.at) ** (1 / years) - 1) * 100
    return language.say("a year", words.lang, rate=f"{say_signed(rate)}%")
