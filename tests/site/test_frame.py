"""What stands around the text: contents, skip link, colours; and a page without its script."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from built_site import CHAPTERS, PAGES, Visit

Open = Callable[..., Visit]
Kept = Callable[..., Page]
ACTIVE = "document.activeElement"


@pytest.mark.parametrize("width", [375, 1023])
def test_contents_open_and_close(address: str, width: int, visit: Open) -> None:
    page = visit(f"{address}/en/trade.html", width=width).page
    button = page.get_by_role("button", name="Contents")
    contents = page.locator("#contents")
    expect(contents).to_be_hidden()

    button.focus()
    page.keyboard.press("Enter")
    expect(contents).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate(f"{ACTIVE}.closest('#contents') !== null")
    page.keyboard.press("Escape")
    expect(contents).to_be_hidden()
    expect(button).to_be_focused()

    button.click()
    page.mouse.click(5, 450)
    expect(contents).to_be_hidden()

    button.click()
    contents.locator(".sections a").last.click()
    expect(contents).to_be_hidden()
    expect(page.locator(page.url.partition("html")[2])).to_be_in_viewport()

    button.click()
    contents.locator("a[href='finance.html']").click()
    page.wait_for_url(re.compile(r"/finance\.html"))
    expect(page.locator("#contents")).to_be_hidden()


@pytest.mark.parametrize("name", ["en/services.html", "en/consumption.html"])
def test_a_chapter_begins_in_fonts_of_the_book(address: str, name: str, visit: Open) -> None:
    """A font of the system costs a search among all of them; Chinese ones are large, too."""
    page = visit(f"{address}/{name}", width=1280).page
    page.evaluate("document.fonts.ready")
    session = page.context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        session.send(f"{domain}.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    shown = "header *, nav *, h1, h1 ~ p, h1 ~ ul *, figure:first-of-type *"
    found = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": shown})
    fonts: Counter[str] = Counter()
    for node in found["nodeIds"]:
        for font in session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]:
            fonts["own" if font["isCustomFont"] else font["familyName"]] += font["glyphCount"]
    assert fonts["own"] > 500
    assert set(fonts) == {"own"}


def test_contents_stand_beside_the_text(address: str, visit: Open) -> None:
    page = visit(f"{address}/en/trade.html", width=1024).page
    contents, text = page.locator("#contents"), page.locator("article")
    expect(contents).to_be_visible()
    expect(page.locator(".menu-button")).to_be_hidden()
    beside, main = contents.bounding_box(), text.bounding_box()
    assert beside is not None
    assert main is not None
    assert beside["x"] + beside["width"] <= main["x"]
    page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
    expect(contents.locator("a").first).to_be_in_viewport()
    contents.locator(".sections a").nth(1).click()
    expect(page.locator(page.url.partition("html")[2])).to_be_in_viewport()


def test_contents_name_every_page_and_mark_the_one_that_is_read(site: Path) -> None:
    own = {Path(name).name for name in PAGES} - {"search.html"}
    marked, missing = {}, {}
    for name in sorted(own):
        text = (site / "en" / name).read_text("utf-8")
        contents = text[text.index('<nav class="contents"') : text.index("</nav>")]
        marked[name] = len(re.findall('<a href="#" aria-current="page">', contents))
        missing[name] = own - {name} - set(re.findall('href="([^"#]+)', text))
    assert missing == {key: set() for key in own}
    # The landing page is not among the contents; the brand leads to it.
    assert marked == {name: int(name != "index.html") for name in own}


def test_keyboard_skips_to_the_text(kept: Kept) -> None:
    page = kept("en/trade.html")
    page.keyboard.press("Tab")
    skip = page.locator(".skip-link")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate(f"{ACTIVE}.closest('main') !== null")


PAPER = "getComputedStyle(document.documentElement).backgroundColor"
LIGHT, DARK = "rgb(251, 250, 246)", "rgb(17, 25, 30)"


def test_colours_are_switched_and_remembered(address: str, visit: Open) -> None:
    page = visit(f"{address}/en/trade.html").page
    switch = page.get_by_role("button", name="Colours")
    for said, paper in (("auto", LIGHT), ("light", LIGHT), ("dark", DARK), ("auto", LIGHT)):
        expect(switch).to_have_accessible_name(f"Colours: {said}")
        assert page.evaluate(PAPER) == paper
        switch.focus()
        page.keyboard.press("Enter")
        expect(switch).to_be_focused()
    page.emulate_media(color_scheme="dark")
    expect(switch).to_have_accessible_name("Colours: light")
    assert page.evaluate(PAPER) == LIGHT
    page.goto(f"{address}/en/finance.html")
    assert page.evaluate(PAPER) == LIGHT
    expect(switch).to_have_accessible_name("Colours: light")


def test_colours_follow_the_reader_until_they_are_chosen(kept: Kept) -> None:
    found = [kept("en/index.html", color_scheme=each).evaluate(PAPER) for each in ("light", "dark")]
    assert found == [LIGHT, DARK]


@pytest.mark.parametrize("width", [375, 1280])
def test_page_without_its_script_is_complete(address: str, width: int, visit: Open) -> None:
    page = visit(f"{address}/{CHAPTERS[0]}", width=width, java_script_enabled=False).page
    figures = page.locator("figure.figure")
    for figure in figures.all():
        expect(figure.locator(".figure-chart:visible svg")).to_have_count(1)
    for drawer, part in (("data", "table"), ("cite", ".citation-plan"), ("made", "pre")):
        chosen = figures.first.locator(f".figure-{drawer}")
        chosen.locator("summary").click()
        expect(chosen.locator(part)).to_be_visible()
    expect(page.locator("button.copy:visible, .theme-switch:visible")).to_have_count(0)
    if width == 375:
        page.locator(".menu-button").click()
    page.locator("#contents a[href='finance.html']").click()
    page.wait_for_url(re.compile(r"/finance\.html"))
