"""The forms of chart that several chapters use, each drawn at a given total width."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import accumulate

import altair as alt
import pandas as pd

from compendium.chapter.labels import keep_drawn, label_width, text_width, wrap_label
from compendium.chapter.labels import tooltip as show_tooltip
from compendium.chapter.theme import BASELINE, BLUE_SOFT, INK, LIGHT, TARGET

AltairChart = alt.LayerChart | alt.FacetChart

# Pixels: a line of a label, the least of a row, and the space between rows.
_LINE = 17
_BAR = 17
_ROW_GAP = 14
# Between a bar and the words on its left and right.
_GAP = 12


def _rows(data: pd.DataFrame, label: str, width: int) -> tuple[pd.DataFrame, alt.Y, int]:
    """Give the data with the middle of each row, the axis of the rows, and its height.

    The rows follow the order of the data; each is as tall as its label.
    """
    wrapped = {text: wrap_label(text, label_width(width)) for text in dict.fromkeys(data[label])}
    heights = [max(len(lines) * _LINE, _BAR) + _ROW_GAP for lines in wrapped.values()]
    ends = list(accumulate(heights))
    middles = [end - height // 2 for end, height in zip(ends, heights, strict=True)]
    lines = dict(zip(middles, wrapped.values(), strict=True))
    # A label of several lines would hang below its row: lift it by half of the lines too many.
    lifts = [
        {"test": f"datum.value === {middle}", "value": -(len(each) - 1) * 7.5}
        for middle, each in lines.items()
        if len(each) > 1
    ]
    axis = alt.Axis(
        title=None,
        values=middles,
        # Vega leaves out every second value where there are more than this.
        tickCount=len(middles),
        labelExpr=f"{json.dumps(lines, ensure_ascii=False)}[datum.value]",
        labelColor=INK,
        labelPadding=8,
        labelLimit=0,
        labelLineHeight=15,
        labelOffset={"condition": lifts, "value": 0} if lifts else 0,
        labelOverlap=False,
        grid=False,
    )
    scale = alt.Scale(domain=[0, ends[-1]], nice=False, reverse=True)
    placed = data.assign(row_at=data[label].map(dict(zip(wrapped, middles, strict=True))))
    return placed, alt.Y("row_at:Q", axis=axis, scale=scale), ends[-1]


def draw_bars(
    data: pd.DataFrame,
    width: int,
    *,
    label: str,
    value: str,
    text: str,
    tooltip: Sequence[str],
    colours: Mapping[str, str] | None = None,
    series: str | None = None,
) -> AltairChart:
    """Draw one horizontal bar a row, with its figure written at the end.

    Parameters
    ----------
    data
        (R rows): ``label``, ``value``, and ``text`` to be written; in the order to be drawn.
    width
        Total width in pixels.
    tooltip
        Columns shown when a bar is pointed at, the first as a heading.
    series, colours
        A column that colours the bars, and the colour of each of its values.

    Raises
    ------
    ValueError
        If two bars have one label: they would be drawn as one longer bar.
    """
    if (twice := data[label].duplicated()).any():
        raise ValueError(f"duplicate label {data.loc[twice, label].iat[0]!r}")
    drawn = keep_drawn(data, label, value, text, *tooltip, *([series] if series else []))
    data, rows, height = _rows(drawn, label, width)
    low, high = min(0.0, float(data[value].min())), float(data[value].max())
    longest = max(text_width(str(each)) for each in data[text])
    room = (longest + _GAP) / (width - label_width(width) - _GAP)
    domain = [low * 1.15, high / max(0.3, 1 - min(room, 0.6))]
    base = alt.Chart(data).encode(
        y=rows, x=alt.X(f"{value}:Q", axis=None, scale=alt.Scale(domain=domain))
    )
    bars = base.mark_bar(orient="horizontal", size=18).encode(tooltip=show_tooltip(tooltip))
    if series and colours:
        bars = bars.encode(color=_colour(series, colours))
    words = base.mark_text(align="left", dx=6, baseline="middle").encode(text=f"{text}:N")
    return alt.layer(bars, words).properties(width=width, height=height)


def draw_steps(
    data: pd.DataFrame,
    width: int,
    *,
    label: str,
    start: str,
    end: str,
    start_text: str,
    end_text: str,
    tooltip: Sequence[str],
    names: tuple[str, str],
) -> AltairChart:
    """Draw a line a row from where it stands to where it is to be, both figures written.

    Parameters
    ----------
    data
        (R rows) in the order to be drawn; ``start`` may be missing: only the end is drawn then.
    names
        What the two ends are called in the legend.
    """
    data, rows, height = _rows(data, label, width)
    ends = _long_ends(data, (start, end), (start_text, end_text), names)
    low, high = min(0.0, float(ends["at"].min())), float(ends["at"].max())
    # Room for the longest figure on either side of its point.
    room = ends.groupby("outward")["width"].max()
    plot = width - label_width(width)
    left, right = (min(0.35, (room.get(side, 0) + 16) / plot) for side in ("right", "left"))
    spread = (high - low) / (1 - left - right)
    domain = [low - left * spread, high + right * spread]
    x = alt.X("at:Q", axis=None, scale=alt.Scale(domain=domain, nice=False))
    line = (
        alt.Chart(keep_drawn(data[data[start].notna()], "row_at", start, end))
        .mark_rule(strokeWidth=3)
        .encode(y=rows, x=alt.X(f"{start}:Q", axis=None), x2=f"{end}:Q")
    )
    shown = keep_drawn(ends, "row_at", "at", "side", "written", "outward", *tooltip)
    base = alt.Chart(shown).encode(y=rows, x=x)
    colour = _colour("side", dict(zip(names, (BASELINE, TARGET), strict=True)))
    points = base.mark_circle(size=110).encode(color=colour, tooltip=show_tooltip(tooltip))
    words = [
        base.transform_filter(alt.datum.outward == align)
        .mark_text(align=align, dx=9 if align == "left" else -9, baseline="middle")
        .encode(text="written:N")
        for align in ("left", "right")
    ]
    return alt.layer(line, points, *words).properties(width=width, height=height)


def draw_parts(
    data: pd.DataFrame,
    width: int,
    *,
    label: str,
    part: str,
    value: str,
    text: str,
    colours: Mapping[str, str],
    tooltip: Sequence[str],
) -> AltairChart:
    """Draw one bar a row, made of parts, each with its figure written inside.

    Parameters
    ----------
    data
        (R rows), one a part: ``label``, ``part``, ``value``, and ``text`` to be written where it
        fits; labels in the order to be drawn.
    width
        Total width in pixels.
    colours
        The colour of each part, in the order in which the parts follow each other.
    tooltip
        Columns shown when a part is pointed at.
    """
    drawn = keep_drawn(data, label, part, value, text, *tooltip)
    data, rows, height = _rows(drawn, label, width)
    place = data[part].map({name: place for place, name in enumerate(colours)})
    parts = data.assign(place=place).sort_values("place", kind="stable")
    ends = parts.groupby(label)[value].cumsum()
    parts = parts.assign(begin=ends - parts[value], end=ends, middle=ends - parts[value] / 2)
    most = float(ends.max())
    room = parts[value] / most * (width - label_width(width))
    parts["fits"] = parts[text].astype(str).map(text_width) <= room
    base = alt.Chart(parts).encode(y=rows)
    bars = base.mark_bar(orient="horizontal", size=26).encode(
        x=alt.X("begin:Q", axis=None, scale=alt.Scale(domain=[0, most])),
        x2="end:Q",
        color=_colour(part, colours),
        tooltip=show_tooltip(tooltip),
    )
    words = [
        base.transform_filter(alt.datum.fits)
        .transform_filter(alt.FieldOneOfPredicate(field=part, oneOf=names))
        .mark_text(baseline="middle", color=ink)
        .encode(x=alt.X("middle:Q", axis=None), text=f"{text}:N")
        for ink, names in _inks(colours)
    ]
    return alt.layer(bars, *words).properties(width=width, height=height)


def _inks(colours: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    soft = [name for name, colour in colours.items() if colour in (BLUE_SOFT, LIGHT.sunken)]
    strong = [name for name in colours if name not in soft]
    return [(ink, names) for ink, names in ((INK, soft), ("white", strong)) if names]


def _long_ends(
    data: pd.DataFrame, columns: tuple[str, str], texts: tuple[str, str], names: tuple[str, str]
) -> pd.DataFrame:
    """Give one row an end, with the side of its point on which its figure is written."""
    start, end = columns
    sides = [
        data.assign(
            side=name,
            at=data[column].astype(float),
            written=data[text],
            width=data[text].map(text_width),
            # A text set to the left begins at its point and so stands to the right of it.
            outward=outer.map({True: "left", False: "right"}),
        )
        for column, text, name, outer in (
            (start, texts[0], names[0], data[start] > data[end]),
            (end, texts[1], names[1], ~(data[end] < data[start])),
        )
    ]
    return pd.concat(sides).dropna(subset="at")


def _colour(series: str, colours: Mapping[str, str]) -> alt.Color:
    scale = alt.Scale(domain=list(colours), range=list(colours.values()))
    return alt.Color(f"{series}:N", scale=scale)
