"""A chart as a picture for a slide: its text is outlines that look as the text did."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
import vl_convert
from numpy.typing import NDArray
from PIL import Image

from compendium.chapter import engine
from compendium.chapter.theme import LIGHT
from compendium.errors import ChartError
from compendium.site import pictures
from compendium.site.glyphs import (
    MissingGlyphError,
    find_missing,
    font_files,
    measure,
    outline,
    set_line,
)
from compendium.site.lettering import define_letters
from compendium.site.lines import wrap
from compendium.site.outlines import (
    NAMESPACES,
    TextStyleError,
    outline_texts,
    read_drawing,
)
from compendium.site.pictures import Credit, keep_slide, slide_png, slide_svg
from support import ROOT

CREDIT = Credit("Bay Area Plans in Numbers", "CC BY 4.0", "plans.example.org/trade")
FONT = 'font-family="Compendium Sans, sans-serif" font-size="13px" fill="#000000"'
SIZE = 320, 160


def svg(inside: str, height: int = SIZE[1]) -> str:
    width = SIZE[0]
    return (
        f'<svg xmlns="{NAMESPACES["xmlns"]}" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">{inside}</svg>'
    )


def chart(
    text: str = "Shenzhen", height: int = 160, drawing: str = "", **parts: Any
) -> dict[str, Any]:
    words = f'<g fill="none"><text x="4" y="20" {FONT}>{text}</text></g>'
    drawing = drawing or svg(words, height)
    return {
        "chart_id": "growth",
        "lang": "en",
        "title": "Growth of trade",
        "finding": "Services grow faster than goods.",
        "alt": "Two bars: 5 & 7",
        "sources": [{"plan": "Commerce plan", "number": "表1"}],
        "drawings": {"wide": {"svg": drawing}},
        **parts,
    }


def draw(**parts: Any) -> ElementTree.Element:
    return read_drawing(slide_svg(chart(**parts), credit=CREDIT))


def outlined(drawing: str) -> str:
    made = outline_texts(read_drawing(drawing))
    made.insert(0, define_letters([made]))
    made.attrib |= NAMESPACES
    return ElementTree.tostring(made, encoding="unicode")


def pixels(png: bytes) -> NDArray[np.uint8]:
    """Read a PNG, four bytes a pixel."""
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGBA"))


def ink(drawing: str) -> NDArray[np.intp]:
    """Give the box of what is drawn, in pixels: left, top, right, bottom."""
    engine._register_fonts()
    seen = pixels(vl_convert.svg_to_png(drawing, scale=4, ppi=72))[:, :, 3] > 100
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    return np.array([columns[0], rows[0], columns[-1], rows[-1]])


def test_no_text_is_left_and_every_letter_is_defined() -> None:
    drawn = draw(topic="Trade")
    assert not list(drawn.iter("text"))
    used = {use.attrib["xlink:href"] for use in drawn.iter("use")}
    assert used
    assert used == {f"#{each.attrib['id']}" for each in drawn.iter() if "id" in each.attrib}


def test_a_word_that_stands_twice_is_spelt_once() -> None:
    line = f'<text x="20" y="{{}}" {FONT}>{{}}</text>'
    once = outlined(svg(line.format(40, "Shenzhen") + line.format(80, "Zhongshan")))
    twice = outlined(svg(line.format(40, "Shenzhen") + line.format(80, "to Shenzhen")))
    assert once.count("<use") == len("ShenzhenZhongshan")
    assert twice.count("<use") == len("Shenzhen") + 1 + len("to") + 1


TEXTS = {
    "plain": f'<text x="20" y="60" {FONT}>Share, 2020–2025</text>',
    "large": f'<text x="20" y="90" {FONT.replace("13px", "28.5px")}>Growth 7.6%</text>',
    "strong": f'<text x="20" y="60" {FONT} font-weight="600">Shenzhen 47.3%</text>',
    "bold": f'<text x="20" y="60" {FONT} font-weight="bold">Shenzhen 47.3%</text>',
    "kerning": f'<text x="20" y="60" {FONT}>AVATAR To Ty, Wave.</text>',
    "joined": f'<text x="20" y="60" {FONT}>figures of final offices</text>',
    "accents": f'<text x="20" y="60" {FONT}>café Ångström ≥ 5 m²</text>',
    "decomposed": f'<text x="20" y="60" {FONT}>cafe\u0301 in five</text>',
    "middle": f'<text text-anchor="middle" x="160" y="60" {FONT}>in the middle</text>',
    "end": f'<text text-anchor="end" transform="translate(300,60)" {FONT}>at the end</text>',
    "rotated": f'<text transform="translate(80,120) rotate(-90)" {FONT}>Growth a year</text>',
    "tilted": f'<text transform="translate(80,120)rotate(-30)" {FONT}>Growth a year</text>',
    "lines": (
        f'<text text-anchor="end" transform="translate(200,40)" {FONT}><tspan>New first stores'
        '</tspan><tspan x="0" dy="15">and stores of new kinds</tspan></text>'
    ),
    "moved": f'<text x="20" y="60" dx="10" dy="5" {FONT}>moved</text>',
    "blanks": f'<text x="20" y="60" {FONT}>  two   words\n </text>',
    "halo": f'<text x="20" y="60" {FONT} stroke="#000" stroke-width="4">halo</text>',
    "central": f'<text x="20" y="60" dominant-baseline="middle" {FONT}>in the middle</text>',
    "inherited": f'<g fill="#000" opacity="0.9"><text x="20" y="60" {FONT[:-15]}>in</text></g>',
    "style": f'<text x="20" y="60" {FONT} style="font-weight: 600; cursor: pointer">in</text>',
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_outlines_cover_what_the_text_covered(text: str) -> None:
    before, after = svg(text), outlined(svg(text))
    assert "<text" not in after
    # Within half a pixel of the chart: the picture is measured at four times its size.
    assert np.abs(ink(before) - ink(after)).max() <= 2


def test_paint_is_kept_and_nothing_needs_a_style() -> None:
    paint = 'fill="#0d5a6c" fill-opacity="0.5" opacity="0.8" stroke="#fff" stroke-width="2"'
    text = f'<text x="1" y="9" font-size="10" style="stroke-linejoin: round" {paint}>a</text>'
    made = read_drawing(
        outlined(svg(f'<g class="x" aria-label="y" style="opacity: 0.5">{text}</g>'))
    )
    group, letters = made.find("g"), made.find("g/g")
    assert group is not None
    assert letters is not None
    assert dict(group.attrib) == {"opacity": "0.5"}
    assert {name: letters.get(name) for name in letters.attrib if name != "transform"} == {
        "fill": "#0d5a6c", "fill-opacity": "0.5", "opacity": "0.8", "stroke": "#fff",
        "stroke-linejoin": "round", "stroke-width": "50",
    }  # fmt: skip
    assert not [each for each in made.iter() if "style" in each.attrib or "class" in each.attrib]


def test_what_vega_draws_for_the_pointer_is_left_out() -> None:
    ground = '<path class="background" d="M0,0h9v9Z"/><path class="foreground" display="none"/>'
    made = read_drawing(outlined(svg(f"<g>{ground}</g><path class='background' fill='#f00'/>")))
    assert [each.tag for each in made.iter()] == ["svg", "defs", "path"]


@pytest.mark.parametrize(
    ("said", "attribute"),
    [
        ('letter-spacing="2"', "letter-spacing"),
        ('font-style="italic"', "font-style"),
        ('font-size="2em"', "font-size"),
        ('text-anchor="inherit"', "text-anchor"),
        ('style="text-transform: uppercase"', "text-transform"),
    ],
)
def test_a_style_that_outlines_cannot_have_is_an_error(said: str, attribute: str) -> None:
    drawing = svg(f'<text x="1" y="9" {said}>a</text>')
    with pytest.raises(TextStyleError) as caught:
        outlined(drawing)
    assert caught.value.attribute == attribute
    with pytest.raises(ChartError, match=attribute):
        slide_svg(chart(drawing=drawing), credit=CREDIT)


def test_every_character_without_a_glyph_is_named_in_one_error() -> None:
    with pytest.raises(ChartError) as caught:
        slide_svg(chart(text="☃ Shenzhen", title="龘 ☃"), credit=Credit("", "", "𓀀"))
    assert caught.value.chart_id == "growth"
    assert re.findall("U[+][0-9A-F]+", str(caught.value)) == ["U+9F98", "U+2603", "U+13000"]
    with pytest.raises(MissingGlyphError):
        set_line("☃")


def test_chinese_has_letters_of_its_own_in_both_weights() -> None:
    for weight, mark in ((400, "c"), (600, "d")):
        letters = set_line("深圳", weight).letters
        assert [letter.name[0] for letter in letters] == [mark, mark]
        assert [letter.x for letter in letters] == [0, 1000]
    # In a chart a Chinese character was measured as a box of one em.
    assert measure("深圳市2025年", 13) == pytest.approx(4 * 13 + measure("2025", 13))


def test_every_name_of_the_tables_can_be_drawn() -> None:
    names = {
        path.name: path.read_text("utf-8")
        for path in sorted((ROOT / "data" / "clean").glob("*.csv"))
    }
    assert {name: missing for name, text in names.items() if (missing := find_missing(text))} == {}


def test_a_chinese_picture_has_its_words_and_language() -> None:
    parts = chart(
        lang="zh",
        text="深圳",
        title="贸易增长",
        sources=[{"plan": "商务规划", "number": "表1"}] * 2,
    )
    drawn = read_drawing(slide_svg(parts, credit=Credit("《湾区规划数据手册》", "CC BY 4.0", "")))
    assert drawn.get("lang") == "zh-Hans"
    assert drawn.findtext("title") == "贸易增长"
    drawings = {path.get("d") for path in drawn.iter("path")}
    for text, weight in (("深", 400), ("贸", 600), ("C", 400)):
        [letter] = set_line(text, weight).letters
        assert outline(letter.name) in drawings


def test_a_picture_is_named_and_described() -> None:
    drawn = draw(title="Trade \u202e<b>", alt="A & B")
    assert drawn.get("role") == "img"
    assert (drawn.findtext("title"), drawn.findtext("desc")) == ("Trade <b>", "A & B")


def lines_of(drawn: ElementTree.Element, fill: str) -> int:
    return sum(group.get("fill") == fill for group in drawn.iter("g"))


def test_long_texts_take_lines_and_make_the_picture_higher() -> None:
    short, long = draw(), draw(title="Growth of trade in goods and services " * 4, height=300)
    assert (lines_of(short, LIGHT.ink), lines_of(long, LIGHT.ink)) == (1, 3)
    assert float(short.attrib["height"]) == 450
    assert float(long.attrib["height"]) > 450


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Growth", 3, ["Growth"]),
        ("Growth a year", 20, ["Growth a year"]),
        ("one two three four", 14, ["one two", "three four"]),
        ("深圳市商务发展", 4, ["深圳市商", "务发展"]),
        ("深圳，中山", 2, ["深", "圳，", "中山"]),
        ("深（中山）市", 3, ["深（中", "山）市"]),
        ("深圳（中山", 3, ["深圳", "（中山"]),
        ("规划表1和2", 4, ["规划", "表1和2"]),
        ("", 4, [""]),
    ],
)
def test_lines_break_where_they_may(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width, len, even=True) == lines


def test_no_line_of_a_picture_is_wider_than_its_content() -> None:
    text = "Shenzhen's trade in services and its knowledge-intensive part, 2020 and 2025 (target)"
    lines = wrap(text, 400, lambda line: measure(line, 25, 600), even=True)
    assert len(lines) > 2
    assert max(measure(line, 25, 600) for line in lines) <= 400
    assert " ".join(lines) == text


def test_a_picture_has_the_same_bytes_each_time() -> None:
    first, second = (slide_svg(chart(), credit=CREDIT) for _ in range(2))
    assert first == second
    assert slide_png(first) == slide_png(second)


def test_what_a_drawing_says_of_all_its_marks_holds_in_its_picture() -> None:
    mark = '<path stroke="#b95428" stroke-width="20" d="M60 60h200v80h-200z"/>'
    empty = svg(mark).replace("<svg ", '<svg fill="none" stroke-miterlimit="10" ', 1)
    seen = pixels(slide_png(slide_svg(chart(drawing=empty), credit=CREDIT)))[:, :, :3]
    is_mark = (np.abs(seen.astype(int) - (0xB9, 0x54, 0x28)) < 12).all(axis=2)
    rows, columns = np.flatnonzero(is_mark.any(axis=1)), np.flatnonzero(is_mark.any(axis=0))
    inside = seen[(rows[0] + rows[-1]) // 2, (columns[0] + columns[-1]) // 2]
    assert inside.min() > 240


def test_a_png_is_wide_and_small_and_looks_the_same() -> None:
    drawn = slide_svg(chart(), credit=CREDIT)
    whole, small = vl_convert.svg_to_png(drawn, scale=1.6, ppi=72), slide_png(drawn)
    assert len(small) < len(whole) / 3
    images = [Image.open(io.BytesIO(each)).convert("RGB") for each in (whole, small)]
    assert images[1].size == (1280, 720)
    seen, kept = (np.asarray(image, dtype=np.int16) for image in images)
    assert abs(seen - kept).max() <= 24


def test_nothing_is_drawn_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Mapping[str, Any]] = []

    def count(parts: Mapping[str, Any], *, credit: Credit) -> str:
        drawn.append(parts)
        return slide_svg(parts, credit=credit)

    monkeypatch.setattr(pictures, "slide_svg", count)
    first = keep_slide(chart(), credit=CREDIT, folder=tmp_path)
    assert keep_slide(chart() | {"spec": {}}, credit=CREDIT, folder=tmp_path) == first
    assert len(drawn) == 1
    assert first.svg.startswith(b"<svg ")
    assert io.BytesIO(first.png).read(8) == b"\x89PNG\r\n\x1a\n"
    for changed in ({"title": "Other"}, {"topic": "Trade"}, {"alt": "Other"}):
        keep_slide(chart() | changed, credit=CREDIT, folder=tmp_path)
    keep_slide(chart(), credit=CREDIT._replace(address=""), folder=tmp_path)
    assert len(drawn) == 5


def test_fonts_of_the_pictures_are_small_and_licensed() -> None:
    packed = [path for path in font_files() if path.suffix == ".xz"]
    assert len(packed) == 2
    assert max(path.stat().st_size for path in packed) < 700_000
    assert "SIL Open Font License" in (packed[0].parent / "OFL.txt").read_text("utf-8")
