"""The places of a city or province as equal tiles, roughly where they lie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from compendium.site.reference.lexicon import Lexicon, Row, group_rows


def make_maps(
    lexicon: Lexicon, counts: Mapping[str, int], here: str = ""
) -> dict[str, dict[str, Any]]:
    """Make a map of each place of which parts have tiles.

    Parameters
    ----------
    counts
        Place → the number on its tile.
    here
        The place to be marked, if it has a tile.

    Returns
    -------
    dict
        The id of the whole → ``whole`` (its name and page), ``columns`` and ``tiles``.
    """
    parts = group_rows(filter(has_tile, lexicon.places.values()), "parent_id")
    return {
        parent: {
            "whole": lexicon.place(parent),
            "columns": 1 + max(int(row["tile_col"]) for row in rows),
            "tiles": [
                {
                    **lexicon.place(str(row["place_id"])),
                    "id": row["place_id"],
                    "column": int(row["tile_col"]),
                    "row": int(row["tile_row"]),
                    "count": counts.get(str(row["place_id"]), 0),
                    "is_here": row["place_id"] == here,
                }
                for row in in_reading_order(rows)
            ],
        }
        for parent, rows in parts.items()
    }


def has_tile(place: Row) -> bool:
    """Tell whether a place has a tile."""
    return str(place["tile_col"]) != ""


def in_reading_order(places: Iterable[Row]) -> list[Row]:
    """Sort places as their tiles are read: by rows, and from left to right."""
    return sorted(places, key=lambda row: (int(row["tile_row"]), int(row["tile_col"])))
