"""A drawing with the fewest elements and letters that look the same.

What Vega writes says of every mark all that it is, in groups that say nothing. Here marks that look
alike and lie beside each other become one path, what neighbours have in common is said once, and
what does not show is left out. Anything that this does not know stays as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from compendium.chapter.labels import Box
from compendium.chapter.path_data import TENTHS, Part, number, read_path, write_path

_SVG = "http://www.w3.org/2000/svg"
# A chart is one picture with one description, in the font of its page: a part says no such thing.
_UNSEEN = ("role", "class", "version", "pointer-events", "cursor", "font-family")
# What a group hands on to what it holds, in the order in which groups are made.
_FILL = ("fill", "fill-opacity")
_FONT = ("font-size", "font-weight", "font-style", "text-anchor")
_STROKE = (
    "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-dashoffset",
    "stroke-linecap", "stroke-linejoin", "stroke-miterlimit",
)  # fmt: skip
_HANDED_ON = (*_FILL, *_STROKE, *_FONT)
_OF_ALL = ("width", "height", "viewBox")
_NOTHING = ("none", "transparent")
# What is meant if nothing is said, in a drawing whose fill is none.
_MEANT: Mapping[str, tuple[str, ...]] = {
    "fill-opacity": ("1",), "stroke-width": ("1",), "stroke-opacity": ("1",),
    "stroke-linecap": ("butt",), "stroke-linejoin": ("miter",), "stroke-dashoffset": ("0",),
    "stroke-dasharray": ("", "none"), "stroke-miterlimit": ("10",),
    "font-weight": ("400", "normal"), "font-style": ("normal",), "text-anchor": ("start",),
}  # fmt: skip
_MOVED = re.compile(r"translate\(\s*([-\d.e]+)(?:[\s,]+([-\d.e]+))?\s*\)")
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")
# So many marks back one is looked for that looks the same.
_LOOK_BACK = 40
# From so many on a group is shorter than what each would say.
_WORTH_A_GROUP = 3

Look = Mapping[str, str]
Place = tuple[float, float]


@dataclass(frozen=True)
class _Mark:
    """Something that is painted: how it looks, and either a path's parts or an element as it is."""

    look: Look
    element: Element
    parts: tuple[Part, ...] = ()

    def written(self) -> Element:
        """Give the element with its look."""
        made = Element(self.element.tag, {**self.look, **self.element.attrib})
        made.text = self.element.text
        made.extend(list(self.element))
        return made


class _Layer:
    """A mark that others may join, and what they cover (tenths of a pixel)."""

    def __init__(self, mark: _Mark) -> None:
        self.look, self.element, self.parts = mark.look, mark.element, list(mark.parts)
        self.boxes = _cover(mark)

    def may_join(self, mark: _Mark, boxes: Sequence[Box]) -> bool:
        """Tell whether a mark may be painted with this one: what lies above another shows it."""
        is_line = "fill" not in self.look and not self.look.keys() & {"stroke-opacity", "opacity"}
        return self.look == mark.look and (is_line or not self.meets(boxes))

    def meets(self, boxes: Sequence[Box]) -> bool:
        """Tell whether something lies above this."""
        return any(one.meets(other) for one in self.boxes for other in boxes)

    def mark(self) -> _Mark:
        """Give all that joined."""
        if not self.parts:
            return _Mark(self.look, self.element)
        data = write_path(self.parts, is_outlined="stroke" in self.look)
        return _Mark(self.look, Element("path", {"d": data}))


def slim_drawing(svg: str) -> str:
    """Write a drawing anew.

    >>> print(slim_drawing(
    ...     '<svg width="9"><g fill="none"><g transform="translate(1,0)">'
    ...     '<path d="M0,0h2v2h-2Z" fill="#123" stroke-width="0"/>'
    ...     '<path d="M3,0h2v2h-2Z" fill="#123" aria-label="a"/></g></g></svg>').partition("10")[2])
    "><path fill="#123" d="M1 0h2v2h-2m3-2h2v2h-2"/></svg>
    """
    root = _read(svg)
    said = {"xmlns": _SVG}
    said |= {name: root.attrib[name] for name in _OF_ALL if name in root.attrib}
    handed = {name: root.attrib[name] for name in _HANDED_ON if name in root.attrib}
    marks = _join(_marks(root, {"fill": "#000", **handed}, (0.0, 0.0)))
    sizes = Counter(mark.look["font-size"] for mark in marks if "font-size" in mark.look)
    # Only texts read it: the commonest is said of the whole drawing.
    common = {("font-size", most) for most, _ in sizes.most_common(1)}
    made = Element("svg", {**said, "fill": "none", "stroke-miterlimit": "10", **dict(common)})
    made.extend(_nest([_without(mark, common) for mark in marks], _HANDED_ON))
    return ElementTree.tostring(made, encoding="unicode").replace(" />", "/>")


def _read(svg: str) -> Element:
    root = ElementTree.fromstring(svg)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        # The one other namespace that a drawing knows, of links, is no longer needed.
        element.attrib = {
            name.rpartition("}")[2]: value
            for name, value in element.attrib.items()
            if name not in _UNSEEN and not name.startswith("aria-")
        }
    return root


def _marks(parent: Element, look: Look, place: Place) -> Iterator[_Mark]:
    """Give what is painted, in order, with all that the groups around it hand on."""
    for element in parent:
        own = {name: value for name, value in element.attrib.items() if name not in _HANDED_ON}
        handed = {**look, **{name: element.attrib[name] for name in _HANDED_ON
                             if name in element.attrib}}  # fmt: skip
        if own.get("display") == "none":
            continue
        if own.get("opacity") == "1":
            del own["opacity"]
        here = place
        if moved := _MOVED.fullmatch(own.get("transform", "translate(0)")):
            own.pop("transform", None)
            here = place[0] + float(moved[1]), place[1] + float(moved[2] or 0)
        match element.tag:
            case "g" if own:
                inside = _nest(_join(_marks(element, handed, (0.0, 0.0))), _HANDED_ON)
                if inside:
                    yield _kept("g", own, here, inside)
            case "g":
                yield from _marks(element, handed, here)
            case "path":
                yield from _path(own, handed, here)
            case "text":
                yield _text(element, own, handed, here)
            case "defs" | "clipPath":
                yield _kept(element.tag, own, here, element)
            case _:
                yield replace(_kept(element.tag, own, here, element), look=_paint(handed))


def _path(own: dict[str, str], look: Look, place: Place) -> Iterator[_Mark]:
    seen = _paint(look)
    data = own.pop("d", "")
    if not data or not seen.keys() & {"fill", "stroke"}:
        return
    parts = read_path(data, place) if own.keys() <= {"opacity"} else None
    if parts is None:
        yield replace(_kept("path", {"d": data, **own}, place, ()), look=seen)
    else:
        yield _Mark({**seen, **own}, Element("path"), parts)


def _text(element: Element, own: dict[str, str], look: Look, place: Place) -> _Mark:
    if "transform" not in own and not len(element):
        # A text that is not turned says where it stands in fewer letters.
        at = dict(zip("xy", place, strict=True))
        own |= {name: _write(float(own.get(name, 0)) + at[name]) for name in at}
        place = (0.0, 0.0)
    kept = _kept("text", own, place, element)
    kept.element.text = element.text
    return replace(kept, look=_paint(look) | _font(look))


def _kept(tag: str, own: Look, place: Place, inside: Iterable[Element]) -> _Mark:
    """Give an element as it is, moved."""
    said = {name: _LONG_NUMBER.sub(_round, value) for name, value in own.items()}
    if place != (0.0, 0.0):
        move = f"translate({_write(place[0])} {_write(place[1])})"
        said["transform"] = move + said.get("transform", "")
    element = Element(tag, said)
    element.extend(inside)
    return _Mark({}, element)


def _paint(look: Look) -> dict[str, str]:
    """Give what of a look can be seen of a shape."""
    is_filled = look["fill"] not in _NOTHING
    has_stroke = look.get("stroke", "none") not in _NOTHING and look.get("stroke-width") != "0"
    shown = (*_FILL[: 2 * is_filled], *_STROKE[: len(_STROKE) * has_stroke])
    return _told(look, shown)


def _font(look: Look) -> dict[str, str]:
    told = _told(look, _FONT)
    return told | {name: told[name].removesuffix("px") for name in ("font-size",) if name in told}


def _told(look: Look, names: Iterable[str]) -> dict[str, str]:
    return {
        name: look[name]
        for name in names
        if name in look and look[name] not in _MEANT.get(name, ())
    }


def _join(marks: Iterable[_Mark]) -> list[_Mark]:
    """Paint with an earlier mark what looks like it, unless something lies between them."""
    layers: list[_Layer] = []
    for mark in marks:
        boxes = _cover(mark)
        for layer in reversed(layers[-_LOOK_BACK:] if boxes else ()):
            if layer.boxes and layer.may_join(mark, boxes):
                layer.parts += mark.parts
                layer.boxes += boxes
                break
            if not layer.boxes or layer.meets(boxes):
                layers.append(_Layer(mark))
                break
        else:
            layers.append(_Layer(mark))
    return [layer.mark() for layer in layers]


def _cover(mark: _Mark) -> list[Box]:
    room = float(mark.look.get("stroke-width", 1)) / 2 * TENTHS if "stroke" in mark.look else 0
    return [part.box(room) for part in mark.parts]


def _nest(marks: Sequence[_Mark], names: Sequence[str]) -> list[Element]:
    """Write marks; what several say in a row, a group around them says."""
    if not names:
        return [mark.written() for mark in marks]
    name, others = names[0], names[1:]
    made: list[Element] = []
    for value, run in groupby(marks, key=lambda mark: mark.look.get(name)):
        several = list(run)
        if value is None or len(several) < _WORTH_A_GROUP:
            made += _nest(several, others)
            continue
        group = Element("g", {name: value})
        group.extend(_nest([_without(mark, {(name, value)}) for mark in several], others))
        inner = group[0]
        if len(group) == 1 and inner.tag == "g" and inner.attrib.keys() <= {*_HANDED_ON}:
            inner.set(name, value)
            group = inner
        made.append(group)
    return made


def _without(mark: _Mark, said: Collection[tuple[str, str]]) -> _Mark:
    return replace(
        mark, look={each: value for each, value in mark.look.items() if (each, value) not in said}
    )


def _write(pixels: float) -> str:
    return number(round(pixels * TENTHS))


def _round(found: re.Match[str]) -> str:
    return f"{float(found[0]):.2f}".rstrip("0").rstrip(".")
