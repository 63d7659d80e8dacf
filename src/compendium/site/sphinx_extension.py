"""What the book asks of Sphinx beyond its options: its own frame, and pages that are no documents.

Sphinx's search is not asked for: it finds pages and not figures, and no Chinese without a
dictionary. The book's own stands in `compendium.site.search`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup
from sphinx.application import Sphinx

from compendium.made_from import digest
from compendium.site.blanks import drop_blanks
from compendium.site.exercises import setup_exercises
from compendium.site.reference.pages import FOLDER
from compendium.site.shell import describe_shell
from compendium.site.translator import Translator, UnboxCells
from compendium.site.well_known import LOST

_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_LONGEST = 200
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_HERE = Path(__file__).parent
THEME = _HERE / "theme"


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the theme, the writer and the page hooks."""
    app.add_html_theme("compendium", str(THEME))
    app.set_translator("html", Translator)
    app.add_post_transform(UnboxCells)
    setup_exercises(app)
    # A change of what writes the pages makes every page due, as that of a setting does.
    app.add_config_value("compendium_code", digest(sorted(_HERE.glob("*.py"))), "env")
    # Jupyter Book sets it, also where nobody comments.
    app.add_config_value("comments_config", {}, "")
    app.connect("builder-inited", drop_search)
    app.connect("html-page-context", show_shell, priority=900)
    app.connect("env-get-updated", find_old_menus)
    app.connect("env-get-updated", find_old_reference)
    app.connect("html-collect-pages", collect_reference)
    app.connect("html-collect-pages", lambda app: [(LOST, {}, f"{LOST}.html")])
    app.connect("html-collect-pages", collect_search)
    # sphinx_external_toc brings it to number sections, which this book does not ask for: it reads
    # nothing, but does not say that it may be read with beside others.
    app.extensions["sphinx_multitoc_numbering"].parallel_read_safe = True
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def drop_search(app: Sphinx) -> None:
    """Let Sphinx index no words."""
    app.builder.search = False  # type: ignore[attr-defined]


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
    """Give ``layout.html`` a page's text, and what it shows around it."""
    shell = describe_shell(app.env, pagename, context["pathto"], doctree)
    shell["description"] = context.get("description") or shell["description"]
    context["body"] = drop_blanks(context.get("body", ""))
    context["shell"] = shell | {"version": _version_of(Path(app.srcdir) / "_static")}


def collect_reference(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Give the pages that are made of the record: each is a body, which the frame goes around."""
    folder = Path(app.srcdir) / FOLDER
    for path in _find_bodies(app):
        body = path.read_text("utf-8")
        name = path.relative_to(folder).with_suffix("").as_posix()
        described = {"title": _heading_of(body), "description": _first_words(body), "body": body}
        yield name, described, "layout.html"


def collect_search(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Give the page of the search."""
    yield "search", {}, "search.html"


def _find_bodies(app: Sphinx) -> list[Path]:
    return sorted((Path(app.srcdir) / FOLDER).rglob("*.html"))


def _heading_of(body: str) -> str:
    found = _HEADING.search(body)
    if found is None:
        raise ValueError("the body of a page has no heading")
    return found[1]


def _first_words(body: str) -> str:
    """Give the first paragraph of a body as a text, for search engines."""
    found = _PARAGRAPH.search(body)
    text = " ".join(Markup(found[1]).striptags().split()) if found else ""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"


@cache
def _version_of(static: Path) -> str:
    # A browser keeps a style sheet as long as its address stays.
    content = b"".join(path.read_bytes() for path in sorted(static.rglob("*.*s")))
    return hashlib.sha256(content).hexdigest()[:8]
