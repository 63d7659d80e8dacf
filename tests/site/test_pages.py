"""What a reader meets: pages without faults, charts with and without scripts, small screens."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from built_site import Visit, names_of_chapters, names_of_pages

Open = Callable[..., Visit]
PAGES = pytest.mark.parametrize("name", names_of_pages())
CHAPTERS = pytest.mark.parametrize("name", names_of_chapters())
LIVE = ".figure-chart[data-state='live']"
# Only these attributes make a browser ask for something by itself.
LOADS = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}


class Links(HTMLParser):
    """Collect what a page loads by itself, what it links to, and the ids it has."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if values.get("id"):
            self.ids.add(str(values["id"]))
        if tag in LOADS and values.get(LOADS[tag]):
            self.loads.append(str(values[LOADS[tag]]))
        if tag == "a" and values.get("href"):
            self.links.append(str(values["href"]))


def read_links(page: Path) -> Links:
    links = Links()
    links.feed(page.read_text("utf-8"))
    return links


def scroll_through(page: Page) -> None:
    page.evaluate(
        """async () => {
          for (let y = 0; y < document.body.scrollHeight; y += 500) {
            scrollTo(0, y); await new Promise((done) => setTimeout(done, 40));
          }
        }"""
    )


@PAGES
def test_page_loads_without_a_fault(address: str, name: str, visit: Open) -> None:
    seen = visit(f"{address}/en/{name}")
    scroll_through(seen.page)
    seen.page.wait_for_timeout(300)
    assert seen.faults == []


@PAGES
def test_page_names_no_outside_address_to_load(site: Path, name: str) -> None:
    assert [load for load in read_links(site / "en" / name).loads if "//" in load] == []


@PAGES
def test_every_link_leads_somewhere(site: Path, name: str) -> None:
    page = site / "en" / name
    own = read_links(page)
    dead = []
    for link in own.links:
        parts = urlsplit(link)
        if parts.scheme in ("http", "https", "mailto"):
            continue
        target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
        if not target.is_file() or not target.is_relative_to(site):
            dead.append(link)
        elif parts.fragment and target.suffix == ".html":
            ids = own.ids if target == page else read_links(target).ids
            if unquote(parts.fragment) not in ids:
                dead.append(link)
    assert dead == []


@PAGES
def test_page_is_not_wider_than_a_small_screen(served: str, name: str, visit: Open) -> None:
    seen = visit(f"{served}/en/{name}", width=375)
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 375
    beyond = seen.page.evaluate(
        """() => [...document.querySelectorAll('.bd-article *')].filter((element) => {
          const box = element.getBoundingClientRect();
          return box.width && box.right > innerWidth + 1
            && !element.closest('.scroll-region, .pst-scrollable-table-container, pre, svg');
        }).map((element) => element.outerHTML.slice(0, 120))"""
    )
    assert beyond == []


def visible(page: Page, selector: str) -> Locator:
    (found,) = [each for each in page.locator(selector).all() if each.is_visible()]
    return found


@pytest.mark.parametrize(
    ("side", "link"), [("primary", "a[href='finance.html']"), ("secondary", "a[href^='#']")]
)
@pytest.mark.parametrize("width", [375, 800])
def test_menu_opens_and_closes(address: str, width: int, side: str, link: str, visit: Open) -> None:
    page = visit(f"{address}/en/trade.html", width=width).page
    menu = page.locator(f"#pst-{side}-sidebar-modal")
    toggle = visible(page, f"button.{side}-toggle")
    for close in (
        lambda: page.keyboard.press("Escape"),
        lambda: page.mouse.click(width - 5 if side == "primary" else 5, 450),
    ):
        toggle.click()
        expect(menu.locator(link).first).to_be_visible()
        close()
        expect(menu).to_be_hidden()
    toggle.click()
    chosen = menu.locator(link).last
    target = str(chosen.get_attribute("href"))
    chosen.click()
    page.wait_for_url(re.compile(re.escape(target)))
    expect(menu).to_be_hidden()
    if side == "secondary":
        expect(page.locator(target)).to_be_in_viewport()


def test_menu_folds_away_beside_the_text(address: str, visit: Open) -> None:
    page = visit(f"{address}/en/trade.html", width=1280).page
    menu = page.locator("#pst-primary-sidebar")
    contents = page.locator("#pst-secondary-sidebar")
    toggle = visible(page, "button.primary-toggle")
    expect(menu).to_be_visible()
    expect(contents).to_be_visible()
    toggle.click()
    expect(menu).to_be_hidden()
    toggle.click()
    expect(menu).to_be_visible()
    menu.locator("a[href='finance.html']").click()
    page.wait_for_url(re.compile(r"finance\.html"))


@CHAPTERS
def test_one_switch_shows_and_hides_all_code(address: str, name: str, visit: Open) -> None:
    page = visit(f"{address}/en/{name}").page
    pieces = page.locator("details.hide")
    opened = page.locator("details.hide[open]")
    assert pieces.count() > 0
    page.get_by_role("button", name="Show all code").click()
    expect(opened).to_have_count(pieces.count())
    pieces.first.locator("summary").click()
    page.get_by_role("button", name="Show all code").click()
    page.get_by_role("button", name="Hide all code").click()
    expect(opened).to_have_count(0)


@CHAPTERS
def test_code_opens_without_scripts(served: str, name: str, visit: Open) -> None:
    page = visit(f"{served}/en/{name}", java_script_enabled=False).page
    assert page.get_by_role("button", name="code").count() == 0
    piece = page.locator("details.hide").first
    piece.locator("summary").click()
    expect(piece.locator("pre")).to_be_visible()


@CHAPTERS
def test_rows_are_cards_on_a_small_screen(served: str, name: str, visit: Open) -> None:
    page = visit(f"{served}/en/{name}", width=375).page
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    hidden = page.evaluate(
        """() => [...document.querySelectorAll('.compendium-table td')].filter((cell) => {
          const box = cell.getBoundingClientRect();
          const name = getComputedStyle(cell, '::before').content.replaceAll('"', '');
          const heads = cell.closest('table').querySelectorAll('thead th');
          return !name || name !== heads[cell.cellIndex].textContent
            || box.left < 0 || box.right > innerWidth;
        }).map((cell) => cell.outerHTML)"""
    )
    assert page.locator(".compendium-table td").count() > 0
    assert hidden == []


def test_codebook_keeps_its_columns_readable(served: str, visit: Open) -> None:
    page = visit(f"{served}/en/data.html", width=375).page
    narrow = page.evaluate(
        """() => [...document.querySelectorAll('table.table td')].filter(
          (cell) => cell.getBoundingClientRect().width < 80).length"""
    )
    assert page.locator("table.table td").count() > 0
    assert narrow == 0


@CHAPTERS
@pytest.mark.parametrize("width", [1280, 375])
def test_charts_are_there_without_scripts(address: str, name: str, width: int, visit: Open) -> None:
    page = visit(f"{address}/en/{name}", width=width, java_script_enabled=False).page
    figures = page.locator("figure.compendium-figure")
    assert figures.count() > 0
    for figure in figures.all():
        shown = [chart for chart in figure.locator(".figure-chart").all() if chart.is_visible()]
        assert len(shown) == 1
        assert shown[0].get_attribute("data-chart") == ("wide" if width == 1280 else "narrow")
        box = shown[0].locator("svg").bounding_box()
        assert box is not None
        assert box["width"] > 250
        assert box["height"] > 40


@CHAPTERS
@pytest.mark.parametrize("width", [1280, 375])
def test_live_chart_takes_the_place_of_the_still_one(
    address: str, name: str, width: int, visit: Open
) -> None:
    page = visit(f"{address}/en/{name}", width=width).page
    figures = page.locator("figure.compendium-figure")
    for place in range(figures.count()):
        figure = figures.nth(place)
        before = figure.bounding_box()
        figure.scroll_into_view_if_needed()
        figure.locator(LIVE).wait_for(state="visible")
        after = figure.bounding_box()
        assert before is not None
        assert after is not None
        assert abs(before["height"] - after["height"]) < 0.5
        assert abs(before["width"] - after["width"]) < 0.5
        live = figure.locator(f"{LIVE} .figure-live svg").bounding_box()
        assert live is not None
        assert live["width"] > 250
        assert not figure.locator(f"{LIVE} > svg").is_visible()


@CHAPTERS
def test_live_chart_has_the_colours_and_texts_of_the_still_one(
    served: str, name: str, visit: Open
) -> None:
    page = visit(f"{served}/en/{name}").page
    scroll_through(page)
    figure = page.locator("figure.compendium-figure").first
    figure.locator(LIVE).wait_for()
    drawn = page.evaluate(
        """() => {
          const chart = document.querySelector(".figure-chart[data-state='live']");
          const facts = (svg) => [
            [...svg.querySelectorAll('text')].map((text) => text.textContent).sort(),
            [...new Set([...svg.querySelectorAll('[fill], [stroke]')].flatMap(
              (each) => [each.getAttribute('fill'), each.getAttribute('stroke')]))]
              .filter((each) => (each || '').startsWith('#')).sort(),
          ];
          return [facts(chart.querySelector('.figure-still')),
                  facts(chart.querySelector('.figure-live svg'))];
        }"""
    )
    assert drawn[0] == drawn[1]


def test_runtime_is_asked_for_only_by_pages_with_charts(served: str, visit: Open) -> None:
    plain = visit(f"{served}/en/index.html")
    chapter = visit(f"{served}/en/{names_of_chapters()[0]}")
    chapter.page.locator("figure.compendium-figure").first.scroll_into_view_if_needed()
    chapter.page.locator(LIVE).first.wait_for()
    assert not [url for url in plain.requests if "vega" in url]
    assert len([url for url in chapter.requests if "vega" in url]) == 1


def test_still_chart_stays_when_the_runtime_is_missing(served: str, visit: Open) -> None:
    seen = visit("about:blank")
    seen.page.route("**/vega-runtime.js", lambda route: route.abort())
    seen.page.goto(f"{served}/en/{names_of_chapters()[0]}")
    figure = seen.page.locator("figure.compendium-figure").first
    figure.scroll_into_view_if_needed()
    figure.locator("[data-state='static']").wait_for()
    assert figure.locator(".figure-wide > svg").is_visible()


@pytest.mark.parametrize("width", [1280, 375])
def test_tooltip_shows_the_value(served: str, width: int, visit: Open) -> None:
    page = visit(f"{served}/en/{names_of_chapters()[0]}", width=width).page
    figure = page.locator("figure.compendium-figure").first
    figure.scroll_into_view_if_needed()
    figure.locator(LIVE).wait_for()
    mark = figure.locator(f"{LIVE} .figure-live svg .mark-rect.role-mark path").first
    mark.hover()
    tooltip = page.locator("#vg-tooltip-element.visible")
    tooltip.wait_for()
    assert tooltip.locator("td.value").count() >= 1
    # A heading in it is no heading of the page.
    sizes = tooltip.locator("h2, td.value").evaluate_all(
        "texts => texts.map((text) => parseFloat(getComputedStyle(text).fontSize))"
    )
    assert len(sizes) >= 2
    assert set(sizes) == {13}
    box = tooltip.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


def test_other_drawing_comes_alive_when_the_screen_changes(served: str, visit: Open) -> None:
    page = visit(f"{served}/en/{names_of_chapters()[0]}").page
    figure = page.locator("figure.compendium-figure").first
    figure.scroll_into_view_if_needed()
    figure.locator(f".figure-wide{LIVE}").wait_for()
    page.set_viewport_size({"width": 375, "height": 900})
    figure.scroll_into_view_if_needed()
    figure.locator(f".figure-narrow{LIVE}").wait_for(state="visible")
    assert not figure.locator(".figure-wide").is_visible()


@CHAPTERS
@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("live", [False, True], ids=["still", "live"])
def test_no_text_of_a_chart_is_cut(
    served: str, name: str, width: int, live: bool, visit: Open
) -> None:
    page = visit(f"{served}/en/{name}", width=width, java_script_enabled=True).page
    if live:
        for figure in page.locator("figure.compendium-figure").all():
            figure.scroll_into_view_if_needed()
            figure.locator(LIVE).wait_for(state="visible")
    page.evaluate("document.fonts.ready")
    cut = page.evaluate(
        """() => [...document.querySelectorAll('.figure-chart svg')].flatMap((svg) => {
          const frame = svg.getBoundingClientRect();
          if (!frame.width) return [];
          return [...svg.querySelectorAll('text')].filter((text) => {
            const box = text.getBoundingClientRect();
            return text.textContent.trim() && box.width &&
              (box.left < frame.left - 1.5 || box.right > frame.right + 1.5 ||
               box.top < frame.top - 3 || box.bottom > frame.bottom + 3);
          }).map((text) => text.textContent);
        })"""
    )
    assert cut == []


@CHAPTERS
def test_dark_mode_repaints_the_charts(served: str, name: str, visit: Open) -> None:
    page = visit(f"{served}/en/{name}", color_scheme="dark").page
    dim = page.evaluate(
        """() => {
          const light = (colour) => {
            const [r, g, b] = colour.match(/[\\d.]+/g).map((part) => {
              const c = part / 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
            });
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          return [...document.querySelectorAll('.figure-wide svg text')].filter((text) => {
            // White text stands inside a bar; test_theme.py compares those two.
            const inside = ['#ffffff', 'white'].includes(text.getAttribute('fill'));
            if (!text.textContent.trim() || inside) return false;
            const ground = getComputedStyle(text.closest('figure')).backgroundColor;
            const pair = [light(getComputedStyle(text).fill), light(ground)].sort((a, b) => a - b);
            return (pair[1] + 0.05) / (pair[0] + 0.05) < 3;
          }).map((text) => text.textContent);
        }"""
    )
    assert dim == []


@CHAPTERS
def test_print_shows_the_still_charts(served: str, name: str, visit: Open) -> None:
    page = visit(f"{served}/en/{name}").page
    scroll_through(page)
    page.locator(LIVE).first.wait_for()
    page.emulate_media(media="print")
    assert page.locator(".figure-live:visible").count() == 0
    figures = page.locator("figure.compendium-figure").count()
    assert page.locator(".figure-chart > svg:visible").count() == figures


@CHAPTERS
def test_tables_are_reached_by_keyboard(served: str, name: str, visit: Open) -> None:
    page = visit(f"{served}/en/{name}").page
    figure = page.locator("figure.compendium-figure").first
    summary = figure.locator(".figure-data > summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.figure-data .scroll-region')")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


@pytest.mark.parametrize(
    ("query", "pages"),
    [
        ("社会消费品零售总额", {"how-to-read.html", "consumption.html"}),
        ("零售", {"how-to-read.html"}),
        ("消费品零售", {"how-to-read.html"}),
        ("约束性 预期性", {"how-to-read.html"}),
        ("baseline", {"how-to-read.html"}),
        ("binding targets", {"how-to-read.html"}),
    ],
)
def test_search_finds(address: str, query: str, pages: set[str], visit: Open) -> None:
    seen = visit(f"{address}/en/search.html?q={query}")
    seen.page.locator("#search-results .search-summary").wait_for()
    seen.page.wait_for_function(
        "() => /finished|found|match|did not/i.test("
        "document.querySelector('#search-results .search-summary').textContent)"
    )
    seen.page.wait_for_timeout(600)
    links = seen.page.locator("#search-results li a").evaluate_all(
        "links => links.map((link) => link.pathname.split('/').pop())"
    )
    assert pages <= set(links)
    assert seen.faults == []


def test_search_shows_where_the_words_stand(served: str, visit: Open) -> None:
    page = visit(f"{served}/en/search.html?q=社会消费品零售总额").page
    excerpt = page.locator("#search-results li:has(a[href*='consumption.html']) .context")
    excerpt.wait_for()
    assert len(excerpt.inner_text()) > 40


def test_search_finds_nothing_for_nonsense(served: str, visit: Open) -> None:
    page = visit(f"{served}/en/search.html?q=龘靐齉").page
    page.wait_for_timeout(800)
    assert page.locator("#search-results li a").count() == 0


def test_entrance_leads_to_the_edition(address: str, visit: Open) -> None:
    page = visit(f"{address}/index.html").page
    page.wait_for_url(re.compile(r"/en/index\.html"))
    assert page.locator(".bd-article h1").is_visible()


@PAGES
def test_file_is_saved_and_not_shown_in_the_place_of_the_page(site: Path, name: str) -> None:
    text = (site / "en" / name).read_text("utf-8")
    links = re.findall(r'<a [^>]*href="\.\./(?:data|figures|notebooks)/[^>]*>', text)
    assert [link for link in links if 'download target="_blank"' not in link] == []


@pytest.mark.parametrize(
    ("name", "selector"),
    [(name, ".chapter-tools") for name in names_of_chapters()]
    + [("data.html", f"li:has(a[href='{name}'])") for name in names_of_chapters()],
)
def test_chapter_links_to_its_files(served: str, name: str, selector: str, visit: Open) -> None:
    page = visit(f"{served}/en/{name}").page
    links = page.locator(f".bd-article {selector} a[download]")
    endings = [str(link.get_attribute("href")).rsplit(".", 1)[1] for link in links.all()]
    assert endings == ["csv", "xlsx", "ipynb"]
    for link in links.all():
        with page.expect_download() as saved:
            link.click()
        assert saved.value.path().stat().st_size > 0


@pytest.mark.parametrize(
    "name",
    ["data/observations.csv", "data/datapackage.json", "data/consumption.xlsx"],
)
def test_downloads_are_there(site: Path, name: str) -> None:
    assert (site / name).stat().st_size > 0
