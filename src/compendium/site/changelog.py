"""``CHANGELOG.md``: its versions, as a page, as errata of our own and as a feed of the data."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from compendium.errors import FileError
from compendium.site.edition import Citation
from compendium.site.render import render_html

OF_DATA = ("Data added", "Data corrected")
"""The sections that tell what changed in the tables."""
CORRECTED = OF_DATA[1]
_UNRELEASED = "Unreleased"
_VERSION = re.compile(r"^## (?P<name>Unreleased|(?P<version>\d+\.\d+\.\d+) \((?P<date>[^)]*)\))$")
_CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True)
class Version:
    """One version: its name, its day (None for what is not released) and its entries by section."""

    name: str
    day: date | None
    sections: dict[str, tuple[str, ...]]

    @property
    def label(self) -> str:
        """What the page and the feed name its place by; never another one's."""
        return f"v{self.name}" if self.day else self.name.lower()

    @property
    def anchor(self) -> str:
        """The label as HTML has it."""
        return self.label.replace(".", "-")


def read_changelog(path: Path) -> tuple[Version, ...]:
    """Read the versions, the newest first.

    Raises
    ------
    FileError
        If it is missing, or a line is no heading, no entry and no part of one.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise FileError(path, f"cannot be read ({error.strerror})") from error
    versions: list[tuple[str, date | None, dict[str, list[str]]]] = []
    section = ""
    for number, line in enumerate(lines, start=1):
        if line.startswith("# ") or not line.strip():
            continue
        entries = versions[-1][2] if versions else {}
        if line.startswith("## "):
            versions.append((*_read_heading(path, number, line), {}))
            section = ""
        elif line.startswith("### ") and versions:
            section = line[4:].strip()
            entries[section] = []
        elif line.startswith("- ") and section:
            entries[section].append(line[2:].strip())
        elif line.startswith("  ") and section and entries[section]:
            entries[section][-1] += f" {line.strip()}"
        else:
            raise FileError(path, f"line {number} is no heading and no entry: {line!r}")
    return tuple(
        Version(name, day, {section: tuple(lines) for section, lines in entries.items()})
        for name, day, entries in versions
    )


def write_page(versions: Sequence[Version]) -> str:
    """Write the versions as Markdown, each with a place that links can lead to."""
    return "\n".join(
        f"({each.label})=\n## {_title(each)}\n\n"
        + "\n".join(
            f"### {section}\n\n{_list(entries)}" for section, entries in each.sections.items()
        )
        for each in versions
    )


def write_own_errata(versions: Sequence[Version]) -> str:
    """Write what was corrected in the data, version by version, as Markdown."""
    corrected = [each for each in versions if each.sections.get(CORRECTED)]
    return "\n".join(
        f"### {_title(each)}\n\n{_list(each.sections[CORRECTED])}" for each in corrected
    )


def write_feed(
    versions: Sequence[Version], citation: Citation, locate: Callable[[str], str], page: str
) -> bytes:
    """Write the released changes of the data as an Atom feed.

    Parameters
    ----------
    versions, citation
        What changed, and whose.
    locate
        Gives the address of a file of the site: a whole one where that is known.
    page
        The changelog's page.
    """
    changed = [
        {
            "id": _name_for_good(citation.title, each.name),
            "title": f"{each.name}: {' and '.join(section.lower() for section in of_data)}",
            "updated": f"{each.day}T00:00:00Z",
            "href": f"{locate(page)}#{each.anchor}",
            "sections": [
                {"title": section, "entries": [_CODE.sub(r"\1", entry) for entry in entries]}
                for section, entries in of_data.items()
            ],
        }
        for each in versions
        if each.day
        and (of_data := {name: each.sections[name] for name in OF_DATA if each.sections.get(name)})
    ]
    feed = render_html(
        "feed.xml.j2",
        citation=citation,
        feed_id=_name_for_good(citation.title, ""),
        updated=changed[0]["updated"] if changed else f"{citation.date}T00:00:00Z",
        home=locate(page),
        own=locate("feed.xml") if citation.address else "",
        entries=changed,
    )
    return f"{feed}\n".encode()


def _read_heading(path: Path, number: int, line: str) -> tuple[str, date | None]:
    found = _VERSION.match(line)
    try:
        day = date.fromisoformat(found["date"]) if found and found["date"] else None
    except ValueError:
        found = None
    if not found:
        raise FileError(
            path, f"line {number} is no version: {line!r}; write '## 1.2.3 (2026-01-31)'"
        )
    return found["version"] or _UNRELEASED, day


def _title(version: Version) -> str:
    return f"{version.name} ({version.day})" if version.day else version.name


def _list(entries: Sequence[str]) -> str:
    return "".join(f"- {entry}\n" for entry in entries)


def _name_for_good(title: str, version: str) -> str:
    # It stays what it is when the site moves to another address.
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{title} {version}").urn
