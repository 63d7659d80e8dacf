"""A chart, a table and a few words as HTML: templates that escape whatever comes from the data."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from numbers import Real
from typing import Any

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from compendium.chapter.inert import one_line, visible

CHART_MIME = "application/vnd.compendium.chart+json"
"""The type under which an executed notebook holds the parts of a chart."""

MOST_IDS = 6
"""So many ids a row of a table carries on its page."""

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*")
_SPELLINGS = {"gdp": "GDP", "m2": "m²"}
_CHINESE = r"[㐀-鿿豈-﫿\U00020000-\U0003ffff]"
CHINESE_RUN = re.compile(rf"[“《（]?{_CHINESE}(?:{_CHINESE}|[〇“”《》（），。、：；·\d])*")
_BARE_NUMBER = re.compile(r"[+−–-]?[\d,.]*%?")

_LABELS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "source": "Source",
        "data": "Data",
        "picture": "Picture",
        "of": " of ",
        "link": "Copy link",
        "citation": "Copy citation",
        "code": "Copy code",
        "embed": "Embed",
        "read_on": "Read on in the chapter",
        "done": "Copied",
        "table": "The numbers as a table",
        "cite": "Cite, link to or embed this figure",
        "plan_first": "Cite the plan first",
        "then": "Then the figure",
        "book": "Bay Area Plans in Numbers",
        "authors": "Contributors to Bay Area Plans in Numbers",
        "version": "version",
        "accessed": "accessed",
        "address": "Address",
        "frame": "To show the figure in a page of your own",
        "made": "How this was made",
        "made_by": "From the tables of the page “Data”, in Python. The chapter's notebook:",
        "definition": "The chart's definition (Vega-Lite)",
        "stop": ". ",
        "colon": ": ",
        "semicolon": "; ",
    },
    "zh": {
        "source": "来源",
        "data": "数据",
        "picture": "图片",
        "of": "：",
        "link": "复制链接",
        "citation": "复制引用",
        "code": "复制代码",
        "embed": "嵌入",
        "read_on": "阅读本章",
        "done": "已复制",
        "table": "以表格查看数据",
        "cite": "引用、链接或嵌入本图",
        "plan_first": "请先引用规划原文",
        "then": "再引用本图",
        "book": "《湾区规划数据手册》",
        "authors": "《湾区规划数据手册》贡献者",
        "version": "版本",
        "accessed": "访问日期",
        "address": "地址",
        "frame": "在自己的网页中展示本图",
        "made": "本图的制作",
        "made_by": "用 Python 由“数据”一页的各表算出。本章的笔记本：",
        "definition": "图表定义（Vega-Lite）",
        "stop": "。",
        "colon": "：",
        "semicolon": "；",
    },
}


@dataclass(frozen=True)
class Source:
    """A printed table, box or section that a chart draws on, as a reader is told of it.

    Attributes
    ----------
    plan_id, plan, colour
        The plan, its short name and its colour (a hex colour, or empty).
    number
        The table's number as printed (表1), or what the figure stands in.
    cite
        Plan and table in full, as one cites them.
    """

    plan_id: str
    plan: str
    colour: str
    number: str
    cite: str


@dataclass(frozen=True)
class ChartText:
    """The words of a chart: a line that names the subject, the finding as its title, and more."""

    chart_id: str
    title: str
    finding: str
    alt: str
    sources: tuple[Source, ...]
    lang: str
    topic: str = ""
    note: str = ""


class Html:
    """A piece of HTML with its plain text, as a notebook shows it."""

    def __init__(self, html: str, text: str) -> None:
        self.html, self.text = html, text

    def __str__(self) -> str:
        return self.text

    def __html__(self) -> str:
        return self.html

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
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
    for run in CHINESE_RUN.finditer(line):
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


def chart_html(
    parts: Mapping[str, Any],
    *,
    code: str = "",
    edition: Mapping[str, str] | None = None,
    doubt: str = "",
    is_alone: bool = False,
    is_teaser: bool = False,
) -> Markup:
    """Write a chart as a page shows it: words, drawings, sources, files, table, how it was made.

    Parameters
    ----------
    parts
        `compendium.chapter.chart.Chart.parts`.
    code
        The code that made it, as HTML; without it nothing is said of how it was made.
    edition
        ``version`` and ``year`` of the book, for the citation.
    doubt
        What is to be said where figures of the chart contradict each other, as HTML.
    is_alone
        On a page of its own, which other sites show in a frame: without drawers.
    is_teaser
        On a page that leads to the chapter: without drawers and files.
    """
    labels, lang = _LABELS[parts["lang"]], parts["lang"]
    chart_id = parts["chart_id"]
    path = f"figures/{chart_id}"
    return render(
        "chart.html.j2",
        figure=parts,
        lang=lang,
        tag="zh-Hans" if lang == "zh" else lang,
        labels=labels,
        page=f"{chart_id.split('-')[0]}.html",
        path=path,
        edition=edition or {},
        cited=labels["semicolon"].join(source["cite"] for source in parts["sources"]),
        code=Markup(code),
        doubt=Markup(doubt),
        is_alone=is_alone,
        is_teaser=is_teaser,
        edition_path=f"../{lang}/" if is_alone else "",
        table=table_html(
            *parts["table"]["rows"],
            numeric=parts["table"]["numeric"],
            ids=parts["table"]["ids"],
            label=f"{labels['table']}{labels['colon']}{parts['title']}",
            lang=lang,
        ),
    )


def notebook_html(parts: Mapping[str, Any]) -> Markup:
    """Write a chart as a notebook shows it: its words and one picture, without the page's drawers.

    ``parts`` are those of `chart_html`.
    """
    labels, lang = _LABELS[parts["lang"]], parts["lang"]
    return render(
        "notebook.html.j2",
        figure=parts,
        lang=lang,
        tag="zh-Hans" if lang == "zh" else lang,
        labels=labels,
        cited=labels["semicolon"].join(source["cite"] for source in parts["sources"]),
    )


def data_cells(data: pd.DataFrame) -> dict[str, Any]:
    """Give the data of a chart as headings and cells that a reader expects.

    Returns
    -------
    dict
        ``rows``, a pair of the headings (C texts) and the cells (R rows of C texts), and
        ``numeric``, which columns hold numbers.
    """
    headings = [format_heading(str(column)) for column in data.columns]
    cells = [
        [format_value(value) for value in row] for row in data.itertuples(index=False, name=None)
    ]
    numeric = [bool(pd.api.types.is_numeric_dtype(data[column])) for column in data.columns]
    return {"rows": [headings, cells], "numeric": numeric}


def table_html(
    headings: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    label: str,
    lang: str,
    caption: str = "",
    numeric: Sequence[bool] | None = None,
    ids: Sequence[Sequence[str]] = (),
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
    ids
        Of each row, the ids of the rows of the clean tables that it shows; none unless given.
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
        "table.html.j2",
        columns=columns,
        rows=rows,
        # A count of many rows has its ids in its download.
        ids=[" ".join(each) if len(each) <= MOST_IDS else "" for each in ids] or [""] * len(rows),
        label=label,
        caption=caption,
        lang=lang,
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
