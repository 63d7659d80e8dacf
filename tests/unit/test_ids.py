"""Stable ids: an id says what a row is about, and neither its print nor another row changes it."""

from collections.abc import Mapping

import pytest

from compendium.errors import CellTextError
from compendium.record.ids import name_observation, number_section, slugify
from fixed_rows import ACTION, WORDS, projects, sound_projects, statement, statements

SECTIONS = {
    "第三篇/第六章/第一节": "3-6-1",
    "三/（一）/2": "3-1-2",
    "三/(一)/２": "3-1-2",
    "第十章": "10",
    "第二十一章/第十二节": "21-12",
    "第12章": "12",
    "（十一）": "11",
}


@pytest.mark.parametrize("section", SECTIONS)
def test_a_heading_path_is_written_with_digits(section: str) -> None:
    assert number_section(section) == SECTIONS[section]


@pytest.mark.parametrize(
    ("section", "part"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("前言", "前言", id="a word"),
        pytest.param("第三篇/展望", "展望", id="a word in the path"),
        pytest.param("三/", "", id="a path that goes on"),
        pytest.param("第三篇 发展", "第三篇 发展", id="a title"),
        pytest.param("第章", "第章", id="no number"),
    ],
)
def test_a_heading_without_a_number_is_named_with_its_path(section: str, part: str) -> None:
    with pytest.raises(CellTextError) as caught:
        number_section(section)
    assert str(caught.value) == f"{part!r} of the section {section!r} has no number"


@pytest.mark.parametrize(
    ("period", "shown"),
    [
        (("2020", "2020"), "2020"),
        (("2016", "2020"), "2016-2020"),
        (("2020-12", "2020-12"), "2020-12"),
        (("2020-01", "2020-06"), "2020-01-2020-06"),
        (("", "2020"), "to-2020"),
        (("", ""), "undated"),
    ],
)
def test_the_period_stands_in_the_id(period: tuple[str, str], shown: str) -> None:
    assert name_observation("p-t1", "gdp", "futian", period, "target") == (
        f"p-t1.gdp.futian.{shown}.target"
    )


def test_an_ordinal_stands_at_the_end() -> None:
    name = name_observation("p-t1", "gdp", "futian", ("2020", "2020"), "actual", "2")
    assert name == "p-t1.gdp.futian.2020.actual.2"


SLUGS = {
    "Shenzhen–Hong Kong Park (phase 2)": "shenzhen-hong-kong-park-phase-2",
    "Côte d'Azur Café": "cote-d-azur-cafe",
    "AR & VR": "ar-vr",
    "“5G + Industry”": "5g-industry",
    "深圳": "",
}


@pytest.mark.parametrize("name", SLUGS)
def test_an_english_name_makes_a_key(name: str) -> None:
    assert slugify(name) == SLUGS[name]


# --- figures ----------------------------------------------------------------------------------

STORES = {"indicator_zh": "首店", **WORDS}


def ids(*rows: Mapping[str, str]) -> list[str]:
    found, problems = statements(*rows)
    assert problems == ()
    return [figure.observation_id for figure in found]


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({}, "plan-s1-1.retail-sales.shenzhen.2020.actual"),
        ({"section_zh": "二"}, "plan-s2.retail-sales.shenzhen.2020.actual"),
        ({"source_kind": "box", "number_zh": "专栏1"}, "plan-b1.retail-sales.shenzhen.2020.actual"),
        ({"place_zh": "福田区"}, "plan-s1-1.retail-sales.futian.2020.actual"),
        ({"role": "target"}, "plan-s1-1.retail-sales.shenzhen.2020.target"),
        ({"period_end": "2021"}, "plan-s1-1.retail-sales.shenzhen.2020-2021.actual"),
        ({"ordinal": "12"}, "plan-s1-1.retail-sales.shenzhen.2020.actual.12"),
    ],
    ids=["usual", "section", "box", "place", "role", "period", "ordinal"],
)
def test_an_id_says_what_a_figure_is_about(changed: dict[str, str], name: str) -> None:
    assert ids(changed) == [name]


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"printed": "达8664.8亿元"}, id="the wording"),
        pytest.param({"printed": "9000亿元", "low": "9000", "high": "9000"}, id="the number"),
        pytest.param({"printed": "超8664.8亿元", "comparator": ">"}, id="the comparator"),
        pytest.param(WORDS, id="words for a number"),
        pytest.param({"period_printed": "去年", "period_from": "heading"}, id="the period's words"),
        pytest.param({"period_kind": "point"}, id="the kind of period"),
        pytest.param({"hedge_zh": "力争"}, id="a hedge"),
        pytest.param({"note_en": "A note.", "note_zh": "注。"}, id="a note"),
    ],
)
def test_a_changed_print_changes_no_id(changed: dict[str, str]) -> None:
    assert ids(changed) == ids({})


@pytest.mark.parametrize("place", [0, 1, 2])
def test_another_row_changes_no_id(place: int) -> None:
    rows: list[Mapping[str, str]] = [{}, {"role": "target"}]
    more = [*rows[:place], STORES, *rows[place:]]
    assert set(ids(*more)) > set(ids(*rows))


def test_an_ordinal_tells_two_figures_apart_and_leaves_the_first_as_it_was() -> None:
    first, second = ids({}, {"ordinal": "2"})
    assert [first] == ids({})
    assert second == f"{first}.2"


def test_two_figures_that_agree_in_all_but_the_print_need_an_ordinal() -> None:
    _, problems = statements({}, {"printed": "达8664.8亿元"})
    assert "give one an ordinal (2, 3 …)" in str(problems[0])


# --- things -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"name_zh": "深圳万象城"}, id="the Chinese name"),
        pytest.param({"name_en": "MixC Shenzhen"}, id="the English name"),
        pytest.param({"action_zh": "建成", "stage": "build"}, id="the verb"),
        pytest.param({"group_zh": "别的", "group_en": "Other"}, id="the group"),
        pytest.param({"section_zh": "三/（二）"}, id="the section, in a box"),
    ],
)
def test_a_mended_row_keeps_its_id(changed: dict[str, str]) -> None:
    (before,), (after,) = sound_projects({}), sound_projects(changed)
    assert before.project_id == after.project_id


@pytest.mark.parametrize("place", [0, 1, 2])
def test_another_thing_changes_no_id(place: int) -> None:
    rows: list[Mapping[str, str]] = [ACTION, {"parent_zh": ACTION["name_zh"]}]
    zone = {"key": "qianhai", "name_zh": "前海合作区", "kind": "zone"}
    more = [*rows[:place], zone, *rows[place:]]
    assert {each.project_id for each in sound_projects(*more)} > {
        each.project_id for each in sound_projects(*rows)
    }


def test_a_key_tells_two_things_apart() -> None:
    _, problems = projects({}, {"name_zh": "深圳万象城"})
    assert len(problems) == 1
    assert [each.project_id for each in sound_projects({}, {"key": "mixc-2"})] == [
        "plan-b1.mixc", "plan-b1.mixc-2",
    ]  # fmt: skip


def test_a_statement_and_a_thing_of_one_section_have_one_beginning() -> None:
    (thing,) = sound_projects({"source_kind": "text", "number_zh": "", "section_zh": "一/（一）"})
    beginnings = {thing.project_id.split(".")[0], statement().observation_id.split(".")[0]}
    assert beginnings == {"plan-s1-1"}
