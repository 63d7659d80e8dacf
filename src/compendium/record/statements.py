"""Figures in sentences and boxes, from the sheet ``statements``, to observations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from compendium.contract.columns import IDS, NUMBER, YEAR
from compendium.contract.enums import COMPARATORS, PERIOD_KINDS, ROLES
from compendium.contract.rows import Observation
from compendium.errors import CellTextError, CompendiumError, QuantityError
from compendium.printed.quantity import Quantity, parse_quantity
from compendium.printed.text import fold_width, squeeze
from compendium.record.amounts import (
    MeasuredObservation,
    check_period_kind,
    find_allowed_unit,
    measure_plausibly,
    number_columns,
)
from compendium.record.ids import name_observation, number_section
from compendium.record.ledger import Ledger
from compendium.record.reader import RowReader
from compendium.record.sheets import open_rows, read_rows
from compendium.record.vocabulary import Vocabularies

_SOURCE_KINDS = ("text", "box")
_TYPED_NUMBER = ("comparator", "low", "high", "unit_zh")


def read_statements(
    ledger: Ledger, boxes: Mapping[str, str], vocabularies: Vocabularies
) -> tuple[tuple[MeasuredObservation, ...], tuple[CompendiumError, ...]]:
    """Read the figures that a plan prints in sentences and boxes.

    Parameters
    ----------
    ledger
        The sheet ``statements`` (R rows under the headings of `Observation`). ``printed`` is the
        figure as the plan has it; ``comparator``, ``low``, ``high`` and ``unit_zh`` are what a
        person read in it, and are held against what the program reads.
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
    rows, wrong = open_rows(ledger)
    observations, problems = read_rows(
        rows,
        lambda row: _observe(row, boxes, vocabularies),
        lambda observation: observation.observation_id,
        shown="printed",
        hint="if they are two figures, give one an ordinal (2, 3 …)",
    )
    return observations, (*wrong, *problems)


def _observe(
    row: RowReader, boxes: Mapping[str, str], vocabularies: Vocabularies
) -> MeasuredObservation | None:
    typed = row.typed(Observation)
    indicator_id = row.read("indicator_zh", vocabularies.indicators.find)
    place_id = row.read("place_zh", vocabularies.places.find)
    table_id = _find_box(row, boxes)
    row.choose("role", ROLES)
    start, end = _read_period(row)
    row.choose("period_kind", PERIOD_KINDS)
    row.choose("period_from", ("", "sentence", "heading"))
    number = row.read("section_zh", number_section)
    if row["ordinal"] and not re.fullmatch(r"[2-9]|[1-9][0-9]", row["ordinal"]):
        row.fault("ordinal", f"{row['ordinal']!r} is no ordinal (2, 3 …)")
    if row["supersedes"] and not re.fullmatch(IDS, row["supersedes"]):
        row.fault("supersedes", f"{row['supersedes']!r} is no id, or several joined by |")
    printed = row.require("printed")
    numbers = _read_number(row, indicator_id, vocabularies) if indicator_id and printed else None
    if not row.sound or indicator_id is None or place_id is None or numbers is None:
        return None
    indicator = vocabularies.indicators.rows[indicator_id]
    made = {
        "observation_id": name_observation(
            table_id or f"{row.source}-s{number}",
            indicator_id,
            place_id,
            (start, end),
            row["role"],
            row["ordinal"],
        ),
        "plan_id": row.source,
        "table_id": table_id,
        "indicator_id": indicator_id,
        "place_id": place_id,
        "measure": indicator["measure"],
        "binding": "",
        "year": end[:4],
        "chapter": indicator["chapter"],
        "locator": row.locator("printed"),
    }
    return MeasuredObservation(**(typed | made | numbers))


def _find_box(row: RowReader, boxes: Mapping[str, str]) -> str:
    """Give the id of the box that a figure stands in; a figure in running text has none."""
    source_kind, number = row.choose("source_kind", _SOURCE_KINDS), row["number_zh"]
    if (source_kind == "box") != bool(number) or (number and number not in boxes):
        row.fault("number_zh", f"unknown box {number!r} for a {source_kind}: it is in no layout")
    return boxes.get(number, "")


def _read_period(row: RowReader) -> tuple[str, str]:
    start, end = row["period_start"], row["period_end"]
    wrong = [
        name
        for name, text in (("period_start", start), ("period_end", end))
        if text and not re.fullmatch(YEAR, text)
    ]
    for name in wrong:
        row.fault(name, f"{row[name]!r} is not a year (YYYY) or month (YYYY-MM)")
    if start and end and end < start and not wrong:
        row.fault("period_end", f"{end} is before {start}, where the period starts")
    if start and not end:
        row.fault("period_end", "period_end is empty, though the period has a start")
    row.read("period_kind", lambda kind: check_period_kind(kind, start, end))
    return start, end


def _read_number(
    row: RowReader, indicator_id: str, vocabularies: Vocabularies
) -> dict[str, str] | None:
    """Give the number columns, read by a person and by the program alike."""
    empty = [name for name in _TYPED_NUMBER if not row[name]]
    if len(empty) == len(_TYPED_NUMBER):
        if any(sign.isdigit() for sign in fold_width(row["printed"])):
            row.fault("printed", f"{row['printed']!r} is a number, but the row gives none")
        return number_columns(None)
    if empty == ["unit_zh"] and (said := _unit_said(row["printed"])):
        # 1/12 prints no unit, and says that it is a multiple.
        empty, unit_zh = [], said
    else:
        unit_zh = row["unit_zh"]
    if empty:
        for name in empty:
            row.fault(name, f"{name} is empty, though other parts of the number are not")
        return None
    comparator = row.choose("comparator", COMPARATORS)
    low, high = (row.read(name, _parse_number) for name in ("low", "high"))
    quantity = row.read("printed", parse_quantity)
    unit = row.read("unit_zh", lambda _: find_allowed_unit(unit_zh, indicator_id, vocabularies))
    if quantity is None or low is None or high is None or unit is None:
        return None
    if not _agree(row, quantity, comparator, low, high):
        return None
    amount = row.read(
        "printed",
        lambda _: measure_plausibly(
            quantity,
            unit,
            indicator_id,
            vocabularies,
            comparator=comparator,
            year=row["period_end"],
        ),
    )
    return number_columns(amount, row["low"], row["high"]) | {"unit_zh": row["unit_zh"]}


def _unit_said(printed: str) -> str:
    """Give the unit that a figure without a printed one says by its form; else nothing."""
    try:
        unit_zh = parse_quantity(printed).unit_zh
    except QuantityError:
        return ""
    return "" if unit_zh in squeeze(fold_width(printed)) else unit_zh


def _parse_number(text: str) -> Decimal:
    if re.fullmatch(NUMBER, text):
        return Decimal(text)
    raise CellTextError(f"{text!r} is no number (digits, and a point)")


def _agree(row: RowReader, read: Quantity, comparator: str, low: Decimal, high: Decimal) -> bool:
    """Hold what a person read against what the program reads in the printed figure."""
    printed, known = row["printed"], len(row.problems)
    if (read.low, read.high) != (low, high):
        shown, typed = (
            f"{least}" if least == most else f"{least} to {most}"
            for least, most in ((read.low, read.high), (low, high))
        )
        row.fault("low", f"{printed!r} is {shown}, but low and high say {typed}")
    # A sentence may give the unit once for several figures, and its "about" before the first.
    if row["unit_zh"] and not row["unit_zh"].startswith(read.unit_zh):
        row.fault("unit_zh", f"{printed!r} is in {read.unit_zh!r}, not {row['unit_zh']!r}")
    if read.comparator not in ("=", comparator):
        row.fault("comparator", f"{printed!r} says {read.comparator!r}, not {comparator!r}")
    return len(row.problems) == known
