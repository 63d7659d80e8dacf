"""Small screens and large letters: nothing beyond the edge, tables that can be read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from built_site import CHAPTERS, EMBEDS, PAGES, SAMPLES
from in_page import measure, open_drawers

Kept = Callable[..., Page]
ON_PAGES = pytest.mark.parametrize("name", [*PAGES, *SAMPLES, EMBEDS[0]])
BEYOND = """
return [...document.querySelectorAll("body *")].filter((element) => {
  const box = element.getBoundingClientRect();
  return box.width > 1 && (box.right > innerWidth + 1 || box.left < -1) && shows(element)
    && !element.closest(".scroll-region, pre, svg, .unseen, .skip-link");
}).map((element) => element.outerHTML.slice(0, 120));
"""


@ON_PAGES
def test_nothing_stands_beyond_the_edge(name: str, kept: Kept) -> None:
    beyond = {}
    for width, letters in ((320, "100%"), (375, "100%"), (640, "200%")):
        page = kept(name, width=width)
        open_drawers(page)
        page.evaluate("(size) => (document.documentElement.style.fontSize = size)", letters)
        page.evaluate("scrollTo(1000, 0)")
        room = page.evaluate("[scrollX, document.documentElement.scrollWidth - innerWidth]")
        beyond[width] = room, measure(page, BEYOND)
        page.evaluate("document.documentElement.style.fontSize = ''")
    assert beyond == dict.fromkeys(beyond, ([0, 0], []))


@pytest.mark.parametrize("name", CHAPTERS)
def test_rows_are_cards_on_a_small_screen(name: str, kept: Kept) -> None:
    page = kept(name, width=375)
    open_drawers(page)
    cells = page.locator(".figure-data table:not(:has(th:nth-child(6))) td:not([data-empty])")
    assert cells.count() > 0
    hidden = cells.evaluate_all(
        """(cells) => cells.filter((cell) => {
          const box = cell.getBoundingClientRect();
          const name = getComputedStyle(cell, "::before").content.replaceAll('"', "");
          const heads = cell.closest("table").querySelectorAll("thead th");
          return !name || name !== heads[cell.cellIndex].textContent
            || box.left < 0 || box.right > innerWidth;
        }).map((cell) => cell.outerHTML)"""
    )
    assert hidden == []


@pytest.mark.parametrize("name", PAGES)
def test_columns_stay_readable_on_a_small_screen(name: str, kept: Kept) -> None:
    page = kept(name, width=375)
    open_drawers(page)
    narrow = measure(
        page,
        """
        return [...document.querySelectorAll("td, tbody th")]
          // A table that is shown as it is printed has the columns that it has.
          .filter((cell) => shows(cell) && !cell.matches(".facsimile :not(.read)"))
          .filter((cell) => cell.getBoundingClientRect().width < 80)
          .map((cell) => cell.outerHTML.slice(0, 120));
        """,
    )
    assert narrow == []


@pytest.mark.parametrize("name", CHAPTERS)
def test_tables_are_reached_by_keyboard_and_named(name: str, kept: Kept) -> None:
    page = kept(name, width=640)
    figure = page.locator("figure.figure").first
    figure.locator(".figure-data").evaluate("(drawer) => (drawer.open = false)")
    figure.locator(".figure-data > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.figure-data .scroll-region')")
    name_of = "document.activeElement.getAttribute('aria-label')"
    assert figure.locator(".figure-title").inner_text() in page.evaluate(name_of)
