"""What the book asks of Sphinx beyond its options: the search, and no script from elsewhere."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from compendium.search_zh import SearchEnglishAndChinese

# A page opened from a disk may not read its neighbours, so the search lists titles only.
_SEARCH_FROM_DISK = (
    'if (location.protocol === "file:") { DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false; }'
)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the search language and the page hook."""
    app.add_search_language(SearchEnglishAndChinese)
    app.add_js_file(None, body=_SEARCH_FROM_DISK, priority=600)
    app.connect("html-page-context", drop_thebe, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


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
