"""Where the rows of a plan's record stand in the plan's text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from compendium.coverage.number_words import find_all
from compendium.coverage.passage import Passage, flatten
from compendium.errors import Cell, CompendiumError
from compendium.printed.text import name_key
from compendium.raw.layout import TableLayout
from compendium.raw.workbook import Sheet
from compendium.record.reader import RowReader

TABLE = "figure of an indicator table"
CELL = "other cell of an indicator table"
STATEMENT = "statement"
PERIOD = "period of a statement"
PROJECT = "name of a project"

Span = tuple[int, int]


@dataclass(eq=False)
class LeftOver(CompendiumError):
    """Something in a plan's text or record that nothing accounts for.

    Attributes
    ----------
    where
        A line of the text, a cell of the workbook, or the file of declarations.
    text
        The run with at most a dozen characters of context, the printed value, or the entry.
    """

    where: str
    text: str
    reason: str

    def __str__(self) -> str:
        return f"{self.where}: {self.text!r} {self.reason}"


@dataclass(frozen=True)
class Evidence:
    """Where rows stand in the text.

    Attributes
    ----------
    kind
        `TABLE`, `CELL`, `STATEMENT`, `PERIOD` or `PROJECT`.
    rows
        Number of rows looked up.
    spans
        Where their printed texts stand in the passage.
    left
        The rows that do not stand where they say.
    """

    kind: str
    rows: int
    spans: tuple[Span, ...]
    left: tuple[LeftOver, ...]


def find_table(passage: Passage, sheet: Sheet, layout: TableLayout) -> tuple[Evidence, Evidence]:
    """Find the cells of an indicator table in the lines of the printed table.

    Returns
    -------
    tuple
        The figures, and the other cells: headings, units, row numbers. A figure printed in more
        cells than the printed table has of it is left over; another cell is not, since a name may
        be broken over lines of the text.
    """
    places = find_box(passage, layout.number_zh, layout.section_zh)
    values = {column for column, each in layout.columns.items() if each.holds == "value"}
    cells = {spot: text for spot, text in sheet.texts.items() if spot not in sheet.anchors}
    end = sheet.last_row + 1 if layout.notes is None else 0
    begin = layout.notes or "\0"
    last = next((row for (row, _), text in cells.items() if text.startswith(begin)), end)
    figures: dict[str, list[Cell]] = defaultdict(list)
    others: set[str] = set()
    for (row, column), text in sorted(cells.items()):
        if column in values and layout.header[1] < row < last:
            figures[flatten(text)].append(sheet.cell(row, column))
        elif row < last:
            others.add(flatten(text))
    found = {text: find_in(passage, text, places) for text in (*figures, *others)}
    left = [
        LeftOver(str(cell), text, f"does not stand in {layout.number_zh} of the text")
        for text, at in figures.items()
        for cell in at[len(found[text]) :]
    ]
    return (
        Evidence(
            TABLE,
            sum(map(len, figures.values())),
            tuple(span for text in figures for span in found[text]),
            tuple(left),
        ),
        Evidence(CELL, len(others), tuple(span for text in others for span in found[text]), ()),
    )


def find_statements(
    passage: Passage,
    records: Sequence[RowReader],
    *,
    not_figures: Sequence[Span],
    names: Sequence[Span],
) -> Evidence:
    """Find the printed values of statements in the sections and boxes that they cite.

    A value that stands more often than it is recorded is found only as often as it is recorded. A
    place inside a declared context (第一 in 第一梯队) is none; one inside a longer value or a
    recorded name is taken only after all others.

    Parameters
    ----------
    passage
        The plan's text.
    records
        Rows of the sheet ``statements``.
    not_figures, names
        Where declared contexts and recorded names stand.
    """
    rows: dict[tuple[str, str, str], list[RowReader]] = defaultdict(list)
    for record in records:
        place = name_key(record["section_zh"]), record["number_zh"]
        rows[(flatten(record["printed"]), *place)].append(record)
    spans: list[Span] = []
    left: list[LeftOver] = []
    for (printed, *_), same in sorted(rows.items(), key=lambda each: -len(each[0][0])):
        places = find_places(passage, same[0])
        open_to = [
            span for span in find_in(passage, printed, places) if not _inside(span, not_figures)
        ]
        taken = [*spans, *names]
        open_to.sort(key=lambda span: _inside(span, taken))
        spans += open_to[: len(same)]
        if not open_to:
            where = f"does not stand in {name_place(same[0])}"
            left += [LeftOver(str(each.cell("printed")), each["printed"], where) for each in same]
    return Evidence(STATEMENT, len(records), tuple(spans), tuple(left))


def find_periods(passage: Passage, records: Sequence[RowReader]) -> Evidence:
    """Find the printed periods of statements in the sections and boxes that they cite.

    A period may be taken from another sentence, so none is left over.
    """
    spans = {
        span
        for record in records
        for span in find_in(
            passage, flatten(record["period_printed"]), find_places(passage, record)
        )
    }
    return Evidence(PERIOD, 0, tuple(sorted(spans)), ())


def find_projects(passage: Passage, records: Sequence[RowReader]) -> Evidence:
    """Find the names of projects in the boxes or listed sections that they cite."""
    spans: list[Span] = []
    left: list[LeftOver] = []
    for record in records:
        places = find_places(passage, record)
        printed = record["printed_as"] or record["name_zh"]
        found = find_in(passage, flatten(printed), places)
        if not found:
            where = f"does not stand in {name_place(record)}"
            left.append(LeftOver(str(record.cell("printed_as")), printed, where))
        spans += (*found, *find_in(passage, flatten(record["name_zh"]), places))
    return Evidence(PROJECT, len(records), tuple(spans), tuple(left))


def find_places(passage: Passage, record: RowReader) -> list[Span]:
    """Give the spans of the box, listed section or section that a row cites."""
    number, section = record["number_zh"], name_key(record["section_zh"])
    return find_box(passage, number, section) if number else find_section(passage, section)


def name_place(record: RowReader) -> str:
    """Name the box and the section that a row cites."""
    number, section = record["number_zh"], record["section_zh"]
    return f"{number} ({section})" if number else section


def find_section(passage: Passage, section: str) -> list[Span]:
    """Give the spans of a section's own text, without its boxes and its numbered parts."""
    return [
        span
        for (path, box), spans in passage.parts.items()
        if not box and name_key(path) == name_key(section)
        for span in spans
    ]


def find_box(passage: Passage, number: str, section: str) -> list[Span]:
    """Give the spans of a box in a section; a number that is a section's stands for its text."""
    boxes = [
        span
        for (path, box), spans in passage.parts.items()
        if box == number and f"{name_key(path)}/".startswith(f"{name_key(section)}/")
        for span in spans
    ]
    listed = name_key(section.replace("/", "")) == name_key(number)
    return boxes or (find_section(passage, section) if listed else [])


def find_in(passage: Passage, text: str, places: Iterable[Span]) -> list[Span]:
    """Give where a text stands in some spans of a passage."""
    return [span for start, end in places for span in find_all(passage.text, text, start, end)]


def _inside(span: Span, others: Iterable[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in others)
