"""Charts of places: names stand free of each other, and tiles are filled as far as their share."""

from __future__ import annotations

from itertools import combinations

import pandas as pd
import pytest

from compendium.chapter.labels import text_width
from compendium.chapter.places import draw_points, draw_tiles

# Six points close together, and two at the edges of the field.
CROWD = [(100, 100), (112, 96), (124, 104), (118, 112), (290, 100), (4, 296)]


@pytest.mark.parametrize("width", [340, 680])
def test_no_name_lies_on_another(width: int) -> None:
    data = pd.DataFrame(CROWD, columns=["x", "y"], dtype=float)
    data["name"] = [f"place {number}" for number in range(len(CROWD))]
    chart = draw_points(
        data, width, name="name", x="x", y="y", titles=("x", "y"), tooltip=["name"], height=330
    ).to_dict()
    rows = next(iter(chart["datasets"].values()))
    base = chart["layer"][1]["encoding"]
    (left, right), (low, high) = (base[axis]["scale"]["domain"] for axis in "xy")
    across, down = (width - 44) / (right - left), 330 / (high - low)
    shift = {"left": 0, "right": 1, "center": 0.5}
    boxes = []
    for row in rows:
        length = text_width(row["name"])
        start = (row["text_x"] - left) * across - shift[row["align"]] * length
        boxes.append((start, start + length, (high - row["text_y"]) * down))
        assert start > -1
        assert start + length < width - 43
    assert not [
        (a, b)
        for a, b in combinations(boxes, 2)
        if a[0] < b[1] - 0.1 and b[0] < a[1] - 0.1 and abs(a[2] - b[2]) < 15.9
    ]


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
