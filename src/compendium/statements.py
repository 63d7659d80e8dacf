"""Figures in sentences and boxes, from the sheet ``statements``, to observations."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import partial

from compendium.errors import (
    Cell,
    CellError,
    CompendiumError,
    DuplicateError,
    UnknownNameError,
)
from compendium.layout import PERIOD_KINDS, ROLES
from compendium.observations import Observation
from compendium.quantity import parse_quantity
from compendium.records import Record, check_headings, find_problems, read_records
from compendium.schema import COMPARATORS, YEAR
from compendium.text import fold_width, name_key
from compendium.units import convert
from compendium.vocab import Vocabularies, allowed_units, find_unit
from compendium.workbook import Sheet

COLUMNS = (
    "section_zh",
    "source_kind",
    "number_zh",
    "indicator_zh",
    "place_zh",
    "role",
    "period_printed",
    "period_start",
    "period_end",
    "period_kind",
    "printed",
    "comparator",
    "low",
    "high",
    "unit_zh",
    "note_en",
    "note_zh",
)
"""The fixed headings of the sheet ``statements``."""

SOURCE_KINDS = ("text", "box")


def read_statements(
    sheet: Sheet, boxes: Mapping[str, str], vocabularies: Vocabularies
) -> tuple[tuple[Observation, ...], tuple[CompendiumError, ...]]:
    """Read the figures that a plan prints in sentences and boxes.

    Parameters
    ----------
    sheet
        The sheet ``statements`` (R rows under `COLUMNS`). ``printed`` is the figure as the plan
        has it; ``comparator``, ``low``, ``high`` and ``unit_zh`` are what a person read in it, and
        are held against what the program reads.
    boxes
        Printed number of a table or box → its table id.
    vocabularies
        The names and units to read it with.

    Returns
    -------
    tuple
        R observations in the order of the sheet, and a `CellError` for everything that could not
        be read, names something unknown, contradicts itself or stands twice.
    """
    problems: list[CompendiumError] = list(check_headings(sheet, COLUMNS))
    if problems:
        return (), tuple(problems)
    observations: dict[str, Observation] = {}
    cells: dict[str, Cell] = {}
    for record in read_records(sheet, COLUMNS):
        try:
            observation = _observe(record, boxes, vocabularies)
        except CellError:
            problems += find_problems(_parts(record, boxes, vocabularies))
            continue
        key = observation.observation_id
        if key in cells:
            problems.append(record.error("printed", DuplicateError(key, cells[key])))
        observations[key], cells[key] = observation, record.cell("printed")
    return tuple(observations.values()), tuple(problems)


def _observe(record: Record, boxes: Mapping[str, str], vocabularies: Vocabularies) -> Observation:
    indicator_id = _find(record, "indicator_zh", vocabularies)
    indicator = vocabularies.indicators.rows[indicator_id]
    place_id = _find(record, "place_zh", vocabularies)
    table_id = _find_box(record, boxes)
    role = record.choose("role", ROLES)
    start, end = _period(record)
    years = start if start == end else f"{start or 'to'}-{end}"
    section, printed = record.require("section_zh"), record.require("printed")
    digest = hashlib.sha256(f"{section}|{printed}".encode()).hexdigest()[:6]
    plan_id = record.cell("printed").source
    return Observation(
        observation_id=".".join(
            (f"{plan_id}-s", indicator_id, place_id, years or "undated", role, digest)
        ),
        plan_id=plan_id,
        table_id=table_id,
        section_zh=section,
        indicator_id=indicator_id,
        indicator_zh=record["indicator_zh"],
        place_id=place_id,
        role=role,
        measure=indicator["measure"],
        period_start=start,
        period_end=end,
        period_kind=record.choose("period_kind", PERIOD_KINDS),
        period_printed=record["period_printed"],
        printed=printed,
        **_numbers(record, indicator_id, vocabularies),
        binding="",
        chapter=indicator["chapter"],
        source_kind=record["source_kind"],
        locator=record.locator("printed"),
        note_en=record["note_en"],
        note_zh=record["note_zh"],
    )


def _parts(
    record: Record, boxes: Mapping[str, str], vocabularies: Vocabularies
) -> Iterator[Callable[[], object]]:
    """Give the readings that a row is made of, each of which can fail by itself."""
    yield partial(_find, record, "indicator_zh", vocabularies)
    yield partial(_find, record, "place_zh", vocabularies)
    yield partial(_find_box, record, boxes)
    yield partial(record.choose, "role", ROLES)
    yield partial(_period, record)
    yield partial(record.choose, "period_kind", PERIOD_KINDS)
    yield partial(record.require, "section_zh")
    yield partial(record.require, "printed")
    indicator_id = vocabularies.indicators.ids.get(name_key(record["indicator_zh"]))
    if indicator_id and record["printed"]:
        yield partial(_numbers, record, indicator_id, vocabularies)


def _find_box(record: Record, boxes: Mapping[str, str]) -> str:
    """Give the id of the box that a figure stands in; a figure in running text has none."""
    source_kind, number = record.choose("source_kind", SOURCE_KINDS), record["number_zh"]
    if (source_kind == "box") != bool(number) or (number and number not in boxes):
        raise record.error("number_zh", f"the layout has no box {number!r} for a {source_kind}")
    return boxes.get(number, "")


def _find(record: Record, column: str, vocabularies: Vocabularies) -> str:
    vocabulary = vocabularies.places if column == "place_zh" else vocabularies.indicators
    try:
        return vocabulary.find(record[column])
    except UnknownNameError as error:
        raise record.error(column, error) from error


def _period(record: Record) -> tuple[str, str]:
    start, end = record["period_start"], record["period_end"]
    for column, text in (("period_start", start), ("period_end", end)):
        if text and not re.fullmatch(YEAR, text):
            raise record.error(column, f"{text!r} is not a year (YYYY) or month (YYYY-MM)")
    if start and end and end < start:
        raise record.error("period_end", f"{end} is before {start}, where the period starts")
    return start, end


def _numbers(record: Record, indicator_id: str, vocabularies: Vocabularies) -> dict[str, str]:
    """Give the number fields, read by a person and by the program alike."""
    names = ("comparator", "low", "high", "unit_zh")
    empty = [name for name in names if not record[name]]
    if len(empty) == len(names):
        if any(sign.isdigit() for sign in fold_width(record["printed"])):
            raise record.error(
                "printed", f"{record['printed']!r} is a number, but the row gives none"
            )
        return dict.fromkeys((*names, "value_low", "value_high", "unit"), "")
    if empty:
        raise record.error(
            empty[0], f"{empty[0]} is empty, though other parts of the number are not"
        )
    comparator = record.choose("comparator", COMPARATORS)
    try:
        low, high = Decimal(record["low"]), Decimal(record["high"])
    except InvalidOperation as error:
        raise record.error(
            "low", f"{record['low']!r} or {record['high']!r} is no number"
        ) from error
    _agree(record, comparator, low, high)
    try:
        unit = find_unit(record["unit_zh"], vocabularies.units)
    except UnknownNameError as error:
        raise record.error("unit_zh", error) from error
    allowed = allowed_units(vocabularies.indicators.rows[indicator_id])
    if unit.unit not in allowed:
        raise record.error(
            "unit_zh",
            f"{record['printed']!r} is in {unit.unit}, but {indicator_id} is measured in "
            f"{' or '.join(allowed)}",
        )
    values = convert(low, unit), convert(high, unit)
    if problem := vocabularies.implausible(indicator_id, *values, year=record["period_end"]):
        raise record.error("printed", problem)
    return {
        "comparator": comparator,
        "low": record["low"],
        "high": record["high"],
        "unit_zh": record["unit_zh"],
        "value_low": f"{values[0]:f}",
        "value_high": f"{values[1]:f}",
        "unit": unit.unit,
    }


def _agree(record: Record, comparator: str, low: Decimal, high: Decimal) -> None:
    """Hold what a person read against what the program reads in the printed figure."""
    try:
        read = parse_quantity(record["printed"])
    except CompendiumError as error:
        raise record.error("printed", error) from error
    if (read.low, read.high) != (low, high):
        shown = f"{read.low}" if read.low == read.high else f"{read.low}-{read.high}"
        raise record.error("low", f"{record['printed']!r} is {shown}, but {low}-{high} was read")
    # A sentence may give the unit once for several figures, and its "about" before the first.
    if not record["unit_zh"].startswith(read.unit_zh):
        raise record.error(
            "unit_zh", f"{record['printed']!r} is in {read.unit_zh!r}, not {record['unit_zh']!r}"
        )
    if read.comparator not in ("=", comparator):
        raise record.error(
            "comparator", f"{record['printed']!r} says {read.comparator!r}, not {comparator!r}"
        )
