"""Where everything of the record stands on the site: one address for a row, a thing, a name.

Addresses start at an edition's folder. What has an id in the tables is an anchor by that id, so
that an address holds as long as the id does.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import pandas as pd

from compendium.printed.wording import is_missing
from compendium.site.page_values import Record

AGREE = "agree.html"


def print_page(table_id: object, plan_id: str) -> str:
    """Name the page that shows a printed table, box or list, or the figures in a plan's sentences.

    >>> print_page("futian-cbd-155-t1", "futian-cbd-155"), print_page(None, "futian-cbd-155")
    ('prints/futian-cbd-155-t1', 'prints/futian-cbd-155-text')
    """
    return f"prints/{f'{plan_id}-text' if is_missing(table_id) else table_id}"


def indicator_address(indicator_id: str) -> str:
    """Give the address of an indicator's page."""
    return f"indicators/{indicator_id}.html"


def place_address(place_id: str) -> str:
    """Give the address of a place's page."""
    return f"places/{place_id}.html"


class Addresses:
    """The addresses of all rows of a record, by their ids.

    Attributes
    ----------
    record
        The clean tables.
    """

    def __init__(self, record: Record) -> None:
        self.record = record

    @cached_property
    def rows(self) -> Mapping[str, str]:
        """Row id → address: figures and named things at their print, comparisons at theirs."""
        record = self.record
        return {
            **_at_print(record.observations, "observation_id"),
            **_at_print(record.projects, "project_id"),
            **{str(each): f"{AGREE}#{each}" for each in record.audit["check_id"]},
        }

    @cached_property
    def entities(self) -> Mapping[str, str]:
        """Entity id → address: among the things of its kind."""
        columns = (self.record.entities["entity_id"], self.record.entities["kind"])
        return {
            str(entity): f"entities/{kind}.html#{entity}"
            for entity, kind in zip(*columns, strict=True)
        }


def _at_print(rows: pd.DataFrame, key: str) -> dict[str, str]:
    columns = (rows[key], rows["table_id"], rows["plan_id"])
    return {
        str(row_id): f"{print_page(table_id, plan_id)}.html#{row_id}"
        for row_id, table_id, plan_id in zip(*columns, strict=True)
    }
