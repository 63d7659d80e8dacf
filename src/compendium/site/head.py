"""What the head of a page tells those who lead others to it.

Search engines, reference managers, sites that show a card: all that they are told comes from
``CITATION.cff``, ``datapackage.json`` and the page.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from compendium.site.edition import Citation
from compendium.site.files import Files
from compendium.site.references import list_creators
from compendium.site.render import render_html

FEED = "feed.xml"
# Where a reader may want to hear of changes, and where a search engine finds the data set.
_WITH_FEED = ("index", "data", "changelog", "errata")
_WITH_DATA = ("index", "data")
# Pages that list what the plans print, and say nothing of their own to cite.
_LISTS = ("entities", "numbers", "places", "prints")
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)">')
_FIGURE = re.compile(r'<figure class="figure[^>]* id="([^"]+)"')
_HIDDEN = '<meta name="robots" content="noindex">'
_NAMES_END = " · "
_LOCALES = {"en": "en_GB", "zh": "zh_CN"}


class Card(NamedTuple):
    """A picture that stands for a page: its address in the site, and what it shows."""

    path: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True)
class Description:
    """What all heads are written from.

    Attributes
    ----------
    citation
        The book; without an address its heads lack what takes a whole one.
    package
        ``datapackage.json``.
    cards
        The pictures of the charts that head a page, by language and chart.
    book
        The name of the book, by language.
    """

    citation: Citation
    package: Mapping[str, Any]
    cards: Mapping[tuple[str, str], Card]
    book: Mapping[str, str]


def describe_pages(pages: Files, lang: str, described: Description) -> Files:
    """Write the heads of an edition's pages; what asks not to be found is left as it is.

    Parameters
    ----------
    pages
        The files of the edition by their address in the site; only pages change.
    lang
        The edition.
    """
    home = PurePosixPath(lang) / "index.html"
    default = _card(pages[home].decode(), lang, described) if home in pages else None
    return {
        name: _add(name, content.decode(), lang, described, default)
        if name.suffix == ".html" and _HIDDEN.encode() not in content
        else content
        for name, content in pages.items()
    }


def first_chart(page: str, known: Collection[str]) -> str:
    """Give the first chart on a page that is among those known; empty if there is none."""
    return next((each for each in _FIGURE.findall(page) if each in known), "")


def describe_data(citation: Citation, package: Mapping[str, Any], up: str) -> dict[str, Any]:
    """Describe the tables as a ``Dataset`` of schema.org.

    Parameters
    ----------
    citation, package
        ``CITATION.cff`` and ``datapackage.json``.
    up
        What leads to the site's root, with a slash at its end: its address, or a relative path.
    """
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        **({"@id": f"{up}data/datapackage.json", "url": f"{up}"} if citation.address else {}),
        "name": citation.title,
        "description": f"{package['description']} {citation.abstract}",
        "version": citation.version,
        "datePublished": citation.date,
        "inLanguage": ["en", "zh-Hans"],
        "isAccessibleForFree": True,
        "license": [each["path"] for each in package["licenses"]],
        "keywords": list(citation.keywords),
        "creator": list_creators(citation),
        "isBasedOn": [
            {"@type": "CreativeWork", "name": each["title"]} for each in package["sources"]
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": each["path"],
                "description": each["title"],
                "encodingFormat": each["mediatype"],
                "contentSize": f"{each['bytes']} B",
                "contentUrl": f"{up}data/{each['path']}",
            }
            for each in package["resources"]
        ],
    }


def _add(
    name: PurePosixPath, page: str, lang: str, described: Description, default: Card | None
) -> bytes:
    citation = described.citation
    up = f"{citation.address}/" if citation.address else "../" * (len(name.parts) - 1)
    title, description = (_find(pattern, page) for pattern in (_TITLE, _DESCRIPTION))
    own = title.removesuffix(f"{_NAMES_END}{described.book[lang]}")
    is_of = {part: name.stem in stems and len(name.parts) == 2
             for part, stems in (("feed", _WITH_FEED), ("data", _WITH_DATA))}  # fmt: skip
    dataset = describe_data(citation, described.package, up) if is_of["data"] else None
    tags = render_html(
        "head.html.j2",
        address=f"{citation.address}/{name}" if citation.address else "",
        home=citation.address,
        title=own,
        description=description,
        book=described.book[lang],
        is_home=name.stem == "index",
        lang=lang,
        locale=_LOCALES[lang],
        citation=citation,
        is_cited=name.parts[1] not in _LISTS,
        card=_card(page, lang, described) or default,
        feed=f"{up}{FEED}" if is_of["feed"] else "",
    )
    # A page has each of these tags once, and no text of it can hold one: texts are escaped.
    page = page.replace("</head>", f"{tags.strip()}\n</head>", 1)
    if dataset:
        # At the end: no reader waits for it.
        page = page.replace("</body>", f"{_inline(dataset)}\n</body>", 1)
    return page.encode()


def _card(page: str, lang: str, described: Description) -> Card | None:
    known = {chart for at, chart in described.cards if at == lang}
    return described.cards.get((lang, first_chart(page, known)))


def _find(pattern: re.Pattern[str], page: str) -> str:
    found = pattern.search(page)
    return html.unescape(found[1]).strip() if found else ""


def _inline(value: Mapping[str, Any]) -> str:
    # Within a script nothing is escaped, so that no text may end it.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    inert = text.replace("<", r"\u003c")
    return f'<script type="application/ld+json">{inert}</script>'
