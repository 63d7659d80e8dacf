"""Cut the fonts to what the site can show: ``make fonts FONTS=<folder of the full fonts>``.

The folder holds the full fonts as their makers give them, at any depth: IBM Plex Sans and Source
Serif 4 (their static TrueType files), and Noto Sans SC. What is written is committed, so that a
build needs none of them. The fonts that measure the charts (``chapter/fonts``) stay as they are.
"""

from __future__ import annotations

import argparse
import csv
import io
import lzma
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, product
from pathlib import Path
from string import ascii_letters, ascii_lowercase, digits
from typing import Any

from fontTools import subset
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.ttLib import TTFont

from compendium.errors import CompendiumError, FileError
from compendium.paths import Repository, find_repository, write_atomically
from compendium.site.glyphs import CHINESE, kern, pair_tables

_ASCII = "".join(map(chr, range(0x20, 0x7F)))
# Of the rest, what a text in English may need; what it has not, the fallbacks have, as wide.
_ACCENTED = "çèéêñôöü"
_MARKS = "\u00a0‐‑–—‘’“”†•…′″·"
_SIGNS = "←↑→↓≥≤≈≠±−×÷²³%§°©€¥£"
_RARE_SIGNS = "‰µ№½✓"
TEXT = _ASCII + _ACCENTED + _MARKS + _SIGNS + _RARE_SIGNS
# What is bold has few signs: those of a title and of a table's head.
STRONG = _ASCII + _ACCENTED + _MARKS + "→≤≥±−×²³%§°µ"
# Every page begins with the book's Chinese name. A font of the system's would be opened for it.
NAME_ZH = "湾区规划数据手册"
# All pairs of a font take a third of its file: kept are those that words have, if the eye sees
# them (1/1000 em).
_LETTERS, _STOPS, _OPENING = ascii_letters, ".,:;?!’”)", "‘“("
_LEAST_KERN = 30
_TEXTS = ("notebooks/*.ipynb", "src/**/*.py", "src/**/*.j2", "book/*.md", "book/**/*.po")
_DROPPED = ("BASE", "DSIG", "GDEF", "GPOS", "GSUB", "STAT", "VORG", "gasp", "meta", "vhea", "vmtx")


@dataclass(frozen=True)
class Cut:
    """A font of ours: its files' names, the name it bears, and the full font it is cut from."""

    file: str
    family: str
    source: str
    characters: str = ""
    chinese: str = ""


_REGULAR_ZH = r"NotoSansSC[-_](400)?Regular\.ttf"
_SEMIBOLD_ZH = r"NotoSansSC[-_](600)?SemiBold\.ttf"
WEB_CUTS = (
    Cut("compendium-sans-400", "Compendium Sans", r"IBMPlexSans-Regular\.woff2", TEXT, NAME_ZH),
    Cut("compendium-sans-600", "Compendium Sans", r"IBMPlexSans-SemiBold\.woff2", STRONG),
    Cut("compendium-serif-600", "Compendium Serif", r"SourceSerif4-Semibold\.ttf", STRONG),
)
CHINESE_CUTS = (
    Cut("compendium-sans-sc-400", "Compendium Sans SC", _REGULAR_ZH),
    Cut("compendium-sans-sc-600", "Compendium Sans SC", _SEMIBOLD_ZH),
)


def cut_web_font(source: Path, family: str, characters: str, lent: TTFont | None = None) -> bytes:
    """Cut a font to some characters, with the kerning that the eye sees, as WOFF2.

    It takes in all that ``lent`` has, another font of as many units to the em.
    """
    font = TTFont(source)
    pairs = _kern_pairs(font)
    _cut(font, map(ord, characters))
    _rename(font, family)
    if lent:
        _take_in(font, lent)
    if pairs:
        rules = "".join(f"pos {left} {right} {by};" for (left, right), by in pairs.items())
        addOpenTypeFeaturesFromString(font, f"feature kern {{ {rules} }} kern;")
    font.flavor = "woff2"
    return _save(font)


def cut_chinese_font(source: Path, family: str, characters: Iterable[int]) -> bytes:
    """Cut a font to some characters, packed with xz: the pictures alone read it."""
    font = TTFont(source)
    _cut(font, characters)
    _rename(font, family)
    return lzma.compress(_save(font), preset=9 | lzma.PRESET_EXTREME)


def find_chinese(repository: Repository) -> set[int]:
    """Give the characters that pictures may need of the Chinese font.

    All that stands in the tables, the notebooks, the pages and the words of the code, and the 3755
    common characters of GB 2312, so that new names seldom need a new cut.
    """
    texts = [path.read_text("utf-8") for each in _TEXTS for path in repository.root.glob(each)]
    for path in repository.clean.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            texts.extend("".join(row) for row in csv.reader(file))
    return {ord(sign) for sign in set("".join(texts)) if ord(sign) > 0xFF} | set(_common())


def _common() -> Iterator[int]:
    # The rows of its marks, numbers in rings and full-width signs, then those of the characters.
    for row, cell in product((0xA1, 0xA2, 0xA3, *range(0xB0, 0xD8)), range(0xA1, 0xFF)):
        yield from map(ord, bytes((row, cell)).decode("gb2312", errors="ignore"))


def _kern_pairs(font: TTFont) -> Mapping[tuple[str, str], int]:
    glyphs = font.getBestCmap()
    subtables = pair_tables(font)
    pairs = chain(
        product(_LETTERS, ascii_lowercase),
        product(_LETTERS + digits, _STOPS),
        product(_OPENING, _LETTERS),
    )
    named = [(glyphs[ord(left)], glyphs[ord(right)]) for left, right in pairs]
    return {pair: by for pair in named if abs(by := kern(subtables, *pair)) >= _LEAST_KERN}


def _cut(font: TTFont, characters: Iterable[int]) -> None:
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.name_IDs = [0, 1, 2]
    options.glyph_names = True
    options.notdef_outline = False
    options.drop_tables += _DROPPED
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    # One map from characters to glyphs is enough: every reader knows this one.
    font["cmap"].tables = [each for each in font["cmap"].tables if each.format == 4][-1:]
    font["post"].formatType = 3.0


def _take_in(font: TTFont, lent: TTFont) -> None:
    for code, name in lent.getBestCmap().items():
        font.setGlyphOrder([*font.getGlyphOrder(), name])
        font["glyf"].glyphs[name] = lent["glyf"][name]
        font["hmtx"][name] = lent["hmtx"][name]
        font["cmap"].tables[0].cmap[code] = name


def _rename(font: TTFont, family: str) -> None:
    for record in font["name"].names:
        if record.nameID == 1:
            record.string = family


def _save(font: TTFont) -> bytes:
    font.recalcTimestamp = False
    raw = io.BytesIO()
    font.save(raw)
    return raw.getvalue()


def _find(folder: Path, pattern: str) -> Path:
    found = sorted(path for path in folder.rglob("*") if re.fullmatch(pattern, path.name))
    if not found:
        raise FileError(folder, f"has no file {pattern}")
    return found[0]


def make_fonts(folder: Path, repository: Repository) -> Iterator[Path]:
    """Write every font of ours, cut from the full ones in a folder; give each file."""
    characters = find_chinese(repository)
    made: dict[Path, Any] = {}
    for cut in WEB_CUTS:
        path = repository.book / "_static" / "fonts" / f"{cut.file}.woff2"
        lent = TTFont(_find(folder, _REGULAR_ZH)) if cut.chinese else None
        if lent:
            _cut(lent, map(ord, cut.chinese))
        made[path] = cut_web_font(_find(folder, cut.source), cut.family, cut.characters, lent)
    for cut in CHINESE_CUTS:
        path = CHINESE / f"{cut.file}.ttf.xz"
        made[path] = cut_chinese_font(_find(folder, cut.source), cut.family, characters)
    for path, content in made.items():
        write_atomically(path, content)
        yield path


def main() -> int:
    """Cut the fonts, and say how large each is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the full fonts are")
    try:
        for path in make_fonts(parser.parse_args().folder, find_repository()):
            print(f"{path.name}: {path.stat().st_size} bytes")
    except CompendiumError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
