"""What a chapter reads: the clean tables of its plans, with names and sources in its language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import myst_nb
import pandas as pd

from compendium.display import name_sources
from compendium.errors import ChapterError
from compendium.figures import Draw, Figure, show_figure
from compendium.tables import load
from compendium.targets import pair_targets
from compendium.wording import choose


@dataclass(frozen=True)
class Chapter:
    """The data of one chapter, in one language.

    Attributes
    ----------
    name, lang
        The chapter's name, and ``en`` or ``zh``.
    observations
        (R rows) of the indicator tables of the plans that the chapter reads, as
        `compendium.load` gives them. Figures in sentences are not among them.
    pairs
        (T rows) targets beside their baselines, see `compendium.targets.pair_targets`.
    indicators, places, plans, tables
        The other clean tables, whole.
    """

    name: str
    lang: str
    observations: pd.DataFrame
    pairs: pd.DataFrame
    indicators: pd.DataFrame
    places: pd.DataFrame
    plans: pd.DataFrame
    tables: pd.DataFrame

    def say(self, *, en: str, zh: str) -> str:
        """Give the text of the chapter's language."""
        return choose(self.lang, en=en, zh=zh)

    def name_indicators(self, ids: pd.Series) -> pd.Series:
        """Give the names of indicators (R ids) in the chapter's language."""
        names = self.indicators.set_index("indicator_id")[self.say(en="name_en", zh="name_zh")]
        return ids.map(names)

    def name_places(self, ids: pd.Series) -> pd.Series:
        """Give the names of places (R ids) in the chapter's language."""
        names = self.places.set_index("place_id")[self.say(en="name_en", zh="name_zh")]
        return ids.map(names)

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
            raise ChapterError(self.name, f"{len(table)} rows have {wanted}; one was expected")
        row: dict[str, Any] = {str(key): value for key, value in table.iloc[0].items()}
        return row

    def show_figure(
        self,
        draw: Draw,
        *,
        figure_id: str,
        title: str,
        finding: str,
        alt: str,
        tables: Sequence[str],
        data: pd.DataFrame,
    ) -> Figure:
        """Show a figure that draws on ``tables`` (ids); see `compendium.figures.show_figure`."""
        sources = name_sources(tables, self.tables, self.plans, self.lang)
        return show_figure(
            draw,
            figure_id=f"{self.name}-{figure_id}",
            title=title,
            finding=finding,
            alt=alt,
            sources=sources,
            data=data,
            lang=self.lang,
        )


def open_chapter(name: str, *, plans: Sequence[str], lang: str, data_dir: str) -> Chapter:
    """Read what a chapter reads.

    Parameters
    ----------
    name
        The chapter's name; figure ids begin with it.
    plans
        The plans it reads: the same as in the notebook's metadata, from which the build knows
        what depends on what.
    lang
        ``en`` or ``zh``.
    data_dir
        The folder of the clean tables.

    Raises
    ------
    ValueError
        If the language is unknown.
    ChapterError
        If a plan has no observation.
    """
    choose(lang, en="", zh="")
    observations = load("observations", data_dir)
    if missing := sorted(set(plans) - set(observations["plan_id"])):
        raise ChapterError(name, f"no observation of the plan {', '.join(missing)}")
    wanted = observations["plan_id"].isin(plans) & (observations["source_kind"] == "table")
    observations = observations[wanted].reset_index(drop=True)
    return Chapter(
        name=name,
        lang=lang,
        observations=observations,
        pairs=pair_targets(observations),
        **{table: load(table, data_dir) for table in ("indicators", "places", "plans", "tables")},
    )


def glue(texts: Mapping[str, str]) -> None:
    """Make texts computed from the data available to the prose, by name."""
    for name, text in texts.items():
        myst_nb.glue(name, text, display=False)
