"""The pages of indicators, places and named things: nothing of the record is left out."""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from html import unescape
from html.parser import HTMLParser

import pytest

from compendium.contract.load import load_terms
from compendium.site.addresses import Addresses
from compendium.site.page_values import Record
from compendium.site.reference.entities import make_entities
from compendium.site.reference.indicators import make_indicators
from compendium.site.reference.material import Material
from compendium.site.reference.places import make_places
from compendium.site.reference.uses import Use
from support import ROOT

CLEAN = ROOT / "data" / "clean"
_MOST_BYTES = 6000
USED = "shenzhen-commerce-145-t1.retail-sales.shenzhen.2025.target"


class Body(HTMLParser):
    """The ids of a page, and where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.ids += [str(values["id"])] if "id" in values else []
        self.links += [str(values["href"])] if "href" in values else []


@pytest.fixture(scope="module", params=["en", "zh"])
def material(request: pytest.FixtureRequest) -> Material:
    record = Record.load(CLEAN, request.param)
    chapters = {name: said[request.param] for name, said in load_terms(CLEAN).chapters.items()}
    uses = {USED: (Use("consumption-retail-ladder", "A chart of retail sales"),)}
    raw = ROOT / "data" / "raw"
    return Material(record, Addresses(record), uses, {}, raw, request.param, chapters)


@pytest.fixture(scope="module")
def pages(material: Material) -> Mapping[str, str]:
    made = (make_indicators, make_places, make_entities)
    return {name: str(body) for make in made for name, body in make(material)}


def test_every_indicator_and_place_has_its_page_and_stands_in_the_list(
    material: Material, pages: Mapping[str, str]
) -> None:
    record = material.record
    for folder, ids in (
        ("indicators", record.indicators["indicator_id"]),
        ("places", record.places["place_id"]),
    ):
        listed = {link.rpartition("/")[2] for link in Body(pages[f"{folder}/index"]).links}
        assert [each for each in ids if f"{folder}/{each}" not in pages] == []
        assert [each for each in ids if f"{each}.html" not in listed] == []


def test_every_entity_is_an_anchor_once(material: Material, pages: Mapping[str, str]) -> None:
    anchors = {
        f"{name}.html#{each}"
        for name, body in pages.items()
        if name.startswith("entities/")
        for each in Body(body).ids
    }
    assert {*material.addresses.entities.values()} - anchors == set()
    assert [
        name for name, body in pages.items() if len(Body(body).ids) > len({*Body(body).ids})
    ] == []


def test_every_figure_stands_on_its_indicators_page_with_its_print(
    material: Material, pages: Mapping[str, str]
) -> None:
    found = material.record.observations
    missing = []
    for row in found.to_dict("records"):
        page = pages[f"indicators/{row['indicator_id']}"]
        address = f"../{material.addresses.rows[row['observation_id']]}"
        text = unescape(re.sub("<[^>]+>", "", page))
        if address not in Body(page).links or str(row["printed"]).strip() not in text:
            missing.append(row["observation_id"])
    assert missing == []


def test_every_figure_of_a_place_and_every_mention_of_a_thing_is_linked(
    material: Material, pages: Mapping[str, str]
) -> None:
    links = {name: {*Body(body).links} for name, body in pages.items()}
    rows = material.addresses.rows
    figures = material.record.observations
    assert [
        row_id
        for row_id, place in zip(figures["observation_id"], figures["place_id"], strict=True)
        if f"../{rows[row_id]}" not in links[f"places/{place}"]
    ] == []
    projects = material.record.projects.dropna(subset=["entity_id"])
    of_kind = material.addresses.entities
    assert [
        row_id
        for row_id, entity in zip(projects["project_id"], projects["entity_id"], strict=True)
        if f"../{rows[row_id]}" not in links[of_kind[entity].partition(".html")[0]]
    ] == []


def test_every_comparison_and_target_stands_with_its_indicator(
    material: Material, pages: Mapping[str, str]
) -> None:
    record = material.record
    links = {name: {*Body(body).links} for name, body in pages.items()}
    assert [
        check_id
        for check_id, indicator in zip(
            record.audit["check_id"], record.audit["indicator_id"], strict=True
        )
        if f"../agree.html#{check_id}" not in links[f"indicators/{indicator}"]
    ] == []
    targets = record.targets.dropna(subset=["baseline_id"])
    assert [
        row["target_id"]
        for row in targets.to_dict("records")
        if f"../{material.addresses.rows[row['baseline_id']]}"
        not in links[f"indicators/{row['indicator_id']}"]
    ] == []


def test_links_between_these_pages_lead_somewhere(
    material: Material, pages: Mapping[str, str]
) -> None:
    ids = {name: {*Body(body).ids} for name, body in pages.items()}
    dead = []
    for name, body in pages.items():
        for link in Body(body).links:
            path, _, anchor = link.partition("#")
            folder, _, file = path.rpartition("/")
            target = f"{folder.removeprefix('../') or name.split('/')[0]}/{file}".removesuffix(
                ".html"
            )
            if target.split("/")[0] not in ("indicators", "places", "entities"):
                continue
            target = target if path else name
            if target not in ids or (anchor and anchor not in ids[target]):
                dead.append((name, link))
    assert dead == []


def test_a_chart_that_shows_a_figure_is_named(pages: Mapping[str, str]) -> None:
    assert (
        "../consumption.html#consumption-retail-ladder"
        in Body(pages["indicators/retail-sales"]).links
    )
    assert "consumption-retail-ladder" not in pages["indicators/gdp"]


def test_an_indicator_in_words_has_no_drawing_and_no_number(
    material: Material, pages: Mapping[str, str]
) -> None:
    rows = material.record.observations
    in_words = rows.groupby("indicator_id")["value_low"].count()
    names = [f"indicators/{each}" for each in in_words[in_words == 0].index]
    assert names
    assert [name for name in names if "<figure" in pages[name]] == []


def test_a_place_of_which_no_plan_says_anything_says_so(
    material: Material, pages: Mapping[str, str]
) -> None:
    said = {"en": "No plan ", "zh": "各规划均未"}[material.lang]
    record = material.record
    spoken = {*record.observations["place_id"], *record.projects["place_id"].dropna()}
    silent = [each for each in record.places["place_id"] if each not in spoken]
    assert silent
    assert [each for each in silent if pages[f"places/{each}"].count(said) != 2] == []


def test_a_tile_map_marks_the_place_or_that_in_which_it_lies(pages: Mapping[str, str]) -> None:
    own = '<a href="futian.html" class="here" aria-current="page">'
    assert own in pages["places/futian"]
    assert '<a href="futian.html" class="here">' in pages["places/hetao"]
    assert 'class="here"' not in pages["places/lujiazui"]


def test_a_place_with_parts_shows_them_and_the_map_on_which_it_lies(
    pages: Mapping[str, str],
) -> None:
    maps = {name: pages[f"places/{name}"].count('class="tiles"') for name in ("shenzhen", "luohu")}
    assert maps == {"shenzhen": 2, "luohu": 1}
    heading = re.findall("<h2>(.*?)</h2>", pages["places/shenzhen"])
    assert re.findall("<h2>(.*?)</h2>", pages["places/luohu"])[0].endswith(("Shenzhen", "深圳市"))
    assert heading[0] in ("Its parts", "下辖各地")
    assert heading[1].endswith(("Guangdong", "广东省"))


def test_a_page_of_an_indicator_is_light(pages: Mapping[str, str]) -> None:
    weights = {
        name: len(gzip.compress(body.encode(), 6))
        for name, body in pages.items()
        if name.startswith("indicators/") and not name.endswith("/index")
    }
    assert {name: size for name, size in weights.items() if size > _MOST_BYTES} == {}


def test_no_page_has_a_style_or_a_script_inside(pages: Mapping[str, str]) -> None:
    assert [
        name for name, body in pages.items() if re.search(r"<script|\sstyle=|\son\w+=", body)
    ] == []
