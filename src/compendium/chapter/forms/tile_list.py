"""What is listed below a map of tiles: places, and the things in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from compendium.chapter import language
from compendium.chapter.forms.shapes import LINE, Shape, Weight, set_lines
from compendium.chapter.labels import wrap_label
from compendium.chapter.theme import CHART_STRONG


@dataclass(frozen=True)
class Tile:
    """One place: its name, its number, how that is said, what is there, and its column and row."""

    place_id: str
    name: str
    value: float
    text: str
    names: tuple[str, ...]
    at: tuple[int, int]


def list_tiles(
    tiles: Sequence[Tile],
    numbered: Mapping[str, str],
    y: float,
    width: float,
    top: int,
    lang: str,
) -> tuple[list[Shape], float]:
    """List places with what is there, in two columns on a wide page."""
    if not tiles:
        return [], y - 8
    columns = 2 if width > 500 else 1
    room = (width - 24 * (columns - 1)) / columns
    empty = [tile for tile in tiles if _is_empty(tile)]
    blocks = [_say_tile(tile, numbered, room, top, lang) for tile in tiles if tile not in empty]
    if empty:
        blocks.append(_say_empty(empty, numbered, room, lang))
    heights = [sum(len(lines) for lines, _ in block) * LINE + 7 for block in blocks]
    half = sum(heights) / columns
    shapes: list[Shape] = []
    x, at, lowest = 0.0, y, y
    for block, tall in zip(blocks, heights, strict=True):
        if columns == 2 and x == 0 and at - y + tall / 2 > half:
            x, at = room + 24, y
        down = at
        for lines, weight in block:
            deep = len(lines) * LINE
            shapes += set_lines(lines, x, down + deep / 2, weight=weight)
            down += deep
        at += tall
        lowest = max(lowest, at)
    return shapes, lowest


def _is_empty(tile: Tile) -> bool:
    return tile.text == "0" and not tile.names


def _say_empty(
    tiles: Sequence[Tile], numbered: Mapping[str, str], room: float, lang: str
) -> list[tuple[list[str], Weight]]:
    """Say on one line where nothing is."""
    # A number stays with its name where the line breaks.
    glue = "\u2060" if lang == "zh" else "\u00a0"
    named = [f"{numbered[tile.place_id]}{glue}{tile.name}" for tile in tiles]
    said = language.say("none in", lang, names=language.say("join", lang).join(named))
    return [(wrap_label(said, room), 400)]


def _say_tile(
    tile: Tile, numbered: Mapping[str, str], room: float, top: int, lang: str
) -> list[tuple[list[str], Weight]]:
    number = numbered.get(tile.place_id, "")
    heading = f"{number} {tile.name} {tile.text}".strip()
    block: list[tuple[list[str], Weight]] = [
        (wrap_label(heading, room, weight=CHART_STRONG), CHART_STRONG)
    ]
    said = language.say("join", lang).join(tile.names[:top])
    if len(tile.names) > top:
        more = language.say("and more", lang, number=len(tile.names) - top)
        said += language.say("join", lang) + more
    if said:
        block.append((wrap_label(said, room), 400))
    return block
