"""Exercises and their solutions as this book shows them; `sphinx_exercise` reads them.

An exercise has its number on its page, from 1. A solution is folded, and needs no script to open.
What `sphinx_exercise` brings of its own (numbers through the whole book, admonitions, a style
sheet) is left aside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from docutils import nodes
from markupsafe import escape
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx_exercise.nodes import (
    exercise_enumerable_node,
    exercise_node,
    is_exercise_node,
    is_extension_node,
    is_solution_node,
    solution_node,
)

_NAMES = {"en": "Exercise {}", "zh": "练习{}"}
_SOLUTIONS = {"en": "Solution to exercise {}", "zh": "练习{}的答案"}
# `compendium.site.answers` finds them by these marks; no text can hold one, for it is escaped.
_END = {"section": "</section><!-- exercise -->\n", "details": "</details><!-- solution -->\n"}


def setup_exercises(app: Sphinx) -> None:
    """Take over what `sphinx_exercise` has registered; it must be loaded before."""
    app.connect("config-inited", leave_figures_unnumbered, priority=900)
    app.connect("doctree-resolved", name_exercises)
    app.add_post_transform(NameReferences)
    for node, element in (
        (exercise_node, "section"),
        (exercise_enumerable_node, "section"),
        (solution_node, "details"),
    ):
        app.add_node(node, override=True, html=_write_as(element))


def leave_figures_unnumbered(app: Sphinx, config: Config) -> None:
    """Take back what `sphinx_exercise` sets: Sphinx would count through all pages at each build."""
    config["numfig"] = False


def number_exercises(env: Any) -> dict[str, int]:
    """Give the number of each exercise on its page, by its label."""
    pages = getattr(env, "sphinx_exercise_node_order", {}).values()
    return {
        label: number
        for page in pages
        for number, label in enumerate(
            (each["label"] for each in page if each["type"] == "exercise"), start=1
        )
    }


class NameReferences(SphinxPostTransform):
    """Says in a reference without words of its own which exercise is meant."""

    # Before that of `sphinx_exercise`, which would ask Sphinx for the number.
    default_priority = 4

    def run(self, **_: Any) -> None:
        """Name the exercises that this page refers to."""
        numbers = number_exercises(self.env)
        for reference in self.document.findall(addnodes.pending_xref):
            number = numbers.get(reference.get("reftarget"))
            if number and not reference.get("refexplicit"):
                reference["refexplicit"] = True
                reference.children = [nodes.inline("", _say(_NAMES, self.app, number))]


def name_exercises(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Give exercises and solutions of a page their names, and no sections of one id."""
    numbers = number_exercises(app.env)
    for node in list(doctree.findall(is_extension_node)):
        title, content = node[0], node[1]
        node.children = [title, *content.children]
        for child in content.children:
            child.parent = node
        # A wrong label was warned of; it has no number.
        number = numbers.get(node.get("target_label") or node["label"], 0)
        if is_solution_node(node):
            title.children = [nodes.Text(_say(_SOLUTIONS, app, number))]
        else:
            name = nodes.inline("", _say(_NAMES, app, number), classes=["exercise-number"])
            # The words given stand in brackets: " (", …, ")".
            title.children = [name, *_led_by(": ", title.children[1:-1])]
        for child in title.children:
            child.parent = title


def _led_by(lead: str, words: list[nodes.Node]) -> Iterator[nodes.Node]:
    if words:
        yield nodes.Text(lead)
        yield from words


def _say(words: dict[str, str], app: Sphinx, number: int) -> str:
    return words["zh" if app.config.language.startswith("zh") else "en"].format(number)


def _write_as(element: str) -> tuple[Callable[..., None], Callable[..., None]]:
    def open_node(writer: Any, node: nodes.Element) -> None:
        label, classes = escape(node["label"]), escape(" ".join(node["classes"]))
        about = (
            f'aria-labelledby="{label}-title"'
            if element == "section"
            else f'data-exercise="{escape(node["target_label"])}"'
        )
        writer.body.append(f'<{element} class="{classes}" id="{label}" {about}>\n')

    def close_node(writer: Any, node: nodes.Element) -> None:
        writer.body.append(_END[element])

    return open_node, close_node


def tags_of_title(node: nodes.Element, level: int) -> tuple[str, ...]:
    """Give the tags around the title of an exercise or solution; none for another title."""
    if is_solution_node(node.parent):
        return "<summary>", "</summary>\n"
    if is_exercise_node(node.parent):
        label = escape(node.parent["label"])
        return f'<h{level} class="exercise-title" id="{label}-title">', f"</h{level}>\n"
    return ()
