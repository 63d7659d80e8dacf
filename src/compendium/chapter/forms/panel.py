"""One panel of a ladder: its lines over years, their figures, steps and notes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from compendium.chapter import language
from compendium.chapter.forms.marks import (
    Annotations,
    Mark,
    by_label,
)
from compendium.chapter.forms.plots import (
    ABOVE,
    BELOW,
    Field,
    Series,
    connect,
    draw_axis,
    place_words,
    sort_line,
    span_values,
    take_series,
)
from compendium.chapter.forms.shapes import LINE, Line, Shape, set_lines
from compendium.chapter.forms.steps import find_crossing, say_last, write_notes, write_steps
from compendium.chapter.forms.strokes import draw_dot
from compendium.chapter.labels import Align, Box, spread, text_width, wrap_label
from compendium.chapter.language import Words
from compendium.chapter.theme import MUTED

_OFF = 14.0


@dataclass(frozen=True)
class Look:
    """What all panels of a ladder share."""

    words: Words
    years: tuple[int, int]
    values: tuple[float, float] | None
    floor: float
    growth: bool
    indexed: bool
    zero: bool
    annotate: Annotations | None


def rescale(line: Sequence[Mark], indexed: bool) -> list[float]:
    """Give the figures of a line, as they are or with the first as 100."""
    base = line[0].at if indexed else 0.0
    return [mark.at / base * 100 if base else mark.at for mark in line]


def draw_panel(
    frame: Box, marks: Sequence[Mark], look: Look, first: int = 1
) -> tuple[list[Shape], list[str], list[str]]:
    """Draw the lines of a panel into its frame, the years below it.

    Returns
    -------
    tuple
        The shapes, and what found no place: notes, numbered from ``first`` at their marks, and
        growth, which names its line.
    """
    lines = {name: sort_line(line) for name, line in by_label(marks).items()}
    # Room for half of a figure at either end.
    side = max(18.0, min(max(text_width(mark.text) for mark in marks) / 2, 52.0))
    steepest = 20.0 if not look.growth else 26.0
    columns = _columns(lines, frame, look)
    box = Box(
        frame.left + (columns[0] or side),
        frame.right - (columns[1] or side),
        frame.top + steepest,
        frame.bottom - 18,
    )
    every = [value for line in lines.values() for value in rescale(line, look.indexed)]
    values = look.values or (look.floor * max(every), max(every))
    if min(every) <= 0:
        values = span_values(every, zero=look.zero)
    field = Field(box, look.years, values)
    all_series = [
        Series(
            name,
            line,
            tuple(
                (field.x(mark.year), field.y(value))
                for mark, value in zip(line, rescale(line, look.indexed), strict=True)
            ),
        )
        for name, line in lines.items()
    ]
    taken = [one for series in all_series for one in take_series(series)]
    crossing = find_crossing(all_series) if look.growth and columns[1] else set()
    shapes = draw_axis(field, frame, sorted({m.year for m in marks if m.year is not None}))
    for series in all_series:
        shapes += connect(series, look.words.colours)
        for mark, (x, y) in zip(series.marks, series.at, strict=True):
            hue = language.hue_of(mark.plan_id, look.words.colours)
            shapes += draw_dot(x, y, mark.role, hue, mark.bound)
    for place, (column, right) in enumerate(zip(columns, (False, True), strict=True)):
        if column:
            edge = look.years[place]
            ends = [
                (series, k)
                for series in all_series
                for k, mark in enumerate(series.marks)
                if mark.year == edge and k in (0, len(series.marks) - 1)
            ]
            shapes += _write_column(ends, right, frame, box, taken, look, crossing)
    for series in all_series:
        shapes += _write_figures(series, columns, frame, taken, look)
    unplaced: list[str] = []
    if look.growth:
        for series in all_series:
            is_said = series.name in crossing and series.marks[-1].year == look.years[1]
            drawn, left = write_steps(series, all_series, frame, taken, look.words, is_said)
            shapes += drawn
            unplaced += left
    notes: list[str] = []
    for series in all_series:
        drawn, left = write_notes(series, frame, taken, look.annotate, first + len(notes))
        shapes += drawn
        notes += left
    return shapes, notes, unplaced


def _say_end(series_name: str, mark: Mark, look: Look) -> str:
    return language.say("colon", look.words.lang, name=series_name, text=mark.text)


def _columns(lines: Mapping[str, Sequence[Mark]], frame: Box, look: Look) -> tuple[float, float]:
    """Give the room for words left and right of several lines; one line needs none."""
    if len(lines) < 2:
        return 0.0, 0.0
    room = frame.right - frame.left
    firsts = [text_width(line[0].text) for line in lines.values() if line[0].year == look.years[0]]
    wraps = [
        wrap_label(_say_end(name, line[-1], look), room * 0.38)
        for name, line in lines.items()
        if line[-1].year == look.years[1]
    ]
    ends = [text_width(text) for each in wraps for text in each]
    if ends and look.growth:
        # The growth of lines that cross stands here too.
        ends.append(text_width(language.say("a year", look.words.lang, rate="+00.0%")))
    left = min(max(firsts, default=0.0), room * 0.3) + _OFF if len(firsts) > 2 else 0.0
    return left, max(ends, default=0.0) + _OFF if ends else 0.0


def _write_column(
    ends: Sequence[tuple[Series, int]],
    right: bool,
    frame: Box,
    box: Box,
    taken: list[Box],
    look: Look,
    crossing: Collection[str],
) -> list[Shape]:
    """Write the figures at one end of several lines below one another, as near as they may.

    Of lines that cross, the growth stands with the figure: between them it could be either's.
    """
    width = (frame.right - box.right if right else box.left - frame.left) - _OFF + 0.5
    blocks = [
        wrap_label(_say_end(s.name, s.marks[k], look) if right else s.marks[k].text, width)
        for s, k in ends
    ]
    steps = [
        wrap_label(say_last(s, look.words), width) if right and s.name in crossing else []
        for s, _ in ends
    ]
    heights = [
        (len(block) + len(step)) * LINE + 1.0 for block, step in zip(blocks, steps, strict=True)
    ]
    wanted = [series.at[k][1] for series, k in ends]
    places = spread(wanted, heights, frame.top, frame.bottom)
    x, side = (box.right + _OFF, 1) if right else (box.left - _OFF, -1)
    shapes: list[Shape] = []
    for (series, k), block, step, place, tall in zip(
        ends, blocks, steps, places, heights, strict=True
    ):
        colour = language.text_colour(series.marks[k].role)
        align: Align = "left" if right else "right"
        middle = place - len(step) * LINE / 2
        shapes += set_lines(block, x, middle, align=align, colour=colour)
        middle = place + len(block) * LINE / 2
        shapes += set_lines(step, x, middle, align=align, colour=MUTED)
        edges = sorted((x, x + side * width))
        taken.append(Box(edges[0], edges[1], place - tall / 2, place + tall / 2))
        point = series.at[k]
        if abs(place - point[1]) > 8:
            ends_of_lead = ((point[0] + side * 8, point[1]), (x - side * 2, place))
            shapes.append(Line(ends_of_lead, MUTED, 1))
    return shapes


def _write_figures(
    series: Series,
    columns: tuple[float, float],
    frame: Box,
    taken: list[Box],
    look: Look,
) -> list[Shape]:
    shapes: list[Shape] = []
    for place, (mark, at) in enumerate(zip(series.marks, series.at, strict=True)):
        is_first, is_last = place == 0, place == len(series.marks) - 1
        if (is_first and columns[0] and mark.year == look.years[0]) or (
            is_last and columns[1] and mark.year == look.years[1]
        ):
            continue
        falls = place > 0 and series.at[place - 1][1] < at[1] - 1
        text = _say_end(series.name, mark, look) if is_last and any(columns) else mark.text
        shapes += place_words(
            wrap_label(text, (frame.right - frame.left) * 0.55),
            at,
            taken,
            frame,
            BELOW if falls or mark.bound in ("≤", "<") else ABOVE,
            colour=language.text_colour(mark.role),
        )
    return shapes
