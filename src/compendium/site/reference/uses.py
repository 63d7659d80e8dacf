"""Which charts of the chapters show which rows of the record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from compendium.site.figures import find_charts


@dataclass(frozen=True, order=True)
class Use:
    """A chart that shows a row: its id, which names its chapter, and its title."""

    chart_id: str
    title: str

    @property
    def address(self) -> str:
        """The chart's address in its edition."""
        return f"{self.chart_id.split('-')[0]}.html#{self.chart_id}"


def find_uses(notebooks: Iterable[Mapping[str, Any]]) -> dict[str, tuple[Use, ...]]:
    """Give the charts of these executed notebooks by the rows that they show."""
    uses: dict[str, dict[Use, None]] = defaultdict(dict)
    for notebook in notebooks:
        for parts in find_charts(notebook):
            use = Use(parts["chart_id"], parts["title"])
            for row in parts["rows"]:
                uses[row["id"]][use] = None
    return {row_id: tuple(found) for row_id, found in uses.items()}
