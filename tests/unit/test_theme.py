"""The palette keeps its promises, and the style sheet uses no colour of its own."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import numpy as np
import pytest

from compendium.chapter.theme import (
    DARK,
    LIGHT,
    SERIES,
    SERIES_NAMES,
    Palette,
    chart_config,
    style_sheet,
)

STYLES = sorted((Path(__file__).parents[2] / "book" / "_static").glob("*.css"))
MODES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
SIGHT = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    matrix = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    xyz = matrix @ rgb / np.array([0.9505, 1, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def contrast(first: str, second: str) -> float:
    weights = np.array([0.2126, 0.7152, 0.0722])
    low, high = sorted((weights @ linear(first), weights @ linear(second)))
    return float((high + 0.05) / (low + 0.05))


def series(palette: Palette) -> list[str]:
    return [getattr(palette, name) for name in SERIES_NAMES]


@MODES
@pytest.mark.parametrize("sight", SIGHT)
def test_any_two_series_colours_are_told_apart(palette: Palette, sight: str) -> None:
    seen = {colour: lab(np.clip(SIGHT[sight] @ linear(colour), 0, 1)) for colour in series(palette)}
    close = {
        (a, b): round(float(np.linalg.norm(seen[a] - seen[b])), 1)
        for a, b in itertools.combinations(seen, 2)
        if np.linalg.norm(seen[a] - seen[b]) < 18
    }
    assert not close


@MODES
def test_series_colours_stand_out_from_the_figure_s_ground(palette: Palette) -> None:
    assert min(contrast(colour, palette.surface) for colour in series(palette)) >= 3


@MODES
@pytest.mark.parametrize("ground", ["paper", "surface", "sunken"])
@pytest.mark.parametrize("text", ["ink", "muted", "accent", "focus"])
def test_text_has_enough_contrast(palette: Palette, text: str, ground: str) -> None:
    assert contrast(getattr(palette, text), getattr(palette, ground)) >= 4.5


@MODES
def test_links_stand_on_the_soft_accent_too(palette: Palette) -> None:
    assert contrast(palette.ink, palette.accent_soft) >= 4.5


def test_style_sheet_has_every_colour_of_both_modes() -> None:
    sheet = style_sheet()
    for name, value in vars(LIGHT).items():
        assert f"--c-{name.replace('_', '-')}:light-dark({value},{vars(DARK)[name]});" in sheet


def test_every_colour_of_the_charts_is_repainted_in_dark_mode() -> None:
    sheet = style_sheet()
    used = set(re.findall(r"#[0-9a-f]{6}", str(chart_config())))
    missing = {colour for colour in used if f'[fill="{colour}"]' not in sheet}
    assert not missing
    assert set(SERIES) <= used


def test_own_style_sheets_name_no_colour_and_only_known_properties() -> None:
    whole = "".join(path.read_text("utf-8") for path in STYLES)
    text = re.sub(r"/\*.*?\*/", "", whole, flags=re.S)
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{]*;)|\brgba?\(|\bhsla?\(", text)
    known = set(re.findall(r"(--[\w-]+):", style_sheet() + text))
    assert set(re.findall(r"var\((--(?:c|size|font)[\w-]*)", text)) <= known
