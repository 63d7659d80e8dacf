"""A chart as HTML: on its page, in a frame on other sites, and in a notebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from compendium.chapter.html import render
from compendium.chapter.table_html import table_html

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
        **_words_of(parts),
        page=f"{chart_id.split('-')[0]}.html",
        path=path,
        edition=edition or {},
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
    return render("notebook.html.j2", **_words_of(parts))


def _words_of(parts: Mapping[str, Any]) -> dict[str, Any]:
    """Give what every template of a chart says: its parts, its language and its sources."""
    labels, lang = _LABELS[parts["lang"]], parts["lang"]
    return {
        "figure": parts,
        "lang": lang,
        "tag": "zh-Hans" if lang == "zh" else lang,
        "labels": labels,
        "cited": labels["semicolon"].join(source["cite"] for source in parts["sources"]),
    }
