"""Write a figure, and a table, as the HTML that a page shows."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from numbers import Real
from typing import Any

import pandas as pd

_CHINESE = re.compile(r"[㐀-鿿]")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*")
_SPELLINGS = {"gdp": "GDP", "m2": "m²"}
_CHINESE_RUN = re.compile(r"[“《（]?[㐀-鿿][㐀-鿿〇“”《》（），。、：；·\d]*")

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
        "figure": "figure",
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
        "figure": "图",
        "stop": "。",
        "colon": "：",
        "semicolon": "；",
    },
}


@dataclass(frozen=True)
class FigureText:
    """The words of a figure."""

    figure_id: str
    title: str
    finding: str
    alt: str
    sources: tuple[str, ...]
    lang: str


@dataclass(frozen=True)
class Drawing:
    """A chart at one width: the SVG and the Vega specification it was rendered from (px)."""

    svg: str
    spec: Mapping[str, Any]
    width: int
    height: int


def figure_html(text: FigureText, drawings: Mapping[str, Drawing], data: pd.DataFrame) -> str:
    """Write the whole figure: title, finding, static drawings, source, links and table."""
    return "\n".join(
        [
            f'<figure class="compendium-figure" id="{text.figure_id}" lang="{_lang(text.lang)}">',
            "<figcaption>",
            f'<span class="figure-title">{_words(text.title, text.lang)}</span>',
            f'<span class="figure-finding">{_words(text.finding, text.lang)}</span>',
            "</figcaption>",
            *(_drawing(text, name, drawing) for name, drawing in drawings.items()),
            _foot(text),
            _cite(text),
            _data(text, data),
            "</figure>",
        ]
    )


def table_html(data: pd.DataFrame, *, label: str, lang: str = "en") -> str:
    """Write a table in a region that scrolls on its own and that the keyboard can reach.

    Numbers are set to the right, with thousands separators; Chinese in an English table is marked
    as Chinese, so that it is spoken and set as such.
    """
    numeric = [pd.api.types.is_numeric_dtype(data[column]) for column in data.columns]
    headings = [format_heading(str(column)) for column in data.columns]
    # On a small screen a row is a card: its first cell is the title, the others name their column.
    roles = [' scope="row"', *(f' data-label="{escape(each)}"' for each in headings[1:])]
    tags = ["th", *("td" for _ in headings[1:])]
    head = "".join(
        _cell("th", heading, lang, attributes=' scope="col"', number=number)
        for heading, number in zip(headings, numeric, strict=True)
    )
    body = "\n".join(
        "<tr>"
        + "".join(
            _cell(tag, format_value(value), lang, attributes=role, number=number)
            for value, tag, role, number in zip(row, tags, roles, numeric, strict=True)
        )
        + "</tr>"
        for row in data.itertuples(index=False, name=None)
    )
    return (
        f'<div class="scroll-region" tabindex="0" role="region" aria-label="{escape(label)}">'
        f'<table class="compendium-table"><thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody></table></div>"
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


def download_link(path: str, text: str) -> str:
    """Link to a file beside the edition, from one of its pages; ``path`` starts at the site.

    A browser that reads the site from a disk shows a file instead of saving it: in a page of its
    own, so that the reader does not lose the place.

    >>> download_link("data/trade.csv", "CSV")
    '<a href="../data/trade.csv" download target="_blank">CSV</a>'
    """
    return f'<a href="../{escape(path)}" download target="_blank">{text}</a>'


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


def _cell(tag: str, text: str, lang: str, *, attributes: str = "", number: bool = False) -> str:
    shown = attributes + (' class="number"' if number else "")
    if lang == "en" and _CHINESE.search(text):
        shown += ' lang="zh-Hans"'
    return f"<{tag}{shown}>{escape(text)}</{tag}>"


def _words(text: str, lang: str) -> str:
    if lang != "en":
        return escape(text)
    return _CHINESE_RUN.sub(lambda run: f'<span lang="zh-Hans">{run.group()}</span>', escape(text))


def _lang(lang: str) -> str:
    return "zh-Hans" if lang == "zh" else lang


def _drawing(text: FigureText, name: str, drawing: Drawing) -> str:
    # "</script>" inside a JSON string would end the element.
    spec = json.dumps(drawing.spec, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return (
        f'<div class="figure-chart figure-{name}" role="img" aria-label="{escape(text.alt)}"'
        f' data-chart="{name}">{drawing.svg.strip()}</div>\n'
        f'<script type="application/json" class="figure-spec" data-chart="{name}">'
        f"{spec.replace('<', chr(92) + 'u003c')}</script>"
    )


def _foot(text: FigureText) -> str:
    labels = _LABELS[text.lang]
    path = f"figures/{text.figure_id}"
    links = (
        download_link(f"{path}.csv", f"{labels['data']} (CSV)"),
        download_link(f"{path}.{text.lang}.svg", f"{labels['drawing']} (SVG)"),
        download_link(f"{path}.{text.lang}.vg.json", f"{labels['spec']} (Vega)"),
        f'<a href="#{text.figure_id}">{labels["link"]}</a>',
    )
    items = "".join(f"<li>{link}</li>" for link in links)
    return (
        f'<p class="figure-source"><b>{labels["sources"]}{labels["colon"]}</b>'
        f"{_words(labels['semicolon'].join(text.sources), text.lang)}</p>\n"
        f'<ul class="figure-links">{items}</ul>'
    )


def _cite(text: FigureText) -> str:
    labels = _LABELS[text.lang]
    plans = _words(labels["semicolon"].join(text.sources), text.lang)
    own = (
        f"{labels['book']}{labels['colon']}{_words(text.title, text.lang)} "
        f"({labels['figure']} {text.figure_id})"
    )
    return (
        f'<details class="figure-cite"><summary>{labels["cite"]}</summary>'
        f"<p>{labels['plan_first']}{labels['colon']}<cite>{plans}</cite>{labels['stop']}"
        f"{labels['then']}{labels['colon']}<cite>{own}</cite>{labels['stop'].strip()}</p></details>"
    )


def _data(text: FigureText, data: pd.DataFrame) -> str:
    labels = _LABELS[text.lang]
    table = table_html(data, label=f"{labels['table']}: {text.title}", lang=text.lang)
    return f'<details class="figure-data"><summary>{labels["table"]}</summary>\n{table}\n</details>'
