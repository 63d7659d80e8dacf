"""The cleaned sources and the vocabularies joined to the tables of the contract."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from compendium.audit.build import build_audit
from compendium.audit.comparisons import Specifications
from compendium.contract.check import check_tables
from compendium.contract.plain import to_frame
from compendium.contract.tables import TABLES
from compendium.errors import CompendiumError, Report
from compendium.record.revisions import supersede
from compendium.record.targets import build_targets
from compendium.record.vocabulary import Vocabularies, Vocabulary

_PER_SOURCE = ("plans", "tables", "observations", "projects")
_COUNTED = ("n_observations", "n_projects")
# What a figure's print says of its precision goes to the audit, and is no column of the CSV.
_BOUNDS = {"observations": ["least", "most"]}


def combine(
    records: Iterable[Mapping[str, Any]],
    vocabularies: Vocabularies,
    specifications: Specifications = Specifications(),  # noqa: B008 (a frozen value)
) -> dict[str, pd.DataFrame]:
    """Join cleaned sources to the tables of the contract, checked.

    Parameters
    ----------
    records
        One plain record a source, as `Cleaned.as_record` gives it; any order. They are taken one
        after the other, so that an iterator need not hold them all.
    vocabularies
        The names they were cleaned with.
    specifications
        The declared comparisons of the audit; without them only figures that are printed twice are
        compared.

    Returns
    -------
    dict
        Table name → frame of texts (R rows), in the order and with the columns of the contract.

    Raises
    ------
    Report
        With every row that breaks the contract, or with every entry of the audit that cannot be
        worked out.
    """
    measured = gather(records, vocabularies)
    frames = {
        table.name: measured[table.name][table.columns] for table in TABLES if table.name != "audit"
    }
    _refuse(check_tables(frames, vocabularies.terms, without=("audit",)))
    checked = tuple(frames)
    frames["audit"] = build_audit(measured, specifications, vocabularies.terms)
    _refuse(check_tables(frames, vocabularies.terms, without=checked))
    return frames


def gather(
    records: Iterable[Mapping[str, Any]], vocabularies: Vocabularies
) -> dict[str, pd.DataFrame]:
    """Join cleaned sources and vocabularies, not yet checked; see `combine`.

    Returns
    -------
    dict
        Table name → frame of texts, without the audit; ``observations`` has two columns more,
        ``least`` and ``most``, the bounds of each figure's print.
    """
    sources = sorted(map(_read_record, records), key=lambda each: str(each["plans"].iat[0, 0]))
    gathered = {
        # What is joined need not be held twice.
        name: pd.concat([source.pop(name) for source in sources], ignore_index=True)
        for name in _PER_SOURCE
    }
    observations = supersede(gathered["observations"], gathered["plans"])
    projects = gathered["projects"]
    indicators = pd.DataFrame(list(vocabularies.indicators.rows.values()))
    return {
        **gathered,
        "observations": observations,
        "tables": gathered["tables"].assign(
            n_observations=_counter(observations), n_projects=_counter(projects)
        ),
        "places": pd.DataFrame(list(vocabularies.places.rows.values())),
        "indicators": indicators,
        "entities": _join_entities(vocabularies.entities, projects),
        "targets": build_targets(observations, gathered["plans"], indicators),
    }


def _refuse(problems: Sequence[CompendiumError]) -> None:
    if problems:
        raise Report("data/clean", tuple(problems))


def _read_record(record: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    """Give one source's rows as frames, which are far smaller than its plain record."""
    return {
        table.name: to_frame(
            [record["plan"]] if table.name == "plans" else record[table.name],
            [c for c in table.columns if c not in _COUNTED] + _BOUNDS.get(table.name, []),
        )
        for table in TABLES
        if table.name in _PER_SOURCE
    }


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
