"""What the book says of itself: read once, given to pages and reference managers alike."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from compendium.errors import FileError
from compendium.site.book_values import tell_where
from compendium.site.edition import ADDRESS, REPOSITORY, Author, Citation, read_citation
from compendium.site.references import cite_book, write_bibtex, write_csl
from support import ROOT

HERE, THERE = "https://example.org/plans", "https://example.net/other"
PERSONS = (Author("Wu", "An"), Author("Group of {three}"))
BOOK = Citation("Plans", "1.2.3", "2026-01-31", "What.", ("a",), ("CC-BY-4.0",), PERSONS)


def write(folder: Path, more: str = "") -> Path:
    path = folder / "CITATION.cff"
    path.write_text((ROOT / "CITATION.cff").read_text("utf-8") + more, "utf-8")
    return path


def test_the_book_states_no_address_that_may_be_of_others(tmp_path: Path) -> None:
    citation = read_citation(write(tmp_path), {})
    assert (citation.address, citation.repository) == ("", "")
    assert citation.authors
    assert "\n" not in citation.abstract


def test_who_publishes_states_the_address(tmp_path: Path) -> None:
    path = write(tmp_path, f"url: {HERE}/\nrepository-code: {HERE}.git\n")
    assert read_citation(path, {}).address == HERE
    stated = read_citation(path, {ADDRESS: f"{THERE}/", REPOSITORY: THERE})
    assert (stated.address, stated.repository) == (THERE, THERE)


@pytest.mark.parametrize(
    "address",
    ["example.org", "ftp://example.org", "https://", "https://a.org/?q=1", "https://me:pw@a.org"],
)
def test_what_is_no_address_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(FileError, match="url is no address"):
        read_citation(write(tmp_path), {ADDRESS: address})


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"CITATION\.cff"):
        read_citation(tmp_path / "CITATION.cff", {})


def test_persons_and_groups_are_cited_as_such() -> None:
    assert cite_book(BOOK) == "Wu, An; Group of {three} (2026). Plans, version 1.2.3."
    assert "  author = {Wu, An and {Group of {three}}},\n" in write_bibtex(BOOK)
    [entry] = json.loads(write_csl(BOOK))
    assert entry["author"] == [
        {"family": "Wu", "given": "An"},
        {"literal": "Group of {three}"},
    ]
    assert entry["issued"] == {"date-parts": [[2026, 1, 31]]}


def test_only_a_book_with_an_address_is_cited_with_one() -> None:
    stated = replace(BOOK, address=HERE)
    for write_reference in (cite_book, write_bibtex, write_csl):
        assert f"{HERE}/" in write_reference(stated)
        assert "http" not in write_reference(BOOK)


@pytest.mark.parametrize(
    ("repository", "tracker"),
    [
        ("https://github.com/a/b", 'href="https://github.com/a/b/issues/new?title='),
        ("https://git.example.org/a/b", 'href="https://git.example.org/a/b/issues"'),
    ],
)
def test_a_report_goes_to_the_tracker_that_is_stated(repository: str, tracker: str) -> None:
    stated = replace(BOOK, repository=repository)
    assert tracker in tell_where(stated, "en")
    assert tracker in tell_where(stated, "zh")
    assert "href" not in tell_where(BOOK, "en")
