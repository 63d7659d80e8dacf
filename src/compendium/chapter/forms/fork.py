"""One base and several ends: what is needed, what is expected, where the past pace leads."""

from __future__ import annotations

import pandas as pd

from compendium.chapter import language
from compendium.chapter.forms.keys import draw_key
from compendium.chapter.forms.marks import (
    Annotations,
    Mark,
    annotation,
    check_annotations,
    read_marks,
)
from compendium.chapter.forms.plots import (
    ABOVE,
    Field,
    Series,
    connect,
    draw_axis,
    place_words,
    say_step,
    sort_line,
    span_values,
    take_series,
)
from compendium.chapter.forms.shapes import (
    LINE,
    Drawing,
    Line,
    Rect,
    Shape,
    Weight,
    set_lines,
    to_chart,
)
from compendium.chapter.forms.strokes import draw_dot
from compendium.chapter.labels import Box, spread, text_width, wrap_label
from compendium.chapter.language import Words
from compendium.chapter.theme import CHART_STRONG, MUTED
from compendium.errors import ChartError


def draw_fork(
    data: pd.DataFrame,
    width: int,
    *,
    words: Words,
    growth: bool = True,
    gap: str = "",
    zero: bool = False,
    height: int = 240,
    annotate: Annotations | None = None,
) -> Drawing:
    """Draw one line up to its last actual figure, and from there a branch to each end.

    Parameters
    ----------
    data
        (M marks) with ``year``: the actual ones are the stem, every other is an end, named by its
        ``label``.
    growth
        Write the growth a year under each end.
    gap
        Words at a bracket from the lowest end to the highest.
    zero
        Begin the scale at zero.
    annotate
        Mark → words under its end.

    Raises
    ------
    ChartError
        If a column or value is missing, a label of an end stands twice, or there is no stem or no
        end.
    """
    marks = read_marks(data, "draw_fork", needs=("value", "year"), unique=("label", "role", "year"))
    check_annotations(marks, annotate, "draw_fork")
    stem = sort_line([mark for mark in marks if mark.role == "actual"])
    ends = [mark for mark in marks if mark.role != "actual"]
    if not stem or not ends:
        raise ChartError("draw_fork", "it takes an actual mark and at least one other")
    shapes, top = draw_key(marks, width, words, points=True)
    column = min(max(_end_width(mark, stem[-1], words, growth) for mark in ends), width * 0.46)
    side = max(18.0, text_width(stem[0].text) / 2)
    frame = Box(0, width - column - 30, top, top + height)
    years = sorted({mark.year for mark in marks if mark.year is not None})
    values = span_values([mark.at for mark in marks], zero=zero)
    box = Box(side, frame.right - 8, top + 22, frame.bottom - (14 if zero else 4))
    field = Field(box, (years[0], years[-1]), values)
    place = {mark: (field.x(mark.year), field.y(mark.at)) for mark in marks}
    trunk = Series("", stem, tuple(place[mark] for mark in stem))
    branches = [Series("", (stem[-1], end), (place[stem[-1]], place[end])) for end in ends]
    taken = [one for series in (trunk, *branches) for one in take_series(series)]
    shapes += draw_axis(field, Box(0, frame.right + 12, top, frame.bottom), years)
    for series in (trunk, *branches):
        shapes += connect(series, words.colours)
    for mark in marks:
        x, y = place[mark]
        hue = language.hue_of(mark.plan_id, words.colours)
        shapes += draw_dot(x, y, mark.role, hue, mark.bound)
    for mark in stem:
        shapes += place_words(
            wrap_label(mark.text, 150), place[mark], taken, frame, ABOVE,
            colour=language.text_colour(mark.role),
        )  # fmt: skip
    blocks = [_say_end(end, stem[-1], words, growth, column, annotate) for end in ends]
    heights = [sum(len(lines) for lines, *_ in block) * LINE + 8.0 for block in blocks]
    lowest = max(frame.bottom, top + sum(heights))
    middles = spread([place[end][1] for end in ends], heights, top, lowest)
    left = frame.right + 30
    for end, block, middle, tall in zip(ends, blocks, middles, heights, strict=True):
        x, y = place[end]
        at = middle - tall / 2 + 4
        shapes.append(Line(((x + 10, y), (left - 4, at + LINE / 2)), MUTED, 1))
        for lines, colour, weight in block:
            deep = len(lines) * LINE
            shapes += set_lines(lines, left, at + deep / 2, colour=colour, weight=weight)
            at += deep
    if gap and len(ends) > 1:
        shapes += _say_gap(box.right, [place[end][1] for end in ends], gap)
    return to_chart(shapes, width, max(lowest, frame.bottom) + 26)


Block = list[tuple[list[str], str, Weight]]


def _say_end(
    end: Mark,
    base: Mark,
    words: Words,
    growth: bool,
    column: float,
    annotate: Annotations | None,
) -> Block:
    colour = language.text_colour(end.role)
    block: Block = [
        (wrap_label(end.label, column, weight=CHART_STRONG), colour, CHART_STRONG),
        (wrap_label(end.text, column), colour, 400),
    ]
    if growth and (step := say_step(base, end, words)):
        block.append((wrap_label(step, column), MUTED, 400))
    if note := annotation(end, annotate):
        block.append((wrap_label(note, column), MUTED, 400))
    return block


def _end_width(end: Mark, base: Mark, words: Words, growth: bool) -> float:
    step = say_step(base, end, words) if growth else ""
    return max(
        text_width(end.label, weight=CHART_STRONG), text_width(end.text), text_width(step), 90.0
    )


def _say_gap(x: float, ys: list[float], gap: str) -> list[Shape]:
    """Draw a line from the lowest end to the highest, with its words on the left."""
    top, bottom = min(ys), max(ys)
    lines = wrap_label(gap, 110)
    size, deep = max(map(text_width, lines)), len(lines) * LINE
    middle = (top + bottom) / 2
    plate = Rect(x - size - 12, middle - deep / 2, size + 8, deep, language.GROUND, level=5)
    words = set_lines(lines, x - 8, middle, align="right", colour=MUTED)
    return [Line(((x, top), (x, bottom)), MUTED, 1), plate, *words]
