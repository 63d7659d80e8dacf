"""The addresses that were published: none of them ever breaks.

``book/addresses.txt`` lists them, ``*`` standing for the language. An address that names something
by an old name leads on: by ``book/moved.csv`` for pages and charts, and for what the tables name by
``data/vocab/id-changes.csv``.
"""

from __future__ import annotations

import csv
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path, PurePosixPath

from compendium.contract.enums import LANGUAGES
from compendium.errors import FileError
from compendium.paths import Repository
from compendium.site.files import Files
from compendium.site.policy import POLICY
from compendium.site.render import render_html

_FOLDERS = ("data", "figures", "notebooks")
_AT_THE_ROOT = ("index.html", "feed.xml")
_LANG = "|".join(LANGUAGES)
_ENDING = re.compile(rf"(?:\.(?:\*|{_LANG}|vl|csl))*\.[a-z0-9]+$")
# What readers are told to link to: charts, exercises, comparisons and corrections.
_ANCHOR = re.compile(
    r'<(?:figure class="figure|section class="exercise|li)\b[^>]*? ?id="(?P<id>[^"]+)"'
)
_ID = re.compile(r'\sid="([^"]+)"')
_CARD = ".card.png"
_HEAD = (
    "# Published addresses: none of them may break. `compendium addresses --write` adds those of "
    "the built\n"
    "# site; * stands for the language. A name that has to change gets a row in moved.csv.\n"
)


def list_addresses(files: Files) -> set[str]:
    """Give the addresses of a site that readers may keep: pages, files, and places on pages."""
    found: set[str] = set()
    for name, content in files.items():
        address = _without_language(name.as_posix())
        is_page = name.parts[0] in LANGUAGES and name.suffix == ".html"
        is_file = name.parts[0] in _FOLDERS and not name.name.endswith(_CARD)
        if is_page or is_file or name.as_posix() in _AT_THE_ROOT:
            found.add(address)
        if is_page and len(name.parts) == 2:
            found |= {f"{address}#{each}" for each in _ANCHOR.findall(content.decode())}
    return found


def write_addresses(addresses: Iterable[str]) -> str:
    """Write a list of addresses: a line a page with its places, a line a name with its endings."""
    lines: list[str] = []
    for (start, is_page), group in groupby(sorted(addresses, key=_split), key=_line_of):
        ends = [end for _, end in map(_split, group)]
        lines.append(start if is_page and ends == [""] else " ".join((start, *filter(None, ends))))
    return _HEAD + "".join(f"{line}\n" for line in lines)


def read_published(path: Path) -> frozenset[str]:
    """Read a list of addresses; where there is none, nothing was published yet."""
    if not path.is_file():
        return frozenset()
    found: set[str] = set()
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            start, *ends = line.split(" ")
            if not ends or ends[0].startswith("#"):
                found.add(start)
            found |= {f"{start}{end}" for end in ends}
    return frozenset(found)


def read_moved(repository: Repository) -> dict[str, str]:
    """Read what became of names: of pages and charts, and of what the tables name.

    Raises
    ------
    FileError
        If ``moved.csv`` has other columns than ``old`` and ``new``.
    """
    moved: dict[str, str] = {}
    changes = repository.vocab / "id-changes.csv"
    for path, old, new in ((changes, "old_id", "new_id"), (repository.moved, "old", "new")):
        if not path.is_file():
            continue
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            if not {old, new} <= set(rows.fieldnames or ()):
                raise FileError(path, f"needs the columns {old} and {new}")
            moved |= {row[old]: row[new] for row in rows if row[new]}
    return moved


def find_broken(published: Iterable[str], files: Files, langs: Sequence[str]) -> list[str]:
    """Give the published addresses that a site neither has nor leads on from."""
    return [
        address
        for address in sorted(published)
        if not all(_exists(each, files) for each in _in_languages(address, langs))
    ]


def lead_on(
    files: Files, published: Iterable[str], moved: Mapping[str, str], *, langs: Sequence[str]
) -> Files:
    """Give the site with a way on from each published address that has become another.

    A page leads on by itself, a file stands at both addresses, a place on a page is the new one
    too; where that is on another page, the last line of the old page leads there.
    """
    whole = dict(files)
    for address in sorted(published):
        for old in _in_languages(address, langs):
            if _exists(old, whole):
                continue
            new = follow(old, moved)
            if new != old and _exists(new, whole):
                _add_way(whole, old, new)
    return whole


def follow(address: str, moved: Mapping[str, str]) -> str:
    """Give what an address has become, step by step.

    >>> follow("en/trade.html#trade-old", {"trade-old": "trade-new"})
    'en/trade.html#trade-new'
    >>> follow("en/trade.html#trade-old", {"trade#trade-old": "services#services-old"})
    'en/services.html#services-old'
    >>> follow("figures/trade-old.en.png", {"trade-old": "trade-new"})
    'figures/trade-new.en.png'
    """
    seen = {address}
    while (address := _step(address, moved)) not in seen:
        seen.add(address)
    return address


def _step(address: str, moved: Mapping[str, str]) -> str:
    page, mark, anchor = address.partition("#")
    ending = _ENDING.search(page)
    stem, end = (page[: ending.start()], ending[0]) if ending else (page, "")
    folder, slash, name = stem.rpartition("/")
    if f"{name}#{anchor}" in moved:
        name, mark, anchor = moved[f"{name}#{anchor}"].partition("#")
    else:
        name, anchor = moved.get(name, name), moved.get(anchor, anchor)
    return f"{folder}{slash}{name}{end}{mark}{anchor}"


def _add_way(files: Files, old: str, new: str) -> None:
    page, _, anchor = old.partition("#")
    new_page, _, new_anchor = new.partition("#")
    name = PurePosixPath(page)
    target = new if page == new_page else posixpath.relpath(new, posixpath.dirname(page) or ".")
    if anchor and name in files:
        text = files[name].decode()
        if page == new_page:
            place = re.compile(rf'<[a-z]+\b[^>]*\sid="{re.escape(new_anchor)}"')
            text = place.sub(lambda found: f'<span id="{anchor}"></span>{found[0]}', text, count=1)
        else:
            line = render_html("moved.html.j2", anchor=anchor, target=target)
            text = text.replace("</article>", f"{line}\n</article>", 1)
        files[name] = text.encode()
    elif name.suffix == ".html":
        content = render_html("redirect.html.j2", target=target, policy=POLICY)
        files[name] = f"{content}\n".encode()
    else:
        files[name] = files[PurePosixPath(new_page)]


def _exists(address: str, files: Files) -> bool:
    page, _, anchor = address.partition("#")
    content = files.get(PurePosixPath(page))
    if content is None:
        return False
    return not anchor or anchor in _ids(content)


@lru_cache(maxsize=8)
def _ids(page: bytes) -> frozenset[str]:
    # Its places are asked for one after the other, and a page has a million signs.
    return frozenset(_ID.findall(page.decode()))


def _without_language(name: str) -> str:
    folder, slash, rest = name.partition("/")
    if folder in LANGUAGES:
        return f"*{slash}{rest}"
    return re.sub(rf"\.(?:{_LANG})\.", ".*.", name)


def _in_languages(address: str, langs: Sequence[str]) -> Iterator[str]:
    return (address.replace("*", lang) for lang in (langs if "*" in address else langs[:1]))


def _split(address: str) -> tuple[str, str]:
    """Split an address in what its line begins with, and its own end."""
    page, mark, anchor = address.partition("#")
    if page.startswith(_FOLDERS) and (ending := _ENDING.search(page)):
        return page[: ending.start()], ending[0]
    return page, f"{mark}{anchor}"


def _line_of(address: str) -> tuple[str, bool]:
    start, _ = _split(address)
    return start, start.endswith((".html", ".xml"))
