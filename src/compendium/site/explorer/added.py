"""What the explorer shows of a row beside its columns: where it stands, and its figure in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd

from compendium.printed.wording import is_missing
from compendium.site.addresses import Addresses
from compendium.site.page_values import Record

JOIN = "|"
"""What stands between the values of one cell."""

Column = list[str]
"""One text a row; empty where there is none."""


def _pages(addresses: Mapping[str, str], ids: Iterable[object]) -> Column:
    """Give the page that each row stands on, where its anchor is its id; empty without an id."""
    return ["" if is_missing(each) else addresses[str(each)].partition("#")[0] for each in ids]


def _add_to_figures(record: Record, addresses: Addresses) -> dict[str, Column]:
    rows = record.observations
    return {
        "page": _pages(addresses.rows, rows["observation_id"]),
        "said": _say(record, rows),
    }


def _add_to_targets(record: Record, addresses: Addresses) -> dict[str, Column]:
    targets = record.targets
    found = record.observations.set_index("observation_id", drop=False)
    own = found.loc[targets["target_id"]]
    said = dict(zip(found.index, _say(record, found), strict=True))
    return {
        "page": _pages(addresses.rows, targets["target_id"]),
        "baseline_page": _pages(addresses.rows, targets["baseline_id"]),
        "said": [said[each] for each in targets["target_id"]],
        "baseline_said": ["" if is_missing(key) else said[key] for key in targets["baseline_id"]],
        **{
            name: ["" if is_missing(value) else str(value) for value in own[name]]
            for name in ("printed", "indicator_zh", "chapter", "table_id", "section_zh")
        },
    }


def _add_to_projects(record: Record, addresses: Addresses) -> dict[str, Column]:
    rows = record.projects
    return {
        "page": _pages(addresses.rows, rows["project_id"]),
        "entity_page": _pages(addresses.entities, rows["entity_id"]),
    }


def _add_to_entities(record: Record, addresses: Addresses) -> dict[str, Column]:
    rows = record.projects
    named = rows[~rows["entity_id"].map(is_missing)].groupby("entity_id")["chapter"].unique()
    return {
        "page": _pages(addresses.entities, record.entities["entity_id"]),
        "chapter": [
            JOIN.join(sorted(map(str, named.get(each, ()))))
            for each in record.entities["entity_id"]
        ],
    }


def list_rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Give the rows of a table, each as its values by column."""
    return [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]


def _say(record: Record, rows: pd.DataFrame) -> Column:
    return [record.words.say_figure(row) for row in list_rows(rows)]


ADD: Mapping[str, Callable[[Record, Addresses], dict[str, Column]]] = {
    "figures": _add_to_figures,
    "targets": _add_to_targets,
    "projects": _add_to_projects,
    "entities": _add_to_entities,
}
"""Name of a set → what gives the columns beside those of its table, by their names."""
