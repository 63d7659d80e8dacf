"""The built tables against the contract: every broken row is named, all at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from itertools import filterfalse

import pandas as pd

from compendium.contract.columns import Column, Table
from compendium.contract.plain import list_rows, list_texts
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
    distinct = _list_distinct(frames)
    for table in tables:
        frame = frames[table.name]
        problems += _check_key(table, frame)
        for field in table.fields:
            if field.required:
                empty = frame[field.name] == ""
                problems += _broken(table, field.name, frame, empty, "a value is required")
            for texts, reason in _find_wrong(table, field, distinct, tuple(terms.chapters)):
                wrong = frame[field.name].isin(texts)
                problems += _broken(table, field.name, frame, wrong, reason)
    if "observations" not in without:
        problems += _check_observations(frames["observations"])
    return tuple(problems)


def _broken(
    table: Table, field: str, frame: pd.DataFrame, wrong: pd.Series[bool], reason: str
) -> Iterator[ContractError]:
    if not wrong.any():
        # To take no row of a large table still takes its time, once for each rule.
        return
    ids, values = (list_texts(frame.loc[wrong, name]) for name in (table.key, field))
    for row_id, value in zip(ids, values, strict=True):
        yield ContractError(table.name, row_id, field, reason.format(value=value))


def _check_key(table: Table, frame: pd.DataFrame) -> Iterator[ContractError]:
    twice = frame[table.key].duplicated(keep="first")
    yield from _broken(table, table.key, frame, twice, "duplicate id {value!r}")


def _list_distinct(frames: Mapping[str, pd.DataFrame]) -> Callable[[str, str], set[str]]:
    """Give what lists the distinct texts of a column, by table and name.

    Most columns of a large table repeat a few texts, and what holds for a text holds for its rows.
    """

    @cache
    def list_distinct(table: str, column: str) -> set[str]:
        return {*list_texts(frames[table][column])}

    return list_distinct


def _find_wrong(
    table: Table,
    field: Column,
    distinct: Callable[[str, str], set[str]],
    chapters: tuple[str, ...],
) -> Iterator[tuple[set[str], str]]:
    """Give the texts that a column does not take, and why not."""
    allowed = chapters if field.name == "chapter" else field.enum
    if not (field.form or allowed or field.refers):
        return
    given = distinct(table.name, field.name) - {""}
    if field.form and (wrong := {*filterfalse(re.compile(field.form).fullmatch, given)}):
        yield wrong, "{value!r} is not of the right form"
    if allowed and (wrong := given.difference(allowed)):
        yield wrong, "{value!r} is not one of " + ", ".join(allowed)
    if field.refers:
        other, column = field.refers.split(".")
        if wrong := given - distinct(other, column):
            yield wrong, f"{{value!r}} is not in {other}.csv"


def _check_observations(frame: pd.DataFrame) -> Iterator[ContractError]:
    """Check what no single column shows."""
    table = BY_NAME["observations"]
    backwards = (frame["period_end"] != "") & (frame["period_end"] < frame["period_start"])
    yield from _broken(table, "period_end", frame, backwards, "{value!r} is before period_start")
    # 1/12 prints no unit.
    words = frame["low"] == ""
    for column in ("high", "value_low", "value_high", "comparator", "unit"):
        uneven = (frame[column] == "") != words
        yield from _broken(
            table, column, frame, uneven, "{value!r}: a figure has number and unit, words neither"
        )
    for low, high in (("low", "high"), ("value_low", "value_high")):
        given = frame.loc[frame[low] != frame[high], [table.key, low, high]]
        given = given[(given[low] != "") & (given[high] != "")]
        wrong = pd.to_numeric(given[low]) > pd.to_numeric(given[high])
        yield from _broken(table, high, given, wrong, f"{{value!r}} is below {low}")
    # Most records revise nothing.
    if (frame["supersedes"] != "").any():
        columns = ["observation_id", "locator", "supersedes", *SAME]
        yield from check_revisions(list_rows(frame[columns]))
