"""Every page for every reader: axe-core, the keyboard, targets, languages, colours, motion."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Page

from built_site import CHAPTERS, EMBEDS, LOST, PAGES, SAMPLES, Visit
from in_page import DIM_TEXTS_OF_CHARTS, measure, open_drawers

Kept = Callable[..., Page]
Open = Callable[..., Visit]
FOUND = "en/search.html?q=baseline"
ON_PAGES = pytest.mark.parametrize("name", [*PAGES, *SAMPLES, FOUND, LOST, EMBEDS[0]])
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
NAMED = """
const named = ({ violations }) => violations.flatMap(({ id, nodes }) =>
  nodes.map((node) => `${given} ${id}: ${node.html.slice(0, 120)}`));
"""
# What is set alike on a like ground is judged once: of a thousand cells axe would take seconds.
# It sees neither through the shades of a region that scrolls, nor into drawings: of those
# `test_figures` measures every text.
COLOURS = f"""
const kinds = new Map();
for (const element of document.querySelectorAll("body *")) {{
  const isText = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  if (!isText || !shows(element) || element.closest(".figure-chart")) continue;
  const style = getComputedStyle(element);
  const kind = [element.tagName, style.color, style.fontSize, style.fontWeight];
  for (let each = element; each; each = each.parentElement) {{
    kind.push(getComputedStyle(each).backgroundColor, getComputedStyle(each).position);
  }}
  kinds.set(String(kind), element);
}}
document.querySelectorAll(".scroll-region").forEach((each) => (each.style.background = "none"));
{NAMED}
return axe.run({{ include: [...kinds.values()] }}, {{ runOnly: {COLOUR_RULES} }}).then(named);
"""
# All other rules, with those that axe leaves out unless it is asked for them.
REST = f"""
{NAMED}
const off = Object.fromEntries({COLOUR_RULES}.map((rule) => [rule, {{ enabled: false }}]));
const rules = {{ ...off, "target-size": {{ enabled: true }} }};
return axe.run({{ exclude: [".figure-chart > svg"] }}, {{ rules }}).then(named);
"""


LAID_OUT = """
document.querySelectorAll("section").forEach((each) => (each.style.contentVisibility = "visible"))
"""


def show_all(page: Page) -> Page:
    """Open the drawers of a page, and lay out all of it; of a search, wait for what it finds."""
    if "?q=" in page.url:
        page.wait_for_selector("html[data-search=ready]")
    open_drawers(page)
    # Sections far off have the room that was guessed for them, and what is in them reaches beyond.
    page.evaluate(LAID_OUT)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return page


@ON_PAGES
def test_axe_finds_nothing(name: str, kept: Kept) -> None:
    found = []
    for width in (1280, 375):
        for scheme in ("light", "dark"):
            page = show_all(kept(name, width=width, color_scheme=scheme))
            found += measure(page, COLOURS, f"{width} {scheme}")
        found += measure(page, REST, str(width))
    assert found == []


def test_axe_finds_nothing_in_the_open_contents(kept: Kept) -> None:
    page = show_all(kept("en/trade.html", width=375))
    page.locator(".menu-button").click()
    found = measure(page, COLOURS, "open") + measure(page, REST, "open")
    page.keyboard.press("Escape")
    assert found == []


def test_axe_finds_nothing_in_the_list_below_the_search(kept: Kept) -> None:
    found = []
    for query in ("qianhai", "龘靐齉"):
        page = kept("en/trade.html")
        page.locator(".search-field input").fill(query)
        page.wait_for_selector("html[data-search=ready]")
        page.keyboard.press("ArrowDown")
        show_all(page)
        for scheme in ("light", "dark"):
            kept("en/trade.html", color_scheme=scheme)
            found += measure(page, COLOURS, f"{query} {scheme}")
        found += measure(page, REST, query)
        page.keyboard.press("Escape")
    page.locator(".search-field input").fill("")
    assert found == []


def test_axe_finds_nothing_at_the_entrance(site: Path, served: str, visit: Open) -> None:
    seen = visit("about:blank")
    still = (site / "index.html").read_text("utf-8").replace("refresh", "x-refresh")
    seen.page.route("**/index.html", lambda route: route.fulfill(body=still))
    seen.page.goto(f"{served}/index.html")
    page = show_all(seen.page)
    assert measure(page, COLOURS, "entrance") + measure(page, REST, "entrance") == []


CONTROLS = """
const controls = [...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")]
  .filter((each) => each.getClientRects().length && !each.closest("[hidden]"));
"""


UNSEEN = (
    CONTROLS
    + """
document.activeElement.blur();
const looks = (each) => {
  const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(each);
  return [outlineStyle, outlineWidth, outlineColor, boxShadow];
};
return controls.filter((control) => {
  const before = looks(control);
  control.focus({ preventScroll: true });
  const [style, width, colour] = looks(control);
  return String(before) === String(looks(control)) || style === "none"
    || parseFloat(width) < 2 || getComputedStyle(control).opacity !== "1"
    || contrast(colour, groundOf(control.parentElement)) < 3;
}).map((control) => control.outerHTML.slice(0, 120));
"""
)


@ON_PAGES
def test_every_control_shows_that_it_has_the_focus(name: str, kept: Kept) -> None:
    unseen = {}
    for width in (1280, 375):
        page = show_all(kept(name, width=width))
        # From now on the browser takes the reader for one with a keyboard.
        page.keyboard.press("Tab")
        unseen[width] = measure(page, UNSEEN)
    assert unseen == {1280: [], 375: []}


SMALL = (
    CONTROLS
    + """
const isInSentence = (control) => {
  if (getComputedStyle(control).display !== "inline") return false;
  let block = control.parentElement;
  while (getComputedStyle(block).display === "inline") block = block.parentElement;
  return block.textContent.trim().length > control.textContent.trim().length;
};
return controls.filter((control) => {
  const { width, height } = control.getBoundingClientRect();
  return (width < 24 || height < 24) && !isInSentence(control);
}).map((control) => {
  const { width, height } = control.getBoundingClientRect();
  return `${Math.round(width)} x ${height}: ${control.outerHTML.slice(0, 100)}`;
});
"""
)


@ON_PAGES
def test_targets_are_large_enough(name: str, kept: Kept) -> None:
    small = {width: measure(show_all(kept(name, width=width)), SMALL) for width in (1280, 375)}
    assert small == {1280: [], 375: []}


@ON_PAGES
def test_chinese_is_marked_as_such(name: str, kept: Kept) -> None:
    unmarked = measure(
        show_all(kept(name)),
        """
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const found = [];
        while (walker.nextNode()) {
          const parent = walker.currentNode.parentElement;
          const isChinese = /[\\u3400-\\u9fff\\uf900-\\ufaff]/.test(walker.currentNode.data);
          const isSaid = !parent.closest("code, pre, script, style");
          const lang = parent.closest("[lang]").getAttribute("lang");
          if (isChinese && isSaid && !lang.startsWith("zh"))
            found.push(parent.outerHTML.slice(0, 150));
        }
        return found;
        """,
    )
    assert unmarked == []


@ON_PAGES
def test_nothing_leans_or_moves(name: str, kept: Kept) -> None:
    found = measure(
        show_all(kept(name, reduced_motion="reduce")),
        """
        const moves = (style) => /[1-9]/.test(style.transitionDuration + style.animationDuration)
          || style.scrollBehavior !== "auto";
        return [...document.querySelectorAll("*")].filter((each) =>
          getComputedStyle(each).fontStyle !== "normal"
          || ["", "::before", "::after"].some((part) => moves(getComputedStyle(each, part)))
        ).map((each) => each.outerHTML.slice(0, 120));
        """,
    )
    assert found == []


@pytest.mark.parametrize("name", CHAPTERS)
def test_texts_of_charts_stand_out_in_forced_colours(name: str, kept: Kept) -> None:
    dim = {
        scheme: measure(
            kept(name, forced_colors="active", color_scheme=scheme), DIM_TEXTS_OF_CHARTS
        )
        for scheme in ("light", "dark")
    }
    assert dim == {"light": [], "dark": []}
