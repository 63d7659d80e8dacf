"""Two figures of each against one another, with arrows to what is aimed at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import floor, log10

import pandas as pd

from compendium.chapter import language
from compendium.chapter.forms.keys import draw_key
from compendium.chapter.forms.marks import (
    Annotations,
    Mark,
    annotation,
    check_annotations,
    check_columns,
    read_marks,
)
from compendium.chapter.forms.plots import boxes_along, place_words
from compendium.chapter.forms.shapes import LINE, Drawing, Line, Shape, Text, set_lines, to_chart
from compendium.chapter.forms.strokes import draw_arrow, draw_dot
from compendium.chapter.labels import Box, text_width, wrap_label
from compendium.chapter.language import Words
from compendium.chapter.theme import MUTED
from compendium.errors import ChartError
from compendium.printed.wording import say_number

_SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))
Place = Callable[[float, float], tuple[float, float]]
_REACHES = (12.0, 18.0, 26.0, 38.0, 54.0)


@dataclass(frozen=True)
class _Point:
    mark: Mark
    x: float
    y: float


def draw_scatter(
    data: pd.DataFrame,
    width: int,
    *,
    words: Words,
    titles: tuple[str, str],
    x: str = "x",
    y: str = "y",
    suffix: tuple[str, str] = ("", ""),
    highlight: Sequence[str] = (),
    height: int = 330,
    annotate: Annotations | None = None,
) -> Drawing:
    """Draw a point a label, with its name; a label with an actual and a target gets an arrow.

    Parameters
    ----------
    data
        (P points): ``label`` and the numbers ``x`` and ``y``; ``role`` and ``plan_id`` as of marks.
    titles
        What goes across and what goes up, with their units.
    suffix
        What is written after the numbers of the two scales, as ``%``.
    highlight
        Labels that keep their hue; the others step back.
    annotate
        Label → words beside its point.

    Raises
    ------
    ChartError
        If a column or a number is missing, or a label stands twice in a role.
    """
    form = "draw_scatter"
    check_columns(data, form, ("label", x, y))
    marks = read_marks(data, form, needs=(), unique=("label", "role"))
    check_annotations(marks, annotate, form)
    if bad := data.loc[data[[x, y]].isna().any(axis=1), "label"].tolist():
        raise ChartError(form, f"{x} or {y} is missing of {bad[0]!r}")
    shapes, top = draw_key(marks, width, words, points=True)
    ranges = [_pad(data[column].astype(float)) for column in (x, y)]
    ticks = [_ticks(low, high) for low, high in ranges]
    left = max(text_width(_say(tick, suffix[1])) for tick in ticks[1]) + 10
    title = wrap_label(titles[1], width)
    shapes += set_lines(title, 0, top + len(title) * LINE / 2, colour=MUTED)
    top += len(title) * LINE + 8
    field = Box(left, width - 2, top, top + height)

    def at(across: float, up: float) -> tuple[float, float]:
        (x_low, x_high), (y_low, y_high) = ranges
        return (
            field.left + (across - x_low) / (x_high - x_low) * (field.right - field.left),
            field.bottom - (up - y_low) / (y_high - y_low) * (field.bottom - field.top),
        )

    shapes += _draw_grid(field, ticks, at, suffix)
    pairs = zip(data[x].astype(float), data[y].astype(float), strict=True)
    points = [_Point(mark, *at(*pair)) for mark, pair in zip(marks, pairs, strict=True)]
    taken = [Box(point.x - 7, point.x + 7, point.y - 7, point.y + 7) for point in points]
    firsts = {point.mark.label: point for point in points if point.mark.role == "actual"}
    for point in points:
        quiet = highlight and point.mark.label not in highlight
        hue = language.QUIET if quiet else language.hue_of(point.mark.plan_id, words.colours)
        shapes += draw_dot(point.x, point.y, point.mark.role, hue)
        start = firsts.get(point.mark.label)
        if start is not None and start is not point:
            shapes += draw_arrow((start.x, start.y), (point.x, point.y), hue, short=8)
            taken += boxes_along((start.x, start.y), (point.x, point.y))
    named: set[str] = set()
    # What stands out has the first choice of places.
    for point in sorted(points, key=lambda point: point.mark.label not in highlight):
        if point.mark.label not in named:
            named.add(point.mark.label)
            shapes += _write_name(point, annotation(point.mark, annotate), taken, field)
    foot = wrap_label(titles[0], width)
    deep = len(foot) * LINE
    end = field.bottom + 24 + deep
    shapes += set_lines(foot, width - 2, end - deep / 2, align="right", colour=MUTED)
    return to_chart(shapes, width, end + 4)


def _write_name(point: _Point, note: str, taken: list[Box], field: Box) -> list[Shape]:
    """Write a name beside its point, and what there is to say of it in muted lines below."""
    lines = wrap_label(note, 170) if note else []
    written = place_words(
        [point.mark.label, *lines],
        (point.x, point.y),
        taken,
        field,
        _SIDES,
        colour=language.text_colour(point.mark.role),
        reaches=_REACHES,
    )
    said = set(lines)
    return [
        replace(shape, colour=MUTED) if isinstance(shape, Text) and shape.text in said else shape
        for shape in written
    ]


def _pad(values: pd.Series) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    room = (high - low) * 0.14 or 1.0
    return low - room, high + room


def _ticks(low: float, high: float) -> list[float]:
    """Give four or so round numbers between two others.

    >>> _ticks(38.2, 76.0)
    [40.0, 50.0, 60.0, 70.0]
    """
    rough = (high - low) / 4
    power = 10 ** floor(log10(rough))
    step = min((factor * power for factor in (1, 2, 5, 10)), key=lambda each: abs(each - rough))
    first = -floor(-low / step)
    last = floor(high / step)
    return [float(f"{place * step:.10g}") for place in range(first, last + 1)]


def _say(tick: float, suffix: str) -> str:
    return f"{say_number(tick)}{suffix}"


def _draw_grid(
    field: Box, ticks: Sequence[Sequence[float]], at: Place, suffix: tuple[str, str]
) -> list[Shape]:
    shapes: list[Shape] = []
    for tick in ticks[0]:
        x = at(tick, 0.0)[0]
        shapes.append(Line(((x, field.top), (x, field.bottom)), language.FAINT, 1, level=0))
        shapes.append(Text(x, field.bottom + 12, _say(tick, suffix[0]), "center", MUTED))
    for tick in ticks[1]:
        y = at(0.0, tick)[1]
        shapes.append(Line(((field.left, y), (field.right, y)), language.FAINT, 1, level=0))
        shapes.append(Text(field.left - 6, y, _say(tick, suffix[1]), "right", MUTED))
    return shapes
