"""A chart as a page shows it: words, drawings, sources, data, and a table of the same numbers.

Running a notebook writes no file: ``compendium.site`` takes the chart's parts from the executed
notebook, and writes the page's HTML and the files beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from compendium.chapter.chart_html import ChartText, Source, chart_html, notebook_html
from compendium.chapter.drawing import Draw, Drawing, draw_chart, round_floats
from compendium.chapter.html import CHART_MIME
from compendium.chapter.table_html import data_cells
from compendium.errors import ChartError

_CHART_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Chart:
    """One finished chart, shown by a notebook through its MIME bundle.

    Attributes
    ----------
    text, drawings
        Its words, and its pictures by the page's width.
    data
        (R rows) what a reader downloads.
    table
        (R rows) what a reader reads on the page.
    rows
        Of each of these rows, the rows of the clean tables that it was made from: ``id``, ``kind``
        and ``locator``; empty for a chart that names tables only.
    """

    text: ChartText
    drawings: Mapping[str, Drawing]
    data: pd.DataFrame
    table: pd.DataFrame
    rows: Sequence[Sequence[Mapping[str, str]]] = ()

    def parts(self) -> dict[str, Any]:
        """Give all that the site takes: texts, drawings, table, CSV and definition."""
        return {
            **asdict(self.text),
            "sources": [asdict(source) for source in self.text.sources],
            "drawings": {
                name: {"svg": each.svg, "width": each.width, "height": each.height}
                for name, each in self.drawings.items()
            },
            "table": data_cells(self.table) | {"ids": [_ids(each) for each in self.rows]},
            "rows": list({row["id"]: dict(row) for each in self.rows for row in each}.values()),
            "csv": self.data.to_csv(index=False, lineterminator="\n"),
            "spec": self.drawings["wide"].spec,
        }

    def html(self) -> str:
        """Give the chart as a page shows it."""
        return chart_html(self.parts())

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return {
            "text/html": notebook_html(self.parts()),
            "text/plain": f"{self.text.title}: {self.text.finding}",
            CHART_MIME: self.parts(),
        }


def show_chart(
    draw: Draw,
    *,
    chart_id: str,
    title: str,
    finding: str,
    alt: str,
    sources: Sequence[Source],
    data: pd.DataFrame,
    topic: str = "",
    lang: str = "en",
    note: str = "",
    table: pd.DataFrame | None = None,
    rows: Sequence[Sequence[Mapping[str, str]]] = (),
) -> Chart:
    """Draw a chart for wide and narrow pages and give it with everything a reader needs.

    Parameters
    ----------
    draw
        Takes the whole width in pixels (680, then 340) and gives an Altair chart of that width:
        ``chart.properties(width=width)`` for one view or layers.
    chart_id
        The same in both languages: lower-case ASCII words joined by hyphens.
    title, finding, alt
        What it shows; one sentence computed from the data; what a reader who cannot see it needs.
    sources
        The printed tables that it draws on.
    data
        The figures shown, one row a mark, with column names that a reader understands.
    topic
        A line above the title that names the subject, where the title states the finding.
    lang
        ``en`` or ``zh``.
    note
        How things were compared; shown beside the chart.
    table
        The data as the page shows it, if other than ``data``: as many rows.
    rows
        Of each row, the rows of the clean tables that it was made from, see `Chart`.

    Returns
    -------
    Chart
        A notebook shows it; two runs give the same bytes.

    Raises
    ------
    ChartError
        If a text is missing, the id is malformed, the data is empty, or a drawing is wider than
        the page.
    """
    text = ChartText(chart_id, title, finding, alt, tuple(sources), lang, topic, note)
    _check(text, data)
    drawings = draw_chart(draw, chart_id)
    data = data.apply(_round_column)
    return Chart(text, drawings, data, data if table is None else table.apply(_round_column), rows)


def _ids(rows: Sequence[Mapping[str, str]]) -> list[str]:
    return [row["id"] for row in rows]


def _check(text: ChartText, data: pd.DataFrame) -> None:
    if not _CHART_ID.fullmatch(text.chart_id):
        raise ChartError(text.chart_id, "the id takes a-z, 0-9 and single hyphens between words")
    if text.lang not in ("en", "zh"):
        raise ChartError(text.chart_id, f"unknown language {text.lang!r}; allowed: en, zh")
    for name in ("title", "finding", "alt"):
        if not str(getattr(text, name)).strip():
            raise ChartError(text.chart_id, f"{name} is empty")
    if not text.sources or not all(source.cite.strip() for source in text.sources):
        raise ChartError(text.chart_id, "at least one source must be named, and none be empty")
    if data.empty:
        raise ChartError(text.chart_id, "the data has no row or no column")


def _round_column(column: pd.Series[Any]) -> pd.Series[Any]:
    return column.map(round_floats) if pd.api.types.is_float_dtype(column) else column
