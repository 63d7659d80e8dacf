"""A drawing written anew: fewer elements and letters, and the same picture."""

from __future__ import annotations

import io
import re
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import pytest
import vl_convert
from numpy.typing import NDArray
from PIL import Image

from compendium.chapter import engine
from compendium.chapter.drawing import vega_lite_version
from compendium.chapter.slim import slim_drawing

ROWS = pd.DataFrame(
    {"name": list("abcd"), "value": [3.0, 1.5, 2.25, 0.75], "kind": ["x", "x", "y", "y"]}
)
BARS = alt.Chart(ROWS).mark_bar().encode(x="value:Q", y="name:N", color="kind:N")
CHARTS: dict[str, Any] = {
    "bars, axes and a legend": BARS,
    "outlines that lie above each other": alt.Chart(ROWS)
    .mark_bar(stroke="black", strokeWidth=6, height=30)
    .encode(x="value:Q", y=alt.Y("name:N", scale=alt.Scale(padding=0))),
    "clear shapes that lie above each other": alt.Chart(ROWS)
    .mark_point(filled=True, size=9000, opacity=0.4)
    .encode(x="value:Q"),
    "lines, cut at a frame": alt.Chart(ROWS)
    .mark_line(clip=True, strokeWidth=9, strokeDash=[9, 4])
    .encode(x=alt.X("value:Q", scale=alt.Scale(domain=[1, 2])), y="name:N"),
    "turned words": alt.Chart(ROWS).mark_text(angle=30, fontWeight=600).encode(
        x="value:Q", y="name:N", text="kind:N"
    ),
    "words in lines": BARS.properties(title=["One", "Two"]),
    "a shade": alt.Chart(ROWS)
    .mark_area(
        color=alt.Gradient(
            gradient="linear",
            stops=[alt.GradientStop(color="white", offset=0), alt.GradientStop("red", offset=1)],
        )
    )
    .encode(x="value:Q", y="count()"),
    "charts beside each other": BARS.encode(column="kind:N"),
}  # fmt: skip


def draw(chart: Any) -> str:
    spec = chart.properties(background="white").to_dict()
    return engine.draw(spec, vega_lite_version())


def paint(svg: str) -> NDArray[np.int16]:
    png = vl_convert.svg_to_png(svg, scale=2, ppi=72)
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), dtype=np.int16)


def differ(one: str, other: str) -> int:
    """Count the spots, more than an edge wide, that two pictures show differently."""
    before, after = paint(one), paint(other)
    assert before.shape == after.shape
    seen = np.abs(before - after).max(axis=2) > 60
    core = seen[1:-1, 1:-1] & seen[:-2, 1:-1] & seen[2:, 1:-1] & seen[1:-1, :-2] & seen[1:-1, 2:]
    return int(core.sum())


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_a_drawing_looks_as_it_did(chart: Any) -> None:
    drawn = draw(chart)
    # The font of a page is that of its texts.
    slim = slim_drawing(drawn).replace("<svg ", '<svg font-family="sans-serif" ', 1)
    assert differ(drawn, slim) == 0
    assert len(slim) < 0.8 * len(drawn)


def test_a_lost_mark_is_a_difference() -> None:
    drawn = draw(BARS)
    assert differ(
        drawn, re.sub(r'(<path aria-label="[^"]*" )', r'\1display="none" ', drawn, count=1)
    )


def squares(*more: str) -> str:
    places = zip((0, 10, 20), more, strict=True)
    paths = (f'<path d="M{left},0h8v8h-8Z" {said}/>' for left, said in places)
    return f'<svg width="30" height="8"><g fill="none">{"".join(paths)}</g></svg>'


@pytest.mark.parametrize(
    ("drawing", "paths"),
    [
        (squares(*['fill="#123456"'] * 3), 1),
        (squares('fill="#123456"', 'fill="#654321"', 'fill="#123456"'), 2),
        (squares('fill="#123456"', 'fill="#123456" fill-opacity="0.5"', 'stroke="#123456"'), 3),
        (squares('fill="none"', 'stroke="red" stroke-width="0"', 'display="none" fill="red"'), 0),
        (squares('fill="red"', 'fill="blue" transform="translate(-6,0)"', 'fill="red"'), 2),
        (squares('fill="red"', 'fill="blue" transform="translate(6,0)"', 'fill="red"'), 3),
        (squares(*['fill="red" stroke="blue"'] * 3), 1),
        (squares(*['fill="red" stroke="blue" stroke-width="4"'] * 3), 3),
    ],
    ids=[
        "alike", "a neighbour of another colour", "looks", "nothing seen", "what does not meet it",
        "what lies between", "outlines apart", "outlines that meet",
    ],
)  # fmt: skip
def test_marks_that_look_alike_are_one_path(drawing: str, paths: int) -> None:
    assert slim_drawing(drawing).count("<path") == paths


def test_what_neighbours_have_in_common_is_said_once() -> None:
    said = 'font-size="13px" font-weight="600" fill="#1c2a33" text-anchor="start"'
    texts = "".join(f'<text transform="translate({at},1)" {said}>t</text>' for at in range(4))
    slim = slim_drawing(f'<svg width="9" height="9">{texts}</svg>')
    assert [slim.count(name) for name in ("#1c2a33", "600", 'font-size="13"')] == [1, 1, 1]
    assert '<text x="2" y="1">t</text>' in slim


def test_the_same_drawing_gives_the_same_letters() -> None:
    assert slim_drawing(once := slim_drawing(draw(BARS))) == slim_drawing(once)
