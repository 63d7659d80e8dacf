"""Turn an Altair chart into a figure that is complete without a script, a font or a network.

A figure is drawn twice, for a wide and for a narrow page, compiled to Vega and rendered to SVG.
The page shows the SVG; ``_static/figures.js`` puts the live chart of the same Vega specification
in its place. Running a notebook writes no file: ``compendium.site`` takes the figure's parts from
the executed notebook.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd
import vl_convert

from compendium.errors import FigureError
from compendium.figure_html import Drawing, FigureText, figure_html
from compendium.theme import chart_theme

FIGURE_MIME = "application/vnd.compendium.figure+json"
WIDTHS: Mapping[str, int] = {"wide": 680, "narrow": 340}
FONTS = Path(__file__).parent / "fonts"

_FIGURE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MADE_UP_NAME = re.compile(r"\b(?:(?:view|param|layer|concat|facet)_\d+|data-[0-9a-f]{32})\b")
_SVG_SIZE = re.compile(r'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"')
_SVG_ID = re.compile(r'\bid="([^"]+)"')

Draw = Callable[[int], Any]


@dataclass(frozen=True)
class Figure:
    """One finished figure, shown by a notebook through its MIME bundle."""

    text: FigureText
    drawings: Mapping[str, Drawing]
    data: pd.DataFrame

    def parts(self) -> dict[str, Any]:
        """Give what ``compendium.site`` writes to ``site/figures``: texts, CSV, SVG and spec."""
        wide = self.drawings["wide"]
        return {
            "figure_id": self.text.figure_id,
            "lang": self.text.lang,
            "title": self.text.title,
            "finding": self.text.finding,
            "alt": self.text.alt,
            "sources": list(self.text.sources),
            "csv": self.data.to_csv(index=False, lineterminator="\n"),
            "svg": wide.svg,
            "spec": wide.spec,
        }

    def html(self) -> str:
        """Give the figure as a page shows it."""
        return figure_html(self.text, self.drawings, self.data)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return {
            "text/html": self.html(),
            "text/plain": f"{self.text.title}: {self.text.finding}",
            FIGURE_MIME: self.parts(),
        }


def show_figure(
    draw: Draw,
    *,
    figure_id: str,
    title: str,
    finding: str,
    alt: str,
    sources: Sequence[str],
    data: pd.DataFrame,
    lang: str = "en",
) -> Figure:
    """Draw a figure for wide and narrow pages and give it with everything a reader needs.

    Parameters
    ----------
    draw
        Takes the whole width in pixels (680, then 340) and gives an Altair chart of that width:
        ``chart.properties(width=width)`` for one view or layers.
    figure_id
        The same in both languages: lower-case ASCII words joined by hyphens.
    title, finding, alt
        What it shows; one sentence computed from the data; what a reader who cannot see it needs.
    sources
        Plan and table, one entry a source, as a reader should cite them.
    data
        The figures shown, one row a mark, with column names that a reader understands.
    lang
        ``en`` or ``zh``.

    Returns
    -------
    Figure
        A notebook shows it; two runs give the same bytes.

    Raises
    ------
    FigureError
        If a text is missing, the id is malformed, the data is empty, or a drawing is wider than
        the page.
    """
    text = FigureText(figure_id, title, finding, alt, tuple(sources), lang)
    _check(text, data)
    data = data.apply(_round_column)
    drawings = {
        name: _render(draw, width, figure_id=figure_id, name=name) for name, width in WIDTHS.items()
    }
    return Figure(text, drawings, data)


def _check(text: FigureText, data: pd.DataFrame) -> None:
    if not _FIGURE_ID.fullmatch(text.figure_id):
        raise FigureError(text.figure_id, "the id takes a-z, 0-9 and single hyphens between words")
    if text.lang not in ("en", "zh"):
        raise FigureError(text.figure_id, f"unknown language {text.lang!r}; allowed: en, zh")
    for name in ("title", "finding", "alt"):
        if not str(getattr(text, name)).strip():
            raise FigureError(text.figure_id, f"{name} is empty")
    if not text.sources or not all(source.strip() for source in text.sources):
        raise FigureError(text.figure_id, "at least one source must be named, and none be empty")
    if data.empty:
        raise FigureError(text.figure_id, "the data has no row or no column")


def _render(draw: Draw, width: int, *, figure_id: str, name: str) -> Drawing:
    _register_fonts()
    spec = _compile(draw(width))
    svg = vl_convert.vega_to_svg(spec, allowed_base_urls=[])
    size = _SVG_SIZE.search(svg)
    if size is None:
        raise FigureError(figure_id, f"the {name} drawing is not an SVG")
    drawn, height = (round(float(part)) for part in size.groups())
    if drawn > width + 1:
        raise FigureError(
            figure_id, f"the {name} drawing is {drawn} px wide; draw({width}) may take {width}"
        )
    return Drawing(svg=_name_apart(svg), spec=spec, width=drawn, height=height)


def vega_lite_version() -> str:
    """Give the version of Vega-Lite that Altair writes, as vl-convert names it."""
    return ".".join(alt.SCHEMA_VERSION.lstrip("v").split(".")[:2])


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(FONTS))


def _compile(chart: Any) -> dict[str, Any]:
    with _theme():
        specification = chart.to_dict()
    vega = vl_convert.vegalite_to_vega(
        _number_names(_round_floats(specification)), vl_version=vega_lite_version()
    )
    compiled: dict[str, Any] = json.loads(json.dumps(vega, sort_keys=True))
    return compiled


def _round_column(column: pd.Series[Any]) -> pd.Series[Any]:
    return column.map(_round_floats) if pd.api.types.is_float_dtype(column) else column


def _round_floats(value: Any) -> Any:
    # The last digits of a computed float differ between two Pythons.
    if isinstance(value, float):
        return float(f"{value:.10g}")
    if isinstance(value, dict):
        return {key: _round_floats(each) for key, each in value.items()}
    return [_round_floats(each) for each in value] if isinstance(value, list) else value


def _theme() -> Any:
    alt.theme.register("compendium", enable=False)(
        lambda: alt.theme.ThemeConfig(**chart_theme())  # type: ignore[typeddict-item]
    )
    return alt.theme.enable("compendium")


def _number_names(specification: Mapping[str, Any]) -> dict[str, Any]:
    # Altair counts views and parameters per process, so the same chart drawn again differs; and it
    # names data by a digest of the floats as they were before rounding.
    text = json.dumps(specification, sort_keys=True)
    names = list(dict.fromkeys(_MADE_UP_NAME.findall(text)))
    places = {
        name: f"rows_{place}" if name.startswith("data-") else f"{name.split('_')[0]}_{place}"
        for place, name in enumerate(names, 1)
    }
    renamed: dict[str, Any] = json.loads(
        _MADE_UP_NAME.sub(lambda match: places[match.group()], text)
    )
    return renamed


def _name_apart(svg: str) -> str:
    # Clip paths are numbered over all drawings of a process, so the same chart drawn again differs;
    # and on a page with several charts two of them must not answer to one name.
    names = list(dict.fromkeys(_SVG_ID.findall(svg)))
    for place, name in enumerate(names):
        svg = svg.replace(f'id="{name}"', f'id="@{place}"').replace(
            f"url(#{name})", f"url(#@{place})"
        )
    digest = hashlib.sha256(svg.encode()).hexdigest()[:10]
    return svg.replace('id="@', f'id="f{digest}-').replace("url(#@", f"url(#f{digest}-")
