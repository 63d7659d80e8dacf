"""The search of an edition, made from its tables, its charts and its pages."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from compendium.contract.load import load_terms
from compendium.paths import Repository
from compendium.site.contents import Contents
from compendium.site.figures import find_charts
from compendium.site.page_values import Record
from compendium.site.reference.uses import Use
from compendium.site.search.entries import Entry, find_entries
from compendium.site.search.script import find_units, write_script
from compendium.site.search.sections import Section, find_sections

WAYS = ("explorer", "indicators/index", "places/index", "entities/index", "agree", "data")
"""The pages that lead on where nothing is found, so far as the edition has them."""

Pages = dict[str, list[Section]]
"""The name of a page and its sections."""


def make_search(repository: Repository, contents: Contents, lang: str) -> str:
    """Make the script that brings what can be found in an edition.

    Parameters
    ----------
    repository
        With the edition's pages built, and its chapters executed.
    contents
        The pages of the book, whose sections are found.
    lang
        The edition.
    """
    record = Record.load(repository.clean, lang)
    pages = _read_pages(repository.pages(lang), dict.fromkeys((*contents.pages, *WAYS)))
    chapters = [repository.chapters / lang / f"{each.name}.ipynb" for each in contents.chapters]
    entries = [
        *find_entries(record, read_synonyms(repository.vocab / "synonyms.csv")),
        *find_chart_entries(chapters, lang),
        *find_section_entries(
            {name: pages[name] for name in contents.pages if name in pages}, lang
        ),
    ]
    return write_script(
        entries,
        lang=lang,
        units=find_units(record.observations, load_terms(repository.clean).units),
        ways=[(f"{name}.html", pages[name][0].title) for name in WAYS if pages.get(name)],
    )


def find_chart_entries(chapters: Sequence[Path], lang: str) -> Iterator[Entry]:
    """Give the charts of executed chapters, by their titles, topics and findings."""
    for path in chapters:
        if not path.is_file():
            # What lacks is said where the charts themselves are published.
            continue
        for parts in find_charts(json.loads(path.read_text("utf-8"))):
            use = Use(parts["chart_id"], parts["title"])
            names = _names(use.title, lang)
            yield Entry("chart", use.address, *names, parts["topic"], text=parts["finding"])


def find_section_entries(pages: Pages, lang: str) -> Iterator[Entry]:
    """Give the sections of pages, each page's first being the page itself."""
    for name, sections in pages.items():
        for place, section in enumerate(sections):
            anchor = f"#{section.anchor}" if section.anchor and place else ""
            yield Entry(
                "section",
                f"{name}.html{anchor}",
                *_names(section.title, lang),
                sections[0].title if place else "",
                text=section.text,
            )


def read_synonyms(path: Path) -> dict[str, str]:
    """Read which words of the plans mean the same; none where there is no such file."""
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["said_zh"]: row["means_zh"] for row in csv.DictReader(file)}


def _names(title: str, lang: str) -> tuple[str, str]:
    return (title, "") if lang == "en" else ("", title)


def _read_pages(built: Path, names: dict[str, None]) -> Pages:
    paths = {name: built / f"{name}.html" for name in names}
    return {
        name: list(find_sections(path.read_text("utf-8")))
        for name, path in paths.items()
        if path.is_file()
    }
