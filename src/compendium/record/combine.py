"""The cleaned sources and the vocabularies joined to the tables of the contract."""

from __future__ import annotations

from base64 import b64decode
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from compendium.audit.build import build_audit
from compendium.audit.comparisons import Specifications
from compendium.contract.check import check_tables
from compendium.contract.columns import Coded
from compendium.contract.plain import list_texts, to_frame
from compendium.contract.tables import BY_NAME, TABLES
from compendium.errors import CompendiumError, Report
from compendium.record.revisions import supersede
from compendium.record.targets import build_targets
from compendium.record.vocabulary import Vocabularies, Vocabulary

_COUNTED = ("n_observations", "n_projects")
# What a figure's print says of its precision goes to the audit, and is no column of the CSV.
_BOUNDS = {"observations": ["least", "most"]}
_PER_SOURCE = {
    name: [c for c in BY_NAME[name].columns if c not in _COUNTED] + _BOUNDS.get(name, [])
    for name in ("plans", "tables", "observations", "projects")
}
"""Table that is joined from the sources → the columns that these give."""
Arrays = Mapping[str, np.ndarray]
"""A table of one source: column → the texts of its rows."""


def combine(
    records: Iterable[Mapping[str, Any]],
    vocabularies: Vocabularies,
    specifications: Specifications = Specifications(),  # noqa: B008 (a frozen value)
    kept: pd.DataFrame | None = None,
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
    kept
        Rows of an earlier audit that may stay as they are; see `compendium.record.kept`.

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
    frames["audit"] = build_audit(measured, specifications, vocabularies.terms, kept)
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
    sources = sorted(_read_records(records), key=lambda each: list(each["plans"]["plan_id"]))
    gathered = {name: _join([each.pop(name) for each in sources]) for name in _PER_SOURCE}
    observations = supersede(gathered["observations"], gathered["plans"])
    tables, projects = gathered["tables"], gathered["projects"]
    counted = zip(_COUNTED, (observations, projects), strict=True)
    indicators = to_frame(vocabularies.indicators.rows.values(), BY_NAME["indicators"].columns)
    return {
        **gathered,
        "observations": observations,
        "tables": tables.assign(**{name: _count_rows(rows, tables) for name, rows in counted}),
        "places": to_frame(vocabularies.places.rows.values(), BY_NAME["places"].columns),
        "indicators": indicators,
        "entities": to_frame(
            _join_entities(vocabularies.entities, projects), BY_NAME["entities"].columns
        ),
        "targets": build_targets(observations, gathered["plans"], indicators),
    }


def _refuse(problems: Sequence[CompendiumError]) -> None:
    if problems:
        raise Report("data/clean", tuple(problems))


def _read_records(records: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Arrays]]:
    """Give the columns that are joined, source by source; equal texts of a column are one object.

    A figure's row has few texts of its own: with a copy each of all others, a large record would
    take several times the memory.
    """
    kept: dict[str, dict[str, str]] = defaultdict(dict)
    for record in records:
        yield {
            name: {
                column: _take(record[name][column], kept[column], column in (key, "locator"))
                for column in columns
            }
            for name, columns in _PER_SOURCE.items()
            for key in [BY_NAME[name].key]
        }


def _take(column: list[str] | Coded, kept: dict[str, str], unique: bool) -> np.ndarray:
    """Give the texts of a column; those which other rows may have, too, as the object kept."""
    if isinstance(column, list):
        return np.array(column if unique else _keep(column, kept), dtype=object)
    codes = np.frombuffer(b64decode(column["codes"]), dtype="<u4")
    texts: np.ndarray = np.array(_keep(column["texts"], kept), dtype=object)[codes]
    return texts


def _keep(texts: list[str], kept: dict[str, str]) -> list[str]:
    return list(map(kept.setdefault, texts, texts))


def _join(parts: Sequence[Arrays]) -> pd.DataFrame:
    joined = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    return pd.DataFrame(joined, dtype=object, copy=False)


def _count_rows(rows: pd.DataFrame, tables: pd.DataFrame) -> list[str]:
    counts = Counter(list_texts(rows["table_id"]))
    return [str(counts[each]) for each in list_texts(tables["table_id"])]


def _join_entities(entities: Vocabulary, projects: pd.DataFrame) -> Iterator[dict[str, str]]:
    """Give the entities that projects name, with how often and in which plans."""
    named: dict[str, list[str]] = defaultdict(list)
    columns = (list_texts(projects[name]) for name in ("entity_id", "plan_id"))
    for entity_id, plan_id in zip(*columns, strict=True):
        named[entity_id].append(plan_id)
    for entity_id, plans in sorted(named.items()):
        # What the vocabulary does not have, the contract's check names.
        if entity_id in entities.rows:
            counts = {"mentions": str(len(plans)), "plans": "|".join(sorted({*plans}))}
            yield {**entities.rows[entity_id], **counts}
