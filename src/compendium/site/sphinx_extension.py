"""What the book asks of Sphinx beyond its options: a search that knows Chinese, nothing from elsewhere.

Sphinx indexes no Chinese without a word splitter, and with one it does not split the query, so a
name such as 社会消费品零售总额 is not found. Pairs of neighbouring characters need no dictionary,
and the page splits the query in the same way.
"""

from __future__ import annotations

import re
from typing import Any

from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish

_RUN = re.compile(r"(?P<chinese>[㐀-鿿]+)|[^\W㐀-鿿]+")
# A page opened from a disk may not read its neighbours, so the search lists titles only.
_SEARCH_FROM_DISK = (
    'if (location.protocol === "file:") { DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false; }'
)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the search language and the page hook."""
    app.add_search_language(SearchEnglishAndChinese)
    app.add_js_file(None, body=_SEARCH_FROM_DISK, priority=600)
    app.connect("html-page-context", drop_thebe, priority=900)
    app.connect("env-get-updated", find_old_menus)
    # Numbers sections across parts, which this book does not ask for: it reads nothing, but does
    # not say that it may be read with beside others.
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


def drop_thebe(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Take the scripts of Thebe off a page: it would load code from elsewhere on a click.

    Jupyter Book loads it always, and declares its address twice, an error in every console.
    """
    for key in ("script_files", "css_files"):
        context[key] = [item for item in context.get(key, []) if not _is_thebe(item)]


def _is_thebe(item: Any) -> bool:
    attributes: dict[str, str] = getattr(item, "attributes", {})
    texts = (getattr(item, "filename", None) or str(item), attributes.get("body") or "")
    return any("thebe" in text.lower() for text in texts)


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
