"""All that the pages across the plans show, and what they give to the charts of the chapters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from compendium.site.across.agree import agree_values, find_contradictions
from compendium.site.across.disputes import Disputes, find_disputes
from compendium.site.across.reader import Reader
from compendium.site.across.side_by_side import side_values
from compendium.site.addresses import Addresses
from compendium.site.page_values import Record
from compendium.site.reference.uses import Use


@dataclass(frozen=True)
class Across:
    """What is known across the plans.

    Attributes
    ----------
    values
        What pages may name.
    disputes
        Row id → the contradictions that it takes part in.
    """

    values: Mapping[str, str]
    disputes: Disputes


def read_across(
    record: Record,
    addresses: Addresses,
    uses: Mapping[str, tuple[Use, ...]],
    chapters: Mapping[str, str],
) -> Across:
    """Work out what the pages across the plans show.

    Parameters
    ----------
    uses
        Row id → the charts that show it.
    chapters
        Chapter → its title.
    """
    reader = Reader(record, addresses)
    checks = reader.read_checks()
    disputes = find_disputes(find_contradictions(checks), reader.lang)
    return Across(
        values=agree_values(reader, checks, uses, chapters) | side_values(reader, disputes),
        disputes=disputes,
    )
