"""Handouts: of each chapter two charts and its exercises on paper, with room or with answers."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from markupsafe import Markup
from rapidfuzz import process

from compendium.errors import ChapterError, FileError
from compendium.paths import Repository
from compendium.site.contents import ChapterHead, Contents
from compendium.site.edition import read_edition
from compendium.site.figures import find_charts
from compendium.site.files import Files
from compendium.site.policy import state_policy
from compendium.site.render import render_html
from compendium.site.shell import NAMES, state_print_style

FOLDER = PurePosixPath("handouts")
# As `compendium.site.exercises` writes them; no text can hold these marks, for it is escaped.
_EXERCISE = re.compile(
    r'<section class="exercise[^>]*? id="([^"]+)".*?</section><!-- exercise -->', re.DOTALL
)
_SOLUTION = re.compile(
    r'<details class="solution[^>]* data-exercise="([^"]+)">(.*?)</details><!-- solution -->',
    re.DOTALL,
)
# An address that is none of another site.
_ADDRESS = re.compile(r'\shref="(?![a-z]+:)(?P<page>[^"#]*)(?P<anchor>[^"]*)"')


def make_handouts(
    repository: Repository, contents: Contents, lang: str, *, with_answers: bool = False
) -> Files:
    """Give the handouts of an edition, by their addresses in it.

    Parameters
    ----------
    repository
        With built pages and executed notebooks.
    contents
        The book; a chapter without exercises has no handout.
    lang
        The edition.
    with_answers
        Give those with the solutions in place of those with room to write.

    Raises
    ------
    FileError
        If a chapter is not built.
    ChapterError
        If a chapter's metadata names a chart that it does not have.
    """
    edition = read_edition(repository.citation)
    ending = "-answers" if with_answers else ""
    files: Files = {}
    for head in contents.chapters:
        if not head.exercises:
            continue
        page = repository.pages(lang) / f"{head.name}.html"
        notebook = repository.chapters / lang / f"{head.name}.ipynb"
        for path in (page, notebook):
            if not path.is_file():
                raise FileError(path, "the chapter is not built")
        charts = list(find_charts(json.loads(notebook.read_text("utf-8"))))
        style = state_print_style(NAMES[lang], f"{head.name}.html")
        handout = render_html(
            "handout.html.j2",
            lang=lang,
            policy=state_policy(styles=[style]),
            print_style=Markup(style),
            book=NAMES[lang],
            chapter=head,
            question=head.questions[lang],
            charts=choose_charts(head, charts),
            exercises=find_exercises(page.read_text("utf-8"), head.name),
            edition=edition,
            with_answers=with_answers,
        )
        files[FOLDER / f"{head.name}{ending}.html"] = f"{handout}\n".encode()
    return files


def choose_charts(
    head: ChapterHead, charts: Sequence[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """Give the charts of a handout: those that the notebook's metadata names, or the first two.

    Raises
    ------
    ChapterError
        If the chapter has no chart of a name.
    """
    if head.learning is None or not head.learning.handout:
        return list(charts[:2])
    known = {chart["chart_id"].removeprefix(f"{head.name}-"): chart for chart in charts}
    for name in head.learning.handout:
        if name not in known:
            near = process.extractOne(name, list(known))
            hint = f"; the nearest: {near[0]}" if near else ""
            raise ChapterError(
                head.name, f"its metadata compendium.handout: no chart {name!r}{hint}"
            )
    return [known[name] for name in head.learning.handout]


def find_exercises(page: str, chapter: str) -> list[dict[str, Markup]]:
    """Give the exercises of a built page, each with its solution, as HTML for a handout."""
    solutions = {found[1]: found[2] for found in _SOLUTION.finditer(page)}
    return [
        {
            "task": Markup(lead_back(found[0], chapter)),
            "answer": Markup(lead_back(_unfold(solutions.get(found[1], "")), chapter)),
        }
        for found in _EXERCISE.finditer(page)
    ]


def _unfold(solution: str) -> str:
    """Turn the handle of a solution into a heading; what may be folded inside stays."""
    return re.sub(r"<summary>(.*?)</summary>", r"<h3>\1</h3>", solution, count=1)


def lead_back(html: str, chapter: str) -> str:
    """Let the links of a piece of a page lead to the same places from a handout.

    >>> lead_back('<a href="cite.html#x"><a href="#y"><a href="https://example.org">', "trade")
    '<a href="../cite.html#x"><a href="../trade.html#y"><a href="https://example.org">'
    """
    return _ADDRESS.sub(
        lambda found: f' href="../{found["page"] or f"{chapter}.html"}{found["anchor"]}"', html
    )
