"""A drawing whose text is outlines: it looks the same where no font of ours is installed.

`compendium.site.lettering` sets the letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from compendium.errors import CompendiumError
from compendium.site.glyphs import EM, REGULAR, STRONG, set_line
from compendium.site.lettering import line_element, number
from compendium.site.path_pen import GRID

NAMESPACES = {
    "xmlns": "http://www.w3.org/2000/svg",
    "xmlns:xlink": "http://www.w3.org/1999/xlink",
}
_WEIGHTS = {"normal": REGULAR, "": REGULAR, "bold": STRONG, "bolder": STRONG}
_ANCHORS = {"start": 0.0, "": 0.0, "middle": 0.5, "end": 1.0}
# How far below the alphabetic baseline of Compendium Sans another baseline stands (em).
_BASELINES = {
    "auto": 0.0, "": 0.0, "alphabetic": 0.0, "middle": 0.258, "central": 0.375, "hanging": 0.82,
}  # fmt: skip
# What a text may say, and what of it goes to its outlines as it is.
_PAINT = (
    "fill", "fill-opacity", "opacity", "stroke", "stroke-opacity", "stroke-linejoin",
    "stroke-linecap", "stroke-miterlimit", "paint-order", "clip-path", "display", "visibility",
)  # fmt: skip
_PLACE = ("x", "y", "dx", "dy", "transform", "stroke-width", "text-anchor", "dominant-baseline")
_FONT = ("font-family", "font-size", "font-style", "font-weight")
# What a group says for the texts in it, and of that what nothing else needs.
_OF_TEXTS = (*_FONT, "text-anchor")
_HANDED_ON = (*_OF_TEXTS, "stroke", "stroke-width")
# Words for a reader of the page: a picture has a title and a description as a whole.
_SPOKEN = ("class", "role", "pointer-events", "cursor")
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")
_NUMBERS = ("d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "transform",
            "points")  # fmt: skip


@dataclass(eq=False)
class TextStyleError(CompendiumError):
    """A text whose style cannot be drawn as outlines."""

    attribute: str
    value: str

    def __str__(self) -> str:
        return f"a text with {self.attribute}={self.value!r} cannot be drawn as outlines"


class _Run(NamedTuple):
    """A piece of text that is anchored as one: where it begins, and its lines beside each other."""

    x: float
    y: float
    text: str


def text_element(text: str, *, y: float, size: float, weight: int = REGULAR, fill: str) -> Element:
    """Write a line of text as outlines, from 0 to the right; its baseline stands at ``y``."""
    return line_element(set_line(text, weight), 0, y, size, {"fill": fill})


def read_drawing(svg: str) -> Element:
    """Read an SVG, with the names of its elements as they are written, without a namespace."""
    root = ElementTree.fromstring(svg.strip())
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        for name in [name for name in element.attrib if name.startswith("{")]:
            element.set(_written(name), element.attrib.pop(name))
    return root


def outline_texts(drawing: Element, handed: Mapping[str, str] = MappingProxyType({})) -> Element:
    """Give a drawing in which every text is outlines, without what does not show.

    Parameters
    ----------
    drawing
        An element with what it holds.
    handed
        What the groups around it say for the texts in it.

    Raises
    ------
    MissingGlyphError
        If no font has one of its characters.
    TextStyleError
        If a text says of itself what cannot be drawn.
    """
    said = _shown(drawing.attrib)
    handed = {**handed, **{name: said[name] for name in _HANDED_ON if name in said}}
    made = Element(
        drawing.tag, _round({name: said[name] for name in said if name not in _OF_TEXTS})
    )
    made.text = drawing.text
    for child in drawing:
        if child.tag == "text":
            made.extend(list(_outlined(child, handed)))
        elif _paints(child):
            inner = outline_texts(child, handed)
            made.extend([inner] if len(inner) or child.tag != "g" else [])
    return made


def _outlined(text: Element, handed: Mapping[str, str]) -> Iterator[Element]:
    style = {**handed, **_style(text)}
    if style.get("font-style", "normal") != "normal":
        raise TextStyleError("font-style", style["font-style"])
    size, weight = _size(style), _weight(style)
    share = _one_of(_ANCHORS, "text-anchor", style)
    drop = _one_of(_BASELINES, "dominant-baseline", style) * size
    paint = {name: style[name] for name in _PAINT if name in style}
    if style.get("stroke", "none") != "none":
        paint["stroke-width"] = number(float(style.get("stroke-width", "1")) * GRID / size)
    before = _round({"transform": style.get("transform", "")})["transform"]
    for run in _runs(text, style):
        line = set_line(run.text, weight)
        if any(letter.name for letter in line.letters):
            x = run.x - share * line.width * size / EM
            yield line_element(line, x, run.y + drop, size, paint, before)


def _runs(text: Element, style: Mapping[str, str]) -> Iterator[_Run]:
    """Give the pieces of a text; a ``tspan`` with a place of its own begins one."""
    x, y = (_length(style, name) + _length(style, f"d{name}") for name in "xy")
    said = text.text or ""
    for span in text:
        own = _style(span)
        if set(own) - set(_PLACE[:4]):
            name = min(set(own) - set(_PLACE[:4]))
            raise TextStyleError(f"tspan {name}", own[name])
        if "x" in own or "y" in own or "dy" in own:
            if "x" not in own and said.strip():
                raise TextStyleError("tspan dy", own.get("dy", own.get("y", "")))
            yield _Run(x, y, _one_blank(said))
            said = ""
            x = _length(own, "x") if "x" in own else x
            y = (_length(own, "y") if "y" in own else y) + _length(own, "dy")
        x += _length(own, "dx")
        said += f"{span.text or ''}{span.tail or ''}"
    yield _Run(x, y, _one_blank(said))


def _style(text: Element) -> dict[str, str]:
    style = _shown(text.attrib)
    known = {*_PAINT, *_PLACE, *_FONT}
    if unknown := sorted(set(style) - known):
        raise TextStyleError(unknown[0], style[unknown[0]])
    return style


def _written(name: str) -> str:
    namespace, _, local = name[1:].rpartition("}")
    prefix = "xlink" if namespace == NAMESPACES["xmlns:xlink"] else "xml"
    return f"{prefix}:{local}"


def _shown(attributes: Mapping[str, str]) -> dict[str, str]:
    """Give what can be seen: no names for scripts or readers; style as attributes (for a CSP)."""
    kept = {
        name: value
        for name, value in attributes.items()
        if name not in (*_SPOKEN, "style")
        and not name.startswith("aria-")
        and (name, value) != ("opacity", "1")
    }
    pairs = (each.split(":", 1) for each in attributes.get("style", "").split(";") if ":" in each)
    styled = {name.strip(): value.strip() for name, value in pairs}
    return kept | {name: value for name, value in styled.items() if name not in _SPOKEN}


def _paints(element: Element) -> bool:
    if element.get("display") == "none":
        return False
    # Vega draws grounds for the pointer, which inherit that they are not filled.
    ground = "background" in (element.get("class") or "").split()
    return not ground or any(element.get(name) for name in ("fill", "stroke"))


def _round(attributes: Mapping[str, str]) -> dict[str, str]:
    return {
        name: _LONG_NUMBER.sub(lambda found: number(float(found[0])), value)
        if name in _NUMBERS
        else value
        for name, value in attributes.items()
    }


def _size(style: Mapping[str, str]) -> float:
    return _number(style, "font-size", "16")


def _weight(style: Mapping[str, str]) -> int:
    said = style.get("font-weight", "")
    return int(said) if said.isdecimal() else int(_one_of(_WEIGHTS, "font-weight", style))


def _length(style: Mapping[str, str], name: str) -> float:
    return _number(style, name, "0")


def _number(style: Mapping[str, str], name: str, default: str) -> float:
    said = style.get(name, default)
    try:
        return float(said.removesuffix("px"))
    except ValueError:
        raise TextStyleError(name, said) from None


def _one_of(table: Mapping[str, float], name: str, style: Mapping[str, str]) -> float:
    said = style.get(name, "")
    if said not in table:
        raise TextStyleError(name, said)
    return table[said]


def _one_blank(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")
