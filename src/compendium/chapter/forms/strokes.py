"""Marks of the visual language as shapes: bars, points, their bounds, arrows and stages."""

from __future__ import annotations

from math import ceil, hypot

from compendium.chapter import language
from compendium.chapter.forms.shapes import Glyph, Line, Rect, Shape
from compendium.chapter.theme import MUTED

DOT = 110.0
RIGHT = "M-0.5,-1L0.5,0L-0.5,1Z"
LEFT = "M0.5,-1L-0.5,0L0.5,1Z"
_UP = "M-1,0.5L0,-0.5L1,0.5Z"
_DOWN = "M-1,-0.5L0,0.5L1,-0.5Z"
_SOFT = ((-9.0, 0.62), (-4.0, 0.36), (1.0, 0.16))
_STEP = 5.0
# How far from a bar's end its label begins: behind an arrow, a soft end, or the end itself.
_BEHIND = 7.0


def draw_bar(
    left: float,
    right: float,
    middle: float,
    height: float,
    role: str,
    hue: str,
    bound: str = "=",
) -> list[Shape]:
    """Draw a bar of a role, with the end that its bound asks for."""
    style = language.style_role(role, hue)
    inner = height * style.part
    end = max(right, left + 1.5)
    full = end - 9 if bound == "≈" and end - left > 20 else end
    inset = style.width / 2
    shapes: list[Shape] = []
    if role == "target":
        shapes.append(Rect(left, middle - inner / 2, full - left, inner, style.fill))
    elif role == "forecast":
        shapes += [
            Rect(left, middle - inner / 2, full - left, inner, style.fill),
            _outline(left, full, middle, height, style),
        ]
    else:
        outline = _outline(left, full, middle, inner, style)
        if style.fill:
            ground = Rect(
                left + inset,
                outline.y,
                outline.width,
                outline.height,
                style.fill,
                opacity=style.opacity,
            )
            shapes.append(ground)
        shapes.append(outline)
        if role == language.COMPUTED:
            shapes += hatch(left, full, middle - inner / 2, middle + inner / 2)
    if bound == "≈":
        shapes += [
            Rect(end + step, middle - inner / 2, _STEP, inner, hue, opacity=opacity)
            for step, opacity in _SOFT
        ]
    return [*shapes, *_cap(end, middle, inner, role, hue, bound)]


def _outline(
    left: float, right: float, middle: float, height: float, style: language.Style
) -> Rect:
    inset = style.width / 2
    return Rect(
        left + inset,
        middle - height / 2 + inset,
        max(right - left - style.width, 0.5),
        max(height - style.width, 0.5),
        stroke=style.stroke,
        stroke_width=style.width,
        dash=style.dash,
    )


def _cap(end: float, middle: float, height: float, role: str, hue: str, bound: str) -> list[Shape]:
    side = language.BOUND_SIDES.get(bound)
    if side is None:
        return []
    tall = max(height, 8.0) + (6 if height < 24 else 0)
    colour = MUTED if role in (language.COMPUTED, language.MISREAD) else hue
    if side > 0:
        return [Glyph(end + tall / 4, middle, RIGHT, tall**2, colour)]
    limit = Line(((end, middle - tall / 2), (end, middle + tall / 2)), colour, 2)
    arrow = Glyph(end + tall / 4 + 1, middle, LEFT, (tall - 3) ** 2, "", colour, 1.5)
    return [limit, arrow]


def reach_of(bound: str, height: float) -> float:
    """Give how far behind its value a bar's end reaches, before its label may begin.

    >>> reach_of("=", 18), reach_of("≥", 18)
    (7.0, 19.0)
    """
    if bound in language.BOUND_SIDES:
        return _BEHIND + (max(height, 8.0) + (6 if height < 24 else 0)) / 2
    return _BEHIND + (6.0 if bound == "≈" else 0.0)


def hatch(left: float, right: float, top: float, bottom: float, gap: float = 7.0) -> list[Line]:
    """Draw slanting lines within a box: what is computed."""
    height = bottom - top
    lines = []
    for step in range(1, ceil((right - left + height) / gap)):
        # The line x + y = step * gap, seen from the lower left corner.
        start = step * gap
        x0, y0 = (start, 0.0) if start <= right - left else (right - left, start - (right - left))
        x1, y1 = (start - height, height) if start >= height else (0.0, start)
        if x0 - x1 > 1:
            ends = ((left + x0, top + y0), (left + x1, top + y1))
            lines.append(Line(ends, language.FAINT, 1.5, level=0))
    return lines


def draw_dot(
    x: float,
    y: float,
    role: str,
    hue: str,
    bound: str = "=",
    *,
    upright: bool = True,
    size: float = DOT,
) -> list[Shape]:
    """Draw a point of a role; ``upright`` says that larger values stand higher."""
    style = language.style_role(role, hue)
    width = style.width if role != "target" else 0.0
    shapes: list[Shape] = []
    if bound == "≈":
        shapes.append(Glyph(x, y, "circle", size * 3, hue, opacity=0.22))
    if role == "forecast":
        shapes.append(Glyph(x, y, "circle", size, language.GROUND, hue, width))
        shapes.append(Glyph(x, y, "circle", size * 0.3, hue, level=5))
    elif role == "target":
        shapes.append(Glyph(x, y, "circle", size + 20, hue))
    else:
        ground = Glyph(x, y, "circle", size * style.part, language.GROUND)
        ring = Glyph(
            x,
            y,
            "circle",
            size * style.part,
            style.fill,
            style.stroke,
            width,
            style.opacity if style.fill else 1.0,
            style.dash,
        )
        shapes += [ground, ring]
    return [*shapes, *_dot_bound(x, y, role, hue, bound, upright, size)]


def _dot_bound(
    x: float, y: float, role: str, hue: str, bound: str, upright: bool, size: float
) -> list[Shape]:
    side = language.BOUND_SIDES.get(bound)
    if side is None:
        return []
    colour = MUTED if role in (language.COMPUTED, language.MISREAD) else hue
    away = side * (size**0.5 / 2 + 7)
    if upright:
        return [Glyph(x, y - away, _UP if side > 0 else _DOWN, 150, colour)]
    return [Glyph(x + away, y, RIGHT if side > 0 else LEFT, 150, colour)]


def draw_arrow(
    start: tuple[float, float], end: tuple[float, float], colour: str, *, short: float = 0.0
) -> list[Shape]:
    """Draw a straight arrow that stops ``short`` of its end."""
    (x0, y0), (x1, y1) = start, end
    length = hypot(x1 - x0, y1 - y0)
    if length <= short + 2:
        return []
    across, down = (x1 - x0) / length, (y1 - y0) / length
    tip = (x1 - across * short, y1 - down * short)
    back = (tip[0] - across * 7, tip[1] - down * 7)
    wings = tuple((back[0] + side * down * 4, back[1] - side * across * 4) for side in (1, -1))
    return [
        Line((start, tip), colour, 2),
        Line((wings[0], tip, wings[1]), colour, 2),
    ]


def draw_stage(x: float, y: float, side: float, stage: str, hue: str) -> list[Shape]:
    """Draw the square of a stage, its upper left corner at a point, filled as far as it is."""
    if stage not in language.STAGE_LEVELS:
        return [Glyph(x + side / 2, y + side / 2, "M-1,0L1,0", side**2, "", hue, 1.5)]
    if stage == "support":
        area = side**2
        return [Glyph(x + side / 2, y + side / 2, "circle", area * 0.8, hue, hue, 1, language.TINT)]
    dash = (2, 1) if stage == "study" else ()
    edge = 0.5
    frame = Rect(
        x + edge, y + edge, side - 2 * edge, side - 2 * edge, stroke=hue, stroke_width=1, dash=dash
    )
    shapes: list[Shape] = [frame]
    level = language.STAGE_LEVELS[stage] * side
    if level:
        shapes.append(Rect(x, y + side - level, side, level, hue))
    if stage == "operate":
        shapes.append(Glyph(x + side / 2, y + side / 2, "circle", side**2 / 5, language.GROUND))
    return shapes
