"""A chart as a picture for a slide: its words, sources and licence in it, and no font needed."""

from __future__ import annotations

import hashlib
import io
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from compendium.chapter import inert, theme
from compendium.chapter.inert import one_line, visible
from compendium.chapter.theme import LIGHT
from compendium.errors import ChartError
from compendium.paths import write_atomically
from compendium.site import glyphs, lettering, lines, outlines, path_pen
from compendium.site.glyphs import (
    REGULAR,
    STRONG,
    MissingGlyphError,
    find_missing,
    font_files,
    measure,
)
from compendium.site.lettering import define_letters, number
from compendium.site.lines import wrap
from compendium.site.outlines import (
    NAMESPACES,
    TextStyleError,
    outline_texts,
    read_drawing,
    text_element,
)

WIDTH, LEAST_HEIGHT = 800, 450
PNG_WIDTH = 1280
_SIDE, _TOP, _GAP, _BOTTOM = 44, 36, 24, 28
_CONTENT = WIDTH - 2 * _SIDE
# A drawing for a narrow page is not blown up until its letters shout.
_MOST_SCALE = 1.25
_DRAWN_FROM = ("lang", "topic", "title", "finding", "alt", "sources", "drawings")
_RULE_ABOVE = 10
# What a drawing says of itself and not of its marks.
_OF_A_WHOLE = ("xmlns", "width", "height", "viewBox")
# How much of the room that a small chart leaves is above it.
_ABOVE = 0.4
_LANGUAGES = {"en": "en", "zh": "zh-Hans"}
# Half the height of a capital letter (em).
_MIDDLE = 0.349


class Credit(NamedTuple):
    """The last line of a picture: the book, its licence, and where the chart is found."""

    book: str
    licence: str
    address: str


class Slide(NamedTuple):
    """The files of a picture."""

    svg: bytes
    png: bytes


@dataclass(frozen=True)
class _Style:
    """How a text is set: its size, how far its lines are apart and what is left below (px)."""

    size: float
    weight: int
    leading: float
    fill: str
    after: float = 0
    even: bool = True


class _Block(NamedTuple):
    """Lines of text below each other, from 0 down, and how high they are (px)."""

    lines: list[Element]
    height: float


_TOPIC = _Style(12.5, STRONG, 17, LIGHT.accent, after=6)
_TITLE = _Style(25, STRONG, 31, LIGHT.ink, after=7)
_FINDING = _Style(16, REGULAR, 23, LIGHT.muted)
_SMALL = _Style(10.5, REGULAR, 15.5, LIGHT.muted, even=False)
_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {"one": "Source: ", "many": "Sources: ", "between": "; "},
    "zh": {"one": "来源：", "many": "来源：", "between": "；"},
}


def slide_svg(parts: Mapping[str, Any], *, credit: Credit) -> str:
    """Draw a chart with its words as a picture of its own, in outlines.

    Parameters
    ----------
    parts
        A chart as an executed notebook holds it (`Chart.parts`): ``chart_id``, ``lang``,
        ``title``, ``finding``, ``alt``, ``sources`` and ``drawings``; ``topic`` may be missing.
    credit
        What the last line says; an empty part is left out.

    Returns
    -------
    str
        An SVG 800 px wide and 450 high, or as high as the chart needs. It has no text, style,
        script or address to load from.

    Raises
    ------
    ChartError
        If no font has a character of it, or a text of the chart cannot be drawn as outlines.
    """
    try:
        return _draw_slide(parts, credit)
    except (MissingGlyphError, TextStyleError) as error:
        raise ChartError(parts["chart_id"], str(error)) from error


def slide_png(svg: str) -> bytes:
    """Give a picture as PNG, 1280 px wide, of 32 colours; the same picture gives the same bytes."""
    import vl_convert
    from PIL import Image

    painted = vl_convert.svg_to_png(svg, scale=PNG_WIDTH / WIDTH, ppi=72)
    with Image.open(io.BytesIO(painted)) as image:
        few = image.convert("RGB").quantize(
            # So chosen, 32 lie nearer to what was painted than 256 by the median, and pack better.
            32,
            method=Image.Quantize.MAXCOVERAGE,
            dither=Image.Dither.NONE,
        )
    raw = io.BytesIO()
    few.save(raw, "PNG", optimize=True)
    return raw.getvalue()


def keep_slide(parts: Mapping[str, Any], *, credit: Credit, folder: Path) -> Slide:
    """Give a chart's picture as SVG and PNG, drawn only if it is not in ``folder`` already.

    Kept by the hash of what it is drawn from: the chart, the credit, the fonts and the code.
    """
    asked = [[parts.get(name) for name in _DRAWN_FROM], credit]
    digest = hashlib.sha256(_made_with() + json.dumps(asked).encode()).hexdigest()
    drawn, painted = folder / f"{digest}.svg", folder / f"{digest}.png"
    if not (drawn.is_file() and painted.is_file()):
        svg = slide_svg(parts, credit=credit)
        write_atomically(drawn, f"{svg}\n")
        write_atomically(painted, slide_png(svg))
    return Slide(drawn.read_bytes(), painted.read_bytes())


@cache
def _made_with() -> bytes:
    code = [
        __file__,
        *(
            module.__file__
            for module in (glyphs, inert, lettering, lines, outlines, path_pen, theme)
        ),
    ]
    files = [*font_files(), *(Path(name) for name in code if name)]
    digests = (hashlib.sha256(path.read_bytes()).hexdigest() for path in files)
    packages = (version(name) for name in ("fonttools", "pillow", "vl-convert-python"))
    return " ".join((*packages, *digests, "")).encode()


def _draw_slide(parts: Mapping[str, Any], credit: Credit) -> str:
    drawing = read_drawing(parts["drawings"]["wide"]["svg"])
    _check_letters(parts, credit, drawing)
    head, foot = _stack(_head(parts)), _stack(_foot(parts, credit))
    left, top, width, height = map(float, drawing.attrib["viewBox"].split())
    scale = min(_CONTENT / width, _MOST_SCALE)
    below_head = _TOP + head.height + _GAP
    needed = below_head + height * scale + _GAP + foot.height + _BOTTOM
    whole = max(LEAST_HEIGHT, math.ceil(needed))
    rule = whole - _BOTTOM - foot.height - _RULE_ABOVE
    shapes = [
        Element("path", {"d": f"M0 0h{WIDTH}v{whole}H0z", "fill": "#fff"}),
        _put(head.lines, _SIDE, _TOP),
        _put(
            [_group(outline_texts(drawing))],
            _SIDE + (_CONTENT - width * scale) / 2 - left * scale,
            below_head + (whole - needed) * _ABOVE - top * scale,
            scale,
        ),
        Element("path", {"d": f"M{_SIDE} {number(rule)}h{_CONTENT}", "stroke": LIGHT.rule}),
        _put(foot.lines, _SIDE, whole - _BOTTOM - foot.height),
    ]
    root = Element("svg", {**NAMESPACES, "viewBox": f"0 0 {WIDTH} {whole}",
                           "width": f"{WIDTH}", "height": f"{whole}",
                           "role": "img", "lang": _LANGUAGES[parts["lang"]]})  # fmt: skip
    for name, text in (("title", parts["title"]), ("desc", parts["alt"])):
        ElementTree.SubElement(root, name).text = visible(text)
    root.extend([define_letters(shapes), *shapes])
    return ElementTree.tostring(root, encoding="unicode").replace(" />", "/>")


def _check_letters(parts: Mapping[str, Any], credit: Credit, drawing: Element) -> None:
    """Name all characters at once that no font has."""
    drawn = ("".join(text.itertext()) for text in drawing.iter("text"))
    said = (parts.get("topic") or "", parts["title"], parts["finding"], *_sources(parts))
    if missing := find_missing("".join((*said, *credit, *drawn))):
        raise MissingGlyphError(missing)


def _head(parts: Mapping[str, Any]) -> Iterator[tuple[Sequence[str], _Style]]:
    for text, style in (
        (parts.get("topic"), _TOPIC),
        (parts["title"], _TITLE),
        (parts["finding"], _FINDING),
    ):
        if text:
            yield _break(text, style), style


def _foot(parts: Mapping[str, Any], credit: Credit) -> Iterator[tuple[Sequence[str], _Style]]:
    words, sources = _WORDS[parts["lang"]], _sources(parts)
    start = words["one" if len(sources) == 1 else "many"]
    lines = _break(start + words["between"].join(sources), _SMALL)
    yield lines, _SMALL
    if said := " · ".join(filter(None, credit)):
        yield _break(said, _SMALL), _SMALL


def _sources(parts: Mapping[str, Any]) -> list[str]:
    return [f"{source['plan']}, {source['number']}" for source in parts["sources"]]


def _break(text: str, style: _Style) -> list[str]:
    def width(line: str) -> float:
        return measure(line, style.size, style.weight)

    return wrap(one_line(text), _CONTENT, width, even=style.even)


def _stack(blocks: Iterable[tuple[Sequence[str], _Style]]) -> _Block:
    lines: list[Element] = []
    y = after = 0.0
    for texts, style in blocks:
        y += after
        for text in texts:
            baseline = y + style.leading / 2 + _MIDDLE * style.size
            lines.append(
                text_element(
                    text, y=baseline, size=style.size, weight=style.weight, fill=style.fill
                )
            )
            y += style.leading
        after = style.after
    return _Block(lines, y)


def _group(drawing: Element) -> Element:
    """Give a drawing as a group: what it says of all its marks holds in the picture too."""
    said = {name: value for name, value in drawing.attrib.items() if name not in _OF_A_WHOLE}
    group = Element("g", said)
    group.extend(drawing)
    return group


def _put(shapes: Iterable[Element], x: float, y: float, scale: float = 1) -> Element:
    resized = f"scale({number(scale, 5)})" if scale != 1 else ""
    group = Element("g", {"transform": f"translate({number(x)} {number(y)}){resized}"})
    group.extend(shapes)
    return group
