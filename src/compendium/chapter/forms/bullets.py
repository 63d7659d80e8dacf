"""From where it stands to where it is to be: a row an indicator, each on its own scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from compendium.chapter import language
from compendium.chapter.forms.keys import draw_key
from compendium.chapter.forms.lanes import Lane, column_of, labels_beside, lay_lanes
from compendium.chapter.forms.marks import (
    Annotations,
    Mark,
)
from compendium.chapter.forms.pairs import depth_of, group_rows, say_notes
from compendium.chapter.forms.shapes import (
    LINE,
    Drawing,
    Glyph,
    Line,
    Rect,
    Shape,
    Text,
    set_lines,
    to_chart,
)
from compendium.chapter.forms.strokes import LEFT, RIGHT, draw_arrow, draw_bar
from compendium.chapter.labels import spread, text_width, wrap_label
from compendium.chapter.language import Words
from compendium.chapter.theme import MUTED

_TRACK = 14.0
_TEXT = LINE + 6.0


def draw_bullets(
    data: pd.DataFrame,
    width: int,
    *,
    words: Words,
    arrows: bool = True,
    annotate: Annotations | None = None,
) -> Drawing:
    """Draw a row an indicator, each on its own scale: a bar to what is, a sign at the aim.

    Parameters
    ----------
    data
        (M marks): those of one ``label`` (and ``panel``, which heads groups of rows) are one row;
        the actual one is its bar, every other a sign on its scale, all with their figures. A year,
        where there is one, is written before the figure.
    arrows
        Lead from what is to the nearest aim above it.
    annotate
        Mark → words under its row.

    Raises
    ------
    ChartError
        If a column or value is missing, a row has several units, or a role stands twice in it.
    """
    marks, rows = group_rows(data, "draw_bullets", annotate)
    shapes, top = draw_key(marks, width, words)
    labels = [label for _, label in rows]
    top = max(top, 4.0)
    notes = [say_notes(inside, annotate) for inside in rows.values()]
    room = width - (column_of(labels, width) + 14 if labels_beside(labels, width) else 0.0)
    under = [wrap_label(note, room) if note else [] for note in notes]
    spans = [room / (max(mark.at for mark in inside) or 1.0) * 0.94 for inside in rows.values()]
    # Figures that do not fit beside each other stand in two lines.
    stacks = [
        2 if sum(text_width(_dated(mark)) + 14 for mark in inside) > room else 1
        for inside in rows.values()
    ]
    lanes = lay_lanes(
        labels,
        [
            _TEXT * deep + _TRACK + depth_of(lines)
            for deep, lines in zip(stacks, under, strict=True)
        ],
        width,
        top,
        groups=[panel for panel, _ in rows],
        gap=18,
    )
    for inside, lane, scale, deep, lines in zip(
        rows.values(), lanes.lanes, spans, stacks, under, strict=True
    ):
        shapes += _draw_bullet(inside, lane, scale, deep, words.colours, arrows=arrows)
        base = lane.bottom - len(lines) * LINE / 2
        shapes += set_lines(lines, lane.left, base, colour=MUTED)
    return to_chart([*shapes, *lanes.shapes], width, lanes.bottom + 6)


def _dated(mark: Mark) -> str:
    return f"{mark.year}: {mark.text}" if mark.year is not None else mark.text


def _draw_bullet(
    marks: Sequence[Mark],
    lane: Lane,
    scale: float,
    deep: int,
    colours: Mapping[str, str],
    *,
    arrows: bool,
) -> list[Shape]:
    middle = lane.top + _TEXT * deep + _TRACK / 2
    left, right = lane.left, lane.right
    shapes: list[Shape] = [
        Line(
            ((left, middle + _TRACK / 2 + 1), (right, middle + _TRACK / 2 + 1)),
            language.FAINT,
            1,
            level=1,
        )
    ]
    for mark in marks:
        hue = language.hue_of(mark.plan_id, colours)
        x = left + mark.at * scale
        if mark.role == "actual":
            shapes += draw_bar(left, x, middle, _TRACK, "actual", hue, mark.bound)
        else:
            shapes += _aim(x, middle, mark, hue)
    start = max((left + m.at * scale for m in marks if m.role == "actual"), default=left)
    first = min((left + m.at * scale for m in marks if m.role != "actual"), default=start)
    if arrows and first - start > 24:
        hue = language.hue_of(marks[-1].plan_id, colours)
        shapes += draw_arrow((start + 4, middle), (first, middle), hue, short=6)
    return [*shapes, *_figures(marks, lane, scale, deep)]


def _aim(x: float, middle: float, mark: Mark, hue: str) -> list[Shape]:
    """Draw the sign at an aim: an upright bar of its role, with its bound."""
    tall = _TRACK + 8
    top = middle - tall / 2
    colour = MUTED if mark.role in (language.COMPUTED, language.MISREAD) else hue
    if mark.role == "target":
        shapes: list[Shape] = [Rect(x - 3, top, 6, tall, hue)]
    elif mark.role == "forecast":
        frame = Rect(x - 3, top, 6, tall, language.GROUND, hue, 2)
        shapes = [frame, Rect(x - 1.5, middle - 1, 3, tall / 2, hue, level=3)]
    else:
        shapes = [Rect(x - 3, top, 6, tall, language.GROUND, MUTED, 1.5, dash=(3, 2))]
    side = language.BOUND_SIDES.get(mark.bound)
    if side:
        shapes.append(Glyph(x + side * 8, middle, RIGHT if side > 0 else LEFT, 150, colour))
    if mark.bound == "≈":
        shapes.append(Rect(x - 8, middle - tall / 2, 16, tall, hue, opacity=0.22, level=1))
    return shapes


def _figures(marks: Sequence[Mark], lane: Lane, scale: float, deep: int) -> list[Shape]:
    texts = [_dated(mark) for mark in marks]
    sizes = [text_width(text) + 14 for text in texts]
    # The figure of a bar stands in it, where no sign is there too: figures keep the marks' order.
    first = min(mark.at for mark in marks)
    wanted = [
        lane.left
        + mark.at * scale
        - (size / 2 - 7 if mark.role == "actual" and mark.at == first else 0)
        for mark, size in zip(marks, sizes, strict=True)
    ]
    low, high = lane.left - 7, lane.right + 7
    wanted = [min(max(x, low + s / 2), high - s / 2) for x, s in zip(wanted, sizes, strict=True)]
    places = spread(wanted, sizes, low, high) if deep == 1 else wanted
    shapes: list[Shape] = []
    for place, (mark, text, x) in enumerate(zip(marks, texts, places, strict=True)):
        line = min(place, deep - 1)
        y = lane.top + LINE / 2 + _TEXT * line
        shapes.append(Text(x, y, text, "center", language.text_colour(mark.role)))
    return shapes
