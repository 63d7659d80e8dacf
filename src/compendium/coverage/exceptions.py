"""What ``not-figures.yaml`` declares: runs and words of a plan that are no rows, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic.dataclasses import dataclass

from compendium.raw.declarations import (
    STRICT,
    Count,
    Fault,
    OneOf,
    find_duplicates,
    read_declaration,
    refuse_contradictions,
)
from compendium.raw.declarations import (
    Text as Words,
)

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

LIST_REASONS: Mapping[str, str] = {
    "kind": "kinds of things",
    "role": "what the city or a district is to become",
    "term": "policies, fields or slogans",
    "place": "regions or places, named for orientation only",
    "few": "fewer than four of them are named things",
}
"""Why a sentence that seems to list named things lists none → how the report says it."""

VERB_REASONS: Mapping[str, str] = {
    "lead-sentence": "printed once for the whole list, in a sentence before it",
}
"""Why a verb stands far from the name → how the report says it."""

LONGEST_PATTERN = 200


def _why(reasons: Mapping[str, str]) -> str:
    """Say what each reason means, for the schema and the page on files."""
    return "; ".join(f"{name}: {meaning}" for name, meaning in reasons.items()) + "."


def _check_pattern(pattern: str) -> str:
    if len(pattern) > LONGEST_PATTERN:
        raise ValueError(f"has {len(pattern)} characters; at most {LONGEST_PATTERN}")
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"{pattern!r} is no regular expression ({error})") from None
    return pattern


def _shows_at_most(most: int) -> AfterValidator:
    def check(text: str) -> str:
        if len(text) > most:
            raise ValueError(f"{text!r} shows {len(text)} characters; at most {most}")
        return text

    return AfterValidator(check)


Reason = Annotated[str, OneOf(tuple(REASONS)), Field(description=_why(REASONS))]


@dataclass(frozen=True, config=STRICT)
class Range:
    """Lines that are not read at all."""

    first_line: Annotated[Count, Field(description="The first line, from 1.")]
    last_line: Annotated[Count, Field(description="The last line.")]
    reason: Reason

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.last_line < self.first_line:
            refuse_contradictions([(("last_line",), "comes before first_line")])
        return self


@dataclass(frozen=True, config=STRICT)
class Pattern:
    """A regular expression for a whole class of runs.

    It is matched in the text run together; one that begins with ``^`` at the beginning of lines.
    """

    pattern: Annotated[
        Words, AfterValidator(_check_pattern), Field(description="The regular expression.")
    ]
    reason: Reason

    def __str__(self) -> str:
        return self.pattern


@dataclass(frozen=True, config=STRICT)
class Text:
    """A run with a little context, in one line (or beginning there), or wherever it stands."""

    text: Annotated[
        Words,
        _shows_at_most(MOST_CONTEXT),
        Field(description=f"The run and at most {MOST_CONTEXT} characters in all."),
    ]
    reason: Reason
    line: Annotated[Count, Field(description="Line of the text; any if not given.")] = 0

    def __str__(self) -> str:
        return f"{self.text} (line {self.line})" if self.line else self.text


@dataclass(frozen=True, config=STRICT)
class Name:
    """Words in a box or list that look like a name, in one line or wherever they stand."""

    text: Annotated[
        Words,
        _shows_at_most(MOST_NAME),
        Field(description=f"The words, at most {MOST_NAME} characters."),
    ]
    reason: Annotated[str, OneOf(tuple(NAME_REASONS)), Field(description=_why(NAME_REASONS))]
    line: Annotated[Count, Field(description="Line of the text; any if not given.")] = 0

    def __str__(self) -> str:
        return f"{self.text} (line {self.line})" if self.line else self.text


@dataclass(frozen=True, config=STRICT)
class NoList:
    """A sentence outside the boxes that seems to list named things, and does not."""

    line: Annotated[Count, Field(description="Line in which it begins.")]
    starts: Annotated[
        Words,
        _shows_at_most(MOST_CONTEXT),
        Field(description=f"How it begins, at most {MOST_CONTEXT} characters."),
    ]
    reason: Annotated[str, OneOf(tuple(LIST_REASONS)), Field(description=_why(LIST_REASONS))]

    def __str__(self) -> str:
        return f"{self.starts} (line {self.line})"


@dataclass(frozen=True, config=STRICT)
class Verb:
    """The rows of a name whose verb is printed far from it."""

    name: Annotated[Words, _shows_at_most(MOST_NAME), Field(description="The name.")]
    reason: Annotated[str, OneOf(tuple(VERB_REASONS)), Field(description=_why(VERB_REASONS))]

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, config=STRICT)
class Declared:
    """What in one plan's text is no figure and no project, and why."""

    ranges: Annotated[tuple[Range, ...], Field(description="Lines that are not read.")] = ()
    patterns: Annotated[tuple[Pattern, ...], Field(description="Whole classes of runs.")] = ()
    texts: Annotated[tuple[Text, ...], Field(description="Single runs with their context.")] = ()
    names: Annotated[
        tuple[Name, ...], Field(description="Words in boxes and lists that are no project.")
    ] = ()
    enumerations: Annotated[
        tuple[NoList, ...], Field(description="Sentences that list no named things.")
    ] = ()
    verbs: Annotated[tuple[Verb, ...], Field(description="Verbs printed far from names.")] = ()
    box_ends: Annotated[
        Mapping[Words, Count],
        Field(description="Number of a box → its last line, where no heading follows at once."),
    ] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _check(self) -> Self:
        refuse_contradictions(chain.from_iterable(self._find_duplicates()))
        return self

    def _find_duplicates(self) -> Iterator[Iterator[Fault]]:
        for part in ("ranges", "patterns", "texts", "names", "enumerations", "verbs"):
            entries = enumerate(getattr(self, part))
            yield find_duplicates((((part, number), each) for number, each in entries), "entry")


def read_declared(path: Path) -> Declared:
    """Read a ``not-figures.yaml``.

    Raises
    ------
    DeclarationError, Report
        If an entry lacks a field or has an unknown one, gives no known reason, is no regular
        expression, shows more of the plan than `MOST_CONTEXT` (a word in a box: `MOST_NAME`)
        characters, or is a duplicate.
    """
    return read_declaration(path, Declared)
