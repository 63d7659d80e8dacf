"""The changelog: read line by line, shown as a page, told by a feed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from compendium.errors import FileError
from compendium.site.changelog import (
    Version,
    read_changelog,
    write_feed,
    write_own_errata,
    write_page,
)
from compendium.site.edition import Author, Citation

ATOM = "{http://www.w3.org/2005/Atom}"
BOOK = Citation("Plans", "1.0.0", "2026-01-31", "", (), (), (Author("Wu", "An"),))
TEXT = """\
# Changelog

## Unreleased

### Data corrected
- Not yet `a<b>`.

## 1.0.0 (2026-01-31)

### Data added
- Tables,
  and `more` & more.

### Data corrected
- One name.

### Code
- A command.

## 0.9.0 (2025-12-01)

### Code
- Nothing of the data.
"""


def read(folder: Path, text: str = TEXT) -> tuple[Version, ...]:
    path = folder / "CHANGELOG.md"
    path.write_text(text, "utf-8")
    return read_changelog(path)


def feed(folder: Path, address: str = "") -> ElementTree.Element:
    def locate(path: str) -> str:
        return f"{address}/{path}" if address else path

    book = replace(BOOK, address=address)
    return ElementTree.fromstring(write_feed(read(folder), book, locate, "en/changelog.html"))


def test_versions_are_read_with_their_entries(tmp_path: Path) -> None:
    unreleased, first, older = read(tmp_path)
    assert (unreleased.name, unreleased.day) == ("Unreleased", None)
    assert (first.name, first.day) == ("1.0.0", date(2026, 1, 31))
    assert first.sections["Data added"] == ("Tables, and `more` & more.",)
    assert list(older.sections) == ["Code"]


@pytest.mark.parametrize(
    "line", ["## 1.0 (2026-01-31)", "## 1.0.0 (2026-02-31)", "## 1.0.0", "a stray line"]
)
def test_a_line_that_is_nothing_is_named(tmp_path: Path, line: str) -> None:
    number = len(TEXT.splitlines()) + 1
    with pytest.raises(FileError, match=f"line {number} is no .*{re.escape(line)}"):
        read(tmp_path, f"{TEXT}{line}\n")


def test_an_entry_needs_a_section(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="line 2 is no heading and no entry"):
        read(tmp_path, "## Unreleased\n- entry\n")


def test_page_has_every_entry_and_a_place_for_each_version(tmp_path: Path) -> None:
    page = write_page(read(tmp_path))
    assert "(v1.0.0)=\n## 1.0.0 (2026-01-31)\n" in page
    assert "(unreleased)=\n## Unreleased\n" in page
    for entry in ("Not yet `a<b>`.", "A command.", "Nothing of the data."):
        assert f"- {entry}\n" in page


def test_own_errata_are_what_was_corrected_in_the_data(tmp_path: Path) -> None:
    errata = write_own_errata(read(tmp_path))
    assert "### Unreleased\n\n- Not yet" in errata
    assert "### 1.0.0 (2026-01-31)\n\n- One name." in errata
    assert "0.9.0" not in errata
    assert "Tables" not in errata


def test_feed_tells_of_released_changes_of_the_data(tmp_path: Path) -> None:
    root = feed(tmp_path)
    [entry] = root.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "1.0.0: data added and data corrected"
    assert entry.findtext(f"{ATOM}updated") == "2026-01-31T00:00:00Z"
    assert root.findtext(f"{ATOM}updated") == "2026-01-31T00:00:00Z"
    said = "".join(entry.itertext())
    assert "Tables, and more & more." in said
    assert "A command" not in said
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "An Wu"


def test_feed_keeps_its_names_at_another_address(tmp_path: Path) -> None:
    here, there = feed(tmp_path), feed(tmp_path, "https://example.org/plans")
    for path in (f"{ATOM}id", f"{ATOM}entry/{ATOM}id"):
        assert here.findtext(path) == there.findtext(path)
        assert str(here.findtext(path)).startswith("urn:uuid:")
    links = {link.get("rel"): link.get("href") for link in there.findall(f"{ATOM}link")}
    assert links == {
        "alternate": "https://example.org/plans/en/changelog.html",
        "self": "https://example.org/plans/feed.xml",
    }
    # A relative one would be false as the feed's own.
    assert [link.get("rel") for link in here.findall(f"{ATOM}link")] == ["alternate"]
