"""The search: found in both languages, from a server and from the disk, and by every way in."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from built_site import Visit

Open = Callable[..., Visit]
Walk = Callable[[str], Visit]


def find(page: Page) -> set[str]:
    """Give the pages that a search found, once it has shown them all."""
    summary = page.locator("#search-results .search-summary")
    expect(summary).to_have_text(re.compile("finished|found|match|did not", re.IGNORECASE))
    said = re.search(r"found (\d+|one) page", summary.inner_text())
    items = page.locator("#search-results li")
    if said:
        expect(items).to_have_count(int(said[1].replace("one", "1")))
    links = items.locator("a").evaluate_all("links => links.map((link) => link.pathname)")
    return {link.rpartition("/")[2] for link in links}


@pytest.mark.parametrize(
    ("query", "pages"),
    [
        ("社会消费品零售总额", {"how-to-read.html", "consumption.html"}),
        ("零售", {"how-to-read.html"}),
        ("消费品零售", {"how-to-read.html"}),
        ("约束性 预期性", {"how-to-read.html"}),
        ("baseline", {"how-to-read.html"}),
        ("binding targets", {"how-to-read.html"}),
        ("龘靐齉", set()),
    ],
)
def test_search_finds(address: str, query: str, pages: set[str], walk: Walk) -> None:
    seen = walk(f"{address}/en/search.html?q={quote(query)}")
    found = find(seen.page)
    assert pages <= found
    assert bool(pages) == bool(found)
    assert seen.faults == []


def test_search_shows_where_the_words_stand(served: str, walk: Walk) -> None:
    page = walk(f"{served}/en/search.html?q=社会消费品零售总额").page
    excerpt = page.locator("#search-results li:has(a[href*='consumption.html']) .context")
    excerpt.wait_for()
    assert "零售" in excerpt.inner_text()
    assert len(excerpt.inner_text()) > 40


def test_search_field_leads_to_results(address: str, visit: Open) -> None:
    page = visit(f"{address}/en/trade.html").page
    page.keyboard.press("/")
    field = page.get_by_role("searchbox", name="Search the book")
    expect(field).to_be_focused()
    page.keyboard.type("base/line")
    expect(field).to_have_value("base/line")
    field.fill("baseline")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search\.html\?q=baseline"))
    assert "how-to-read.html" in find(page)
    expect(page.locator(".search-form input")).to_have_value("baseline")


@pytest.mark.parametrize("way", ["link", "key"])
def test_small_screen_leads_to_the_search(served: str, way: str, visit: Open) -> None:
    page = visit(f"{served}/en/trade.html", width=375).page
    if way == "link":
        page.locator("header").get_by_role("link", name="Search").click()
    else:
        page.keyboard.press("Control+k")
    page.wait_for_url(re.compile(r"/search\.html"))
    page.locator(".search-form input").fill("baseline")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"q=baseline"))
    assert "how-to-read.html" in find(page)
