"""A printed indicator table to observations: one row for each figure it prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from openpyxl.utils import get_column_letter

from compendium.errors import (
    Cell,
    CellError,
    CellTextError,
    CompendiumError,
    DuplicateError,
    HeadingError,
    UnknownNameError,
)
from compendium.layout import Column, RowNote, TableLayout
from compendium.observations import Observation
from compendium.periods import Period, parse_year, span
from compendium.quantity import Quantity, is_none, parse_quantity
from compendium.text import name_key, split_bracketed_unit, squeeze
from compendium.units import Unit, convert
from compendium.vocab import Vocabularies, allowed_units, find_unit
from compendium.workbook import Sheet

BINDING = {"约束性": "binding", "预期性": "expected"}


@dataclass(frozen=True)
class _Figure:
    """One value cell with what its row and column say of it, all as printed.

    ``cells`` has where the name, the place and the unit stand.
    """

    cell: Cell
    cells: Mapping[str, Cell]
    printed: str
    name: str
    unit_zh: str
    place: str
    binding: str
    column: Column
    note: RowNote


def read_table(
    sheet: Sheet, layout: TableLayout, vocabularies: Vocabularies
) -> tuple[tuple[Observation, ...], tuple[CompendiumError, ...]]:
    """Read one printed table.

    Parameters
    ----------
    sheet
        The table's sheet (R printed rows × V value columns), corrected.
    layout
        How it stands there.
    vocabularies
        The names and units to read it with.

    Returns
    -------
    tuple
        At most R × V observations in the printed order (a dash gives none), and a `CellError` for
        every heading or cell that could not be read. No cell of the sheet is passed over: a text
        outside the layout's columns is an error.
    """
    problems = [*_check_headings(sheet, layout), *_check_strays(sheet, layout)]
    if problems:
        return (), tuple(problems)
    observations: dict[str, Observation] = {}
    cells: dict[str, Cell] = {}
    problems += _check_row_notes(sheet, layout)
    for figure in _figures(sheet, layout):
        try:
            observation = _observe(figure, layout, vocabularies)
        except CompendiumError as error:
            kind = error.kind if isinstance(error, UnknownNameError) else ""
            problems.append(CellError(figure.cells.get(kind, figure.cell), error))
            continue
        if observation is None:
            continue
        key = observation.observation_id
        if key in observations:
            problems.append(CellError(figure.cell, DuplicateError(key, cells[key])))
        observations[key], cells[key] = observation, figure.cell
    # One unknown name fails once, however many values its row has.
    return tuple(observations.values()), tuple({str(each): each for each in problems}.values())


def heading(sheet: Sheet, layout: TableLayout, column: int) -> str:
    """Join the header rows of a column without white space; a merged heading counts once."""
    first, last = layout.header
    parts: dict[Cell, str] = {}
    for row in range(first, last + 1):
        parts.setdefault(sheet.cell(row, column), squeeze(sheet.text(row, column)))
    return "".join(parts.values())


def _check_headings(sheet: Sheet, layout: TableLayout) -> Iterator[CompendiumError]:
    title = sheet.text(*layout.title)
    # Some plans print a colon between number and title (专栏 1：…).
    if name_key(title).replace(":", "", 1) != name_key(layout.number_zh + layout.title_zh):
        expected = f"{layout.number_zh} {layout.title_zh}"
        yield CellError(sheet.cell(*layout.title), HeadingError(expected, title))
    used = sorted({column for _, column in sheet.texts})
    found = {column: heading(sheet, layout, column) for column in used}
    for number, column in layout.columns.items():
        here = found.get(number, "")
        if name_key(here) == name_key(column.heading):
            continue
        elsewhere = [n for n, text in found.items() if name_key(text) == name_key(column.heading)]
        where = get_column_letter(elsewhere[0]) if elsewhere else ""
        yield CellError(
            Cell(sheet.source, sheet.name, f"{get_column_letter(number)}{layout.header[0]}"),
            HeadingError(column.heading, here, where),
        )


def _body(sheet: Sheet, layout: TableLayout) -> range:
    first = layout.header[1] + 1
    for row in range(first, sheet.last_row + 1):
        if squeeze(sheet.text(row, 1)).startswith(layout.notes):
            return range(first, row)
    return range(first, sheet.last_row + 1)


def _check_strays(sheet: Sheet, layout: TableLayout) -> Iterator[CompendiumError]:
    rows = range(layout.header[0], _body(sheet, layout).stop)
    for (row, column), text in sheet.texts.items():
        if row in rows and column not in layout.columns:
            yield CellError(
                sheet.cell(row, column),
                CellTextError(f"{text!r} stands outside the columns that the layout names"),
            )


def _row_key(sheet: Sheet, layout: TableLayout, row: int) -> str:
    holds = "place" if layout.kind == "comparison" else "indicator"
    return name_key(split_bracketed_unit(_held(sheet, layout, row, holds))[0])


def _check_row_notes(sheet: Sheet, layout: TableLayout) -> Iterator[CompendiumError]:
    keys = {_row_key(sheet, layout, row) for row in _body(sheet, layout)}
    for note in layout.rows:
        if name_key(note.row) not in keys:
            reason = f"the layout has a note on the row {note.row!r}, which the table does not have"
            yield CellError(sheet.cell(*layout.title), CellTextError(reason))


def _held(sheet: Sheet, layout: TableLayout, row: int, holds: str) -> str:
    return "".join(sheet.text(row, n) for n, c in layout.columns.items() if c.holds == holds)


def _figures(sheet: Sheet, layout: TableLayout) -> Iterator[_Figure]:
    for row in _body(sheet, layout):
        if not any(sheet.text(row, column) for column in layout.columns):
            continue
        key = _row_key(sheet, layout, row)
        cells = {c.holds: sheet.cell(row, n) for n, c in layout.columns.items()}
        notes = [note for note in layout.rows if name_key(note.row) == key]
        for number, column in layout.columns.items():
            if column.holds != "value":
                continue
            name, unit = _name_and_unit(sheet, layout, row, column)
            yield _Figure(
                cell=sheet.cell(row, number),
                cells=cells if layout.kind == "indicator" else {"place": cells["place"]},
                printed=squeeze(sheet.text(row, number)),
                name=name,
                unit_zh=unit,
                place=_held(sheet, layout, row, "place"),
                binding=squeeze(_held(sheet, layout, row, "binding")),
                column=column,
                note=next(
                    (n for n in notes if not n.columns or get_column_letter(number) in n.columns),
                    RowNote(key),
                ),
            )


def _name_and_unit(sheet: Sheet, layout: TableLayout, row: int, column: Column) -> tuple[str, str]:
    if layout.kind == "comparison":
        name, unit = split_bracketed_unit(column.heading)
        return column.subject + name, unit
    printed = _held(sheet, layout, row, "indicator")
    if layout.unit == "indicator":
        return split_bracketed_unit(printed)
    return squeeze(printed), squeeze(_held(sheet, layout, row, "unit"))


def _observe(
    figure: _Figure, layout: TableLayout, vocabularies: Vocabularies
) -> Observation | None:
    """Make the observation of one value cell, None for a dash."""
    indicator_id = vocabularies.indicators.find(figure.name)
    indicator = vocabularies.indicators.rows[indicator_id]
    place_id = vocabularies.places.find(figure.place) if figure.place else layout.place
    if place_id not in vocabularies.places.rows:
        vocabularies.places.find(place_id)
    if figure.binding and figure.binding not in BINDING:
        raise UnknownNameError("binding", figure.binding, tuple(BINDING))
    if not figure.printed:
        raise CellTextError("holds no value; a figure that is not given is printed as a dash")
    if is_none(figure.printed):
        return None
    words = figure.printed in map(squeeze, layout.words)
    quantity = None if words else parse_quantity(figure.printed)
    period, notes = _period(figure, layout, quantity, usual_kind=indicator["period_kind"])
    unit = _unit(figure, quantity, indicator_id, vocabularies)
    years = str(period.start) if period.start == period.end else f"{period.start}-{period.end}"
    return Observation(
        observation_id=".".join(
            (layout.table_id, indicator_id, place_id, years, figure.column.role)
        ),
        plan_id=figure.cell.source,
        table_id=layout.table_id,
        section_zh=layout.section_zh,
        indicator_id=indicator_id,
        indicator_zh=figure.name,
        place_id=place_id,
        role=figure.column.role,
        measure=indicator["measure"],
        period_start=str(period.start),
        period_end=str(period.end),
        period_kind=period.kind,
        period_printed=figure.column.period,
        printed=figure.printed,
        **_numbers(quantity, unit),
        binding=BINDING.get(figure.binding, ""),
        chapter=indicator["chapter"],
        source_kind="table",
        locator=f"data/raw/{figure.cell.source}/workbook.xlsx#{figure.cell.sheet}"
        f"!{figure.cell.address}",
        note_en=" ".join(note[0] for note in notes if note[0]),
        note_zh="".join(note[1] for note in notes if note[1]),
    )


def _unit(
    figure: _Figure, quantity: Quantity | None, indicator_id: str, vocabularies: Vocabularies
) -> Unit | None:
    if quantity is None:
        return None
    printed = {unit for unit in (quantity.unit_zh, figure.unit_zh) if unit}
    if len(printed) != 1:
        what = f"two units, {' and '.join(sorted(printed))}" if printed else "no unit"
        raise CellTextError(f"{figure.printed!r} has {what}")
    unit = find_unit(printed.pop(), vocabularies.units)
    allowed = allowed_units(vocabularies.indicators.rows[indicator_id])
    if unit.unit not in allowed:
        raise CellTextError(
            f"{figure.printed!r} is in {unit.unit}, but {indicator_id} is measured in "
            f"{' or '.join(allowed)}"
        )
    values = convert(quantity.low, unit), convert(quantity.high, unit)
    if problem := vocabularies.implausible(indicator_id, *values, year=figure.column.period):
        raise CellTextError(problem)
    return unit


def _period(
    figure: _Figure, layout: TableLayout, quantity: Quantity | None, *, usual_kind: str
) -> tuple[Period, list[tuple[str, str]]]:
    """Give the true period of a figure and the notes of its marks and its row."""
    period = span(parse_year(figure.column.period), kind=usual_kind)
    notes = []
    for name in quantity.marks if quantity else ():
        if name not in layout.marks:
            raise CellTextError(f"{figure.printed!r} has the mark {name}, which no note explains")
        mark = layout.marks[name]
        year = parse_year(mark.period) if mark.period else period.end
        period = span(year, kind=mark.period_kind or period.kind, years=mark.years)
        notes.append((mark.note_en, mark.note_zh))
    if figure.note.period_kind:
        period = replace(period, kind=figure.note.period_kind)
    notes.append((figure.note.note_en, figure.note.note_zh))
    return period, notes


def _numbers(quantity: Quantity | None, unit: Unit | None) -> dict[str, str]:
    if quantity is None or unit is None:
        return dict.fromkeys(
            ("comparator", "low", "high", "unit_zh", "value_low", "value_high", "unit"), ""
        )
    return {
        "comparator": quantity.comparator,
        "low": str(quantity.low),
        "high": str(quantity.high),
        "unit_zh": unit.unit_zh,
        "value_low": f"{convert(quantity.low, unit):f}",
        "value_high": f"{convert(quantity.high, unit):f}",
        "unit": unit.unit,
    }
