"""What in a sentence that lists named things is in no row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from compendium.coverage.declared_names import Found
from compendium.coverage.enumerations import find_enumerations
from compendium.coverage.evidence import LeftOver, Span
from compendium.coverage.exceptions import FILE, NoList
from compendium.coverage.passage import Passage, flatten
from compendium.printed.text import name_key
from compendium.record.reader import RowReader

MOST_SHOWN = 6
"""With how many characters a report shows where a sentence begins."""


@dataclass(frozen=True)
class ListNames:
    """The names in sentences outside the boxes that list four or more.

    Attributes
    ----------
    sentences
        Number of sentences that seem to list named things.
    declared
        Reason → number of them that are declared to list none.
    found
        The names in the others that no row has.
    left
        The declarations that fit no sentence with such a name.
    """

    sentences: int
    declared: Mapping[str, int]
    found: tuple[Found, ...]
    left: tuple[LeftOver, ...]


def find_list_names(
    passage: Passage,
    sections: Mapping[str, str],
    named: Sequence[RowReader],
    declared: Sequence[NoList],
) -> ListNames:
    """Find the names that no row of the plan has in the sentences that list named things.

    Parameters
    ----------
    passage
        The plan's text, run together.
    sections
        Number → section of the boxes and listed sections, which are not searched.
    named
        Rows of the sheet ``projects``; a row of a box accounts for a name in a sentence too.
    declared
        Sentences that list no named things.
    """
    full = {flatten(record["name_zh"]) for record in named}
    known = full | {flatten(record["printed_as"]) for record in named}
    sentences, reasons = 0, Counter[str]()
    found: list[Found] = []
    used: set[NoList] = set()
    for each in find_enumerations(passage, _find_outside(passage, sections), known):
        sentences += 1
        start = each.span[0]
        where = f"the list of line {passage.lines[start]} ({passage.text[start:][:MOST_SHOWN]}…)"
        names = [Found(passage.lines[at], item, where) for at, item in each.find_left(full)]
        entry = _find_entry(passage, each.span, declared)
        if entry and names:
            used.add(entry)
            reasons[entry.reason] += 1
        else:
            found += names
    left = tuple(
        LeftOver(FILE, str(entry), "begins no list with a name that no row has")
        for entry in declared
        if entry not in used
    )
    return ListNames(sentences, reasons, tuple(found), left)


def _find_outside(passage: Passage, sections: Mapping[str, str]) -> Iterator[Span]:
    listed = {
        name_key(section)
        for number, section in sections.items()
        if name_key(section.replace("/", "")) == name_key(number)
    }
    for (section, box), spans in passage.parts.items():
        if not box and name_key(section) not in listed:
            yield _drop_heading(passage, spans[0]) if section else spans[0]
            yield from spans[1:]


def _drop_heading(passage: Passage, span: Span) -> Span:
    """Leave out the heading, unless its line goes on with sentences."""
    start, end = span
    after = start + passage.lines[start:end].count(passage.lines[start])
    return span if "。" in passage.text[start:after] else (after, end)


def _find_entry(passage: Passage, span: Span, declared: Sequence[NoList]) -> NoList | None:
    start, end = span
    # Bold marks are left by the conversion of the documents.
    line, sentence = passage.lines[start], passage.text[start:end].lstrip("*")
    fits = (
        entry
        for entry in declared
        if entry.line == line and sentence.startswith(flatten(entry.starts))
    )
    return next(fits, None)
