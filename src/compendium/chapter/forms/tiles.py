"""A map of equal tiles: what is where, counted and named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from compendium.chapter import language
from compendium.chapter.forms.marks import check_columns, check_unique
from compendium.chapter.forms.shapes import (
    LINE,
    Drawing,
    Line,
    Rect,
    Shape,
    Text,
    set_lines,
    to_chart,
)
from compendium.chapter.forms.tile_list import Tile, list_tiles
from compendium.chapter.labels import text_width, wrap_label
from compendium.chapter.language import Words
from compendium.chapter.theme import CHART_STRONG, CHART_TEXT, INK
from compendium.errors import ChartError
from compendium.printed.wording import is_missing

_MOST = 168.0
_TALLEST = 76.0
_GAP = 4.0
_MOST_TINT = 0.42
_SMALL = 12.0
_FOOT = 9.0


def draw_tiles(
    data: pd.DataFrame,
    width: int,
    *,
    words: Words,
    names: str = "names",
    fill: str = "tint",
    most: float | None = None,
    top: int = 3,
    plan_id: str = "",
) -> Drawing:
    """Draw one tile a place, roughly where it lies, with its number and, listed, what is there.

    Parameters
    ----------
    data
        (R places): ``place_id`` (one with a tile), ``value``; if there, ``text`` (the number as
        said), ``label`` (the place's name; else that of places.csv) and the column named by
        ``names``: the things there, a list or a text joined by ``|``.
    fill
        ``tint``: the darker, the larger; ``level``: a bar along its foot, as a part
        of ``most``.
    most
        What fills a tile; the largest value unless given.
    top
        How many of the names are listed; the others are counted.
    plan_id
        Whose hue the tiles take; that of the data's only plan unless given.

    Raises
    ------
    ChartError
        If a column is missing, a place stands twice, or two places lie on one tile.
    UnknownNameError
        If a place has no tile.
    """
    check_columns(data, "draw_tiles", ("place_id", "value"))
    tiles = [_read(record, names, words) for record in data.to_dict("records")]
    check_unique([tile.place_id for tile in tiles], "draw_tiles", "place_id")
    check_unique([tile.at for tile in tiles], "draw_tiles", "tile (places of two maps?)")
    if fill not in ("tint", "level"):
        raise ChartError("draw_tiles", f"fill is {fill!r}; allowed: tint, level")
    plans = set(data.get("plan_id", pd.Series(dtype=str)).dropna().astype(str)) - {""}
    hue = language.hue_of(plan_id or (plans.pop() if len(plans) == 1 else ""), words.colours)
    first = min(tile.at[0] for tile in tiles), min(tile.at[1] for tile in tiles)
    across = max(tile.at[0] for tile in tiles) - first[0] + 1
    down = max(tile.at[1] for tile in tiles) - first[1] + 1
    side = min(width / across, _MOST)
    full = most or max(tile.value for tile in tiles) or 1.0
    tall = _height(tiles, side, foot=_FOOT if fill == "level" else 0.0)
    numbered = {} if tall else _number(tiles)
    tall = tall or _flat(side)
    shapes: list[Shape] = []
    for tile in tiles:
        x = (tile.at[0] - first[0]) * side
        y = (tile.at[1] - first[1]) * tall
        part = min(max(tile.value / full, 0.0), 1.0)
        shapes += _draw_tile(
            tile, x, y, (side - _GAP, tall - _GAP), part, hue, fill, numbered.get(tile.place_id, "")
        )
    y = down * tall + 12
    listed = [tile for tile in _by_size(tiles) if tile.names or numbered]
    drawn, y = list_tiles(listed, numbered, y, width, top, words.lang)
    return to_chart([*shapes, *drawn], width, y)


def _read(record: Mapping[object, object], names: str, words: Words) -> Tile:
    place_id, value = str(record["place_id"]), record["value"]
    if is_missing(value):
        raise ChartError("draw_tiles", f"{place_id!r} has no value")
    at = words.tile(place_id)
    label = record.get("label")
    listed = record.get(names)
    if isinstance(listed, str):
        listed = listed.split("|")
    things = tuple(map(str, listed)) if isinstance(listed, (list, tuple)) else ()
    text = record.get("text")
    number = float(str(value))
    return Tile(
        place_id,
        words.name(place_id) if is_missing(label) else str(label),
        number,
        f"{number:g}" if is_missing(text) else str(text),
        tuple(thing for thing in things if thing),
        at,
    )


def _by_size(tiles: Sequence[Tile]) -> list[Tile]:
    return sorted(tiles, key=lambda tile: (-tile.value, tile.at))


def _flat(side: float) -> float:
    return min(max(side * 0.72, 48.0), _TALLEST)


def _height(tiles: Sequence[Tile], side: float, foot: float) -> float:
    """Give the height of tiles that hold every name and number; 0 if there is none."""
    room = side - _GAP - 6
    wrapped = [wrap_label(tile.name, room, _SMALL) for tile in tiles]
    tall = max(_flat(side), (max(map(len, wrapped)) + 1) * LINE + foot + _GAP + 2)
    fits = all(text_width(line, _SMALL) <= room for lines in wrapped for line in lines)
    return tall if fits and tall <= _TALLEST else 0.0


def _number(tiles: Sequence[Tile]) -> dict[str, str]:
    """Give each tile a number, largest first."""
    return {tile.place_id: str(place) for place, tile in enumerate(_by_size(tiles), 1)}


def _draw_tile(
    tile: Tile,
    x: float,
    y: float,
    size: tuple[float, float],
    part: float,
    hue: str,
    fill: str,
    number: str,
) -> list[Shape]:
    width, height = size
    shapes: list[Shape] = [
        Rect(x + 0.5, y + 0.5, width - 1, height - 1, stroke=hue, stroke_width=1, radius=2)
    ]
    if fill == "level":
        foot = y + height - _FOOT
        shapes += [
            Rect(x, foot, width * part, _FOOT, hue, opacity=0.75),
            Line(((x, foot), (x + width, foot)), hue, 1),
        ]
        height -= _FOOT
    elif part:
        tint = round(0.04 + (_MOST_TINT - 0.04) * part, 3)
        shapes.append(Rect(x, y, width, height, hue, opacity=tint, radius=2, level=1))
    middle = x + width / 2
    if number:
        return [
            *shapes,
            Text(x + 5, y + 11, number, "left", INK, size=_SMALL - 1),
            Text(middle, y + height / 2 + 6, tile.text, "center", weight=CHART_STRONG),
        ]
    name = wrap_label(tile.name, width - 6, _SMALL)
    size_of_name = CHART_TEXT if max(map(text_width, name)) <= width - 6 else _SMALL
    tall = (len(name) + 1) * LINE
    top = y + (height - tall) / 2
    return [
        *shapes,
        *set_lines(name, middle, top + len(name) * LINE / 2, align="center", size=size_of_name),
        Text(middle, top + tall - LINE / 2, tile.text, "center", weight=CHART_STRONG),
    ]
