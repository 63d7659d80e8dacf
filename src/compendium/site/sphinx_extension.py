"""What the book asks of Sphinx beyond its options: its own frame, and a search that knows Chinese.

Sphinx indexes no Chinese without a word splitter, and with one it does not split the query, so a
name such as 社会消费品零售总额 is not found. Pairs of neighbouring characters need no dictionary,
and the page splits the query in the same way.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish

from compendium.site.exercises import setup_exercises
from compendium.site.reference.pages import FOLDER
from compendium.site.shell import describe_shell
from compendium.site.translator import Translator

_RUN = re.compile(r"(?P<chinese>[㐀-鿿]+)|[^\W㐀-鿿]+")
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
THEME = Path(__file__).parent / "theme"


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the theme, the writer, the search language and the page hook."""
    app.add_html_theme("compendium", str(THEME))
    app.set_translator("html", Translator)
    app.add_search_language(SearchEnglishAndChinese)
    setup_exercises(app)
    # Jupyter Book sets it, also where nobody comments.
    app.add_config_value("comments_config", {}, "")
    app.connect("html-page-context", show_shell, priority=900)
    app.connect("env-get-updated", find_old_menus)
    app.connect("env-get-updated", find_old_reference)
    app.connect("html-collect-pages", collect_reference)
    # sphinx_external_toc brings it to number sections, which this book does not ask for: it reads
    # nothing, but does not say that it may be read with beside others.
    app.extensions["sphinx_multitoc_numbering"].parallel_read_safe = True
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def find_old_menus(app: Sphinx, env: Any) -> list[str]:
    """Give the pages whose menu is old: all of them, once the menu has changed.

    Every page shows the menu, but Sphinx writes only the pages that changed themselves, so that a
    chapter that was taken out would stay in the menus of the others.
    """
    menu = [(name, env.titles[name].astext()) for name in sorted(env.all_docs)]
    shown = (menu, dict(env.toctree_includes))
    changed = shown != getattr(env, "compendium_menu", None)
    env.compendium_menu = shown
    return sorted(env.all_docs) if changed else []


def find_old_reference(app: Sphinx, env: Any) -> list[str]:
    """Give a page to write anew once a page of the record has changed.

    Sphinx asks for the pages that are no documents only when it writes some document.
    """
    bodies = {path.as_posix(): path.read_bytes() for path in _find_bodies(app)}
    digest = hashlib.sha256(repr(sorted(bodies.items())).encode()).hexdigest()
    changed = digest != getattr(env, "compendium_reference", None)
    env.compendium_reference = digest
    return [app.config.root_doc] if changed else []


def show_shell(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Give ``layout.html`` what it shows around a page."""
    shell = describe_shell(app.env, pagename, context["pathto"], doctree)
    context["shell"] = shell | {"version": _version_of(Path(app.srcdir) / "_static")}


def collect_reference(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Give the pages that are made of the record: each is a body, which the frame goes around."""
    folder = Path(app.srcdir) / FOLDER
    for path in _find_bodies(app):
        body = path.read_text("utf-8")
        name = path.relative_to(folder).with_suffix("").as_posix()
        yield name, {"title": _heading_of(body), "body": body}, "layout.html"


def _find_bodies(app: Sphinx) -> list[Path]:
    return sorted((Path(app.srcdir) / FOLDER).rglob("*.html"))


def _heading_of(body: str) -> str:
    found = _HEADING.search(body)
    if found is None:
        raise ValueError("the body of a page has no heading")
    return found[1]


@cache
def _version_of(static: Path) -> str:
    # A browser keeps a style sheet as long as its address stays.
    content = b"".join(path.read_bytes() for path in sorted(static.glob("*.*s")))
    return hashlib.sha256(content).hexdigest()[:8]


def split_text(text: str) -> list[str]:
    """Split a text into words; a run of Chinese gives its characters and its pairs.

    >>> split_text("2025年 retail 零售")
    ['2025', '年', 'retail', '零', '零售', '售']
    """
    words: list[str] = []
    for match in _RUN.finditer(text):
        run = match.group()
        if match["chinese"] is None:
            words.append(run)
            continue
        for place, character in enumerate(run):
            words += [character, run[place : place + 2]] if place + 1 < len(run) else [character]
    return words


class SearchEnglishAndChinese(SearchEnglish):
    """English as Sphinx does it, Chinese by pairs; it takes the place of plain English."""

    lang = "en"
    language_name = "English"
    js_splitter_code = r"""
var splitQuery = (query) =>
  (query.match(/[\p{Letter}\p{Number}_]+/gu) || [])
    .flatMap((word) => word.match(/[㐀-鿿]+|[^㐀-鿿]+/g))
    .flatMap((run) =>
      /^[㐀-鿿]{2,}$/.test(run)
        ? Array.from({ length: run.length - 1 }, (_, place) => run.slice(place, place + 2))
        : [run]);
"""

    def split(self, input: str) -> list[str]:
        """Split a text into the words that go into the index."""
        return split_text(input)
