"""A chapter as its notebook uses it: rows and marks, figures, tables, claims and words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property, partial
from typing import Any, Unpack

import pandas as pd

from compendium.chapter.catalogue import find_catalogue, read_catalogue
from compendium.chapter.chart import Chart, show_chart
from compendium.chapter.claims import check_not_printed
from compendium.chapter.figure import check_length, published, readable, trace
from compendium.chapter.html import Html
from compendium.chapter.origins import Origins, name_origins
from compendium.chapter.outcomes import (
    arrange_marks,
    draw_outcomes,
    label_targets,
    list_outcomes,
    say_outcomes,
    say_results,
    say_waiting,
    select_targets,
)
from compendium.chapter.prose import glue
from compendium.chapter.rows import Filters, read_filters
from compendium.chapter.selection import Selection
from compendium.chapter.table import Table, list_rows, make_table, target_facts
from compendium.chapter.target_table import show_targets
from compendium.contract.load import load
from compendium.errors import ChapterError, ChartError
from compendium.printed.wording import describe_rows


class Chapter(Selection):
    """One chapter, in one language: its tables, rows and marks, and what is shown of them."""

    @cached_property
    def _catalogue(self) -> Mapping[str, str]:
        return read_catalogue(find_catalogue(self.name, self.lang))

    @cached_property
    def _origins(self) -> Origins:
        # Of the whole record: a target's baseline may be another plan's, or of another kind.
        return Origins(*map(self._load, ("observations", "projects", "audit")))

    @cached_property
    def _load(self) -> Callable[[str], pd.DataFrame]:
        """Load a table of the whole record, each once: every figure asks for some."""
        return cache(lambda name: load(name, self.data_dir))

    def translate(self, template: str, /, **named: object) -> str:
        """Give words in the chapter's language, with what the placeholders stand for.

        A notebook calls it ``_``; what has no translation stays as it is.

        Raises
        ------
        ChapterError
            If a placeholder stands for nothing.
        """
        words = self._catalogue.get(template, template)
        try:
            return words.format_map(named)
        except (KeyError, IndexError, ValueError) as error:
            raise ChapterError(self.name, f"cannot fill {words!r}: no value for {error}") from error

    def figure(
        self,
        chart_id: str,
        data: pd.DataFrame,
        form: Callable[..., Any],
        *,
        topic: str,
        title: str,
        finding: str,
        alt: str,
        note: str = "",
        table: pd.DataFrame | None = None,
        **options: Any,
    ) -> Chart:
        """Show a figure: its sources, its download and its rows come from the ids of its data.

        Parameters
        ----------
        chart_id
            Its id within the chapter.
        data
            Marks, or rows with a column of ids (``observation_id``, ``project_id`` …).
        form
            Called as ``form(data, width, words=…, **options)`` for 680 and 340 pixels.
        topic, title, finding, alt, note
            What it is about and in which unit; what it shows; how much, compared with what, how
            sure; what a reader who cannot see it needs; how things were compared.
        table
            What the page's table shows in place of ``data``, with ids too: for many rows, counts.

        Raises
        ------
        ChartError
            If a text is missing, or the data has no ids, or an id of no row.
        """
        name = f"{self.name}-{chart_id}"
        if not topic.strip():
            raise ChartError(name, "topic is empty")
        traced = trace(data, self._origins, name)
        origins = [origin for found in traced for origin in found]
        listed = data if table is None else table
        check_length(listed, name)
        return show_chart(
            partial(form, data, words=self.words, **options),
            chart_id=name,
            topic=topic,
            title=title,
            finding=finding,
            alt=alt,
            note=note,
            sources=name_origins(origins, self._load("tables"), self._load("plans"), self.lang),
            data=published(data, traced),
            table=readable(listed, self.names, self.lang),
            rows=[
                [origin.part() for origin in found]
                for found in (traced if table is None else trace(table, self._origins, name))
            ],
            lang=self.lang,
        )

    def not_printed(
        self,
        what: str,
        *,
        key: str = "",
        says: str = "",
        mentioning: str | Iterable[str] = (),
        **filters: Unpack[Filters],
    ) -> None:
        """Claim that no plan of the record prints something; if one does, the chapter is a draft.

        Parameters
        ----------
        what
            What is not printed, in words.
        key, says
            The prose says ``says`` by the glued name ``not-printed-<key>``.
        mentioning
            Texts of which the printed name of a figure's subject has at least one.

        Raises
        ------
        ChapterError
            If nothing was asked for; if such a row exists, and no notebook runs.
        """
        wanted = read_filters(filters, chapter=self.name)
        check_not_printed(what, wanted, mentioning=mentioning, load=self._load, chapter=self.name)
        if bool(key) != bool(says):
            raise ChapterError(self.name, f"the claim {what!r} needs both key and says, or neither")
        if key:
            glue({f"not-printed-{key}": says})

    def table(self, table_id: str, data: pd.DataFrame, *, caption: str) -> Table:
        """Show marks, or rows with a column of ids, as a table that can be downloaded.

        Parameters
        ----------
        table_id
            Its id within the chapter.
        data
            As `figure` takes it.
        caption
            One sentence that says what the table has.

        Raises
        ------
        ChartError
            If a row has no id, or an id of no row.
        """
        name = f"{self.name}-{table_id}"
        traced = trace(data, self._origins, name)
        whole, shown = published(data, traced), readable(data, self.names, self.lang)
        return make_table(name, whole, shown, traced, caption=caption, lang=self.lang)

    def show_targets(self, pairs: pd.DataFrame, table_id: str = "targets") -> Table:
        """Show targets (T rows of `pairs`) as a table; see `show_targets`."""
        shown = show_targets(pairs, self.names["indicator_id"], self.names["plan_id"], self.words)
        name = f"{self.name}-{table_id}"
        traced = trace(pairs, self._origins, name)
        whole = published(target_facts(pairs), traced)
        return Table(name, shown, whole, list_rows(traced), self.lang)

    def show_outcomes(self) -> Chart | Table | Html:
        """Show what came of the chapter's targets: a figure with its table, or how many wait.

        What has no length on a scale (a rank, a class, what fell below zero) is in the table only.
        """
        own = select_targets(self.targets, self.observations, self.name)
        told = own[own["outcome_id"].notna()].reset_index(drop=True)
        if told.empty:
            return say_waiting(own, self.lang)
        figures = self._load("observations").set_index("observation_id", drop=False)
        labels = label_targets(told, self.names, self.lang)
        listed = list_outcomes(told, figures, self.names, self.words)
        waiting = int((own["outcome_id"].isna() & own["target_year"].notna()).sum())
        said = say_outcomes(told, waiting, self.lang)
        sides = [
            self.marks(figures.loc[told[key]].reset_index(drop=True)).assign(label=labels)
            for key in ("outcome_id", "target_id")
        ]
        marks = arrange_marks(pd.concat(sides, ignore_index=True))
        if marks.empty:
            return self.table("outcomes", listed, caption=f"{said['title']}.")
        results = say_results(told, labels, self.lang)
        shown = {label: results[label] for label in dict.fromkeys(marks["label"])}
        return self.figure(
            "outcomes", marks, draw_outcomes, **said, annotate=shown, table=listed,
            alt=describe_rows(shown, shown.values(), self.lang),
        )  # fmt: skip
