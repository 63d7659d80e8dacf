"""Words of the data as HTML: templates that escape whatever comes from it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from compendium.chapter.inert import one_line, visible

CHART_MIME = "application/vnd.compendium.chart+json"
"""The type under which an executed notebook holds the parts of a chart."""

_CHINESE = r"[㐀-鿿豈-﫿\U00020000-\U0003ffff]"
CHINESE_RUN = re.compile(rf"[“《（]?{_CHINESE}(?:{_CHINESE}|[〇“”《》（），。、：；·\d])*")


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


def download_link(path: str, text: str, name: str = "") -> Markup:
    """Link to a file beside the edition, from one of its pages; ``path`` starts at the site.

    A browser that reads the site from a disk shows a file instead of saving it: in a page of its
    own, so that the reader does not lose the place. ``name`` tells links of one text apart.

    >>> print(download_link("data/trade.csv", "CSV"))
    <a href="../data/trade.csv" download target="_blank">CSV</a>
    >>> print(download_link("data/trade.csv", "CSV", "CSV of trade"))
    <a href="../data/trade.csv" download target="_blank" aria-label="CSV of trade">CSV</a>
    """
    named = Markup(' aria-label="{}"').format(name) if name else ""
    link = Markup('<a href="../{}" download target="_blank"{}>{}</a>')
    return link.format(path, named, text)


def _visible(value: object) -> object:
    return visible(value) if type(value) is str else value
