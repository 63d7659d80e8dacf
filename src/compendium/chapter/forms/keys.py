"""The line above a chart that names its roles and plans, the same in every form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from compendium.chapter import language
from compendium.chapter.forms.marks import Mark
from compendium.chapter.forms.shapes import LINE, Glyph, Line, Rect, Shape, Text
from compendium.chapter.forms.strokes import draw_bar, draw_dot
from compendium.chapter.labels import text_width
from compendium.chapter.language import Words
from compendium.chapter.theme import MUTED


def draw_key(
    marks: Sequence[Mark],
    width: float,
    words: Words,
    *,
    points: bool = False,
    plans: bool = True,
) -> tuple[list[Shape], float]:
    """Draw the line above a chart that names its roles, and its plans if they are several.

    Parameters
    ----------
    points
        The samples are points, not bars.
    plans
        Whether plans are named.

    Returns
    -------
    tuple
        The shapes and the height that they take, 0 where nothing needs a key.
    """
    roles = [role for role in language.ROLES if any(mark.role == role for mark in marks)]
    several = list(dict.fromkeys(mark.plan_id for mark in marks if mark.plan_id))
    hue = language.hue_of(several[0], words.colours) if len(several) == 1 else MUTED
    entries: list[tuple[list[Shape], str]] = []
    if plans and len(several) > 1:
        entries += [
            (
                [Rect(0, 2, 12, 12, language.hue_of(plan, words.colours), radius=2)],
                words.name(plan),
            )
            for plan in several
        ]
    if len(roles) > 1:
        entries += [(_sample(role, hue, points), language.say(role, words.lang)) for role in roles]
    return lay_key(entries, width)


def _sample(role: str, hue: str, points: bool) -> list[Shape]:
    return draw_dot(6, 8, role, hue) if points else draw_bar(0, 20, 8, 12, role, hue)


def lay_key(entries: Iterable[tuple[list[Shape], str]], width: float) -> tuple[list[Shape], float]:
    """Lay samples with their words beside each other, in as many lines as they need."""
    shapes: list[Shape] = []
    x, y = 0.0, 0.0
    for sample, word in entries:
        taken = max((_right(shape) for shape in sample), default=0.0)
        length = taken + 6 + text_width(word)
        if x and x + length > width:
            x, y = 0.0, y + LINE + 3
        shapes += [move(shape, x, y) for shape in sample]
        shapes.append(Text(x + taken + 6, y + 8, word))
        x += length + 18
    return shapes, y + LINE + 12 if shapes else 0.0


def _right(shape: Shape) -> float:
    if isinstance(shape, Rect):
        return shape.x + shape.width
    if isinstance(shape, Glyph):
        return shape.x + float(shape.size**0.5) / 2
    return max((x for x, _ in shape.points), default=0.0) if isinstance(shape, Line) else 0.0


def move(shape: Shape, right: float, down: float) -> Shape:
    """Move a shape."""
    if isinstance(shape, Line):
        return replace(shape, points=tuple((x + right, y + down) for x, y in shape.points))
    return replace(shape, x=shape.x + right, y=shape.y + down)
