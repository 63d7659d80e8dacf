"""The explorer as readers use it: every filter against the tables, every way in, its weight."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from built_site import Visit, read_html
from compendium.site.addresses import Addresses
from compendium.site.explorer.page import FIRST_ROWS
from compendium.site.explorer.sets import SETS, Listed, explorer_address
from compendium.site.page_values import Record
from in_page import measure

Open = Callable[..., Visit]
Row = dict[str, str]
PAGE = "en/explorer.html"
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
ALL = {each.name: each for each in SETS}
# What a reader pays, gzipped: before doing anything, and until all rows can be filtered.
BEFORE, ALTOGETHER = 60_000, 350_000


def read(site: Path, table: str) -> list[Row]:
    with (site / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def tables(site: Path) -> dict[str, list[Row]]:
    """Give the rows of each set, with the columns that its filters look at besides."""
    rows = {name: read(site, listed.table) for name, listed in ALL.items()}
    figures = {row["observation_id"]: row for row in rows["figures"]}
    for row in rows["targets"]:
        row["chapter"] = figures[row["target_id"]]["chapter"]
    chapters = defaultdict(set)
    for row in rows["projects"]:
        chapters[row["entity_id"]].add(row["chapter"])
    for row in rows["entities"]:
        row["chapter"] = "|".join(sorted(chapters[row["entity_id"]]))
    return rows


@pytest.fixture(scope="module")
def page(browser: Browser, served: str) -> Iterator[Page]:
    """Give the page as a reader has it open who goes from one selection to the next."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        context.set_default_timeout(15_000)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        opened = context.new_page()
        opened.goto(f"{served}/{PAGE}")
        yield opened


def count(page: Page, number: int, total: int | None = None) -> None:
    """Expect that so many rows are found."""
    said = re.compile(rf"^{number:,}( of [\d,]+)? rows$") if number else re.compile("^No row")
    if total is not None and number not in (0, total):
        said = re.compile(f"^{number:,} of {total:,} rows$")
    expect(page.get_by_role("status")).to_have_text(said)


def select(page: Page, address: str) -> None:
    page.evaluate("(hash) => (location.hash = hash)", address.partition("#")[2])


def save(page: Page) -> tuple[str, bytes]:
    with page.expect_download() as saved:
        page.locator(".explorer-csv").click()
    return saved.value.suggested_filename, Path(saved.value.path()).read_bytes()


def saved_rows(page: Page) -> list[Row]:
    return list(csv.DictReader(io.StringIO(save(page)[1].decode())))


def write(rows: list[Row], site: Path, table: str) -> bytes:
    """Write rows as the clean table has them."""
    first = (site / "data" / f"{table}.csv").read_text("utf-8").partition("\n")[0]
    written = io.StringIO()
    writer = csv.DictWriter(written, first.split(","), lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode()


def tally(rows: list[Row], column: str) -> Counter[str]:
    return Counter(value for row in rows for value in (row[column] or "-").split("|"))


FILTERED = [(listed, key) for listed in SETS for key in listed.filters]


@pytest.mark.parametrize(
    ("listed", "key"), FILTERED, ids=[f"{listed.name}-{key}" for listed, key in FILTERED]
)
def test_a_filter_leaves_the_rows_of_the_table(
    listed: Listed, key: str, page: Page, tables: dict[str, list[Row]], site: Path
) -> None:
    rows, column = tables[listed.name], listed.filters[key]
    often = [value for value, _ in tally(rows, column).most_common(2)]
    for wanted in (often[:1], often):
        select(page, explorer_address(listed.name, **{key: wanted}))
        expected = [row for row in rows if {*(row[column] or "-").split("|")} & {*wanted}]
        count(page, len(expected), len(rows))
        name, content = save(page)
        assert content == write(expected, site, listed.table)
        assert name.startswith(f"{listed.name}-{key}")


@pytest.mark.parametrize("listed", SETS, ids=list(ALL))
def test_every_value_says_how_many_rows_it_leaves(
    listed: Listed, page: Page, tables: dict[str, list[Row]]
) -> None:
    rows = tables[listed.name]
    plan = tally(rows, listed.filters["plan"]).most_common(1)[0][0]
    select(page, explorer_address(listed.name, plan=plan))
    expect(page.locator(f".facet [value='{plan}']")).to_be_checked()
    own = [row for row in rows if plan in row[listed.filters["plan"]].split("|")]
    count(page, len(own))
    shown = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll(".facet")].map((group) => [
          group.dataset.key,
          Object.fromEntries([...group.querySelectorAll("li:not([hidden])")].map((item) => [
            item.querySelector("input").value,
            Number(item.querySelector(".facet-count").textContent.replace(",", "")),
          ])),
        ]))"""
    )
    # The filter itself says what each of its values would leave.
    expected = {
        key: dict(tally(rows if key == "plan" else own, column))
        for key, column in listed.filters.items()
    }
    assert shown == expected


@pytest.mark.parametrize("listed", SETS, ids=list(ALL))
def test_every_row_is_reached_and_leads_to_its_print(
    listed: Listed, page: Page, tables: dict[str, list[Row]], site: Path
) -> None:
    rows = tables[listed.name]
    select(page, explorer_address(listed.name))
    count(page, len(rows))
    assert save(page)[1] == (site / "data" / f"{listed.table}.csv").read_bytes()
    page.evaluate(
        "() => { const more = document.querySelector('.explorer-more');"
        " while (!more.hidden) more.click(); }"
    )
    assert page.locator(".explorer-table tbody tr").count() == len(rows)
    links = set(
        page.locator(".explorer-table tbody a").evaluate_all(
            "(links) => links.map((link) => link.getAttribute('href'))"
        )
    )
    record = Record.load(site / "data", "en")
    known = Addresses(record)
    own = known.entities if listed.name == "entities" else known.rows
    key = next(iter(rows[0]))
    assert {own[row[key]] for row in rows} <= links
    assert {f"places/{row['place_id']}.html" for row in rows if row["place_id"]} <= links
    for row in rows:
        if row.get("indicator_id"):
            assert f"indicators/{row['indicator_id']}.html" in links
        if listed.name == "projects" and row["entity_id"]:
            assert known.entities[row["entity_id"]] in links


@pytest.mark.parametrize(
    ("name", "words", "column", "pattern"),
    [
        ("figures", "社会消费品零售总额", "indicator_zh", "社会消费品零售总额"),
        ("figures", "13,230", "printed", "13230"),
        ("figures", "１３２３０", "printed", "13230"),
        ("projects", "香蜜湖", "name_zh", "香蜜湖"),
        ("projects", "LINK centralwalk", "name_en", "Link CentralWalk"),
        ("projects", "有序推动", "action_zh", "有序推动"),
        ("entities", "5G+工业互联网", "name_zh", "5G.工业互联网"),
        ("targets", "retail sales of consumer goods", "indicator_id", "^retail-sales$"),
    ],
)
def test_words_find_rows_in_both_languages(
    name: str, words: str, column: str, pattern: str, page: Page, tables: dict[str, list[Row]]
) -> None:
    select(page, explorer_address(name, q=words))
    expect(page.locator(".explorer-chosen button").first).to_contain_text(words)
    expect(page.get_by_role("status")).to_have_text(re.compile(r"of .* rows"))
    found = {next(iter(row.values())) for row in saved_rows(page)}
    expected = {next(iter(row.values())) for row in tables[name] if re.search(pattern, row[column])}
    assert expected
    assert expected <= found
    assert len(found) < len(tables[name]) / 5


def test_words_all_have_to_be_found(page: Page) -> None:
    numbers = []
    for words in ("futian", "futian retail", "futian retail 2030", "futian 龘靐"):
        select(page, explorer_address("targets", q=words))
        expect(page.locator("#explorer-q")).to_have_value(words)
        said = page.get_by_role("status").inner_text()
        numbers.append(int(said.split()[0]) if said[0].isdigit() else 0)
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[-1] == 0
    assert page.locator(".explorer-table tbody tr").count() == 0
    expect(page.locator(".explorer-csv")).to_be_hidden()


def test_an_id_finds_its_row(page: Page, tables: dict[str, list[Row]]) -> None:
    for name in ALL:
        row_id = next(iter(tables[name][7].values()))
        select(page, explorer_address(name, q=row_id))
        count(page, 1)
        assert f"#{row_id}" in page.locator(".explorer-table tbody").inner_html()


@pytest.mark.parametrize(
    ("name", "key", "column"),
    [("figures", "year", "period_end"), ("targets", "growth", "growth_percent"),
     ("entities", "mentions", "mentions")],
)  # fmt: skip
def test_rows_are_sorted_by_a_column(
    name: str, key: str, column: str, page: Page, tables: dict[str, list[Row]]
) -> None:
    given = [float(row[column][:4] if key == "year" else row[column])
             for row in tables[name] if row[column]]  # fmt: skip
    for sort, is_turned in ((key, False), (f"-{key}", True)):
        select(page, explorer_address(name, sort=sort))
        state = "descending" if is_turned else "ascending"
        expect(page.locator(f"thead [data-key={key}]")).to_have_attribute("aria-sort", state)
        rows = saved_rows(page)
        stated = [row[column] for row in rows]
        values = [float(each[:4] if key == "year" else each) for each in stated if each]
        assert values == sorted(given, reverse=is_turned)
        # What has none comes last, either way.
        assert stated[len(values) :] == [""] * (len(stated) - len(values))


def test_a_reader_filters_and_goes_back(address: str, visit: Open) -> None:
    seen = visit(f"{address}/{PAGE}")
    page = seen.page
    page.get_by_role("radio", name="Named in plans").check()
    expect(page.locator(".facet[data-key=stage]")).to_be_visible()
    page.locator(".facet[data-key=kind] input[value=park]").check()
    page.locator(".facet[data-key=plan] input").first.check()
    expect(page.locator(".explorer-chosen button")).to_have_count(3)
    whole = page.get_by_role("status").inner_text()
    page.locator("#explorer-q").fill("综合")
    expect(page).to_have_url(re.compile("q="))
    narrow = page.get_by_role("status").inner_text()
    assert narrow != whole
    page.reload()
    expect(page.get_by_role("status")).to_have_text(narrow)
    expect(page.locator("#explorer-q")).to_have_value("综合")
    page.go_back()
    expect(page.get_by_role("status")).to_have_text(whole)
    expect(page.locator("#explorer-q")).to_have_value("")
    page.go_forward()
    expect(page.get_by_role("status")).to_have_text(narrow)
    page.get_by_role("button", name="Clear all").click()
    expect(page.locator(".explorer-chosen button")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"#set=projects$"))
    assert seen.faults == []


def test_a_count_leads_up_to_its_rows(
    address: str, visit: Open, tables: dict[str, list[Row]]
) -> None:
    page = visit(f"{address}/{PAGE}").page
    page.locator("a[href='explorer.html#set=entities&kind=park']").click()
    count(page, tally(tables["entities"], "kind")["park"], len(tables["entities"]))
    expect(page.locator(".explorer-chosen")).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.locator(".explorer-chosen button")).to_be_focused()


def test_what_a_set_does_not_know_is_left_out(page: Page) -> None:
    select(page, "#set=figures&place=futian&role=target&nonsense=1&sort=constructor")
    expect(page.locator(".explorer-chosen button")).to_have_count(3)
    page.get_by_role("radio", name="Real things").check()
    expect(page).to_have_url(re.compile(r"#set=entities&place=futian$"))
    expect(page.locator(".explorer-chosen button")).to_have_count(1)


def test_a_value_that_there_is_not_can_be_taken_away(
    page: Page, tables: dict[str, list[Row]]
) -> None:
    for value in ("atlantis", "constructor"):
        select(page, f"#set=entities&place={value}")
        expect(page.locator(".explorer-chosen button")).to_contain_text(value)
        count(page, 0)
    page.locator(".explorer-chosen button").click()
    count(page, len(tables["entities"]))


def test_the_link_to_a_selection_is_copied(page: Page) -> None:
    select(page, explorer_address("projects", place="futian", q="地铁"))
    expect(page.locator(".explorer-chosen button")).to_have_count(3)
    # A link within the page does not take the selection away.
    page.evaluate("location.hash = 'main'")
    page.get_by_role("button", name="Copy link to this selection").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert unquote(copied).endswith(f"/{PAGE}#set=projects&place=futian&q=地铁")


def test_the_keyboard_does_it_all(served: str, visit: Open) -> None:
    page = visit(f"{served}/{PAGE}").page
    page.get_by_role("radio", name="Figures").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Targets")).to_be_focused()
    expect(page).to_have_url(re.compile("set=targets"))
    expect(page.locator(".facet[data-key=comparison]")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator("#explorer-q")).to_be_focused()
    for _ in range(2):
        page.keyboard.press("Tab")
    box = page.locator(".facet input").first
    expect(box).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator(".explorer-chosen button")).to_have_count(1)
    # What a reader is on stays there while everything around it is drawn anew.
    expect(box).to_be_focused()
    expect(box).to_be_checked()
    page.locator(".facet[data-key=indicator] summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("零售")
    shown = page.locator(".facet[data-key=indicator] li:visible")
    expect(shown.first).to_contain_text("etail")
    assert shown.count() < 12
    head = page.get_by_role("button", name="Sort by: Target")
    head.focus()
    for state in ("ascending", "descending"):
        page.keyboard.press("Enter")
        expect(page.locator("thead th").nth(1)).to_have_attribute("aria-sort", state)
        expect(page.get_by_role("button", name="Sort by: Target")).to_be_focused()
    page.locator(".explorer-more").focus()
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr").nth(50).locator("a").first).to_be_focused()
    chosen = page.locator(".explorer-chosen button")
    chosen.focus()
    page.keyboard.press("Enter")
    expect(chosen).to_have_count(0)
    expect(page.locator("#explorer-q")).to_be_focused()


def test_no_letter_is_lost_while_the_data_comes(served: str, visit: Open) -> None:
    page = visit(f"{served}/{PAGE}").page
    waiting = []
    page.route("**/explorer/figures.js*", lambda route: waiting.append(route))
    field = page.locator("#explorer-q")
    field.press_sequentially("retail")
    expect(page).to_have_url(re.compile("q=retail"))
    field.press_sequentially(" sales")
    waiting[0].continue_()
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ of "))
    expect(field).to_have_value("retail sales")
    expect(page).to_have_url(re.compile(r"q=retail\+sales$"))


def test_its_words_do_not_fetch_the_search_of_the_book(served: str, visit: Open) -> None:
    seen = visit(f"{served}/{PAGE}")
    seen.page.locator("#explorer-q").press_sequentially("retail")
    count(seen.page, 29, 638)
    assert not [each for each in seen.requests if "search" in each.partition("#")[0]]


def test_a_first_touch_is_not_lost(served: str, visit: Open) -> None:
    page = visit(f"{served}/{PAGE}").page
    first = page.locator(".facet input").first
    plan = first.get_attribute("value")
    first.hover()
    with page.expect_response("**/explorer/figures.js*"):
        page.mouse.down()
    # Long enough for the page to be drawn anew, if it did not wait.
    page.wait_for_timeout(300)
    page.mouse.up()
    expect(page).to_have_url(re.compile(f"plan={plan}$"))
    expect(page.locator(".explorer-chosen button")).to_have_count(1)


def test_without_a_script_it_shows_what_it_holds(site: Path, served: str, visit: Open) -> None:
    page = visit(f"{served}/{PAGE}", java_script_enabled=False).page
    expect(page.locator(".explorer-table tbody tr")).to_have_count(FIRST_ROWS)
    expect(page.locator(".explorer-controls")).to_be_hidden()
    expect(page.locator(".explorer button:visible")).to_have_count(0)
    expect(page.locator("noscript p")).to_be_visible()
    links = {link["href"] for link in read_html(site / PAGE).links}
    assert {f"../data/{listed.table}.csv" for listed in SETS} <= links
    assert {
        f"{name}/index.html" for name in ("prints", "indicators", "places", "entities")
    } <= links
    # The counts of all plans, and of all kinds.
    assert page.locator("main .scroll-region tbody tr").count() > 12


@pytest.mark.parametrize("width", [320, 375])
def test_a_phone_shows_cards_and_a_panel(width: int, served: str, visit: Open) -> None:
    page = visit(f"{served}/{PAGE}#set=projects&place=futian", width=width, height=760).page
    expect(page.locator(".explorer-chosen button")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    beyond = measure(
        page,
        """
        return [...document.querySelectorAll(".explorer *")].filter((each) => shows(each)
          && !each.closest(".unseen, [popover]:not(:popover-open)")
          && each.getBoundingClientRect().right > innerWidth + 1)
          .map((each) => each.outerHTML.slice(0, 100));
        """,
    )
    assert beyond == []
    cell = page.locator("tbody td").first
    named = cell.evaluate("(cell) => getComputedStyle(cell, '::before').content")
    assert named == '"Kind"'
    assert page.locator(".explorer-filters").is_hidden()
    opener = page.get_by_role("button", name="Filters (1)")
    opener.click()
    page.locator(".facet[data-key=kind] input[value=park]").check()
    expect(page.locator(".explorer-chosen button")).to_have_count(3)
    page.get_by_role("button", name="Show the rows").click()
    expect(page.locator(".explorer-filters")).to_be_hidden()
    expect(page.get_by_role("button", name="Filters (2)")).to_be_focused()
    page.get_by_label("Order").select_option("-name")
    expect(page).to_have_url(re.compile("sort=-name"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375])
def test_axe_finds_nothing_in_a_selection(
    width: int, scheme: str, served: str, visit: Open
) -> None:
    address = f"{served}/{PAGE}#set=projects&stage=build&q=福田"
    page = visit(address, width=width, color_scheme=scheme, reduced_motion="reduce").page
    expect(page.locator(".explorer-chosen button")).to_have_count(3)
    page.evaluate(AXE)
    found = []
    for is_open in (False, True):
        if is_open:
            page.evaluate(
                "document.querySelectorAll('.facet').forEach((each) => (each.open = true))"
            )
            if width < 1240:
                page.locator(".explorer-open").click()
        found += page.evaluate(
            """async () => {
              const { violations } = await axe.run(".explorer", {
                rules: { "target-size": { enabled: true } } });
              return violations.flatMap(({ id, nodes }) =>
                nodes.slice(0, 3).map((node) => `${id}: ${node.html.slice(0, 160)}`));
            }"""
        )
    assert found == []


def test_a_text_of_the_data_is_only_a_text(site: Path, served: str, visit: Open) -> None:
    attack = "</script><img src=x onerror=alert(1)>\u202e"
    seen = visit("about:blank")

    def spoil(name: str) -> str:
        written = (site / "en" / "_static" / "explorer" / name).read_text("utf-8")
        head, body = written.split(f".{name[:-3]}=", 1)
        content = json.loads(body.strip().rstrip(";"))
        for part in ("columns", "added"):
            for column in ("name_en", "name_zh", "about_en", "action_zh"):
                if column in content.get(part, {}):
                    content[part][column] = attack
        for key in content.get("names", {}):
            content["names"][key] = {each: [attack, attack] for each in content["names"][key]}
        return f"{head}.{name[:-3]}={json.dumps(content)};"

    bodies = {name: spoil(name) for name in ("projects.js", "names.js")}
    seen.page.route(
        re.compile("/explorer/(projects|names)[.]js"),
        lambda route: route.fulfill(body=bodies[Path(urlsplit(route.request.url).path).name]),
    )
    seen.page.goto(f"{served}/{PAGE}#set=projects&kind=park&q=img")
    expect(seen.page.locator("tbody tr").first).to_contain_text("onerror")
    assert seen.page.locator(".explorer img, .explorer script").count() == 0
    assert "\u202e" not in seen.page.locator(".explorer-results").inner_text()
    assert seen.faults == []


def test_data_that_does_not_come_is_asked_for_again(served: str, visit: Open) -> None:
    page = visit(f"{served}/{PAGE}").page
    page.route("**/explorer/targets.js*", lambda route: route.abort())
    page.get_by_role("radio", name="Targets").check()
    expect(page.get_by_role("status")).to_contain_text("did not load")
    page.unroute("**/explorer/targets.js*")
    page.locator(".facet input").first.check()
    expect(page.get_by_role("status")).to_have_text(re.compile(r"\d+ of \d+ rows"))


def test_the_chinese_edition_speaks_chinese(site: Path, served: str, visit: Open) -> None:
    written = (site / PAGE).read_text("utf-8").replace('<html lang="en"', '<html lang="zh-Hans"')
    seen = visit("about:blank")
    seen.page.route("**/explorer.html*", lambda route: route.fulfill(body=written))
    seen.page.goto(f"{served}/{PAGE}#set=projects&place=futian&q=metro")
    expect(seen.page.get_by_role("status")).to_have_text(
        re.compile(r"^共2259行|^共2,259行，选出\d+行$")
    )
    first = seen.page.locator("tbody th").first
    assert re.search("[㐀-鿿]", first.locator("a").first.inner_text())
    assert first.locator("small [lang=en], small span[lang=en]").count() >= 1
    assert seen.faults == []


def weigh(site: Path, requests: list[str]) -> int:
    """Weigh what was asked for, as a server that compresses sends it."""
    paths = {site / urlsplit(url).path.removeprefix("/") for url in requests if "://" in url}
    return sum(
        len(content) if path.suffix == ".woff2" else len(gzip.compress(content, 9))
        for path in paths
        for content in [path.read_bytes()]
    )


def test_it_weighs_little(site: Path, served: str, visit: Open) -> None:
    seen = visit(f"{served}/{PAGE}")
    seen.page.evaluate("scrollTo(0, document.body.scrollHeight), document.fonts.ready")
    seen.page.wait_for_load_state("networkidle")
    assert not [url for url in seen.requests if "/explorer/" in url or "/vendor/" in url]
    before = weigh(site, seen.requests)
    for name in ALL:
        select(seen.page, explorer_address(name))
        expect(seen.page.locator(f"input[value={name}]")).to_be_checked()
        expect(seen.page.get_by_role("status")).to_have_text(re.compile("rows$"))
    altogether = weigh(site, seen.requests)
    assert before <= BEFORE
    assert before < altogether <= ALTOGETHER
    data = [url for url in seen.requests if "/explorer/" in url]
    assert len(data) == len(set(data)) == len(ALL) + 1


def test_a_chapter_leads_to_what_is_named_in_it(
    served: str, visit: Open, tables: dict[str, list[Row]]
) -> None:
    page = visit(f"{served}/en/trade.html").page
    link = page.locator(".chapter-tools a[href^='explorer.html#']")
    own = [row for row in tables["projects"] if row["chapter"] == "trade"]
    assert f"{len(own)} " in link.inner_text()
    link.click()
    count(page, len(own), len(tables["projects"]))


def test_every_link_to_a_selection_is_one(site: Path) -> None:
    found = {
        link["href"]
        for path in site.glob("en/**/*.html")
        for link in read_html(path).links
        if "explorer.html#set=" in link["href"]
    }
    assert len(found) > 30
    for each in found:
        parts = dict(part.split("=", 1) for part in urlsplit(each).fragment.split("&"))
        listed = ALL[parts.pop("set")]
        assert set(parts) <= {*listed.filters, "q", "sort"}, each
