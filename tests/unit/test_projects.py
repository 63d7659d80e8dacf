"""Named things in boxes and lists: one row gives one mention, or says what is wrong with it."""

from collections.abc import Mapping

import pytest

from compendium.errors import CellError, DuplicateError
from fixed_rows import ACTION, PROJECT, faults, projects, sound_projects


def test_a_row_gives_its_mention() -> None:
    (project,) = sound_projects({})
    assert project.project_id == "plan-b1.mixc"
    assert (project.plan_id, project.table_id, project.parent_id) == ("plan", "plan-b1", "")
    assert (project.entity_id, project.place_id) == ("mixc", "shenzhen")
    assert (project.kind, project.stage, project.chapter) == ("facility", "upgrade", "consumption")
    assert (project.source_kind, project.name_origin) == ("box", "printed")
    assert project.locator.startswith("data/raw/plan/workbook.xlsx#projects!")


@pytest.mark.parametrize("name", ["深圳万象城", "深圳 万象城"])
def test_an_alias_leads_to_its_entity(name: str) -> None:
    (project,) = sound_projects({"name_zh": name})
    assert (project.name_zh, project.entity_id) == (name, "mixc")


def test_a_type_of_thing_has_no_entity() -> None:
    (project,) = sound_projects({"name_zh": "5G 基站"})
    assert project.entity_id == ""


def test_a_place_and_a_stage_may_be_unsaid() -> None:
    (project,) = sound_projects({"place_zh": "", "stage": "", "action_zh": ""})
    assert (project.place_id, project.stage) == ("", "")


# --- parents ----------------------------------------------------------------------------------

PART = {"parent_zh": ACTION["name_zh"]}
ZONE = {"key": "qianhai", "name_zh": "前海合作区", "kind": "zone"}
MALL = {"parent_zh": ZONE["name_zh"]}


@pytest.mark.parametrize("rows", [(ACTION, PART), (PART, ACTION)], ids=["above", "below"])
def test_a_part_has_its_parents_id_wherever_the_parent_stands(
    rows: tuple[Mapping[str, str], ...],
) -> None:
    found = {project.name_zh: project for project in sound_projects(*rows)}
    assert found["万象城"].parent_id == found[ACTION["name_zh"]].project_id


def test_the_same_name_under_two_heads_is_two_mentions() -> None:
    other = ACTION | {"key": "more", "name_zh": "消费提升行动"}
    found = sound_projects(ACTION, other, PART, {"key": "mall", "parent_zh": other["name_zh"]})
    assert len({project.project_id for project in found}) == 4
    assert [project.entity_id for project in found] == ["", "", "mixc", "mixc"]


def test_where_a_box_names_a_thing_twice_the_titled_one_is_the_parent() -> None:
    again = ZONE | PART | {"key": "qianhai-again"}
    found = sound_projects(ZONE, ACTION, again, MALL)
    assert found[3].parent_id == found[0].project_id


@pytest.mark.parametrize(
    ("rows", "parents"),
    [
        pytest.param([ZONE, ZONE | {"key": "b"}, MALL], ["plan-b1.b"], id="the second"),
        pytest.param([ZONE, MALL, ZONE | {"key": "b"}], ["plan-b1.qianhai"], id="not one below"),
        pytest.param(
            [ZONE, MALL, ZONE | {"key": "b"}, MALL | {"key": "mall"}],
            ["plan-b1.qianhai", "plan-b1.b"], id="each its own",
        ),
        pytest.param(
            [ACTION, ZONE | PART, ZONE | PART | {"key": "b"}, MALL],
            ["plan-b1.b"], id="where none is titled",
        ),
    ],
)  # fmt: skip
def test_of_two_heads_of_one_name_the_nearest_row_above_is_the_parent(
    rows: list[Mapping[str, str]], parents: list[str]
) -> None:
    found = sound_projects(*rows)
    assert [each.parent_id for each in found if each.name_zh == "万象城"] == parents


def test_of_two_heads_below_none_is_the_parent() -> None:
    _, problems = projects(MALL, ZONE, ZONE | {"key": "b"})
    assert faults(problems) == [
        ("parent_zh 2", "missing parent: no row of this box is named '前海合作区'")
    ]


def test_two_rows_that_are_each_others_parent_are_named_and_what_stands_under_them() -> None:
    first = ACTION | {"key": "a", "name_zh": "甲", "parent_zh": "乙"}
    second = ACTION | {"key": "b", "name_zh": "乙", "parent_zh": "甲"}
    _, problems = projects(first, second, {"parent_zh": "甲"})
    assert [cell for cell, _ in faults(problems)] == ["parent_zh 2", "parent_zh 3", "parent_zh 4"]


def test_a_parent_in_no_section_is_a_fault_and_no_crash() -> None:
    text = {"source_kind": "text", "number_zh": ""}
    _, problems = projects(ACTION | text | {"section_zh": "前言"}, PART | text)
    assert [cell for cell, _ in faults(problems)] == ["section_zh 2", "parent_zh 3"]


# --- what is wrong with a row -----------------------------------------------------------------

WRONG = [
    pytest.param({"number_zh": ""}, "number_zh", "unknown box ''", id="no box"),
    pytest.param({"number_zh": "专栏9"}, "number_zh", "unknown box '专栏9'", id="no such box"),
    pytest.param(
        {"parent_zh": "某行动"}, "parent_zh", "no row of this box is named '某行动'",
        id="no such parent",
    ),
    pytest.param(
        {"number_zh": "专栏2", "parent_zh": ACTION["name_zh"]}, "parent_zh", "missing parent",
        id="a parent in another box",
    ),
    pytest.param(
        {"parent_zh": "万象城"}, "parent_zh", "would stand under itself", id="its own parent"
    ),
    pytest.param({"section_zh": ""}, "section_zh", "'' has no number", id="no section"),
    pytest.param({"name_zh": ""}, "name_zh", "name_zh is empty", id="no name"),
    pytest.param({"name_en": ""}, "name_en", "name_en is empty", id="no English name"),
    pytest.param({"kind": "shop"}, "kind", "kind 'shop' is not one of facility", id="kind"),
    pytest.param({"kind": ""}, "kind", "kind '' is not one of facility", id="no kind"),
    pytest.param(
        {"stage": "soon", "stage_reason_en": "x"}, "stage", "stage 'soon' is not one of",
        id="stage",
    ),
    pytest.param({"chapter": "money"}, "chapter", "chapter 'money' is not one of", id="chapter"),
    pytest.param(
        {"name_origin": "ours"}, "name_origin", "'ours' is not one of printed", id="name origin"
    ),
    pytest.param({"name_origin": ""}, "name_origin", "'' is not one of", id="no name origin"),
    pytest.param({"place_zh": "深川"}, "place_zh", "unknown place '深川'", id="unknown place"),
    pytest.param(
        {"name_zh": "前海深港合作区"}, "name_zh",
        "unknown entity '前海深港合作区'; the nearest known: 前海合作区", id="unknown entity",
    ),
    pytest.param(
        {"kind": "zone"}, "kind", "'zone', but the entity mixc is of the kind 'facility'",
        id="an entity of two kinds",
    ),
    pytest.param(
        {"key": ""}, "key", "'' is no lower-case name with hyphens; e.g. 'the-mixc'", id="no key"
    ),
    pytest.param({"key": "The MixC"}, "key", "e.g. 'the-mixc'", id="a key in capitals"),
    pytest.param({"key": "mixc-"}, "key", "is no lower-case name", id="a hyphen at the end"),
    pytest.param({"key": "万象城"}, "key", "is no lower-case name", id="a key in Chinese"),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "column", "reason"), WRONG)
def test_a_wrong_row_is_named_by_its_cell(
    changed: dict[str, str], column: str, reason: str
) -> None:
    found, problems = projects(ACTION, changed)
    assert [project.name_zh for project in found] == [ACTION["name_zh"]]
    ((cell, cause),) = faults(problems)
    assert cell == f"{column} 3"
    assert reason in cause


def test_a_mention_that_stands_twice_is_named_with_the_first_and_the_way_out() -> None:
    _, problems = projects({}, ACTION, {"group_zh": "别的"})
    (problem,) = problems
    assert isinstance(problem, CellError)
    assert isinstance(problem.cause, DuplicateError)
    assert [cell for cell, _ in faults(problems)] == ["name_zh 4"]
    assert problem.cause.first.address.endswith("2")
    assert "give one another key" in str(problem)


def test_the_same_name_in_another_box_is_another_mention() -> None:
    here, there = sound_projects({}, {"number_zh": "专栏2"})
    assert (here.project_id, there.project_id) == ("plan-b1.mixc", "plan-b2.mixc")
    assert here.entity_id == there.entity_id == "mixc"


def test_every_wrong_row_is_named() -> None:
    rows = ({"kind": "shop"}, ACTION, {"number_zh": ""}, {"name_zh": "某城"})
    _, problems = projects(*rows)
    assert [cell for cell, _ in faults(problems)] == ["kind 2", "number_zh 4", "name_zh 5"]


def test_every_wrong_cell_of_a_row_is_named() -> None:
    _, problems = projects({"place_zh": "某地", "chapter": "money"})
    assert len(problems) == 2


def test_the_usual_row_of_these_tests_is_sound() -> None:
    assert projects(PROJECT)[1] == ()
