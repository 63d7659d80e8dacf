"""Outlines as short path data: whole numbers, each point from the one before it."""

from __future__ import annotations

from collections.abc import Sequence

from fontTools.pens.basePen import BasePen

Point = tuple[float, float]

GRID = 250
"""So many steps an em has here; no eye sees in between, and numbers are short."""
_STEP = 4
# So far may a curve lie from where it was meant (steps of the grid).
_NEAR = 1


class PathPen(BasePen):  # type: ignore[misc]
    """Draws a glyph as the data of an SVG path, with the y axis downward.

    >>> pen = PathPen(None)
    >>> pen.moveTo((0, 0)), pen.lineTo((200, 0)), pen.lineTo((240, 280)), pen.closePath()
    (None, None, None, None)
    >>> pen.data()
    'M0 0h50l10-70z'
    """

    def __init__(self, glyphs: object) -> None:
        super().__init__(glyphs)
        self._said: list[str] = []
        self._at = (0, 0)
        # Where the next curve's control lies if it goes on smoothly.
        self._ahead: tuple[int, int] | None = None

    def data(self) -> str:
        """Give what was drawn."""
        return "".join(self._said)

    def _moveTo(self, point: Point) -> None:
        self._at = _whole(point)
        self._said.append(f"M{_join(self._at)}")
        self._ahead = None

    def _lineTo(self, point: Point) -> None:
        ((x, y),) = self._steps((point,))
        self._ahead = None
        if x or y:
            self._said.append(f"h{x}" if not y else f"v{y}" if not x else f"l{_join((x, y))}")

    def _qCurveToOne(self, control: Point, point: Point) -> None:
        # TrueType leaves out a point halfway between two controls: there a curve goes on smoothly.
        meant, ahead = _whole(control), self._ahead
        if ahead and max(abs(meant[0] - ahead[0]), abs(meant[1] - ahead[1])) <= _NEAR:
            self._curve("t", (point,))
            meant = ahead
        else:
            self._curve("q", (control, point))
        self._ahead = 2 * self._at[0] - meant[0], 2 * self._at[1] - meant[1]

    def _curveToOne(self, first: Point, second: Point, point: Point) -> None:
        meant, ahead = _whole(first), self._ahead or self._at
        if max(abs(meant[0] - ahead[0]), abs(meant[1] - ahead[1])) <= _NEAR:
            self._curve("s", (second, point))
        else:
            self._curve("c", (first, second, point))
        meant = _whole(second)
        self._ahead = 2 * self._at[0] - meant[0], 2 * self._at[1] - meant[1]

    def _closePath(self) -> None:
        self._said.append("z")

    def _curve(self, kind: str, points: Sequence[Point]) -> None:
        self._said.append(kind + _join([part for step in self._steps(points) for part in step]))

    def _steps(self, points: Sequence[Point]) -> list[tuple[int, int]]:
        """Give how far points lie from where the pen is, and put it at the last of them."""
        x, y = self._at
        whole = [_whole(point) for point in points]
        self._at = whole[-1]
        return [(right - x, down - y) for right, down in whole]


def on_grid(measure: float) -> int:
    """Give a measure of a font (em/1000) in steps of the grid.

    >>> on_grid(560)
    140
    """
    return round(measure / _STEP)


def _whole(point: Point) -> tuple[int, int]:
    return on_grid(point[0]), -on_grid(point[1])


def _join(numbers: Sequence[int]) -> str:
    """Write numbers with a blank only where none begins with a minus."""
    first, *rest = map(str, numbers)
    return first + "".join(each if each.startswith("-") else f" {each}" for each in rest)
