"""One rule each for all plans: where a thing is named, its kind, its verb, what is said of it."""

from collections.abc import Mapping

import pytest

from compendium.record.projects import MOST_ABOUT
from fixed_rows import ACTION, ROLE, faults, projects, sound_projects

# --- where it is named ------------------------------------------------------------------------

TEXT = {"source_kind": "text", "number_zh": ""}


@pytest.mark.parametrize("kind", ["box", "section"])
def test_a_thing_in_a_box_or_a_listing_section_has_its_table(kind: str) -> None:
    (project,) = sound_projects({"source_kind": kind})
    assert (project.table_id, project.source_kind) == ("plan-b1", kind)


def test_a_thing_in_running_text_has_no_table_and_the_section_in_its_id() -> None:
    (project,) = sound_projects(TEXT)
    assert (project.table_id, project.project_id) == ("", "plan-s3-1.mixc")


@pytest.mark.parametrize(
    ("changed", "cell"),
    [
        pytest.param({"source_kind": "text"}, "number_zh 2", id="a text in a box"),
        pytest.param({"source_kind": "box", "number_zh": ""}, "number_zh 2", id="no box"),
        pytest.param({"source_kind": "section", "number_zh": ""}, "number_zh 2", id="no section"),
        pytest.param({"source_kind": "table"}, "source_kind 2", id="no such source"),
    ],
)
def test_source_and_number_belong_together(changed: Mapping[str, str], cell: str) -> None:
    found, problems = projects(changed)
    assert found == ()
    assert [where for where, _ in faults(problems)] == [cell]


def test_a_text_stands_under_a_row_of_the_text_and_not_of_a_box() -> None:
    part = TEXT | {"parent_zh": ACTION["name_zh"]}
    _, problems = projects(ACTION, part)
    assert [where for where, _ in faults(problems)] == ["parent_zh 3"]
    _, part_of_text = sound_projects(ACTION | TEXT, part)
    assert part_of_text.parent_id == "plan-s3-1.better-districts"


# --- verbs ------------------------------------------------------------------------------------

REASON = {"stage_reason_en": "It is done: the sentence tells of 2020."}


@pytest.mark.parametrize(
    ("changed", "stage"),
    [
        pytest.param({"action_zh": "建成", "stage": "build"}, "build", id="as the verb says"),
        pytest.param({"action_zh": "依托", "stage": ""}, "", id="a verb without a stage"),
        pytest.param(
            {"action_zh": "建成", "stage": "complete"} | REASON, "complete", id="with a reason"
        ),
        pytest.param({"action_zh": "建成", "stage": ""} | REASON, "", id="none, with a reason"),
    ],
)
def test_a_stage_is_that_of_its_verb_or_has_a_reason(
    changed: Mapping[str, str], stage: str
) -> None:
    (project,) = sound_projects(changed)
    assert project.stage == stage
    assert project.stage_reason_en == changed.get("stage_reason_en", "")


@pytest.mark.parametrize(
    ("changed", "cell", "cause"),
    [
        pytest.param(
            {"action_zh": "捣鼓"}, "action_zh 2",
            "unknown verb '捣鼓'; a new one is a row of data/vocab/verbs.csv", id="unknown",
        ),
        pytest.param(
            {"action_zh": "捣鼓"} | REASON, "action_zh 2", "unknown verb", id="unknown, with reason"
        ),
        pytest.param(
            {"action_zh": "建成", "stage": "complete"}, "stage 2",
            "'complete', but '建成' is 'build' in verbs.csv: missing stage_reason_en",
            id="another stage",
        ),
        pytest.param(
            {"action_zh": "建成", "stage": ""}, "stage 2", "missing stage_reason_en", id="no stage"
        ),
        pytest.param(
            {"action_zh": "依托", "stage": "build"}, "stage 2", "missing stage_reason_en",
            id="a stage that the verb does not say",
        ),
        pytest.param(
            {"action_zh": "", "stage": "build"}, "stage 2", "missing stage_reason_en",
            id="a stage without a verb",
        ),
        pytest.param(
            REASON, "stage_reason_en 2", "is what verbs.csv says, so that it needs no reason",
            id="a needless reason",
        ),
    ],
)  # fmt: skip
def test_one_verb_has_one_stage(changed: Mapping[str, str], cell: str, cause: str) -> None:
    found, problems = projects(changed)
    assert found == ()
    ((where, why),) = faults(problems)
    assert where == cell
    assert cause in why


# --- kinds by ending --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind"), [("城市平台", "technology"), ("外贸平台", "institution")],
    ids=["as names end", "a named exception"],
)  # fmt: skip
def test_what_ends_alike_is_of_one_kind_but_for_the_exceptions(name: str, kind: str) -> None:
    (project,) = sound_projects({"name_zh": name, "kind": kind})
    assert project.kind == kind


def test_a_kind_unlike_the_ending_is_refused_and_the_file_of_exceptions_named() -> None:
    _, problems = projects({"name_zh": "5G平台", "kind": "zone"}, {"name_zh": "5G基站"})
    endings = [(where, why) for where, why in faults(problems) if "what ends in" in why]
    assert endings == [
        (
            "kind 2",
            "'zone', but what ends in 平台 is a technology "
            "(exceptions: data/vocab/kinds-by-ending.csv)",
        )
    ]


@pytest.mark.parametrize("row", [ACTION, ACTION | {"kind": "policy"}, ROLE],
                         ids=["action", "policy", "role"])  # fmt: skip
def test_a_deed_or_a_role_may_end_in_any_way(row: dict[str, str]) -> None:
    (project,) = sound_projects(row | {"name_zh": "建设平台"})
    assert project.kind == row["kind"]


# --- what it is about, and roles --------------------------------------------------------------


@pytest.mark.parametrize("kind", ["action", "policy"])
def test_an_action_or_policy_has_no_entity(kind: str) -> None:
    (project,) = sound_projects(ACTION | {"kind": kind, "name_zh": "万象城"})
    assert project.entity_id == ""


def test_a_role_has_no_entity_and_stands_under_its_thing() -> None:
    mall, role = sound_projects({}, ROLE | {"parent_zh": "万象城"})
    assert (role.kind, role.entity_id, role.about_en) == ("role", "", "")
    assert role.parent_id == mall.project_id


def test_a_role_may_have_the_name_of_a_thing_and_stays_without_entity() -> None:
    (role,) = sound_projects(ROLE | {"name_zh": "万象城"})
    assert role.entity_id == ""


def test_an_about_of_the_greatest_length_passes() -> None:
    (project,) = sound_projects(ACTION | {"about_en": "a" * MOST_ABOUT})
    assert len(project.about_en) == 160


NO_ABOUT = {"about_en": "", "about_zh": ""}
PART = {"key": "part", "name_zh": "改造街区", "parent_zh": ACTION["name_zh"]}
SAID = {"about_en": "A mall.", "about_zh": "商场。"}


@pytest.mark.parametrize(
    ("row", "cells", "cause"),
    [
        pytest.param(ACTION | {"about_en": "a" * 161}, ["about_en"], "161 characters; at most 160",
                     id="too long in English"),
        pytest.param(ACTION | {"about_zh": "字" * 161}, ["about_zh"], "161 characters; at most",
                     id="too long in Chinese"),
        pytest.param(ACTION | {"about_en": ""}, ["about_en"], "needs a sentence",
                     id="an action without one in English"),
        pytest.param(ACTION | {"kind": "policy", "about_zh": ""}, ["about_zh"], "needs a sentence",
                     id="a policy without one in Chinese"),
        pytest.param(ACTION | PART | NO_ABOUT, ["about_en", "about_zh"], "needs a sentence",
                     id="an action that is part of another"),
        pytest.param(SAID, ["about_en", "about_zh"], "only an action or policy", id="a facility"),
        pytest.param(ROLE | SAID, ["about_en", "about_zh"], "only an action or policy",
                     id="a role"),
        pytest.param(SAID | {"about_zh": ""}, ["about_en"], "only an action or policy",
                     id="a facility, in one language"),
    ],
)  # fmt: skip
def test_every_action_and_policy_and_nothing_else_says_what_it_is_about(
    row: Mapping[str, str], cells: list[str], cause: str
) -> None:
    found, problems = projects(ACTION | {"key": "head"}, row)
    assert len(found) == 1
    assert [where for where, _ in faults(problems)] == [f"{cell} 3" for cell in cells]
    assert all(cause in why for _, why in faults(problems))
