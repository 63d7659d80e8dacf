"""The rows of a chapter, and the marks that are made from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Unpack

import pandas as pd

from compendium.chapter.computed import Facts, add_computed
from compendium.chapter.grouped import count_rows, cross_marks
from compendium.chapter.marks import make_marks
from compendium.chapter.provenance import note
from compendium.chapter.rows import Filters, select_rows
from compendium.chapter.standing import STANDING
from compendium.chapter.tables import Tables
from compendium.errors import ChapterError
from compendium.printed.wording import is_missing


class Selection(Tables):
    """The tables of a chapter, and what a notebook takes from them to be drawn."""

    def rows(self, **filters: Unpack[Filters]) -> pd.DataFrame:
        """Give the observations (R rows) that have all that is asked for, in their order.

        A figure that was revised is found by where it stood, and is the one that stands.

        ``chapter.rows(indicator="retail-sales", place=["shenzhen", "futian"])``

        Raises
        ------
        ChapterError
            If there is none, or none with one of the ids; it names the nearest.
        """
        found = select_rows(
            self.observations, filters, chapter=self.name, known=self._places_of_figures
        )
        note(found["observation_id"])
        return found

    def values(self, ids: Sequence[str]) -> list[float]:
        """Give the figures with these ids, in their order and their canonical units.

        Raises
        ------
        ChapterError
            If one is not there, or has no number.
        """
        numbers = self.rows(observation=ids).set_index("observation_id")["value_low"]
        led = dict(zip(self.former["observation_id"], self.former[STANDING], strict=True))
        found = [numbers[led.get(each, each)] for each in ids]
        if missing := [each for each, value in zip(ids, found, strict=True) if is_missing(value)]:
            raise ChapterError(self.name, f"no number in {missing[0]}")
        return [float(value) for value in found]

    def marks(
        self,
        rows: pd.DataFrame,
        *,
        label: str | Mapping[str, str] | None = None,
        panel: str | Mapping[str, str] | None = None,
        unit: str | None = None,
        scale: str | None = None,
        value: str | None = None,
        once: bool = False,
    ) -> pd.DataFrame:
        """Make the marks that a form draws (R rows, `compendium.chapter.marks.COLUMNS`).

        Parameters
        ----------
        rows
            (R rows) of `rows`, or of `targets`: then the marks are computed ones.
        label
            What a mark is called: the column whose names are taken (``place_id``, ``plan_id`` …;
            the indicator's unless given), or words by the ids of one column.
        panel
            The same for the small multiple that it stands in.
        unit
            The one unit of the chart, which its topic states: then no figure repeats it.
        scale
            What the chart counts in: ``thousand``, ``million``, ``billion`` or ``trillion``; in
            Chinese 千, 万, 亿 and 万亿.
        value
            Of targets, what is shown: ``growth_percent``, ``multiple`` or ``difference``.
        once
            One mark, with the ids of all, for what a plan prints several times.

        Raises
        ------
        ChapterError
            If a row has another unit, or what is asked for is not there.
        """
        return make_marks(
            rows, names=self.names, words=self.words, chapter=self.name,
            label=label, panel=panel, unit=unit, scale=scale, value=value, once=once,
        )  # fmt: skip

    def computed(
        self,
        marks: pd.DataFrame,
        *,
        value: float,
        of: Iterable[str],
        decimals: int = 1,
        **facts: Unpack[Facts],
    ) -> pd.DataFrame:
        """Give marks with one more at their end, which is computed from figures.

        Parameters
        ----------
        value
            In the unit and scale of the marks.
        of
            The ids that it is computed from. What ``facts`` does not say is as these marks have it,
            if they agree.
        decimals
            How many are said.

        Raises
        ------
        ChapterError
            If it is computed from nothing, or nothing says what it is.
        """
        return add_computed(
            marks, value=value, of=of, facts=facts, words=self.words, chapter=self.name,
            decimals=decimals,
        )  # fmt: skip

    def counted(self, rows: pd.DataFrame, by: str | Sequence[str]) -> pd.DataFrame:
        """Count things, or other rows with a ``label``, by one column or several (G groups).

        Each group has its ``ids``, the ``names`` of what was counted, joined by ``|``, their number
        as ``value`` and ``text``, and the name of its first column's value as ``label``.
        """
        return count_rows(rows, [by] if isinstance(by, str) else by, self.names)

    def crossed(
        self, across: pd.DataFrame, up: pd.DataFrame, on: str | Sequence[str] = "place_id"
    ) -> pd.DataFrame:
        """Set two marks of each subject against one another (S subjects): ``x`` and ``y``.

        Raises
        ------
        ChapterError
            If a subject has several marks, or none has both.
        """
        return cross_marks(across, up, [on] if isinstance(on, str) else on, chapter=self.name)
