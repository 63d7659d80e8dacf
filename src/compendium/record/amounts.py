"""What tables and sentences share in reading a number: its unit, its size, its columns."""

from __future__ import annotations

from dataclasses import dataclass

from compendium.contract.rows import Observation
from compendium.errors import CellTextError
from compendium.printed.quantity import Amount, Quantity, measure
from compendium.printed.units import Unit
from compendium.record.vocabulary import Vocabularies, allowed_units, find_unit

NUMBER_COLUMNS = ("comparator", "low", "high", "unit_zh", "value_low", "value_high", "unit")
_COUNTED = ("count", "rank")


@dataclass(frozen=True, kw_only=True)
class MeasuredObservation(Observation):
    """An observation with what its print says of its precision, which no column of the CSV has.

    ``least`` and ``most`` are the bounds of the true number in the canonical unit, as texts; empty
    for words.
    """

    least: str = ""
    most: str = ""


def find_allowed_unit(printed: str, indicator_id: str, vocabularies: Vocabularies) -> Unit:
    """Give the unit of a figure.

    Raises
    ------
    UnknownNameError
        If no unit is printed like that.
    CellTextError
        If the indicator is not measured in it.
    """
    unit = find_unit(printed, vocabularies.units)
    allowed = allowed_units(vocabularies.indicators.rows[indicator_id])
    if unit.unit not in allowed:
        raise CellTextError(
            f"{printed!r} is in {unit.unit}, but {indicator_id} is measured in "
            f"{' or '.join(allowed)} (units_allowed in data/vocab/indicators.csv)"
        )
    return unit


def measure_plausibly(
    quantity: Quantity,
    unit: Unit,
    indicator_id: str,
    vocabularies: Vocabularies,
    *,
    comparator: str = "",
    year: str = "",
) -> Amount:
    """Give a quantity as an amount of its indicator.

    Raises
    ------
    CellTextError
        If it is out of all proportion for the indicator (in that year).
    """
    indicator = vocabularies.indicators.rows[indicator_id]
    counted = indicator["measure"] in _COUNTED
    amount = measure(quantity, unit, comparator=comparator, counted=counted)
    values = amount.value_low, amount.value_high
    if problem := vocabularies.implausible(indicator_id, *values, year=year):
        raise CellTextError(problem)
    return amount


def number_columns(amount: Amount | None, low: str = "", high: str = "") -> dict[str, str]:
    """Give the number columns of an observation; all are empty for a target in words.

    ``low`` and ``high`` are the numbers as typed, where a person typed them.
    """
    if amount is None:
        return dict.fromkeys((*NUMBER_COLUMNS, "least", "most"), "")
    return {
        "comparator": amount.comparator,
        "low": low or str(amount.low),
        "high": high or str(amount.high),
        "unit_zh": amount.unit.unit_zh,
        "value_low": f"{amount.value_low:f}",
        "value_high": f"{amount.value_high:f}",
        "unit": amount.unit.unit,
        "least": f"{amount.least:f}",
        "most": f"{amount.most:f}",
    }


def check_period_kind(kind: str, start: str, end: str, *, single_year: bool = False) -> None:
    """Refuse a running total over one year, which is nearly always a year's figure.

    Raises
    ------
    CellTextError
        If it is one, and the layout does not declare it as ``single_year``.
    """
    if kind == "cumulative" and start and start == end and not single_year:
        raise CellTextError(
            f"a cumulative figure of the single year {start}: a year's figure is annual, a total "
            "over several years needs them (period_start, or years of its mark); a table's layout "
            "may declare single_year"
        )
