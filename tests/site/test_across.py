"""The pages across the plans: every contradiction drawn, every comparison found, and filtered."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from built_site import CHAPTERS, Visit, find_target, read_html
from in_page import DIM_TEXTS_OF_CHARTS, FAINT_MARKS, measure
from support import ROOT

Open = Callable[..., Visit]
Kept = Callable[..., Page]
AGREE, SIDE = "en/agree.html", "en/side-by-side.html"
CLEAN = ROOT / "data" / "clean"


def table(name: str) -> pd.DataFrame:
    return pd.read_csv(CLEAN / f"{name}.csv", dtype=str, keep_default_na=False)


AUDIT = table("audit")
OBSERVATIONS = table("observations").set_index("observation_id")
CONFLICTS = AUDIT[AUDIT["verdict"] == "conflict"]
OTHERS = AUDIT[AUDIT["verdict"] != "conflict"]


class Parts(HTMLParser):
    """The elements of a page that have an id, each with its links, texts and drawings."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: dict[str, dict[str, list[str]]] = {}
        self._open: list[str] = []
        self._depths: list[int] = []
        self._depth = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag not in ("br", "hr", "img", "input", "link", "meta"):
            self._depth += 1
            if values.get("id") and tag in ("figure", "li", "section"):
                self._open.append(str(values["id"]))
                self._depths.append(self._depth)
                self.parts[self._open[-1]] = {"links": [], "texts": [], "marks": []}
        for name in self._open[-1:]:
            if tag == "a":
                self.parts[name]["links"].append(str(values.get("href")))
            if tag == "circle":
                self.parts[name]["marks"].append(str(values.get("cx")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name in self._open[-1:]:
            if tag == "circle":
                self.parts[name]["marks"].append(str(dict(attrs).get("cx")))

    def handle_endtag(self, tag: str) -> None:
        if self._depths and self._depth == self._depths[-1]:
            self._open.pop()
            self._depths.pop()
        self._depth -= 1

    def handle_data(self, data: str) -> None:
        for name in self._open[-1:]:
            self.parts[name]["texts"].append(data)


@pytest.fixture(scope="module")
def agree(site: Path) -> dict[str, dict[str, list[str]]]:
    return Parts((site / AGREE).read_text("utf-8")).parts


def test_every_contradiction_is_a_pair_with_its_prints_and_what_to_conclude(
    site: Path, agree: dict[str, dict[str, list[str]]]
) -> None:
    for row in CONFLICTS.to_dict("records"):
        part = agree[row["check_id"]]
        assert len(set(part["marks"])) == 2, row["check_id"]
        texts = " ".join("".join(part["texts"]).split())
        ids = dict.fromkeys(f"{row['left_id']}|{row['right_id']}".split("|"))
        prints = [OBSERVATIONS.loc[each, "printed"] for each in ids]
        assert [text for text in prints if text not in texts] == []
        links = {unquote(urlsplit(link).fragment): link for link in part["links"]}
        assert [each for each in ids if each not in links] == []
        for each in (row["left_id"].split("|")[0], row["right_id"].split("|")[-1]):
            target = find_target(site / AGREE, links[each])
            assert target is not None
            assert target.is_file(), links[each]
            assert each in read_html(target).ids
        for said in ("explanation_en", "conclusion_en"):
            assert row[said] in texts


def test_the_pair_of_two_prints_shows_them_on_its_scale(
    agree: dict[str, dict[str, list[str]]],
) -> None:
    twice = CONFLICTS[CONFLICTS["kind"] == "restated"]
    assert len(twice) > 2
    for row in twice.to_dict("records"):
        texts = "".join(agree[row["check_id"]]["texts"])
        for side in ("left_id", "right_id"):
            # Once at its mark and once as the link to its place.
            assert texts.count(OBSERVATIONS.loc[row[side], "printed"]) >= 2


def test_every_comparison_has_its_anchor_once(site: Path) -> None:
    ids = read_html(site / AGREE).ids
    assert [name for name in AUDIT["check_id"] if ids.count(name) != 1] == []


def test_every_other_comparison_leads_to_all_its_prints(
    agree: dict[str, dict[str, list[str]]],
) -> None:
    lost = []
    for row in OTHERS.to_dict("records"):
        links = {unquote(urlsplit(link).fragment) for link in agree[row["check_id"]]["links"]}
        ids = f"{row['left_id']}|{row['right_id']}".split("|")
        lost += [each for each in ids if each not in links]
    assert lost == []


def test_the_page_is_light(site: Path) -> None:
    assert len(gzip.compress((site / AGREE).read_bytes(), 6)) <= 60_000
    assert len(gzip.compress((site / SIDE).read_bytes(), 6)) <= 60_000


def shown(page: Page) -> set[str]:
    seen = "rows => rows.filter((row) => row.checkVisibility()).map((row) => row.id)"
    return set(page.locator(".checks li[id]").evaluate_all(seen))


def test_without_a_script_all_comparisons_are_there(address: str, visit: Open) -> None:
    page = visit(f"{address}/{AGREE}?verdict=agree", java_script_enabled=False).page
    rows = page.locator(".checks li[id]:visible")
    expect(rows).to_have_count(len(OTHERS))
    expect(page.locator(".filters")).to_be_hidden()
    assert page.locator(".checks details").count() == 0


def test_filters_are_used_by_keyboard_and_stand_in_the_address(address: str, visit: Open) -> None:
    seen = visit(f"{address}/{AGREE}")
    page = seen.page
    assert shown(page) == set(OTHERS["check_id"])
    field = page.get_by_label("Words or numbers")
    field.focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("combobox", name="Verdict")).to_be_focused()
    page.keyboard.type("rounding")
    rounding = set(AUDIT.loc[AUDIT["verdict"] == "rounding", "check_id"])
    expect(page.locator(".filters output")).to_have_text(f"{len(rounding)} of {len(OTHERS)} shown")
    assert shown(page) == rounding
    page.wait_for_url(re.compile(r"\?verdict=rounding"))

    page.keyboard.press("Tab")
    page.keyboard.type("A share")
    shares = set(
        AUDIT.loc[(AUDIT["verdict"] == "rounding") & (AUDIT["kind"] == "share"), "check_id"]
    )
    expect(page.locator(".filters output")).to_contain_text(f"{len(shares)} of")
    assert shown(page) == shares
    expect(page.locator(".checks:visible")).to_have_count(1)
    page.reload()
    assert shown(page) == shares

    page.get_by_role("button", name="Show all").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".filters output")).to_contain_text(f"{len(OTHERS)} of")
    assert urlsplit(page.url).query == ""
    assert seen.faults == []


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("plan=zhongshan-services-145", OTHERS["plan_ids"].str.contains("zhongshan-services-145")),
        ("kind=growth", OTHERS["kind"] == "growth"),
        ("q=8664.8", None),
        ("q=8%2C664.8", None),
        ("q=Retail+SALES", None),
        ("verdict=none-such", OTHERS["verdict"] != ""),
    ],
)
def test_the_address_chooses(
    query: str, wanted: pd.Series[bool] | None, served: str, visit: Open
) -> None:
    page = visit(f"{served}/{AGREE}?{query}").page
    found = shown(page)
    if wanted is not None:
        assert found == set(OTHERS.loc[wanted, "check_id"])
        return
    assert 0 < len(found) < len(OTHERS)
    needle = "8664.8" if "8" in query else "retail sales"
    texts = page.locator(".checks li[id]:visible").all_text_contents()
    assert [text for text in texts if needle not in text.lower()] == []


def test_a_link_to_a_comparison_shows_it_whatever_is_filtered(served: str, visit: Open) -> None:
    name = OTHERS.loc[OTHERS["verdict"] == "agree", "check_id"].iat[0]
    page = visit(f"{served}/{AGREE}?verdict=definition#{name}").page
    expect(page.locator(f"[id='{name}']")).to_be_in_viewport()
    assert "verdict" not in page.url


def test_filters_stay_in_sight_and_what_they_leave_is_seen(served: str, visit: Open) -> None:
    page = visit(f"{served}/{AGREE}").page
    page.locator(".checks").last.locator("li").last.scroll_into_view_if_needed()
    kind = page.locator(".filters select[name='kind']")
    expect(kind).to_be_in_viewport()
    kind.select_option("share")
    row = page.locator(".checks li[id]:visible").first
    expect(row).to_be_in_viewport()
    shade, text = page.locator(".filters").bounding_box(), row.bounding_box()
    assert shade is not None
    assert text is not None
    assert text["y"] >= shade["y"] + shade["height"]


def test_the_tally_leads_to_its_parts(served: str, visit: Open) -> None:
    page = visit(f"{served}/{AGREE}").page
    counts = AUDIT["verdict"].value_counts()
    for verdict in ("definition", "rounding", "agree"):
        page.locator(f".tally a:has(.v-{verdict})").click()
        assert len(shown(page)) == counts[verdict]
        expect(page.locator("#comparisons")).to_be_in_viewport()
    page.locator(".tally a:has(.v-conflict)").click()
    expect(page.locator("#contradictions")).to_be_in_viewport()
    drawn = page.locator(".tally-strip rect").evaluate_all(
        "rects => rects.map((rect) => parseFloat(rect.getAttribute('width')))"
    )
    assert sum(drawn) == pytest.approx(100, abs=0.1)


def test_charts_of_the_chapters_lead_to_the_contradictions_of_their_figures(site: Path) -> None:
    roots = set(CONFLICTS.loc[CONFLICTS["follows_from"] == "", "check_id"])
    named = {
        unquote(urlsplit(link["href"]).fragment)
        for name in CHAPTERS
        for link in read_html(site / name).links
        if link["href"].startswith("agree.html#")
    }
    assert roots - named == set()


@pytest.mark.parametrize("name", [AGREE, SIDE])
@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_drawings_are_seen_and_read(name: str, width: int, scheme: str, kept: Kept) -> None:
    page = kept(name, width=width, color_scheme=scheme)
    assert measure(page, DIM_TEXTS_OF_CHARTS) == []
    assert measure(page, FAINT_MARKS) == []
    meet = """
    return [...document.querySelectorAll(".pair-scale")].flatMap((svg) => {
      const boxes = [...svg.querySelectorAll("text")].map((text) => text.getBoundingClientRect());
      const room = svg.getBoundingClientRect();
      const outside = boxes.filter((box) => box.left < room.left - 1 || room.right + 1 < box.right);
      const met = boxes.filter((one, at) => boxes.slice(at + 1).some((other) =>
        one.left < other.right && other.left < one.right &&
        one.top + 3 < other.bottom && other.top + 3 < one.bottom));
      return [...outside, ...met].map(() => svg.closest("figure").id);
    });
    """
    assert measure(page, meet) == []


def test_every_indicator_that_two_plans_put_a_number_to_has_its_ladder(site: Path) -> None:
    of_each = OBSERVATIONS.groupby("indicator_id")
    plans, most = of_each["plan_id"].nunique(), of_each["value_high"].max()
    wanted = plans[(plans > 1) & (most != "")].index
    parts = Parts((site / SIDE).read_text("utf-8")).parts
    for name in wanted:
        rows = OBSERVATIONS[OBSERVATIONS["indicator_id"] == name]
        # Groups of rungs have no id: what they link to is the ladder's own.
        links = {unquote(urlsplit(link).fragment) for link in parts[f"ladder-{name}"]["links"]}
        assert set(rows.index) - links == set()
    ladders = {name for name in parts if name.startswith("ladder-")}
    assert ladders == {f"ladder-{name}" for name in wanted}


def test_every_target_stands_in_the_timeline(site: Path) -> None:
    html = (site / SIDE).read_text("utf-8")
    years = html[html.index('<ol class="years">') : html.index('<div class="roles">')]
    targets = OBSERVATIONS[OBSERVATIONS["role"] == "target"]
    assert [name for name in targets.index if f"#{name}" not in years] == []
    counts = [int(found) for found in re.findall(r"</b> (\d+) targets</p>", years)]
    by_year = targets["year"].value_counts()
    assert sorted(counts) == sorted(by_year)


def test_the_roles_of_a_district_stand_side_by_side(site: Path) -> None:
    html = (site / SIDE).read_text("utf-8")
    roles = html[html.index('<div class="roles">') :]
    projects, places = table("projects"), table("places")
    wanted = projects[
        (projects["kind"] == "role")
        & projects["plan_id"].isin(["shenzhen-outline-145", "shenzhen-services-145"])
        & projects["place_id"].isin(places.loc[places["level"] == "district", "place_id"])
    ]
    assert len(wanted) > 50
    assert [name for name in wanted["project_id"] if f"#{name}" not in roles] == []
