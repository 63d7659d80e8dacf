"""A site made known: heads that tell what a page is, cards, feed, references, lists for robots."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from compendium.contract.tables import PACKAGE
from compendium.paths import Repository
from compendium.site.cards import HEIGHT, WIDTH, keep_card
from compendium.site.changelog import read_changelog, write_feed
from compendium.site.edition import Citation, read_edition
from compendium.site.figures import find_charts, state_credit
from compendium.site.files import Files
from compendium.site.head import FEED, Card, Description, describe_pages, first_chart
from compendium.site.kept_addresses import lead_on, read_moved, read_published
from compendium.site.references import BIBTEX, CSL, write_bibtex, write_csl
from compendium.site.shell import NAMES
from compendium.site.well_known import LOST, lead_from_anywhere, write_robots, write_sitemap


def make_known(
    files: Files, repository: Repository, langs: Sequence[str], citation: Citation
) -> Files:
    """Give the files of a site with all by which it is found, cited and followed.

    What takes a whole address is left out where ``citation`` states none.
    """
    known = dict(files)
    pictures: Files = {}
    cards: dict[tuple[str, str], Card] = {}
    if citation.address:
        for lang in langs:
            for chart, card, picture in _cards(files, repository, lang):
                cards[lang, chart], pictures[PurePosixPath(card.path)] = card, picture
    package = json.loads(files[PurePosixPath("data") / PACKAGE])
    described = Description(citation, package, cards, NAMES)
    for lang in langs:
        edition = {name: content for name, content in files.items() if name.parts[0] == lang}
        known |= describe_pages(edition, lang, described)
    known |= pictures
    known |= _at_the_root(known, repository, langs[0], citation)
    for name, content in {BIBTEX: write_bibtex(citation), CSL: write_csl(citation)}.items():
        known[PurePosixPath("data") / name] = content.encode()
    for lang in langs:
        known.pop(PurePosixPath(lang) / f"{LOST}.html", None)
    return lead_on(known, read_published(repository.addresses), read_moved(repository), langs=langs)


def _cards(files: Files, repository: Repository, lang: str) -> Iterator[tuple[str, Card, bytes]]:
    """Give the charts of an edition that head a page, each with its card."""
    credit = state_credit(read_edition(repository.citation))
    charts = {
        parts["chart_id"]: parts
        for path in sorted((repository.chapters / lang).glob("*.ipynb"))
        for parts in find_charts(json.loads(path.read_text("utf-8")))
    }
    pages = (
        content.decode()
        for name, content in files.items()
        if name.parts[0] == lang and name.suffix == ".html"
    )
    for chart in sorted({found for page in pages if (found := first_chart(page, charts))}):
        picture = keep_card(charts[chart], credit=credit, folder=repository.pictures)
        path = f"figures/{chart}.{lang}.card.png"
        yield chart, Card(path, charts[chart]["title"], WIDTH, HEIGHT), picture


def _at_the_root(files: Files, repository: Repository, lang: str, citation: Citation) -> Files:
    """Give what stands at the root of a site, for machines and for readers who are lost."""
    address = citation.address

    def locate(path: str) -> str:
        return f"{address}/{path}" if address else path

    versions = read_changelog(repository.changelog)
    made: Files = {
        PurePosixPath(FEED): write_feed(versions, citation, locate, f"{lang}/changelog.html"),
        PurePosixPath("robots.txt"): write_robots(address),
    }
    if address:
        made[PurePosixPath("sitemap.xml")] = write_sitemap(files, address)
    if lost := files.get(PurePosixPath(lang) / f"{LOST}.html"):
        made[PurePosixPath(f"{LOST}.html")] = lead_from_anywhere(lost, lang, address)
    return made
