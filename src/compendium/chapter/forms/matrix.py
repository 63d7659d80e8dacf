"""Who says what of which thing: rows and columns with short words, tinted by stage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from compendium.chapter import language
from compendium.chapter.forms.keys import lay_key
from compendium.chapter.forms.lanes import column_of
from compendium.chapter.forms.marks import check_columns, check_unique
from compendium.chapter.forms.shapes import LINE, Drawing, Line, Rect, Shape, set_lines, to_chart
from compendium.chapter.forms.strokes import draw_stage
from compendium.chapter.labels import text_width, wrap_label
from compendium.chapter.language import Words
from compendium.chapter.theme import CHART_STRONG, MUTED
from compendium.errors import ChartError
from compendium.printed.wording import is_missing

_GLYPH = 10.0
_PAD = 6.0
_MOST_TINT = 0.34


@dataclass(frozen=True)
class _Cell:
    row: str
    column: str
    text: str
    stage: str
    plan_id: str
    level: float = 0.0


def draw_matrix(
    data: pd.DataFrame,
    width: int,
    *,
    words: Words,
    row: str = "label",
    column: str = "plan_id",
    text: str = "text",
    stage: str = "stage",
    columns: Sequence[str] | None = None,
    key: bool = True,
    tints: Mapping[str, float] | None = None,
) -> Drawing:
    """Draw rows against columns, each cell with its words, and darker the further its stage is.

    On a narrow page whose columns are too small for their words, each row becomes a list.

    Parameters
    ----------
    data
        (C cells): the columns named by ``row``, ``column`` and ``text``; if there, ``stage``, and
        ``plan_id``, whose hue the cell takes (else it is grey).
    columns
        The order of the columns; as they come unless given.
    key
        Whether a line above explains the stages.
    tints
        A column, or the words of cells, and how dark they are without any stage: from 0 to 1.

    Raises
    ------
    ChartError
        If a column is missing, a cell is filled twice, or a tint is of nothing.
    """
    check_columns(data, "draw_matrix", (row, column, text))
    cells = [
        _Cell(
            str(record[row]),
            str(record[column]),
            "" if is_missing(record[text]) else str(record[text]),
            "" if is_missing(record.get(stage)) else str(record[stage]),
            "" if is_missing(record.get("plan_id")) else str(record["plan_id"]),
        )
        for record in data.to_dict("records")
    ]
    check_unique([(cell.row, cell.column) for cell in cells], "draw_matrix", f"{row} + {column}")
    known = {word for cell in cells for word in (cell.column, cell.text)}
    if unknown := [word for word in tints or () if word not in known]:
        raise ChartError("draw_matrix", f"no column or words to tint: {unknown[0]!r}")
    cells = [replace(cell, level=_level(cell, tints or {})) for cell in cells]
    order = list(columns or dict.fromkeys(cell.column for cell in cells))
    cells = [cell for cell in cells if cell.column in order]
    names = {each: words.name(each) if column == "plan_id" else each for each in order}
    stages = language.order_stages(cell.stage for cell in cells if cell.stage)
    shapes: list[Shape] = []
    y = 0.0
    if key and stages:
        entries = [
            (draw_stage(0, 3, _GLYPH, each, MUTED), language.say(each, words.lang))
            for each in stages
        ]
        shapes, y = lay_key(entries, width)
    labels = list(dict.fromkeys(cell.row for cell in cells))
    filled = {(cell.row, cell.column): cell for cell in cells}
    label_column = column_of(labels, width) + 12 if width > 500 else 0.0
    each_width = (width - label_column) / len(order)
    if _fits(cells, names, each_width):
        drawn, y = _draw_grid(labels, order, names, filled, y, width, label_column, words.colours)
    else:
        drawn, y = _draw_lists(labels, order, names, filled, y, width, words.lang, words.colours)
    return to_chart([*shapes, *drawn], width, y)


def _glyph_room(cell: _Cell) -> float:
    return _GLYPH + 5 if cell.stage else 0.0


def _fits(cells: Sequence[_Cell], names: Mapping[str, str], room: float) -> bool:
    """Tell whether every word has room in its column, and no cell becomes a tower."""
    headings = (
        max(text_width(word, weight=CHART_STRONG) for word in wrap_label(name, 1)) <= room - 4
        for name in names.values()
    )
    inside = room - 2 * _PAD
    words = (
        all(text_width(line) <= inside - _glyph_room(cell) for line in lines) and len(lines) <= 4
        for cell in cells
        if (lines := wrap_label(cell.text, inside - _glyph_room(cell)))
    )
    return all(headings) and all(words)


def _level(cell: _Cell, tints: Mapping[str, float]) -> float:
    """Give how dark a cell is: as its words or column say, else by its stage."""
    stage = language.STAGE_LEVELS.get(cell.stage, 0.0)
    return tints.get(cell.text, tints.get(cell.column, stage))


def _tint(cell: _Cell) -> float:
    return round(0.10 + cell.level * (_MOST_TINT - 0.10), 3)


def _draw_grid(
    labels: Sequence[str],
    order: Sequence[str],
    names: Mapping[str, str],
    filled: Mapping[tuple[str, str], _Cell],
    y: float,
    width: float,
    label_column: float,
    colours: Mapping[str, str],
) -> tuple[list[Shape], float]:
    room = (width - label_column) / len(order)
    headings = [wrap_label(names[each], room - 4, weight=CHART_STRONG) for each in order]
    deep = max(map(len, headings)) * LINE
    shapes: list[Shape] = []
    for place, (each, lines) in enumerate(zip(order, headings, strict=True)):
        x = label_column + place * room
        middle = y + deep - len(lines) * LINE / 2
        shapes += set_lines(lines, x + 2, middle, weight=CHART_STRONG)
        plans = {cell.plan_id for (_, column), cell in filled.items() if column == each}
        hue = language.hue_of(plans.pop(), colours) if len(plans) == 1 else MUTED
        shapes.append(Rect(x + 1, y + deep + 2, room - 4, 3, hue))
    y += deep + 10
    for label in labels:
        lines = wrap_label(label, (label_column or width + 12) - 12)
        if not label_column:
            shapes += set_lines(lines, 0, y + len(lines) * LINE / 2)
            y += len(lines) * LINE + 2
        words = {each: _wrap(filled.get((label, each)), room) for each in order}
        tall = max(*(len(each) * LINE + 10 for each in words.values()), 26.0)
        tall = max(tall, len(lines) * LINE + 4 if label_column else 0.0)
        if label_column:
            shapes += set_lines(lines, 0, y + tall / 2)
        for place, each in enumerate(order):
            x = label_column + place * room
            cell = filled.get((label, each))
            shapes += _draw_cell(cell, words[each], x + 1, y, room - 4, tall, colours)
        y += tall + (4 if label_column else 10)
    return shapes, y


def _wrap(cell: _Cell | None, room: float) -> list[str]:
    if cell is None or not cell.text:
        return []
    return wrap_label(cell.text, room - 2 * _PAD - _glyph_room(cell))


def _draw_cell(
    cell: _Cell | None,
    lines: Sequence[str],
    x: float,
    y: float,
    width: float,
    height: float,
    colours: Mapping[str, str],
) -> list[Shape]:
    middle = y + height / 2
    if cell is None:
        dash = Line(((x + width / 2 - 4, middle), (x + width / 2 + 4, middle)), language.FAINT, 2)
        return [dash]
    hue = language.hue_of(cell.plan_id, colours)
    shapes: list[Shape] = [Rect(x, y, width, height, hue, opacity=_tint(cell), radius=2, level=1)]
    left = x + _PAD
    if cell.stage:
        shapes += draw_stage(left, middle - _GLYPH / 2, _GLYPH, cell.stage, hue)
        left += _glyph_room(cell)
    return [*shapes, *set_lines(lines, left, middle)]


def _draw_lists(
    labels: Sequence[str],
    order: Sequence[str],
    names: Mapping[str, str],
    filled: Mapping[tuple[str, str], _Cell],
    y: float,
    width: float,
    lang: str,
    colours: Mapping[str, str],
) -> tuple[list[Shape], float]:
    shapes: list[Shape] = []
    for label in labels:
        lines = wrap_label(label, width, weight=CHART_STRONG)
        shapes += set_lines(lines, 0, y + len(lines) * LINE / 2, weight=CHART_STRONG)
        y += len(lines) * LINE + 4
        for each in order:
            if (cell := filled.get((label, each))) is None:
                continue
            said = names[each]
            if cell.text:
                said = language.say("colon", lang, name=names[each], text=cell.text)
            lines = wrap_label(said, width - 2 * _PAD - _glyph_room(cell))
            tall = len(lines) * LINE + 8
            shapes += _draw_cell(cell, lines, 0, y, width, tall, colours)
            y += tall + 3
        y += 11
    return shapes, y - 11
