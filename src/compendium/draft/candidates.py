"""Candidate rows: each figure of a plan's text with its place, its time and its sentence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from compendium.coverage.passage import Passage
from compendium.draft.figures import Figure, Span, find_figures
from compendium.draft.periods import Dated, Years, date_figure, plan_years
from compendium.draft.reading import Reading
from compendium.printed.quantity import Quantity

_STOP = re.compile(r"[。!?]")
_COMMA = re.compile(r"[，,;:()]")
# With so many signs on both sides a figure is the same one again.
_BEFORE, _AFTER = 10, 4
_HEDGE = re.compile(r"(?:力争|争取|努力|确保|预计|有望)(?=[^，。;]*$)")


@dataclass(frozen=True)
class Candidate:
    """A figure of the text with what can be said of it.

    Attributes
    ----------
    span
        Where it stands in the passage.
    section, box
        Its heading path, and the number of the box it stands in.
    printed, quantity, unit_zh
        The figure; see `compendium.draft.figures.Figure`.
    dated
        When it is of.
    subject
        The words beside it that seem to say what it measures.
    hedge
        The hedge as printed.
    sentence
        Its sentence.
    line
        Its line in the text.
    """

    span: Span
    section: str
    box: str
    printed: str
    quantity: Quantity | None
    unit_zh: str
    dated: Dated
    subject: str
    hedge: str
    sentence: str
    line: int


def find_candidates(
    reading: Reading, units: Collection[str], years: Years | None = None
) -> Iterator[Candidate]:
    """Find the candidate rows of a plan's text, in its order; its indicator tables are left out.

    Parameters
    ----------
    reading
        The text.
    units
        Printed units that are known, their width folded.
    years
        Of the plan; as its text says unless given.
    """
    passage = reading.passage
    years = years or plan_years(passage.text) or Years(2026, 2030)
    tables = {block.number for block in reading.tables}
    headings = _headings(passage)
    seen: set[str] = set()
    for (section, box), spans in passage.parts.items():
        if box in tables:
            continue
        section = box_section(section) if box else section
        above = [headings[path] for path in _paths(section) if path in headings]
        for number, span in enumerate(spans):
            if section and not box and not number:
                span = _drop_heading(passage, span)
            for figure in find_figures(passage, span, units):
                # Conversion may leave a second copy of a document.
                around = passage.text[max(0, figure.span[0] - _BEFORE) : figure.span[1] + _AFTER]
                if len(around) > _AFTER + _BEFORE and around in seen:
                    continue
                seen.add(around)
                yield _describe(passage, span, figure, (section, box), above, years)


def box_section(section: str) -> str:
    """Give the section of a box: among numbered items (三/（一）/2) it belongs to all of them.

    >>> box_section("三/（一）/2"), box_section("第三章/第一节")
    ('三/（一）', '第三章/第一节')
    """
    parts = section.split("/")
    return "/".join(parts[:-1]) if len(parts) == 3 and parts[-1].isdigit() else section


def _paths(section: str) -> Iterator[str]:
    parts = section.split("/")
    for count in range(1, len(parts) + 1):
        yield "/".join(parts[:count])


def _headings(passage: Passage) -> dict[str, str]:
    """Give section → the first line of it, its heading."""
    found: dict[str, str] = {}
    for (section, box), spans in passage.parts.items():
        if not box and section:
            start, end = spans[0]
            stop = start
            while stop < end and passage.lines[stop] == passage.lines[start]:
                stop += 1
            found.setdefault(section, _STOP.split(passage.text[start:stop])[0][:60])
    return found


def _drop_heading(passage: Passage, span: Span) -> Span:
    """Leave out the line of a heading, unless it goes on with sentences."""
    start, end = span
    after = start + passage.lines[start:end].count(passage.lines[start])
    return span if "。" in passage.text[start:after] else (after, end)


def _describe(
    passage: Passage,
    span: Span,
    figure: Figure,
    place: tuple[str, str],
    headings: Sequence[str],
    years: Years,
) -> Candidate:
    start = figure.span[0]
    first, last = _around(passage.text, _STOP, figure.span, span)
    left, right = _around(passage.text, _COMMA, figure.span, (first, last))
    earlier = _sentences_before(passage, span, first)
    before = passage.text[first:start]
    clause = passage.text[left:right]
    return Candidate(
        figure.span,
        place[0],
        place[1],
        figure.printed,
        figure.quantity,
        figure.unit_zh,
        date_figure(before, clause, earlier, headings, years, claim=figure.claim),
        clause,
        match[0] if (match := _HEDGE.search(before[-12:])) else "",
        passage.printed(first, min(last + 1, span[1])),
        passage.lines[start],
    )


def _around(text: str, mark: re.Pattern[str], inner: Span, outer: Span) -> Span:
    """Give what stands between two marks around a span."""
    first = outer[0]
    for match in mark.finditer(text, outer[0], inner[0]):
        first = match.end()
    after = mark.search(text, inner[1], outer[1])
    return first, after.start() if after else outer[1]


def _sentences_before(passage: Passage, span: Span, first: int) -> list[str]:
    """Give the sentences before a place in its section, the nearest first."""
    return [each for each in _STOP.split(passage.text[span[0] : first]) if each][::-1]
