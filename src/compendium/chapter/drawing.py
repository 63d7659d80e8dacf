"""Draw a chart as SVG that needs no script, no font of the reader's and no network.

An Altair chart is rendered for a wide and for a narrow page. Two runs give the same bytes: names
that Altair and the renderer count per process are counted per chart. What a page needs not is left
out: a chart is one picture with one description, so its parts have no roles and names of their own.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import altair as alt

from compendium.chapter import engine
from compendium.chapter.inert import visible
from compendium.chapter.slim import slim_drawing
from compendium.chapter.theme import chart_theme
from compendium.errors import ChartError

WIDTHS: Mapping[str, int] = {"wide": 680, "narrow": 340}

Draw = Callable[[int], Any]

_SVG_SIZE = re.compile(r'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"')
_SVG_TAG = re.compile(r"""<(?:[^"'<>]|"[^"]*"|'[^']*')*>""")
_SVG_ID = re.compile(r'\sid="([^"]+)"')
_SVG_REFERENCE = re.compile(r'(\sid="|url\(#)([^")]+)')
_MADE_UP_NAME = re.compile(r"(?:view|param|layer|concat|facet)_\d+|data-[0-9a-f]{32}")
# In an expression a name may stand, and beside it a text in quotes that only looks like one.
_IN_EXPRESSION = re.compile(
    r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|\b(?P<name>(?:view|param|layer|concat|facet)_\d+)\b"""
)
# Where a Vega-Lite specification holds names, and where it holds expressions.
_NAMES = ("name", "param", "views")
_EXPRESSIONS = ("expr", "filter", "calculate", "test", "labelExpr", "not", "and", "or")


@dataclass(frozen=True)
class Drawing:
    """A chart at one width: the SVG and the Vega-Lite specification it was rendered from (px)."""

    svg: str
    spec: Mapping[str, Any]
    width: int
    height: int


def draw_chart(draw: Draw, chart_id: str) -> dict[str, Drawing]:
    """Draw a chart for a wide and for a narrow page.

    Parameters
    ----------
    draw
        Takes the whole width in pixels (680, then 340) and gives an Altair chart of that width.
    chart_id
        Named by an error.

    Raises
    ------
    ChartError
        If a drawing is wider than the page.
    """
    # The two differ in their width alone: one of them is held against the schema.
    return {
        name: draw_at(draw, width, chart_id, validate=name == "wide")
        for name, width in WIDTHS.items()
    }


def vega_lite_version() -> str:
    """Give the version of Vega-Lite that Altair writes, as vl-convert names it."""
    return ".".join(alt.SCHEMA_VERSION.lstrip("v").split(".")[:2])


def round_floats(value: Any) -> Any:
    """Round every float of a nested value to ten digits: the last ones differ between Pythons."""
    if isinstance(value, float):
        return float(f"{value:.10g}")
    if isinstance(value, dict):
        return {key: round_floats(each) for key, each in value.items()}
    return [round_floats(each) for each in value] if isinstance(value, list) else value


def tidy(value: Any) -> Any:
    """Round floats, and take what does not show out of the texts of the data."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {key: tidy(each) for key, each in value.items()}
    return [tidy(each) for each in value] if isinstance(value, list) else round_floats(value)


def number_names(specification: Mapping[str, Any]) -> dict[str, Any]:
    """Give a specification whose made-up names are numbered in the order in which they stand.

    Altair counts views and parameters per process, so the same chart drawn again differs; and it
    names data by a digest of the floats as they were before rounding. Only names are touched, never
    a value of the data that looks like one.
    """
    numbered: dict[str, str] = {}

    def number(name: str) -> str:
        if not _MADE_UP_NAME.fullmatch(name):
            return name
        kind = "rows" if name.startswith("data-") else name.split("_")[0]
        return numbered.setdefault(name, f"{kind}_{len(numbered) + 1}")

    def number_in(expression: re.Match[str]) -> str:
        return number(expression["name"]) if expression["name"] else expression.group()

    def walk(value: Any, key: str) -> Any:
        if isinstance(value, str):
            if key in _NAMES:
                return number(value)
            return _IN_EXPRESSION.sub(number_in, value) if key in _EXPRESSIONS else value
        if isinstance(value, list):
            return value if key == "values" else [walk(each, key) for each in value]
        if not isinstance(value, dict):
            return value
        if key == "datasets":
            return {number(name): rows for name, rows in value.items()}
        return {name: walk(value[name], name) for name in sorted(value)}

    renamed: dict[str, Any] = walk(dict(specification), "")
    return renamed


def draw_at(draw: Draw, width: int, chart_id: str, *, validate: bool = True) -> Drawing:
    """Draw a chart at one width (px).

    Raises
    ------
    ChartError
        If the drawing is wider.
    """
    with _theme():
        specification = draw(width).to_dict(validate=validate)
    specification = number_names(tidy(specification))
    svg = engine.draw(specification, vega_lite_version())
    size = _SVG_SIZE.search(svg)
    if size is None:
        raise ChartError(chart_id, "the drawing is not an SVG")
    taken, height = (round(float(part)) for part in size.groups())
    if taken > width + 1:
        raise ChartError(
            chart_id, f"the drawing is {taken} px wide; draw({width}) may take {width}"
        )
    return Drawing(_name_apart(slim_drawing(svg)), specification, width=taken, height=height)


def _theme() -> Any:
    alt.theme.register("compendium", enable=False)(
        lambda: alt.theme.ThemeConfig(**chart_theme())  # type: ignore[typeddict-item]
    )
    return alt.theme.enable("compendium")


def _name_apart(svg: str) -> str:
    # Clip paths are numbered over all drawings of a process, so the same chart drawn again differs;
    # and on a page with several charts two of them must not answer to one name.
    tags = _SVG_TAG.findall(svg)
    ids = dict.fromkeys(name for tag in tags for name in _SVG_ID.findall(tag))
    names = {name: place for place, name in enumerate(ids)}

    def rename(prefix: str) -> str:
        def in_tag(tag: re.Match[str]) -> str:
            return _SVG_REFERENCE.sub(
                lambda found: (
                    f"{found[1]}{prefix}{names[found[2]]}" if found[2] in names else found[0]
                ),
                tag[0],
            )

        return _SVG_TAG.sub(in_tag, svg)

    digest = hashlib.sha256(rename("@").encode()).hexdigest()[:10]
    return rename(f"f{digest}-")
