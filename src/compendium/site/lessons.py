"""Lesson plans, one a chapter: what its notebook says to learners, and how to teach with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from itertools import accumulate
from pathlib import Path
from typing import Annotated, Any

from markupsafe import Markup
from pydantic.dataclasses import dataclass

from compendium.errors import FileError
from compendium.paths import Repository
from compendium.raw.declarations import STRICT, Count, read_declaration
from compendium.site.contents import ChapterHead
from compendium.site.learning import Said, at_least
from compendium.site.page_values import fill
from compendium.site.render import render_html, render_markdown

PLACEHOLDER = "{{ learners }}"
"""Where the text of a notebook wants its box for learners; after its findings unless given."""


@dataclass(frozen=True, config=STRICT)
class Step:
    """What is done in class, and for how many minutes."""

    minutes: Count
    do: Said


@dataclass(frozen=True, config=STRICT)
class Lesson:
    """How to teach with a chapter: ``book/teach/<chapter>.yml``.

    Its texts are Markdown, and take computed values as the pages do (``{{ name }}``).

    Attributes
    ----------
    idea
        What the lesson turns on, in a sentence.
    before, in_class, after
        What learners do at home, in class by the clock, and afterwards.
    discuss
        Questions that have more than one good answer.
    """

    idea: Said
    before: Annotated[tuple[Said, ...], at_least(1)]
    in_class: Annotated[tuple[Step, ...], at_least(2)]
    after: Annotated[tuple[Said, ...], at_least(1)]
    discuss: Annotated[tuple[Said, ...], at_least(3)]


def lesson_plans(
    chapters: Sequence[ChapterHead], repository: Repository, known: Mapping[str, str], lang: str
) -> str:
    """Write the lesson plans, as Markdown, in the order of the book.

    Parameters
    ----------
    chapters
        Those of the book; one without a file has no plan.
    repository
        With ``book/teach``, where the plans stand, and ``notebooks``.
    known
        The values that a plan may name, by name.
    lang
        The edition.

    Raises
    ------
    FileError, Report
        If a file is no lesson plan, belongs to no notebook, or names a value that there is not.
    """
    notebooks = sorted(path.stem for path in repository.notebooks.glob("*.ipynb"))
    for path in sorted(repository.lessons.glob("*.y*ml")):
        if path.suffix != ".yml" or path.stem not in notebooks:
            raise FileError(path, f"is no <chapter>.yml; the chapters are {', '.join(notebooks)}")
    plans = []
    for head in chapters:
        path = repository.lessons / f"{head.name}.yml"
        if path.is_file():
            plans.append(_plan(head, read_declaration(path, Lesson), known, path, lang))
    return render_markdown("lessons.md.j2", plans=plans).rstrip()


def _plan(
    head: ChapterHead, lesson: Lesson, known: Mapping[str, str], path: Path, lang: str
) -> dict[str, Any]:
    def filled(value: Any) -> Any:
        """Put values into a text, or into each of several; their Markdown stays."""
        if isinstance(value, str):
            return Markup(fill(value, known, page=path))
        return [filled(each) for each in value]

    ends = list(accumulate(step.minutes for step in lesson.in_class))
    learning = head.learning
    return {
        "name": head.name,
        "title": head.title,
        "question": head.questions[lang],
        "exercises": head.exercises,
        "learning": learning,
        "needs": learning.say_needs(lang) if learning else (),
        "goals": learning.say_goals(lang) if learning else (),
        "class_minutes": ends[-1],
        "steps": [
            {"from": end - step.minutes, "to": end, "do": filled(step.do)}
            for step, end in zip(lesson.in_class, ends, strict=True)
        ],
        **{
            each.name: filled(getattr(lesson, each.name))
            for each in fields(lesson)
            if each.name != "in_class"
        },
    }


def learner_box(head: ChapterHead, lang: str, *, has_plan: bool) -> Markup:
    """Write the box for learners of a chapter; empty if it says nothing to them.

    Parameters
    ----------
    head
        The chapter.
    lang
        The edition.
    has_plan
        Whether the page for teachers has a lesson plan of it.
    """
    if head.learning is None:
        return Markup("")
    return render_html(
        "learners.html.j2",
        lang=lang,
        chapter=head,
        learning=head.learning,
        needs=head.learning.say_needs(lang),
        goals=head.learning.say_goals(lang),
        has_plan=has_plan,
    )
