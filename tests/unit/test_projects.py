"""Named things in boxes and lists: one row gives one mention, or says what is wrong with it."""

from collections.abc import Mapping
from types import MappingProxyType

import pytest

from compendium.contract.rows import Project
from compendium.contract.terms import Terms
from compendium.errors import CellError, CompendiumError, DuplicateError
from compendium.printed.text import name_key
from compendium.raw.workbook import Sheet
from compendium.record.ledger import Ledger
from compendium.record.projects import MOST_ABOUT, read_projects
from compendium.record.vocabulary import Vocabularies, Vocabulary

BOXES = {"专栏1": "plan-b1", "专栏2": "plan-b2"}
ROW = {
    "number_zh": "专栏1",
    "section_zh": "三/（一）",
    "group_zh": "商圈",
    "group_en": "Shopping districts",
    "parent_zh": "",
    "name_zh": "万象城",
    "name_en": "The MixC",
    "kind": "facility",
    "action_zh": "升级",
    "stage": "upgrade",
    "place_zh": "深圳",
    "chapter": "consumption",
    "about_en": "",
    "about_zh": "",
    "printed_as": "万象城等",
    "note_en": "",
}
COLUMNS = tuple(ROW)
ACTION = {
    "name_zh": "商圈提升行动",
    "name_en": "Better shopping districts",
    "kind": "action",
    "about_en": "Renews malls.",
    "about_zh": "更新商场。",
}
ENTITIES = {
    "mixc": ("facility", ("万象城", "深圳万象城")),
    "qianhai": ("zone", ("前海合作区",)),
}
VOCABULARIES = Vocabularies(
    indicators=Vocabulary("indicator", {}, {}),
    places=Vocabulary("place", {"shenzhen": {}}, {"深圳": "shenzhen"}),
    entities=Vocabulary(
        "entity",
        {name: {"kind": kind} for name, (kind, _) in ENTITIES.items()},
        {name_key(alias): name for name, (_, names) in ENTITIES.items() for alias in names},
    ),
    units={},
    types_of_thing=frozenset({"5G基站"}),
    magnitudes={},
    terms=Terms(chapters={"consumption": {}, "trade": {}}),
)


def read(*rows: Mapping[str, str]) -> tuple[tuple[Project, ...], tuple[CompendiumError, ...]]:
    """Read rows that differ from `ROW` as given."""
    texts = {(1, column): text for column, text in enumerate(COLUMNS, start=1)}
    for number, row in enumerate(rows, start=2):
        whole = ROW | dict(row)
        texts |= {(number, c): whole[name] for c, name in enumerate(COLUMNS, start=1)}
    sheet = Sheet(
        "plan",
        "projects",
        MappingProxyType({spot: text for spot, text in texts.items() if text}),
        MappingProxyType({}),
    )
    return read_projects(Ledger(sheet), BOXES, VOCABULARIES)


def read_all(*rows: Mapping[str, str]) -> tuple[Project, ...]:
    projects, problems = read(*rows)
    assert problems == ()
    return projects


def addresses(problems: tuple[CompendiumError, ...]) -> list[str]:
    return [each.cell.address for each in problems if isinstance(each, CellError)]


def test_a_row_gives_its_mention() -> None:
    (project,) = read_all({})
    assert project.project_id.startswith("plan-b1.")
    assert (project.plan_id, project.table_id, project.parent_id) == ("plan", "plan-b1", "")
    assert (project.entity_id, project.place_id) == ("mixc", "shenzhen")
    assert (project.kind, project.stage, project.chapter) == ("facility", "upgrade", "consumption")
    assert project.locator == "data/raw/plan/workbook.xlsx#projects!F2"


@pytest.mark.parametrize("name", ["深圳万象城", "深圳 万象城"])
def test_an_alias_leads_to_its_entity(name: str) -> None:
    (project,) = read_all({"name_zh": name})
    assert (project.name_zh, project.entity_id) == (name, "mixc")


@pytest.mark.parametrize("kind", ["action", "policy"])
def test_an_action_or_policy_has_no_entity(kind: str) -> None:
    (project,) = read_all(ACTION | {"kind": kind, "name_zh": "万象城"})
    assert project.entity_id == ""


def test_a_type_of_thing_has_no_entity() -> None:
    (project,) = read_all({"name_zh": "5G 基站"})
    assert project.entity_id == ""


def test_a_place_and_a_stage_may_be_unsaid() -> None:
    (project,) = read_all({"place_zh": "", "stage": "", "action_zh": ""})
    assert (project.place_id, project.stage) == ("", "")


PART = {"parent_zh": ACTION["name_zh"]}


@pytest.mark.parametrize("rows", [(ACTION, PART), (PART, ACTION)], ids=["above", "below"])
def test_a_part_has_its_parents_id_wherever_the_parent_stands(
    rows: tuple[Mapping[str, str], ...],
) -> None:
    projects = {project.name_zh: project for project in read_all(*rows)}
    assert projects["万象城"].parent_id == projects[ACTION["name_zh"]].project_id


def test_the_same_name_under_two_heads_is_two_mentions() -> None:
    other = ACTION | {"name_zh": "消费提升行动"}
    projects = read_all(
        ACTION, other, {"parent_zh": ACTION["name_zh"]}, {"parent_zh": other["name_zh"]}
    )
    assert len({project.project_id for project in projects}) == 4
    assert [project.entity_id for project in projects] == ["", "", "mixc", "mixc"]


def test_where_a_box_names_a_thing_twice_the_titled_one_is_the_parent() -> None:
    head = {"name_zh": "前海合作区", "kind": "zone"}
    projects = read_all(
        head, ACTION, head | {"parent_zh": ACTION["name_zh"]}, {"parent_zh": head["name_zh"]}
    )
    assert projects[3].parent_id == projects[0].project_id


def test_the_about_of_a_part_may_be_left_out() -> None:
    part = {"name_zh": "改造街区", "about_en": "", "about_zh": ""}
    assert len(read_all(ACTION, ACTION | part | {"parent_zh": ACTION["name_zh"]})) == 2


def test_an_about_of_the_greatest_length_passes() -> None:
    (project,) = read_all(ACTION | {"about_en": "a" * MOST_ABOUT})
    assert len(project.about_en) == 160


WRONG = [
    pytest.param({"number_zh": ""}, "number_zh", "unknown box ''", id="no table"),
    pytest.param(
        {"number_zh": "专栏9"}, "number_zh", "unknown box '专栏9'", id="no such table"
    ),
    pytest.param(
        {"parent_zh": "某行动"}, "parent_zh", "0 rows of this box are named '某行动'",
        id="no such parent",
    ),
    pytest.param(
        {"number_zh": "专栏2", "parent_zh": ACTION["name_zh"]}, "parent_zh", "0 rows",
        id="a parent in another box",
    ),
    pytest.param(
        {"parent_zh": "万象城"}, "parent_zh", "would stand under itself", id="its own parent"
    ),
    pytest.param({"section_zh": ""}, "section_zh", "section_zh is empty", id="no section"),
    pytest.param({"name_zh": ""}, "name_zh", "name_zh is empty", id="no name"),
    pytest.param({"name_en": ""}, "name_en", "name_en is empty", id="no English name"),
    pytest.param({"kind": "shop"}, "kind", "kind 'shop' is not one of facility", id="kind"),
    pytest.param({"kind": ""}, "kind", "kind '' is not one of facility", id="no kind"),
    pytest.param({"stage": "soon"}, "stage", "stage 'soon' is not one of", id="stage"),
    pytest.param({"chapter": "money"}, "chapter", "chapter 'money' is not one of", id="chapter"),
    pytest.param(
        {"place_zh": "深川"}, "place_zh", "unknown place '深川'", id="unknown place"
    ),
    pytest.param(
        {"name_zh": "前海深港合作区"}, "name_zh",
        "unknown entity '前海深港合作区'; the nearest known: 前海合作区", id="unknown entity",
    ),
    pytest.param(
        {"kind": "zone"}, "kind", "'zone', but the entity mixc is of the kind 'facility'",
        id="an entity of two kinds",
    ),
    pytest.param(
        ACTION | {"name_zh": "乙", "about_en": "a" * 161}, "about_en",
        "161 characters; at most 160", id="an English about that is too long",
    ),
    pytest.param(
        ACTION | {"name_zh": "乙", "about_zh": "字" * 161}, "about_zh",
        "161 characters; at most 160", id="a Chinese about that is too long",
    ),
    pytest.param(
        ACTION | {"name_zh": "乙", "about_en": ""}, "about_en",
        "an action needs a sentence that says what it is about", id="an action without an about",
    ),
    pytest.param(
        ACTION | {"name_zh": "乙", "kind": "policy", "about_zh": ""}, "about_zh",
        "needs a sentence that says what it is about", id="a policy without a Chinese about",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "column", "reason"), WRONG)
def test_a_wrong_row_is_named_by_its_cell(
    changed: dict[str, str], column: str, reason: str
) -> None:
    projects, problems = read(ACTION, changed)
    assert [project.name_zh for project in projects] == [ACTION["name_zh"]]
    (problem,) = problems
    assert isinstance(problem, CellError)
    letter = chr(ord("A") + COLUMNS.index(column))
    assert problem.cell == ("plan", "projects", f"{letter}3")
    assert reason in str(problem.cause)


def test_a_head_that_is_named_twice_is_no_parent() -> None:
    twice = ACTION | {"group_zh": "别的"}
    _, problems = read(ACTION, twice, {"parent_zh": ACTION["name_zh"]})
    assert addresses(problems) == ["F3", "E4"]
    assert "2 rows of this box" in str(problems[1])


def test_a_mention_that_stands_twice_is_named_with_the_first() -> None:
    _, problems = read({}, ACTION, {"group_zh": "别的"})
    (problem,) = problems
    assert isinstance(problem, CellError)
    assert isinstance(problem.cause, DuplicateError)
    assert (problem.cell.address, problem.cause.first.address) == ("F4", "F2")


def test_the_same_name_in_another_box_is_another_mention() -> None:
    here, there = read_all({}, {"number_zh": "专栏2"})
    assert (here.table_id, there.table_id) == ("plan-b1", "plan-b2")
    assert here.project_id != there.project_id
    assert here.entity_id == there.entity_id == "mixc"


def test_another_row_changes_no_id() -> None:
    before = read_all({}, ACTION)
    after = read_all({}, {"name_zh": "前海合作区", "kind": "zone"}, ACTION)
    assert [after[0].project_id, after[2].project_id] == [each.project_id for each in before]


def test_every_wrong_row_is_named() -> None:
    _, problems = read({"kind": "shop"}, ACTION, {"number_zh": ""}, {"name_zh": "某城"})
    assert addresses(problems) == ["H2", "A4", "F5"]


def test_every_wrong_cell_of_a_row_is_named() -> None:
    _, problems = read({"place_zh": "某地", "stage": "soon"})
    assert len(problems) == 2


def test_two_rows_that_are_each_others_parent_are_named() -> None:
    first = ACTION | {"name_zh": "甲", "parent_zh": "乙"}
    second = ACTION | {"name_zh": "乙", "parent_zh": "甲"}
    _, problems = read(first, second)
    assert len(problems) == 2
