"""From where it stands to where it is to be: rows on one scale, with an arrow."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from compendium.chapter import language
from compendium.chapter.forms.keys import draw_key
from compendium.chapter.forms.lanes import Lane, column_of, labels_beside, lay_lanes
from compendium.chapter.forms.marks import Annotations, Mark
from compendium.chapter.forms.pairs import depth_of, group_rows, say_notes
from compendium.chapter.forms.shapes import LINE, Drawing, Line, Shape, Text, set_lines, to_chart
from compendium.chapter.forms.strokes import draw_arrow, draw_dot
from compendium.chapter.labels import spread, text_width, wrap_label
from compendium.chapter.language import Words
from compendium.chapter.theme import MUTED
from compendium.errors import ChartError

_TEXT = LINE + 6.0


def draw_dumbbells(
    data: pd.DataFrame,
    width: int,
    *,
    words: Words,
    zero: bool = True,
    annotate: Annotations | None = None,
) -> Drawing:
    """Draw a row a subject, all on one scale: an arrow from what is to what is to be.

    Parameters
    ----------
    data
        (M marks), grouped by ``panel`` and ``label`` as by `draw_bullets`.
    zero
        Begin the scale at zero, with its line drawn.
    annotate
        Mark → words under its row.

    Raises
    ------
    ChartError
        If a column or value is missing, or the rows have several units.
    """
    marks, rows = group_rows(data, "draw_dumbbells", annotate)
    if len(units := sorted({mark.unit for mark in marks})) > 1:
        raise ChartError("draw_dumbbells", f"one scale for several units: {', '.join(units)}")
    shapes, top = draw_key(marks, width, words, points=True)
    labels = [label for _, label in rows]
    top = max(top, 4.0)
    room = width - (column_of(labels, width) + 14 if labels_beside(labels, width) else 0.0)
    notes = [say_notes(inside, annotate) for inside in rows.values()]
    under = [wrap_label(note, room) if note else [] for note in notes]
    low, high = min(mark.at for mark in marks), max(mark.at for mark in marks)
    low = min(0.0, low) if zero else low
    ends = {key: _ends(inside) for key, inside in rows.items()}
    sides = [_sides(*pair) for pair in ends.values()]
    pad_right = max(_outside(right) for _, right in sides)
    pad_left = 8.0 if zero else max(_outside(left) for left, _ in sides)
    scale = max(room - pad_left - pad_right, 0.0) / ((high - low) or 1.0)
    edge = pad_left + 4 if zero else 0.0
    at = [pad_left + (left.at - low) * scale for left, _ in sides]
    stacked = pad_right + pad_left > room * 0.6 or not all(
        _fits(*pair, x, x + (pair[1].at - pair[0].at) * scale, edge, room)
        for pair, x in zip(sides, at, strict=True)
    )
    if stacked:
        pad_left = pad_right = 24.0
        scale = (room - pad_left - pad_right) / ((high - low) or 1.0)
    tall = _TEXT + 14 if stacked else 20.0
    lanes = lay_lanes(
        labels,
        [tall + depth_of(lines) for lines in under],
        width,
        top,
        groups=[panel for panel, _ in rows],
    )
    for key, lane, lines in zip(rows, lanes.lanes, under, strict=True):
        first, last = ends[key]
        y = lane.top + (tall - 7 if stacked else tall / 2)
        x = {id(mark): lane.left + pad_left + (mark.at - low) * scale for mark in rows[key]}
        hue = language.hue_of(last.plan_id, words.colours)
        if zero:
            base = lane.left + pad_left - low * scale
            shapes.append(Line(((base, lane.top), (base, lane.top + tall)), MUTED, 1, level=1))
        for mark in rows[key]:
            own = language.hue_of(mark.plan_id, words.colours)
            shapes += draw_dot(x[id(mark)], y, mark.role, own, mark.bound, upright=False)
        if first is not last:
            short = 9.0 + (8 if last.bound in ("≤", "<") and last.at > first.at else 0)
            near = 8.0 if last.at > first.at else -8.0
            shapes += draw_arrow((x[id(first)] + near, y), (x[id(last)], y), hue, short=short)
        if stacked:
            shapes += _figures_above(rows[key], [x[id(mark)] for mark in rows[key]], lane)
        else:
            shapes += _figures_beside(
                first, last, x[id(first)], x[id(last)], y, base + 4 if zero else lane.left
            )
        shapes += set_lines(lines, lane.left, lane.bottom - len(lines) * LINE / 2, colour=MUTED)
    return to_chart([*shapes, *lanes.shapes], width, lanes.bottom + 8)


def _ends(marks: Sequence[Mark]) -> tuple[Mark, Mark]:
    first = next((mark for mark in marks if mark.role == "actual"), marks[0])
    return first, next((mark for mark in reversed(marks) if mark is not first), first)


def _sides(first: Mark, last: Mark) -> tuple[Mark, Mark]:
    """Sort the ends of a row from left to right."""
    return (first, last) if last.at >= first.at else (last, first)


def _off(mark: Mark) -> float:
    return 12.0 + (10.0 if mark.bound in language.BOUND_SIDES else 0.0)


def _outside(mark: Mark) -> float:
    return _off(mark) + text_width(mark.text) + 2


def _both(left: Mark, right: Mark) -> str:
    first, last = (left, right) if left.role == "actual" else (right, left)
    return f"{first.text} → {last.text}"


def _fits(left: Mark, right: Mark, near: float, far: float, edge: float, room: float) -> bool:
    """Tell whether a row's figures have room beside its points."""
    if left is right or near - _outside(left) >= edge:
        return far + _outside(right) <= room + 1
    return far + _off(right) + text_width(_both(left, right)) <= room


def _figures_above(marks: Sequence[Mark], xs: Sequence[float], lane: Lane) -> list[Shape]:
    sizes = [text_width(mark.text) + 10 for mark in marks]
    low, high = lane.left - 5, lane.right + 5
    places = spread(list(xs), sizes, low, high)
    return [
        Text(x, lane.top + LINE / 2, mark.text, "center", language.text_colour(mark.role))
        for mark, x in zip(marks, places, strict=True)
    ]


def _figures_beside(
    first: Mark, last: Mark, x0: float, x1: float, y: float, edge: float
) -> list[Shape]:
    """Write both figures outside of their points, or both behind where the left has no room."""
    left, right = _sides(first, last)
    near, far = min(x0, x1), max(x0, x1)
    ink = language.text_colour(right.role)
    if left is right:
        return [Text(far + _off(right), y, right.text, "left", ink)]
    if near - _outside(left) >= edge - 1:
        return [
            Text(near - _off(left), y, left.text, "right", language.text_colour(left.role)),
            Text(far + _off(right), y, right.text, "left", ink),
        ]
    return [Text(far + _off(right), y, _both(left, right), "left", language.text_colour(last.role))]
