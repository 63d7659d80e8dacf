"""The tables of one chapter: what its plans print, with names in its language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from compendium.chapter.language import Words
from compendium.chapter.targets import pair_targets
from compendium.chapter.terms import name_values
from compendium.contract.enums import SOURCE_KINDS
from compendium.contract.load import load, load_terms
from compendium.errors import ChapterError, UnknownNameError
from compendium.printed.wording import Wording, choose


@dataclass(frozen=True)
class Tables:
    """The data of one chapter, in one language: what its plans print, and nothing of others.

    Attributes
    ----------
    name, lang
        The chapter's name, and ``en`` or ``zh``.
    data_dir
        The folder of the clean tables, or its address.
    words
        How figures are said in its language, and the record's names, hues and tiles.
    plans
        The plans that it reads, as `compendium.load` gives them.
    observations
        (R rows) of these plans, of the kinds of source that the chapter asked for.
    tables
        The tables and boxes of these plans.
    indicators, places
        The other clean tables, whole.
    """

    name: str
    lang: str
    data_dir: str | None
    words: Words
    plans: pd.DataFrame
    observations: pd.DataFrame
    tables: pd.DataFrame
    indicators: pd.DataFrame
    places: pd.DataFrame

    @cached_property
    def targets(self) -> pd.DataFrame:
        """(T rows) of ``targets.csv``: each target with its baseline, and what lies between."""
        targets = load("targets", self.data_dir)
        own = targets["target_id"].isin(self.observations["observation_id"])
        return targets[own].reset_index(drop=True)

    @cached_property
    def pairs(self) -> pd.DataFrame:
        """(T rows) targets beside their baselines, see `pair_targets`."""
        return pair_targets(load("observations", self.data_dir), self.targets)

    @cached_property
    def projects(self) -> pd.DataFrame:
        """(P rows) what the plans name in boxes and lists; ``label`` is its name to be shown."""
        projects = _of_plans(load("projects", self.data_dir), self.plans)
        return projects.assign(label=projects[f"name_{self.lang}"])

    @cached_property
    def entities(self) -> pd.DataFrame:
        """(E rows) the real things that these projects are."""
        entities = load("entities", self.data_dir)
        return entities[entities["entity_id"].isin(self.projects["entity_id"])].reset_index(
            drop=True
        )

    @cached_property
    def audit(self) -> pd.DataFrame:
        """(A rows) comparisons in which no other plan takes part."""
        audit = load("audit", self.data_dir)
        own = set(self.plans["plan_id"])
        inside = [own.issuperset(plans.split("|")) for plans in audit["plan_ids"]]
        return audit[inside].reset_index(drop=True)

    @cached_property
    def names(self) -> Mapping[str, Mapping[str, str]]:
        """What ids are called in the chapter's language, by the name of their column."""
        return {
            "indicator_id": _names(self.indicators, "indicator_id", f"name_{self.lang}"),
            "place_id": _names(self.places, "place_id", f"name_{self.lang}"),
            "plan_id": _names(self.plans, "plan_id", f"short_{self.lang}"),
            **name_values(self.lang),
        }

    def name_indicators(self, ids: pd.Series) -> pd.Series:
        """Give the names of indicators (R ids) in the chapter's language."""
        return ids.map(self.names["indicator_id"])

    def name_places(self, ids: pd.Series) -> pd.Series:
        """Give the names of places (R ids) in the chapter's language."""
        return ids.map(self.names["place_id"])

    def name_plans(self, ids: pd.Series) -> pd.Series:
        """Give the short names of plans (R ids) in the chapter's language."""
        return ids.map(self.names["plan_id"])

    def find(self, **wanted: str) -> Mapping[str, Any]:
        """Give the one observation with these values in these columns.

        Raises
        ------
        ChapterError
            If there is not exactly one.
        """
        return self._only(self.observations, wanted)

    def find_pair(self, **wanted: str) -> Mapping[str, Any]:
        """Give the one target, with its baseline, that has these values in these columns.

        Raises
        ------
        ChapterError
            If there is not exactly one.
        """
        return self._only(self.pairs, wanted)

    def _only(self, table: pd.DataFrame, wanted: Mapping[str, str]) -> Mapping[str, Any]:
        for column, value in wanted.items():
            table = table[table[column] == value]
        if len(table) != 1:
            plans = ", ".join(self.plans["plan_id"])
            raise ChapterError(
                self.name, f"{len(table)} rows of {plans} have {wanted}; one was expected"
            )
        row: dict[str, Any] = {str(key): value for key, value in table.iloc[0].items()}
        return row


def read_tables(
    name: str,
    *,
    plans: Sequence[str] | None,
    lang: str,
    data_dir: str | None,
    source_kinds: Sequence[str],
) -> dict[str, Any]:
    """Read the tables of a chapter: the fields of `Tables`; see `open_chapter`."""
    choose(lang, en="", zh="")
    if unknown := sorted(set(source_kinds) - set(SOURCE_KINDS)):
        raise UnknownNameError("kind of source", unknown[0], SOURCE_KINDS)
    observations, known = load("observations", data_dir), load("plans", data_dir)
    places = load("places", data_dir)
    wanted = list(known["plan_id"]) if plans is None else list(plans)
    printed = known["plan_id"].isin(observations["plan_id"])
    if plans is not None and (missing := sorted({*wanted} - {*known.loc[printed, "plan_id"]})):
        raise ChapterError(name, f"no observation of the plan {', '.join(missing)}")
    chosen = known[known["plan_id"].isin(wanted)].reset_index(drop=True)
    observations = observations[observations["source_kind"].isin(source_kinds)]
    return {
        "name": name,
        "lang": lang,
        "data_dir": data_dir,
        "words": Words.over(Wording.of(load_terms(data_dir), lang), known, places),
        "plans": chosen,
        "observations": _of_plans(observations, chosen),
        "tables": _of_plans(load("tables", data_dir), chosen),
        "indicators": load("indicators", data_dir),
        "places": places,
    }


def _of_plans(rows: pd.DataFrame, plans: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["plan_id"].isin(plans["plan_id"])].reset_index(drop=True)


def _names(table: pd.DataFrame, key: str, column: str) -> dict[str, str]:
    return dict(zip(table[key], table[column], strict=True))
