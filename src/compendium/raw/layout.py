"""How to read a workbook: ``layout.yaml`` as facts.

A table stands on a sheet of its own. What its columns hold, and of which year, is said column by
column. The usual header of a five-year plan (base year, target, yearly growth, total, kind)::

    columns:
      A: {heading: 指标, holds: indicator}
      B: {heading: 2025年, holds: value, role: actual, period: 2025年}
      C: {heading: 2030年, holds: value, role: target, period: 2030年}
      D: {heading: 年均增长, holds: value, role: target, period: 2026-2030, period_kind: average,
          unit: "%", indicator: "{name}年均增长"}
      E: {heading: 五年累计, holds: value, role: target, period: 2026-2030, period_kind: cumulative}
      F: {heading: 属性, holds: binding}

``unit`` is the printed unit of a column that has its own; ``indicator`` is the name of what the
column measures, with ``{name}`` for the row's indicator. A total over one single year is nearly
always a slip: where it is meant, the column, the mark or the row note says ``single_year: true``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Annotated, Self

from openpyxl.utils import get_column_letter
from pydantic import AfterValidator, Field, model_validator
from pydantic.dataclasses import dataclass

from compendium.contract.enums import PERIOD_KINDS, ROLES, TABLE_KINDS
from compendium.printed.periods import parse_open_span, parse_span
from compendium.printed.text import name_key
from compendium.raw.addresses import CellAddress, ColumnNumber, Letter, Rows
from compendium.raw.declarations import (
    STRICT,
    Count,
    Fault,
    Flag,
    Id,
    OneOf,
    Text,
    Words,
    find_duplicates,
    read_declaration,
    refuse_contradictions,
)

HOLDS = ("category", "number", "indicator", "place", "unit", "binding", "value")
KINDS = TABLE_KINDS[:2]
UNIT_PLACES = ("cell", "indicator", "column", "heading")
MARKS = ("[]", "{}", "*")
"""The marks of a cell that `compendium.printed.quantity` reads."""
FIXED_SHEETS = ("statements", "projects")
"""The sheets with fixed headings, which no table can stand on."""

_OF_VALUES = ("role", "period", "subject", "period_kind", "unit", "indicator", "single_year")


def _check_period(written: str) -> str:
    try:
        parse_span(written)
    except ValueError:
        raise ValueError(
            f"{written!r} is not a year (2025年) or a span of years (2026-2030)"
        ) from None
    return written


def _check_open_period(written: str) -> str:
    try:
        parse_open_span(written)
    except ValueError:
        raise ValueError(
            f"{written!r} is not a year (2025年), a span of years (2026-2030) or to 2030"
        ) from None
    return written


def _check_template(written: str) -> str:
    if re.search(r"[{}]", written.replace("{name}", "")):
        raise ValueError(f"{written!r} takes no other brackets than {{name}}")
    return written


PrintedYears = Annotated[Text, AfterValidator(_check_period)]
PeriodKind = Annotated[
    str,
    OneOf(PERIOD_KINDS),
    Field(
        description="point: a stock or a moment; annual: a year's flow; cumulative: a total over "
        "the period; average: a yearly mean over it."
    ),
]
SingleYear = Annotated[Flag, Field(description="A total over this one year is meant.")]
NoteEn = Annotated[Words, Field(description="What a reader could be misled by.")]
NoteZh = Annotated[Words, Field(description="The same in Chinese.")]


@dataclass(frozen=True, config=STRICT)
class Column:
    """One column of a printed table; all but heading and holds belong to columns of values."""

    heading: Annotated[Words, Field(description="As printed, header rows joined.")]
    holds: Annotated[
        str,
        OneOf(HOLDS),
        Field(description="number is for running numbers only, category for headings of rows."),
    ]
    role: Annotated[
        str, OneOf(ROLES), Field(description="A past value, a goal, or an expectation.")
    ] = ""
    period: Annotated[
        PrintedYears, Field(description="A year as printed (2025年) or a span (2026-2030).")
    ] = ""
    subject: Annotated[Words, Field(description="What the heading leaves unsaid (服务业).")] = ""
    period_kind: PeriodKind = ""
    unit: Annotated[Text, Field(description="Printed unit, where the column has its own.")] = ""
    indicator: Annotated[
        Text,
        AfterValidator(_check_template),
        Field(description="What it measures; {name} is the row's indicator ({name}年均增长)."),
    ] = ""
    single_year: SingleYear = False

    @model_validator(mode="after")
    def _check(self) -> Self:
        refuse_contradictions(self._find_contradictions())
        return self

    def _find_contradictions(self) -> Iterator[Fault]:
        if self.holds == "value":
            for name in ("role", "period"):
                if not getattr(self, name):
                    yield (), f"a column of values lacks {name!r}"
            years = parse_span(self.period) if self.period else (0, 1)
            if self.period_kind == "cumulative" and years[0] == years[1] and not self.single_year:
                yield ("period_kind",), _ONE_YEAR
            return
        for name in _OF_VALUES:
            if getattr(self, name):
                yield (name,), f"belongs to a column that holds value, not {self.holds}"


@dataclass(frozen=True, config=STRICT)
class Mark:
    """What a table's note says of a mark: a kind of period over some years, or another year."""

    period_kind: PeriodKind = ""
    years: Annotated[Count, Field(le=100, description="How many years end with the column's.")] = 1
    period: Annotated[PrintedYears, Field(description="The year it is of instead.")] = ""
    note_en: NoteEn = ""
    note_zh: NoteZh = ""
    single_year: SingleYear = False

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.period_kind == "cumulative" and self.years == 1 and not self.single_year:
            years = parse_span(self.period) if self.period else (0, 0)
            if years[0] == years[1]:
                refuse_contradictions([(("period_kind",), _ONE_YEAR)])
        return self


@dataclass(frozen=True, config=STRICT)
class RowNote:
    """A word on one row (all its columns of values unless some are named)."""

    row: Annotated[Words, Field(description="The row's indicator or place, as printed.")]
    columns: Annotated[
        tuple[Letter, ...], Field(description="Letters of the columns it is meant for.")
    ] = ()
    period_kind: PeriodKind = ""
    period: Annotated[
        Text,
        AfterValidator(_check_open_period),
        Field(description="The true period: a year, a span, or to 2030 for an open start."),
    ] = ""
    note_en: NoteEn = ""
    note_zh: NoteZh = ""
    single_year: SingleYear = False


@dataclass(frozen=True, config=STRICT)
class TableLayout:
    """How one printed table stands on its sheet."""

    table_id: Annotated[Id, Field(description="Stable id: the plan's id and t1, b1 …")]
    number_zh: Annotated[Text, Field(description="Number as printed (表1, 专栏1).")]
    kind: Annotated[
        str, OneOf(KINDS), Field(description="Indicators in rows, or places in rows compared.")
    ]
    title_zh: Annotated[Text, Field(description="Title as printed, without the number.")]
    title_en: Annotated[Text, Field(description="Title in English (ours).")]
    section_zh: Annotated[Text, Field(description="Heading path (第二章/第三节).")]
    chapter: Annotated[Id, Field(description="Chapter of the book, or overview.")]
    sheet: Annotated[Text, Field(description="Name of the sheet, which holds this table only.")]
    title: Annotated[CellAddress, Field(description="Cell of the printed title.")]
    header: Annotated[Rows, Field(description="Header row, or the first and the last (2-3).")]
    notes: Annotated[
        Text | None,
        Field(
            description="How the note below the table begins, where its rows end; null: no note."
        ),
    ]
    columns: Annotated[
        Mapping[ColumnNumber, Column], Field(description="Letter of each column → what it holds.")
    ]
    unit: Annotated[str, OneOf(UNIT_PLACES), Field(description="Where the unit is printed.")]
    place: Annotated[
        Id, Field(description="Id of the place all rows are about, unless a column holds it.")
    ] = ""
    marks: Annotated[
        Mapping[Annotated[str, OneOf(MARKS)], Mark],
        Field(description="Mark → what the table's note says of it."),
    ] = Field(default_factory=dict)
    rows: Annotated[
        tuple[RowNote, ...], Field(description="What has to be said of single rows.")
    ] = ()
    words: Annotated[
        tuple[Text, ...], Field(description="Targets printed as words instead of a number.")
    ] = ()

    @model_validator(mode="after")
    def _check(self) -> Self:
        refuse_contradictions(chain(self._find_contradictions(), self._find_stray_notes()))
        return self

    def _find_contradictions(self) -> Iterator[Fault]:
        held = [column.holds for column in self.columns.values()]
        named_by = "indicator" if self.kind == "indicator" else "place"
        for needed in (named_by, "value"):
            if needed not in held:
                yield ("columns",), f"no column holds {needed}"
        if bool(self.place) == ("place" in held):
            yield (), "needs either a place or a column that holds it"
        if (self.unit == "column") != ("unit" in held):
            yield ("unit",), "unit: column goes with a column that holds unit, and no other does"
        if self.sheet in FIXED_SHEETS:
            yield ("sheet",), f"{self.sheet!r} is the sheet of fixed headings, not of a table"

    def _find_stray_notes(self) -> Iterator[Fault]:
        """Give the row notes that would reach no figure, or the same one twice."""
        values = {get_column_letter(n): c for n, c in self.columns.items() if c.holds == "value"}
        said: list[tuple[tuple[str | int, ...], tuple[str, str]]] = []
        for number, note in enumerate(self.rows):
            place = ("rows", number)
            if not note.row.strip():
                yield (*place, "row"), "is empty"
            for each, letter in enumerate(note.columns):
                if letter not in values:
                    known = ", ".join(values)
                    yield (
                        (*place, "columns", each),
                        f"{letter!r} is no column of values; these are {known}",
                    )
            reached = note.columns or tuple(values)
            said += [(place, (name_key(note.row), letter)) for letter in reached]
            if note.period_kind == "cumulative" and not (note.single_year or note.period):
                # A mark on the cell may make the total one of several years.
                single = any(_one_year(values[each]) for each in reached if each in values)
                if single and not any(mark.years > 1 for mark in self.marks.values()):
                    yield (*place, "period_kind"), _ONE_YEAR
        yield from find_duplicates(said, "note on the row and column")


@dataclass(frozen=True, config=STRICT)
class BoxLayout:
    """One numbered box (专栏) or section whose names and figures stand on the fixed sheets."""

    table_id: Annotated[Id, Field(description="Stable id: the plan's id and b1, s3-1-1 …")]
    number_zh: Annotated[Text, Field(description="Number as printed (专栏3, 三（一）1).")]
    title_zh: Annotated[Text, Field(description="Title as printed, without the number.")]
    title_en: Annotated[Text, Field(description="Title in English (ours).")]
    section_zh: Annotated[Text, Field(description="Heading path (三/（一）).")]
    chapter: Annotated[Id, Field(description="Chapter of the book, or overview.")]


@dataclass(frozen=True, config=STRICT)
class Layout:
    """How to read a plan's workbook: its indicator tables, and the boxes that name projects."""

    tables: Annotated[
        tuple[TableLayout, ...], Field(description="The indicator tables, each on its own sheet.")
    ] = ()
    boxes: Annotated[
        tuple[BoxLayout, ...], Field(description="The boxes and listed sections.")
    ] = ()

    @property
    def numbers(self) -> dict[str, str]:
        """Printed number of each table and box → its id."""
        printed: tuple[TableLayout | BoxLayout, ...] = (*self.tables, *self.boxes)
        return {each.number_zh: each.table_id for each in printed}

    @model_validator(mode="after")
    def _check(self) -> Self:
        parts = {"tables": self.tables, "boxes": self.boxes}
        named = {
            name: [
                ((part, number, name), getattr(each, name))
                for part, entries in parts.items()
                for number, each in enumerate(entries)
                if hasattr(each, name)
            ]
            for name in ("table_id", "number_zh", "sheet")
        }
        refuse_contradictions(
            chain.from_iterable(find_duplicates(values, name) for name, values in named.items())
        )
        return self


def read_layout(path: Path) -> Layout:
    """Read a ``layout.yaml``.

    Raises
    ------
    DeclarationError, Report
        See `compendium.raw.declarations.read_declaration`.
    """
    return read_declaration(path, Layout)


def _one_year(column: Column) -> bool:
    first, last = parse_span(column.period)
    return first == last and not column.single_year


_ONE_YEAR = (
    "cumulative over one year; say annual, give a span of years, "
    "or single_year: true if it is meant"
)
