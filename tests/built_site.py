"""Where the built site is, which pages it has, and what each says in its HTML."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page

ROOT = Path(__file__).parents[1]
SITE = Path(os.environ.get("COMPENDIUM_SITE", ROOT / "site")).resolve()
# Only these attributes make a browser ask for something by itself.
_LOADS = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}
_POLICY = "content-security-policy"
# A link of these kinds tells something, and a script of this one is never run.
_TELLS = ("canonical", "alternate")
_DATA = "application/ld+json"


@dataclass
class Visit:
    """A page that was opened, and what went wrong on it."""

    page: Page
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


class Html(HTMLParser):
    """What a page loads by itself, links to, names, and states of its safety."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.loads: list[str] = []
        # What a script of the page loads once a reader wants it.
        self.wanted: list[str] = []
        self.links: list[dict[str, str]] = []
        # What the head tells: links by their kind, meta by name or property, and described data.
        self.relations: dict[str, str] = {}
        self.meta: dict[str, list[str]] = {}
        self.data: list[str] = []
        self.ids: list[str] = []
        self.policies: list[str] = []
        self.inline: list[tuple[str, str]] = []
        # Tags that bring a script or a style, before the first policy.
        self.unguarded: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self._open = ""
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.attributes += [(tag, name, value) for name, value in values.items()]
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "link" and values.get("rel") in _TELLS:
            self.relations[values["rel"]] = values["href"]
        elif loaded := values.get(_LOADS.get(tag, "")):
            self.loads.append(loaded)
        if tag == "meta" and (name := values.get("name") or values.get("property")):
            self.meta.setdefault(name, []).append(values["content"])
        if "data-src" in values:
            self.wanted.append(values["data-src"])
        if tag == "a" and "href" in values:
            self.links.append(values)
        if tag == "meta" and values.get("http-equiv", "").lower() == _POLICY:
            self.policies.append(values["content"])
        if tag in ("script", "style", "link") and not self.policies:
            self.unguarded.append(self.get_starttag_text() or tag)
        self._open = tag if tag == "style" or (tag == "script" and "src" not in values) else ""
        if self._open and values.get("type") == _DATA:
            self._open = _DATA

    def handle_data(self, data: str) -> None:
        if self._open == _DATA:
            self.data.append(data)
        elif self._open:
            self.inline.append((self._open, data))

    def handle_endtag(self, tag: str) -> None:
        self._open = ""


@cache
def read_html(path: Path) -> Html:
    """Read a page of the site; each once."""
    return Html(path)


def find_target(page: Path, link: str) -> Path | None:
    """Give the file that a link or a load of a page leads to; None for another site."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    return (page.parent / unquote(parts.path)).resolve() if parts.path else page


def _names(folder: str) -> list[str]:
    return sorted(f"{folder}/{path.name}" for path in (SITE / folder).glob("*.html"))


# One name that fails clearly if nothing is built.
PAGES = _names("en") or ["en/index.html"]
# The pages of the record are made alike: of each folder the first, and each fortieth after it.
SAMPLES = [
    name for folder in ("entities", "indicators", "places") for name in _names(f"en/{folder}")[::40]
]
LOST = "404.html"
EMBEDS = _names("figures") or ["figures/none.html"]
CHAPTERS = [
    name
    for name in PAGES
    if (SITE / name).is_file() and 'class="figure-data"' in (SITE / name).read_text("utf-8")
] or ["en/consumption.html"]
