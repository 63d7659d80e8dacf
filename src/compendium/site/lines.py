"""A text broken into lines that are as wide as they may be, in English and in Chinese."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from string import digits

_FIRST_WIDE = 0x2E80
_NEVER_FIRST = "，。、；：？！）》」』】〉”’…—～·%‰°,.;:?!)]"
_NEVER_LAST = "（《「『【〈“‘(["


def wrap(text: str, width: float, measure: Callable[[str], float], *, even: bool) -> list[str]:
    """Break a text into as few lines as its width allows.

    A break may stand at a blank, after a slash, and beside a Chinese character, but not beside a
    digit, before a closing mark or after an opening one. A word that is wider than a line has a
    line of its own.

    Parameters
    ----------
    measure
        Gives the width of a line, in the unit of ``width``.
    even
        Whether the lines are made about equally long, so that no word stands alone.

    >>> wrap("Growth a year", 8, len, even=False)
    ['Growth a', 'year']
    >>> wrap("（福田区）规划", 4, len, even=False)
    ['（福田', '区）规划']
    """
    lines = _fill(text, width, measure)
    if not even:
        return lines
    narrow, wide = 0, int(width) + 1
    while wide - narrow > 1:
        middle = (narrow + wide) // 2
        tried = _fill(text, middle, measure)
        if len(tried) > len(lines) or max(map(measure, tried)) > middle:
            narrow = middle
        else:
            lines, wide = tried, middle
    return lines


def _fill(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    lines = [""]
    for piece in _pieces(text):
        longer = lines[-1] + piece
        if lines[-1] and measure(longer.rstrip(" ")) > width:
            lines.append(piece)
        else:
            lines[-1] = longer
    return [line.strip(" ") for line in lines]


def _pieces(text: str) -> Iterator[str]:
    """Give the pieces of a text between which a line may end."""
    start = 0
    for place, (left, right) in enumerate(pairwise(text), 1):
        if _may_break(left, right):
            yield text[start:place]
            start = place
    yield text[start:]


def _may_break(left: str, right: str) -> bool:
    if right == " " or left in _NEVER_LAST or right in _NEVER_FIRST:
        return False
    if left in " /":
        return True
    # 表1 and 2025年 stay whole.
    return max(ord(left), ord(right)) >= _FIRST_WIDE and not {left, right} & {*digits}
