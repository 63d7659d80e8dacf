"""Charts of places: names stand free of each other, and tiles are filled as far as their share."""

from __future__ import annotations

from itertools import combinations

import pandas as pd
import pytest

from compendium.place_charts import _Box, _nearest_free, draw_points, draw_tiles

FIELD = _Box(0, 300, 0, 300)
CROWD = [(100, 100), (112, 96), (124, 104), (118, 112), (290, 100), (4, 296)]


def place_all(points: list[tuple[int, int]]) -> list[_Box]:
    """Place a name of 40 pixels at each point."""
    taken = [_Box(x - 6, x + 6, y - 6, y + 6) for x, y in points]
    for x, y in points:
        taken.append(_nearest_free(40, x, y, taken, FIELD)[0])
    return taken


def test_no_name_lies_on_a_name_or_point_or_outside() -> None:
    boxes = place_all(CROWD)
    names = boxes[len(CROWD) :]
    assert not [(a, b) for a, b in combinations(names, 2) if a.meets(b)]
    assert not [(a, b) for a in names for b in boxes[: len(CROWD)] if a.meets(b)]
    assert [name for name in names if not name.lies_in(FIELD)] == []


@pytest.mark.parametrize(
    ("x", "align", "is_far"),
    [
        pytest.param(100, "left", False, id="room on the right"),
        pytest.param(290, "right", False, id="at the right edge"),
    ],
)
def test_a_lone_name_stands_beside_its_point(x: int, align: str, is_far: bool) -> None:
    _, found, far = _nearest_free(40, x, 150, [_Box(x - 6, x + 6, 144, 156)], FIELD)
    assert (found, far) == (align, is_far)


@pytest.mark.parametrize("width", [340, 680])
def test_points_carry_their_names(width: int) -> None:
    data = pd.DataFrame({"name": ["甲", "B"], "x": [40.0, 70.0], "y": [50.0, 60.0]})
    chart = draw_points(
        data, width, name="name", x="x", y="y", titles=("x", "y"), tooltip=["name"], highlight=["B"]
    )
    rows = next(iter(chart.to_dict()["datasets"].values()))
    assert [(row["name"], row["is_highlight"]) for row in rows] == [("甲", False), ("B", True)]
    assert rows[0]["text_x"] > rows[0]["x"]


@pytest.mark.parametrize(("share", "left_empty"), [(0, 1.0), (50, 0.5), (100, 0.0)])
def test_a_tile_is_filled_as_far_as_its_share(share: float, left_empty: float) -> None:
    data = pd.DataFrame(
        {"name": ["甲"], "v": [share], "t": ["x"], "tile_col": [0], "tile_row": [0]}
    )
    chart = draw_tiles(data, 340, name="name", value="v", text="t", tooltip=["t"])
    (row,) = next(iter(chart.to_dict()["datasets"].values()))
    empty = (row["level"] - row["top"]) / (row["bottom"] - row["top"])
    assert empty == pytest.approx(left_empty)
