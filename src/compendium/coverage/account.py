"""Whether a plan's record is whole: every run of its text in a row or declared, every row in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from compendium.coverage.box_names import find_box_names, list_sections
from compendium.coverage.declared_names import judge_names
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
from compendium.coverage.exceptions import Declared, Pattern, Text
from compendium.coverage.list_names import find_list_names
from compendium.coverage.passage import Passage, read_lines, run_together
from compendium.coverage.row_words import check_words
from compendium.coverage.runs import account_runs, find_declared, skip_ranges
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
    lists
        Number of sentences outside the boxes that seem to list named things.
    no_lists
        Reason → number of them that are declared to list none.
    names
        Reason → number of words in boxes and such sentences that look like names and are declared
        to be none.
    words
        Number of rows whose name, and of those whose verb was looked up.
    far
        Reason → number of rows whose verb is declared to stand far from the name.
    left
        What is left over.
    """

    runs: Mapping[str, int]
    rows: Mapping[str, int]
    boxes: int
    lists: int
    no_lists: Mapping[str, int]
    names: Mapping[str, int]
    words: tuple[int, int]
    far: Mapping[str, int]
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
    entries = {each: tuple(find_declared(passage, each)) for each in runs_declared}
    evidence = _find_rows(passage, sheets, layouts, stated, named, entries)
    runs, left_runs = account_runs(passage, evidence, entries, ROW_KINDS)
    skipped, left_ranges = skip_ranges(text, passage, declared.ranges)
    sections = list_sections(passage, {layout.number_zh for layout in layouts}, named)
    in_boxes, left_boxes = find_box_names(passage, sections, stated=stated, named=named)
    lists = find_list_names(passage, sections, named, declared.enumerations)
    names, left_names = judge_names([*in_boxes, *lists.found], declared.names)
    words = check_words(passage, named, declared.verbs)
    rows: Counter[str] = Counter()
    for each in evidence:
        rows[each.kind] += each.rows
    left_rows = tuple(left for each in evidence for left in each.left)
    left = (*left_runs, *left_rows, *left_boxes, *left_names, *lists.left, *words.left)
    return Coverage(
        runs=Counter(runs) + skipped,
        rows=+rows,
        boxes=len(sections),
        lists=lists.sentences,
        no_lists=lists.declared,
        names=names,
        words=(words.names, words.verbs),
        far=words.far,
        left=(*left, *left_ranges),
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
