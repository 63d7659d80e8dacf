"""Handouts and the instructor edition: answers only where they belong."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from chart_parts import PARTS
from compendium.chapter.html import CHART_MIME
from compendium.errors import ChapterError, FileError
from compendium.paths import Repository
from compendium.site.assemble import assemble
from compendium.site.contents import read_contents
from compendium.site.handouts import find_exercises, make_handouts
from compendium.site.instructor import assemble_instructor
from support import ROOT, describe

PAGE = """<article class="page">
<section class="exercise long" id="trade-ex" aria-labelledby="trade-ex-title">
<h3>Exercise 1</h3><p>See <a href="#trade-b">b</a>, <a href="data.html">data</a>.</p>
</section><!-- exercise -->
<details class="solution" id="trade-solution-1" data-exercise="trade-ex">
<summary>Solution to exercise 1</summary>
<p>Seven.</p>
<details><summary>More</summary></details>
</details><!-- solution -->
<section class="exercise" id="trade-ex-two" aria-labelledby="trade-ex-two-title">
<h3>Exercise 2</h3>
</section><!-- exercise -->
<a class="handout-link" href="handouts/trade.html">Handout</a>
</article>
"""
LEARNING = {
    "level": "advanced",
    "minutes": 60,
    "needs": ["sums"],
    "goals": ["add", "compare", "explain"],
}


def repository(root: Path, text: str = ":::{exercise}\n:::", **metadata: Any) -> Repository:
    """Give a repository with one chapter of three charts, and its built page."""
    charts = [
        {**PARTS, "alt": "A & B", "chart_id": f"trade-{name}", "title": name.upper()}
        for name in "abc"
    ]
    cells = [
        {"cell_type": "markdown", "source": "# Trade\n\n**What?**"},
        {"cell_type": "markdown", "source": text},
        {
            "cell_type": "code",
            "source": 'PLANS = ["futian-cbd-155"]',
            "metadata": {},
            "outputs": [{"data": {CHART_MIME: each}} for each in charts],
        },
    ]
    own = {"question_en": "What?", "question_zh": "何？", **metadata}
    notebook = json.dumps({"cells": cells, "metadata": {"compendium": own}})
    made = Repository(root)
    for folder in (made.pages("en"), made.chapters / "en", made.notebooks, root / "data"):
        folder.mkdir(parents=True)
    describe(root)
    for folder in (made.chapters / "en", made.notebooks):
        (folder / "trade.ipynb").write_text(notebook)
    (root / "data" / "clean").symlink_to(ROOT / "data" / "clean")
    (root / "_toc.yml").write_text("format: jb-book\nroot: index\nchapters:\n  - file: trade\n")
    (made.pages("en") / "trade.html").write_text(PAGE)
    (made.pages("en") / "index.html").write_text(PAGE)
    return made


def handout(made: Repository, *, with_answers: bool = False) -> str:
    contents = read_contents(made.root)
    [(_, content)] = make_handouts(made, contents, "en", with_answers=with_answers).items()
    return content.decode()


def shown(page: str) -> list[str]:
    return re.findall(r'<figure class="figure" id="trade-(\w)">', page)


def test_a_handout_has_room_and_no_answer(tmp_path: Path) -> None:
    page = handout(repository(tmp_path))
    assert page.count('<div class="room" aria-hidden="true">') == 2
    assert "Exercise 1" in page
    assert "Seven" not in page
    assert "Solution" not in page
    assert 'aria-label="A &amp; B"' in page


def test_a_handout_with_answers_has_no_room(tmp_path: Path) -> None:
    page = handout(repository(tmp_path), with_answers=True)
    assert 'class="room"' not in page
    assert "<h3>Solution to exercise 1</h3>\n<p>Seven.</p>" in page
    # What a solution has folded itself stays so.
    assert "<details><summary>More</summary></details>" in page
    assert page.count("<details") == 1


def test_a_handout_loads_no_script_and_states_its_policy(tmp_path: Path) -> None:
    page = handout(repository(tmp_path))
    assert "<script" not in page
    assert re.search(r"style-src &#39;self&#39; &#39;sha256-[^&]+&#39;;", page)
    assert 'data-theme="light"' in page


def test_its_links_lead_back_to_the_book(tmp_path: Path) -> None:
    links = re.findall(r'<a href="([^"]+)">', handout(repository(tmp_path)))
    assert {"../trade.html", "../trade.html#trade-b", "../data.html"} == {*links}


def test_it_has_the_first_two_charts_or_those_that_are_named(tmp_path: Path) -> None:
    assert shown(handout(repository(tmp_path / "first"))) == ["a", "b"]
    named = repository(tmp_path / "named", **LEARNING, handout=["c", "a"])
    assert shown(handout(named)) == ["c", "a"]


def test_a_chart_that_there_is_not_is_refused(tmp_path: Path) -> None:
    made = repository(tmp_path, **LEARNING, handout=["a", "cc"])
    with pytest.raises(ChapterError, match=r"compendium\.handout: no chart 'cc'; the nearest: c"):
        handout(made)


def test_a_chapter_without_exercises_has_none(tmp_path: Path) -> None:
    made = repository(tmp_path, "Nothing to do.")
    assert make_handouts(made, read_contents(tmp_path), "en") == {}


def test_a_chapter_that_is_not_built_is_refused(tmp_path: Path) -> None:
    made = repository(tmp_path)
    (made.pages("en") / "trade.html").unlink()
    with pytest.raises(FileError, match="the chapter is not built"):
        handout(made)


def test_a_solution_belongs_to_the_exercise_that_it_names() -> None:
    first, second = find_exercises(PAGE, "trade")
    assert "Seven" in first["answer"]
    assert second["answer"] == ""


def test_the_public_site_has_no_answers_and_the_instructors_has(tmp_path: Path) -> None:
    made = repository(tmp_path)
    site = assemble(tmp_path)
    assert [path.name for path in (site / "en" / "handouts").iterdir()] == ["trade.html"]
    assert "<details class=" in (site / "en" / "trade.html").read_text()
    built = assemble_instructor(tmp_path)
    assert built == made.instructor
    names = {path.name for path in (built / "en" / "handouts").iterdir()}
    assert names == {"trade.html", "trade-answers.html"}
    page = (built / "en" / "trade.html").read_text()
    assert '<details open class="solution"' in page
    assert "Instructor edition" in page
    assert 'href="handouts/trade-answers.html">with answers</a>' in page
    # And the public one stays as it is.
    assert "open" not in (site / "en" / "trade.html").read_text()
    assert not (site / "en" / "handouts" / "trade-answers.html").exists()


def test_the_instructors_needs_the_site(tmp_path: Path) -> None:
    repository(tmp_path)
    with pytest.raises(FileError, match="is not built; run `make book` first"):
        assemble_instructor(tmp_path)
