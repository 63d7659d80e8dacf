"""The book as it describes itself to others: ``CITATION.cff``, and where it is published."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import yaml

from compendium.errors import FileError

ADDRESS, REPOSITORY = "COMPENDIUM_ADDRESS", "COMPENDIUM_REPOSITORY"
"""What the one who publishes may state in place of ``url`` and ``repository-code``."""


class Author(NamedTuple):
    """A person, or a group, which has no given name."""

    name: str
    given: str = ""

    @property
    def inverted(self) -> str:
        """As a list of authors has it: the family name first."""
        return f"{self.name}, {self.given}" if self.given else self.name


@dataclass(frozen=True)
class Citation:
    """What ``CITATION.cff`` says of the data set.

    Attributes
    ----------
    title, version, abstract, keywords
        As they stand there.
    date
        When the version was released, ``YYYY-MM-DD``.
    licences
        Their SPDX names.
    authors
        In the order that they are cited in.
    address
        Where the site is published, without a slash at its end; empty where nobody states it.
    repository
        Where the project's files are, likewise.
    references
        The titles of what the data set is made from.
    """

    title: str
    version: str
    date: str
    abstract: str
    keywords: tuple[str, ...]
    licences: tuple[str, ...]
    authors: tuple[Author, ...]
    address: str = ""
    repository: str = ""
    references: tuple[str, ...] = ()

    @property
    def year(self) -> str:
        """The year of the version."""
        return self.date[:4]


def read_citation(path: Path, stated: Mapping[str, str] = os.environ) -> Citation:
    """Read ``CITATION.cff``.

    Parameters
    ----------
    path
        The file.
    stated
        What is set from outside; `ADDRESS` and `REPOSITORY` go before what the file says.

    Raises
    ------
    FileError
        If it is missing, or an address is none.
    """
    try:
        said: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    except OSError as error:
        raise FileError(path, f"cannot be read ({error.strerror})") from error
    licences = said.get("license", [])
    return Citation(
        title=said["title"],
        version=str(said["version"]),
        date=str(said["date-released"]),
        abstract=" ".join(said.get("abstract", "").split()),
        keywords=tuple(said.get("keywords", ())),
        licences=(licences,) if isinstance(licences, str) else tuple(licences),
        authors=tuple(map(_author, said["authors"])),
        address=_address(path, "url", said, stated.get(ADDRESS, "")),
        repository=_address(path, "repository-code", said, stated.get(REPOSITORY, "")),
        references=tuple(each["title"] for each in said.get("references", ())),
    )


def read_edition(citation: Path) -> dict[str, str]:
    """Read ``version``, ``year`` and ``date`` from ``CITATION.cff``.

    A repository without that file gives an edition without them: a copy under test, say.
    """
    if not citation.is_file():
        return {}
    read = read_citation(citation)
    return {"version": read.version, "year": read.year, "date": read.date}


def _author(said: Mapping[str, str]) -> Author:
    if "name" in said:
        return Author(said["name"])
    return Author(said["family-names"], said.get("given-names", ""))


def _address(path: Path, field: str, said: Mapping[str, Any], stated: str) -> str:
    address = (stated or str(said.get(field, ""))).rstrip("/")
    parts = urlsplit(address)
    is_whole = parts.scheme in ("http", "https") and parts.hostname
    if address and (not is_whole or parts.query or parts.fragment or parts.username):
        raise FileError(path, f"{field} is no address that a page can have: {address!r}")
    return address
