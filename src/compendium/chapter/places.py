"""Charts of places: two shares of each against one another, and a map of equal tiles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from compendium.chapter.bars import AltairChart
from compendium.chapter.labels import keep_drawn, text_width
from compendium.chapter.labels import tooltip as show_tooltip
from compendium.chapter.theme import BASELINE, BLUE, BLUE_SOFT, LIGHT

# Pixels: the room of the value axis, half of a point and of a line of text.
_AXIS_ROOM = 44
_POINT = 6
_HALF_LINE = 8
_REACHES = (11, 24, 38, 54)
_DIRECTIONS = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))


@dataclass(frozen=True)
class _Box:
    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def lies_in(self, other: _Box) -> bool:
        across = other.left <= self.left and self.right <= other.right
        return across and other.top <= self.top and self.bottom <= other.bottom


def draw_points(
    data: pd.DataFrame,
    width: int,
    *,
    name: str,
    x: str,
    y: str,
    titles: tuple[str, str],
    tooltip: Sequence[str],
    highlight: Sequence[str] = (),
    height: int = 330,
) -> AltairChart:
    """Draw two percentages of each place against one another, each point with its name.

    Parameters
    ----------
    data
        (R rows): ``name``, and the percentages ``x`` and ``y``.
    width, height
        Total width, and the height of the field of points, in pixels.
    titles
        What the two axes show.
    tooltip
        Columns shown when a point is pointed at.
    highlight
        Names whose points stand out.
    """
    data = keep_drawn(data, name, x, y, *tooltip)
    domains = {column: _pad(data[column], 0.16) for column in (x, y)}
    sizes = {x: float(width - _AXIS_ROOM), y: float(height)}
    placed = data.assign(is_highlight=data[name].isin(list(highlight))).join(
        _place_names(data, (name, x, y), domains, sizes), validate="one_to_one"
    )
    scales = {column: alt.Scale(domain=list(domains[column]), nice=False) for column in (x, y)}
    percent = "datum.label + '%'"
    axis_x = alt.Axis(title=titles[0], labelExpr=percent, tickCount=5)
    axis_y = alt.Axis(
        title=titles[1],
        labelExpr=percent,
        tickCount=5,
        titleAngle=0,
        titleAlign="left",
        titleAnchor="end",
        titleX=-_AXIS_ROOM + 6,
        titleY=-14,
    )
    base = alt.Chart(placed).encode(
        x=alt.X(f"{x}:Q", scale=scales[x], axis=axis_x),
        y=alt.Y(f"{y}:Q", scale=scales[y], axis=axis_y),
    )
    leads = base.transform_filter(alt.datum.is_far).mark_rule().encode(x2="text_x", y2="lead_y")
    colour = alt.condition(alt.datum.is_highlight, alt.value(BLUE), alt.value(BASELINE))
    points = base.mark_circle(size=110).encode(color=colour, tooltip=show_tooltip(tooltip))
    words = [
        alt.Chart(placed)
        .transform_filter(alt.datum.align == align)
        .mark_text(align=align, baseline="middle")
        .encode(x=alt.X("text_x:Q"), y=alt.Y("text_y:Q"), text=f"{name}:N")
        for align in ("left", "right", "center")
    ]
    return alt.layer(leads, points, *words).properties(width=width, height=height)


def _pad(values: pd.Series, part: float) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    # All at one value: any room will do, but there must be some.
    room = (high - low) * part or 1.0
    return low - room, high + room


def _place_names(
    data: pd.DataFrame,
    columns: tuple[str, str, str],
    domains: Mapping[str, tuple[float, float]],
    sizes: Mapping[str, float],
) -> pd.DataFrame:
    """Find each name a free place beside its point, the nearest first; in data coordinates."""
    name, x, y = columns
    (x_low, x_high), (y_low, y_high) = domains[x], domains[y]
    step_x, step_y = (x_high - x_low) / sizes[x], (y_high - y_low) / sizes[y]
    at = [
        ((across - x_low) / step_x, (y_high - up) / step_y)
        for across, up in zip(data[x], data[y], strict=True)
    ]
    taken = [_Box(a - _POINT, a + _POINT, b - _POINT, b + _POINT) for a, b in at]
    field = _Box(0, sizes[x], 0, sizes[y])
    found = []
    for text, (a, b) in zip(data[name], at, strict=True):
        box, align, is_far = _nearest_free(text_width(str(text)), a, b, taken, field)
        taken.append(box)
        anchor = {"left": box.left, "right": box.right}.get(align, (box.left + box.right) / 2)
        # The line to a far name ends at the edge that faces the point.
        edge = min(max(b, box.top), box.bottom)
        found.append((anchor, (box.top + box.bottom) / 2, edge, align, is_far))
    names = ["text_x", "text_y", "lead_y", "align", "is_far"]
    places = pd.DataFrame(found, columns=names, index=data.index)
    return places.assign(
        text_x=x_low + places["text_x"] * step_x,
        text_y=y_high - places["text_y"] * step_y,
        lead_y=y_high - places["lead_y"] * step_y,
    )


def _nearest_free(
    length: float, x: float, y: float, taken: Sequence[_Box], field: _Box
) -> tuple[_Box, str, bool]:
    aligns = {1: "left", -1: "right", 0: "center"}
    choices = [
        (_name_box(length, x + across * reach, y + down * reach, across), aligns[across], reach)
        for reach in _REACHES
        for across, down in _DIRECTIONS
    ]
    for box, align, reach in choices:
        if box.lies_in(field) and not any(map(box.meets, taken)):
            return box, align, reach > _REACHES[0]
    box, align, _ = choices[0]
    return box, align, False


def _name_box(length: float, x: float, y: float, across: int) -> _Box:
    left = x - (1 - across) / 2 * length
    return _Box(left, left + length, y - _HALF_LINE, y + _HALF_LINE)


def draw_tiles(
    data: pd.DataFrame,
    width: int,
    *,
    name: str,
    value: str,
    text: str,
    tooltip: Sequence[str],
    column: str = "tile_col",
    row: str = "tile_row",
) -> AltairChart:
    """Draw one tile a place, roughly where it lies, filled from below by a percentage.

    Parameters
    ----------
    data
        (R rows): ``name``, the percentage ``value`` (0 to 100), ``text`` to be written, and the
        tile's ``column`` and ``row``, counted from 0 at the upper left.
    width
        Total width in pixels; tiles are at most 120 pixels wide.
    tooltip
        Columns shown when a tile is pointed at.
    """
    data = keep_drawn(data, name, value, text, column, row, *tooltip)
    columns, rows = int(data[column].max()) + 1, int(data[row].max()) + 1
    tile = min(width / columns, 120)
    gap = 4 / tile
    tiles = data.assign(
        left=data[column] + gap / 2,
        right=data[column] + 1 - gap / 2,
        middle=data[column] + 0.5,
        top=data[row] + gap / 2,
        bottom=data[row] + 1 - gap / 2,
        level=data[row] + 1 - gap / 2 - (1 - gap) * data[value] / 100,
        name_at=data[row] + 18 / tile,
        text_at=data[row] + 36 / tile,
    )
    across = alt.Scale(domain=[0, width / tile], nice=False)
    down = alt.Scale(domain=[0, rows], nice=False, reverse=True)
    base = alt.Chart(tiles)
    layers = [
        base.mark_rect(color=colour).encode(
            x=alt.X("left:Q", scale=across, axis=None),
            x2="right:Q",
            y=alt.Y(f"{top}:Q", scale=down, axis=None),
            y2="bottom:Q",
            tooltip=show_tooltip(tooltip),
        )
        for top, colour in (("top", LIGHT.sunken), ("level", BLUE_SOFT))
    ]
    words = [
        mark.encode(
            x=alt.X("middle:Q", scale=across, axis=None),
            y=alt.Y(f"{at}:Q", scale=down, axis=None),
            text=f"{written}:N",
        )
        for mark, at, written in (
            (base.mark_text(baseline="middle"), "name_at", name),
            (base.mark_text(baseline="middle", fontWeight=600), "text_at", text),
        )
    ]
    return alt.layer(*layers, *words).properties(width=width, height=rows * tile)
