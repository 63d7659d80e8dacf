"""The rows that the forms draw, read once and held against what a form needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from compendium.errors import ChartError
from compendium.printed.wording import is_missing, say_number

Annotations = Mapping[str | tuple[str, int], str]


@dataclass(frozen=True)
class Mark:
    """One figure to be drawn: a row of the marks table, without its ids."""

    label: str
    panel: str
    plan_id: str
    role: str
    year: int | None
    year_start: int | None
    value: float | None
    low: float | None
    high: float | None
    bound: str
    unit: str
    text: str
    place_id: str = ""

    @property
    def at(self) -> float:
        """The value, of a mark that has one."""
        assert_value = self.value
        if assert_value is None:
            raise ValueError(f"the mark {self.label!r} has no value")
        return assert_value


def read_marks(
    data: pd.DataFrame, form: str, *, needs: Sequence[str] = ("value",), unique: Sequence[str] = ()
) -> list[Mark]:
    """Read the marks table.

    Parameters
    ----------
    data
        (M rows) with the columns of the marks table; ``label`` and those of ``needs`` must be
        there and filled, of the others what is missing gets a plain value.
    form
        Named by an error.
    unique
        Columns whose values together may stand in one row only.

    Raises
    ------
    ChartError
        If there is no row, a column or a value is missing, or rows repeat.
    """
    check_columns(data, form, ("label", *needs))
    marks = [_read(row) for row in data.to_dict("records")]
    for need in ("label", *needs):
        if empty := [mark.label for mark in marks if getattr(mark, need) in (None, "")]:
            raise ChartError(form, f"{need} is missing in {len(empty)} rows, first {empty[0]!r}")
    if unique:
        keys = [tuple(getattr(mark, name) for name in unique) for mark in marks]
        check_unique(keys, form, " + ".join(unique))
    return marks


def check_columns(data: pd.DataFrame, form: str, columns: Iterable[str]) -> None:
    """Refuse a table without rows, or without the columns that a form draws.

    Raises
    ------
    ChartError
        If that is so.
    """
    if missing := [column for column in columns if column not in data.columns]:
        there = ", ".join(map(str, data.columns))
        raise ChartError(form, f"the data has no column {', '.join(missing)}; it has {there}")
    if data.empty:
        raise ChartError(form, "the data has no row")


def check_unique(keys: Sequence[object], form: str, what: str) -> None:
    """Refuse rows that would be drawn on top of each other.

    Raises
    ------
    ChartError
        If a key repeats.
    """
    seen = set()
    for key in keys:
        if key in seen:
            raise ChartError(form, f"duplicate {what}: {key!r}")
        seen.add(key)


def _read(row: Mapping[Any, Any]) -> Mark:
    def text(name: str, default: str = "") -> str:
        return default if is_missing(row.get(name)) else str(row[name])

    def number(name: str) -> float | None:
        return None if is_missing(row.get(name)) else float(row[name])

    def year(name: str) -> int | None:
        return None if is_missing(row.get(name)) else int(row[name])

    value = number("value")
    return Mark(
        label=text("label"),
        panel=text("panel"),
        plan_id=text("plan_id"),
        place_id=text("place_id"),
        role=text("role", "actual"),
        year=year("year"),
        year_start=year("year_start"),
        value=value,
        low=number("low") if number("low") is not None else value,
        high=number("high") if number("high") is not None else value,
        bound=text("bound", "="),
        unit=text("unit"),
        text=text("text", "" if value is None else say_number(value)),
    )


def by_panel(marks: Iterable[Mark]) -> dict[str, list[Mark]]:
    """Group marks by their panel, in the order in which the panels come."""
    panels: dict[str, list[Mark]] = {}
    for mark in marks:
        panels.setdefault(mark.panel, []).append(mark)
    return panels


def by_label(marks: Iterable[Mark]) -> dict[str, list[Mark]]:
    """Group marks by their label, in the order in which the labels come."""
    labels: dict[str, list[Mark]] = {}
    for mark in marks:
        labels.setdefault(mark.label, []).append(mark)
    return labels


def annotation(mark: Mark, annotate: Annotations | None) -> str:
    """Give what is to be written at a mark: by (label, year), (panel, year) or its label."""
    if not annotate:
        return ""
    keys: list[str | tuple[str, int]] = [mark.label]
    if mark.year is not None:
        keys = [(mark.label, mark.year), (mark.panel, mark.year), *keys]
    return next((annotate[key] for key in keys if key in annotate), "")


def check_annotations(marks: Iterable[Mark], annotate: Annotations | None, form: str) -> None:
    """Refuse an annotation that stands at no mark.

    Raises
    ------
    ChartError
        If there is one.
    """
    marks = list(marks)
    labels: set[object] = {mark.label for mark in marks}
    labels |= {(name, mark.year) for mark in marks for name in (mark.label, mark.panel)}
    for key in annotate or ():
        if key not in labels:
            raise ChartError(form, f"no mark to annotate: {key!r}")
