"""Lines of letters as elements of an SVG.

Every letter is drawn once, as a path in ``<defs>``, and used wherever it stands; so is every word
that stands in more than one place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from string import ascii_letters
from xml.etree.ElementTree import Element

from compendium.site.glyphs import Letter, Line, outline
from compendium.site.path_pen import GRID, on_grid

# An older name, which programs for slides know as well.
_HREF = "xlink:href"
# A word is named by its letters until it is known how often it stands.
_BETWEEN, _APART = ",", "+"


def line_element(
    line: Line, x: float, y: float, size: float, paint: Mapping[str, str], before: str = ""
) -> Element:
    """Write a line whose start stands at a place (px); `define_letters` defines its words."""
    place = f"{before}translate({number(x)} {number(y)})scale({number(size / GRID, 5)})"
    group = Element("g", {"transform": place, **paint})
    # A blank has no name.
    for shows, run in groupby(line.letters, key=lambda letter: bool(letter.name)):
        if shows:
            group.append(_word(list(run)))
    return group


def define_letters(drawings: Sequence[Element]) -> Element:
    """Give ``<defs>`` with each letter of some drawings, and each word that stands there twice.

    The drawings hold lines of `line_element`: of their words remains what uses the definitions.
    """
    lines = [line for drawing in drawings for line in drawing.iter("g") if _is_line(line)]
    counts = Counter(_name_of(word) for line in lines for word in line)
    several = {name for name, count in counts.items() if count > 1 and _BETWEEN in name}
    for line in lines:
        line[:] = [use for word in line for use in _spell(word, several)]
    words = [Element("g", {"id": name}) for name in counts if name in several]
    for word in words:
        word.extend(_letters(word.attrib["id"]))
    uses = [use for each in (*lines, *words) for use in each]
    names = Counter(map(_name_of, uses))
    letters = [Element("path", {"id": name, "d": outline(name)}) for name in names
               if name not in several]  # fmt: skip
    short = {name: _short_name(place) for place, (name, _) in enumerate(names.most_common())}
    for use in uses:
        use.set(_HREF, f"#{short[_name_of(use)]}")
    defs = Element("defs")
    defs.extend([*letters, *words])
    for defined in defs:
        defined.set("id", short[defined.attrib["id"]])
    return defs


def number(value: float, digits: int = 2) -> str:
    """Write a number with so many digits after the point at most.

    >>> number(1.204), number(3.0), number(-0.001)
    ('1.2', '3', '0')
    """
    written = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def _word(letters: Sequence[Letter]) -> Element:
    start = letters[0].x
    name = _BETWEEN.join(f"{each.name}{_APART}{on_grid(each.x - start)}" for each in letters)
    return _use(name, on_grid(start))


def _spell(word: Element, several: Collection[str]) -> Iterator[Element]:
    """Give a word as it is if it stands in several places, else its letters."""
    name = _name_of(word)
    if name in several:
        yield word
    else:
        yield from _letters(name, int(word.get("x", "0")))


def _letters(word: str, start: int = 0) -> Iterator[Element]:
    for letter in word.split(_BETWEEN):
        name, _, step = letter.partition(_APART)
        yield _use(name, start + int(step))


def _use(name: str, x: int) -> Element:
    return Element("use", {_HREF: f"#{name}", **({"x": str(x)} if x else {})})


def _name_of(use: Element) -> str:
    return use.attrib[_HREF][1:]


def _short_name(place: int) -> str:
    """Name what stands at a place of a list, in as few letters as it takes.

    >>> _short_name(0), _short_name(51), _short_name(52), _short_name(53)
    ('a', 'Z', 'a0', 'b0')
    """
    turn, letter = divmod(place, len(ascii_letters))
    return f"{ascii_letters[letter]}{turn - 1 if turn else ''}"


def _is_line(group: Element) -> bool:
    return any(each.tag == "use" for each in group)
