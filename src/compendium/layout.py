"""How to read a workbook: ``layout.yaml`` as facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl.utils import column_index_from_string
from openpyxl.utils.cell import coordinate_from_string

from compendium.declared import build_fact, read_yaml, refuse_twice
from compendium.errors import LayoutError
from compendium.periods import parse_year
from compendium.text import name_key

HOLDS = ("category", "number", "indicator", "place", "unit", "binding", "value")
KINDS = ("indicator", "comparison")
UNIT_PLACES = ("cell", "indicator", "column", "heading")
ROLES = ("actual", "target", "forecast")
PERIOD_KINDS = ("point", "annual", "cumulative", "average")


@dataclass(frozen=True)
class Column:
    """One column of a printed table.

    ``role`` and ``period`` belong to value columns; ``subject`` is what the printed heading leaves
    unsaid (增加值 under a title on 服务业).
    """

    heading: str
    holds: str
    role: str = ""
    period: str = ""
    subject: str = ""


@dataclass(frozen=True)
class Mark:
    """What a table's note says of a mark: a kind of period over some years, or another year."""

    period_kind: str = ""
    years: int = 1
    period: str = ""
    note_en: str = ""
    note_zh: str = ""


@dataclass(frozen=True)
class RowNote:
    """A word on one row (all its columns unless ``columns`` names some)."""

    row: str
    columns: tuple[str, ...] = ()
    period_kind: str = ""
    note_en: str = ""
    note_zh: str = ""


@dataclass(frozen=True)
class TableLayout:
    """How one printed table stands on its sheet.

    Attributes
    ----------
    title
        Row and column of the printed title.
    header
        First and last header row; their texts are joined.
    notes
        The word that begins the table's note, where the rows end.
    place
        The place all rows are about, unless a column holds it.
    columns
        Column number → `Column`.
    unit
        Where the unit is printed: ``cell``, ``indicator``, ``column`` or ``heading``.
    words
        Targets printed as words instead of a number.
    """

    table_id: str
    number_zh: str
    kind: str
    title_zh: str
    title_en: str
    section_zh: str
    chapter: str
    sheet: str
    title: tuple[int, int]
    header: tuple[int, int]
    notes: str
    columns: Mapping[int, Column]
    unit: str
    place: str = ""
    marks: Mapping[str, Mark] = field(default_factory=dict)
    rows: tuple[RowNote, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class BoxLayout:
    """One numbered box (专栏) or section whose names and figures stand on the fixed sheets."""

    table_id: str
    number_zh: str
    title_zh: str
    title_en: str
    section_zh: str
    chapter: str


def read_layout(path: Path) -> tuple[TableLayout, ...]:
    """Read a ``layout.yaml``.

    Raises
    ------
    LayoutError
        If an entry lacks a field, has an unknown one, takes a value that is not allowed, or if a
        sheet or a table id is named twice.
    """
    entries = read_yaml(path).get("tables") or []
    tables = tuple(_read_table(entry, path) for entry in entries)
    for what in ("sheet", "table_id"):
        refuse_twice((getattr(table, what) for table in tables), what, path)
    return tables


def read_boxes(path: Path) -> tuple[BoxLayout, ...]:
    """Read the boxes of a ``layout.yaml``.

    Raises
    ------
    LayoutError
        If an entry lacks a field or has an unknown one, or if a number or a table id stands twice.
    """
    entries = read_yaml(path).get("boxes") or []
    if not isinstance(entries, list):
        raise LayoutError(path, "boxes is not a list")
    boxes: tuple[BoxLayout, ...] = tuple(
        build_fact(BoxLayout, entry, path, f"box {_named(entry, number)}")
        for number, entry in enumerate(entries, 1)
    )
    for what in ("number_zh", "table_id"):
        refuse_twice((getattr(box, what) for box in boxes), what, path)
    return boxes


def _read_table(entry: dict[str, Any], path: Path) -> TableLayout:
    facts = dict(entry)
    where = f"table {facts.get('table_id', '?')}"
    try:
        facts["title"] = position(str(facts["title"]))
        facts["header"] = _read_rows(str(facts["header"]))
        facts["columns"] = {
            column_index_from_string(letter): build_fact(Column, column, path, f"{where}, {letter}")
            for letter, column in facts["columns"].items()
        }
    except (KeyError, ValueError, AttributeError) as error:
        raise LayoutError(path, f"{where}: cannot read {error}") from error
    facts["marks"] = {
        mark: build_fact(Mark, meaning, path, f"{where}, mark {mark}")
        for mark, meaning in (facts.get("marks") or {}).items()
    }
    facts["rows"] = tuple(
        build_fact(
            RowNote, row | {"columns": tuple(row.get("columns") or ())}, path, f"{where}, rows"
        )
        for row in facts.get("rows") or ()
    )
    facts["words"] = tuple(facts.get("words") or ())
    table: TableLayout = build_fact(TableLayout, facts, path, where)
    _check_table(table, path, where)
    return table


def _check_table(table: TableLayout, path: Path, where: str) -> None:
    held = [column.holds for column in table.columns.values()]
    values = [column for column in table.columns.values() if column.holds == "value"]
    allowed = [(table.kind, KINDS, "kind"), (table.unit, UNIT_PLACES, "unit")]
    allowed += [(each, HOLDS, "holds") for each in held]
    allowed += [(column.role, ROLES, "role") for column in values]
    kinds = [mark.period_kind for mark in table.marks.values()]
    kinds += [row.period_kind for row in table.rows]
    allowed += [(kind, PERIOD_KINDS, "period_kind") for kind in kinds if kind]
    for value, choices, name in allowed:
        if value not in choices:
            raise LayoutError(path, f"{where}: {name} {value!r} is not one of {', '.join(choices)}")
    named_by = "indicator" if table.kind == "indicator" else "place"
    if named_by not in held or not values:
        raise LayoutError(path, f"{where}: needs a column that holds {named_by} and one value")
    if bool(table.place) == ("place" in held):
        raise LayoutError(path, f"{where}: needs either a place or a column that holds it")
    periods = [column.period for column in values]
    periods += [mark.period for mark in table.marks.values() if mark.period]
    for period in periods:
        try:
            parse_year(period)
        except ValueError as error:
            raise LayoutError(path, f"{where}: period {period!r} is not a year") from error
    refuse_twice((name_key(row.row) for row in table.rows if not row.columns), "row note", path)


def position(address: str) -> tuple[int, int]:
    """Give row and column of a cell address.

    >>> position("C7")
    (7, 3)
    """
    letters, row = coordinate_from_string(address)
    return row, column_index_from_string(letters)


def _named(entry: Any, number: int) -> str:
    return str(entry.get("table_id", number)) if isinstance(entry, dict) else str(number)


def _read_rows(printed: str) -> tuple[int, int]:
    first, _, last = printed.partition("-")
    return int(first), int(last or first)
