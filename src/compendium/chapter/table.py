"""A table of a chapter: each row knows the rows it shows, and readers can download it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from compendium.chapter.html import Html
from compendium.chapter.origins import Origin
from compendium.chapter.show import show_table

TABLE_MIME = "application/vnd.compendium.table+json"
"""The type under which an executed notebook holds the parts of a table."""

_FACTS = {
    "value_low_base": "baseline_value",
    "value_low_target": "target_value",
    "unit_target": "unit",
    "years": "years",
    "multiple": "multiple",
    "growth": "growth_percent",
    "points": "difference",
}


class Table(Html):
    """A table that a notebook shows, with its download.

    Attributes
    ----------
    table_id
        The name of its files, the same in both languages.
    data
        (R rows) what a reader downloads.
    rows
        The rows of the clean tables that it was made from: ``id``, ``kind`` and ``locator``.
    lang
        ``en`` or ``zh``.
    """

    def __init__(
        self,
        table_id: str,
        shown: Html,
        data: pd.DataFrame,
        rows: Sequence[Mapping[str, str]],
        lang: str,
    ) -> None:
        super().__init__(shown.html, shown.text)
        self.table_id, self.data, self.rows, self.lang = table_id, data, rows, lang

    def parts(self) -> dict[str, Any]:
        """Give all that the site takes."""
        return {
            "table_id": self.table_id,
            "html": str(self.html),
            "csv": self.data.to_csv(index=False, lineterminator="\n"),
            "rows": [dict(row) for row in self.rows],
            "lang": self.lang,
        }

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return {**super()._repr_mimebundle_(), TABLE_MIME: self.parts()}


def make_table(
    table_id: str,
    data: pd.DataFrame,
    readable: pd.DataFrame,
    traced: Sequence[tuple[Origin, ...]],
    *,
    caption: str,
    lang: str,
) -> Table:
    """Make a table of data whose rows are traced (R rows)."""
    ids = [[origin.row_id for origin in found] for found in traced]
    shown = show_table(readable, caption=caption, lang=lang, ids=ids)
    return Table(table_id, shown, data, list_rows(traced), lang)


def list_rows(traced: Sequence[tuple[Origin, ...]]) -> list[dict[str, str]]:
    """Give every row that something was made from, once."""
    rows = [origin.part() for found in traced for origin in found]
    return list({row["id"]: row for row in rows}.values())


def target_facts(pairs: pd.DataFrame) -> pd.DataFrame:
    """Give what a reader of targets (T rows of `pair_targets`) downloads, named as elsewhere."""
    keys = ["target_id", "baseline_id", "plan_id", "indicator_id", "place_id"]
    printed = {"printed_base": "baseline_printed", "printed_target": "target_printed"}
    named = printed | _FACTS
    return pairs[[*keys, *named]].rename(columns=named)
