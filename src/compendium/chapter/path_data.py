"""The data of an SVG path: read, moved, rounded to what a screen shows, and written short.

Points are whole tenths of a pixel, so that steps between them never drift.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor
from typing import NamedTuple

from compendium.chapter.labels import Box

TENTHS = 10
_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
# How many numbers a command takes; smooth curves are left to whoever writes them.
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "Q": 4, "C": 6, "A": 7, "Z": 0}

Point = tuple[int, int]


class Step(NamedTuple):
    """A line or curve: its command, what else it says (of an arc), and its points."""

    kind: str
    said: tuple[str, ...]
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Part:
    """A piece of a path that is drawn without lifting the pen."""

    start: Point
    steps: tuple[Step, ...]
    is_closed: bool

    def box(self, room: float = 0) -> Box:
        """Give a box that holds it, with room on each side.

        An arc may be anywhere within its size of its ends.
        """
        sizes = (2 * float(size) * TENTHS for step in self.steps for size in step.said[:2])
        reach = max(sizes, default=0.0) + room
        points = [self.start, *(point for step in self.steps for point in step.points)]
        across, down = zip(*points, strict=True)
        return Box(min(across) - reach, max(across) + reach, min(down) - reach, max(down) + reach)


def read_path(data: str, move: tuple[float, float] = (0, 0)) -> tuple[Part, ...] | None:
    """Read a path and move it (px); None if it says something that this does not know.

    >>> read_path("M0,0h4v2h-4Z", move=(1, 1)) == read_path("M1 1 5 1 5 3 1 3z")
    True
    >>> read_path("M0,0S1,1,2,2") is None
    True
    """
    parts: list[Part] = []
    start = at = (0.0, 0.0)
    steps: list[Step] = []
    is_open = False

    def end(*, is_closed: bool) -> None:
        if is_open:
            parts.append(Part(_whole(start, move), tuple(steps), is_closed))
            steps.clear()

    for kind, numbers in _commands(data):
        if len(numbers) != _TAKES.get(kind.upper()):
            return None
        base = at if kind.islower() else (0.0, 0.0)
        match kind.upper():
            case "M":
                end(is_closed=False)
                start = at = base[0] + numbers[0], base[1] + numbers[1]
                is_open = True
                continue
            case "Z":
                end(is_closed=True)
                at, is_open = start, False
                continue
        if not is_open:
            # After it was closed a path goes on from where it began.
            start, is_open = at, True
        said: tuple[str, ...] = ()
        match kind.upper():
            case "H":
                ends = [(base[0] + numbers[0], at[1])]
            case "V":
                ends = [(at[0], base[1] + numbers[0])]
            case "A":
                # An arc too small for its ends grows to reach them; one too large moves away.
                sizes = (floor(size * TENTHS + 1e-6) / TENTHS for size in numbers[:2])
                said = tuple(f"{each:.10g}" for each in (*sizes, *numbers[2:5]))
                ends = [(base[0] + numbers[5], base[1] + numbers[6])]
            case _:
                pairs = zip(numbers[::2], numbers[1::2], strict=True)
                ends = [(base[0] + x, base[1] + y) for x, y in pairs]
        at = ends[-1]
        name = "L" if kind in "HhVv" else kind.upper()
        steps.append(Step(name, said, tuple(_whole(point, move) for point in ends)))
    end(is_closed=False)
    return tuple(parts)


def write_path(parts: Sequence[Part], *, is_outlined: bool = True) -> str:
    """Write a path in as few letters as it takes.

    Parameters
    ----------
    is_outlined
        Whether its outline is drawn: what is only filled need not be closed.

    >>> write_path(read_path("M0,22h11v11h-11ZM13,22h11v11h-11Z"))
    'M0 22h11v11H0zm13 0h11v11h-11z'
    >>> write_path(read_path("M0.5,0L10.25,0.5L9,1"), is_outlined=False)
    'M.5 0l9.7.5L9 1'
    """
    written: list[str] = []
    at: Point | None = None
    for part in parts:
        written.append(_shorter("m", "M", [part.start], at))
        at = part.start
        steps = list(part.steps)
        if part.is_closed and len(steps) > 1 and steps[-1] == Step("L", (), (part.start,)):
            steps.pop()
        for step in steps:
            if step == Step("L", (), (at,)) and len(steps) > 1:
                continue
            written.append(_write_step(step, at))
            at = step.points[-1]
        if part.is_closed and is_outlined:
            written.append("z")
            at = part.start
    return "".join(written)


def number(tenths: float) -> str:
    """Write tenths of a pixel as pixels.

    >>> number(5), number(-12), number(30)
    ('.5', '-1.2', '3')
    """
    written = f"{tenths / TENTHS:.1f}".removesuffix(".0")
    written = re.sub(r"^(-?)0\.", r"\1.", written)
    return "0" if written == "-0" else written


def join_numbers(numbers: Sequence[str]) -> str:
    """Write numbers with a blank only where the next would be read as part of the one before.

    >>> join_numbers(["1", "-2", ".5", ".5", "3"])
    '1-2 .5.5 3'
    """
    joined = ""
    before = ""
    for each in numbers:
        apart = not before or each.startswith("-") or (each.startswith(".") and "." in before)
        joined += each if apart else f" {each}"
        before = each
    return joined


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    kind, numbers = "", list[float]()
    for token in [*_TOKEN.findall(data), "end"]:
        if not token[0].isalpha():
            numbers.append(float(token))
            continue
        takes = _TAKES.get(kind.upper(), 0)
        if kind and not takes:
            yield kind, numbers
        for place in range(0, len(numbers) if takes else 0, takes or 1):
            yield kind, numbers[place : place + takes]
            # Further pairs after a move are lines.
            kind = {"M": "L", "m": "l"}.get(kind, kind)
        kind, numbers = token, []


def _whole(point: tuple[float, float], move: tuple[float, float]) -> Point:
    return round((point[0] + move[0]) * TENTHS), round((point[1] + move[1]) * TENTHS)


def _write_step(step: Step, at: Point) -> str:
    """Write a step from where the pen is."""
    (x, y) = step.points[-1]
    if step.kind == "L" and y == at[1]:
        return _shortest(f"h{number(x - at[0])}", f"H{number(x)}")
    if step.kind == "L" and x == at[0]:
        return _shortest(f"v{number(y - at[1])}", f"V{number(y)}")
    if step.kind == "A":
        said = " ".join(step.said)
        return f"a{said} {join_numbers([number(x - at[0]), number(y - at[1])])}"
    return _shorter(step.kind.lower(), step.kind, step.points, at)


def _shorter(small: str, large: str, points: Sequence[Point], at: Point | None) -> str:
    """Write points as steps or as they are, whichever is shorter."""
    whole = large + join_numbers([number(part) for point in points for part in point])
    if at is None:
        return whole
    steps = [number(part - base) for point in points for part, base in zip(point, at, strict=True)]
    return _shortest(small + join_numbers(steps), whole)


def _shortest(one: str, other: str) -> str:
    # What is said as a step repeats from mark to mark, and packs better.
    return other if len(other) < len(one) - 1 else one
