"""What a chapter reads: the clean tables of its plans, with names and sources in its language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import myst_nb
import pandas as pd

from compendium.chapter.chart import Chart, show_chart
from compendium.chapter.drawing import Draw
from compendium.chapter.html import Html
from compendium.chapter.inert import one_line
from compendium.chapter.show import name_sources
from compendium.chapter.target_table import show_targets
from compendium.chapter.targets import pair_targets
from compendium.contract.enums import SOURCE_KINDS
from compendium.contract.load import load, load_terms
from compendium.errors import ChapterError, UnknownNameError
from compendium.printed.wording import Wording, choose


@dataclass(frozen=True)
class Chapter:
    """The data of one chapter, in one language: what its plans print, and nothing of others.

    Attributes
    ----------
    name, lang
        The chapter's name, and ``en`` or ``zh``.
    data_dir
        The folder of the clean tables.
    words
        How figures are said in its language.
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
    data_dir: str
    words: Wording
    plans: pd.DataFrame
    observations: pd.DataFrame
    tables: pd.DataFrame
    indicators: pd.DataFrame
    places: pd.DataFrame

    @cached_property
    def pairs(self) -> pd.DataFrame:
        """(T rows) targets beside their baselines, see `pair_targets`."""
        targets = load("targets", self.data_dir)
        own = targets["target_id"].isin(self.observations["observation_id"])
        return pair_targets(load("observations", self.data_dir), targets[own])

    @cached_property
    def projects(self) -> pd.DataFrame:
        """(P rows) what the plans name in boxes and lists."""
        return _of_plans(load("projects", self.data_dir), self.plans)

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

    def say(self, *, en: str, zh: str) -> str:
        """Give the text of the chapter's language."""
        return choose(self.lang, en=en, zh=zh)

    def name_indicators(self, ids: pd.Series) -> pd.Series:
        """Give the names of indicators (R ids) in the chapter's language."""
        return ids.map(_names(self.indicators, "indicator_id", f"name_{self.lang}"))

    def name_places(self, ids: pd.Series) -> pd.Series:
        """Give the names of places (R ids) in the chapter's language."""
        return ids.map(_names(self.places, "place_id", f"name_{self.lang}"))

    def name_plans(self, ids: pd.Series) -> pd.Series:
        """Give the short names of plans (R ids) in the chapter's language."""
        return ids.map(_names(self.plans, "plan_id", f"short_{self.lang}"))

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

    def show_targets(self, pairs: pd.DataFrame) -> Html:
        """Show targets (T rows of `pairs`) as a table; see `show_targets`."""
        return show_targets(
            pairs,
            _names(self.indicators, "indicator_id", f"name_{self.lang}"),
            _names(self.plans, "plan_id", f"short_{self.lang}"),
            self.words,
        )

    def show_chart(
        self,
        draw: Draw,
        *,
        chart_id: str,
        title: str,
        finding: str,
        alt: str,
        tables: Sequence[str],
        data: pd.DataFrame,
        topic: str = "",
    ) -> Chart:
        """Show a chart that draws on ``tables`` (ids); see `show_chart`.

        Raises
        ------
        ChapterError
            If a table stands in none of the chapter's plans.
        """
        known = tuple(self.tables["table_id"])
        for table_id in tables:
            if table_id not in known:
                plans = ", ".join(self.plans["plan_id"])
                raise ChapterError(
                    self.name, f"no table {table_id!r} in the plans it declares ({plans})"
                )
        sources = name_sources(tables, self.tables, self.plans, self.lang)
        return show_chart(
            draw,
            chart_id=f"{self.name}-{chart_id}",
            title=title,
            finding=finding,
            alt=alt,
            sources=sources,
            data=data,
            topic=topic,
            lang=self.lang,
        )


def open_chapter(
    name: str,
    *,
    plans: Sequence[str],
    lang: str,
    data_dir: str,
    source_kinds: Sequence[str] = SOURCE_KINDS,
) -> Chapter:
    """Read what a chapter reads.

    Parameters
    ----------
    name
        The chapter's name; chart ids begin with it.
    plans
        The plans it reads. The notebook lists them once, as ``PLANS``; the build reads that list
        to know what depends on what, so nothing of another plan is given.
    lang
        ``en`` or ``zh``.
    data_dir
        The folder of the clean tables.
    source_kinds
        Which figures: of indicator tables (``table``), boxes (``box``) or sentences (``text``);
        all unless given.

    Raises
    ------
    ValueError
        If the language is unknown.
    ChapterError
        If a plan has no observation, or is not in the tables.
    UnknownNameError
        If a kind of source is unknown.
    """
    choose(lang, en="", zh="")
    if unknown := sorted(set(source_kinds) - set(SOURCE_KINDS)):
        raise UnknownNameError("kind of source", unknown[0], SOURCE_KINDS)
    observations = load("observations", data_dir)
    if missing := sorted(set(plans) - set(observations["plan_id"])):
        raise ChapterError(name, f"no observation of the plan {', '.join(missing)}")
    known = load("plans", data_dir)
    chosen = known[known["plan_id"].isin(plans)].reset_index(drop=True)
    observations = observations[observations["source_kind"].isin(source_kinds)]
    return Chapter(
        name=name,
        lang=lang,
        data_dir=data_dir,
        words=Wording.of(load_terms(data_dir), lang),
        plans=chosen,
        observations=_of_plans(observations, chosen),
        tables=_of_plans(load("tables", data_dir), chosen),
        indicators=load("indicators", data_dir),
        places=load("places", data_dir),
    )


def glue(texts: Mapping[str, str]) -> None:
    """Make texts computed from the data available to the prose, by name."""
    for name, text in texts.items():
        myst_nb.glue(name, one_line(text), display=False)


def _of_plans(rows: pd.DataFrame, plans: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["plan_id"].isin(plans["plan_id"])].reset_index(drop=True)


def _names(table: pd.DataFrame, key: str, column: str) -> pd.Series[Any]:
    return table.set_index(key)[column]
