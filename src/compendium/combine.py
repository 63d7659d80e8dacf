"""The cleaned sources and the vocabularies joined to the tables of the contract."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from compendium.check import check_tables
from compendium.errors import Report
from compendium.schema import TABLES
from compendium.vocab import Vocabularies, Vocabulary


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
    observations = _gather(records, "observations")
    projects = _gather(records, "projects")
    frames = {
        "plans": pd.DataFrame([record["plan"] for record in records]),
        "tables": _gather(records, "tables").assign(
            n_observations=_counter(observations), n_projects=_counter(projects)
        ),
        "places": pd.DataFrame(list(vocabularies.places.rows.values())),
        "indicators": pd.DataFrame(list(vocabularies.indicators.rows.values())),
        "observations": observations,
        "projects": projects,
        "entities": _join_entities(vocabularies.entities, projects),
    }
    frames = {table.name: frames[table.name][table.columns] for table in TABLES}
    if problems := check_tables(frames):
        raise Report("data/clean", problems)
    return frames


def _gather(records: Sequence[Mapping[str, Any]], name: str) -> pd.DataFrame:
    table = next(each for each in TABLES if each.name == name)
    rows = [row for record in records for row in record[name]]
    return pd.DataFrame(rows, columns=None if rows else table.columns)


def _counter(rows: pd.DataFrame) -> Callable[[pd.DataFrame], pd.Series[str]]:
    counts = rows.groupby("table_id").size()
    return lambda tables: tables["table_id"].map(counts).fillna(0).astype(int).astype(str)


def _join_entities(entities: Vocabulary, projects: pd.DataFrame) -> pd.DataFrame:
    """Give the entities that projects name, with how often and in which plans."""
    named = projects[projects["entity_id"] != ""].groupby("entity_id")["plan_id"]
    counts = pd.DataFrame(
        {
            "mentions": named.size().astype(str),
            "plans": named.agg(lambda plans: "|".join(sorted(set(plans)))),
        }
    )
    rows = pd.DataFrame(list(entities.rows.values()))
    return rows.merge(
        counts, how="inner", left_on="entity_id", right_index=True, validate="one_to_one"
    ).sort_values("entity_id")
