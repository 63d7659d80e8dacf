"""Exercises: numbered on their page, solutions folded, and nothing of the extension's own look."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import pytest
from sphinx.application import Sphinx

CONF = """
from compendium.site.exercises import setup_exercises
from compendium.site.translator import Translator

def setup(app):
    app.set_translator("html", Translator)
    setup_exercises(app)
"""
FIRST = """
# Trade

## Exercises

:::{exercise} A *first* one
:label: trade-ex-one

How many?
:::

:::{solution} trade-ex-one
Many.
:::

:::{exercise}
:label: trade-ex-two
:class: long

See {ref}`trade-ex-one` and {ref}`that <trade-ex-one>`.
:::
"""
SECOND = """
# Finance

:::{exercise-start}
:label: finance-ex-one
:::

As in {ref}`trade-ex-two`?

:::{exercise-end}
:::

:::{solution-start} finance-ex-one
:::

A paragraph of its own.

:::{solution-end}
:::
"""


def build(folder: Path, language: str = "en", **pages: str) -> tuple[dict[str, str], str]:
    """Build pages; give the text of each and the warnings."""
    (folder / "conf.py").write_text(CONF)
    (folder / "index.md").write_text("# Book\n\n```{toctree}\n" + "\n".join(pages) + "\n```\n")
    for name, text in pages.items():
        (folder / f"{name}.md").write_text(text)
    warnings = StringIO()
    out = folder / "out"
    app = Sphinx(
        folder, folder, out, folder / "trees", "html", status=None, warning=warnings,
        confoverrides={
            "extensions": ["myst_nb", "sphinx_exercise"],
            "nb_execution_mode": "off",
            "myst_enable_extensions": ["colon_fence"],
            "html_theme": "basic",
            "language": language,
        },
    )  # fmt: skip
    app.build(force_all=True)
    return {name: (out / f"{name}.html").read_text("utf-8") for name in pages}, warnings.getvalue()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], str]:
    return build(tmp_path_factory.mktemp("book"), trade=FIRST, finance=SECOND)


def test_exercises_build_without_a_warning(built: tuple[dict[str, str], str]) -> None:
    assert built[1] == ""


def test_each_page_counts_from_one(built: tuple[dict[str, str], str]) -> None:
    pages, _ = built
    number = re.compile(r'exercise-number">(Exercise \d)<')
    assert number.findall(pages["trade"]) == ["Exercise 1", "Exercise 2"]
    assert number.findall(pages["finance"]) == ["Exercise 1"]
    assert '<span class="exercise-number">Exercise 1</span>: A <em>first</em> one' in pages["trade"]


def test_an_exercise_is_a_section_named_by_its_heading(built: tuple[dict[str, str], str]) -> None:
    trade = built[0]["trade"]
    label = 'id="trade-ex-one" aria-labelledby="trade-ex-one-title"'
    assert f'<section class="exercise" {label}>\n<h3 class="exercise-title" ' in trade
    assert '<section class="exercise long" id="trade-ex-two"' in trade
    assert "exercise-content" not in trade + built[0]["finance"]
    assert "admonition" not in trade + built[0]["finance"]


def test_a_solution_is_folded_and_names_its_exercise(built: tuple[dict[str, str], str]) -> None:
    pages, _ = built
    opened = re.compile(
        r'<details class="solution" id="[a-z0-9-]+" data-exercise="([a-z-]+)">\n'
        r"<summary>(.*?)</summary>\n<p>(.*?)</p>"
    )
    assert opened.findall(pages["trade"]) == [("trade-ex-one", "Solution to exercise 1", "Many.")]
    assert opened.findall(pages["finance"]) == [
        ("finance-ex-one", "Solution to exercise 1", "A paragraph of its own.")
    ]


def test_a_reference_says_the_number(built: tuple[dict[str, str], str]) -> None:
    pages, _ = built
    link = r'href="([^"]*#trade-ex[a-z-]+)"><span class="std std-ref">([^<]+)<'
    assert re.findall(link, pages["trade"]) == [
        ("#trade-ex-one", "Exercise 1"),
        ("#trade-ex-one", "that"),
    ]
    assert re.findall(link, pages["finance"]) == [("trade.html#trade-ex-two", "Exercise 2")]


def test_chinese_has_its_words(tmp_path: Path) -> None:
    pages, _ = build(tmp_path, "zh_CN", trade=FIRST)
    assert 'exercise-number">练习1<' in pages["trade"]
    assert "<summary>练习1的答案</summary>" in pages["trade"]


def test_a_solution_of_no_exercise_is_a_warning(tmp_path: Path) -> None:
    _, warnings = build(tmp_path, trade=FIRST.replace("{solution} trade-ex-one", "{solution} x"))
    assert "undefined label: x" in warnings
