"""What the frame of a page shows: its contents, its policy, its description."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from docutils import nodes
from markupsafe import Markup

from compendium.chapter.html import mark_chinese
from compendium.site.policy import state_policy

FONTS = ("sans-400", "sans-600", "serif-600")
ICONS = {
    "search": "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm4.7 11.2L20 20",
    "contrast": "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Zm0 0v16m3-14.4v12.8m3-10v7.2",
    "menu": "M4 6.5h16M4 12h16M4 17.5h16",
}
# Before the page is painted: what the reader chose, light or dark; and the fonts asked for with the
# style sheet, not after it. A page from a disk may not ask for them so.
BOOT = (
    "var d=document,e=d.documentElement;"
    "try{var t=localStorage.theme;if(t)e.dataset.theme=t}catch(x){}"
    f'if(location.protocol!="file:")for(t of{json.dumps(FONTS, separators=(",", ":"))})'
    'd.head.append(Object.assign(d.createElement("link"),{rel:"preload",as:"font",crossOrigin:"",'
    'href:e.dataset.content_root+"_static/fonts/compendium-"+t+".woff2"}))'
)
NAMES = {"en": "Bay Area Plans in Numbers", "zh": "湾区规划数据手册"}
ABOUT = ("about", "report", "errata", "changelog")
"""The pages that every page leads to at its foot, if the book has them."""
_MADE = {"compendium": '{"styles": ["reference.css"]}'}
_FOOTERS = {
    "en": Markup(
        "Our tables, text and charts: CC BY 4.0. Code: MIT. The plans keep their own status; "
        '<a href="{}">cite the plan first</a>. This site asks no other server for anything.'
    ),
    "zh": Markup(
        "本书的表格、文字与图：CC BY 4.0；代码：MIT。规划原文另有其法律地位，"
        '<a href="{}">请先引用规划原文</a>。本站不向其他服务器请求任何内容。'
    ),
}


def describe_shell(
    env: Any, pagename: str, link: Callable[[str], str], doctree: nodes.document | None
) -> dict[str, Any]:
    """Give what ``layout.html`` shows around a page.

    Parameters
    ----------
    env
        Sphinx' environment, with the titles of all pages.
    pagename, link
        The page, and what leads from it to another.
    doctree
        The page's text, or None for one that has none of its own.
    """
    lang = "zh" if env.config.language.startswith("zh") else "en"
    print_style = state_print_style(NAMES[lang], f"{pagename}.html")
    return {
        "name": NAMES[lang],
        "boot": BOOT,
        "print_style": print_style,
        "policy": state_policy([BOOT], [print_style]),
        "icons": ICONS,
        "footer": Markup(_FOOTERS[lang]).format(link("cite")),
        "description": _describe(doctree),
        "contents": list(_contents(env, pagename, link, lang)),
        "about": [entry for name in ABOUT if (entry := _entry(env, name, pagename, link, lang))],
        "scripts": find_wanted(env.metadata.get(pagename, {}), "scripts"),
        # What has no source of its own is made of the record.
        "styles": find_wanted(env.metadata.get(pagename, _MADE), "styles"),
    }


def find_wanted(metadata: Mapping[str, Any], kind: str) -> list[str]:
    """Give the ``scripts`` or ``styles`` that a page asks for: ``compendium`` of its front matter.

    >>> find_wanted({"compendium": '{"scripts": ["explorer.js"]}'}, "scripts")
    ['explorer.js']
    >>> find_wanted({}, "styles")
    []
    """
    # Sphinx keeps what stands in a page's front matter as text.
    stated: dict[str, list[str]] = json.loads(metadata.get("compendium", "{}"))
    return stated.get(kind, [])


def state_print_style(name: str, page: str) -> str:
    """Give the words at the foot of a printed page; ``page.js`` puts address and date there."""
    said = json.dumps(name, ensure_ascii=False)
    return f"html{{--print-name:{said};--print-page:{json.dumps(page)}}}"


def _describe(doctree: nodes.document | None) -> str:
    """Give the first sentences of a page that stand in a paragraph, for search engines."""
    if doctree is None:
        return ""
    for paragraph in doctree.findall(nodes.paragraph):
        text = " ".join(paragraph.astext().split())
        if len(text) > 60:
            return text if len(text) <= 200 else f"{text[:200].rsplit(' ', 1)[0]} …"
    return ""


def _contents(
    env: Any, pagename: str, link: Callable[[str], str], lang: str
) -> Iterator[dict[str, Any]]:
    """Give the parts of the book with their pages; that which is read with its sections.

    The pages below a page are given where it, or one of them, is read.
    """
    for part in env.external_site_map.root.subtrees:
        entries = (_entry(env, str(name), pagename, link, lang) for name in part.items)
        yield {
            "caption": mark_chinese(part.caption or "", lang),
            "pages": [entry for entry in entries if entry],
        }


def _entry(
    env: Any, name: str, pagename: str, link: Callable[[str], str], lang: str
) -> dict[str, Any] | None:
    """Give a page as the contents show it; None for one that is not in the book."""
    if name not in env.titles:
        return None
    site_map = env.external_site_map
    below = [str(each) for part in site_map[name].subtrees for each in part.items]
    is_near = pagename == name or pagename in below
    entries = (_entry(env, each, pagename, link, lang) for each in below if is_near)
    return {
        "href": link(name),
        "title": mark_chinese(env.titles[name].astext(), lang),
        "is_here": name == pagename,
        "sections": list(_sections(env, name, lang)) if name == pagename else [],
        "pages": [entry for entry in entries if entry],
    }


def _sections(env: Any, name: str, lang: str) -> Iterator[dict[str, Any]]:
    for page in env.tocs[name].children:
        for inner in page.children[1:]:
            for item in inner.children:
                for reference in item.findall(nodes.reference):
                    yield {
                        "anchor": reference["anchorname"].lstrip("#"),
                        "title": mark_chinese(reference.astext(), lang),
                    }
                    break
