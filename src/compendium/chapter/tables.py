"""The tables of one chapter: what its plans print, with names in its language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from compendium.chapter.language import Words
from compendium.chapter.provenance import find_ids, note
from compendium.chapter.standing import STANDING, look_up, put_in_place
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
        The plans that it reads, as `compendium.load` gives them, and those that revised them.
    observations
        (R rows) of these plans, of the kinds of source that the chapter asked for. A figure that
        was revised is left out, and the one that stands is in its place.
    former
        (F rows) those that were left out, each with the id of what stands (``standing_id``).
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
    former: pd.DataFrame
    tables: pd.DataFrame
    indicators: pd.DataFrame
    places: pd.DataFrame

    @cached_property
    def targets(self) -> pd.DataFrame:
        """(T rows) of ``targets.csv``: each target with its baseline, and what lies between."""
        targets = load("targets", self.data_dir)
        place = {each: n for n, each in enumerate(self.observations["observation_id"])}
        own = targets[targets["target_id"].isin(list(place))]
        return own.sort_values(
            "target_id", key=lambda ids: ids.map(place), kind="stable", ignore_index=True
        )

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
            # Of all: what came of a target may stand in a source that the chapter does not read.
            "plan_id": _names(load("plans", self.data_dir), "plan_id", f"short_{self.lang}"),
            **name_values(self.lang),
        }

    def order_plans(self, plans: Sequence[str]) -> list[str]:
        """Give plans in their order, each before the documents that revised it for this chapter."""
        revised = dict(zip(self.plans["plan_id"], self.plans["revises"].fillna(""), strict=True))
        ordered = list(plans)
        for plan, before in revised.items():
            if plan not in ordered:
                place = ordered.index(before) + 1 if before in ordered else len(ordered)
                ordered.insert(place, plan)
        return ordered

    def name_indicators(self, ids: pd.Series) -> pd.Series:
        """Give the names of indicators (R ids) in the chapter's language."""
        return ids.map(self.names["indicator_id"])

    def name_places(self, ids: pd.Series) -> pd.Series:
        """Give the names of places (R ids) in the chapter's language."""
        return ids.map(self.names["place_id"])

    def name_plans(self, ids: pd.Series) -> pd.Series:
        """Give the short names of plans (R ids) in the chapter's language."""
        return ids.map(self.names["plan_id"])

    @cached_property
    def _places_of_figures(self) -> pd.DataFrame:
        return look_up(self.observations, "observation_id", self.former)

    def find(self, **wanted: str) -> Mapping[str, Any]:
        """Give the one observation with these values in these columns.

        Asked for by the place of a figure that was revised, it is the one that stands.

        Raises
        ------
        ChapterError
            If there is not exactly one.
        """
        return self._only(self.observations, "observation_id", wanted)

    def find_pair(self, **wanted: str) -> Mapping[str, Any]:
        """Give the one target, with its baseline, that has these values in these columns.

        Raises
        ------
        ChapterError
            If there is not exactly one.
        """
        return self._only(self.pairs, "target_id", wanted)

    def find_pairs(self, **wanted: str | Iterable[str]) -> pd.DataFrame:
        """Give the targets (T rows of `pairs`) with one of these values in each of these columns.

        A target that was revised is found by where it stood, and is the one that stands.
        """
        return self._all(self.pairs, "target_id", wanted)

    def _all(
        self, table: pd.DataFrame, key: str, wanted: Mapping[str, str | Iterable[str]]
    ) -> pd.DataFrame:
        known = look_up(table, key, self.former)
        for column, values in wanted.items():
            listed = isinstance(values, Iterable) and not isinstance(values, str)
            known = known[known[column].isin([*values] if listed else [values])]
        return table[table[key].isin(known[STANDING])].reset_index(drop=True)

    def _only(self, table: pd.DataFrame, key: str, wanted: Mapping[str, str]) -> Mapping[str, Any]:
        found = self._all(table, key, wanted)
        if len(found) != 1:
            plans = ", ".join(self.plans["plan_id"])
            raise ChapterError(
                self.name, f"{len(found)} rows of {plans} have {wanted}; one was expected"
            )
        row: dict[str, Any] = {str(key): value for key, value in found.iloc[0].items()}
        note(find_ids(row))
        return row


def read_tables(
    name: str,
    *,
    plans: Sequence[str] | None,
    lang: str,
    data_dir: str | None,
    source_kinds: Sequence[str],
    superseded: bool = False,
) -> dict[str, Any]:
    """Read the tables of a chapter: the fields of `Tables`; see `open_chapter`."""
    choose(lang, en="", zh="")
    if unknown := sorted(set(source_kinds) - set(SOURCE_KINDS)):
        raise UnknownNameError("kind of source", unknown[0], SOURCE_KINDS)
    observations, known = load("observations", data_dir), load("plans", data_dir)
    places = load("places", data_dir)
    wanted = list(known.loc[known["kind"] == "plan", "plan_id"]) if plans is None else list(plans)
    printed = known["plan_id"].isin(observations["plan_id"])
    if plans is not None and (missing := sorted({*wanted} - {*known.loc[printed, "plan_id"]})):
        raise ChapterError(name, f"no observation of the plan {', '.join(missing)}")
    own = observations[
        observations["source_kind"].isin(source_kinds) & observations["plan_id"].isin(wanted)
    ].reset_index(drop=True)
    own, former = (
        (own, own.iloc[:0].assign(**{STANDING: ""}))
        if superseded
        else put_in_place(own, observations)
    )
    # A revision brings the figures that it revised, and its name.
    chosen = known[known["plan_id"].isin([*wanted, *own["plan_id"]])].reset_index(drop=True)
    return {
        "name": name,
        "lang": lang,
        "data_dir": data_dir,
        "words": Words.over(Wording.of(load_terms(data_dir), lang), known, places),
        "plans": chosen,
        "observations": own,
        "former": former,
        "tables": _of_plans(load("tables", data_dir), chosen),
        "indicators": load("indicators", data_dir),
        "places": places,
    }


def _of_plans(rows: pd.DataFrame, plans: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["plan_id"].isin(plans["plan_id"])].reset_index(drop=True)


def _names(table: pd.DataFrame, key: str, column: str) -> dict[str, str]:
    return dict(zip(table[key], table[column], strict=True))
