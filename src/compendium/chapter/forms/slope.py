"""Two times beside each other: who rises, who falls, and by how much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from compendium.chapter import language
from compendium.chapter.forms.keys import draw_key
from compendium.chapter.forms.marks import Mark, by_label, read_marks
from compendium.chapter.forms.plots import sort_line
from compendium.chapter.forms.shapes import LINE, Drawing, Line, Shape, Text, set_lines, to_chart
from compendium.chapter.forms.strokes import draw_dot
from compendium.chapter.labels import spread, text_width, wrap_label
from compendium.chapter.language import Words
from compendium.chapter.theme import CHART_STRONG, MUTED
from compendium.errors import ChartError

_LEAST = 150.0
_OFF = 14.0


def draw_slope(
    data: pd.DataFrame,
    width: int,
    *,
    words: Words,
    highlight: Sequence[str] = (),
    height: int | None = None,
) -> Drawing:
    """Draw a line a label from an earlier year to a later one, all on one scale.

    Parameters
    ----------
    data
        (M marks) with ``year``, of exactly two years, all in one unit; a label may lack one.
    highlight
        Labels that keep their hue; the others step back.
    height
        Of the field; as the number of labels asks unless given.

    Raises
    ------
    ChartError
        If a column or value is missing, a label stands twice in a year, or there are not two
        years or several units.
    """
    form = "draw_slope"
    marks = read_marks(data, form, needs=("value", "year"), unique=("label", "year"))
    years = sorted({mark.year for mark in marks if mark.year is not None})
    if len(years) != 2:
        raise ChartError(form, f"it takes two years; the data has {len(years)}: {years}")
    if len(units := sorted({mark.unit for mark in marks})) > 1:
        raise ChartError(form, f"one scale for several units: {', '.join(units)}")
    shapes, top = draw_key(marks, width, words, points=True)
    lines = {label: sort_line(line) for label, line in by_label(marks).items()}
    left = max((text_width(m.text) for m in marks if m.year == years[0]), default=0.0) + _OFF
    most = width - left - min(_LEAST, width * 0.3) - _OFF
    ends = {label: _say_end(line, years[1], most) for label, line in lines.items()}
    # As wide as if all were highlighted: a chart keeps its form when another label is.
    wide = [text_width(text, weight=CHART_STRONG) for block in ends.values() for text in block]
    right = max(wide) + _OFF
    x = {years[0]: left, years[1]: width - right}
    tall = height or max(150.0, sum(len(block) * LINE + 3 for block in ends.values()) + 10)
    low, high = min(m.at for m in marks), max(m.at for m in marks)
    first = top + LINE + 12
    scale = tall / ((high - low) or 1.0)
    y = {mark: first + (high - mark.at) * scale for mark in marks}
    for year in years:
        shapes.append(Text(x[year], top + LINE / 2, str(year), "center", MUTED))
        ends_of_rule = ((x[year], top + LINE + 2), (x[year], first + tall + 8))
        shapes.append(Line(ends_of_rule, language.FAINT, 1, level=1))
    quiet = [label for label in lines if highlight and label not in highlight]
    for label, line in lines.items():
        hue = language.QUIET if label in quiet else language.hue_of(line[-1].plan_id, words.colours)
        if len(line) == 2:
            points = tuple((x[m.year or 0], y[m]) for m in line)
            dash = () if line[1].role == "actual" else (6, 4)
            shapes.append(Line(points, hue, 1.5 if label in quiet else 2.5, dash))
        for mark in line:
            shapes += draw_dot(x[mark.year or 0], y[mark], mark.role, hue, mark.bound)
    edges = (first - LINE / 2, first + tall + LINE / 2)
    shapes += _write_left([m for m in marks if m.year == years[0]], x[years[0]], y, edges)
    shapes += _write_right(lines, ends, x[years[1]], y, edges, highlight)
    return to_chart(shapes, width, first + tall + 12)


def _say_end(line: Sequence[Mark], year: int, room: float) -> list[str]:
    """Say the figure of the later year, how the line goes if it falls, and whose it is."""
    last = line[-1]
    falls = len(line) == 2 and line[1].at < line[0].at
    arrow = " ↓" if falls else ""
    said = f"{last.text}{arrow} {last.label}" if last.year == year else last.label
    return wrap_label(said, room, weight=CHART_STRONG)


def _write_left(
    marks: Sequence[Mark], x: float, y: Mapping[Mark, float], edges: tuple[float, float]
) -> list[Shape]:
    places = spread([y[mark] for mark in marks], [LINE - 1.0] * len(marks), *edges)
    return [
        Text(x - _OFF, place, mark.text, "right", language.text_colour(mark.role))
        for mark, place in zip(marks, places, strict=True)
    ]


def _write_right(
    lines: Mapping[str, Sequence[Mark]],
    ends: Mapping[str, Sequence[str]],
    x: float,
    y: Mapping[Mark, float],
    edges: tuple[float, float],
    highlight: Sequence[str],
) -> list[Shape]:
    heights = [len(block) * LINE + 1.0 for block in ends.values()]
    places = spread([y[line[-1]] for line in lines.values()], heights, *edges)
    shapes: list[Shape] = []
    for (label, line), place in zip(lines.items(), places, strict=True):
        weight = CHART_STRONG if label in highlight else 400
        colour = language.text_colour(line[-1].role)
        shapes += set_lines(ends[label], x + _OFF, place, colour=colour, weight=weight)
        if abs(place - y[line[-1]]) > 8:
            shapes.append(Line(((x + 8, y[line[-1]]), (x + _OFF - 2, place)), MUTED, 1))
    return shapes
