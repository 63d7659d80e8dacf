"""Words in a chart: labels that fit their room, and what the pointer brings up."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Sequence

import altair as alt
import pandas as pd

from compendium.chapter.inert import visible
from compendium.chapter.theme import CHART_TEXT

# An average Latin letter takes about half of the 1 em that a Chinese character takes.
_EM = CHART_TEXT
_LETTER = 0.52 * _EM
# What a Chinese label is not broken inside: a number or Latin word, and a sign with its stop.
_PIECES = re.compile(r"(?:[\u0000-\u2dff]+|.)[，。、：；）”]*")


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"


def wrap_label(text: str, pixels: float) -> list[str]:
    """Break a label into lines that fit a width; Chinese breaks anywhere, English at spaces.

    >>> wrap_label("Retail sales of consumer goods", 110)
    ['Retail sales of', 'consumer goods']
    >>> wrap_label("社会消费品零售总额", 80)
    ['社会消费品零', '售总额']
    >>> wrap_label("深圳市服务贸易，2020–2025年", 116)
    ['深圳市服务贸易，', '2020–2025年']
    """
    # The renderer does not survive a control character.
    text = visible(text)
    wide = [_is_wide(sign) for sign in text]
    if sum(wide) * 2 < len(text):
        return textwrap.wrap(text, max(6, int(pixels / _LETTER))) or [""]
    lines, room = [""], float(pixels)
    for piece in _PIECES.findall(text):
        room -= text_width(piece)
        if room < 0 and lines[-1]:
            lines.append("")
            room = pixels - text_width(piece)
        lines[-1] += piece
    return lines


def text_width(text: str) -> float:
    """Give about how many pixels a text takes in a chart.

    >>> text_width("深圳"), text_width("Foshan") > 38
    (26.0, True)
    """
    return float(sum(_EM if _is_wide(sign) else _LETTER for sign in text))


def label_width(width: int) -> int:
    """Give the room for row labels in a chart of a total width."""
    return 230 if width > 500 else 116


def keep_drawn(data: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Keep the columns that a chart draws: what it carries along, every reader would load."""
    return data[list(dict.fromkeys(columns))]


def tooltip(columns: Sequence[str]) -> list[alt.Tooltip]:
    """Show the first column as the heading and the others below, without their names.

    The columns are texts that a reader understands by themselves.
    """
    # "title" is Vega's name for the heading; a name may not be empty.
    heading, *rest = columns
    return [
        alt.Tooltip(f"{heading}:N", title="title"),
        *(alt.Tooltip(f"{each}:N", title="\u200b" * place) for place, each in enumerate(rest, 1)),
    ]
