"""What a chapter may reach: all that its plans print, and nothing of a plan it does not list."""

from __future__ import annotations

from typing import Any

import pytest

from compendium.chapter.data import Chapter, open_chapter
from compendium.contract.load import load
from compendium.errors import ChapterError, CompendiumError
from support import ROOT

CLEAN = str(ROOT / "data" / "clean")
PLANS = ["futian-cbd-155", "shenzhen-commerce-145"]


def chapter(**changes: Any) -> Chapter:
    settings: dict[str, Any] = {"plans": PLANS, "lang": "en", "data_dir": CLEAN}
    return open_chapter("trade", **{**settings, **changes})


def test_it_reaches_all_that_its_plans_print() -> None:
    opened, observations, projects = chapter(), load("observations"), load("projects")
    assert len(opened.observations) == observations["plan_id"].isin(PLANS).sum()
    assert set(opened.observations["source_kind"]) == {"table", "box", "text"}
    assert len(opened.projects) == projects["plan_id"].isin(PLANS).sum()
    assert set(opened.projects["entity_id"].dropna()) == set(opened.entities["entity_id"])
    assert len(opened.pairs) == (opened.observations["role"] == "target").sum()


def test_it_reaches_nothing_of_another_plan() -> None:
    opened = chapter()
    for name in ("plans", "observations", "tables", "projects"):
        assert set(getattr(opened, name)["plan_id"]) == set(PLANS), name
    compared = {plan for plans in opened.audit["plan_ids"] for plan in plans.split("|")}
    assert compared == set(PLANS)


def test_it_may_ask_for_the_figures_of_tables_alone() -> None:
    assert set(chapter(source_kinds=["table"]).observations["source_kind"]) == {"table"}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"plans": ["dongguan-155"]}, "no observation of the plan dongguan-155"),
        ({"source_kinds": ["tables"]}, "unknown kind of source 'tables'"),
    ],
)
def test_what_is_not_there_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(CompendiumError, match=message):
        chapter(**changes)


def test_a_figure_of_a_plan_that_is_not_listed_is_not_found() -> None:
    with pytest.raises(ChapterError, match="0 rows of futian-cbd-155, shenzhen-commerce-145 have"):
        chapter().find(plan_id="shenzhen-outline-145")


@pytest.mark.parametrize(("lang", "name"), [("en", "Futian CBD plan"), ("zh", "福田CBD规划")])
def test_names_are_of_its_language(lang: str, name: str) -> None:
    opened = chapter(lang=lang)
    assert opened.name_plans(opened.plans["plan_id"]).iloc[0] == name
    assert opened.words.lang == lang
