"""What the book contains: its pages in the order of ``_toc.yml``, what a chapter says of itself.

A chapter is a page that has a notebook. Its title, its question and the plans it reads stand in the
notebook, each in one place.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compendium.contract.enums import LANGUAGES
from compendium.errors import ChapterError, FileError
from compendium.site.learning import Learning, read_learning

TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
_EXERCISE = re.compile(r"^(?::{3,}|`{3,})\{exercise(?:-start)?\}", re.MULTILINE)


@dataclass(frozen=True)
class ChapterHead:
    """What a chapter says of itself.

    Attributes
    ----------
    name
        Its notebook's name, and the address of its page.
    title
        The first heading of the notebook.
    questions
        What it asks, by language: ``compendium.question_en`` and ``…_zh`` of the metadata.
    plans
        The ids of the plans it reads: the list ``PLANS`` in its code; None where it reads all.
    learning
        What it says to those who learn and teach with it; None while it says nothing.
    exercises
        How many it has.
    """

    name: str
    title: str
    questions: Mapping[str, str]
    plans: tuple[str, ...] | None
    learning: Learning | None = None
    exercises: int = 0


@dataclass(frozen=True)
class Contents:
    """The names of all pages, the landing page first, and the chapters among them, in order."""

    pages: tuple[str, ...]
    chapters: tuple[ChapterHead, ...]


def read_contents(root: Path) -> Contents:
    """Read ``_toc.yml`` and the notebooks that it names.

    Raises
    ------
    FileError
        If it is no table of contents, or a notebook cannot be read.
    ChapterError
        If a notebook lacks its title or a question, or its metadata is faulty.
    """
    # Here: which plans a chapter reads is asked at every build, also when nothing has changed.
    from sphinx_external_toc.parsing import MalformedError, parse_toc_yaml

    try:
        pages = tuple(parse_toc_yaml(root / "_toc.yml"))
    except (MalformedError, OSError) as error:
        raise FileError(root / "_toc.yml", f"is no table of contents ({error})") from error
    notebooks = [root / "notebooks" / f"{page}.ipynb" for page in pages]
    return Contents(pages, tuple(read_head(path) for path in notebooks if path.is_file()))


def read_head(notebook: Path) -> ChapterHead:
    """Read what a chapter's notebook says of itself.

    Raises
    ------
    ChapterError
        If it lacks its title or a question, or its metadata is faulty.
    """
    content = _read(notebook)
    name, metadata = notebook.stem, content.get("metadata", {}).get("compendium", {})
    questions = {lang: metadata.get(f"question_{lang}", "") for lang in LANGUAGES}
    if missing := [lang for lang, question in questions.items() if not question]:
        raise ChapterError(name, f"its metadata lacks compendium.question_{missing[0]}")
    title = find_title(content)
    if not title:
        raise ChapterError(name, "its first cell has no title (# …)")
    learning = read_learning(name, metadata)
    exercises = len(_EXERCISE.findall("\n".join(_prose(content))))
    return ChapterHead(name, title, questions, _plans(content), learning, exercises)


def plans_read(notebook: Path) -> tuple[str, ...] | None:
    """Give the plans that a chapter reads: the list ``PLANS`` in its code; None for all."""
    return _plans(_read(notebook))


def find_title(notebook: Mapping[str, Any]) -> str:
    """Give the first heading of a notebook; empty if its first cell has none."""
    first = notebook["cells"][0]["source"] if notebook["cells"] else ""
    found = TITLE.search("".join(first))
    return found[1] if found else ""


def _read(notebook: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(notebook.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise FileError(notebook, f"is no notebook ({error})") from error
    return content


def _prose(notebook: Mapping[str, Any]) -> list[str]:
    return [
        "".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown"
    ]


def _plans(notebook: Mapping[str, Any]) -> tuple[str, ...] | None:
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] != "code" or "PLANS" not in source:
            continue
        for statement in ast.parse(source).body:
            match statement:
                case ast.Assign(targets=[ast.Name(id="PLANS")], value=value):
                    return tuple(ast.literal_eval(value))
    return None
