"""A printed indicator table to observations: one row for each figure it prints."""

from __future__ import annotations

from dataclasses import replace

from compendium.errors import (
    Cell,
    CellError,
    CellTextError,
    CompendiumError,
    DuplicateError,
    QuantityError,
    UnknownNameError,
)
from compendium.printed.periods import Period, parse_open_span, parse_span, span
from compendium.printed.quantity import Amount, Quantity, is_none, parse_quantity
from compendium.printed.text import name_key, squeeze
from compendium.raw.layout import RowNote, TableLayout
from compendium.record.amounts import (
    MeasuredObservation,
    check_period_kind,
    find_allowed_unit,
    measure_plausibly,
    number_columns,
)
from compendium.record.ids import name_observation
from compendium.record.ledger import Ledger
from compendium.record.reader import RowReader, column_letter
from compendium.record.table_sheet import (
    ValueColumn,
    check_headings,
    check_labels,
    check_row_notes,
    find_body,
    list_values,
    name_row,
    open_row,
)
from compendium.record.vocabulary import Vocabularies

BINDING = {"": "", "约束性": "binding", "预期性": "expected"}


def read_table(
    ledger: Ledger, layout: TableLayout, vocabularies: Vocabularies
) -> tuple[tuple[MeasuredObservation, ...], tuple[CompendiumError, ...]]:
    """Read one printed table.

    Parameters
    ----------
    ledger
        The table's sheet (R printed rows × V value columns), corrected.
    layout
        How it stands there.
    vocabularies
        The names and units to read it with.

    Returns
    -------
    tuple
        At most R × V observations in the printed order (a dash gives none), and a `CellError` for
        every heading or cell that could not be read. The cells that were read, the headings and
        the note included, are marked in the ledger.
    """
    problems = list(check_headings(ledger, layout))
    if problems:
        return (), tuple(problems)
    body = find_body(ledger, layout)
    rows = [open_row(ledger, layout, row) for row in body]
    problems += check_row_notes(ledger, layout, rows)
    observations: dict[str, MeasuredObservation] = {}
    cells: dict[str, Cell] = {}
    for row in rows:
        problems += check_labels(row)
        for value in list_values(layout, row):
            reader = open_row(ledger, layout, row.row, value.place)
            observation = _observe(reader, value, layout, vocabularies)
            problems += reader.problems
            if observation is None:
                continue
            key = observation.observation_id
            if key in observations:
                duplicate = DuplicateError(key, cells[key])
                problems.append(CellError(reader.cell("value"), duplicate))
            observations[key], cells[key] = observation, reader.cell("value")
    # One unknown name fails once, however many values its row has.
    return tuple(observations.values()), tuple({str(each): each for each in problems}.values())


def _observe(
    row: RowReader, value: ValueColumn, layout: TableLayout, vocabularies: Vocabularies
) -> MeasuredObservation | None:
    """Make the observation of one value cell; none for a dash, and where a reading failed."""
    printed = squeeze(row["value"])
    if value.column.indicator and is_none(printed):
        # 年均增长 of a row that prints a dash there needs no indicator of its own.
        return None
    named = "indicator" if layout.kind == "indicator" else "value"
    indicator_id = row.read(named, lambda _: vocabularies.indicators.find(value.name))
    place_id = layout.place or row.read("place", vocabularies.places.find)
    binding = squeeze(row["binding"])
    if binding not in BINDING:
        row.fault("binding", UnknownNameError("binding", binding, tuple(filter(None, BINDING))))
    if not printed:
        row.fault("value", "holds no value; a figure that is not given is printed as a dash")
    if is_none(printed) or indicator_id is None or place_id is None or not printed:
        return None
    indicator = vocabularies.indicators.rows[indicator_id]
    words = printed in map(squeeze, layout.words)
    quantity = None if words else row.read("value", lambda _: _parse(printed))
    if quantity is None and not words:
        return None
    note = _find_note(layout, row, value)
    dated = row.read(
        "value",
        lambda _: _date(printed, value, layout, note, quantity, usual=indicator["period_kind"]),
    )
    amount = _measure(row, value, quantity, indicator_id, vocabularies) if quantity else None
    if dated is None or not row.sound:
        return None
    period, notes = dated
    years = ("" if period.start is None else str(period.start), str(period.end))
    return MeasuredObservation(
        observation_id=name_observation(
            layout.table_id, indicator_id, place_id, years, value.column.role
        ),
        plan_id=row.source,
        table_id=layout.table_id,
        section_zh=layout.section_zh,
        indicator_id=indicator_id,
        indicator_zh=value.name,
        place_id=place_id,
        role=value.column.role,
        measure=indicator["measure"],
        period_start=years[0],
        period_end=years[1],
        year=years[1],
        period_from="cell",
        hedge_zh="",
        period_kind=period.kind,
        period_printed=value.column.period,
        printed=printed,
        **number_columns(amount),
        binding=BINDING[binding],
        chapter=indicator["chapter"],
        source_kind="table",
        locator=row.locator("value"),
        note_en=" ".join(note[0] for note in notes if note[0]),
        note_zh="".join(note[1] for note in notes if note[1]),
    )


def _parse(printed: str) -> Quantity:
    """Read a cell of a table; one without a digit may be a target in words."""
    try:
        return parse_quantity(printed)
    except QuantityError as error:
        if error.suggestion or any(sign.isdigit() for sign in name_key(printed)):
            raise
        way = "a target in words is listed under words in layout.yaml"
        raise QuantityError(printed, way=way) from None


def _find_note(layout: TableLayout, row: RowReader, value: ValueColumn) -> RowNote:
    """Give the layout's word on this row and column; an empty one if it says nothing."""
    key, letter = name_row(layout, row), column_letter(value.place)
    notes = (note for note in layout.rows if name_key(note.row) == key)
    return next((n for n in notes if not n.columns or letter in n.columns), RowNote(row=key))


def _measure(
    row: RowReader,
    value: ValueColumn,
    quantity: Quantity,
    indicator_id: str,
    vocabularies: Vocabularies,
) -> Amount | None:
    printed = {unit for unit in (quantity.unit_zh, value.unit_zh) if unit}
    if len(printed) != 1:
        what = f"two units, {' and '.join(sorted(printed))}" if printed else "no unit"
        where = "in the cell, in a column that holds unit, or as the column's unit in layout.yaml"
        row.fault("value", f"{row['value']!r} has {what}; it stands {where}")
        return None
    (unit_zh,) = printed
    where = "unit" if unit_zh == squeeze(row["unit"]) else "value"
    unit = row.read(where, lambda _: find_allowed_unit(unit_zh, indicator_id, vocabularies))
    if unit is None:
        return None
    year = value.column.period
    return row.read(
        "value",
        lambda _: measure_plausibly(quantity, unit, indicator_id, vocabularies, year=year),
    )


def _date(
    printed: str,
    value: ValueColumn,
    layout: TableLayout,
    note: RowNote,
    quantity: Quantity | None,
    *,
    usual: str,
) -> tuple[Period, list[tuple[str, str]]]:
    """Give the true period of a figure and the notes of its marks and its row.

    Raises
    ------
    CellTextError
        If no note explains a mark, or a running total would have one year.
    """
    column = value.column
    start, end = parse_span(column.period)
    period = Period(start, end, column.period_kind or usual)
    notes, single_year = [], column.single_year or note.single_year
    for name in quantity.marks if quantity else ():
        if name not in layout.marks:
            raise CellTextError(
                f"{printed!r} has the mark {name}, which no note explains (marks in layout.yaml)"
            )
        mark = layout.marks[name]
        year = parse_span(mark.period)[1] if mark.period else period.end
        if mark.period or mark.period_kind or mark.years > 1:
            period = span(year, kind=mark.period_kind or period.kind, years=mark.years)
        notes.append((mark.note_en, mark.note_zh))
        single_year = single_year or mark.single_year
    if note.period_kind:
        period = replace(period, kind=note.period_kind)
    if note.period:
        period = Period(*parse_open_span(note.period), period.kind)
    notes.append((note.note_en, note.note_zh))
    start_year = "" if period.start is None else str(period.start)
    check_period_kind(period.kind, start_year, str(period.end), single_year=bool(single_year))
    return period, notes
