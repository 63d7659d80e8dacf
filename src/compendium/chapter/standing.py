"""Figures that stand: a revised one takes the place of what it supersedes.

A chapter asks for a figure by where it was printed. Where a later document revised it, the chapter
is given the figure that stands, in the place of the old one.
"""

from __future__ import annotations

import pandas as pd

from compendium.contract.revisions import find_standing

STANDING = "standing_id"
_PLACE = ("plan_id", "table_id", "section_zh", "source_kind")


def put_in_place(own: pd.DataFrame, record: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Put the figures that stand in the place of those that they supersede.

    Parameters
    ----------
    own
        (R rows) the observations that a chapter reads.
    record
        All observations of the record, as `compendium.load` gives them.

    Returns
    -------
    tuple
        The rows that stand, each once and where the first of its prints stood; and those that were
        left out, with the column ``standing_id``: what stands in their place.
    """
    standing = find_standing(record["observation_id"], record["supersedes"].fillna(""))
    former = own[own["observation_id"].isin(list(standing))]
    former = former.assign(**{STANDING: former["observation_id"].map(standing).astype("str")})
    if former.empty:
        return own.reset_index(drop=True), former
    ids = dict.fromkeys(standing.get(each, each) for each in own["observation_id"])
    rows = record.set_index("observation_id", drop=False).loc[list(ids)]
    return rows.reset_index(drop=True), former.reset_index(drop=True)


def look_up(table: pd.DataFrame, key: str, former: pd.DataFrame) -> pd.DataFrame:
    """Give a table in which a figure is found by its own place and by those that it had before.

    Parameters
    ----------
    table
        (R rows) of observations or targets that stand.
    key
        Its column with the ids of the figures.
    former
        (F rows) as `put_in_place` gives them.

    Returns
    -------
    DataFrame
        The rows with ``standing_id``, their ids; below them one more for each place that a figure
        had before, in which only that place and the id are the former ones.
    """
    own = table.assign(**{STANDING: table[key]})
    if former.empty:
        return own
    placed = [name for name in _PLACE if name in table.columns]
    before = former[[STANDING, *placed]].assign(**{key: former["observation_id"]})
    again = own.drop(columns=[key, *placed]).merge(before, on=STANDING, validate="one_to_many")
    return pd.concat([own, again[own.columns]], ignore_index=True)
