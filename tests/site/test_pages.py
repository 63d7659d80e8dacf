"""What is published: pages without faults, links that lead somewhere, files that are saved."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from built_site import EMBEDS, PAGES, SITE, Html, Visit, find_target, read_html

Open = Callable[..., Visit]
Walk = Callable[[str], Visit]
CLASS = re.compile(r"class=\"?([^\">]*)")
STYLE_ASKS = re.compile(r"url\([\"']?([^\"')]+)")
# What nobody links to: hosts and robots ask for it by itself.
AT_THE_ROOT = ["index.html", "robots.txt"]
# The search comes when one types: `page.js` names its scripts, and a licence goes with one of them.
BROUGHT = re.compile(r'^ +"([\w./-]+\.js)",$', re.MULTILINE)


@pytest.fixture(scope="session")
def published(site: Path) -> list[Html]:
    return [read_html(path) for path in sorted(site.rglob("*.html"))]


@pytest.mark.parametrize("name", PAGES)
def test_page_loads_without_a_fault(address: str, name: str, walk: Walk) -> None:
    seen = walk(f"{address}/{name}")
    assert seen.faults == []
    scripts = {Path(urlsplit(url).path).name for url in seen.requests if ".js" in url}
    own = {Path(urlsplit(each).path).name for each in read_html(SITE / name).loads if ".js" in each}
    assert scripts == own
    assert "page.js" in own


def test_every_figure_of_its_own_loads_without_a_fault(address: str, walk: Walk) -> None:
    faults, scripts = [], []
    for name in EMBEDS:
        seen = walk(f"{address}/{name}")
        faults += seen.faults
        scripts += [url for url in seen.requests if url.endswith(".js")]
    assert faults == []
    assert scripts == []


def test_entrance_leads_to_the_edition(address: str, visit: Open) -> None:
    page = visit(f"{address}/index.html").page
    page.wait_for_url(re.compile(r"/en/index\.html"))
    assert page.locator("main h1").is_visible()


def test_entrance_leads_on_by_a_link_too(site: Path) -> None:
    links = {link["href"] for link in read_html(site / "index.html").links}
    assert links == {"en/index.html"}


def test_no_page_names_an_outside_address_to_load(published: list[Html]) -> None:
    assert [
        (page.path.name, load) for page in published for load in page.loads if "//" in load
    ] == []


def leads_nowhere(page: Html, link: str, site: Path) -> bool:
    target = find_target(page.path, link)
    if target is None:
        return urlsplit(link).scheme not in ("http", "https", "mailto")
    if not target.is_file() or not target.is_relative_to(site):
        return True
    fragment = unquote(urlsplit(link).fragment)
    if target.name == "explorer.html" and "=" in fragment:
        # A selection, which `test_explorer` follows.
        return False
    return bool(fragment) and target.suffix == ".html" and fragment not in read_html(target).ids


def test_every_link_leads_somewhere(site: Path, published: list[Html]) -> None:
    dead = [
        f"{page.path.relative_to(site)}: {link}"
        for page in published
        for link in [each["href"] for each in page.links] + page.loads
        if leads_nowhere(page, link, site)
    ]
    assert dead == []


def test_no_two_places_of_a_page_have_one_name(published: list[Html]) -> None:
    twice = [
        f"{page.path.name}: {name}"
        for page in published
        for name in sorted(set(page.ids))
        if page.ids.count(name) > 1
    ]
    assert twice == []


def test_a_page_asks_for_the_style_sheet_that_it_needs(site: Path) -> None:
    """`reference.css` styles what chapters do without; they must not show what it styles."""
    every, other = (
        style_classes(site / "en" / "_static" / name)
        for name in ("compendium.css", "reference.css")
    )
    bare = {}
    for path in sorted((site / "en").rglob("*.html")):
        text = path.read_text("utf-8")
        if "reference.css" not in text:
            shown = {name for found in CLASS.findall(text) for name in found.split()}
            bare[path.relative_to(site / "en").as_posix()] = shown & (other - every)
    assert {"trade.html", "overview.html"} <= bare.keys()
    assert {name: shown for name, shown in bare.items() if shown} == {}


def style_classes(path: Path) -> set[str]:
    return set(
        re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r"\{[^{}]*\}", "{}", path.read_text("utf-8")))
    )


def asked_for(page: Html) -> Iterator[Path]:
    """Give the files that a page loads by itself or when wanted, and that its style sheets do."""
    for load in (*page.loads, *page.wanted):
        found = find_target(page.path, load)
        if found is not None:
            yield found
            if found.suffix == ".css":
                for asked in STYLE_ASKS.findall(found.read_text("utf-8")):
                    yield (found.parent / asked).resolve()
            if found.suffix == ".js":
                for asked in BROUGHT.findall(found.read_text("utf-8")):
                    yield (found.parent / asked).resolve()


def test_nothing_is_published_that_no_page_asks_for_or_links_to(
    site: Path, published: list[Html]
) -> None:
    linked = {find_target(page.path, link["href"]) for page in published for link in page.links}
    linked |= {
        find_target(page.path, each) for page in published for each in page.relations.values()
    }
    loaded = {path for page in published for path in asked_for(page)}
    files = {path for path in site.rglob("*") if path.is_file()}
    linked = {
        path for path in linked if path and ("_static" not in path.parts or "vendor" in path.parts)
    }
    spare = files - loaded - linked
    assert sorted(str(path.relative_to(site)) for path in spare) == AT_THE_ROOT


def test_file_is_saved_and_not_shown_in_the_place_of_the_page(
    site: Path, published: list[Html]
) -> None:
    files = [
        (page.path.name, link)
        for page in published
        for link in page.links
        # A feed is no file to keep: its address is.
        if (target := find_target(page.path, link["href"]))
        and target.suffix not in (".html", ".xml")
    ]
    assert len(files) > 50
    shown = [
        f"{name}: {link['href']}"
        for name, link in files
        if "download" not in link or link.get("target") != "_blank"
    ]
    assert shown == []


@pytest.mark.parametrize(
    ("name", "where"),
    [("trade", ".chapter-tools"), ("data", "main li:has(a[href='trade.html'])")],
)
def test_chapter_links_to_its_files(served: str, name: str, where: str, visit: Open) -> None:
    page = visit(f"{served}/en/{name}.html").page
    links = page.locator(f"{where} a[download]")
    endings = [str(link.get_attribute("href")).rsplit(".", 1)[1] for link in links.all()]
    assert endings == ["csv", "xlsx", "ipynb"]
    for link in links.all():
        with page.expect_download() as saved:
            link.click()
        assert saved.value.path().stat().st_size > 0


def test_tables_are_there_and_their_package_names_them(site: Path) -> None:
    package = json.loads((site / "data" / "datapackage.json").read_text("utf-8"))
    named = {resource["path"] for resource in package["resources"]}
    assert "observations.csv" in named
    assert [name for name in named if not (site / "data" / name).stat().st_size] == []
