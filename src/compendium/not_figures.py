"""What ``not-figures.yaml`` declares: runs and words of a plan that are no rows, and why."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from compendium.declared import read_yaml
from compendium.errors import LayoutError

FILE = "not-figures.yaml"

MOST_CONTEXT = 12
"""How many characters of a plan a declared run may show."""

MOST_NAME = 24
"""How many characters a declared word in a box may have: more would be a sentence."""

REASONS: Mapping[str, str] = {
    "name": "part of a name, a term or a slogan",
    "date": "a date or a year",
    "heading-number": "number of a heading, a table or a list item",
    "contents": "the table of contents",
    "law": "number or title of a law or a document",
    "page-number": "a page number",
    "enumeration": "counts only the things that the same passage lists",
    "conversion-fault": "left by the conversion of the document",
    "second-copy": "the second copy of the document",
    "table-note": "the note or the heading of an indicator table",
    "threshold": "a limit or a measure inside an indicator's name",
    "phrase": "a way of speaking, without number, subject or year",
}
"""Why a run is no figure → how the report says it."""

NAME_REASONS: Mapping[str, str] = {
    "kind": "a kind of thing, not one thing",
    "role": "what a recorded thing is to become",
    "term": "a policy, a field or a slogan",
    "place": "a region or a group of places, named for orientation only",
    "again": "another wording for a thing that a row records",
    "part": "what is left of words that hold a recorded name",
}
"""Why words in a box are no project → how the report says it."""


@dataclass(frozen=True)
class Range:
    """Lines that are not read at all."""

    first_line: int
    last_line: int
    reason: str


@dataclass(frozen=True)
class Pattern:
    """A regular expression for a whole class of runs.

    It is matched in the text run together; one that begins with ``^`` at the beginning of lines.
    """

    pattern: str
    reason: str

    def __str__(self) -> str:
        return self.pattern


@dataclass(frozen=True)
class Text:
    """A run with a little context, in one line (or beginning there), or wherever it stands."""

    text: str
    reason: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.text} (line {self.line})" if self.line else self.text


@dataclass(frozen=True)
class Declared:
    """One plan's ``not-figures.yaml``.

    Attributes
    ----------
    ranges, patterns, texts
        What is no figure.
    names
        Words in boxes that look like names and are no project.
    box_ends
        Number of a table or box → its last line, where no heading follows it at once.
    """

    ranges: tuple[Range, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    texts: tuple[Text, ...] = ()
    names: tuple[Text, ...] = ()
    box_ends: Mapping[str, int] = field(default_factory=dict)


def read_declared(path: Path) -> Declared:
    """Read a ``not-figures.yaml``.

    Raises
    ------
    LayoutError
        If an entry lacks a field or has an unknown one, gives no known reason, is no regular
        expression, shows more of the plan than `MOST_CONTEXT` (a word in a box: `MOST_NAME`)
        characters, or stands twice.
    """
    loaded = read_yaml(path)
    if unknown := sorted(set(loaded) - {each.name for each in fields(Declared)}):
        raise LayoutError(path, f"unknown part {', '.join(map(str, unknown))}")
    declared = Declared(
        ranges=_read(Range, loaded, "ranges", path),
        patterns=_read(Pattern, loaded, "patterns", path),
        texts=_read(Text, loaded, "texts", path),
        names=_read(Text, loaded, "names", path, NAME_REASONS),
        box_ends=loaded.get("box_ends") or {},
    )
    for each in declared.patterns:
        try:
            re.compile(each.pattern)
        except re.error as error:
            raise LayoutError(path, f"pattern {each.pattern!r}: {error}") from error
    for texts, most in ((declared.texts, MOST_CONTEXT), (declared.names, MOST_NAME)):
        for text in texts:
            if len(text.text) > most:
                raise LayoutError(
                    path, f"{text.text!r} shows {len(text.text)} characters; at most {most}"
                )
    return declared


def _read(
    kind: type[Any],
    loaded: Mapping[str, Any],
    part: str,
    path: Path,
    reasons: Mapping[str, str] = REASONS,
) -> tuple[Any, ...]:
    entries = []
    for entry in loaded.get(part) or ():
        try:
            entries.append(kind(**entry))
        except TypeError as error:
            raise LayoutError(path, f"{part}: {entry!r} is not {kind.__name__}: {error}") from error
        if entries[-1].reason not in reasons:
            raise LayoutError(
                path, f"{part}: reason {entries[-1].reason!r} is not one of {', '.join(reasons)}"
            )
    if twice := sorted({str(each) for each in entries if entries.count(each) > 1}):
        raise LayoutError(path, f"{part}: {twice[0]} stands twice")
    return tuple(entries)
