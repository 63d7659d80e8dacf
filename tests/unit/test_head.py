"""Heads: what a page holds is told as text, wherever the page stands."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath

from compendium.site.edition import Author, Citation
from compendium.site.head import Card, Description, describe_pages, first_chart
from compendium.site.well_known import lead_from_anywhere

ATTACK = '</script><script>alert("1")</script>'
BOOK = Citation(ATTACK, "1.0.0", "2026-01-31", ATTACK, (ATTACK,), (), (Author(ATTACK),))
PACKAGE = {"description": ATTACK, "licenses": [], "sources": [{"title": ATTACK}], "resources": []}
PAGE = """<head>
<title>A &amp; B · Plans</title>
<meta name="description" content="&quot;Why&quot; &lt;so&gt;">
</head>
<body><article>{}</article>
</body>"""
FIGURE = '<figure class="figure figure-wide" id="{}">'
HIDDEN = '<head><meta name="robots" content="noindex"></head>'


def describe(citation: Citation = BOOK, **pages: str) -> dict[str, str]:
    files = {PurePosixPath(f"en/{name}.html"): text.encode() for name, text in pages.items()}
    cards = {("en", each): Card(f"figures/{each}.png", each, 2, 1) for each in ("home", "own")}
    known = describe_pages(files, "en", Description(citation, PACKAGE, cards, {"en": "Plans"}))
    return {name.stem: content.decode() for name, content in known.items()}


def test_no_text_becomes_more_than_text() -> None:
    stated = Citation(**{**BOOK.__dict__, "address": "https://plans.example"})
    page = describe(stated, data=PAGE)["data"]
    assert page.count("<script") == page.count("</script>") == 1
    [data] = re.findall(r'<script type="application/ld\+json">(.*)</script>', page)
    assert json.loads(data)["name"] == ATTACK
    assert 'property="og:title" content="A &amp; B"' in page
    assert 'property="og:description" content="&#34;Why&#34; &lt;so&gt;"' in page


def test_a_site_without_an_address_has_no_cards() -> None:
    page = describe(data=PAGE)["data"]
    assert "og:" not in page
    assert 'name="citation_title" content="A &amp; B"' in page


def test_a_list_of_prints_is_not_cited_for_itself() -> None:
    pages = describe(**{"prints/a": PAGE, "indicators/b": PAGE})
    assert ["citation_" in pages[name] for name in "ab"] == [False, True]


def test_what_asks_not_to_be_found_is_left_as_it_is() -> None:
    assert describe(search=HIDDEN)["search"] == HIDDEN


def test_a_page_without_a_chart_has_the_card_of_the_book() -> None:
    stated = Citation(**{**BOOK.__dict__, "address": "https://plans.example"})
    pages = describe(
        stated,
        index=PAGE.format(FIGURE.format("home")),
        trade=PAGE.format(FIGURE.format("unknown") + FIGURE.format("own")),
        cite=PAGE,
    )
    cards = {name: re.findall(r'og:image" content="([^"]+)', page) for name, page in pages.items()}
    assert cards == {
        "index": ["https://plans.example/figures/home.png"],
        "trade": ["https://plans.example/figures/own.png"],
        "cite": ["https://plans.example/figures/home.png"],
    }
    assert first_chart(PAGE, {"own"}) == ""


def test_a_page_in_a_folder_leads_up_to_the_root() -> None:
    page = describe(data=PAGE)["data"]
    assert '<link rel="alternate" type="application/atom+xml" href="../feed.xml">' in page
    below = describe(**{"prints/data": PAGE})["data"]
    assert "feed.xml" not in below
    assert "application/ld+json" not in below


LOST = (
    '<html data-content_root="./"><a href="trade.html#x"><a href="#main"><a href="https://a.b/">'
    '<form action="search.html"><script src="_static/page.js?v=1">'
)


def test_the_page_of_the_lost_leads_on_from_the_host_s_root() -> None:
    led = lead_from_anywhere(LOST.encode(), "en", "https://plans.example/a/b").decode()
    assert led == (
        '<html data-content_root="/a/b/en/"><a href="/a/b/en/trade.html#x"><a href="#main">'
        '<a href="https://a.b/"><form action="/a/b/en/search.html">'
        '<script src="/a/b/en/_static/page.js?v=1">'
    )
    at_a_host = lead_from_anywhere(LOST.encode(), "en", "https://plans.example").decode()
    assert 'href="/en/trade.html#x"' in at_a_host
    assert 'href="en/trade.html#x"' in lead_from_anywhere(LOST.encode(), "en", "").decode()
