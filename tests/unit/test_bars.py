"""Bars and steps as they are drawn: rows in the order of the data, each with its whole label."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest

from compendium.chapter.bars import draw_bars, draw_parts, draw_steps
from compendium.chapter.drawing import draw_chart

LONG = "A label of many words that takes several lines where there is little room"
NAMED = 'a id="clip0" url(#clip0)'
ODD = 'It\'s "5" \\ {a} 零售'


def table(labels: list[str]) -> pd.DataFrame:
    values = range(len(labels), 0, -1)
    return pd.DataFrame({"label": labels, "value": values, "text": "x", "unused": "never drawn"})


def draw(labels: list[str], width: int) -> Any:
    names = {"label": "label", "value": "value", "text": "text"}
    return draw_bars(table(labels), width, **names, tooltip=["label"])


def written(labels: list[str]) -> dict[str, float]:
    """Draw on a wide page and give every text with its height on the drawing."""
    svg = draw_chart(lambda width: draw(labels, width), "bars")["wide"].svg
    heights = {}
    for text in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"):
        place = re.search(r"translate\([-\d.]+,([-\d.]+)\)", text.get("transform", ""))
        assert place is not None
        heights["".join(text.itertext())] = float(place[1])
    return heights


def test_a_long_label_makes_only_its_own_row_taller() -> None:
    short, long = draw(["a", "b", "c"], 340), draw(["a", LONG, "c"], 340)
    assert long.height > short.height + 17
    assert draw(["a", "b", "c", "d"], 340).height - short.height < 40


@pytest.mark.parametrize(
    "labels", [[f"row {number}" for number in range(9)], ["z", ODD, NAMED, "a"]]
)
def test_rows_follow_the_data_and_each_has_its_label(labels: list[str]) -> None:
    heights = written(labels)
    places = [heights[label] for label in labels]
    assert places == sorted(set(places))


def test_parts_of_one_row_stand_in_one_row() -> None:
    def parts(labels: list[str]) -> Any:
        data = table(labels).assign(part=[f"p{place}" for place in range(len(labels))])
        colours = dict.fromkeys(data["part"], "#000000")
        names = {"label": "label", "part": "part", "value": "value", "text": "text"}
        return draw_parts(data, 340, **names, colours=colours, tooltip=["label"])

    assert parts(["a", "a", "b"]).height == parts(["a", "b"]).height


@pytest.mark.parametrize("form", ["bars", "steps", "parts"])
def test_only_what_is_drawn_is_carried_along(form: str) -> None:
    data = table(["a", "b"]).assign(end=5, end_text="y", part="p")
    names = {"label": "label", "tooltip": ["label"]}
    charts = {
        "bars": lambda: draw_bars(data, 680, value="value", text="text", **names),
        "steps": lambda: draw_steps(
            data,
            680,
            start="value",
            end="end",
            start_text="text",
            end_text="end_text",
            names=("from", "to"),
            **names,
        ),
        "parts": lambda: draw_parts(
            data, 680, part="part", value="value", text="text", colours={"p": "#000000"}, **names
        ),
    }
    assert "never drawn" not in str(charts[form]().to_dict())


def test_two_bars_of_one_label_are_refused() -> None:
    with pytest.raises(ValueError, match="duplicate label 'a'"):
        draw(["a", "b", "a"], 340)
