"""The pages on paper, printed by a reader who reads in the dark: from the PDF itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page

from built_site import CHAPTERS, PAGES
from in_page import DIM_TEXTS_OF_CHARTS, measure
from paper import Sheet, read_sheets

PRINTED = [name for name in PAGES if not name.endswith("search.html")]
ON_PAGES = pytest.mark.parametrize("name", PRINTED)
MILLIMETRE = 72 / 25.4
MARGINS = {"top": 18 * MILLIMETRE, "foot": 20 * MILLIMETRE}
NOT_FOR_PAPER = (
    ".site-header, .contents, .skip-link, .neighbours, .site-footer, .figure-links, "
    ".chapter-tools, .headerlink, button, details:not([open])"
)
FAINT = """
return [...document.querySelectorAll("body *")].filter((element) => {
  const isText = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  if (!isText || !shows(element) || element.closest("svg, .unseen")) return false;
  const [ink, ground] = [getComputedStyle(element).color, groundOf(element)];
  return light(ground) < 0.8 || contrast(ink, ground) < 4.5;
}).map((element) => element.outerHTML.slice(0, 120));
"""
# The first cells say which table they are of, and whether they head it.
MARK_TABLES = """
document.querySelectorAll("table").forEach((table, place) => {
  table.querySelector("thead th").textContent = `Hq${place}q`;
  for (const row of table.tBodies[0].rows) row.cells[0].textContent = `Rq${place}q`;
});
"""


class Press:
    """Shows the pages of the site as they are printed, and prints each once."""

    def __init__(self, page: Page, home: str) -> None:
        self.page, self.home = page, home
        self._sheets: dict[str, list[Sheet]] = {}

    def show(self, name: str) -> Page:
        address = f"{self.home}/{name}"
        if self.page.url != address:
            self.page.goto(address)
            self.page.evaluate("document.fonts.ready")
        return self.page

    def print(self, name: str) -> list[Sheet]:
        if name not in self._sheets:
            self._sheets[name] = read_sheets(self.show(name).pdf(format="A4"), **MARGINS)
        return self._sheets[name]


@pytest.fixture(scope="module")
def press(browser: Browser, served: str) -> Iterator[Press]:
    with browser.new_context(color_scheme="dark") as context:
        page = context.new_page()
        page.goto(f"{served}/{PRINTED[0]}")
        page.evaluate("localStorage.setItem('theme', 'dark')")
        page.goto("about:blank")
        page.emulate_media(media="print", color_scheme="dark")
        yield Press(page, served)


@ON_PAGES
def test_ink_is_dark_on_white(name: str, press: Press) -> None:
    page = press.show(name)
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert measure(page, "return groundOf(document.body)") == "rgb(255, 255, 255)"
    assert measure(page, FAINT) == []
    assert measure(page, DIM_TEXTS_OF_CHARTS) == []


@ON_PAGES
def test_nothing_is_printed_that_paper_cannot_use(name: str, press: Press) -> None:
    page = press.show(name)
    assert page.locator(NOT_FOR_PAPER).count() > 0
    assert page.locator(NOT_FOR_PAPER).locator("visible=true").count() == 0
    words = "".join(sheet.text for sheet in press.print(name))
    assert re.findall("Skip to the text|Search the book|Download this chapter", words) == []


@ON_PAGES
def test_margins_say_what_page_it_is_and_when(name: str, press: Press) -> None:
    sheets = press.print(name)
    for place, sheet in enumerate(sheets, start=1):
        words = sheet.text.replace("\n", " ")
        assert f"Bay Area Plans in Numbers · {press.home}/{name}" in words
        assert re.search(rf"{date.today()}\s+{place} / {len(sheets)}", words)


@ON_PAGES
def test_no_page_is_half_empty(name: str, press: Press) -> None:
    reached = [round(sheet.reach, 2) for sheet in press.print(name)]
    assert [reach for reach in reached[:-1] if reach < 0.5] == []


def squeeze(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", CHAPTERS)
def test_the_finding_of_a_chart_stands_under_its_title(name: str, press: Press) -> None:
    sheets = [squeeze(sheet.text) for sheet in press.print(name)]
    parts = """
    return [...document.querySelectorAll("figure.figure figcaption")].map((caption) =>
      [".figure-title", ".figure-finding"].map((part) => caption.querySelector(part)?.textContent)
    ).filter(([title, finding]) => title && finding);
    """
    captions = [tuple(map(squeeze, each)) for each in measure(press.show(name), parts)]
    assert len(captions) >= 5
    apart = [
        title
        for title, finding in captions
        if not any(title in sheet and finding in sheet for sheet in sheets)
    ]
    assert apart == []


def test_the_figures_of_a_place_are_printed_though_its_page_folds_them(press: Press) -> None:
    name = "en/places/shenzhen.html"
    page = press.show(name)
    folded = page.locator("details:not([open]) > .promises > li > a:first-child")
    names = {squeeze(text) for text in folded.all_text_contents()}
    printed = squeeze("".join(sheet.text for sheet in press.print(name)))
    assert len(names) >= 5
    assert {each for each in names if each not in printed} == set()


@pytest.mark.parametrize("name", [*CHAPTERS, "en/index.html"])
def test_marks_are_printed_in_their_colours(name: str, press: Press) -> None:
    drawn = measure(
        press.show(name),
        """
        const drawings = document.querySelectorAll(".figure-chart svg, .plan-bar");
        return [...drawings].filter(shows).flatMap(shapesOf)
          .map((shape) => parts(getComputedStyle(shape).fill).slice(0, 3));
        """,
    )
    printed = sum((sheet.filled for sheet in press.print(name)), Counter[tuple[int, ...]]())
    assert len(drawn) >= 5
    assert Counter(map(tuple, drawn)) - printed == Counter()


def test_heads_of_tables_stand_on_every_page(press: Press) -> None:
    page = press.show("en/data.html")
    page.evaluate(MARK_TABLES)
    sheets = read_sheets(page.pdf(format="A4"), **MARGINS)
    page.goto("about:blank")
    rows = [set(re.findall(r"Rq(\d+)q", sheet.text)) for sheet in sheets]
    heads = [set(re.findall(r"Hq(\d+)q", sheet.text)) for sheet in sheets]
    assert sum(map(len, rows)) > len(set().union(*rows)), "no table goes on over a page"
    assert [row - head for row, head in zip(rows, heads, strict=True) if row - head] == []
