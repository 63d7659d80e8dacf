"""Words that go with the tables: names of chapters, what is written after a unit, glosses.

They are vocabularies of the repository (``data/vocab``) and travel in ``datapackage.json``, so that
the tables can be read in words wherever they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Terms:
    """Words in both languages.

    Attributes
    ----------
    chapters
        Chapter → its name by language, in the order of the book.
    units
        Canonical unit → what is written after a number, by language.
    words
        Target in words, as printed → what it says in English.
    """

    chapters: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    units: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    def describe(self) -> dict[str, Any]:
        """Give the plain form that ``datapackage.json`` holds."""
        return asdict(self)

    @classmethod
    def read(cls, described: Mapping[str, Any]) -> Terms:
        """Take the terms from a ``datapackage.json`` that was read."""
        return cls(**described.get("terms", {}))
