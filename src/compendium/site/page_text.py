"""The text of a page with its values: what is said of chapters, links to prints and files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from markupsafe import Markup

from compendium.chapter.html import download_link
from compendium.site.addresses import Addresses
from compendium.site.contents import Contents
from compendium.site.downloads import chapter_list
from compendium.site.page_values import Record, count_values, example_values, fill
from compendium.site.render import render_html

# What is said of a row of the record, by its id.
_OF_A_ROW = ("printed", "quoted", "said", "growth", "multiple", "difference")
_BESIDE = r"\.\./(?P<path>(?:data|figures|notebooks|package)/[^)\"\s]+)"
_DOWNLOADS = (
    re.compile(rf"\[(?P<text>[^\]]+)\]\({_BESIDE}\)"),
    re.compile(rf'<a href="{_BESIDE}" download>(?P<text>.*?)</a>'),
)


def chapter_values(
    contents: Contents, downloads: Iterable[PurePosixPath], lang: str
) -> dict[str, str]:
    """Give what pages say of the chapters: their number, their cards and their files."""
    cards = [
        {"name": each.name, "title": each.title, "question": each.questions[lang]}
        for each in contents.chapters
    ]
    return {
        **count_values({"chapters": len(cards)}),
        "first_chapter": contents.chapters[0].name if cards else "",
        "chapter_cards": render_html("cards.html.j2", chapters=cards, lang=lang),
        "chapter_files": chapter_list(contents.chapters, downloads, lang).rstrip(),
    }


def fill_page(text: str, known: Mapping[str, str], record: Record, *, page: Path) -> str:
    """Put values into a page; its links first, so that no value can become a link.

    Raises
    ------
    FileError
        If the page names a value or an example that there is not.
    """
    example = example_values(text, record, page=page)
    return fill(link_downloads(text), {**known, **example}, page=page)


def link_values(known: Mapping[str, str], addresses: Addresses) -> dict[str, str]:
    """Let every value that a plan prints, or that follows from two prints, lead to its print."""
    return {
        name: Markup('<a class="traced" href="{}">{}</a>').format(
            addresses.rows[row_id], Markup(said)
        )
        for name, said in known.items()
        for kind, _, row_id in (name.partition(":"),)
        if kind in _OF_A_ROW
    }


def link_downloads(text: str) -> str:
    """Write the links to files beside the edition as HTML; MyST would look for such pages.

    >>> link_downloads("[plans](../data/plans.csv) and [Cite](cite.md)")
    '<a href="../data/plans.csv" download target="_blank">plans</a> and [Cite](cite.md)'
    """
    for pattern in _DOWNLOADS:
        text = pattern.sub(lambda found: download_link(found["path"], Markup(found["text"])), text)
    return text
