"""The search: what is looked for stands first, in both languages, from a server and from a disk."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect

from built_site import Visit, find_target, read_html
from search_queries import Shown, draw, judge
from support import ROOT

Open = Callable[..., Visit]
Walk = Callable[[str], Visit]
STATIC = ROOT / "book" / "_static"
LIBRARY = STATIC / "vendor" / "minisearch-7.2.0.js"
DATA = re.compile(r"JSON\.parse\('(.*)'\)\n", re.DOTALL)
CODE = re.compile(r"\bimport (?:pandas|compendium)|\w\(\)\.|lang=lang|\bdef \w+\(")
FIND = """(queries) => {
  const data = compendiumSearchData;
  window.found ??= new compendiumSearch.Search(data).build();
  return found.then((search) => queries.map((query) => search.find(query).best.map(({ row }) => [
    [data.en[data.name[row]], data.zh[data.name[row]], ...(data.aliases[row] || [])],
    data.kinds[data.kind[row]][0],
    data.heads[data.head[row]] + data.tail[row],
  ])));
}"""

ADDRESSES = """() => {
  const data = compendiumSearchData;
  return data.tail.map((tail, row) => data.heads[data.head[row]] + tail);
}"""


@pytest.fixture(scope="module")
def ready(browser: Browser, served: str) -> Iterator[Page]:
    """Give the page of the search, all of it loaded."""
    with browser.new_page() as page:
        page.goto(f"{served}/en/search.html?q=a")
        page.wait_for_selector("html[data-search=ready]", timeout=60_000)
        yield page


def find(page: Page, queries: list[str]) -> list[list[Shown]]:
    """Give what stands first for each query."""
    return [
        [Shown(tuple(names), kind, address) for names, kind, address in rows]
        for rows in page.evaluate(FIND, queries)
    ]


def test_what_is_drawn_from_the_vocabularies_is_among_the_first_three(ready: Page) -> None:
    queries = draw(300, seed=20)
    missed = judge(queries, find(ready, [query.text for query in queries]))
    assert len(queries) == 300
    assert len(missed) <= 6, missed


# Each found nothing, or only whole pages, in an earlier search.
@pytest.mark.parametrize(
    ("queries", "kinds", "first"),
    [
        (("Qianhai", "前海", "qianhai", "qh", "qian hai"), {"place"}, "前海"),
        (("Huaqiangbei", "华强北", "hqb"), {"place", "entity"}, "华强北"),
        (("metro lines", "地铁", "ditie"), {"indicator"}, "地铁"),
        (("airport passengers", "机场旅客"), {"indicator"}, "机场旅客"),
        (("bonded zone", "综合保税区"), {"entity", "place"}, "综合保税区"),
        (("养老", "care homes"), {"indicator"}, "养老"),
        (("kindergarten", "幼儿园"), {"indicator"}, "幼儿园"),
        (("人工智能", "artificial intelligence"), {"project"}, "人工智能"),
        (("low-altitude", "低空"), {"project", "entity"}, ""),
        (("retail sales", "社会消费品零售总额", "社零", "消费品零售"), {"indicator"}, "零售总额"),
        (("retial sales", "reatil sales", "retail salse"), {"indicator"}, "零售总额"),
        (("5000", "5,000", "5000亿", "0.5万亿", "五千", "五千亿", "500 billion"), {"figure"}, ""),
        (("12.5 years", "12.5年"), {"figure"}, "受教育年限"),
        (("61.3%", "百分之六十一点三", "61.3 percent"), {"figure"}, "就业"),
        (("约束性 预期性", "binding and expected", "baseline and target"), {"section"}, ""),
        (("period_printed",), {"section"}, ""),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else None,
)
def test_queries_of_readers(
    ready: Page, queries: tuple[str, ...], kinds: set[str], first: str
) -> None:
    shown = dict(zip(queries, find(ready, list(queries)), strict=True))
    wrong = {
        query: rows[:1]
        for query, rows in shown.items()
        if not rows or rows[0].kind not in kinds or first not in "".join(rows[0].names)
    }
    assert wrong == {}


def read_data(site: Path) -> dict[str, Any]:
    text = DATA.search((site / "en" / "search-data.js").read_text("utf-8"))
    assert text
    read: dict[str, Any] = json.loads(text[1].replace("\\'", "'").replace("\\\\", "\\"))
    return read


def test_every_printed_number_is_read_as_the_record_reads_it(ready: Page) -> None:
    rows = pd.read_csv(ROOT / "data" / "clean" / "observations.csv", dtype=str)
    plain = rows["printed"].str.fullmatch(r"[超约近]?\d[\d.]*[^\d*]{0,5}") & (
        rows["low"] == rows["high"]
    )
    rows = rows[plain & rows["value_low"].notna()]
    # A cell of a table may print its unit in the heading.
    texts = [
        printed if not printed[-1].isdigit() else f"{printed}{unit}"
        for printed, unit in zip(rows["printed"], rows["unit_zh"], strict=True)
    ]
    script = """(texts) => texts.map((text) => {
      const units = Object.fromEntries(Object.entries(compendiumSearchData.units)
        .map(([name, unit]) => [compendiumWords.fold(name), unit]));
      return compendiumWords.readNumbers(text, units).numbers.map(({ value }) => value);
    })"""
    read = ready.evaluate(script, texts)
    wrong = [
        (text, said, value)
        for text, said, value in zip(texts, read, rows["value_low"].astype(float), strict=True)
        if said != [pytest.approx(value)]
    ]
    assert len(texts) > 300
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5000", 5000), ("5,000", 5000), ("５０００", 5000), ("五千", 5000), ("5千", 5000),
        ("0.5万", 5000), ("5000亿", 5e11), ("0.5万亿", 5e11), ("五千亿", 5e11), ("500bn", 5e11),
        ("500 billion", 5e11), ("five hundred billion", 5e11), ("三千二百", 3200), ("二十八", 28),
        ("一万二千", 12000), ("十二万五千", 125000), ("两百", 200), ("十五点五", 15.5),
        ("百分之五", 5), ("40平方公里", 4e7), ("三成", 30), ("12.5 years", 12.5),
        ("5G", None), ("b2b", None), ("three findings", None), ("一带一路", None),
    ],
)  # fmt: skip
def test_number_is_read_in_any_notation(ready: Page, text: str, value: float | None) -> None:
    script = """(text) => {
      const units = { 平方公里: ["m2", 1e6], 成: ["percent", 10], years: ["year", 1] };
      units["%"] = ["%", 1];
      return compendiumWords.readNumbers(text, units).numbers.map((each) => each.value);
    }"""
    assert ready.evaluate(script, text) == ([] if value is None else [value])


@pytest.mark.parametrize(
    ("text", "words", "asked"),
    [
        ("retail sales", ["retail", "sale"], ["retail", "sale"]),
        ("零售总", ["零售", "售总", "总"], ["零售", "售总"]),
        ("年", ["年"], ["年"]),
        ("2025年GDP", ["2025", "gdp"], ["2025", "gdp"]),
        ("AI+消费，目标", ["ai", "消费", "费目", "目标", "标"], ["ai", "消费", "目标"]),
        ("Bao'an cities", ["baoan", "city"], ["baoan", "city"]),
        ("61.3% of 5,000", ["61.3", "5000"], ["61.3", "5000"]),
    ],
)
def test_text_and_query_are_split_alike(
    ready: Page, text: str, words: list[str], asked: list[str]
) -> None:
    script = """(text) => {
      const { plain, split, splitQuery } = compendiumWords;
      return [split(plain(text)), splitQuery(text)];
    }"""
    assert ready.evaluate(script, text) == [words, asked]


def test_every_result_leads_to_its_anchor(ready: Page, site: Path) -> None:
    # As the browser has them: it spells half of them itself.
    addresses = ready.evaluate(ADDRESSES)
    assert len(addresses) == len(read_data(site)["head"])
    dead = []
    for address in sorted(set(addresses)):
        path = find_target(site / "en" / "index.html", address)
        anchor = address.partition("#")[2]
        if not path or not path.is_file() or (anchor and anchor not in read_html(path).ids):
            dead.append(address)
    assert dead == []


def test_all_of_the_record_is_found_and_no_code(site: Path) -> None:
    data = read_data(site)
    kinds = [data["kinds"][kind][0] for kind in data["kind"]]
    tables = {"indicator": "indicators", "entity": "entities", "place": "places",
              "project": "projects", "figure": "observations"}  # fmt: skip
    for kind, table in tables.items():
        rows = pd.read_csv(ROOT / "data" / "clean" / f"{table}.csv", dtype=str)
        assert kinds.count(kind) == len(rows), kind
    assert min(kinds.count(kind) for kind in ("print", "section", "chart")) > 50
    assert [text for text in data["texts"].values() if CODE.search(text)] == []


def test_library_is_that_of_its_makers() -> None:
    digest = hashlib.sha256(LIBRARY.read_bytes()).hexdigest()
    assert digest == "03c27931eb603af1d3358579e9885eafdb6a2f5fa9929557b3e77d7e99d06d03"
    assert "free of charge" in LIBRARY.with_suffix(".LICENSE.txt").read_text("utf-8")


def test_nothing_is_asked_for_before_the_first_letter(address: str, visit: Open) -> None:
    seen = visit(f"{address}/en/trade.html")
    page = seen.page
    page.keyboard.press("/")
    expect(page.locator(".search-field input")).to_be_focused()
    assert scripts(seen) == ["page.js"]
    page.keyboard.type("5")
    expect(page.get_by_role("option").first).to_be_visible(timeout=60_000)
    assert scripts(seen) == [
        "page.js",
        LIBRARY.name,
        "words.js",
        "engine.js",
        "search-data.js",
        "box.js",
    ]
    assert seen.faults == []


def scripts(seen: Visit) -> list[str]:
    paths = [Path(urlsplit(url).path) for url in seen.requests]
    return [path.name for path in paths if path.suffix == ".js"]


def type_into_header(page: Page, text: str) -> None:
    page.locator(".search-field input").fill(text)
    page.wait_for_selector("html[data-search=ready]", timeout=60_000)


def test_results_show_while_typing_and_by_keyboard(address: str, visit: Open) -> None:
    page = visit(f"{address}/en/cite.html").page
    type_into_header(page, "kindergarten")
    field = page.get_by_role("combobox", name="Search the book")
    expect(field).to_have_attribute("aria-expanded", "true")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("New kindergarten places")
    expect(options.first.locator("mark").first).to_have_text("kindergarten")
    expect(page.get_by_role("group", name="Figures 2")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    page.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/indicators/new-kindergarten-places\.html"))


def test_enter_and_the_last_line_lead_to_all_results(address: str, visit: Open) -> None:
    page = visit(f"{address}/en/cite.html").page
    type_into_header(page, "bonded/zone")
    expect(page.locator(".search-field input")).to_have_value("bonded/zone")
    type_into_header(page, "bonded zone")
    last = page.get_by_role("option").last
    expect(last).to_contain_text("results")
    assert str(last.get_attribute("href")).endswith("search.html?q=bonded%20zone")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search\.html\?q=bonded"))
    expect(page.locator("#search-results h2").first).to_have_text("Best matches")
    expect(page.locator(".search-form input")).to_have_value("bonded zone")


def test_page_of_results_keeps_its_address_and_shows_all(address: str, visit: Open) -> None:
    seen = visit(f"{address}/en/search.html?q={quote('前海')}")
    page = seen.page
    page.wait_for_selector("html[data-search=ready]", timeout=60_000)
    field, links = page.locator(".search-form input"), page.locator("#search-results a")
    expect(page.get_by_role("heading", name=re.compile("^Projects in the plans"))).to_be_visible()
    shown = links.count()
    page.get_by_role("button", name=re.compile("Show all .*Projects")).click()
    assert links.count() > shown
    field.fill("养老")
    page.wait_for_url(re.compile(f"q={quote('养老')}"))
    expect(links.first).to_contain_text("养老")
    page.keyboard.press("ArrowDown")
    expect(links.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    assert seen.faults == []


def test_empty_answer_leads_on(address: str, visit: Open) -> None:
    page = visit(f"{address}/en/search.html?q={quote('龘靐齉')}").page
    page.wait_for_selector("html[data-search=ready]", timeout=60_000)
    nothing = page.locator(".found-nothing")
    expect(nothing).to_contain_text("龘靐齉")
    expect(nothing.get_by_role("link", name="Do the plans agree?")).to_be_visible()


def test_nothing_is_said_to_be_missing_before_all_is_searched(address: str, visit: Open) -> None:
    page = visit(f"{address}/en/search.html").page
    page.add_init_script(
        "window.early = []; document.addEventListener('DOMContentLoaded', () => {"
        " const main = document.querySelector('main'), root = document.documentElement;"
        " new MutationObserver(() => root.dataset.search === 'ready'"
        " || window.early.push(main.innerText)).observe(main, {childList: true, subtree: true});"
        "});"
    )
    page.goto(f"{address}/en/search.html?q={quote('龘靐齉')}")
    page.wait_for_selector("html[data-search=ready]", timeout=60_000)
    early = page.evaluate("window.early")
    assert early
    assert not [said for said in early if "Nothing found" in said or "0 results" in said]


@pytest.mark.parametrize("way", ["link", "key"])
def test_small_screen_leads_to_the_search(served: str, way: str, visit: Open) -> None:
    page = visit(f"{served}/en/trade.html", width=375).page
    if way == "link":
        page.locator("header").get_by_role("link", name="Search").click()
    else:
        page.keyboard.press("Control+k")
    page.wait_for_url(re.compile(r"/search\.html"))
    page.locator(".search-form input").fill("kindergarten")
    expect(page.locator("#search-results a").first).to_contain_text("kindergarten", timeout=60_000)


def test_without_a_script_the_page_says_so(served: str, visit: Open) -> None:
    page = visit(f"{served}/en/search.html", java_script_enabled=False).page
    expect(page.locator("main noscript p")).to_contain_text("The search takes a script.")
    expect(page.locator("main noscript p")).to_be_visible()


def test_search_that_does_not_come_is_told(served: str, visit: Open) -> None:
    page = visit("about:blank").page
    page.route("**/search-data.js*", lambda route: route.abort())
    page.goto(f"{served}/en/search.html?q=a")
    expect(page.get_by_text("The search could not be loaded.")).to_be_visible()
