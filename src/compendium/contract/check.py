"""The built tables against the contract: every broken row is named, all at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import pandas as pd

from compendium.contract.columns import Column, Table
from compendium.contract.revisions import SAME, check_revisions
from compendium.contract.tables import BY_NAME, TABLES
from compendium.contract.terms import Terms
from compendium.errors import ContractError


def check_tables(
    frames: Mapping[str, pd.DataFrame], terms: Terms, *, without: Collection[str] = ()
) -> tuple[ContractError, ...]:
    """Hold the tables against the contract.

    Parameters
    ----------
    frames
        Table name → frame of texts, missing as empty text, as in the CSV.
    terms
        The words that go with them: which chapters there are.
    without
        Tables to pass over: not there yet, or known to be good.

    Returns
    -------
    tuple
        One `ContractError` for each value that breaks the contract; empty if all is well.
    """
    problems: list[ContractError] = []
    tables = [table for table in TABLES if table.name not in without]
    for table in tables:
        if table.name not in frames:
            problems.append(ContractError(table.name, "-", "-", "the table is missing"))
        elif list(frames[table.name].columns) != table.columns:
            found = ", ".join(map(str, frames[table.name].columns))
            problems.append(ContractError(table.name, "1", "-", f"the columns are {found}"))
    if problems:
        return tuple(problems)
    for table in tables:
        frame = frames[table.name]
        problems += _check_key(table, frame)
        for field in table.fields:
            problems += _check_field(table, field, frame, tuple(terms.chapters))
            problems += _check_reference(table, field, frames)
    if "observations" not in without:
        problems += _check_observations(frames["observations"])
    return tuple(problems)


def _broken(
    table: Table, field: str, frame: pd.DataFrame, wrong: pd.Series[bool], reason: str
) -> Iterator[ContractError]:
    if not wrong.any():
        # To take no row of a large table still takes its time, once for each rule.
        return
    for row in frame[wrong].to_numpy().tolist():
        values = dict(zip(frame.columns, row, strict=True))
        yield ContractError(
            table.name, values[table.key], field, reason.format(value=values[field])
        )


def _check_key(table: Table, frame: pd.DataFrame) -> Iterator[ContractError]:
    twice = frame[table.key].duplicated(keep="first")
    yield from _broken(table, table.key, frame, twice, "duplicate id {value!r}")


def _check_field(
    table: Table, field: Column, frame: pd.DataFrame, chapters: tuple[str, ...]
) -> Iterator[ContractError]:
    values = frame[field.name]
    empty = values == ""
    if field.required:
        yield from _broken(table, field.name, frame, empty, "a value is required")
    if field.form:
        wrong = ~empty & ~values.str.fullmatch(field.form)
        yield from _broken(table, field.name, frame, wrong, "{value!r} is not of the right form")
    if allowed := chapters if field.name == "chapter" else field.enum:
        wrong = values.isin({*values.unique()} - {*allowed, ""})
        reason = "{value!r} is not one of " + ", ".join(allowed)
        yield from _broken(table, field.name, frame, wrong, reason)


def _check_reference(
    table: Table, field: Column, frames: Mapping[str, pd.DataFrame]
) -> Iterator[ContractError]:
    if field.refers:
        other, column = field.refers.split(".")
        values = frames[table.name][field.name]
        # As sets of distinct texts: a reference names the same few things again and again.
        unknown = {*values.unique()} - {*frames[other][column].unique(), ""}
        if not unknown:
            return
        wrong = values.isin(unknown)
        reason = f"{{value!r}} is not in {other}.csv"
        yield from _broken(table, field.name, frames[table.name], wrong, reason)


def _check_observations(frame: pd.DataFrame) -> Iterator[ContractError]:
    """Check what no single column shows."""
    table = BY_NAME["observations"]
    backwards = (frame["period_end"] != "") & (frame["period_end"] < frame["period_start"])
    yield from _broken(table, "period_end", frame, backwards, "{value!r} is before period_start")
    # 1/12 prints no unit.
    numbers = ("low", "high", "value_low", "value_high", "comparator", "unit")
    for column in numbers[1:]:
        uneven = (frame[column] == "") != (frame["low"] == "")
        yield from _broken(
            table, column, frame, uneven, "{value!r}: a figure has number and unit, words neither"
        )
    for low, high in (("low", "high"), ("value_low", "value_high")):
        given = frame[(frame[low] != "") & (frame[high] != "")]
        wrong = pd.to_numeric(given[low]) > pd.to_numeric(given[high])
        yield from _broken(table, high, given, wrong, f"{{value!r}} is below {low}")
    # Most records revise nothing.
    if (frame["supersedes"] != "").any():
        columns = ["observation_id", "supersedes", *SAME]
        rows = frame[columns].itertuples(index=False, name=None)
        yield from check_revisions(dict(zip(columns, row, strict=True)) for row in rows)
