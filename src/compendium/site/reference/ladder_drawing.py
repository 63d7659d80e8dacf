"""A ladder as a small SVG: the marks of the book's charts, drawn without their engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import pi, sqrt

from markupsafe import Markup

from compendium.chapter import language
from compendium.chapter.forms.plots import ABOVE, BELOW, Field, draw_axis, place_words, span_values
from compendium.chapter.forms.shapes import Glyph, Line, Shape, Text
from compendium.chapter.forms.strokes import draw_dot
from compendium.chapter.labels import Box, text_width, wrap_label
from compendium.chapter.marks import SCALES, say_mark
from compendium.chapter.theme import CHART_TEXT, INK
from compendium.printed.wording import Wording, choose
from compendium.site.reference.ladder import Ladder, Step
from compendium.site.render import render_html

WIDTH, HEIGHT = 340, 190
_AXIS, _TOP, _ASIDE = 22, 26, 13.0
_REACHES = (15, 20, 26, 34, 46, 60)
_SIGNS = {"thousand": "千", "million": "万", "billion": "亿", "trillion": "万亿"}
# Beneath this part of the unit that a ladder counts in, a figure names its own.
_LEAST = 0.1


@dataclass(frozen=True)
class Unit:
    """What a ladder counts in: a factor, and its words (billion yuan)."""

    factor: float
    text: str


def choose_unit(ladder: Ladder, words: Wording) -> Unit:
    """Choose what a ladder counts in: the unit that its smallest figure is said in."""
    sizes = [abs(each) for step in ladder.steps for each in (step.low, step.high)]
    # What is below a thousandth of the largest would ask for a unit too small for all others.
    least = min((each for each in sizes if each > max(sizes) / 1000), default=0.0)
    said = words.say_value(least, ladder.scale.unit)
    after = words.after(ladder.scale.unit).strip()
    for name, factor in reversed(list(SCALES[words.lang].items())):
        word = choose(words.lang, en=name, zh=_SIGNS[name])
        if least >= factor and word in said:
            return Unit(factor, choose(words.lang, en=f"{word} {after}".strip(), zh=word + after))
    return Unit(1.0, "" if after == "%" else after)


def say_step(step: Step, ladder: Ladder, unit: Unit, words: Wording) -> str:
    """Say a figure as the drawing writes it beside its mark."""
    is_small = 0 < abs(step.high) < unit.factor * _LEAST
    factor = None if is_small and unit.factor > 1 else unit.factor
    return say_mark(step.low, step.high, ladder.scale.unit, step.bound, words, factor=factor)


def draw_ladder(
    ladder: Ladder, unit: Unit, words: Wording, colours: Mapping[str, str]
) -> list[Shape]:
    """Give the shapes of a ladder (px), in the plans' colours.

    A point is a figure, at the end of its period; a thin line before it is the years that it sums
    up or is the mean of. A whole line leads from fact to fact, a dashed one from baseline to
    target.
    """
    steps = ladder.steps
    texts = [say_step(step, ladder, unit, words) for step in steps]
    spans = {each for step in steps for each in (step.start, step.year)}
    values = [each for step in steps for each in (step.low, step.high)]
    side = max(16.0, min(max(map(text_width, texts)) / 2, 46.0))
    frame = Box(0, WIDTH, 2, HEIGHT - _AXIS)
    field = Field(
        Box(side, WIDTH - side, frame.top + _TOP, frame.bottom - 18),
        (min(spans), max(spans)),
        span_values(values, zero=False),
    )
    at = [(field.x(step.year), field.y(step.low)) for step in steps]
    shapes = draw_axis(field, frame, sorted({step.year for step in steps}))
    taken: list[Box] = []
    for first, last in ladder.rises:
        hue = colours[steps[last].plan_ids[0]]
        dash = (6, 4) if steps[last].role == "target" else ()
        shapes.append(Line((at[first], at[last]), hue, 2, dash))
        taken += _boxes_along(at[first], at[last])
    for step, (x, y) in zip(steps, at, strict=True):
        shapes += _draw_step(step, x, y, field, colours)
        taken += _boxes_of(step, x, y, field)
    for point in sorted(dict.fromkeys(at), key=lambda point: -point[0]):
        here = [place for place, other in enumerate(at) if other == point]
        bounds = [language.BOUND_SIDES.get(steps[place].bound, 0) for place in here]
        shapes += place_words(
            wrap_label(" / ".join(dict.fromkeys(texts[place] for place in here)), 130),
            point,
            taken,
            frame,
            BELOW if -1 in bounds and 1 not in bounds else ABOVE,
            colour=INK,
            reaches=_REACHES,
        )
    return shapes


def _draw_step(
    step: Step, x: float, y: float, field: Field, colours: Mapping[str, str]
) -> Iterable[Shape]:
    hues = [colours[plan] for plan in step.plan_ids]
    top = field.y(step.high)
    if step.start != step.year:
        yield Line(((field.x(step.start), y), (x, y)), hues[0], 1.5)
    if top != y:
        yield Line(((x, y), (x, top)), hues[0], 3)
        yield from draw_dot(x, top, step.role, hues[0])
    # Plans that print the same figure stand side by side.
    for place, hue in enumerate(hues):
        aside = (place - (len(hues) - 1) / 2) * _ASIDE
        yield from draw_dot(x + aside, y, step.role, hue, step.bound)


def _boxes_of(step: Step, x: float, y: float, field: Field) -> list[Box]:
    side = language.BOUND_SIDES.get(step.bound, 0)
    wide = 7 + (len(step.plan_ids) - 1) * _ASIDE / 2
    top = min(y, field.y(step.high))
    boxes = [Box(x - wide, x + wide, top - 7 - 9 * (side > 0), y + 7 + 9 * (side < 0))]
    if step.start != step.year:
        boxes.append(Box(field.x(step.start), x, y - 3, y + 3))
    return boxes


def _boxes_along(start: tuple[float, float], end: tuple[float, float]) -> list[Box]:
    count = max(2, int(max(abs(end[0] - start[0]), abs(end[1] - start[1])) / 6))
    points = [
        (start[0] + (end[0] - start[0]) * k / count, start[1] + (end[1] - start[1]) * k / count)
        for k in range(count + 1)
    ]
    return [Box(x - 2, x + 2, y - 2, y + 2) for x, y in points]


def svg_of(shapes: Sequence[Shape], alt: str) -> Markup:
    """Write shapes as SVG; ``alt`` says all that they show."""
    ordered = sorted(shapes, key=lambda shape: shape.level)
    return render_html(
        "reference/ladder.html.j2",
        # A line has no fill, and stands below every sign and text.
        lines=[_describe(shape) for shape in ordered if isinstance(shape, Line)],
        shapes=[_describe(shape) for shape in ordered if not isinstance(shape, Line)],
        width=WIDTH,
        height=HEIGHT,
        alt=alt,
        size=CHART_TEXT,
        ink=INK,
    )


def _describe(shape: Shape) -> dict[str, object]:
    """Give what the template writes: a name of SVG, its attributes, and a text's words."""
    if isinstance(shape, Line):
        return {"name": "path", "text": "", "attributes": _line(shape)}
    if isinstance(shape, Text):
        anchors = {"left": "", "center": "middle", "right": "end"}
        attributes = {
            "x": _px(shape.x),
            "y": _px(shape.y + shape.size * 0.35),
            "text-anchor": anchors[shape.align],
            "fill": "" if shape.colour == INK else shape.colour,
        }
        return {"name": "text", "text": shape.text, "attributes": _kept(attributes)}
    if isinstance(shape, Glyph):
        return {"name": _name(shape), "text": "", "attributes": _glyph(shape)}
    raise TypeError(type(shape).__name__)


def _line(shape: Line) -> dict[str, str]:
    points = "L".join(f"{_px(x)},{_px(y)}" for x, y in shape.points)
    dash = ",".join(map(str, shape.dash))
    return _kept(
        {
            "d": f"M{points}",
            "stroke": shape.stroke,
            "stroke-width": "" if shape.width == 1 else f"{shape.width:g}",
            "stroke-dasharray": dash,
        }
    )


def _name(shape: Glyph) -> str:
    return "circle" if shape.shape == "circle" else "path"


def _glyph(shape: Glyph) -> dict[str, str]:
    painted = {
        "fill": shape.fill or "none",
        "fill-opacity": "" if shape.opacity == 1 else f"{shape.opacity:g}",
        "stroke": shape.stroke,
        "stroke-width": f"{shape.stroke_width:g}" if shape.stroke and shape.stroke_width else "",
    }
    if shape.shape == "circle":
        # Vega's size of a sign is its area.
        where = {"cx": _px(shape.x), "cy": _px(shape.y), "r": _px(sqrt(shape.size / pi))}
    else:
        side = _px(sqrt(shape.size) / 2)
        moved = f"translate({_px(shape.x)} {_px(shape.y)})scale({side})"
        where = {"d": shape.shape, "transform": moved}
    return _kept(where | painted)


def _kept(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in attributes.items() if value}


def _px(value: float) -> str:
    return f"{round(value, 1):g}"
