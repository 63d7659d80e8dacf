"""Ranges, bounds and points as spans on one scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from compendium.chapter import language
from compendium.chapter.forms.keys import draw_key
from compendium.chapter.forms.lanes import column_of, labels_beside, lay_lanes
from compendium.chapter.forms.marks import (
    Annotations,
    Mark,
    annotation,
    check_annotations,
    read_marks,
)
from compendium.chapter.forms.shapes import LINE, Drawing, Line, Rect, Shape, set_lines, to_chart
from compendium.chapter.forms.strokes import draw_bar, draw_dot
from compendium.chapter.labels import text_width, wrap_label
from compendium.chapter.language import Words
from compendium.chapter.theme import MUTED

_SPAN = 14.0
_OPEN = 8


def draw_range(
    data: pd.DataFrame,
    width: int,
    *,
    words: Words,
    domain: tuple[float, float] | None = None,
    reference: Mapping[str, float] | None = None,
    annotate: Annotations | None = None,
    key: bool = True,
) -> Drawing:
    """Draw ranges, bounds and points as spans on one scale, each figure written above its span.

    Parameters
    ----------
    data
        (M marks), one a row: ``low`` to ``high`` is a span, a ``bound`` leaves a side open.
    domain
        What the scale shows; from a little below the least figure unless given.
    reference
        Words → value: thin upright lines across all rows.
    annotate
        Mark → words under its span.

    Raises
    ------
    ChartError
        If a column or a value is missing, or a label stands twice in a panel.
    """
    marks = read_marks(data, "draw_range", unique=("panel", "label"))
    check_annotations(marks, annotate, "draw_range")
    shapes, top = draw_key(marks, width, words) if key else ([], 0.0)
    reference = reference or {}
    low, high = domain or _domain(marks, reference)
    labels = [mark.label for mark in marks]
    top = max(top, 4.0)
    notes = [annotation(mark, annotate) for mark in marks]
    room = width - (column_of(labels, width) + 14 if labels_beside(labels, width) else 0.0)
    under = [wrap_label(note, room) if note else [] for note in notes]
    figures = [wrap_label(mark.text, room) for mark in marks]
    top += (LINE + 6) * len(reference)
    lanes = lay_lanes(
        labels,
        [
            len(said) * LINE + 4 + _SPAN + len(lines) * LINE
            for said, lines in zip(figures, under, strict=True)
        ],
        width,
        top,
        groups=[mark.panel for mark in marks],
    )
    for mark, lane, said, lines in zip(marks, lanes.lanes, figures, under, strict=True):
        first, last = lane.left + 8, lane.right - 8
        scale = (last - first) / (high - low)
        ends = [
            first + (value - low) * scale for value in (mark.low, mark.high) if value is not None
        ]
        deep = len(said) * LINE
        middle = lane.top + deep + 4 + _SPAN / 2
        hue = language.hue_of(mark.plan_id, words.colours)
        shapes.append(Line(((lane.left, middle), (lane.right, middle)), language.FAINT, 1, level=1))
        shapes += _span(min(ends), max(ends), middle, mark, hue, (lane.left, lane.right))
        length = max(map(text_width, said))
        centre = (min(ends) + max(ends)) / 2
        start = min(max(centre - length / 2, lane.left), lane.right - length)
        colour = language.text_colour(mark.role)
        shapes.append(Rect(start - 3, lane.top, length + 6, deep, language.GROUND, level=5))
        shapes += set_lines(said, start, lane.top + deep / 2, colour=colour)
        shapes += set_lines(lines, lane.left, lane.bottom - len(lines) * LINE / 2, colour=MUTED)
    if reference and lanes.lanes:
        lane = lanes.lanes[0]
        scale = (lane.right - lane.left - 16) / (high - low)
        for place, (name, value) in enumerate(reference.items()):
            x = lane.left + 8 + (value - low) * scale
            y = top - (LINE + 6) * (len(reference) - place) + LINE / 2
            shapes.append(Line(((x, y + 9), (x, lanes.bottom)), MUTED, 1, (3, 3), level=1))
            half = text_width(name) / 2
            at = min(max(x, half), width - half)
            shapes += set_lines([name], at, y, align="center", colour=MUTED)
    return to_chart([*shapes, *lanes.shapes], width, lanes.bottom + 6)


def _domain(marks: Sequence[Mark], reference: Mapping[str, float]) -> tuple[float, float]:
    values = [value for mark in marks for value in (mark.low, mark.high) if value is not None]
    values += list(reference.values())
    low, high = min(values), max(values)
    pad = (high - low) * 0.15 or abs(high) * 0.1 or 1.0
    return (0.0 if 0 <= low < pad * 2 else low - pad), high + pad


def _span(
    start: float, end: float, middle: float, mark: Mark, hue: str, edges: tuple[float, float]
) -> list[Shape]:
    if end - start > 3:
        return draw_bar(start, end, middle, _SPAN, mark.role, hue, "=")
    shapes = draw_dot(start, middle, mark.role, hue, mark.bound, upright=False)
    side = language.BOUND_SIDES.get(mark.bound)
    if side is None:
        return shapes
    # What the bound leaves open, as a fading band to the edge.
    far = edges[1] if side > 0 else edges[0]
    step = (far - start) / _OPEN
    bands = [
        Rect(
            min(start + step * k, start + step * (k + 1)),
            middle - _SPAN / 2,
            abs(step),
            _SPAN,
            hue,
            opacity=round(0.26 - 0.03 * k, 2),
            level=1,
        )
        for k in range(_OPEN)
    ]
    return [*bands, *shapes]
