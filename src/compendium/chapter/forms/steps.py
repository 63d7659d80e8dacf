"""What is written along the lines of a panel: the growth of each part, and notes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from compendium.chapter import language
from compendium.chapter.forms.marks import Annotations, annotation
from compendium.chapter.forms.plots import (
    BELOW,
    Series,
    boxes_along,
    place_words,
    say_step,
)
from compendium.chapter.forms.shapes import Shape
from compendium.chapter.labels import Box, wrap_label
from compendium.chapter.theme import MUTED
from compendium.printed.wording import Wording

_Point = tuple[float, float]
_ORDER = ((1, 1), (0, 1), (-1, -1), (0, -1), (1, 0), (-1, 0), (-1, 1), (1, -1))
_REACHES = (10, 14, 20, 28, 40, 54)


def find_crossing(all_series: Sequence[Series]) -> set[str]:
    """Give the names of the lines of which the last part crosses another line."""
    found: set[str] = set()
    for one, other in combinations(all_series, 2):
        for mine in _parts(one):
            for theirs in _parts(other):
                if _cross(mine, theirs):
                    found |= {s.name for s, part in ((one, mine), (other, theirs))
                              if part == _parts(s)[-1]}  # fmt: skip
    return found


def _parts(series: Series) -> list[tuple[_Point, _Point]]:
    befores = ((series.before(place), at) for place, at in enumerate(series.at))
    return [(series.at[before], at) for before, at in befores if before is not None]


def _cross(one: tuple[_Point, _Point], other: tuple[_Point, _Point]) -> bool:
    """Tell whether two parts cross, not only touch.

    >>> _cross(((0, 0), (2, 2)), ((0, 2), (2, 0))), _cross(((0, 0), (2, 2)), ((2, 2), (3, 0)))
    (True, False)
    """

    def side(part: tuple[_Point, _Point], point: _Point) -> float:
        (x0, y0), (x1, y1) = part
        return (x1 - x0) * (point[1] - y0) - (y1 - y0) * (point[0] - x0)

    return all(
        side(line, ends[0]) * side(line, ends[1]) < 0 for line, ends in ((one, other), (other, one))
    )


def say_last(series: Series, words: Wording) -> str:
    """Say what the last part of a line asks for."""
    before = series.before(len(series.marks) - 1)
    return "" if before is None else say_step(series.marks[before], series.marks[-1], words)


def write_steps(
    series: Series,
    all_series: Sequence[Series],
    frame: Box,
    taken: list[Box],
    words: Wording,
    is_last_said: bool,
) -> tuple[list[Shape], list[str]]:
    """Write the growth on each part of a line, nearer to it than to any other line.

    Returns
    -------
    tuple
        The shapes, and in words what found no such place.
    """
    others = [
        box
        for other in all_series
        if other is not series
        for part in _parts(other)
        for box in boxes_along(*part)
    ]
    shapes: list[Shape] = []
    left: list[str] = []
    for place, mark in enumerate(series.marks):
        before = series.before(place)
        if before is None or (is_last_said and place == len(series.marks) - 1):
            continue
        text = say_step(series.marks[before], mark, words)
        (x0, y0), (x1, y1) = series.at[before], series.at[place]
        if not text:
            continue
        own = boxes_along((x0, y0), (x1, y1))

        def is_near(box: Box, own: Sequence[Box] = own) -> bool:
            return not others or _gap(box, own) + 4 < _gap(box, others)

        lines = wrap_label(text, max(abs(x1 - x0) * 1.1, 80))
        for part in (0.5, 0.75, 0.25):
            at = (x0 + (x1 - x0) * part, y0 + (y1 - y0) * part)
            drawn = place_words(
                lines, at, taken, frame, _ORDER, colour=MUTED, reaches=_REACHES, lead=False,
                free=bool(others), may=is_near,
            )  # fmt: skip
            shapes += drawn
            if drawn:
                break
        else:
            name = f"{series.name} {series.marks[before].year}–{mark.year}"
            left.append(language.say("colon", words.lang, name=name, text=text))
    return shapes, left


def _gap(box: Box, others: Sequence[Box]) -> float:
    """Give how far a box is from the nearest of others."""
    return min(
        max(box.left - other.right, other.left - box.right, 0.0)
        + max(box.top - other.bottom, other.top - box.bottom, 0.0)
        for other in others
    )


def write_notes(
    series: Series, frame: Box, taken: list[Box], annotate: Annotations | None, first: int
) -> tuple[list[Shape], list[str]]:
    """Write notes beside their marks; what finds no place gets a number there, and is given back.

    The numbers begin at ``first``.
    """
    shapes: list[Shape] = []
    left: list[str] = []
    said = {""}
    for mark, at in zip(series.marks, series.at, strict=True):
        if (note := annotation(mark, annotate)) in said:
            continue
        said.add(note)
        lines = wrap_label(note, min(190.0, (frame.right - frame.left) * 0.6))
        drawn = place_words(
            lines, at, taken, frame, BELOW,
            colour=MUTED, reaches=(30, 40, 52, 66, 82, 100), free=True,
        )  # fmt: skip
        if not drawn:
            number = f"({first + len(left)})"
            left.append(f"{number} {note}")
            drawn = place_words(
                [number], at, taken, frame, BELOW, colour=MUTED, reaches=(14, 18, 24), lead=False
            )
        shapes += drawn
    return shapes, left
