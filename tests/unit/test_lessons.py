"""Lesson plans and boxes for learners: from the notebook's metadata and a file a chapter."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from compendium.errors import CompendiumError, DeclarationError, FileError
from compendium.paths import Repository
from compendium.site.contents import ChapterHead, read_contents
from compendium.site.learning import Learning
from compendium.site.lessons import learner_box, lesson_plans
from compendium.site.page_values import Record, page_values
from support import ROOT

LEARNING = Learning("advanced", 60, ("shares & sums",), ("add", "compare", "explain"))
PLAN = """
idea: A share has a whole.
before: [Read it., "{{ n }} pages."]
in_class:
  - {minutes: 10, do: Look.}
  - {minutes: 25, do: Say **why**.}
after: [Do the rest.]
discuss: [Why?, Who?, When?]
"""


def head(**facts: Any) -> ChapterHead:
    usual = {
        "name": "trade",
        "title": "Trade",
        "questions": {"en": "What?", "zh": "何？"},
        "plans": (),
        "learning": LEARNING,
        "exercises": 6,
    }
    return ChapterHead(**(usual | facts))


def write(
    root: Path, plan: str = PLAN, name: str = "trade.yml", chapters: Sequence[ChapterHead] = ()
) -> str:
    """Write a plan, in a repository with two notebooks; give all plans."""
    repository = Repository(root)
    repository.lessons.mkdir(parents=True)
    repository.notebooks.mkdir()
    for notebook in ("trade", "finance"):
        (repository.notebooks / f"{notebook}.ipynb").touch()
    (repository.lessons / name).write_text(plan, "utf-8")
    known = chapters or [head(), head(name="finance")]
    return lesson_plans(known, repository, {"n": "7"}, "en")


def test_a_plan_has_all_that_is_said(tmp_path: Path) -> None:
    plan = write(tmp_path)
    for said in (
        "{#lesson-trade}\n### Trade\n",
        "A share has a whole.",
        "- Level: advanced\n",
        "about 60 minutes",
        "- Class: 35 minutes\n",
        "shares &#38; sums.",
        "- add;\n- compare;\n- explain.\n",
        "1. Read it.\n1. 7 pages.\n",
        "| 0–10 | Look. |\n| 10–35 | Say **why**. |\n",
        "- Do the rest.\n",
        '<a class="handout-link" href="handouts/trade.html">Handout</a>',
    ):
        assert said in plan
    assert "finance" not in plan


def test_a_chapter_without_metadata_or_exercises_still_has_its_plan(tmp_path: Path) -> None:
    plan = write(tmp_path, chapters=[head(learning=None, exercises=0)])
    assert "Look." in plan
    assert "Goals" not in plan
    assert "handouts/" not in plan


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("idea: A share", "ideas: A share", r"ideas: unknown field; the nearest known: idea"),
        (
            "minutes: 10",
            "minutes: ten",
            r"in_class\.0\.minutes: must be a whole number, not a text",
        ),
        ("do: Look.", "do: Look at 35 towns.", r"in_class\.0\.do: types the number 35"),
        ("{{ n }}", "{{ m }}", r"trade\.yml: unknown value 'm'.*nearest known: n"),
        ("[Why?, Who?, When?]", "[Why?]", r"discuss: has 1 entries, and needs 3"),
        ("after: [Do the rest.]\n", "", r"missing field 'after'"),
    ],
)
def test_a_fault_of_a_plan_is_named(old: str, new: str, message: str, tmp_path: Path) -> None:
    assert old in PLAN
    with pytest.raises(CompendiumError, match=message):
        write(tmp_path, PLAN.replace(old, new))


def test_a_fault_has_its_line(tmp_path: Path) -> None:
    with pytest.raises(DeclarationError, match=r"\(line 6\)"):
        write(tmp_path, PLAN.replace("minutes: 25", "minutes: 0"))


def test_a_chapter_that_is_taken_out_takes_its_plan_along(tmp_path: Path) -> None:
    assert write(tmp_path, chapters=[head(name="finance")]) == ""


@pytest.mark.parametrize("name", ["commerce.yml", "trade.yaml"])
def test_a_plan_of_no_chapter_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(FileError, match=rf"{name}: .*the chapters are finance, trade"):
        write(tmp_path, name=name)


def test_years_may_be_typed(tmp_path: Path) -> None:
    assert "in 2016–2020." in write(tmp_path, PLAN.replace("Look.", "Look in 2016–2020."))


def test_the_box_names_level_time_needs_and_goals() -> None:
    box = learner_box(head(), "en", has_plan=True)
    for said in (
        "Level: advanced. About 60 minutes",
        "shares &amp; sums.",
        "<li>add</li><li>compare</li><li>explain</li>",
        'href="handouts/trade.html"',
        'href="teach.html#lesson-trade"',
    ):
        assert said in box
    # An empty line would end the HTML for Markdown.
    assert "\n\n" not in box
    assert "程度：进阶" in learner_box(head(), "zh", has_plan=True)


def test_the_box_leads_only_where_there_is_something() -> None:
    box = learner_box(head(exercises=0), "en", has_plan=False)
    assert "href" not in box
    assert "\n\n" not in box
    assert learner_box(head(learning=None), "en", has_plan=True) == ""


def test_every_plan_of_the_book_can_be_filled() -> None:
    taught = {path.stem for path in Repository(ROOT).lessons.glob("*.yml")}
    chapters = [each for each in read_contents(ROOT).chapters if each.name in taught]
    known = page_values(Record.load(ROOT / "data" / "clean", "en"))
    plans = lesson_plans(chapters, Repository(ROOT), known, "en")
    for chapter in chapters:
        assert f"{{#lesson-{chapter.name}}}" in plans
    assert "{{" not in plans
