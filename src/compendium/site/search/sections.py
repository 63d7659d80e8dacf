"""The sections of a page: headings and text, never code or drawings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

# Charts are found by themselves.
_LEFT_OUT = re.compile(r"<(svg|pre|script|style|figure|form|button|noscript)\b.*?</\1>", re.DOTALL)
_MAIN = re.compile(r'<article class="page">(.*?)</article>', re.DOTALL)
_UNSEEN = ("headerlink", "unseen")
_EMPTY = ("br", "hr", "img", "input", "link", "meta", "wbr", "col", "source")
_SPACE = re.compile(r"\s+")


@dataclass
class Section:
    """A section of a page.

    Attributes
    ----------
    anchor
        The id of the section, or empty.
    title
        Its heading.
    text
        What stands below it, down to the next heading.
    """

    anchor: str
    title: str
    text: str


@dataclass
class _Open:
    anchor: str
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[_Open] = [_Open("")]
        # The ids of the open elements; None below what is left out.
        self._ids: list[str] = []
        self._hidden = 0
        self._heading = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _EMPTY:
            self._write(" ")
            return
        values = dict(attrs)
        is_hidden = any(name in (values.get("class") or "").split() for name in _UNSEEN)
        if self._hidden or is_hidden or "hidden" in values:
            self._hidden += 1
            return
        if re.fullmatch("h[1-6]", tag):
            above = next((name for name in reversed(self._ids) if name), "")
            self.found.append(_Open(values.get("id") or above))
            self._heading = len(self._ids) + 1
        self._ids.append(values.get("id") or "" if tag == "section" else "")
        if tag not in ("a", "em", "strong", "span", "sub", "sup", "i", "b"):
            self._write(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _EMPTY:
            return
        if self._hidden:
            self._hidden -= 1
            return
        if self._ids:
            if len(self._ids) == self._heading:
                self._heading = 0
            self._ids.pop()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._write(data)

    def _write(self, text: str) -> None:
        section = self.found[-1]
        (section.title if self._heading else section.text).append(text)


def find_sections(page: str) -> Iterator[Section]:
    """Give the sections of a page of the site, in order; that of its title first.

    >>> page = '<article class="page"><section id="a"><h1>A</h1><p>One.</p><pre>1</pre></section>'
    >>> list(find_sections(page + "</article>"))
    [Section(anchor='a', title='A', text='One.')]
    """
    main = _MAIN.search(page)
    if main is None:
        return
    reader = _Reader()
    reader.feed(_LEFT_OUT.sub(" ", main[1]))
    for section in reader.found:
        title, text = (
            _SPACE.sub(" ", "".join(each)).strip() for each in (section.title, section.text)
        )
        if title:
            yield Section(section.anchor, title, text)
