"""Five charts of the kinds that the book has, with nothing set: those of the stock page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import altair
import pandas

OBSERVATIONS = Path(__file__).parents[1] / "data" / "clean" / "observations.csv"


def read_observations() -> pandas.DataFrame:
    """Read the table that all five are drawn from."""
    return pandas.read_csv(OBSERVATIONS)


def _compare_places(*indicators: str) -> pandas.DataFrame:
    rows = read_observations()
    rows = rows[rows.indicator_id.isin(indicators) & (rows.source_kind == "table")]
    rows = rows[(rows.role == "actual") & (rows.year == 2020)]
    return rows.pivot_table(
        index="place_id", columns="indicator_id", values="value_low"
    ).reset_index()


def draw_bars() -> altair.Chart:
    """Draw one bar a place."""
    places = _compare_places("services-value-added")
    chart: altair.Chart = (
        altair.Chart(places)
        .mark_bar()
        .encode(x="services-value-added:Q", y=altair.Y("place_id:N").sort("-x"))
    )
    return chart


def draw_points() -> altair.Chart:
    """Draw two shares of each place as a point."""
    places = _compare_places("services-share-of-gdp", "modern-services-share")
    chart: altair.Chart = (
        altair.Chart(places)
        .mark_point()
        .encode(x="services-share-of-gdp:Q", y="modern-services-share:Q", tooltip="place_id:N")
    )
    return chart


def draw_stacks() -> altair.Chart:
    """Draw the figures of each plan, stacked by chapter."""
    counts = read_observations().groupby(["plan_id", "chapter"]).size().reset_index(name="figures")
    chart: altair.Chart = (
        altair.Chart(counts).mark_bar().encode(x="figures:Q", y="plan_id:N", color="chapter:N")
    )
    return chart


def draw_tiles() -> altair.Chart:
    """Draw the figures of each plan and chapter as a tile."""
    counts = read_observations().groupby(["plan_id", "chapter"]).size().reset_index(name="figures")
    chart: altair.Chart = (
        altair.Chart(counts).mark_rect().encode(x="chapter:N", y="plan_id:N", color="figures:Q")
    )
    return chart


def draw_pairs() -> altair.LayerChart:
    """Draw a baseline and its target as two dots on a line."""
    rows = read_observations()
    rows = rows[(rows.place_id == "futian") & (rows.unit == "CNY") & (rows.measure == "level")]
    rows = rows[rows.groupby("indicator_id").role.transform("nunique") == 2]
    base = altair.Chart(rows[["indicator_id", "role", "value_low"]]).encode(
        x="value_low:Q", y="indicator_id:N"
    )
    lines, points = base.mark_line(), base.mark_point()
    chart: altair.LayerChart = lines.encode(detail="indicator_id:N") + points.encode(color="role:N")
    return chart


DRAW: tuple[Callable[[], altair.Chart | altair.LayerChart], ...] = (
    draw_bars,
    draw_points,
    draw_stacks,
    draw_tiles,
    draw_pairs,
)
