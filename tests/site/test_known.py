"""How the site is found, cited, followed and reported on: heads, lists, feed, errata, the lost."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest
import yaml
from PIL import Image
from playwright.sync_api import Page, expect

from built_site import LOST, PAGES, SITE, Html, Visit, find_target, read_html
from compendium.contract.enums import LANGUAGES
from compendium.site.assemble import site_files
from compendium.site.edition import read_citation
from compendium.site.files import read_files, synchronise
from compendium.site.kept_addresses import find_broken, list_addresses, read_published
from support import ROOT

Open = Callable[..., Visit]
Walk = Callable[[str], Visit]
ADDRESS, BASE = "https://plans.example/a/b", "/a/b"
MOST_OF_A_CARD = 60_000
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
FOUND = [name for name in PAGES if not name.endswith("search.html")]
CITATION = read_citation(ROOT / "CITATION.cff", {})
ERRATA = [
    (path.parent.name, each)
    for path in sorted(ROOT.glob("data/raw/*/corrections.yaml"))
    for each in yaml.safe_load(path.read_text("utf-8"))["corrections"]
]


@pytest.fixture(scope="module")
def addressed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the site as it is built for an address."""
    folder = tmp_path_factory.mktemp("addressed")
    synchronise(folder, site_files(ROOT, ["en"], replace(CITATION, address=ADDRESS)))
    return folder


def described(page: Html) -> dict[str, Any]:
    [text] = page.data
    found: dict[str, Any] = json.loads(text)
    return found


@pytest.mark.parametrize("name", FOUND)
def test_page_says_what_it_is(site: Path, name: str) -> None:
    meta = read_html(site / name).meta
    [title] = meta["citation_title"]
    assert title
    assert meta["description"] != [""]
    assert meta["citation_author"] == [each.name for each in CITATION.authors]
    assert meta["citation_publication_date"] == [CITATION.date.replace("-", "/")]
    is_home = name == "en/index.html"
    assert meta.get("citation_inbook_title") == (None if is_home else [CITATION.title])


def test_a_site_without_an_address_says_none(site: Path) -> None:
    takes_one = {"citation_public_url", "twitter:card"}
    for name in FOUND:
        page = read_html(site / name)
        assert "canonical" not in page.relations
        assert not takes_one & set(page.meta)
        assert not [each for each in page.meta if each.startswith("og:")]
    assert not (site / "sitemap.xml").exists()
    assert "Sitemap" not in (site / "robots.txt").read_text("utf-8")


@pytest.mark.parametrize("name", FOUND)
def test_page_has_its_one_address(addressed: Path, name: str) -> None:
    page = read_html(addressed / name)
    [book] = page.meta["og:site_name"]
    assert book in CITATION.title
    assert page.meta["og:title"] == page.meta["citation_title"]
    assert page.meta["og:description"] == page.meta["description"]
    assert page.relations["canonical"] == f"{ADDRESS}/{name}"
    assert page.meta["og:url"] == page.meta["citation_public_url"] == [f"{ADDRESS}/{name}"]


@pytest.mark.parametrize("name", FOUND)
def test_page_has_a_card_of_its_first_chart(addressed: Path, name: str) -> None:
    page = read_html(addressed / name)
    [card] = page.meta["og:image"]
    path = addressed / card.removeprefix(f"{ADDRESS}/")
    assert path.stat().st_size <= MOST_OF_A_CARD
    with Image.open(io.BytesIO(path.read_bytes())) as image:
        assert [str(each) for each in image.size] == [
            *page.meta["og:image:width"],
            *page.meta["og:image:height"],
        ]
        painted = {colour for _, colour in image.convert("RGB").getcolors(1 << 16) or ()}
    charts = re.findall(r'<figure class="figure[^>]* id="([^"]+)"', (addressed / name).read_text())
    assert not charts or path.name == f"{charts[0]}.en.card.png"
    # By its colour a reader knows the plan: the picture has those of its drawing.
    drawing = (addressed / "figures" / path.name.replace(".card.png", ".svg")).read_text("utf-8")
    plans = {
        source["colour"]
        for file in ROOT.glob("data/raw/*/source.yaml")
        if (source := yaml.safe_load(file.read_text("utf-8")))["colour"] in drawing
    }
    near = {tuple(int(plan[at : at + 2], 16) // 8 for at in (1, 3, 5)) for plan in plans}
    assert near <= {tuple(part // 8 for part in colour) for colour in painted}


@pytest.mark.parametrize("name", ["en/index.html", "en/data.html"])
def test_data_set_is_described_as_its_package_is(site: Path, addressed: Path, name: str) -> None:
    package = json.loads((site / "data" / "datapackage.json").read_text("utf-8"))
    plain, whole = described(read_html(site / name)), described(read_html(addressed / name))
    for said in (plain, whole):
        assert said["@type"] == "Dataset"
        assert said["name"] == CITATION.title
        assert said["version"] == package["version"] == CITATION.version
        assert 50 <= len(said["description"]) <= 5_000
        assert [each["name"] for each in said["distribution"]] == [
            each["path"] for each in package["resources"]
        ]
    tables = [each["contentUrl"] for each in plain["distribution"]]
    assert all(urljoin((site / name).as_uri(), each).startswith(SITE.as_uri()) for each in tables)
    assert [find_target(site / name, each).is_file() for each in tables] == [True] * len(tables)
    assert all(each["contentUrl"].startswith(f"{ADDRESS}/data/") for each in whole["distribution"])
    assert whole["url"] == f"{ADDRESS}/"


def test_described_data_ends_no_script(site: Path) -> None:
    for name in FOUND:
        for text in read_html(site / name).data:
            assert "<" not in text


def test_sitemap_names_every_page_that_is_to_be_found(addressed: Path) -> None:
    root = ElementTree.fromstring((addressed / "sitemap.xml").read_bytes())
    named = [str(each.text) for each in root.iter(f"{SITEMAP}loc")]
    assert {f"{ADDRESS}/{name}" for name in FOUND} <= set(named)
    assert [
        each for each in named if not (addressed / each.removeprefix(f"{ADDRESS}/")).is_file()
    ] == []
    assert [each for each in named if "search.html" in each or "handouts" in each] == []
    robots = (addressed / "robots.txt").read_text("utf-8")
    assert f"Sitemap: {ADDRESS}/sitemap.xml\n" in robots


def test_feed_leads_to_what_it_tells_of(site: Path, addressed: Path) -> None:
    for folder, home in ((site, ""), (addressed, f"{ADDRESS}/")):
        root = ElementTree.fromstring((folder / "feed.xml").read_bytes())
        links = [str(link.get("href")) for link in root.iter(f"{ATOM}link")]
        assert all(link.startswith(home) for link in links)
        for link in links:
            path, _, anchor = link.removeprefix(home).partition("#")
            assert (folder / path).is_file()
            assert not anchor or anchor in read_html(folder / path).ids
        entries = list(root.iter(f"{ATOM}entry"))
        assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries) > 0


@pytest.mark.parametrize("name", ["index", "data", "changelog", "errata"])
def test_pages_about_the_data_lead_to_the_feed(site: Path, name: str) -> None:
    page = site / "en" / f"{name}.html"
    assert find_target(page, read_html(page).relations["alternate"]) == site / "feed.xml"


def test_no_published_address_breaks(site: Path) -> None:
    published = read_published(ROOT / "book" / "addresses.txt")
    files = dict(read_files(site))
    langs = [lang for lang in LANGUAGES if (site / lang).is_dir()]
    assert find_broken(published, files, langs) == []
    new = sorted(list_addresses(files) - published)
    assert new == [], "add them: compendium addresses --write"


@pytest.fixture
def host(addressed: Path) -> Iterator[str]:
    """A host that has the site below a path, and shows its page of the lost at any address."""

    class Handler(SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            below = urlsplit(path).path.removeprefix(BASE)
            return str(addressed / below.lstrip("/"))

        def send_error(self, code: int, *_: Any) -> None:
            content = (addressed / LOST).read_bytes()
            self.send_response(code)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("path", ["/nothing.html", "/en/indicators/no/such/page.html", "/a/"])
def test_the_lost_are_led_on_from_any_address(host: str, path: str, visit: Open) -> None:
    seen = visit("about:blank")
    asked: list[str] = []
    seen.page.on("response", lambda answer: asked.append(f"{answer.status} {answer.url}"))
    seen.page.goto(f"{host}{BASE}{path}", wait_until="networkidle")
    page = seen.page
    assert [each for each in asked if not each.startswith("200")] == [f"404 {host}{BASE}{path}"]
    expect(page.locator("h1")).to_have_text("No page has this address")
    # The frame has its styles, and its script runs.
    expect(page.get_by_role("button", name="Colours")).to_be_visible()
    links = page.locator("main a, .contents a, footer a").evaluate_all(
        "(links) => links.map((link) => link.href)"
    )
    assert len(links) > 20
    for link in {link.partition("#")[0] for link in links} - {page.url}:
        assert page.request.get(link).status == 200
    page.locator("main").get_by_role("link", name="Trade").click()
    page.wait_for_url(f"{host}{BASE}/en/trade.html")
    page.go_back()
    page.locator("main input[type=search]").fill("baseline")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{host}{BASE}/en/search.html?q=baseline")


def test_head_breaks_no_policy(host: str, visit: Open) -> None:
    seen = visit("about:blank")
    messages: list[str] = []
    seen.page.on("console", lambda message: messages.append(message.text))
    for name in ("en/index.html", "en/data.html", "en/errata.html"):
        seen.page.goto(f"{host}{BASE}/{name}", wait_until="load")
        assert seen.page.evaluate("document.querySelectorAll('script').length") > 1
    assert messages == []


@pytest.mark.parametrize(
    ("plan", "erratum"), ERRATA, ids=[f"{plan}-{each['cell']}" for plan, each in ERRATA]
)
def test_errata_show_each_correction(
    site: Path, plan: str, erratum: dict[str, Any], kept: Callable[..., Page]
) -> None:
    shown = kept("en/errata.html").locator(f"[id='{plan}.{erratum['sheet']}.{erratum['cell']}']")
    expect(shown.locator("del")).to_have_text(erratum["printed"])
    expect(shown.locator("ins")).to_have_text(erratum["corrected"])
    expect(shown).to_contain_text(erratum["reason_en"])
    expect(shown).to_contain_text(erratum["evidence"])
    link = shown.locator("a").first.get_attribute("href")
    assert link == f"cite.html#{plan}"


def test_changelog_has_every_version_and_entry(site: Path) -> None:
    written = (ROOT / "CHANGELOG.md").read_text("utf-8")
    versions = re.findall(r"^## (\S+)", written, re.MULTILINE)
    page = read_html(site / "en" / "changelog.html")
    places = ["unreleased" if each == "Unreleased" else f"v{each.replace('.', '-')}"
              for each in versions]  # fmt: skip
    assert [each for each in page.ids if each in places] == places
    shown = page.path.read_text("utf-8")
    sections = re.findall(r"^### (.+)$", written, re.MULTILINE)
    assert re.findall(r"<h3>([^<]+)<", shown) == sections
    entries = shown.partition("<article")[2].partition("</article>")[0].count("<li>")
    assert entries == written.count("\n- ") > 50


def test_report_is_copied_with_its_questions(served: str, visit: Open) -> None:
    seen = visit("about:blank")
    seen.page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=served)
    seen.page.goto(f"{served}/en/report.html")
    button = seen.page.locator(".report-text button")
    expect(button).to_have_accessible_name("Copy this text")
    button.focus()
    button.press("Enter")
    expect(button).to_have_text("Copied")
    copied = seen.page.evaluate("navigator.clipboard.readText()")
    assert copied.splitlines()[-1] == f"Version of the book: {CITATION.version}"
    assert "observation_id" in copied
    assert seen.faults == []


def test_every_page_leads_to_what_is_said_of_the_book(site: Path) -> None:
    for name in FOUND:
        links = {link["href"] for link in read_html(site / name).links}
        own = Path(name).name
        assert {"about.html", "report.html", "errata.html", "changelog.html"} - {own} <= links


def test_references_are_the_book_s(site: Path) -> None:
    bibtex = (site / "data" / "citation.bib").read_text("utf-8")
    assert f"title  = {{{{{CITATION.title}}}}}" in bibtex
    [entry] = json.loads((site / "data" / "citation.csl.json").read_text("utf-8"))
    assert entry["version"] == CITATION.version
    shown = re.sub("<[^>]+>", "", (site / "en" / "cite.html").read_text("utf-8"))
    assert CITATION.authors[0].name in shown
    assert "@misc{" in shown
