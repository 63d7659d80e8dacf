"""The goals of a page's loading, and the tables that set what was measured beside them."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from page_load import Load

MOST_SHIFT, LEAST_SCORE, MOST_MEGABYTES = 0.02, 95, 15


@dataclass(frozen=True)
class Goal:
    """A figure of a load, and how much of that of the stock and of the hand-made page it may be."""

    name: str
    figure: Callable[[Load], float]
    stock: float
    hand: float


GOALS = (
    Goal("bytes until the first chart can be read", lambda load: load.chart_bytes, 0.12, 0.25),
    Goal("the same, in files complete by then", lambda load: load.complete_bytes, 0.12, 0.25),
    Goal("time until then", lambda load: load.chart_seconds, 0.2, 0.4),
    Goal("bytes to idle", lambda load: load.bytes, 0.12, 0.4),
    Goal("main-thread time to idle", lambda load: load.task_seconds, 0.25, 0.6),
)
COLUMNS: tuple[tuple[str, Callable[[Load], float], str], ...] = (
    ("bytes to first chart", lambda load: load.chart_bytes, ",.0f"),
    ("in complete files", lambda load: load.complete_bytes, ",.0f"),
    ("requests until then", lambda load: load.chart_requests, ".0f"),
    ("seconds", lambda load: load.chart_seconds, ".2f"),
    ("bytes to idle", lambda load: load.bytes, ",.0f"),
    ("requests to idle", lambda load: load.requests, ".0f"),
    ("main-thread seconds", lambda load: load.task_seconds, ".2f"),
    ("layout shift", lambda load: load.shift, ".3f"),
)


@dataclass(frozen=True)
class Shift:
    """The layout shift of one load of one page."""

    name: str
    width: int
    shift: float


def take_median(loads: Sequence[Load], figure: Callable[[Load], float]) -> float:
    """Give the median of a figure."""
    return statistics.median(map(figure, loads))


def tell_met(met: bool) -> str:
    """Say whether a goal is met.

    >>> tell_met(True)
    'met'
    """
    return "met" if met else "**not met**"


def compare(
    ours: Mapping[str, Sequence[Load]], stock: Sequence[Load], hand: Sequence[Load]
) -> list[str]:
    """Write the ratios beside their goals."""
    lines = [
        f"| against | what |{''.join(f' `{name}` |' for name in ours)} goal | |",
        f"| --- | --- |{' --- |' * len(ours)} --- | --- |",
    ]
    for title, other, limits in (
        ("stock", stock, [goal.stock for goal in GOALS]),
        ("hand-made", hand, [goal.hand for goal in GOALS]),
    ):
        for goal, most in zip(GOALS, limits, strict=True):
            whole = take_median(other, goal.figure)
            ratios = [take_median(loads, goal.figure) / whole for loads in ours.values()]
            found = " | ".join(f"{ratio:.3f}" for ratio in ratios)
            met = tell_met(max(ratios) <= most)
            lines.append(f"| {title} | {goal.name} | {found} | ≤ {most} | {met} |")
    return lines


def tell_figures(loads: Mapping[str, Sequence[Load]]) -> list[str]:
    """Write the figures themselves, medians of all rounds."""
    lines = [
        f"| page | {' | '.join(title for title, _, _ in COLUMNS)} |",
        f"| --- |{' --- |' * len(COLUMNS)}",
    ]
    for name, each in loads.items():
        found = (format(take_median(each, figure), form) for _, figure, form in COLUMNS)
        lines.append(f"| `{name}` | {' | '.join(found)} |")
    return lines


def judge_site(shifts: Sequence[Shift], scores: Sequence[float], megabytes: float) -> list[str]:
    """Write what is measured of the site alone; the scores are Lighthouse's, if it was asked."""
    worst = max(shifts, key=lambda each: each.shift)
    widths = " and ".join(str(width) for width in sorted({each.width for each in shifts}))
    pages = len({each.name for each in shifts})
    rows = [
        (
            f"largest layout shift of {pages} pages at {widths} px",
            f"{worst.shift:.3f} (`{worst.name}`, {worst.width} px)",
            f"≤ {MOST_SHIFT}",
            worst.shift <= MOST_SHIFT,
        ),
        ("on disk", f"{megabytes:.1f} MB", f"≤ {MOST_MEGABYTES} MB", megabytes <= MOST_MEGABYTES),
    ]
    if scores:
        found = f"{statistics.median(scores):.0f} ({min(scores):.0f}–{max(scores):.0f})"
        name = f"Lighthouse, performance, a chapter, median of {len(scores)}"
        met = statistics.median(scores) >= LEAST_SCORE
        rows.append((name, found, f"≥ {LEAST_SCORE}", met))
    return [
        "| the site | measured | goal | |",
        "| --- | --- | --- | --- |",
        *(f"| {what} | {found} | {goal} | {tell_met(met)} |" for what, found, goal, met in rows),
    ]
