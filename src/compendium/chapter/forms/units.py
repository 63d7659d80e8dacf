"""Shares and numbers that people can count: squares, a hundred of them for a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil

import pandas as pd

from compendium.chapter import language
from compendium.chapter.forms.keys import draw_key, lay_key, move
from compendium.chapter.forms.marks import Mark, by_panel, read_marks
from compendium.chapter.forms.plots import PERCENT
from compendium.chapter.forms.shapes import LINE, Drawing, Glyph, Rect, Shape, set_lines, to_chart
from compendium.chapter.forms.strokes import LEFT, RIGHT
from compendium.chapter.labels import wrap_label
from compendium.chapter.language import Words
from compendium.chapter.theme import CHART_STRONG, MUTED
from compendium.errors import ChartError

_SIDE = 11.0
_STEP = 13.0
_ACROSS = 10
_GAP = 28.0
_HUNDRED = 100
_COMPUTED_TINT = 0.35
_SLIVER = 0.1


def draw_units(
    data: pd.DataFrame,
    width: int,
    *,
    words: Words,
    per: float = 1.0,
    key: bool = True,
) -> Drawing:
    """Draw squares a panel: a hundred for shares, of which each mark fills its part; else a count.

    Parameters
    ----------
    data
        (M marks); those of one ``panel`` fill one field, one after the other. In per cent, the
        field is a hundred squares; in another unit, as many as the marks have.
    per
        How much one square stands for, where the unit is not per cent.
    key
        Whether a line above names the plans; it does not where every panel's title names its own.

    Raises
    ------
    ChartError
        If a column or value is missing, a label stands twice in a panel, shares exceed 100, or
        there would be more than a thousand squares.
    """
    marks = read_marks(data, "draw_units", unique=("panel", "label"))
    panels = by_panel(marks)
    named = all(_names_its_plan(name, inside, words) for name, inside in panels.items())
    shapes, y = draw_key(marks, width, words, plans=key and not named)
    if per != 1:
        hue = language.hue_of(marks[0].plan_id, words.colours)
        each = language.say("each", words.lang, number=f"{per:,g}")
        line, deep = lay_key([([Rect(0, 3, _SIDE, _SIDE, hue)], each)], width)
        shapes += [move(shape, 0, y) for shape in line]
        y += deep
    field = _ACROSS * _STEP
    across = max(1, min(len(panels), int((width + _GAP) // (field + _GAP))))
    room = (width - _GAP * (across - 1)) / across
    wide = room >= field * 2 + 10
    names = list(panels)
    for first in range(0, len(names), across):
        lowest = y
        row = names[first : first + across]
        titles = [wrap_label(name, room, weight=CHART_STRONG) if name else [] for name in row]
        top = y + max(map(len, titles)) * LINE + (5 if any(titles) else 0)
        for place, (name, title) in enumerate(zip(row, titles, strict=True)):
            left = place * (room + _GAP)
            shapes += set_lines(title, left, y + len(title) * LINE / 2, weight=CHART_STRONG)
            inside = panels[name]
            squares, foot = _draw_field(name, inside, left, top, per, words.colours)
            told, end = _say_marks(inside, left, top, foot, room, wide)
            shapes += [*squares, *told]
            lowest = max(lowest, foot, end)
        y = lowest + 22
    return to_chart(shapes, width, y - 18)


def _names_its_plan(title: str, marks: Sequence[Mark], words: Words) -> bool:
    plans = {mark.plan_id for mark in marks} - {""}
    return len(plans) == 1 and words.name(*plans).lower() in title.lower()


def _draw_field(
    name: str,
    marks: Sequence[Mark],
    left: float,
    top: float,
    per: float,
    colours: Mapping[str, str],
) -> tuple[list[Shape], float]:
    shares = marks[0].unit in PERCENT
    ends: list[tuple[float, Mark]] = []
    total = 0.0
    for mark in marks:
        total += mark.at / (1.0 if shares else per)
        ends.append((total, mark))
    if shares and total > _HUNDRED + 0.05:
        raise ChartError("draw_units", f"panel {name!r}: the shares add up to {total:g} per cent")
    if total > 10 * _HUNDRED:
        raise ChartError("draw_units", f"panel {name!r}: {total:,.0f} squares; give per=")
    count = _HUNDRED if shares else ceil(total)
    shapes: list[Shape] = []
    for square in range(count):
        row, column = divmod(square, _ACROSS)
        x, y = left + column * _STEP, top + row * _STEP
        shapes += _draw_square(x, y, square, ends, colours)
    after = ceil(total)
    if marks[-1].bound in language.BOUND_SIDES and not (shares and after >= _HUNDRED):
        row, column = divmod(after, _ACROSS)
        shapes.append(_draw_bound(left + column * _STEP, top + row * _STEP, marks[-1], colours))
    return shapes, top + ceil(count / _ACROSS) * _STEP


def _draw_bound(x: float, y: float, mark: Mark, colours: Mapping[str, str]) -> Glyph:
    """Draw an arrow in the square after the last: the number may be more, or less."""
    hue = language.hue_of(mark.plan_id, colours)
    sign = RIGHT if language.BOUND_SIDES[mark.bound] > 0 else LEFT
    return Glyph(
        x + _SIDE / 2, y + _SIDE / 2, sign, _SIDE**2, language.style_role(mark.role, hue).stroke
    )


def _draw_square(
    x: float,
    y: float,
    square: int,
    ends: Sequence[tuple[float, Mark]],
    colours: Mapping[str, str],
) -> list[Shape]:
    """Draw one square: empty, or filled from the left as far as the marks reach into it."""
    frame = Rect(x + 0.5, y + 0.5, _SIDE - 1, _SIDE - 1, stroke=language.QUIET, stroke_width=1)
    shapes: list[Shape] = []
    start = 0.0
    for end, mark in ends:
        part = (max(start - square, 0.0), min(end - square, 1.0))
        start = end
        # A sliver would frame a whole square more; only what has no other square keeps it.
        if part[1] - part[0] <= (_SLIVER if square else 0.01):
            continue
        hue = language.hue_of(mark.plan_id, colours)
        style = language.style_role(mark.role, hue)
        left, wide = x + part[0] * _SIDE, (part[1] - part[0]) * _SIDE
        if style.fill:
            opacity = style.opacity if mark.role != "actual" else 0.45
            shapes.append(Rect(left, y, wide, _SIDE * style.part, style.fill, opacity=opacity))
        elif mark.role == language.COMPUTED:
            # A dashed outline alone is not told from the empty squares around it.
            shapes.append(Rect(left, y, wide, _SIDE, MUTED, opacity=_COMPUTED_TINT))
        edge = Rect(
            x + 0.5, y + 0.5, _SIDE - 1, _SIDE - 1, stroke=style.stroke, stroke_width=1,
            dash=(2, 2) if style.dash else (), level=3,
        )  # fmt: skip
        shapes.append(edge)
    return shapes or [frame]


def _say_marks(
    marks: Sequence[Mark],
    left: float,
    top: float,
    foot: float,
    room: float,
    wide: bool,
) -> tuple[list[Shape], float]:
    """Write the figures beside the field where there is room, else below it."""
    x = left + _ACROSS * _STEP + 12 if wide else left
    y = top if wide else foot + 4
    space = room - (_ACROSS * _STEP + 12) if wide else room
    shapes: list[Shape] = []
    for mark in marks:
        lines = wrap_label(mark.text, space, weight=CHART_STRONG)
        colour = language.text_colour(mark.role)
        deep = len(lines) * LINE
        shapes += set_lines(lines, x, y + deep / 2, weight=CHART_STRONG, colour=colour)
        y += deep
        lines = wrap_label(mark.label, space)
        deep = len(lines) * LINE
        shapes += set_lines(lines, x, y + deep / 2, colour=colour)
        y += deep + 6
    return shapes, y
