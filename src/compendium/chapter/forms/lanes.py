"""Rows of a chart: a label beside its room on a wide page, above it on a narrow one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compendium.chapter.forms.shapes import LINE, Shape, set_lines
from compendium.chapter.labels import label_width, text_width, wrap_label

_GAP = 14.0
_BESIDE = 14.0


@dataclass(frozen=True)
class Lane:
    """The room of one row, in pixels."""

    left: float
    right: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """Half way down."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Lanes:
    """Rows laid below each other, the shapes of their labels, and where they end."""

    lanes: tuple[Lane, ...]
    shapes: tuple[Shape, ...]
    bottom: float


def labels_beside(labels: Sequence[str], width: float) -> bool:
    """Tell whether labels fit beside their rows."""
    longest = max((text_width(label) for label in labels), default=0.0)
    return width > 500 or longest <= width * 0.28


def column_of(labels: Sequence[str], width: float) -> float:
    """Give the width of the column of labels beside the rows."""
    most = float(label_width(int(width)))
    lines = [line for label in labels for line in wrap_label(label, most)]
    return min(max((text_width(line) for line in lines), default=0.0), most)


def lay_lanes(
    labels: Sequence[str],
    heights: Sequence[float],
    width: float,
    top: float,
    *,
    groups: Sequence[str] = (),
    gap: float = _GAP,
    right: float = 0.0,
) -> Lanes:
    """Lay rows below each other.

    Parameters
    ----------
    labels, heights
        Of each row; the height is that of what is drawn in it.
    groups
        The heading that each row stands under; written where it changes.
    right
        Room kept free at the right of every row.
    """
    beside = labels_beside(labels, width)
    column = column_of(labels, width) + _BESIDE if beside and any(labels) else 0.0
    groups = groups or [""] * len(labels)
    lanes: list[Lane] = []
    shapes: list[Shape] = []
    y, last = top, ""
    for label, height, group in zip(labels, heights, groups, strict=True):
        if group != last:
            heading = wrap_label(group, width, weight=600)
            y += 4 if lanes else 0
            deep = len(heading) * LINE
            shapes += set_lines(heading, 0, y + deep / 2, weight=600)
            y, last = y + deep + 8, group
        if beside:
            lines = wrap_label(label, column - _BESIDE)
            tall = max(height, len(lines) * LINE)
            shapes += set_lines(lines, 0, y + tall / 2)
            start = y + (tall - height) / 2
            lanes.append(Lane(column, width - right, start, start + height))
        else:
            lines = wrap_label(label, width)
            deep = len(lines) * LINE + 2
            shapes += set_lines(lines, 0, y + deep / 2 - 1)
            lanes.append(Lane(0.0, width - right, y + deep, y + deep + height))
            tall = deep + height
        y += tall + gap
    return Lanes(tuple(lanes), tuple(shapes), y - gap)
