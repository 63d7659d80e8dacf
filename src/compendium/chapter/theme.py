"""The look: one palette, one type scale, shared by the charts and by the site's style sheet.

The series colours were checked with the full-severity matrices of Machado, Oliveira and Fernandes
(2009) for protanopia, deuteranopia and tritanopia: any two of them stay at least 18 apart
(CIE 1976 colour difference) in each simulation and in normal sight, and each has a contrast of at
least 3 : 1 with its background. ``tests/unit/test_theme.py`` computes this again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

FONT_FAMILY = "Compendium Sans"
CJK_FALLBACKS = (
    "Noto Sans SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
)
CHART_FONT = ", ".join((FONT_FAMILY, *CJK_FALLBACKS, "sans-serif"))


@dataclass(frozen=True)
class Palette:
    """The colours of one mode; every field is a hex colour."""

    paper: str
    surface: str
    sunken: str
    ink: str
    muted: str
    rule: str
    grid: str
    accent: str
    accent_soft: str
    focus: str
    blue: str
    rust: str
    green: str
    ochre: str
    wine: str
    slate: str
    blue_soft: str
    string: str


LIGHT = Palette(
    paper="#fbfaf6",
    surface="#ffffff",
    sunken="#f2f0e8",
    ink="#1c2a33",
    muted="#56636c",
    rule="#d8d5c9",
    grid="#e6e4db",
    accent="#0d5a6c",
    accent_soft="#e1edee",
    focus="#a8430f",
    blue="#25507b",
    rust="#b95428",
    green="#1a8764",
    ochre="#ca8714",
    wine="#6c163f",
    slate="#8994a1",
    blue_soft="#b9c9da",
    string="#8a3d14",
)
DARK = Palette(
    paper="#11191e",
    surface="#172127",
    sunken="#1e2a31",
    ink="#e7ebe9",
    muted="#a5b2b8",
    rule="#36454d",
    grid="#2a373e",
    accent="#7fc6d6",
    accent_soft="#1d3740",
    focus="#f2a766",
    blue="#7aabe9",
    rust="#cf7439",
    green="#5fdcd6",
    ochre="#e8d384",
    wine="#a065a4",
    slate="#949494",
    blue_soft="#34506f",
    string="#f2b48a",
)

SERIES_NAMES = ("blue", "rust", "green", "ochre", "wine", "slate")
SERIES: tuple[str, ...] = tuple(str(getattr(LIGHT, name)) for name in SERIES_NAMES)

INK, MUTED = LIGHT.ink, LIGHT.muted
BLUE, BLUE_SOFT, RUST, SLATE = LIGHT.blue, LIGHT.blue_soft, LIGHT.rust, LIGHT.slate

TEXT_SIZES: Mapping[str, str] = {
    "small": "0.8125rem",
    "base": "1.0625rem",
    "lead": "1.25rem",
    "h3": "1.25rem",
    "h2": "1.625rem",
    "h1": "2.375rem",
}
CHART_TEXT = 13
CHART_LABEL = 13
CHART_STRONG: Literal[600] = 600


def chart_config() -> dict[str, Any]:
    """Give the Vega-Lite configuration of every chart."""
    quiet = {"domain": False, "ticks": False, "labelPadding": 6}
    axis_text = {
        "labelColor": MUTED,
        "labelFontSize": CHART_TEXT,
        "titleColor": MUTED,
        "titleFontSize": CHART_TEXT,
        "titleFontWeight": "normal",
        "titlePadding": 8,
    }
    return {
        "autosize": {"type": "fit-x", "contains": "padding"},
        "background": "transparent",
        "font": CHART_FONT,
        "padding": 2,
        "view": {"stroke": None, "continuousHeight": 260},
        "axis": {**axis_text, **quiet, "grid": False, "labelLimit": 300, "gridColor": LIGHT.grid},
        "axisX": {"grid": False},
        "axisQuantitative": {"grid": True, "tickCount": 5, "gridColor": LIGHT.grid},
        "axisYBand": {"labelColor": INK, "labelPadding": 8},
        "axisYPoint": {"labelColor": INK, "labelPadding": 8},
        "legend": {
            "orient": "top",
            "title": None,
            "labelColor": INK,
            "labelFontSize": CHART_TEXT,
            "labelLimit": 300,
            "symbolSize": 90,
            "symbolType": "circle",
            "titleColor": MUTED,
        },
        "header": {
            "labelColor": INK,
            "labelFontSize": CHART_TEXT,
            "labelFontWeight": CHART_STRONG,
            "labelAnchor": "start",
            "title": None,
        },
        "title": {
            "anchor": "start",
            "color": INK,
            "fontSize": CHART_TEXT,
            "fontWeight": CHART_STRONG,
            "subtitleColor": MUTED,
            "subtitleFontSize": CHART_TEXT,
        },
        "bar": {"color": BLUE},
        "circle": {"color": BLUE, "size": 90, "opacity": 1},
        "point": {"color": BLUE, "size": 90, "filled": True, "opacity": 1},
        "line": {"color": BLUE, "strokeWidth": 2.5},
        "rule": {"color": SLATE},
        "text": {"color": INK, "fontSize": CHART_LABEL},
        "range": {
            "category": list(SERIES),
            "ordinal": [BLUE_SOFT, SLATE, BLUE],
            "ramp": [BLUE_SOFT, BLUE],
            "heatmap": [BLUE_SOFT, BLUE],
            "diverging": [RUST, LIGHT.sunken, BLUE],
        },
        "scale": {"bandPaddingInner": 0.35},
    }


def chart_theme() -> dict[str, Any]:
    """Give the Altair theme: the configuration above, wrapped as Altair wants it."""
    return {"config": chart_config()}


def style_sheet() -> str:
    """Write the style sheet that carries the palette and the type scale.

    Each colour has its two values in one property, and for the drawings one rule a colour: they
    are drawn once, in the light colours, and the page repaints them.
    """
    return "\n".join(
        [
            "/* Written by compendium.chapter.theme; the values live there. */",
            f":root{{color-scheme:light dark;{_properties()}{_sizes()}}}",
            ':root[data-theme="light"]{color-scheme:light}',
            ':root[data-theme="dark"]{color-scheme:dark}',
            # A browser that does not know light-dark() shows the light colours.
            f"@supports not (color:light-dark(#000,#fff)){{:root{{{_light_only()}}}}}",
            *(_repaint(colour, name) for colour, name in _chart_colours().items()),
            "",
        ]
    )


def _properties() -> str:
    light, dark = asdict(LIGHT), asdict(DARK)
    return "".join(
        f"--c-{_css_name(name)}:light-dark({light[name]},{dark[name]});" for name in light
    )


def _light_only() -> str:
    return "".join(f"--c-{_css_name(name)}:{colour};" for name, colour in asdict(LIGHT).items())


def _css_name(name: str) -> str:
    return name.replace("_", "-")


def _sizes() -> str:
    fallbacks = (f"{FONT_FAMILY} Fallback", f"{FONT_FAMILY} Fallback 2")
    names = (FONT_FAMILY, *fallbacks, *CJK_FALLBACKS)
    stack = ",".join(f'"{name}"' for name in names)
    sizes = "".join(f"--size-{name}:{size};" for name, size in TEXT_SIZES.items())
    return f"{sizes}--font-text:{stack},sans-serif"


def _chart_colours() -> dict[str, str]:
    light = asdict(LIGHT)
    # White inside a chart is a gap or a halo: it takes the colour of what lies behind the chart.
    ground = dict.fromkeys(("#ffffff", "white", LIGHT.paper), "surface")
    names = {light[name]: name for name in light if name not in ("paper", "surface", "focus")}
    return names | ground | dict.fromkeys(("#000", "black"), "ink")


def _repaint(colour: str, name: str) -> str:
    return "".join(
        f':is(.figure-chart,.chip,.plan-bar) [{attribute}="{colour}"]'
        f"{{{attribute}:var(--c-{_css_name(name)})}}"
        for attribute in ("fill", "stroke")
    )
