"""One value a row: bars from zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
from compendium.chapter.forms.shapes import LINE, Drawing, Line, set_lines, to_chart
from compendium.chapter.forms.strokes import draw_bar, reach_of
from compendium.chapter.labels import text_width, wrap_label
from compendium.chapter.language import Words
from compendium.chapter.theme import MUTED

_BAR = 18.0
_LEAST_PLOT = 0.4


@dataclass(frozen=True)
class _Row:
    mark: Mark
    words: tuple[str, ...]
    note: tuple[str, ...]
    length: float

    @property
    def height(self) -> float:
        return max(_BAR, len(self.words) * LINE) + (len(self.note) * LINE + 3 if self.note else 0)


def draw_bars(
    data: pd.DataFrame,
    width: int,
    *,
    words: Words,
    annotate: Annotations | None = None,
    highlight: Sequence[str] = (),
    key: bool = True,
) -> Drawing:
    """Draw one horizontal bar a row, with its figure at the end and its bound in the end.

    Parameters
    ----------
    data
        (M marks), one a row, in the order to be drawn; ``panel`` heads groups of rows.
    annotate
        Mark → words under its bar.
    highlight
        Labels whose bars keep their hue; the others step back.
    key
        Whether a line above names roles and plans where they are several.

    Raises
    ------
    ChartError
        If a column or a value is missing, or a label stands twice in a panel.
    """
    marks = read_marks(data, "draw_bars", unique=("panel", "label"))
    check_annotations(marks, annotate, "draw_bars")
    shapes, top = draw_key(marks, width, words) if key else ([], 0.0)
    labels = [mark.label for mark in marks]
    top = max(top, 4.0)
    room = width - (column_of(labels, width) + 14 if labels_beside(labels, width) else 0.0)
    rows = _measure(marks, room, annotate)
    lanes = lay_lanes(
        labels, [row.height for row in rows], width, top, groups=[mark.panel for mark in marks]
    )
    least = min(0.0, *(row.length for row in rows))
    for row, lane in zip(rows, lanes.lanes, strict=True):
        zero = lane.left - least
        middle = lane.top + max(_BAR, len(row.words) * LINE) / 2
        hue = language.hue_of(row.mark.plan_id, words.colours)
        if highlight and row.mark.label not in highlight:
            hue = language.QUIET
        ends = sorted((zero, zero + row.length))
        shapes += draw_bar(ends[0], ends[1], middle, _BAR, row.mark.role, hue, row.mark.bound)
        after = ends[1] + reach_of(row.mark.bound, _BAR)
        shapes += set_lines(row.words, after, middle, colour=language.text_colour(row.mark.role))
        base = lane.bottom - len(row.note) * LINE / 2
        shapes += set_lines(row.note, zero, base, colour=MUTED)
        if least < 0:
            shapes.append(Line(((zero, lane.top - 4), (zero, lane.bottom + 4)), MUTED, 1))
    return to_chart([*shapes, *lanes.shapes], width, lanes.bottom + 4)


def _measure(marks: Sequence[Mark], room: float, annotate: Annotations | None) -> list[_Row]:
    """Find the scale at which every bar and its words fit, and wrap words that are too long."""
    least = min(0.0, *(mark.at for mark in marks))
    most = max(0.0, *(mark.at for mark in marks)) or (0.0 if least else 1.0)
    # What stands behind a bar is its figure; a bar to the left has it behind the zero line.
    rooms = [
        (room - reach_of(mark.bound, _BAR) - text_width(mark.text) - 4) / (mark.at - least)
        for mark in marks
        if mark.at > 0
    ]
    scale = min([*rooms, room / (most - least)])
    scale = max(scale, room * _LEAST_PLOT / (most - least))
    rows = []
    for mark in marks:
        end = (max(mark.at, 0.0) - least) * scale + reach_of(mark.bound, _BAR)
        lines = wrap_label(mark.text, max(room - end - 2, 40))
        note = annotation(mark, annotate)
        under = wrap_label(note, room + least * scale) if note else []
        rows.append(_Row(mark, tuple(lines), tuple(under), mark.at * scale))
    return rows
