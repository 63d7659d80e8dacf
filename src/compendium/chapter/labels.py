"""Words in a chart: how wide they are, labels that fit their room, and free places for them."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from compendium.chapter.inert import visible
from compendium.chapter.theme import CHART_TEXT

# What a Chinese label is not broken inside: a number or Latin word, and a sign with its stop.
_PIECES = re.compile(r"(?:[\u0000-\u2dff]+|.)[，。、：；）”]*")
_WIDTHS = Path(__file__).parent / "fonts" / "widths.json"
_HALF_LINE = 8
Align = Literal["left", "center", "right"]


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"


@cache
def _advances() -> Mapping[str, Mapping[str, int]]:
    """Give the width of each sign, in thousandths of the size, by the weight of the font."""
    read: Mapping[str, Mapping[str, int]] = json.loads(_WIDTHS.read_text("utf-8"))
    return read


def text_width(text: str, size: float = CHART_TEXT, weight: int = 400) -> float:
    """Give how many pixels a text takes in a chart, by the widths of the bundled font.

    >>> text_width("深圳"), round(text_width("Foshan"), 1)
    (26.0, 42.6)
    """
    widths = _advances()["600" if weight >= 600 else "400"]
    return sum(1000 if _is_wide(sign) else widths.get(sign, 600) for sign in text) * size / 1000


def wrap_label(text: str, pixels: float, size: float = CHART_TEXT, weight: int = 400) -> list[str]:
    """Break a label into lines that fit a width; Chinese breaks anywhere, English at spaces.

    A word that is wider than the room stands on a line of its own.

    >>> wrap_label("Retail sales of consumer goods", 110)
    ['Retail sales of', 'consumer goods']
    >>> wrap_label("社会消费品零售总额", 80)
    ['社会消费品零', '售总额']
    >>> wrap_label("深圳市服务贸易，2020–2025年", 116)
    ['深圳市服务贸易，', '2020–2025年']
    """
    # The renderer does not survive a control character.
    text = visible(text)
    is_chinese = sum(map(_is_wide, text)) * 2 >= len(text) > 0
    glue = "" if is_chinese else " "
    lines = [""]
    for piece in _PIECES.findall(text) if is_chinese else text.split():
        longer = lines[-1] + glue + piece if lines[-1] else piece
        if lines[-1] and text_width(longer, size, weight) > pixels:
            lines.append(piece)
        else:
            lines[-1] = longer
    return lines


def label_width(width: int) -> int:
    """Give the room for row labels in a chart of a total width."""
    return 230 if width > 500 else 116


@dataclass(frozen=True)
class Box:
    """A rectangle of a drawing, in pixels from its upper left corner."""

    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Tell whether two boxes share a part."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def lies_in(self, other: Box) -> bool:
        """Tell whether this box is a part of the other."""
        across = other.left <= self.left and self.right <= other.right
        return across and other.top <= self.top and self.bottom <= other.bottom

    def within(self, other: Box) -> Box:
        """Move this box sideways as far as it leaves the other."""
        move = max(other.left - self.left, 0.0) or min(other.right - self.right, 0.0)
        return Box(self.left + move, self.right + move, self.top, self.bottom)


def find_free(
    size: tuple[float, float],
    at: tuple[float, float],
    taken: Iterable[Box],
    field: Box,
    *,
    directions: Sequence[tuple[int, int]],
    reaches: Sequence[float],
    may: Callable[[Box], bool] = lambda _: True,
) -> tuple[Box, Align]:
    """Find a free place for a label beside its point, the nearest first, else the least bad.

    Parameters
    ----------
    size
        Width and height of the label.
    at
        The point.
    taken
        Where no label may stand.
    field
        What it may not leave: a place that would is moved to its edge.
    directions, reaches
        The sides (across, down) and the distances to be tried, in this order.
    may
        What else a place must be.

    Returns
    -------
    tuple
        The place, and how the text is aligned in it (``left``, ``right``, ``center``).
    """
    taken = tuple(taken)
    aligns: Mapping[int, Align] = {1: "left", -1: "right", 0: "center"}
    choices = [
        (_label_box(size, at, across, down, reach).within(field), aligns[across])
        for reach in reaches
        for across, down in directions
    ]
    for box, align in choices:
        if box.lies_in(field) and not any(map(box.meets, taken)) and may(box):
            return box, align
    inside = [choice for choice in choices if choice[0].lies_in(field)]
    return min(inside or choices[:1], key=lambda choice: sum(map(choice[0].meets, taken)))


def _label_box(
    size: tuple[float, float], at: tuple[float, float], across: int, down: int, reach: float
) -> Box:
    (length, height), (x, y) = size, at
    x, y = x + across * reach, y + down * reach
    left = x - (1 - across) / 2 * length
    # Lines beyond the first grow away from the point.
    extra = height - 2 * _HALF_LINE
    middle = y + down * extra / 2
    return Box(left, left + length, middle - height / 2, middle + height / 2)


def spread(
    middles: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """Move labels along one line so that they keep apart, each as near its place as can be.

    >>> spread([10, 12, 50], [10, 10, 10], 0, 100)
    [6.0, 16.0, 50.0]
    """
    order = sorted(range(len(middles)), key=lambda place: middles[place])
    groups: list[list[int]] = []
    centres: list[float] = []

    def extent(group: Sequence[int]) -> float:
        return sum(heights[place] for place in group)

    def settle(group: Sequence[int]) -> float:
        # The mean of where the middle would have to be for each member to stand in its place.
        wanted, start = 0.0, -extent(group) / 2
        for place in group:
            wanted += middles[place] - (start + heights[place] / 2)
            start += heights[place]
        half = extent(group) / 2
        return min(max(wanted / len(group), low + half), max(high - half, low + half))

    for place in order:
        groups.append([place])
        centres.append(settle([place]))
        while len(groups) > 1 and (
            centres[-2] + extent(groups[-2]) / 2 > centres[-1] - extent(groups[-1]) / 2 + 1e-9
        ):
            last = groups.pop()
            groups[-1] = groups[-1] + last
            centres[-2:] = [settle(groups[-1])]
    placed = [0.0] * len(middles)
    for group, centre in zip(groups, centres, strict=True):
        start = centre - extent(group) / 2
        for place in group:
            placed[place] = start + heights[place] / 2
            start += heights[place]
    return placed
