"""A part, and the whole that a printed share implies, with what the rounding leaves open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from compendium.chapter import language
from compendium.chapter.forms.keys import draw_key
from compendium.chapter.forms.marks import (
    Annotations,
    Mark,
    annotation,
    by_panel,
    check_annotations,
    read_marks,
)
from compendium.chapter.forms.plots import PERCENT
from compendium.chapter.forms.shapes import LINE, Drawing, Line, Rect, Shape, set_lines, to_chart
from compendium.chapter.forms.strokes import draw_bar, reach_of
from compendium.chapter.labels import spread, text_width, wrap_label
from compendium.chapter.language import Words
from compendium.chapter.theme import CHART_STRONG, MUTED
from compendium.errors import ChartError

_BAR = 30.0


def draw_whole(
    data: pd.DataFrame,
    width: int,
    *,
    words: Words,
    annotate: Annotations | None = None,
) -> Drawing:
    """Draw a part inside the whole that its printed share implies.

    Parameters
    ----------
    data
        (M marks); in each ``panel`` one part (printed, in the unit of the whole), one whole (role
        ``computed``, with ``low`` and ``high`` as the rounding of the share leaves them), and, if
        wanted, the share itself (in per cent), written between them, and further printed figures
        of the whole, drawn as upright lines to compare with.
    annotate
        Mark → words under its panel.

    Raises
    ------
    ChartError
        If a column or value is missing, a label stands twice in a panel, or a panel has no part
        or not one whole.
    """
    marks = read_marks(data, "draw_whole", unique=("panel", "label"))
    check_annotations(marks, annotate, "draw_whole")
    shapes, y = draw_key([mark for mark in marks if mark.unit not in PERCENT], width, words)
    panels = by_panel(marks)
    for name, inside in panels.items():
        drawn, y = _draw_panel(name, inside, y, width, annotate=annotate, colours=words.colours)
        shapes += drawn
        y += 22
    return to_chart(shapes, width, y - 18)


def _sort(name: str, marks: Sequence[Mark]) -> tuple[Mark, Mark, list[Mark], list[Mark]]:
    shares = [mark for mark in marks if mark.unit in PERCENT]
    wholes = [m for m in marks if m.role == language.COMPUTED and m not in shares]
    printed = [mark for mark in marks if mark not in shares and mark not in wholes]
    if len(wholes) != 1 or not printed:
        reason = f"panel {name!r} takes one part and one computed whole; it has {len(wholes)}"
        raise ChartError("draw_whole", f"{reason} computed and {len(printed)} printed figures")
    return printed[0], wholes[0], printed[1:], shares


def _draw_panel(
    name: str,
    marks: Sequence[Mark],
    y: float,
    width: float,
    *,
    annotate: Annotations | None,
    colours: Mapping[str, str],
) -> tuple[list[Shape], float]:
    part, whole, others, shares = _sort(name, marks)
    hue = language.hue_of(part.plan_id, colours)
    # Every whole takes the width: what is compared are parts, and the figures say the rest.
    scale = (width - 20) / max(whole.high or whole.at, *(mark.at for mark in others), 1e-12)
    shapes: list[Shape] = []
    if name:
        title = wrap_label(name, width, weight=CHART_STRONG)
        shapes += set_lines(title, 0, y + len(title) * LINE / 2, weight=CHART_STRONG)
        y += len(title) * LINE + 4
    # Above the bar stands the whole, with the lines to compare with; below it the part.
    end = whole.at * scale
    tops = [(whole, end), *((mark, mark.at * scale) for mark in others)]
    blocks = [_words(mark, width * 0.44) for mark, _ in tops]
    sizes = [max(map(text_width, block)) + 14.0 for block in blocks]
    centres = [
        min(max(x, size / 2), width - size / 2) for (_, x), size in zip(tops, sizes, strict=True)
    ]
    stacked = sum(sizes) > width
    middles = spread(centres, sizes, 0, width)
    if stacked:
        order = sorted(range(len(tops)), key=lambda place: -tops[place][1])
        tops = [tops[place] for place in order]
        blocks = [blocks[place] for place in order]
        sizes = [sizes[place] for place in order]
        middles = _beside_leaders([x for _, x in tops], sizes, width)
    tall = [len(block) * LINE for block in blocks]
    above = sum(tall) + 4 * len(tall) if stacked else max(tall)
    bar_top = y + above + 12
    at = y
    for (mark, x), block, middle, deep in zip(tops, blocks, middles, tall, strict=True):
        base = at + deep if stacked else y + above
        at += deep + 4 if stacked else 0
        colour = language.text_colour(mark.role)
        shapes += set_lines(block, middle, base - deep / 2, align="center", colour=colour)
        if mark is not whole:
            line_hue = language.hue_of(mark.plan_id, colours)
            shapes.append(Line(((x, bar_top - 4), (x, bar_top + _BAR + 4)), line_hue, 3))
        half = max(map(text_width, block)) / 2
        start = min(max(x, middle - half), middle + half)
        shapes.append(Line(((start, base + 2), (x, bar_top - 3)), MUTED, 1))
    middle_y = bar_top + _BAR / 2
    low, high = (whole.low or whole.at) * scale, (whole.high or whole.at) * scale
    shapes += draw_bar(0, end, middle_y, _BAR, language.COMPUTED, MUTED)
    if high - low > 2:
        shapes.append(Rect(low, bar_top, high - low, _BAR, MUTED, opacity=0.28, level=2))
        for x in (low, high):
            shapes.append(Line(((x, bar_top - 3), (x, bar_top + _BAR + 3)), MUTED, 1.5))
        shapes.append(Line(((low, bar_top + _BAR + 3), (high, bar_top + _BAR + 3)), MUTED, 1.5))
    reach = part.at * scale
    shapes.append(Rect(0, bar_top, reach, _BAR, language.GROUND, level=1))
    shapes += draw_bar(0, reach, middle_y, _BAR, part.role, hue, part.bound)
    y = bar_top + _BAR + 8
    # The share stands in the bar where there is room behind the part, else below.
    share = language.say("join", "en").join(mark.text for mark in shares)
    after = reach + reach_of(part.bound, _BAR)
    if share and after + text_width(share, weight=CHART_STRONG) + 6 < min(low, end) - 4:
        length = text_width(share, weight=CHART_STRONG)
        shapes.append(Rect(after - 3, bar_top + 5, length + 6, _BAR - 10, language.GROUND, level=5))
        shapes += set_lines([share], after, middle_y, weight=CHART_STRONG)
        share = ""
    below = [_joined(part)] + ([share] if share else [])
    for text in below:
        lines = wrap_label(text, width)
        shapes += set_lines(lines, 0, y + len(lines) * LINE / 2)
        y += len(lines) * LINE
    for mark in marks:
        if note := annotation(mark, annotate):
            lines = wrap_label(note, width)
            shapes += set_lines(lines, 0, y + len(lines) * LINE / 2, colour=MUTED)
            y += len(lines) * LINE
    return shapes, y


def _beside_leaders(ends: Sequence[float], sizes: Sequence[float], width: float) -> list[float]:
    """Give where words below one another stand: each left of the leaders of those above it.

    >>> _beside_leaders([300, 290], [100, 80], 340)
    [290.0, 262.0]
    """
    middles = []
    for place, (x, size) in enumerate(zip(ends, sizes, strict=True)):
        edge = min((end for end in ends[:place]), default=width) + 2 * (place > 0)
        middles.append(max(min(x, width - size / 2, edge - size / 2), size / 2))
    return middles


def _joined(mark: Mark) -> str:
    return f"{mark.label}: {mark.text}"


def _words(mark: Mark, room: float) -> list[str]:
    return [*wrap_label(mark.label, room), *wrap_label(mark.text, room)]
