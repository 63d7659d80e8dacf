"""What the pages say of the book itself: from ``CITATION.cff``, ``CHANGELOG.md`` and the errata."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

import pandas as pd

from compendium.chapter.inert import inert
from compendium.paths import Repository
from compendium.printed.wording import join_list
from compendium.site.changelog import read_changelog, write_own_errata, write_page
from compendium.site.edition import Citation, read_citation
from compendium.site.errata import count_errata, errata_list, read_errata
from compendium.site.page_values import count_values
from compendium.site.references import cite_book, write_bibtex
from compendium.site.render import render_html

_REPORT = {
    "en": "Page or chart (its address):\nRow or cell (observation_id or locator):\n"
    "The book says:\nThe plan prints:\nWhere in the plan (table or section, row, column):\n"
    "Version of the book: {version}\n",
    "zh": "页面或图表（地址）：\n行或单元格（observation_id 或 locator）：\n"
    "本书写的是：\n规划印的是：\n在规划中的位置（表或章节、行、列）：\n"
    "本书版本：{version}\n",
}
_SUBJECT = {"en": "A figure differs from the plan", "zh": "数字与规划不一致"}


def book_values(repository: Repository, plans: pd.DataFrame, lang: str) -> dict[str, str]:
    """Give what a page may name of the book.

    Parameters
    ----------
    repository
        Its description, its changelog and its plans' declared corrections are read.
    plans
        The plans (P rows), for their titles.
    lang
        The edition.

    Raises
    ------
    CompendiumError
        If one of those files is missing or does not say what it should.
    """
    citation = read_citation(repository.citation)
    versions, errata = read_changelog(repository.changelog), read_errata(repository.raw)
    return {
        **count_values({"errata": count_errata(errata)}),
        "errata_list": errata_list(errata, plans, lang),
        "errata_own": write_own_errata(versions),
        "changelog": write_page(versions),
        "book.citation": inert(cite_book(citation)),
        "book.bibtex": write_bibtex(citation).rstrip(),
        "book.date": citation.date,
        "book.authors": inert(join_list([author.name for author in citation.authors], lang)),
        "book.licences": inert(
            join_list([name.replace("-", " ") for name in citation.licences], lang)
        ),
        "report_text": render_html(
            "report.html.j2", lines=_questions(citation, lang).splitlines(), lang=lang
        ),
        "report_where": tell_where(citation, lang),
    }


def tell_where(citation: Citation, lang: str) -> str:
    """Say where a report goes, as a line of HTML: to the tracker, if the book states one.

    A tracker of GitHub opens a report that has the questions in it.
    """
    tracker = f"{citation.repository}/issues" if citation.repository else ""
    if tracker and urlsplit(tracker).hostname == "github.com":
        asked = {"title": _SUBJECT[lang], "body": _questions(citation, lang)}
        tracker += f"/new?{urlencode(asked)}"
    return render_html("where.html.j2", tracker=tracker, lang=lang)


def _questions(citation: Citation, lang: str) -> str:
    return _REPORT[lang].format(version=citation.version)
