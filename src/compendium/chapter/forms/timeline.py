"""Years across: what is promised when, on lanes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from compendium.chapter import language
from compendium.chapter.forms.keys import draw_key
from compendium.chapter.forms.marks import Mark, by_panel, read_marks
from compendium.chapter.forms.shapes import (
    LINE,
    Drawing,
    Line,
    Rect,
    Shape,
    Text,
    set_lines,
    to_chart,
)
from compendium.chapter.forms.strokes import draw_bar, draw_dot
from compendium.chapter.labels import Align, text_width, wrap_label
from compendium.chapter.language import Words
from compendium.chapter.theme import CHART_STRONG, MUTED

_EDGE = 22.0
_GAP = 5.0


@dataclass(frozen=True)
class _Scale:
    first: int
    last: int
    width: float

    def x(self, year: int) -> float:
        span = (self.last - self.first) or 1
        return _EDGE + (year - self.first) / span * (self.width - 2 * _EDGE)


@dataclass(frozen=True)
class _Placed:
    mark: Mark
    lines: tuple[str, ...]
    x: float
    align: Align
    left: float
    right: float


def draw_timeline(
    data: pd.DataFrame,
    width: int,
    *,
    words: Words,
    years: tuple[int, int] | None = None,
) -> Drawing:
    """Draw marks at their years, each with its words, on a lane a panel.

    Parameters
    ----------
    data
        (M marks) with ``year``; with ``year_start`` too, a mark is a span. Written is the label,
        and behind it the text where there is one; ``value`` may be missing.
    years
        What the scale shows; from the first year to the last unless given.

    Raises
    ------
    ChartError
        If a column or a year is missing, or a label stands twice in a year of a lane.
    """
    marks = read_marks(
        data, "draw_timeline", needs=("year",), unique=("panel", "label", "year", "role")
    )
    shapes, y = draw_key(marks, width, words, points=True)
    all_years = [year for mark in marks for year in (mark.year, mark.year_start) if year]
    scale = _Scale(*(years or (min(all_years), max(all_years))), float(width))
    axis_y = y
    y += LINE + 8
    for name, inside in by_panel(marks).items():
        if name:
            lines = wrap_label(name, width, weight=CHART_STRONG)
            shapes += _on_plate(set_lines(lines, 0, y + len(lines) * LINE / 2, weight=CHART_STRONG))
            y += len(lines) * LINE + 5
        ordered = sorted(inside, key=lambda mark: (mark.year_start or mark.year or 0, mark.year))
        for row in _pack([_place(mark, scale, words.lang) for mark in ordered]):
            tall = max(max(len(each.lines) for each in row) * LINE, 18.0)
            for each in row:
                shapes += _draw(each, y + tall / 2, scale, words.colours)
            y += tall + _GAP
        y += 12
    shapes += _draw_years(all_years, scale, axis_y, y - 12)
    return to_chart(shapes, width, y - 8)


def _place(mark: Mark, scale: _Scale, lang: str) -> _Placed:
    """Put a mark's words on the side of it that has more room."""
    said = language.say("colon", lang, name=mark.label, text=mark.text) if mark.text else mark.label
    x = scale.x(mark.year or 0)
    start = scale.x(mark.year_start) if mark.year_start else x
    behind, before = scale.width - x - 14, start - 14
    right = behind >= before or behind >= text_width(said)
    lines = tuple(wrap_label(said, min(behind if right else before, 270.0)))
    length = max(map(text_width, lines))
    if right:
        return _Placed(mark, lines, x + 13, "left", start - 8, x + 13 + length)
    return _Placed(mark, lines, start - 13, "right", start - 13 - length, x + 8)


def _pack(placed: Sequence[_Placed]) -> list[list[_Placed]]:
    """Put marks into the first row in which nothing is in their way."""
    rows: list[list[_Placed]] = []
    for each in placed:
        for row in rows:
            if all(each.left > one.right + 10 or each.right + 10 < one.left for one in row):
                row.append(each)
                break
        else:
            rows.append([each])
    return rows


def _draw(each: _Placed, middle: float, scale: _Scale, colours: Mapping[str, str]) -> list[Shape]:
    mark = each.mark
    hue = language.hue_of(mark.plan_id, colours)
    x = scale.x(mark.year or 0)
    shapes: list[Shape] = []
    if mark.year_start is not None and mark.year_start != mark.year:
        shapes += draw_bar(scale.x(mark.year_start), x, middle, 12, mark.role, hue)
    else:
        shapes += draw_dot(x, middle, mark.role, hue)
    colour = language.text_colour(mark.role)
    words = set_lines(each.lines, each.x, middle, align=each.align, colour=colour)
    return [*shapes, *_on_plate(words)]


def _on_plate(words: Sequence[Text]) -> list[Shape]:
    """Clear the ground under words: the lines of the years end there."""
    plates = [
        Rect(
            text.box.left - 2,
            text.box.top - 1,
            text.box.right - text.box.left + 4,
            text.box.bottom - text.box.top + 2,
            language.GROUND,
            level=1,
        )
        for text in words
    ]
    return [*plates, *words]


def _draw_years(years: Sequence[int], scale: _Scale, top: float, bottom: float) -> list[Shape]:
    shapes: list[Shape] = []
    last = -100.0
    for year in sorted({scale.first, scale.last, *years}):
        x = scale.x(year)
        shapes.append(Line(((x, top + LINE + 2), (x, bottom)), language.FAINT, 1, level=0))
        if x - last > 38 and (year == scale.last or scale.x(scale.last) - x > 38):
            shapes.append(Text(x, top + LINE / 2, str(year), "center", MUTED))
            last = x
    return shapes
