"""The explorer's data: every row as it stands in its table, every name in both languages."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from pathlib import PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.contract.load import load_terms
from compendium.site.addresses import Addresses
from compendium.site.assemble import find_asked
from compendium.site.explorer.added import JOIN
from compendium.site.explorer.data import FOLDER, NAMES, find_address, make_data, pack
from compendium.site.explorer.page import LIBRARY, count_all, explorer_values, named_things
from compendium.site.explorer.sets import FILTERS, SETS, Listed, explorer_address
from compendium.site.files import Files
from compendium.site.page_values import Record
from compendium.site.shell import find_wanted
from support import ROOT

CLEAN = ROOT / "data" / "clean"
STATIC = ROOT / "book" / "_static"
# As the makers of the library publish it.
LIBRARY_SHA256 = "a0d1d4531c0c4ae7cdaec01f217c724aa969cacaff7f7d8971c334ac97500379"
ON_SETS = pytest.mark.parametrize("listed", SETS, ids=lambda listed: listed.name)


@pytest.fixture(scope="module", params=["en", "zh"])
def record(request: pytest.FixtureRequest) -> Record:
    return Record.load(CLEAN, request.param)


@pytest.fixture(scope="module")
def files(record: Record) -> Files:
    return make_data(CLEAN, record, load_terms(CLEAN), Addresses(record))


def read(files: Files, name: str) -> dict[str, Any]:
    """Read a script as the browser does."""
    written = files[FOLDER / f"{name}.js"].decode()
    found = re.fullmatch(r"\(window\.explorerData\?\?=\{\}\)\.(\w+)=(\{.*\});\n", written, re.S)
    assert found is not None
    assert found[1] == name
    content: dict[str, Any] = json.loads(found[2])
    return content


def unpack(packed: Any, rows: int, earlier: dict[str, list[str]]) -> list[str]:
    if isinstance(packed, str):
        return [packed] * rows
    if isinstance(packed, list):
        return packed
    if "at" in packed:
        rest = packed.get("rest", [""] * rows)
        return [packed["of"][at] + end for at, end in zip(packed["at"], rest, strict=True)]
    but = {int(row): value for row, value in packed["but"].items()}
    return [but.get(row, value) for row, value in enumerate(earlier[packed["like"]])]


def columns(content: dict[str, Any], part: str) -> dict[str, list[str]]:
    held: dict[str, list[str]] = {}
    for name, each in content[part].items():
        held[name] = unpack(each, content["rows"], held)
    return held


TEXTS = st.sampled_from(["", "a", "b|c", "零售的总额", "0", "t1.a.b", "t1.c", "x#s!A1", "x#s!B2"])


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1))
def test_a_packed_column_is_whole(pairs: list[tuple[str, str]]) -> None:
    first, second = ([pair[at] for pair in pairs] for at in (0, 1))
    assert unpack(pack(first, {}), len(first), {}) == first
    assert unpack(pack(second, {"x": first}), len(first), {"x": first}) == second


@ON_SETS
def test_a_script_holds_its_table_to_the_byte(listed: Listed, files: Files) -> None:
    held = columns(read(files, listed.name), "columns")
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(held)
    writer.writerows(zip(*held.values(), strict=True))
    assert written.getvalue().encode() == (CLEAN / f"{listed.table}.csv").read_bytes()


@ON_SETS
def test_every_row_leads_to_where_it_stands(listed: Listed, files: Files, record: Record) -> None:
    content = read(files, listed.name)
    ids, *_ = columns(content, "columns").values()
    pages = columns(content, "added")["page"]
    addresses = Addresses(record)
    known = addresses.entities if listed.name == "entities" else addresses.rows
    assert {each: f"{page}#{each}" for each, page in zip(ids, pages, strict=True)} == {
        each: known[each] for each in ids
    }


@ON_SETS
def test_every_value_of_a_filter_has_its_name(listed: Listed, files: Files) -> None:
    content, shared = read(files, listed.name), read(files, NAMES)
    held = columns(content, "columns") | columns(content, "added")
    assert list(content["filters"]) == list(listed.filters)
    nameless = {
        (key, value)
        for key, column in listed.filters.items()
        for cell in held[column]
        for value in cell.split(JOIN)
        if value and key != "year" and not all(shared["names"][key].get(value, [""]))
    }
    assert nameless == set()
    assert set(listed.filters) <= set(shared["titles"])
    assert set(listed.words) <= set(held)


def test_what_is_said_is_in_the_language_of_the_edition(files: Files, record: Record) -> None:
    said = columns(read(files, "figures"), "added")["said"]
    titles = read(files, NAMES)["titles"]
    is_chinese = record.words.lang == "zh"
    assert any("亿元" in each for each in said) == is_chinese
    assert any("billion yuan" in each for each in said) != is_chinese
    assert (titles["place"] == "地区") == is_chinese


def test_a_baseline_is_said_beside_its_target(files: Files) -> None:
    content = read(files, "targets")
    held = columns(content, "columns") | columns(content, "added")
    assert {bool(each) for each in held["baseline_id"]} == {True, False}
    for key, said, page in zip(
        held["baseline_id"], held["baseline_said"], held["baseline_page"], strict=True
    ):
        assert bool(key) == bool(said) == bool(page)


def test_an_entity_is_in_the_chapters_that_name_it(files: Files, record: Record) -> None:
    content = read(files, "entities")
    ids, chapters = columns(content, "columns")["entity_id"], columns(content, "added")["chapter"]
    found = dict(zip(ids, chapters, strict=True))
    named = record.projects.dropna(subset="entity_id")
    for entity, rows in named.groupby("entity_id"):
        assert set(found[str(entity)].split(JOIN)) == set(rows["chapter"])


def test_the_address_of_a_script_changes_with_it(files: Files) -> None:
    path = FOLDER / f"{NAMES}.js"
    other = {**files, path: files[path] + b"\n"}
    assert find_address(files, NAMES) != find_address(other, NAMES)
    assert find_address(files, NAMES).startswith(f"{path}?v=")


def test_the_page_asks_for_all_that_it_loads(files: Files, record: Record) -> None:
    values = explorer_values(files, CLEAN, record, load_terms(CLEAN), Addresses(record))
    asked = find_asked(PurePosixPath("explorer.html"), values["explorer"].encode())
    assert asked == {*files, PurePosixPath(LIBRARY)}
    # Markdown ends a piece of HTML at an empty line.
    assert "\n\n" not in values["explorer"]
    assert "\n\n" not in values["explorer_holds"]


def test_what_it_holds_adds_up(record: Record, files: Files) -> None:
    tables = {each.name: columns(read(files, each.name), "columns") for each in SETS}
    names = read(files, NAMES)["names"]
    counted = count_all(tables, names, record.words.lang)
    sums = [
        sum(int(row["counts"][at]["rows"].replace(",", "")) for row in counted["plans"])
        for at in range(3)
    ]
    assert sums == [len(record.observations), len(record.targets), len(record.projects)]
    by_kind = [row["counts"][0]["rows"] for row in counted["kinds"]]
    assert sum(int(each.replace(",", "")) for each in by_kind) == len(record.projects)


def test_a_chapter_leads_to_what_is_named_in_it(record: Record) -> None:
    number, address = named_things(record.projects, "trade")
    assert number == list(record.projects["chapter"]).count("trade") > 0
    assert address == "explorer.html#set=projects&chapter=trade"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("things", {}), ("figures", {"stage": "build"}), ("figures", {"sort": "-name"})],
)
def test_an_address_names_what_there_is(name: str, wanted: dict[str, str]) -> None:
    with pytest.raises(KeyError):
        explorer_address(name, **wanted)


def test_an_address_keeps_what_it_is_given() -> None:
    address = explorer_address("figures", place=["a&b", "c"], q="5 & 6")
    assert address == "explorer.html#set=figures&place=a%26b,c&q=5+%26+6"


def test_filters_are_called_alike_everywhere() -> None:
    assert {key for listed in SETS for key in listed.filters} == set(FILTERS)


def test_a_page_names_its_scripts() -> None:
    assert find_wanted(
        {"compendium": '{"scripts": ["a.js", "b.js"], "example": "x"}'}, "scripts"
    ) == [
        "a.js",
        "b.js",
    ]
    assert find_wanted({"compendium": '{"example": "x"}'}, "scripts") == []


def test_the_library_is_as_its_makers_built_it() -> None:
    library = STATIC / PurePosixPath(LIBRARY).relative_to("_static")
    assert hashlib.sha256(library.read_bytes()).hexdigest() == LIBRARY_SHA256
    assert "MIT License" in library.with_suffix(".LICENSE.txt").read_text("utf-8")
