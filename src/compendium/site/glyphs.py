"""Letters as outlines: which glyphs a text takes, where each stands, and how it is drawn.

A text is set in Compendium Sans, in whose widths the charts are laid out, and what that has no
letter for (Chinese) in Compendium Sans SC. Both measure 1000 units to the em.
"""

from __future__ import annotations

import io
import lzma
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any, NamedTuple

from fontTools.pens.qu2cuPen import Qu2CuPen
from fontTools.ttLib import TTFont

from compendium import chapter
from compendium.chapter.inert import visible
from compendium.errors import CompendiumError
from compendium.site.path_pen import PathPen

LATIN = Path(chapter.__file__).parent / "fonts"
CHINESE = Path(__file__).parent / "fonts"
EM = 1000
REGULAR, STRONG = 400, 600
# The letter that begins the names of a font's outlines.
_MARKS = {("sans", REGULAR): "r", ("sans", STRONG): "s", ("sc", REGULAR): "c", ("sc", STRONG): "d"}
_PAIRS = 2
Pairs = tuple[tuple[Any, ...], ...]
# A character that the Latin font gives the box of all Chinese ones is none of its letters.
_BOXED = 0x4E00


@dataclass(eq=False)
class MissingGlyphError(CompendiumError):
    """Characters that no font has; ``characters`` are those, each once."""

    characters: str

    def __str__(self) -> str:
        named = ", ".join(f"{sign!r} (U+{ord(sign):04X})" for sign in self.characters)
        return f"no font of the pictures has {named}; cut the fonts anew with `make fonts`"


class Letter(NamedTuple):
    """One glyph of a line: the name of its outline, and how far from the start it stands (em/1000).

    A blank has no name.
    """

    name: str
    x: int


class Line(NamedTuple):
    """A text set in one line: its letters and its width (em/1000)."""

    letters: tuple[Letter, ...]
    width: int


@dataclass(frozen=True, eq=False)
class _Face:
    mark: str
    font: TTFont
    characters: Mapping[int, str]
    glyphs: Any
    pairs: Pairs


@cache
def set_line(text: str, weight: int = REGULAR) -> Line:
    """Set a text in one line, with kerning.

    Raises
    ------
    MissingGlyphError
        If no font has one of its characters.
    """
    if missing := find_missing(text):
        raise MissingGlyphError(missing)
    letters: list[Letter] = []
    x = 0
    for kind, run in groupby(_plain(text), key=lambda sign: _kind(ord(sign))):
        face = _face(kind, _strength(weight))
        glyphs = [face.characters[ord(sign)] for sign in run]
        kerns = [_step(face, *pair) for pair in pairwise(glyphs)]
        for glyph, after in zip(glyphs, [*kerns, 0], strict=True):
            letters.append(Letter(_name(face, glyph), x))
            x += round(face.glyphs[glyph].width) + after
    return Line(tuple(letters), x)


def measure(text: str, size: float, weight: int = REGULAR) -> float:
    """Give the width of a text in one line, in the unit of ``size``."""
    return set_line(text, weight).width * size / EM


def find_missing(text: str) -> str:
    """Give the characters of a text that no font has, each once."""
    return "".join(dict.fromkeys(sign for sign in _plain(text) if not _kind(ord(sign))))


@cache
def outline(name: str) -> str:
    """Give an outline as the data of an SVG path, on the grid of `path_pen`, its y axis downward.

    Parameters
    ----------
    name
        As a `Letter` holds it: the mark of a font, and the number of the glyph in it.
    """
    kind, weight = next(key for key, mark in _MARKS.items() if mark == name[0])
    face = _face(kind, weight)
    pen = PathPen(face.glyphs)
    face.glyphs[face.font.getGlyphName(int(name[1:]))].draw(Qu2CuPen(pen, 2, all_cubic=True))
    return pen.data()


def font_files() -> list[Path]:
    """Give the files that outlines are taken from."""
    return sorted([*LATIN.glob("*.ttf"), *CHINESE.glob("*.xz")])


def _plain(text: str) -> str:
    return visible(unicodedata.normalize("NFC", text))


def _strength(weight: int) -> int:
    return STRONG if weight >= (REGULAR + STRONG) / 2 else REGULAR


@cache
def _kind(character: int) -> str:
    """Give the font that draws a character: ``sans``, ``sc``, or none."""
    return next(
        (kind for kind in ("sans", "sc") if character in _face(kind, REGULAR).characters), ""
    )


@cache
def _face(kind: str, weight: int) -> _Face:
    font = TTFont(_open(kind, weight))
    characters: dict[int, str] = font.getBestCmap()
    box = characters.get(_BOXED) if kind == "sans" else None
    return _Face(
        _MARKS[kind, weight],
        font,
        {character: glyph for character, glyph in characters.items() if glyph != box},
        font.getGlyphSet(),
        pair_tables(font),
    )


def _open(kind: str, weight: int) -> io.BytesIO:
    if kind == "sans":
        return io.BytesIO((LATIN / f"compendium-sans-{weight}.ttf").read_bytes())
    packed = (CHINESE / f"compendium-sans-sc-{weight}.ttf.xz").read_bytes()
    return io.BytesIO(lzma.decompress(packed))


def _name(face: _Face, glyph: str) -> str:
    shows = bool(outline(name := f"{face.mark}{face.font.getGlyphID(glyph)}"))
    return name if shows else ""


def pair_tables(font: TTFont) -> Pairs:
    """Give the lookups in which a font says how much nearer two glyphs stand, for `kern`."""
    if "GPOS" not in font:
        return ()
    layout = font["GPOS"].table
    places = {
        place
        for record in layout.FeatureList.FeatureRecord
        if record.FeatureTag == "kern"
        for place in record.Feature.LookupListIndex
    }
    lookups = (
        [getattr(each, "ExtSubTable", each) for each in layout.LookupList.Lookup[place].SubTable]
        for place in sorted(places)
    )
    return tuple(tuple(each for each in tables if each.LookupType == _PAIRS) for tables in lookups)


def kern(pairs: Pairs, left: str, right: str) -> int:
    """Give how much further a glyph stands from the one before it (em/1000)."""
    # Of each lookup the first table counts that knows the pair.
    known = (
        (by for table in tables if (by := _pair(table, left, right)) is not None)
        for tables in pairs
    )
    return sum(next(steps, 0) for steps in known)


def _pair(table: Any, left: str, right: str) -> int | None:
    """Give what a table says of a pair, or nothing if it does not know it."""
    if left not in table.Coverage.glyphs:
        return None
    if table.Format == 1:
        pairs = table.PairSet[table.Coverage.glyphs.index(left)].PairValueRecord
        said = next((pair for pair in pairs if pair.SecondGlyph == right), None)
    else:
        group = table.Class1Record[table.ClassDef1.classDefs.get(left, 0)].Class2Record
        place = table.ClassDef2.classDefs.get(right, 0)
        said = group[place] if place else None
    return None if said is None else int(getattr(said.Value1, "XAdvance", 0) or 0)


@cache
def _step(face: _Face, left: str, right: str) -> int:
    return kern(face.pairs, left, right)
