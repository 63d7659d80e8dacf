"""The cleaned sources and the vocabularies joined to the tables of the contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from compendium.check import check_tables
from compendium.errors import Report
from compendium.schema import TABLES
from compendium.vocab import Vocabularies


def combine(
    records: Sequence[Mapping[str, Any]], vocabularies: Vocabularies
) -> dict[str, pd.DataFrame]:
    """Join cleaned sources to the tables of the contract, checked.

    Parameters
    ----------
    records
        One plain record a source, as `Cleaned.as_record` gives it; any order.
    vocabularies
        The names they were cleaned with.

    Returns
    -------
    dict
        Table name → frame of texts (R rows), in the order and with the columns of the contract.

    Raises
    ------
    Report
        With every row that breaks the contract.
    """
    records = sorted(records, key=lambda record: str(record["plan"]["plan_id"]))
    observations = pd.DataFrame([row for record in records for row in record["observations"]])
    printed = pd.DataFrame([row for record in records for row in record["tables"]])
    frames = {
        "plans": pd.DataFrame([record["plan"] for record in records]),
        "tables": _count(printed, observations),
        "places": pd.DataFrame(list(vocabularies.places.rows.values())),
        "indicators": pd.DataFrame(list(vocabularies.indicators.rows.values())),
        "observations": observations,
    }
    frames = {table.name: frames[table.name][table.columns] for table in TABLES}
    if problems := check_tables(frames):
        raise Report("data/clean", problems)
    return frames


def _count(tables: pd.DataFrame, observations: pd.DataFrame) -> pd.DataFrame:
    counts = observations.groupby("table_id").size().rename("n_observations")
    joined = tables.merge(counts, how="left", on="table_id", validate="one_to_one")
    return joined.assign(n_observations=joined["n_observations"].fillna(0).astype(int).astype(str))
