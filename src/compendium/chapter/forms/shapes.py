"""A drawing as shapes in pixels, and the shapes as one Altair chart.

A form computes where everything stands: so labels keep apart, nothing is cut, and a test can see
it. Shapes of one look become one layer of the chart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt

from compendium.chapter.labels import Align, Box, text_width
from compendium.chapter.theme import CHART_TEXT, INK

LINE = 17
"""Pixels from one line of text to the next."""


@dataclass(frozen=True)
class Rect:
    """A rectangle by its upper left corner and size."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 0.0
    opacity: float = 1.0
    dash: tuple[int, ...] = ()
    radius: float = 0.0
    level: int = 2


@dataclass(frozen=True)
class Line:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    stroke: str
    width: float = 1.0
    dash: tuple[int, ...] = ()
    level: int = 3


@dataclass(frozen=True)
class Glyph:
    """A sign around its middle; ``shape`` is a name of Vega's or a path within ±1."""

    x: float
    y: float
    shape: str
    size: float
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 0.0
    opacity: float = 1.0
    dash: tuple[int, ...] = ()
    level: int = 4


Weight = Literal[400, 600]


@dataclass(frozen=True)
class Text:
    """One line of text; ``x`` is where it is aligned, ``y`` its middle."""

    x: float
    y: float
    text: str
    align: Align = "left"
    colour: str = INK
    weight: Weight = 400
    size: float = CHART_TEXT
    level: int = 6

    @property
    def box(self) -> Box:
        """Where it stands."""
        length = text_width(self.text, self.size, self.weight)
        left = self.x - {"left": 0.0, "center": 0.5, "right": 1.0}[self.align] * length
        half = 0.6 * self.size
        return Box(left, left + length, self.y - half, self.y + half)


Shape = Rect | Line | Glyph | Text
Drawing = alt.LayerChart | alt.FacetChart


def set_lines(
    lines: Sequence[str],
    x: float,
    middle: float,
    *,
    align: Align = "left",
    colour: str = INK,
    weight: Weight = 400,
    size: float = CHART_TEXT,
) -> list[Text]:
    """Set lines of text below one another around a middle."""
    pitch = LINE * size / CHART_TEXT
    first = middle - (len(lines) - 1) * pitch / 2
    return [
        Text(x, first + place * pitch, line, align, colour, weight, size)
        for place, line in enumerate(lines)
        if line
    ]


def to_chart(shapes: Iterable[Shape], width: float, height: float) -> Drawing:
    """Draw shapes as a chart of exactly this size."""
    grouped: dict[tuple[Any, ...], list[Shape]] = {}
    for shape in shapes:
        grouped.setdefault((shape.level, type(shape).__name__, *_look(shape)), []).append(shape)
    # Stable: within a level the looks follow each other as they came.
    layers = [_layer(group) for _, group in sorted(grouped.items(), key=lambda item: item[0][0])]
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, width], nice=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, height], nice=False, reverse=True))
    return (
        alt.layer(*layers)
        .encode(x=x, y=y)
        .properties(width=round(width), height=round(height), autosize="none", padding=0)
    )


def _look(shape: Shape) -> tuple[Any, ...]:
    if isinstance(shape, Text):
        return (shape.align, shape.colour, shape.weight, shape.size)
    if isinstance(shape, Line):
        return (shape.stroke, shape.width, shape.dash)
    painted = (shape.fill, shape.stroke, shape.stroke_width, shape.opacity, shape.dash)
    return (*painted, shape.radius) if isinstance(shape, Rect) else (*painted, shape.shape)


def _layer(group: list[Shape]) -> Any:
    first = group[0]
    rows = [row for shape in group for row in _rows(shape)]
    if isinstance(first, Line):
        rows = [row | {"order": order} for order, row in enumerate(rows)]
    chart = alt.Chart(alt.InlineData(values=rows))
    if isinstance(first, Text):
        return chart.mark_text(
            align=first.align,
            baseline="middle",
            color=first.colour,
            fontSize=first.size,
            fontWeight=first.weight,
            limit=0,
        ).encode(text=alt.Text("text:N"))
    if isinstance(first, Line):
        line = {"color": first.stroke, "strokeWidth": first.width, **_dashed(first.dash)}
        # One path for all: it is broken where a row has no place.
        return chart.mark_line(
            strokeCap="butt", strokeJoin="round", invalid="break-paths-show-domains", **line
        ).encode(order="order:Q")
    look = {
        "fill": first.fill or None,
        "fillOpacity": first.opacity,
        "stroke": first.stroke or None,
        "strokeWidth": first.stroke_width,
        **_dashed(first.dash),
    }
    if isinstance(first, Rect):
        return chart.mark_rect(cornerRadius=first.radius, **look).encode(x2="x2:Q", y2="y2:Q")
    size = alt.Size("size:Q", scale=None)
    return chart.mark_point(shape=first.shape, **look).encode(size=size)


def _dashed(dash: tuple[int, ...]) -> dict[str, Any]:
    return {"strokeDash": list(dash)} if dash else {}


def _rows(shape: Shape) -> list[dict[str, Any]]:
    if isinstance(shape, Line):
        points: list[dict[str, Any]] = [{"x": _px(x), "y": _px(y)} for x, y in shape.points]
        return [*points, {"x": None, "y": None}]
    row: dict[str, Any] = {"x": _px(shape.x), "y": _px(shape.y)}
    if isinstance(shape, Text):
        row["text"] = shape.text
    elif isinstance(shape, Rect):
        row |= {"x2": _px(shape.x + shape.width), "y2": _px(shape.y + shape.height)}
    else:
        row["size"] = _px(shape.size)
    return [row]


def _px(value: float) -> float:
    # Whole pixels without a point: a third of a definition would be ".0".
    pixels = round(float(value), 2)
    return int(pixels) if pixels.is_integer() else pixels
