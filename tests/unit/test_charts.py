"""The charts' rows: as tall as their labels, in the order of the data, with every label."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from compendium.charts import draw_bars

LONG = "A label of many words that takes several lines where there is little room"


def draw(labels: list[str], width: int) -> dict[str, Any]:
    data = pd.DataFrame({"label": labels, "value": range(len(labels), 0, -1), "text": "x"})
    chart = draw_bars(data, width, label="label", value="value", text="text", tooltip=["label"])
    spec: dict[str, Any] = chart.to_dict()
    return spec


def rows(spec: dict[str, Any]) -> list[int]:
    (data,) = spec["datasets"].values()
    return [row["row_at"] for row in data]


def test_a_long_label_makes_only_its_own_row_taller() -> None:
    short, long = draw(["a", "b", "c", "d"], 340), draw(["a", LONG, "c", "d"], 340)
    first, second, third, fourth = rows(long)
    assert second - first > rows(short)[1] - rows(short)[0]
    assert third - second > fourth - third
    assert fourth - third == rows(short)[3] - rows(short)[2]
    assert long["height"] < 4 * (long["height"] - fourth + second)


@pytest.mark.parametrize("width", [340, 680])
def test_rows_follow_the_data_and_each_has_its_label(width: int) -> None:
    labels = [f"row {number}" for number in range(9)]
    spec = draw(labels, width)
    axis = spec["layer"][0]["encoding"]["y"]["axis"]
    assert rows(spec) == axis["values"] == sorted(set(axis["values"]))
    assert axis["tickCount"] == len(labels)
    assert axis["labelOverlap"] is False
    assert all(f"['{label}']" in axis["labelExpr"] for label in labels)


def test_parts_of_one_row_stand_in_one_row() -> None:
    assert len(set(rows(draw(["a", "a", "b"], 340)))) == 2
