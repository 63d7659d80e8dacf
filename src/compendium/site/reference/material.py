"""What the pages of the record are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compendium.site.addresses import Addresses
from compendium.site.page_values import Record
from compendium.site.reference.uses import Use


@dataclass(frozen=True)
class Material:
    """All that a page of the record may show.

    Attributes
    ----------
    record
        The clean tables, and how figures are said.
    addresses
        Where every row and name stands on the site.
    uses
        Row id → the charts that show it.
    notebooks
        The executed chapters by their names, in the book's order.
    raw
        The folder with the plans' workbooks.
    lang
        The edition.
    chapters
        Chapter → its title in this edition, in the order of the book.
    """

    record: Record
    addresses: Addresses
    uses: Mapping[str, tuple[Use, ...]]
    notebooks: Mapping[str, Mapping[str, Any]]
    raw: Path
    lang: str
    chapters: Mapping[str, str]
