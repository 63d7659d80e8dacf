"""A chart, a table and a few words as HTML: templates that escape whatever comes from the data."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from numbers import Real
from typing import TYPE_CHECKING

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from compendium.chapter.inert import one_line, visible

if TYPE_CHECKING:
    # Pages are laid out without Altair, which takes half a second to load.
    from compendium.chapter.drawing import Drawing

CHART_MIME = "application/vnd.compendium.chart+json"
"""The type under which an executed notebook holds the parts of a chart."""

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*")
_SPELLINGS = {"gdp": "GDP", "m2": "m²"}
_CHINESE = r"[㐀-鿿豈-﫿\U00020000-\U0003ffff]"
_CHINESE_RUN = re.compile(rf"[“《（]?{_CHINESE}(?:{_CHINESE}|[〇“”《》（），。、：；·\d])*")
_BARE_NUMBER = re.compile(r"[+−–-]?[\d,.]*%?")

_LABELS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "sources": "Source",
        "data": "Data",
        "drawing": "Picture",
        "spec": "Chart definition",
        "link": "Link",
        "table": "The numbers as a table",
        "cite": "How to cite",
        "plan_first": "Cite the plan first",
        "then": "Then, if you use the chart",
        "book": "Bay Area Plans in Numbers",
        "chart": "figure",
        "stop": ". ",
        "colon": ": ",
        "semicolon": "; ",
    },
    "zh": {
        "sources": "来源",
        "data": "数据",
        "drawing": "图片",
        "spec": "图表定义",
        "link": "链接",
        "table": "以表格查看数据",
        "cite": "如何引用",
        "plan_first": "请先引用规划原文",
        "then": "如使用本图，再引用",
        "book": "《湾区规划数据手册》",
        "chart": "图",
        "stop": "。",
        "colon": "：",
        "semicolon": "；",
    },
}


@dataclass(frozen=True)
class ChartText:
    """The words of a chart."""

    chart_id: str
    title: str
    finding: str
    alt: str
    sources: tuple[str, ...]
    lang: str


class Html:
    """A piece of HTML with its plain text, as a notebook shows it."""

    def __init__(self, html: str, text: str) -> None:
        self.html, self.text = html, text

    def __str__(self) -> str:
        return self.text

    def __html__(self) -> str:
        return self.html

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}


@cache
def templates(package: str) -> Environment:
    """Give the templates of a package; every value is escaped, and is one line without controls."""
    environment = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        finalize=_visible,
        undefined=StrictUndefined,
    )
    environment.filters |= {
        "zh": mark_chinese,
        "json": _as_json,
        "svg": lambda text: Markup(text.strip()),
        "download": download_link,
    }
    return environment


def render(template: str, /, **values: object) -> Markup:
    """Fill a template of this package."""
    return Markup(templates("compendium.chapter").get_template(template).render(values))


def mark_chinese(text: object, lang: str) -> Markup:
    """Mark each run of Chinese in an English page, so that it is spoken and set as such.

    >>> mark_chinese("GDP <生产总值>", "en")
    Markup('GDP &lt;<span lang="zh-Hans">生产总值</span>&gt;')
    """
    if hasattr(text, "__html__"):
        return Markup(text)
    line = one_line(str(text))
    if lang != "en":
        return escape(line)
    pieces, end = [], 0
    for run in _CHINESE_RUN.finditer(line):
        pieces += [
            escape(line[end : run.start()]),
            Markup('<span lang="zh-Hans">{}</span>').format(run[0]),
        ]
        end = run.end()
    return Markup("").join([*pieces, escape(line[end:])])


def download_link(path: str, text: str) -> Markup:
    """Link to a file beside the edition, from one of its pages; ``path`` starts at the site.

    A browser that reads the site from a disk shows a file instead of saving it: in a page of its
    own, so that the reader does not lose the place.

    >>> print(download_link("data/trade.csv", "CSV"))
    <a href="../data/trade.csv" download target="_blank">CSV</a>
    """
    return Markup('<a href="../{}" download target="_blank">{}</a>').format(path, text)


def chart_html(text: ChartText, drawings: Mapping[str, Drawing], data: pd.DataFrame) -> str:
    """Write the whole chart: title, finding, static drawings, source, links and table."""
    labels = _LABELS[text.lang]
    path = f"figures/{text.chart_id}"
    return render(
        "chart.html.j2",
        text=text,
        drawings=drawings,
        labels=labels,
        sources=labels["semicolon"].join(text.sources),
        files={
            f"{path}.csv": f"{labels['data']} (CSV)",
            f"{path}.{text.lang}.svg": f"{labels['drawing']} (SVG)",
            f"{path}.{text.lang}.vg.json": f"{labels['spec']} (Vega)",
        },
        table=data_table(data, label=f"{labels['table']}: {text.title}", lang=text.lang),
    )


def data_table(data: pd.DataFrame, *, label: str, lang: str) -> Markup:
    """Write the data of a chart: headings and numbers as a reader expects them."""
    numeric = [pd.api.types.is_numeric_dtype(data[column]) for column in data.columns]
    return table_html(
        [format_heading(str(column)) for column in data.columns],
        [[format_value(value) for value in row] for row in data.itertuples(index=False, name=None)],
        numeric=numeric,
        label=label,
        lang=lang,
    )


def table_html(
    headings: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    label: str,
    lang: str,
    caption: str = "",
    numeric: Sequence[bool] | None = None,
) -> Markup:
    """Write a table in a region that scrolls on its own and that the keyboard can reach.

    Parameters
    ----------
    headings, rows
        (C texts) and (R rows of C cells), texts or `Html`; the first cell heads its row. On a small
        screen a row is a card, in which every other cell names its column.
    label, caption
        What is said of the region, and shown above the table.
    numeric
        Which columns are set to the right; those of bare numbers unless given.
    """
    if numeric is None:
        numeric = [
            all(_BARE_NUMBER.fullmatch(str(row[place])) for row in rows)
            for place in range(len(headings))
        ]
    columns = [
        {"heading": heading, "number": Markup(' class="number"' if is_number else "")}
        for heading, is_number in zip(headings, numeric, strict=True)
    ]
    return render(
        "table.html.j2", columns=columns, rows=rows, label=label, caption=caption, lang=lang
    )


def format_heading(name: str) -> str:
    """Write a column's name for a reader; what is no plain id is a heading already.

    >>> format_heading("share_of_gdp"), format_heading("CNY_2025"), format_heading("Per cent")
    ('Share of GDP', 'CNY 2025', 'Per cent')
    """
    if not _NAME.fullmatch(name):
        return name
    words = " ".join(_SPELLINGS.get(word, word) for word in name.split("_"))
    return words if words.startswith("m²") else words[0].upper() + words[1:]


def format_value(value: object) -> str:
    """Write one value for a reader: no float noise, separators from five digits, missing as "".

    >>> format_value(8664.8), format_value(1_234_567), format_value(2025.0), format_value(None)
    ('8664.8', '1,234,567', '2025', '')
    """
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bool) or not isinstance(value, Real):
        return str(value)
    number = float(value)
    separator = "," if abs(number) >= 10_000 else ""
    if number.is_integer():
        return f"{int(number):{separator}}"
    return f"{number:{separator}.10g}"


def _visible(value: object) -> object:
    return visible(value) if type(value) is str else value


def _as_json(value: object) -> Markup:
    # "</script>" and "<!--" inside a JSON string would end the element.
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))
