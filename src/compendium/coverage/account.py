"""Whether a plan's record is whole: every run of its text in a row or declared, every row in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from compendium.coverage.box_names import check_boxes
from compendium.coverage.evidence import (
    CELL,
    PERIOD,
    PROJECT,
    STATEMENT,
    TABLE,
    Evidence,
    LeftOver,
    Span,
    find_periods,
    find_projects,
    find_statements,
    find_table,
)
from compendium.coverage.exceptions import FILE, MOST_CONTEXT, Declared, Pattern, Range, Text
from compendium.coverage.number_words import find_all, find_runs
from compendium.coverage.passage import Line, Passage, flatten, read_lines, run_together
from compendium.errors import Report
from compendium.raw.layout import TableLayout
from compendium.raw.workbook import Sheet
from compendium.record.ledger import Ledger
from compendium.record.reader import RowReader
from compendium.record.sheets import open_rows

ROW_KINDS = (TABLE, CELL, STATEMENT, PERIOD, PROJECT)
"""The rows and cells that can account for a run, in the order in which they are asked."""


@dataclass(frozen=True)
class Coverage:
    """How a plan's text and record account for each other.

    Attributes
    ----------
    runs
        What accounts for a run (one of `ROW_KINDS`, or a declared reason) → number of runs.
    rows
        One of `ROW_KINDS` → number of rows looked up in the text.
    boxes
        Number of boxes and listed sections whose names were accounted for.
    names
        Reason → number of words in boxes that look like names and are declared to be none.
    left
        What is left over.
    """

    runs: Mapping[str, int]
    rows: Mapping[str, int]
    boxes: int
    names: Mapping[str, int]
    left: tuple[LeftOver, ...]


def check_coverage(
    text: str, sheets: Mapping[str, Sheet], layouts: Sequence[TableLayout], declared: Declared
) -> Coverage:
    """Hold a plan's text and its record against each other.

    Parameters
    ----------
    text
        The plan's text.
    sheets
        The workbook's sheets: the tables of ``layouts``, ``statements`` and ``projects``.
    layouts
        How the indicator tables are read.
    declared
        What in the text is no figure and no project.

    Raises
    ------
    PassageError
        If a declared end of a box does not fit the text.
    Report
        If a sheet does not have its fixed headings.
    """
    outside = {
        line for each in declared.ranges for line in range(each.first_line, each.last_line + 1)
    }
    passage = run_together(read_lines(text, outside=outside, box_ends=declared.box_ends))
    stated = _read(sheets, "statements")
    named = _read(sheets, "projects")
    runs_declared: tuple[Text | Pattern, ...] = (*declared.texts, *declared.patterns)
    entries = {each: tuple(_find_declared(passage, each)) for each in runs_declared}
    evidence = _find_rows(passage, sheets, layouts, stated, named, entries)
    runs, left_runs = _account(passage, evidence, entries)
    skipped, left_ranges = _skip(text, passage, declared.ranges)
    boxes, names, left_names = check_boxes(
        passage,
        tables={layout.number_zh for layout in layouts},
        stated=stated,
        named=named,
        declared=declared.names,
    )
    rows: Counter[str] = Counter()
    for each in evidence:
        rows[each.kind] += each.rows
    left_rows = tuple(left for each in evidence for left in each.left)
    return Coverage(
        runs=Counter(runs) + skipped,
        rows=+rows,
        boxes=boxes,
        names=names,
        left=(*left_runs, *left_rows, *left_names, *left_ranges),
    )


def _read(sheets: Mapping[str, Sheet], name: str) -> tuple[RowReader, ...]:
    if name not in sheets:
        return ()
    rows, problems = open_rows(Ledger(sheets[name]))
    if problems:
        raise Report(name, problems)
    return rows


def _find_rows(
    passage: Passage,
    sheets: Mapping[str, Sheet],
    layouts: Iterable[TableLayout],
    stated: Sequence[RowReader],
    named: Sequence[RowReader],
    entries: Mapping[Text | Pattern, Sequence[Span]],
) -> tuple[Evidence, ...]:
    found = find_projects(passage, named)
    declared = [span for spans in entries.values() for span in spans]
    return (
        *(each for layout in layouts for each in find_table(passage, sheets[layout.sheet], layout)),
        find_statements(passage, stated, not_figures=declared, names=found.spans),
        find_periods(passage, stated),
        found,
    )


def _find_declared(passage: Passage, entry: Text | Pattern) -> Iterator[Span]:
    if isinstance(entry, Text):
        for start, end in find_all(passage.text, flatten(entry.text)):
            if entry.line in (0, passage.lines[start], passage.lines[end - 1]):
                yield start, end
    elif entry.pattern.startswith("^"):
        pattern = re.compile(entry.pattern[1:])
        for start, line in enumerate(passage.lines):
            first = not start or passage.lines[start - 1] != line
            if first and (match := pattern.match(passage.text, start)):
                yield match.span()
    else:
        yield from (match.span() for match in re.finditer(entry.pattern, passage.text))


def _account(
    passage: Passage,
    evidence: Iterable[Evidence],
    entries: Mapping[Text | Pattern, Sequence[Span]],
) -> tuple[Counter[str], list[LeftOver]]:
    """Ask for each run the rows, then the declared texts, then the declared patterns."""
    marked = {kind: bytearray(len(passage.text)) for kind in ROW_KINDS}
    for each in evidence:
        for start, end in each.spans:
            marked[each.kind][start:end] = b"\1" * (end - start)
    counts: Counter[str] = Counter()
    used: Counter[Text | Pattern] = Counter()
    left: list[LeftOver] = []
    for start, end in find_runs(passage.text):
        if kind := next((kind for kind in ROW_KINDS if all(marked[kind][start:end])), ""):
            counts[kind] += 1
        elif entry := _ask(entries, start, end):
            counts[entry.reason] += 1
            used[entry] += 1
        else:
            left.append(_left_run(passage, start, end))
    left += [
        LeftOver(FILE, str(entry), "accounts for nothing that no row accounts for")
        for entry in entries
        if entry not in used
    ]
    return counts, left


def _ask(
    entries: Mapping[Text | Pattern, Sequence[Span]], start: int, end: int
) -> Text | Pattern | None:
    return next(
        (
            entry
            for entry, spans in entries.items()
            if any(first <= start and end <= last for first, last in spans)
        ),
        None,
    )


def _left_run(passage: Passage, start: int, end: int) -> LeftOver:
    room = max(0, MOST_CONTEXT - (end - start))
    first = max(0, start - room // 2)
    return LeftOver(
        f"line {passage.lines[start]}",
        passage.text[first : max(end, first + MOST_CONTEXT)],
        f"has {passage.text[start:end]}, which no row has, or fewer rows than places",
    )


def _skip(
    text: str, passage: Passage, ranges: Iterable[Range]
) -> tuple[Counter[str], list[LeftOver]]:
    """Count the runs of the lines that are not read; a second copy may hold nothing new."""
    printed = text.split("\n")
    known = {passage.text[start:end] for start, end in find_runs(passage.text)}
    counts: Counter[str] = Counter()
    left: list[LeftOver] = []
    for each in ranges:
        numbers = range(each.first_line, min(each.last_line, len(printed)) + 1)
        skipped = run_together([Line(number, printed[number - 1], "", "") for number in numbers])
        runs = find_runs(skipped.text)
        counts[each.reason] += len(runs)
        if not runs or each.last_line > len(printed):
            where = f"lines {each.first_line} to {each.last_line}"
            left.append(LeftOver(FILE, where, "account for nothing"))
        if each.reason == "second-copy":
            left += [
                LeftOver(
                    f"line {skipped.lines[start]}",
                    skipped.text[start:end],
                    "stands in the second copy of the document only",
                )
                for start, end in runs
                if skipped.text[start:end] not in known
            ]
    return counts, left
