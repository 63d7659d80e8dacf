"""What stands on the pages of a PDF: words, filled shapes, and how far down they reach."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass
from typing import Any

from pypdf import PageObject, PdfReader

_PAINTS = {b"f", b"F", b"f*", b"B", b"B*"}
_BLACK = (0, 0, 0)


@dataclass(frozen=True)
class Sheet:
    """A printed page.

    Attributes
    ----------
    text
        All its words, those in its margin too.
    filled
        How many shapes are filled with each colour (red, green, blue; 0 to 255).
    reach
        The part of the page above its lowest word, without the margin's: 1 is to the foot.
    """

    text: str
    filled: Counter[tuple[int, ...]]
    reach: float


def read_sheets(pdf: bytes, *, top: float, foot: float) -> list[Sheet]:
    """Read a PDF; ``top`` and ``foot`` are its margins, in points."""
    return [_read(page, top, foot) for page in PdfReader(io.BytesIO(pdf)).pages]


def _read(page: PageObject, top: float, foot: float) -> Sheet:
    filled: Counter[tuple[int, ...]] = Counter()
    colours: list[tuple[int, ...]] = [_BLACK]
    heights: list[float] = []

    def see(operator: bytes, operands: list[Any], matrix: list[float], text: list[float]) -> None:
        if operator == b"q":
            colours.append(colours[-1])
        elif operator == b"Q" and len(colours) > 1:
            colours.pop()
        elif operator == b"rg":
            colours[-1] = tuple(round(float(part) * 255) for part in operands)
        elif operator in _PAINTS:
            filled[colours[-1]] += 1

    def hear(words: str, matrix: list[float], text: list[float], *_: object) -> None:
        height = text[4] * matrix[1] + text[5] * matrix[3] + matrix[5]
        if words.strip() and height > foot:
            heights.append(height)

    said = page.extract_text(visitor_operand_before=see, visitor_text=hear)
    whole = float(page.mediabox.height) - top - foot
    return Sheet(said, filled, 1 - (min(heights, default=whole) - foot) / whole)
