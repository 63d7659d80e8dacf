"""Figures over years: ladders of one or more lines, as small multiples."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pandas as pd

from compendium.chapter.forms.keys import draw_key
from compendium.chapter.forms.marks import (
    Annotations,
    Mark,
    by_label,
    by_panel,
    check_annotations,
    read_marks,
)
from compendium.chapter.forms.panel import Look, draw_panel, rescale
from compendium.chapter.forms.plots import (
    sort_line,
    span_values,
)
from compendium.chapter.forms.shapes import LINE, Drawing, set_lines, to_chart
from compendium.chapter.labels import Box, wrap_label
from compendium.chapter.language import Words
from compendium.chapter.theme import CHART_STRONG, MUTED

_GAP = 28.0
_LEAST_PANEL = 200.0
_AXIS = 24.0


def draw_ladder(
    data: pd.DataFrame,
    width: int,
    *,
    words: Words,
    growth: bool = False,
    indexed: bool = False,
    zero: bool = False,
    height: int = 170,
    annotate: Annotations | None = None,
) -> Drawing:
    """Draw values over years: a line through what was, dashed to what is promised.

    Parameters
    ----------
    data
        (M marks) with ``year``; each ``panel`` is a small multiple with its own scale, and marks of
        one ``label`` in it are one line, named at its end where there are several.
    growth
        Write the growth a year (the change in points, for per cent) on each part of a line.
    indexed
        Draw every line on one scale, its first figure as 100; the words stay the printed figures.
    zero
        Begin the scales at zero; else at one share of each panel's largest figure, the same for
        all panels, so that a steeper line has grown more.
    height
        Of a panel's field, in pixels.
    annotate
        Mark → words beside it, led to by a thin rule; below its panel, by a number, where there is
        no room.

    Raises
    ------
    ChartError
        If a column or value is missing, or two marks of a line share year, role and value.
    """
    unique = ("panel", "label", "plan_id", "year", "role", "value")
    marks = read_marks(data, "draw_ladder", needs=("value", "year"), unique=unique)
    check_annotations(marks, annotate, "draw_ladder")
    shapes, y = draw_key(marks, width, words, points=True)
    panels = by_panel(marks)
    years = sorted({mark.year for mark in marks if mark.year is not None})
    lines = [line for panel in panels.values() for line in by_label(panel).values()]
    every = [value for line in lines for value in rescale(sort_line(line), indexed)]
    look = Look(
        words,
        (years[0], years[-1]),
        span_values(every, zero=zero) if indexed else None,
        0.0 if zero else _floor(panels.values()),
        growth,
        indexed,
        zero,
        annotate,
    )
    across = max(1, min(len(panels), int((width + _GAP) // (_LEAST_PANEL + _GAP)), 3))
    if across == 3 and len(panels) == 4:
        across = 2
    each = (width - _GAP * (across - 1)) / across
    if across == 1 and len(panels) > 1:
        height = round(height * 0.75)
    names = list(panels)
    noted = 0
    for first in range(0, len(names), across):
        row = names[first : first + across]
        titles = [wrap_label(name, each, weight=CHART_STRONG) if name else [] for name in row]
        top = y + max(map(len, titles)) * LINE + (4 if any(titles) else 0)
        lowest = top
        for place, (name, title) in enumerate(zip(row, titles, strict=True)):
            left = place * (each + _GAP)
            shapes += set_lines(title, left, y + len(title) * LINE / 2, weight=CHART_STRONG)
            own = [mark.year for mark in panels[name] if mark.year is not None]
            # Below one another, panels need no common years: each takes the whole width.
            shown = replace(look, years=(min(own), max(own))) if across == 1 else look
            frame = Box(left, left + each, top, top + height)
            drawn, notes, steps = draw_panel(frame, panels[name], shown, noted + 1)
            shapes += drawn
            noted += len(notes)
            foot = top + height + _AXIS
            for note in [*steps, *notes]:
                lines_of_note = wrap_label(note, each)
                deep = len(lines_of_note) * LINE
                shapes += set_lines(lines_of_note, left, foot + deep / 2 + 2, colour=MUTED)
                foot += deep + 2
            lowest = max(lowest, foot)
        y = lowest + 16
    return to_chart(shapes, width, y - 16)


def _floor(panels: Iterable[Sequence[Mark]]) -> float:
    """Give the share of a panel's largest figure at which every panel's scale begins."""
    shares = [min(m.at for m in panel) / (max(m.at for m in panel) or 1.0) for panel in panels]
    least = max(min(shares), 0.0)
    return max(least - max(0.25 * (1 - least), 0.04), 0.0)
