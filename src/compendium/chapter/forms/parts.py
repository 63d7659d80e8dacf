"""What a whole is made of: stacked parts with their words below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from compendium.chapter import language
from compendium.chapter.forms.keys import draw_key, move
from compendium.chapter.forms.marks import (
    Annotations,
    Mark,
    annotation,
    by_panel,
    check_annotations,
    read_marks,
)
from compendium.chapter.forms.shapes import LINE, Drawing, Line, Shape, set_lines, to_chart
from compendium.chapter.forms.strokes import draw_bar
from compendium.chapter.labels import spread, text_width, wrap_label
from compendium.chapter.language import Words
from compendium.chapter.theme import CHART_STRONG, MUTED

_BAR = 32.0
_GAP = 2.0
_LEAST_BLOCK = 74.0


def draw_parts(
    data: pd.DataFrame,
    width: int,
    *,
    words: Words,
    full: bool = False,
    total: Mapping[str, str] | str = "",
    annotate: Annotations | None = None,
) -> Drawing:
    """Draw a bar a panel, made of parts, each with its name and figure.

    Parameters
    ----------
    data
        (M marks): each ``panel`` is one bar, its marks the parts in their order.
    full
        Stretch every bar to the whole width; else all bars have one scale.
    total
        What the whole is, at a bracket above the bar: words, or panel → words.
    annotate
        Mark → words under its bar.

    Raises
    ------
    ChartError
        If a column or value is missing, or a label stands twice in a panel.
    """
    marks = read_marks(data, "draw_parts", unique=("panel", "label"))
    check_annotations(marks, annotate, "draw_parts")
    shapes, y = draw_key(marks, width, words)
    panels = by_panel(marks)
    sums = {name: sum(mark.at for mark in inside) for name, inside in panels.items()}
    # Room for the arrow at the end of the longest bar.
    is_open = any(inside[-1].bound in language.BOUND_SIDES for inside in panels.values())
    beyond = _BAR / 2 + 3 if is_open else 12.0
    for name, inside in panels.items():
        if name:
            title = wrap_label(name, width, weight=CHART_STRONG)
            shapes += set_lines(title, 0, y + len(title) * LINE / 2, weight=CHART_STRONG)
            y += len(title) * LINE + 5
        scale = (width - beyond) / ((sums[name] if full else max(sums.values())) or 1.0)
        whole = total if isinstance(total, str) else total.get(name, "")
        if whole:
            drawn, y = _draw_total(whole, y, sums[name] * scale, width)
            shapes += drawn
        drawn, y = _draw_row(inside, y, scale, width, words.colours, words.lang)
        shapes += drawn
        for mark in inside:
            if note := annotation(mark, annotate):
                lines = wrap_label(note, width)
                shapes += set_lines(lines, 0, y + 3 + len(lines) * LINE / 2, colour=MUTED)
                y += len(lines) * LINE + 3
        y += 24
    return to_chart(shapes, width, y - 20)


def _draw_total(text: str, y: float, end: float, width: float) -> tuple[list[Shape], float]:
    lines = wrap_label(text, width)
    half = max(map(text_width, lines)) / 2
    middle = max(end / 2, half)
    deep = len(lines) * LINE
    words = set_lines(lines, middle, y + deep / 2, align="center")
    top = y + deep + 3
    bracket = Line(((0.5, top + 6), (0.5, top), (end, top), (end, top + 6)), MUTED, 1)
    return [*words, bracket], top + 10


def _draw_row(
    marks: Sequence[Mark],
    y: float,
    scale: float,
    width: float,
    colours: Mapping[str, str],
    lang: str,
) -> tuple[list[Shape], float]:
    shapes: list[Shape] = []
    middles, x = [], 0.0
    for mark in marks:
        hue = language.hue_of(mark.plan_id, colours)
        end = x + mark.at * scale
        shapes += draw_bar(
            x, max(end - _GAP, x + 2), y + _BAR / 2, _BAR, mark.role, hue,
            mark.bound if mark is marks[-1] else "=",
        )  # fmt: skip
        middles.append((x + end - _GAP) / 2)
        x = end
    rooms = [max(mark.at * scale - 10, _LEAST_BLOCK) for mark in marks]
    blocks = [
        [*wrap_label(mark.label, room), *wrap_label(mark.text, room)]
        for mark, room in zip(marks, rooms, strict=True)
    ]
    sizes = [max(map(text_width, block)) + 12 for block in blocks]
    y += _BAR
    if sum(sizes) > width + 12:
        return _list_parts(marks, middles, shapes, y, width, colours, lang)
    centres = spread(middles, sizes, -6, width + 6)
    for mark, block, middle, centre, size in zip(
        marks, blocks, middles, centres, sizes, strict=True
    ):
        half = size / 2 - 6
        foot = min(max(middle, centre - half), centre + half)
        shapes.append(Line(((middle, y + 2), (foot, y + 11)), MUTED, 1))
        colour = language.text_colour(mark.role)
        middle_y = y + 13 + len(block) * LINE / 2
        shapes += set_lines(block, centre, middle_y, align="center", colour=colour)
    return shapes, y + 13 + max(map(len, blocks)) * LINE


def _list_parts(
    marks: Sequence[Mark],
    middles: Sequence[float],
    shapes: list[Shape],
    y: float,
    width: float,
    colours: Mapping[str, str],
    lang: str,
) -> tuple[list[Shape], float]:
    """Write numbers under the bar, and say what they are below each other."""
    at = spread(middles, [text_width("00") + 4] * len(marks), 0, width)
    for place, x in enumerate(at, 1):
        shapes += set_lines([str(place)], x, y + 10, align="center", weight=CHART_STRONG)
    y += 24
    for place, mark in enumerate(marks, 1):
        text = language.say("colon", lang, name=mark.label, text=mark.text)
        lines = wrap_label(text, width - 52)
        deep = len(lines) * LINE
        shapes += set_lines([str(place)], 10, y + LINE / 2, align="center", weight=CHART_STRONG)
        hue = language.hue_of(mark.plan_id, colours)
        sample = draw_bar(0, 20, LINE / 2, 11, mark.role, hue)
        shapes += [move(shape, 24, y) for shape in sample]
        colour = language.text_colour(mark.role)
        shapes += set_lines(lines, 52, y + deep / 2, colour=colour)
        y += deep + 3
    return shapes, y
